"""What a finished snapshot consists of, and the pointer that says which one is live."""

import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from assistant.exceptions import KnowledgeUnavailableError

FORMAT = 1
MANIFEST = "manifest.json"


class ArticleEntry(BaseModel):
    """One article of a snapshot. `content_hash` covers everything that reaches a customer."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    article_id: str
    language: str
    title: str
    url: str | None
    content_hash: str
    origin: str
    chunks: int


class Manifest(BaseModel):
    """The table of contents of a snapshot; written last, so its presence means that the rest is complete."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: int = FORMAT
    snapshot_id: str
    created_at: datetime
    embedder: str
    dimensions: int
    chunk_max_tokens: int
    articles: tuple[ArticleEntry, ...]

    @property
    def languages(self) -> tuple[str, ...]:
        """Languages that have articles, sorted."""
        return tuple(sorted({article.language for article in self.articles}))

    @property
    def chunks(self) -> int:
        """Number of chunks in all languages."""
        return sum(article.chunks for article in self.articles)


@dataclass(frozen=True, slots=True)
class KnowledgeDirectory:
    """Where snapshots lie below the data directory."""

    root: Path

    @property
    def snapshots(self) -> Path:
        """One folder per finished snapshot."""
        return self.root / "snapshots"

    def snapshot(self, snapshot_id: str) -> Path:
        """Folder of one snapshot."""
        return self.snapshots / snapshot_id

    @property
    def pointer(self) -> Path:
        """The file that names the live snapshot."""
        return self.root / "current"

    def current_id(self) -> str | None:
        """Id of the live snapshot, or None before the first publication."""
        try:
            return self.pointer.read_text().strip() or None
        except FileNotFoundError:
            return None

    def publish(self, snapshot_id: str) -> None:
        """Swap the pointer atomically. Readers see the old snapshot or the new one, never anything between."""
        unfinished = self.pointer.with_name(f".current-{os.getpid()}")
        with unfinished.open("w") as file:
            file.write(snapshot_id)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(self.pointer)

    def manifest(self, snapshot_id: str) -> Manifest:
        """Read a manifest. Raises KnowledgeUnavailableError when the snapshot is missing or unreadable."""
        return read_manifest(self.snapshot(snapshot_id))

    def finished(self) -> list[str]:
        """Ids of complete snapshots, oldest first (ids begin with their time)."""
        if not self.snapshots.is_dir():
            return []
        return sorted(folder.name for folder in self.snapshots.iterdir() if (folder / MANIFEST).is_file())


def read_manifest(folder: Path) -> Manifest:
    """Read the manifest in a snapshot's folder. Raises KnowledgeUnavailableError."""
    try:
        return Manifest.model_validate_json((folder / MANIFEST).read_bytes())
    except (OSError, ValidationError) as error:
        raise KnowledgeUnavailableError(f"Snapshot {folder.name} is missing or cannot be read.") from error
