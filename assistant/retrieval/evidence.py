"""Features that tell whether the best passage answers the question; `decide` turns them into a probability."""

import math
from collections.abc import Mapping, Sequence

import numpy as np

from assistant.domain import Passage
from assistant.knowledge.lexical import terms
from assistant.knowledge.store import Shelf

FEATURES = (
    "dense",
    "dense_margin",
    "dense_lead",
    "score_margin",
    "coverage",
    "unknown_share",
    "agreement",
    "query_terms",
)


def collect_evidence(query: str, passages: Sequence[Passage], shelves: Mapping[str, Shelf]) -> dict[str, float]:
    """A value for each of FEATURES; empty when nothing was found.

    Only passages in the language of the best one are compared: a translation of the right article is no rival. Margins
    are differences to the best passage of another article; coverage is the share of the question's weight
    (inverse document frequency) that occurs in the passage; agreement is 1 when words and vectors prefer the same
    article.
    """
    if not passages:
        return {}
    best = passages[0]
    passages = [passage for passage in passages if passage.chunk.language == best.chunk.language]
    others = [passage for passage in passages if passage.chunk.article_id != best.chunk.article_id]
    shelf = shelves[best.chunk.language]
    asked = list(dict.fromkeys(terms(query, shelf.language)))
    weights = {term: shelf.lexical.weight(term) for term in asked}
    dense = [passage.dense for passage in passages]
    lexical_best = max(passages, key=lambda passage: passage.lexical)
    return {
        "dense": best.dense,
        "dense_margin": best.dense - max((passage.dense for passage in others), default=best.dense),
        "dense_lead": best.dense - float(np.mean(dense)),
        "score_margin": best.score - max((passage.score for passage in others), default=best.score),
        "coverage": _covered(weights, _chunk_terms(best)),
        "unknown_share": _share(weights, {term for term in asked if not shelf.lexical.known([term])}),
        "agreement": float(lexical_best.chunk.article_id == best.chunk.article_id),
        "query_terms": math.log1p(len(asked)),
    }


def _chunk_terms(passage: Passage) -> set[str]:
    chunk = passage.chunk
    return set(terms(" ".join([chunk.title, *chunk.headings, chunk.text]), chunk.language))


def _covered(weights: Mapping[str, float], present: set[str]) -> float:
    return _share(weights, weights.keys() & present)


def _share(weights: Mapping[str, float], part: set[str]) -> float:
    total = sum(weights.values())
    return sum(weights[term] for term in part) / total if total else 0.0
