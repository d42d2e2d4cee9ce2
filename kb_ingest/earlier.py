"""What is live before a run: whether anything changed, and which articles stay because no new version can be taken."""

import inspect
import logging
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256

from assistant.domain import Chunk
from assistant.exceptions import KnowledgeUnavailableError
from assistant.knowledge import blocks, bm25, chroma, chunk_file, exact, lexical, parts, postings, store
from assistant.knowledge.exact import ExactAnswer
from assistant.knowledge.manifest import ArticleEntry, KnowledgeDirectory, Manifest
from assistant.knowledge.store import Snapshot, open_snapshot
from kb_ingest import embed, reuse, split
from kb_ingest.article import WITHDRAWN, Article
from kb_ingest.errors import IngestError
from kb_ingest.exact.taking import with_sources
from kb_ingest.load import Loaded

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class MadeBy:
    """What decides which chunks, vectors and words an article becomes: code, the embedder's name and a limit."""

    recipe: str
    embedder: str
    chunk_max_tokens: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a snapshot is to be made of; `earlier` are live articles that stay as they are, `exact` editors' answers."""

    articles: Sequence[Article]
    earlier: tuple[ArticleEntry, ...]
    made_by: MadeBy
    exact: tuple[ExactAnswer, ...] = ()


def recipe() -> str:
    """Changes with the code that turns articles into a snapshot, so that an update of it builds everything anew."""
    modules = (blocks, bm25, chroma, chunk_file, embed, exact, lexical, parts, postings, reuse, split, store)
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
        logger.warning("%s Building everything again.", error)
        return None


def open_live(directory: KnowledgeDirectory, live: Manifest | None) -> Snapshot | None:
    """What is live, checked and if need be repaired; None when nothing is or it is damaged beyond repair."""
    try:
        return open_snapshot(directory.snapshot(live.snapshot_id), repair=True) if live else None
    except KnowledgeUnavailableError as error:
        logger.warning("%s Building everything again.", error)
        return None


def earlier_versions(
    live: Manifest | None, opened: Snapshot | None, loaded: Loaded, *, today: date
) -> tuple[ArticleEntry, ...]:
    """The live articles that cannot be renewed: a problem names them, or where they came from, or their source failed.

    A place counts only where the problem knows no id: the row of a table says nothing about which article stood there
    before. An article does not stay when it is taken from elsewhere, withdrawn or no longer valid, or when its new
    version is held and the live one would be held, too.
    """
    taken = {article.article_id for article in loaded.articles}
    refused = [problem for problem in loaded.problems if problem.kind not in WITHDRAWN]
    failed = {failure.source for failure in loaded.failures}
    if not live or not (refused or failed):
        return ()
    ids = {problem.article_id for problem in refused}
    places = {(problem.source, problem.origin) for problem in refused if problem.article_id is None}
    return tuple(
        entry
        for entry in live.articles
        if (entry.article_id in ids or _came_from(entry, places) or entry.source in failed)
        and entry.article_id not in taken
        and (entry.valid_until is None or entry.valid_until >= today)
        and not _is_held(entry, opened, loaded)
    )


def _is_held(entry: ArticleEntry, live: Snapshot | None, loaded: Loaded) -> bool:
    new = loaded.held.get(entry.article_id)
    if new is None or live is None:
        return False
    is_same = new.content_hash == entry.content_hash
    return loaded.would_be_held(new if is_same else replace(new, title=entry.title, body=_live_body(live, entry)))


def _live_body(live: Snapshot, entry: ArticleEntry) -> str:
    return "\n\n".join("\n\n".join([*chunk.headings, chunk.text]) for chunk in chunks_of(live, entry))


def chunks_of(live: Snapshot, entry: ArticleEntry) -> Sequence[Chunk]:
    """The chunks of a live article, in reading order."""
    shelf = live.shelves[entry.language]
    return [shelf.chunks[row] for row in shelf.rows_of(entry.article_id)]


def _came_from(entry: ArticleEntry, places: Collection[tuple[str, str]]) -> bool:
    """From one of the places, or from within it: "faq.xlsx" holds "faq.xlsx, Versand, row 3"."""
    parts = entry.origin.split(", ")
    return any((entry.source, ", ".join(parts[:count])) in places for count in range(1, len(parts) + 1))


def is_live(opened: Snapshot | None, wanted: Wanted) -> bool:
    """Whether a run would build just what is live again."""
    if not opened or not made_alike(opened.manifest, wanted):
        return False
    live = opened.manifest
    if opened.exact.answers != with_sources(wanted.exact, live.articles):
        return False
    return set(map(_identity, live.articles)) == {*map(_identity, wanted.articles), *map(_identity, wanted.earlier)}


def made_alike(live: Manifest, wanted: Wanted) -> bool:
    """Whether an article that did not change would give the same chunks, vectors and words again."""
    return made_by(live) == wanted.made_by


def made_by(manifest: Manifest) -> MadeBy:
    """How a snapshot was made."""
    return MadeBy(manifest.recipe, manifest.embedder, manifest.chunk_max_tokens)


def hashes_of(chunks: Iterable[Chunk]) -> tuple[str, ...]:
    """Tells the chunks of one version of an article from those of another."""
    return tuple(sha256(split.embedding_text(chunk).encode()).hexdigest()[:12] for chunk in chunks)


def entry_of(article: Article, *, hashes: tuple[str, ...]) -> ArticleEntry:
    """An article as the manifest lists it, with what tells its chunks from others."""
    return ArticleEntry(
        article_id=article.article_id,
        language=article.language,
        title=article.title,
        url=article.url,
        content_hash=article.content_hash,
        source=article.source,
        origin=article.origin,
        chunks=len(hashes),
        chunk_hashes=hashes,
        valid_until=article.valid_until,
    )


def _identity(article: Article | ArticleEntry) -> tuple[object, ...]:
    """All that a snapshot says about an article, but for what is made from its text."""
    return (
        *(article.article_id, article.language, article.title, article.url, article.content_hash),
        *(article.source, article.origin, article.valid_until),
        isinstance(article, ArticleEntry) and article.is_carried_over,
    )
