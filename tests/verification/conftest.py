"""A way to verify one sentence."""

import numpy as np
import pytest
from verification_passages import CHUNKS

from assistant.domain import Answer, Draft, Passage, Statement
from assistant.verification.verifier import Verifier


@pytest.fixture
def decision():
    return Answer(tuple(Passage(chunk, 0.9, 5.0, 0.9) for chunk in CHUNKS.values()), 0.9)


class AllAlike:
    """Every text means the same, so that only what else is compared tells."""

    def embed_passages(self, texts):
        return np.ones((len(texts), 1), dtype=np.float32)


@pytest.fixture
def all_alike():
    return AllAlike()


@pytest.fixture
def findings(decision, all_alike):
    """Verify one sentence of a model; the names of the checks that object."""

    def verify(text, chunk_ids=("de#0",), *, query="", origin="some/model", verifier=None):
        draft = Draft((Statement(text, tuple(chunk_ids)),), origin)
        verdict = (verifier or Verifier(embedder=all_alike)).verify(draft, decision, query=query)
        return {finding.check for finding in verdict.findings}

    return verify
