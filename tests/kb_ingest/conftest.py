from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest

from assistant.knowledge.manifest import KnowledgeDirectory
from assistant.knowledge.store import open_snapshot
from kb_ingest.pipeline import Report, ingest
from kb_ingest.sources import open_source


@dataclass
class CountedEmbedder:
    """An embedder that remembers what it was asked for."""

    inner: object
    name: str = "counted"
    loads: int = 0
    seen: list[str] = field(default_factory=list)

    def load(self) -> "CountedEmbedder":
        self.loads += 1
        return self

    def embed_query(self, text: str) -> np.ndarray:
        return self.inner.embed_query(text)

    def embed_passages(self, texts: Sequence[str]) -> np.ndarray:
        self.seen += texts
        return self.inner.embed_passages(texts)

    def count_tokens(self, text: str) -> int:
        return self.inner.count_tokens(text)


@dataclass
class Desk:
    """What an editor has: a folder of articles and a data directory."""

    folder: Path
    directory: KnowledgeDirectory
    embedder: CountedEmbedder

    def write(
        self, article_id: str, body: str = "Der Versand kostet 5 Euro.", *, file: str | None = None, **head
    ) -> Path:
        lines = {"id": article_id, "title": f"Titel {article_id}", "lang": "de"} | head
        front = "\n".join(f"{key}: {value}" for key, value in lines.items() if value is not None)
        return self.put(file or f"{article_id}.md", f"---\n{front}\n---\n{body}\n")

    def put(self, file: str, content: str | bytes) -> Path:
        path = self.folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def ingest(self, *sources: Path, **options) -> Report:
        settings = {"chunk_max_tokens": 40, "snapshots_kept": 5} | options
        opened = [open_source(str(source)) for source in sources or (self.folder,)]
        return ingest(opened, directory=self.directory, load_embedder=self.embedder.load, **settings)

    @property
    def live(self) -> dict[str, str]:
        """The text of each live article."""
        current = self.directory.current_id()
        if current is None:
            return {}
        shelves = open_snapshot(self.directory.snapshot(current)).shelves.values()
        chunks = [chunk for shelf in shelves for chunk in shelf.chunks]
        return {
            article_id: "\n\n".join(chunk.text for chunk in chunks if chunk.article_id == article_id)
            for article_id in {chunk.article_id for chunk in chunks}
        }

    def left_over(self) -> list[str]:
        """Unfinished things that no run may leave behind."""
        return [path.name for path in self.directory.snapshots.glob(".*")]


@pytest.fixture
def desk(tmp_path, embedder) -> Desk:
    (tmp_path / "artikel").mkdir()
    return Desk(tmp_path / "artikel", KnowledgeDirectory(tmp_path / "data" / "knowledge"), CountedEmbedder(embedder))


@pytest.fixture
def published(desk) -> Desk:
    """A desk with two live articles."""
    desk.write("versand", "Der Versand kostet 5 Euro.")
    desk.write("konto", "Das Konto hat ein Passwort.")
    desk.ingest()
    return desk


@pytest.fixture
def problem_of(desk) -> Callable[..., object]:
    """The only problem of a run over one good article and the given file."""

    def find(file: str, content: str | bytes):
        desk.write("gut")
        desk.put(file, content)
        report = desk.ingest()
        assert set(desk.live) == {"gut"}
        (problem,) = report.problems
        assert problem.origin == f"artikel/{file}"
        assert "\n" not in problem.detail
        return problem

    return find
