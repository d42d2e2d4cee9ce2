"""Builds a snapshot in a fresh folder, checks it, and gives it its name by rename."""

import os
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

from assistant.exceptions import KnowledgeUnavailableError
from assistant.knowledge.chroma import VectorIndexError
from assistant.knowledge.exact import NO_ANSWERS, ExactShelf
from assistant.knowledge.manifest import MANIFEST, KnowledgeDirectory, Manifest
from assistant.knowledge.parts import LanguagePart, write_parts
from assistant.knowledge.store import open_snapshot
from kb_ingest.errors import IngestError

BUILDING = ".building-"
REMOVED = ".removed-"


def build_snapshot(
    directory: KnowledgeDirectory,
    manifest: Manifest,
    parts: Mapping[str, LanguagePart],
    *,
    exact: ExactShelf = NO_ANSWERS,
    advance: Callable[[int], None] = lambda _: None,
) -> None:
    """Write a complete, checked snapshot. `advance` is told of each chunk twice: indexed, looked for.

    Raises IngestError, OSError; what is unfinished then is removed. A run that is killed leaves only a folder that the
    next run removes.
    """
    directory.snapshots.mkdir(parents=True, exist_ok=True)
    remove_leftovers(directory)
    folder = directory.snapshots / f"{BUILDING}{manifest.snapshot_id}"
    folder.mkdir()
    try:
        write_parts(folder, parts, exact=exact, advance=advance)
        (folder / MANIFEST).write_text(manifest.model_dump_json(indent=1), encoding="utf-8")
        open_snapshot(folder)
        _make_durable(folder)
        folder.rename(directory.snapshot(manifest.snapshot_id))
    except VectorIndexError as error:
        raise IngestError(f"The search index cannot be written: {error}.") from error
    except KnowledgeUnavailableError as error:
        raise IngestError(f"The new snapshot failed its check: {error}") from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _make_durable(folder: Path) -> None:
    """After a power cut the pointer must not lead to files that were never written out."""
    for path in [*folder.rglob("*"), folder]:
        opened = os.open(path, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)


def remove_leftovers(directory: KnowledgeDirectory) -> None:
    """Remove what killed runs left."""
    for prefix in (BUILDING, REMOVED):
        for leftover in directory.snapshots.glob(f"{prefix}*"):
            shutil.rmtree(leftover, ignore_errors=True)
