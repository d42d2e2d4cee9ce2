"""What all tests share: a small published help centre and an embedder that needs no model."""

import hashlib
import io
import logging
import os
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

import hypothesis
import numpy as np
import pytest
from filelock import FileLock

from assistant.kit.logging import configure_logging
from assistant.knowledge.lexical import words
from assistant.knowledge.manifest import KnowledgeDirectory
from assistant.knowledge.store import open_snapshot
from kb_ingest.pipeline import ingest
from kb_ingest.sources import open_source

DIMENSIONS = 64

os.environ.setdefault("HF_HUB_OFFLINE", "1")

# How long an example takes tells of a busy machine, not of the code; pytest-timeout ends what hangs.
hypothesis.settings.register_profile("unhurried", deadline=None)
hypothesis.settings.load_profile("unhurried")


class HashingEmbedder:
    """Deterministic vectors: texts that share words are close. No model, no download."""

    name = "hashing-64"

    def embed_query(self, text: str) -> np.ndarray:
        return self.embed_passages([text])[0]

    def embed_passages(self, texts: Sequence[str]) -> np.ndarray:
        vectors = np.zeros((len(texts), DIMENSIONS), dtype=np.float32)
        for row, text in enumerate(texts):
            for word in words(text):
                digest = hashlib.sha256(word[:6].encode()).digest()
                vectors[row, digest[0] % DIMENSIONS] += 1 if digest[1] % 2 else -1
            vectors[row, 0] += 0.01
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)

    def count_tokens(self, text: str) -> int:
        return len(text.split()) + 2


ARTICLES = {
    "de/versand.md": """---
id: de-versand
lang: de
title: Versandkosten und Lieferzeiten
url: https://hilfe.example/de/versand
---
Der Versand nach Deutschland kostet 4,90 Euro.

## Versand in die Schweiz

| | Deutschland | Schweiz |
|---|---|---|
| Standard | 4,90 Euro | 8,90 Franken |
| Express | 9,90 Euro | 18,90 Franken |
""",
    "de/passwort.md": """---
id: de-passwort
lang: de
title: Passwort zurücksetzen
url: https://hilfe.example/de/passwort
---
So setzen Sie Ihr Passwort zurück:

1. Öffnen Sie die Anmeldeseite.
2. Wählen Sie **Passwort vergessen**.
3. Folgen Sie dem Link in der E-Mail. Er gilt 60 Minuten.

## Konto gesperrt

Nach fünf falschen Versuchen ist das Konto 30 Minuten gesperrt.
""",
    "en/password.md": """---
id: en-password
lang: en
title: Reset your password
url: https://hilfe.example/en/password
---
Choose **Forgot password** on the sign-in page and follow the link in the e-mail. It is valid for 60 minutes.
""",
    "en/warranty.md": """---
id: en-warranty
lang: en
title: Warranty for your machine
url: https://hilfe.example/en/warranty
---
The warranty is two years from delivery.
""",
}


@pytest.fixture(scope="session")
def embedder():
    return HashingEmbedder()


@pytest.fixture(scope="session")
def small_help_centre(tmp_path_factory):
    """A folder with two German and two English articles."""
    folder = tmp_path_factory.mktemp("articles")
    for name, text in ARTICLES.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text)
    return folder


@pytest.fixture(scope="session")
def knowledge(tmp_path_factory, small_help_centre, embedder):
    """The small help centre, published."""
    directory = KnowledgeDirectory(tmp_path_factory.mktemp("knowledge"))
    ingest(
        [open_source(str(small_help_centre))],
        directory=directory,
        load_embedder=lambda: embedder,
        chunk_max_tokens=220,
        snapshots_kept=2,
    )
    return directory


@pytest.fixture(scope="session")
def snapshot(knowledge):
    return open_snapshot(knowledge.snapshot(knowledge.current_id()))


@pytest.fixture(scope="session")
def shared_dir(tmp_path_factory):
    """A folder of this run for all of its processes."""
    own = tmp_path_factory.getbasetemp()
    folder = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "shared"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def models_dir(shared_dir):
    """Where the packaged embedder is built, once a run; AUSKUNFT_TEST_MODELS may name a folder that is kept."""
    return Path(os.environ.get("AUSKUNFT_TEST_MODELS") or shared_dir / "models")


@pytest.fixture(scope="session")
def data_dir(shared_dir, models_dir):
    """A data directory with the sample help centre, published by the real command. Tests only read it."""
    folder = shared_dir / "data"
    with FileLock(shared_dir / "data.lock"):
        if not (folder / "knowledge" / "current").exists():
            models_dir.mkdir(exist_ok=True)
            folder.mkdir()
            (folder / "models").symlink_to(models_dir.resolve())
            command = "from assistant.cli import main; main()"
            arguments = ["ingest", "kb_ingest/sample", "--data-dir", str(folder)]
            subprocess.run([sys.executable, "-c", command, *arguments], check=True, capture_output=True)
    return folder


@pytest.fixture
def service_log(monkeypatch):
    """What the service would write to standard error at the level debug; everything is put back afterwards."""
    names = (None, "assistant", "kb_ingest", "evals", "uvicorn", "uvicorn.access", "alembic")
    loggers = [logging.getLogger(name) for name in names]
    before = [(each, each.handlers[:], each.level) for each in loggers]
    stderr = io.StringIO()
    monkeypatch.setattr(sys, "stderr", stderr)
    monkeypatch.setattr(logging, "raiseExceptions", True)
    for module, hook in ((sys, "excepthook"), (sys, "unraisablehook"), (threading, "excepthook")):
        monkeypatch.setattr(module, hook, getattr(module, hook))
    configure_logging("debug")
    yield stderr
    logging.captureWarnings(False)
    for each, handlers, level in before:
        each.handlers[:], each.level = handlers, level
        each.manager._clear_cache()
