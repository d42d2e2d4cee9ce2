"""The ingest line, in the one place where its order is written.

source -> load -> clean -> split -> screen -> embed -> index -> check -> publish snapshot
"""

import hashlib
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import cache

import numpy as np
from numpy.typing import NDArray

from assistant.domain import Chunk
from assistant.knowledge.embedder import Embedder
from assistant.knowledge.manifest import KnowledgeDirectory, Manifest
from assistant.knowledge.store import LanguagePart
from kb_ingest.article import WITHDRAWN, Problem
from kb_ingest.earlier import Wanted, earlier_versions, entry_of, live_manifest, recipe, still_live
from kb_ingest.embed import embed
from kb_ingest.errors import IngestError
from kb_ingest.index import build_snapshot
from kb_ingest.load import Loaded, load
from kb_ingest.lock import only_run
from kb_ingest.publish import Difference, compare, prune
from kb_ingest.sources import Source
from kb_ingest.split import embedding_text, split


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
    failures: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Progress:
    """Told how a run advances: a stage begins with a number of steps (None: unknown), steps are done."""

    stage: Callable[[str, int | None], None] = lambda _name, _steps: None
    advance: Callable[[int], None] = lambda _steps: None


SILENT = Progress()


def ingest(
    sources: Sequence[Source],
    *,
    directory: KnowledgeDirectory,
    load_embedder: Callable[[], Embedder],
    chunk_max_tokens: int,
    snapshots_kept: int,
    publish_snapshot: bool = True,
    embedder_name: str | None = None,
    progress: Progress = SILENT,
) -> Report:
    """Make the given sources the whole knowledge base.

    An article that cannot be taken is reported; if an earlier version is live, that version stays. When nothing
    changed, the live snapshot stays; with `embedder_name` that is found out without loading the embedder. Raises
    IngestError; then nothing was published and the live snapshot is untouched.
    """
    started = time.perf_counter()
    load_embedder = cache(load_embedder)
    with only_run(directory):
        progress.stage("read", None)
        loaded = load(sources, today=_today())
        if not loaded.articles:
            raise IngestError(f"No article could be taken, so nothing was published. {_reasons(loaded)}")
        live = live_manifest(directory)
        earlier = earlier_versions(directory, live, loaded, today=_today())
        progress.stage("model", None)
        name = embedder_name or load_embedder().name
        wanted = Wanted(loaded.articles, earlier, embedder=name, chunk_max_tokens=chunk_max_tokens)
        manifest, embedded = still_live(directory, live, wanted), 0
        is_published = manifest is not None or publish_snapshot
        if manifest is None:
            wanted = replace(wanted, embedder=load_embedder().name)
            manifest, embedded = _build(directory, wanted, embedder=load_embedder(), progress=progress)
            if publish_snapshot:
                directory.publish(manifest.snapshot_id)
                prune(directory, keep=snapshots_kept)
    return Report(
        snapshot_id=manifest.snapshot_id,
        published=is_published,
        difference=compare(live, manifest),
        held=sum(problem.kind not in WITHDRAWN for problem in loaded.problems),
        chunks=manifest.chunks,
        embedded=embedded,
        seconds=round(time.perf_counter() - started, 2),
        problems=loaded.problems,
        failures=loaded.failures,
    )


def _today() -> date:
    return datetime.now(UTC).date()


def _reasons(loaded: Loaded) -> str:
    reasons = [failure.detail for failure in loaded.failures]
    return " ".join([*reasons, *(f"{problem.origin} {problem.detail};" for problem in loaded.problems)][:5]).rstrip(";")


def _build(
    directory: KnowledgeDirectory, wanted: Wanted, *, embedder: Embedder, progress: Progress
) -> tuple[Manifest, int]:
    """A finished snapshot's manifest, and how many chunks had to be embedded."""
    chunks = [*_split(wanted, embedder, progress), *wanted.earlier.chunks]
    vectors, computed = embed(
        chunks,
        embedder=embedder,
        cache_file=directory.root / "vectors.sqlite",
        begin=lambda texts: progress.stage("embed", texts),
        advance=progress.advance,
    )
    progress.stage("index", None)
    manifest = _manifest(wanted, chunks, dimensions=vectors.shape[1])
    build_snapshot(directory, manifest, _by_language(chunks, vectors))
    return manifest, computed


def _split(wanted: Wanted, embedder: Embedder, progress: Progress) -> Iterable[Chunk]:
    progress.stage("split", len(wanted.articles))
    for article in wanted.articles:
        yield from split(article, max_tokens=wanted.chunk_max_tokens, count_tokens=embedder.count_tokens)
        progress.advance(1)


def _manifest(wanted: Wanted, chunks: Sequence[Chunk], *, dimensions: int) -> Manifest:
    now = datetime.now(UTC)
    sizes = Counter(chunk.article_id for chunk in chunks)
    entries = [
        *(entry_of(article, chunks=sizes[article.article_id]) for article in wanted.articles),
        *wanted.earlier.entries,
    ]
    ordered = tuple(sorted(entries, key=lambda entry: entry.article_id))
    content = [*(entry.article_id + entry.content_hash for entry in ordered), wanted.embedder, recipe()]
    digest = hashlib.sha256("".join([*content, str(wanted.chunk_max_tokens)]).encode()).hexdigest()[:8]
    return Manifest(
        snapshot_id=f"{now:%Y%m%d-%H%M%S-%f}-{digest}",
        created_at=now,
        recipe=recipe(),
        embedder=wanted.embedder,
        dimensions=dimensions,
        chunk_max_tokens=wanted.chunk_max_tokens,
        articles=ordered,
    )


def _by_language(chunks: Sequence[Chunk], vectors: NDArray[np.float32]) -> dict[str, LanguagePart]:
    parts = {}
    for language in sorted({chunk.language for chunk in chunks}):
        rows = [row for row, chunk in enumerate(chunks) if chunk.language == language]
        own = [chunks[row] for row in rows]
        parts[language] = LanguagePart(own, vectors[rows], [embedding_text(chunk) for chunk in own])
    return parts
