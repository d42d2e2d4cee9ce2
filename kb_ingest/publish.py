"""Makes a finished snapshot live, goes back to an earlier one, and removes the oldest."""

import shutil
from collections.abc import Mapping
from dataclasses import dataclass

from assistant.exceptions import KnowledgeUnavailableError
from assistant.knowledge.manifest import ArticleEntry, KnowledgeDirectory, Manifest
from kb_ingest.errors import IngestError


@dataclass(frozen=True, slots=True)
class Difference:
    """Article ids that differ between two snapshots, sorted."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    unchanged: int


def publish(directory: KnowledgeDirectory, snapshot_id: str) -> None:
    """Make a snapshot live. Raises IngestError when it is not complete."""
    try:
        directory.manifest(snapshot_id)
    except KnowledgeUnavailableError as error:
        raise IngestError(f"Snapshot {snapshot_id} cannot be published: it is missing or damaged.") from error
    directory.publish(snapshot_id)


def rollback(directory: KnowledgeDirectory) -> str:
    """Make the snapshot before the live one live again and return its id. Raises IngestError when there is none."""
    current = directory.current_id()
    earlier = [snapshot_id for snapshot_id in directory.finished() if current and snapshot_id < current]
    if not earlier:
        raise IngestError("There is no earlier snapshot to go back to.")
    publish(directory, earlier[-1])
    return earlier[-1]


def prune(directory: KnowledgeDirectory, *, keep: int) -> None:
    """Remove the oldest snapshots; the live one always stays."""
    removable = [snapshot_id for snapshot_id in directory.finished()[:-keep] if snapshot_id != directory.current_id()]
    for snapshot_id in removable:
        shutil.rmtree(directory.snapshot(snapshot_id), ignore_errors=True)


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
