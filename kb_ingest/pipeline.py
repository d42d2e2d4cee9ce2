"""The ingest line, in the one place where its order is written.

source -> load -> clean -> split -> screen -> embed -> index -> check -> publish snapshot
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from assistant.knowledge.embedder import Embedder
from assistant.knowledge.manifest import KnowledgeDirectory, Manifest
from assistant.knowledge.store import Snapshot, open_snapshot
from kb_ingest.ahead import Ahead
from kb_ingest.article import WITHDRAWN, Problem
from kb_ingest.check import Check, CheckReport
from kb_ingest.compare_articles import Note
from kb_ingest.contents import contents_of, manifest_of
from kb_ingest.earlier import Wanted, earlier_versions, is_live, live_manifest, open_live
from kb_ingest.embed import embed
from kb_ingest.errors import IngestError
from kb_ingest.index import build_snapshot
from kb_ingest.load import Loaded, load
from kb_ingest.lock import only_run
from kb_ingest.progress import SILENT, Progress
from kb_ingest.publish import Difference, SourceDifference, compare, compare_sources, prune
from kb_ingest.reuse import by_article, language_parts
from kb_ingest.screening import Progress as ScreeningProgress
from kb_ingest.sources import Source
from kb_ingest.tidy import forget_unused
from kb_ingest.vector_cache import FILE

__all__ = ["SILENT", "Progress", "Report", "ingest"]


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
    sources: tuple[SourceDifference, ...] = ()
    check: CheckReport | None = None
    notes: tuple[Note, ...] = ()


def ingest(
    sources: Sequence[Source],
    *,
    directory: KnowledgeDirectory,
    load_embedder: Callable[[], Embedder],
    chunk_max_tokens: int,
    snapshots_kept: int,
    publish_snapshot: bool = True,
    embedder_name: str | None = None,
    check: Check | None = None,
    progress: Progress = SILENT,
) -> Report:
    """Make the given sources the whole knowledge base.

    An article that cannot be taken is reported; if an earlier version is live, that version stays. When nothing
    changed, the live snapshot stays; with `embedder_name` that is found out without loading the embedder. Raises
    IngestError; then nothing was published and the live snapshot is untouched.
    """
    started = time.perf_counter()
    embedder = Ahead(load_embedder)
    with only_run(directory):
        progress.stage("read", None)
        screening = _screening(progress, embedder)
        loaded = load(sources, today=_today(), knowledge_dir=directory.root, screening=screening)
        if not loaded.articles:
            raise IngestError(f"No article could be taken, so nothing was published. {_reasons(loaded)}")
        live = live_manifest(directory)
        wanted = Wanted(
            loaded.articles,
            earlier_versions(live, loaded, today=_today()),
            embedder=embedder_name or embedder.get().name,
            chunk_max_tokens=chunk_max_tokens,
        )
        progress.stage("model", None)
        is_changed = not is_live(live, wanted)
        if is_changed:
            embedder.begin()
        old = open_live(directory, live)
        if old and not is_changed:
            manifest, embedded, verdict, is_published = old.manifest, 0, None, True
        else:
            manifest, embedded = _build(directory, wanted, old, embedder=embedder.get(), progress=progress)
            verdict = _checked(check, directory, old, manifest, progress) if check else None
            is_published = publish_snapshot and (verdict is None or verdict.passed)
            if is_published:
                directory.publish(manifest.snapshot_id)
            elif publish_snapshot and old:
                _withdraw(directory, wanted, old, manifest, embedder=embedder.get())
            prune(directory, keep=snapshots_kept)
            forget_unused(directory, newest=manifest)
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
        sources=_by_source(live, manifest, sources, loaded),
        check=verdict,
        notes=loaded.notes,
    )


def _screening(progress: Progress, embedder: Ahead) -> ScreeningProgress:
    """Texts that are new to screening are probably new to everything, so the embedder will be needed."""

    def begin(texts: int) -> None:
        progress.stage("screen", texts)
        if texts:
            embedder.begin()

    return ScreeningProgress(begin=begin, advance=progress.advance)


def _by_source(
    live: Manifest | None, manifest: Manifest, sources: Sequence[Source], loaded: Loaded
) -> tuple[SourceDifference, ...]:
    failed = {failure.source for failure in loaded.failures}
    return compare_sources(live, manifest, names=[source.name for source in sources], failed=failed)


def _today() -> date:
    return datetime.now(UTC).date()


def _reasons(loaded: Loaded) -> str:
    reasons = [failure.detail for failure in loaded.failures]
    return " ".join([*reasons, *(f"{problem.origin} {problem.detail};" for problem in loaded.problems)][:5]).rstrip(";")


def _build(
    directory: KnowledgeDirectory, wanted: Wanted, live: Snapshot | None, *, embedder: Embedder, progress: Progress
) -> tuple[Manifest, int]:
    """A finished snapshot's manifest, and how many chunks had to be embedded."""
    wanted = replace(wanted, embedder=embedder.name)  # one that was damaged is built again and has a new name then
    contents = contents_of(wanted, live, embedder=embedder, progress=progress)
    vectors, computed = embed(
        [chunk for chunks in contents.fresh.values() for chunk in chunks],
        embedder=embedder,
        cache_file=directory.root / FILE,
        begin=lambda texts: progress.stage("embed", texts),
        advance=progress.advance,
    )
    parts = language_parts(
        contents.entries,
        by_article(contents.fresh, vectors),
        contents.reused.shelves if contents.reused else {},
    )
    dimensions = next(iter(parts.values())).vectors.shape[1]
    manifest = manifest_of(contents, wanted, now=datetime.now(UTC), dimensions=dimensions)
    progress.stage("index", 2 * manifest.chunks)
    build_snapshot(directory, manifest, parts, advance=progress.advance)
    return manifest, computed


def _withdraw(
    directory: KnowledgeDirectory, wanted: Wanted, live: Snapshot, refused: Manifest, *, embedder: Embedder
) -> None:
    """What is live without the articles that are gone: those go at once, even if the rest is not published."""
    there = {entry.article_id for entry in refused.articles}
    kept = tuple(entry for entry in live.manifest.articles if entry.article_id in there)
    if kept and len(kept) < len(live.manifest.articles):
        remaining = replace(wanted, articles=(), earlier=kept)
        manifest, _ = _build(directory, remaining, live, embedder=embedder, progress=SILENT)
        directory.publish(manifest.snapshot_id)


def _checked(
    check: Check, directory: KnowledgeDirectory, old: Snapshot | None, new: Manifest, progress: Progress
) -> CheckReport:
    progress.stage("check", None)
    return check(old, open_snapshot(directory.snapshot(new.snapshot_id)))
