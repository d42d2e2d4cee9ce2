"""What a finished snapshot consists of, and the pointer that says which one is live."""

import os
from dataclasses import dataclass
from datetime import date, datetime
from itertools import accumulate
from pathlib import Path
from typing import Literal, NamedTuple

from pydantic import BaseModel, ConfigDict

from assistant.exceptions import KnowledgeUnavailableError
from assistant.kit.replace_file import replace_file

MANIFEST = "manifest.json"
PUBLISHED = "published"
READABLE = 0o666  # as the umask allows: the server may run as another user than ingestion


class Publication(NamedTuple):
    """What the pointer says, and when it was written; publishing the same snapshot again is a new publication."""

    snapshot_id: str
    written_ns: int


class ArticleEntry(BaseModel):
    """One article of a snapshot. `source` names where it came from, `origin` the place in there.

    `content_hash` covers everything that reaches a customer, `chunk_hashes` what is searched of each chunk; it is empty
    for an article whose chunks were carried over although all others were made in another way.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    article_id: str
    language: str
    title: str
    url: str | None
    content_hash: str
    source: str = ""
    origin: str
    chunks: int
    chunk_hashes: tuple[str, ...] = ()
    valid_until: date | None = None

    @property
    def is_carried_over(self) -> bool:
        """Whether its chunks were made in another way than the manifest says, so that they are due to be made anew."""
        return len(self.chunk_hashes) != self.chunks


class Manifest(BaseModel):
    """The table of contents of a snapshot; written last, so its presence means that the rest is complete.

    Chunks lie in the order of `articles`. `recipe` changes with the code that made chunks and vectors.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: Literal[2] = 2
    snapshot_id: str
    created_at: datetime
    recipe: str
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

    def rows(self, language: str) -> dict[str, range]:
        """The rows of each article among the chunks of a language."""
        own = [article for article in self.articles if article.language == language]
        ends = accumulate(article.chunks for article in own)
        return {article.article_id: range(end - article.chunks, end) for article, end in zip(own, ends, strict=True)}


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

    def publication(self) -> Publication | None:
        """What is live, or None before the first publication. Raises KnowledgeUnavailableError."""
        try:
            with self.pointer.open(encoding="utf-8") as file:
                publication = Publication(file.read().strip(), os.fstat(file.fileno()).st_mtime_ns)
        except FileNotFoundError:
            return None
        except (OSError, UnicodeDecodeError) as error:
            raise KnowledgeUnavailableError(f"{self.pointer} cannot be read: {error}.") from error
        return publication if publication.snapshot_id else None

    def current_id(self) -> str | None:
        """Id of the live snapshot, or None before the first publication. Raises KnowledgeUnavailableError."""
        publication = self.publication()
        return publication.snapshot_id if publication else None

    def publish(self, snapshot_id: str) -> None:
        """Swap the pointer atomically. Readers see the old snapshot or the new one, never anything between."""
        number = 1 + max(map(self._publication_number, self.published()), default=0)
        replace_file(self.snapshot(snapshot_id) / PUBLISHED, str(number), mode=READABLE)
        replace_file(self.pointer, snapshot_id, mode=READABLE)

    def published(self) -> list[str]:
        """Ids of complete snapshots that are or once were live, in the order in which they became it."""
        return sorted(filter(self.was_published, self.finished()), key=self._publication_number)

    def _publication_number(self, snapshot_id: str) -> int:
        """Publications are counted; 0 stands for those from before that, which came one after another."""
        number = (self.snapshot(snapshot_id) / PUBLISHED).read_text(encoding="utf-8")
        return int(number) if number.isdecimal() else 0

    def was_published(self, snapshot_id: str) -> bool:
        """True when the snapshot is or once was live and has not been withdrawn."""
        return (self.snapshot(snapshot_id) / PUBLISHED).exists()

    def withdraw(self, snapshot_id: str) -> None:
        """Forget that the snapshot was published."""
        (self.snapshot(snapshot_id) / PUBLISHED).unlink(missing_ok=True)

    def manifest(self, snapshot_id: str) -> Manifest:
        """Read a manifest. Raises KnowledgeUnavailableError when the snapshot is missing or unreadable."""
        return read_manifest(self.snapshot(snapshot_id))

    def finished(self) -> list[str]:
        """Ids of complete snapshots, oldest first (ids begin with their time)."""
        if not self.snapshots.is_dir():
            return []
        return sorted(file.parent.name for file in self.snapshots.glob(f"[!.]*/{MANIFEST}"))


def read_manifest(folder: Path) -> Manifest:
    """Read the manifest in a snapshot's folder. Raises KnowledgeUnavailableError."""
    try:
        return Manifest.model_validate_json((folder / MANIFEST).read_bytes())
    except (OSError, ValueError) as error:
        raise KnowledgeUnavailableError(f"Snapshot {folder.name} is missing or cannot be read.") from error
