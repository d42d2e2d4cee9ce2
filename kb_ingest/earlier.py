"""What is live before a run: whether anything changed, and which articles stay because no new version can be taken."""

import inspect
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from assistant.domain import Chunk
from assistant.exceptions import KnowledgeUnavailableError
from assistant.knowledge import blocks, chroma, lexical, store
from assistant.knowledge.manifest import ArticleEntry, KnowledgeDirectory, Manifest
from assistant.knowledge.store import open_snapshot, read_chunks
from kb_ingest import embed, split
from kb_ingest.article import WITHDRAWN, Article
from kb_ingest.errors import IngestError
from kb_ingest.load import Loaded

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Earlier:
    """The live version of articles whose new version cannot be taken."""

    entries: tuple[ArticleEntry, ...] = ()
    chunks: tuple[Chunk, ...] = ()


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a snapshot is to be made of."""

    articles: Sequence[Article]
    earlier: Earlier
    embedder: str
    chunk_max_tokens: int


def recipe() -> str:
    """Changes with the code that turns articles into a snapshot, so that an update of it builds everything anew."""
    modules = (blocks, chroma, embed, lexical, split, store)
    return sha256("".join(map(inspect.getsource, modules)).encode()).hexdigest()[:12]


def live_manifest(directory: KnowledgeDirectory) -> Manifest | None:
    """The manifest of what is live; None when nothing is or its manifest cannot be read. Raises IngestError."""
    try:
        current = directory.current_id()
    except KnowledgeUnavailableError as error:
        raise IngestError(str(error)) from error
    try:
        return directory.manifest(current) if current else None
    except KnowledgeUnavailableError as error:
        logger.warning("%s", error)
        return None


def earlier_versions(directory: KnowledgeDirectory, live: Manifest | None, loaded: Loaded, *, today: date) -> Earlier:
    """The live articles that cannot be renewed: a problem names them by id or origin, or their source failed.

    An article that is taken from elsewhere, withdrawn or no longer valid does not stay.
    """
    taken = {article.article_id for article in loaded.articles}
    refused = [problem for problem in loaded.problems if problem.kind not in WITHDRAWN]
    failed = {failure.source for failure in loaded.failures}
    if not live or not (refused or failed):
        return Earlier()
    ids = {problem.article_id for problem in refused}
    origins = {(problem.source, problem.origin) for problem in refused}
    entries = tuple(
        entry
        for entry in live.articles
        if (entry.article_id in ids or (entry.source, entry.origin) in origins or entry.source in failed)
        and entry.article_id not in taken
        and (entry.valid_until is None or entry.valid_until >= today)
    )
    return _with_chunks(directory, live, entries)


def _with_chunks(directory: KnowledgeDirectory, live: Manifest, entries: tuple[ArticleEntry, ...]) -> Earlier:
    kept = {entry.article_id for entry in entries}
    folder = directory.snapshot(live.snapshot_id)
    languages = sorted({entry.language for entry in entries})
    try:
        chunks = [chunk for language in languages for chunk in read_chunks(folder, language)]
    except (OSError, ValueError, TypeError, KeyError) as error:
        logger.warning("earlier versions of %s cannot be kept: %s", ", ".join(sorted(kept)), error)
        return Earlier()
    return Earlier(entries, tuple(chunk for chunk in chunks if chunk.article_id in kept))


def still_live(directory: KnowledgeDirectory, live: Manifest | None, wanted: Wanted) -> Manifest | None:
    """The live snapshot's manifest if a run would build just that again and it is undamaged."""
    if not live or not _is_same(live, wanted):
        return None
    try:
        open_snapshot(directory.snapshot(live.snapshot_id))
    except KnowledgeUnavailableError as error:
        logger.warning("%s Building everything again.", error)
        return None
    return live


def _is_same(live: Manifest, wanted: Wanted) -> bool:
    made_by = (live.recipe, live.embedder, live.chunk_max_tokens)
    entries = {*map(entry_of, wanted.articles), *map(_without_size, wanted.earlier.entries)}
    return (
        made_by == (recipe(), wanted.embedder, wanted.chunk_max_tokens)
        and {_without_size(entry) for entry in live.articles} == entries
    )


def entry_of(article: Article, *, chunks: int = 0) -> ArticleEntry:
    """An article as the manifest lists it."""
    return ArticleEntry(
        article_id=article.article_id,
        language=article.language,
        title=article.title,
        url=article.url,
        content_hash=article.content_hash,
        source=article.source,
        origin=article.origin,
        chunks=chunks,
        valid_until=article.valid_until,
    )


def _without_size(entry: ArticleEntry) -> ArticleEntry:
    return entry.model_copy(update={"chunks": 0})
