import pytest

from assistant.knowledge.manifest import KnowledgeDirectory
from assistant.knowledge.store import open_snapshot
from kb_ingest.pipeline import ingest
from kb_ingest.sources import open_source


@pytest.fixture(scope="session")
def sample_snapshot(tmp_path_factory, embedder):
    """The sample help centre with vectors that need no model."""
    directory = KnowledgeDirectory(tmp_path_factory.mktemp("sample"))
    ingest(
        [open_source("kb_ingest/sample")],
        directory=directory,
        load_embedder=lambda: embedder,
        chunk_max_tokens=64,
        snapshots_kept=1,
    )
    return open_snapshot(directory.snapshot(directory.current_id()))
