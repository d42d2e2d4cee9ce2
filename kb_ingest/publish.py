"""Makes a finished snapshot live, goes back to an earlier one, and removes the oldest."""

import shutil
from collections import Counter
from collections.abc import Container, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass

from assistant.exceptions import KnowledgeUnavailableError
from assistant.knowledge.manifest import ArticleEntry, KnowledgeDirectory, Manifest
from assistant.knowledge.store import open_snapshot
from kb_ingest.errors import IngestError
from kb_ingest.index import REMOVED
from kb_ingest.lock import only_run


@dataclass(frozen=True, slots=True)
class ChunkDifference:
    """How many chunks of a changed article are new, gone and as they were."""

    article_id: str
    added: int
    removed: int
    kept: int


@dataclass(frozen=True, slots=True)
class Difference:
    """Article ids that differ between two snapshots, sorted; `chunks` has one entry for each changed article."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    unchanged: int
    chunks: tuple[ChunkDifference, ...] = ()


@dataclass(frozen=True, slots=True)
class SourceDifference:
    """How many articles of one source differ between two snapshots. What a failed source has is as it was."""

    source: str
    added: int
    changed: int
    removed: int
    unchanged: int
    failed: bool


def publish(directory: KnowledgeDirectory, snapshot_id: str) -> None:
    """Make a snapshot live. Raises IngestError when it is not complete."""
    with only_run(directory):
        _publish(directory, snapshot_id)


def rollback(directory: KnowledgeDirectory) -> str:
    """Make the snapshot that was live before live again and return its id. Raises IngestError when there is none.

    The one that is left is no longer gone back to; it can still be published by its id.
    """
    with only_run(directory):
        current = directory.current_id() or ""
        earlier = _before(directory, current)
        if earlier is None:
            raise IngestError("There is no earlier snapshot to go back to.")
        _publish(directory, earlier)
        directory.withdraw(current)
        return earlier


def _before(directory: KnowledgeDirectory, current: str) -> str | None:
    """The snapshot that was live before the given one."""
    earlier = [name for name in directory.finished() if name < current and directory.was_published(name)]
    return earlier[-1] if earlier else None


def _publish(directory: KnowledgeDirectory, snapshot_id: str) -> None:
    if snapshot_id not in directory.finished():
        raise IngestError(f"There is no snapshot {snapshot_id}.")
    try:
        open_snapshot(directory.snapshot(snapshot_id), repair=True)
    except KnowledgeUnavailableError as error:
        raise IngestError(f"Snapshot {snapshot_id} cannot be published: {error}") from error
    directory.publish(snapshot_id)


def prune(directory: KnowledgeDirectory, *, keep: int) -> None:
    """Remove the oldest snapshots, but never the live one nor the one to go back to; what cannot be removed stays."""
    current = directory.current_id()
    needed = {current, _before(directory, current or "")}
    for snapshot_id in directory.finished()[:-keep]:
        removed = directory.snapshots / f"{REMOVED}{snapshot_id}"
        with suppress(OSError):
            if snapshot_id not in needed:
                directory.snapshot(snapshot_id).rename(removed)  # so that none is ever half there
                shutil.rmtree(removed)


def compare(old: Manifest | None, new: Manifest) -> Difference:
    """What changed for a customer from one snapshot to the next."""
    before, after = _by_id(old), _by_id(new)
    both = before.keys() & after.keys()
    changed = sorted(name for name in both if before[name].content_hash != after[name].content_hash)
    return Difference(
        added=tuple(sorted(after.keys() - before.keys())),
        changed=tuple(changed),
        removed=tuple(sorted(before.keys() - after.keys())),
        unchanged=len(both) - len(changed),
        chunks=tuple(_compare_chunks(before[name], after[name]) for name in changed),
    )


def _compare_chunks(before: ArticleEntry, after: ArticleEntry) -> ChunkDifference:
    old, new = Counter(before.chunk_hashes), Counter(after.chunk_hashes)
    return ChunkDifference(after.article_id, (new - old).total(), (old - new).total(), (old & new).total())


def compare_sources(
    old: Manifest | None, new: Manifest, *, names: Iterable[str], failed: Container[str]
) -> tuple[SourceDifference, ...]:
    """What changed in each source, in the given order; sources that are gone come last.

    An article that moved from one source to another counts in the new one.
    """
    difference = compare(old, new)
    before, after = _by_id(old), _by_id(new)
    sources = {entry.source for entry in before.values()}
    return tuple(
        SourceDifference(
            source=name,
            added=_count(difference.added, after, name),
            changed=_count(difference.changed, after, name),
            removed=_count(difference.removed, before, name),
            unchanged=_count(after.keys() - {*difference.added, *difference.changed}, after, name),
            failed=name in failed,
        )
        for name in dict.fromkeys([*names, *sorted(sources)])
    )


def _count(article_ids: Iterable[str], entries: Mapping[str, ArticleEntry], source: str) -> int:
    return sum(entries[article_id].source == source for article_id in article_ids)


def _by_id(manifest: Manifest | None) -> dict[str, ArticleEntry]:
    return {entry.article_id: entry for entry in manifest.articles} if manifest else {}
