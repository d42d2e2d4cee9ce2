from collections.abc import Callable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

import pytest

from kb_ingest.article import Article, Problem
from kb_ingest.sources import folder
from kb_ingest.sources.files.worker import Worker
from kb_ingest.sources.folder import FolderSource


@dataclass
class HelpCentre:
    """A folder that an editor points to."""

    folder: Path
    state: Path

    def put(self, name: str, content: str | bytes) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def read(self, **options) -> list[Article | Problem]:
        return list(FolderSource(self.folder, **{"state": self.state} | options).read())

    def only(self, **options) -> Article | Problem:
        (item,) = self.read(**options)
        return item


@pytest.fixture(scope="session")
def shared_worker() -> Iterator[Worker]:
    with Worker() as worker:
        yield worker


@pytest.fixture(autouse=True)
def _one_worker_for_all(monkeypatch, shared_worker):
    """Starting a process takes most of a second."""
    monkeypatch.setattr(folder, "Worker", lambda: nullcontext(shared_worker))


@pytest.fixture
def centre(tmp_path) -> HelpCentre:
    (tmp_path / "hilfe").mkdir()
    return HelpCentre(tmp_path / "hilfe", tmp_path / "state")


@pytest.fixture
def read(centre) -> Callable[..., Article | Problem]:
    """The only article or problem of a folder with one file."""

    def find(name: str, content: str | bytes, **options) -> Article | Problem:
        centre.put(name, content)
        return centre.only(**options)

    return find
