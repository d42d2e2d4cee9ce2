"""Makes a finished snapshot live, goes back to an earlier one, and removes the oldest."""

import shutil
from contextlib import suppress

from assistant.exceptions import KnowledgeUnavailableError
from assistant.knowledge.manifest import KnowledgeDirectory
from assistant.knowledge.store import open_snapshot
from kb_ingest.errors import IngestError
from kb_ingest.index import REMOVED
from kb_ingest.lock import only_run


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
    published = directory.published()
    earlier = published[: published.index(current)] if current in published else published
    return earlier[-1] if earlier else None


def _publish(directory: KnowledgeDirectory, snapshot_id: str) -> None:
    if snapshot_id not in directory.finished():
        raise IngestError(f"There is no snapshot {snapshot_id}.")
    try:
        open_snapshot(directory.snapshot(snapshot_id), repair=True)
    except KnowledgeUnavailableError as error:
        raise IngestError(f"Snapshot {snapshot_id} cannot be published: {error}") from error
    directory.publish(snapshot_id)


def prune(directory: KnowledgeDirectory, *, keep: int, newest: str) -> None:
    """Remove the oldest snapshots; what cannot be removed stays.

    The live one and the one to go back to always stay, and so does the `newest`: it may yet be published by hand.
    """
    current = directory.current_id()
    needed = {newest, current, _before(directory, current or "")}
    for snapshot_id in directory.finished()[:-keep]:
        removed = directory.snapshots / f"{REMOVED}{snapshot_id}"
        with suppress(OSError):
            if snapshot_id not in needed:
                directory.snapshot(snapshot_id).rename(removed)  # so that none is ever half there
                shutil.rmtree(removed)
