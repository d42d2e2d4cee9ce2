"""The ingest line, in the one place where its order is written.

source -> load -> clean -> split -> screen -> embed -> index -> check -> publish snapshot
"""

import hashlib
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np
from filelock import FileLock, Timeout
from numpy.typing import NDArray

from assistant.domain import Chunk
from assistant.exceptions import KnowledgeUnavailableError
from assistant.knowledge.embedder import Embedder
from assistant.knowledge.manifest import ArticleEntry, KnowledgeDirectory, Manifest
from assistant.knowledge.store import read_chunks
from kb_ingest.article import Article, Problem
from kb_ingest.embed import embed
from kb_ingest.errors import IngestError
from kb_ingest.index import LanguagePart, build_snapshot
from kb_ingest.load import load
from kb_ingest.publish import Difference, compare, prune, publish
from kb_ingest.split import split

LOCK_WAIT_S = 1.0


@dataclass(frozen=True, slots=True)
class Report:
    """The result of a run."""

    snapshot_id: str
    published: bool
    difference: Difference
    held: int
    chunks: int
    embedded: int
    seconds: float
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Progress:
    """Told how a run advances: a stage begins with a number of steps, steps are done."""

    stage: Callable[[str, int], None] = lambda _name, _steps: None
    advance: Callable[[int], None] = lambda _steps: None


SILENT = Progress()


@dataclass(frozen=True, slots=True)
class Earlier:
    """The live version of articles whose new version cannot be taken."""

    entries: tuple[ArticleEntry, ...] = ()
    chunks: tuple[Chunk, ...] = ()


def ingest(
    sources: Sequence[Path],
    *,
    directory: KnowledgeDirectory,
    load_embedder: Callable[[], Embedder],
    chunk_max_tokens: int,
    snapshots_kept: int,
    publish_snapshot: bool = True,
    progress: Progress = SILENT,
) -> Report:
    """Make the given sources the whole knowledge base.

    An article that cannot be taken is reported; if an earlier version is live, that version stays. Raises
    IngestError; then nothing was published and the live snapshot is untouched.
    """
    started = time.perf_counter()
    with _only_run(directory):
        articles, problems = load(sources, today=_today())
        live = _live_manifest(directory)
        earlier = _earlier_versions(directory, live, problems, taken={article.article_id for article in articles})
        if not articles:
            raise IngestError(f"No article could be taken, so nothing was published. {_reasons(problems)}")
        embedder = load_embedder()
        chunks = [*_split(articles, embedder, chunk_max_tokens, progress), *earlier.chunks]
        progress.stage("embed", len(chunks))
        vectors, computed = embed(
            chunks,
            embedder=embedder,
            cache_file=directory.root / "vectors.sqlite",
            advance=progress.advance,
        )
        manifest = _manifest(
            [*_entries(articles, chunks), *earlier.entries], embedder.name, vectors.shape[1], chunk_max_tokens
        )
        progress.stage("index", 1)
        build_snapshot(directory, manifest, _by_language(chunks, vectors))
        if publish_snapshot:
            publish(directory, manifest.snapshot_id)
            prune(directory, keep=snapshots_kept)
        progress.advance(1)
    return Report(
        snapshot_id=manifest.snapshot_id,
        published=publish_snapshot,
        difference=compare(live, manifest),
        held=sum(problem.kind != "expired" for problem in problems),
        chunks=len(chunks),
        embedded=computed,
        seconds=round(time.perf_counter() - started, 2),
        problems=tuple(problems),
    )


@contextmanager
def _only_run(directory: KnowledgeDirectory) -> Iterator[None]:
    try:
        directory.root.mkdir(parents=True, exist_ok=True)
        with FileLock(directory.root / "ingest.lock", timeout=LOCK_WAIT_S):
            yield
    except Timeout as error:
        raise IngestError("Another ingest run is in progress in this data directory.") from error
    except OSError as error:
        raise IngestError(f"The data directory cannot be written: {error.strerror or error} ({directory.root}).") from error


def _today() -> date:
    return datetime.now(UTC).date()


def _reasons(problems: Sequence[Problem]) -> str:
    return "; ".join(f"{problem.origin} {problem.detail}" for problem in problems[:5])


def _live_manifest(directory: KnowledgeDirectory) -> Manifest | None:
    current = directory.current_id()
    try:
        return directory.manifest(current) if current else None
    except KnowledgeUnavailableError:
        return None


def _earlier_versions(
    directory: KnowledgeDirectory, live: Manifest | None, problems: Sequence[Problem], *, taken: set[str]
) -> Earlier:
    refused = [problem for problem in problems if problem.kind != "expired"]
    if not live or not refused:
        return Earlier()
    ids = {problem.article_id for problem in refused}
    origins = {problem.origin for problem in refused}
    entries = tuple(
        entry
        for entry in live.articles
        if (entry.article_id in ids or entry.origin in origins) and entry.article_id not in taken
    )
    kept = {entry.article_id for entry in entries}
    folder = directory.snapshot(live.snapshot_id) / "chunks"
    languages = sorted({entry.language for entry in entries})
    chunks = (chunk for language in languages for chunk in read_chunks(folder / f"{language}.jsonl"))
    return Earlier(entries, tuple(chunk for chunk in chunks if chunk.article_id in kept))


def _split(
    articles: Sequence[Article], embedder: Embedder, max_tokens: int, progress: Progress
) -> Iterable[Chunk]:
    progress.stage("split", len(articles))
    for article in articles:
        yield from split(article, max_tokens=max_tokens, count_tokens=embedder.count_tokens)
        progress.advance(1)


def _entries(articles: Sequence[Article], chunks: Sequence[Chunk]) -> list[ArticleEntry]:
    sizes = Counter(chunk.article_id for chunk in chunks)
    return [
        ArticleEntry(
            article_id=article.article_id,
            language=article.language,
            title=article.title,
            url=article.url,
            content_hash=article.content_hash,
            origin=article.origin,
            chunks=sizes[article.article_id],
        )
        for article in articles
    ]


def _manifest(entries: list[ArticleEntry], embedder: str, dimensions: int, max_tokens: int) -> Manifest:
    now = datetime.now(UTC)
    ordered = tuple(sorted(entries, key=lambda entry: entry.article_id))
    content = "".join(entry.article_id + entry.content_hash for entry in ordered) + embedder + str(max_tokens)
    digest = hashlib.sha256(content.encode()).hexdigest()[:8]
    return Manifest(
        snapshot_id=f"{now:%Y%m%d-%H%M%S-%f}-{digest}",
        created_at=now,
        embedder=embedder,
        dimensions=dimensions,
        chunk_max_tokens=max_tokens,
        articles=ordered,
    )


def _by_language(chunks: Sequence[Chunk], vectors: NDArray[np.float32]) -> dict[str, LanguagePart]:
    parts = {}
    for language in sorted({chunk.language for chunk in chunks}):
        rows = [row for row, chunk in enumerate(chunks) if chunk.language == language]
        parts[language] = LanguagePart([chunks[row] for row in rows], vectors[rows])
    return parts
