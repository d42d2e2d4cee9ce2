"""Builds a snapshot in a fresh folder, checks it, and gives it its name by rename."""

import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.domain import Chunk
from assistant.knowledge.lexical import LexicalIndex
from assistant.knowledge.manifest import MANIFEST, KnowledgeDirectory, Manifest
from assistant.knowledge.store import build_chroma, open_snapshot, write_chunks
from kb_ingest.errors import IngestError
from kb_ingest.split import embedding_text

SELF_TEST_CHUNKS = 50
SAME = 0.999  # a cosine that only the chunk itself, or a twin with the same text, reaches


@dataclass(frozen=True, slots=True)
class LanguagePart:
    """Chunks and their vectors of one language; row i belongs to chunk i."""

    chunks: Sequence[Chunk]
    vectors: NDArray[np.float32]


def build_snapshot(directory: KnowledgeDirectory, manifest: Manifest, parts: Mapping[str, LanguagePart]) -> None:
    """Write a complete, checked snapshot. A run that is killed leaves only a folder that the next run removes."""
    directory.snapshots.mkdir(parents=True, exist_ok=True)
    for leftover in directory.snapshots.glob(".building-*"):
        shutil.rmtree(leftover, ignore_errors=True)
    folder = Path(tempfile.mkdtemp(prefix=".building-", dir=directory.snapshots))
    try:
        _write(folder, parts)
        (folder / MANIFEST).write_text(manifest.model_dump_json(indent=1))
        _check(folder)
        folder.rename(directory.snapshot(manifest.snapshot_id))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _write(folder: Path, parts: Mapping[str, LanguagePart]) -> None:
    (folder / "vectors").mkdir()
    for language, part in parts.items():
        write_chunks(folder / "chunks" / f"{language}.jsonl", part.chunks)
        np.save(folder / "vectors" / f"{language}.npy", part.vectors)
        texts = [embedding_text(chunk) for chunk in part.chunks]
        LexicalIndex.build(texts, language=language).save(folder / "lexical" / language)
    build_chroma(folder / "chroma", {language: part.vectors for language, part in parts.items()})


def _check(folder: Path) -> None:
    """Open what was written and ask it for itself. Raises IngestError when a chunk does not find itself."""
    for shelf in open_snapshot(folder).shelves.values():
        for row in range(0, len(shelf.chunks), max(1, len(shelf.chunks) // SELF_TEST_CHUNKS)):
            vector = np.asarray(shelf.vectors[row])
            nearest = shelf.nearest(vector, count=10)
            if float(np.max(shelf.vectors[nearest] @ vector)) < SAME:
                raise IngestError(f"Self-check failed: chunk {shelf.chunks[row].chunk_id} does not find itself.")
