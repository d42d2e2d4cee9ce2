"""The ingest line, in the one place where its order is written.

source -> load -> clean -> split -> screen -> embed -> index -> check -> publish snapshot
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from assistant.kit.clocks import today
from assistant.knowledge.embedder import Embedder
from assistant.knowledge.exact import NO_ANSWERS
from assistant.knowledge.manifest import KnowledgeDirectory, Manifest
from assistant.knowledge.store import Snapshot, open_snapshot
from kb_ingest.ahead import Ahead
from kb_ingest.article import WITHDRAWN, Problem
from kb_ingest.check import Check, CheckReport
from kb_ingest.compare_articles import Note
from kb_ingest.contents import contents_of, manifest_of
from kb_ingest.difference import Difference, SourceDifference, by_source, compare
from kb_ingest.earlier import MadeBy, Wanted, earlier_versions, is_live, live_manifest, made_by, open_live, recipe
from kb_ingest.embed import embed
from kb_ingest.errors import IngestError
from kb_ingest.exact.entry import ID_PREFIX, Written
from kb_ingest.exact.reading import exact_files, read_files
from kb_ingest.exact.taking import answers_of, as_articles, shelf_of, unknown_articles, with_sources, without_expired
from kb_ingest.index import build_snapshot
from kb_ingest.load import Loaded, load, source_name
from kb_ingest.lock import only_run
from kb_ingest.progress import SILENT, Progress
from kb_ingest.publish import prune
from kb_ingest.reuse import by_article, language_parts
from kb_ingest.screening import Progress as ScreeningProgress
from kb_ingest.sources import Source
from kb_ingest.tidy import forget_unused
from kb_ingest.vector_cache import FILE

SHOWN_REASONS: Final = 5

RunCheck = Callable[[Snapshot | None, Snapshot, Sequence[Problem]], CheckReport]
"""A Check that is also given what the run has not taken, to report it."""

__all__ = ["SILENT", "NothingTakenError", "Progress", "Report", "ingest"]


class NothingTakenError(IngestError):
    """No article of any source can be taken; the message names the first reasons, `problems` has all."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        reasons = [
            each.detail if each.kind == "source_failed" else f"{each.origin} {each.detail};" for each in problems
        ]
        more = f" (and {len(reasons) - SHOWN_REASONS} more)" if len(reasons) > SHOWN_REASONS else ""
        shown = " ".join(reasons[:SHOWN_REASONS]).rstrip(";")
        super().__init__(f"No article could be taken, so nothing was published. {shown}{more}")
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Exact:
    """How many exact answers the editors' files have that may be given, and what is wrong with those or others."""

    answers: int
    problems: tuple[Problem, ...] = ()
    changed: bool = False


NO_EXACT: Final = Exact(0)


@dataclass(frozen=True, slots=True)
class Report:
    """The result of a run. `withdrawn` are removed articles that went at once although the rest was refused."""

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
    withdrawn: tuple[str, ...] = ()
    exact: Exact = NO_EXACT


@dataclass(frozen=True, slots=True)
class Built:
    """A snapshot with all that was wanted, and what came of it; `embedded` counts chunks."""

    manifest: Manifest
    published: bool
    embedded: int = 0
    check: CheckReport | None = None
    withdrawn: tuple[str, ...] = ()


def ingest(
    sources: Sequence[Source],
    *,
    directory: KnowledgeDirectory,
    load_embedder: Callable[[], Embedder],
    chunk_max_tokens: int,
    snapshots_kept: int,
    publish_snapshot: bool = True,
    embedder_name: str | None = None,
    check: RunCheck | None = None,
    exact_file: Path | None = None,
    progress: Progress = SILENT,
) -> Report:
    """Make the given sources the whole knowledge base.

    An article that cannot be taken is reported; if an earlier version is live, that version stays. When nothing
    changed, the live snapshot stays; with `embedder_name` that is found out without loading the embedder. Exact answers
    are read from the files beside the articles and from `exact_file`, if they are there. Raises IngestError; then
    nothing was published and the live snapshot is untouched.
    """
    started = time.perf_counter()
    embedder = Ahead(load_embedder)
    with only_run(directory):
        loaded, exact, expired = _read(sources, exact_file, directory, embedder, progress)
        live = live_manifest(directory)
        old = open_live(directory, live)
        wanted = Wanted(
            loaded.articles,
            earlier_versions(live, old, loaded, today=today()),
            MadeBy(recipe(), embedder_name or embedder.get().name, chunk_max_tokens),
            answers_of(exact),
        )
        progress.stage("model", None)
        if old and is_live(old, wanted):
            built = Built(old.manifest, published=True)
        else:
            built = _renew(
                directory,
                wanted,
                old,
                embedder=embedder.get(),
                check=_telling(check, (*loaded.failures, *loaded.problems)) if check else None,
                publish_snapshot=publish_snapshot,
                snapshots_kept=snapshots_kept,
                progress=progress,
            )
    ids = {entry.article_id for entry in built.manifest.articles}
    is_changed = with_sources(wanted.exact, built.manifest.articles) != (old.exact.answers if old else ())
    told = Exact(len(exact), (*expired, *unknown_articles(exact, ids)), is_changed)
    return _report(built, live, sources, loaded, told, seconds=time.perf_counter() - started)


def _read(
    sources: Sequence[Source],
    exact_file: Path | None,
    directory: KnowledgeDirectory,
    embedder: Ahead,
    progress: Progress,
) -> tuple[Loaded, tuple[Written, ...], tuple[Problem, ...]]:
    """The screened articles, the exact answers that may be given, and those that have expired.

    Raises NothingTakenError where no article is left.
    """
    progress.stage("read", None)
    valid, expired = without_expired(read_files(exact_files(sources, further=exact_file)), today=today())
    loaded = load(
        sources,
        today=today(),
        knowledge_dir=directory.root,
        exact=as_articles(valid),
        screening=_screening(progress, embedder),
        advance=progress.advance,
    )
    if not loaded.articles:
        raise NothingTakenError((*loaded.failures, *loaded.problems))
    exact = tuple(each for each in valid if f"{ID_PREFIX}{each.entry.id}" not in loaded.held_exact)
    return loaded, exact, expired


def _screening(progress: Progress, embedder: Ahead) -> ScreeningProgress:
    """Texts that are new to screening are probably new to everything, so the embedder will be needed."""

    def begin(texts: int) -> None:
        progress.stage("screen", texts)
        if texts:
            embedder.begin()

    return ScreeningProgress(begin=begin, advance=progress.advance)


def _renew(
    directory: KnowledgeDirectory,
    wanted: Wanted,
    old: Snapshot | None,
    *,
    embedder: Embedder,
    check: Check | None,
    publish_snapshot: bool,
    snapshots_kept: int,
    progress: Progress,
) -> Built:
    """The end of the line: build -> check -> publish, or withdraw what is gone -> prune."""
    named = replace(wanted.made_by, embedder=embedder.name)  # one that was damaged is built again and has a new name
    manifest, embedded = _build(directory, replace(wanted, made_by=named), old, embedder=embedder, progress=progress)
    withdrawn: tuple[str, ...] = ()
    try:
        verdict = _checked(check, directory, old, manifest, progress) if check else None
        is_published = publish_snapshot and (verdict is None or verdict.passed)
        if is_published:
            directory.publish(manifest.snapshot_id)
        elif publish_snapshot and old:
            withdrawn = _withdraw(directory, old, manifest, wanted, embedder=embedder)
    finally:
        prune(directory, keep=snapshots_kept, newest=manifest.snapshot_id)
    forget_unused(directory, newest=manifest)
    return Built(manifest, is_published, embedded, verdict, withdrawn)


def _build(
    directory: KnowledgeDirectory, wanted: Wanted, live: Snapshot | None, *, embedder: Embedder, progress: Progress
) -> tuple[Manifest, int]:
    """A finished snapshot's manifest, and how many chunks had to be embedded."""
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
    is_same_embedder = live is not None and live.manifest.embedder == wanted.made_by.embedder
    known = live.exact if live and is_same_embedder else NO_ANSWERS
    exact = shelf_of(with_sources(wanted.exact, contents.entries), known, embedder=embedder)
    build_snapshot(directory, manifest, parts, exact=exact, advance=progress.advance)
    return manifest, computed


def _checked(
    check: Check, directory: KnowledgeDirectory, old: Snapshot | None, new: Manifest, progress: Progress
) -> CheckReport:
    progress.stage("check", None)
    return check(old, open_snapshot(directory.snapshot(new.snapshot_id)))


def _telling(check: RunCheck, not_taken: Sequence[Problem]) -> Check:
    return lambda live, new: check(live, new, not_taken)


def _withdraw(
    directory: KnowledgeDirectory, live: Snapshot, refused: Manifest, wanted: Wanted, *, embedder: Embedder
) -> tuple[str, ...]:
    """Publish what is live without what is gone: that goes at once, even if the rest is not published.

    The ids of the articles; none where nothing would be left, because there is no snapshot without articles.
    """
    there = {entry.article_id for entry in refused.articles}
    kept = tuple(entry for entry in live.manifest.articles if entry.article_id in there)
    answers = {answer.exact_id for answer in wanted.exact}
    exact = tuple(answer for answer in live.exact.answers if answer.exact_id in answers)
    if not kept or (len(kept) == len(live.manifest.articles) and exact == live.exact.answers):
        return ()
    remaining = Wanted((), kept, made_by(live.manifest), exact)
    manifest, _ = _build(directory, remaining, live, embedder=embedder, progress=SILENT)
    directory.publish(manifest.snapshot_id)
    return compare(live.manifest, manifest).removed


def _report(
    built: Built, live: Manifest | None, sources: Sequence[Source], loaded: Loaded, exact: Exact, *, seconds: float
) -> Report:
    difference = compare(live, built.manifest)
    names = [source_name(source) for source in sources]
    failed = {failure.source for failure in loaded.failures}
    return Report(
        snapshot_id=built.manifest.snapshot_id,
        published=built.published,
        difference=difference,
        held=sum(problem.kind not in WITHDRAWN for problem in loaded.problems),
        chunks=built.manifest.chunks,
        embedded=built.embedded,
        seconds=round(seconds, 2),
        problems=loaded.problems,
        failures=loaded.failures,
        sources=by_source(difference, live, built.manifest, names=names, failed=failed),
        check=built.check,
        notes=loaded.notes,
        withdrawn=built.withdrawn,
        exact=exact,
    )
