"""The articles of a new snapshot: those that are as they are live, and those whose chunks and vectors are made anew."""

import hashlib
import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from assistant.domain import Chunk
from assistant.knowledge.embedder import Embedder
from assistant.knowledge.manifest import ArticleEntry, Manifest
from assistant.knowledge.store import Snapshot
from kb_ingest.earlier import Wanted, chunks_of, entry_of, hashes_of, made_alike
from kb_ingest.progress import Progress
from kb_ingest.split import split

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Contents:
    """Articles by id, and the chunks of those that are not taken over from `reused`."""

    entries: tuple[ArticleEntry, ...]
    fresh: Mapping[str, Sequence[Chunk]]
    reused: Snapshot | None


def contents_of(wanted: Wanted, live: Snapshot | None, *, embedder: Embedder, progress: Progress) -> Contents:
    """Split what is new or changed. What is live can be reused if it was made in the same way."""
    reused = live if live and made_alike(live.manifest, wanted) else None
    known = {entry.article_id: entry for entry in _up_to_date(reused)}
    entries: list[ArticleEntry] = []
    fresh: dict[str, Sequence[Chunk]] = {}
    progress.stage("split", len(wanted.articles))
    for article in wanted.articles:
        same = known.get(article.article_id)
        if same and same.content_hash == article.content_hash:
            entries.append(entry_of(article, hashes=same.chunk_hashes))
        else:
            chunks = split(article, max_tokens=wanted.made_by.chunk_max_tokens, count_tokens=embedder.count_tokens)
            entries.append(entry_of(article, hashes=hashes_of(chunks)))
            fresh[article.article_id] = chunks
        progress.advance(1)
    kept = wanted.earlier if live else _dropped(wanted.earlier)
    if live and not reused:
        fresh |= {entry.article_id: chunks_of(live, entry) for entry in kept}
        kept = tuple(entry.model_copy(update={"chunk_hashes": ()}) for entry in kept)
    return Contents(tuple(sorted([*entries, *kept], key=lambda entry: entry.article_id)), fresh, reused)


def _up_to_date(reused: Snapshot | None) -> Iterator[ArticleEntry]:
    return (entry for entry in reused.manifest.articles if not entry.is_carried_over) if reused else iter(())


def _dropped(entries: Sequence[ArticleEntry]) -> tuple[ArticleEntry, ...]:
    if entries:
        names = ", ".join(entry.article_id for entry in entries)
        logger.warning("earlier versions of %s cannot be kept: what is live is damaged", names)
    return ()


def manifest_of(contents: Contents, wanted: Wanted, *, now: datetime, dimensions: int) -> Manifest:
    """The table of contents of a new snapshot; its id begins with the time."""
    parts = [entry.article_id + entry.content_hash for entry in contents.entries]
    made_by = wanted.made_by
    content = "".join([*parts, made_by.embedder, made_by.recipe, str(made_by.chunk_max_tokens)])
    return Manifest(
        snapshot_id=f"{now:%Y%m%d-%H%M%S-%f}-{hashlib.sha256(content.encode()).hexdigest()[:8]}",
        created_at=now,
        recipe=made_by.recipe,
        embedder=made_by.embedder,
        dimensions=dimensions,
        chunk_max_tokens=made_by.chunk_max_tokens,
        articles=contents.entries,
    )
