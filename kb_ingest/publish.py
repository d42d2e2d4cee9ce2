"""Makes a finished snapshot live, goes back to an earlier one, and removes the oldest."""

import shutil
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass

from assistant.exceptions import KnowledgeUnavailableError
from assistant.knowledge.manifest import ArticleEntry, KnowledgeDirectory, Manifest
from assistant.knowledge.store import open_snapshot
from kb_ingest.errors import IngestError
from kb_ingest.index import REMOVED
from kb_ingest.lock import only_run


@dataclass(frozen=True, slots=True)
class Difference:
    """Article ids that differ between two snapshots, sorted."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    unchanged: int


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
        earlier = [name for name in directory.finished() if name < current and directory.was_published(name)]
        if not earlier:
            raise IngestError("There is no earlier snapshot to go back to.")
        _publish(directory, earlier[-1])
        directory.withdraw(current)
        return earlier[-1]


def _publish(directory: KnowledgeDirectory, snapshot_id: str) -> None:
    if snapshot_id not in directory.finished():
        raise IngestError(f"There is no snapshot {snapshot_id}.")
    try:
        open_snapshot(directory.snapshot(snapshot_id), repair=True)
    except KnowledgeUnavailableError as error:
        raise IngestError(f"Snapshot {snapshot_id} cannot be published: {error}") from error
    directory.publish(snapshot_id)


def prune(directory: KnowledgeDirectory, *, keep: int) -> None:
    """Remove the oldest snapshots; the live one always stays, and what cannot be removed stays too."""
    for snapshot_id in directory.finished()[:-keep]:
        removed = directory.snapshots / f"{REMOVED}{snapshot_id}"
        with suppress(OSError):
            if snapshot_id != directory.current_id():
                directory.snapshot(snapshot_id).rename(removed)  # so that none is ever half there
                shutil.rmtree(removed)


def compare(old: Manifest | None, new: Manifest) -> Difference:
    """What changed for a customer from one snapshot to the next."""
    before, after = _hashes(old), _hashes(new)
    both = before.keys() & after.keys()
    changed = {article_id for article_id in both if before[article_id] != after[article_id]}
    return Difference(
        added=tuple(sorted(after.keys() - before.keys())),
        changed=tuple(sorted(changed)),
        removed=tuple(sorted(before.keys() - after.keys())),
        unchanged=len(both) - len(changed),
    )


def _hashes(manifest: Manifest | None) -> Mapping[str, str]:
    entries: tuple[ArticleEntry, ...] = manifest.articles if manifest else ()
    return {entry.article_id: entry.content_hash for entry in entries}
