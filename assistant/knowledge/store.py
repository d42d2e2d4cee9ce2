"""A published snapshot opened for reading: chunks, vectors, lexical indexes and Chroma, all checked."""

import json
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from filelock import FileLock
from numpy.typing import NDArray

from assistant.domain import Chunk
from assistant.exceptions import KnowledgeUnavailableError
from assistant.knowledge.checksums import damaged_files, write_checksums
from assistant.knowledge.chroma import FOLDER, VectorIndex, VectorIndexError, build_index, lasting_files, replace_index
from assistant.knowledge.lexical import LexicalIndex
from assistant.knowledge.manifest import Manifest, read_manifest

OWN_PARTS = ("chunks", "vectors", "lexical")
REPAIR_LOCK = ".repair.lock"
SELF_TEST_CHUNKS = 50
SAME = 0.999  # a cosine that only the chunk itself, or a twin with the same text, reaches

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Shelf:
    """All chunks of one language. Row i of `vectors` (unit length) and of both indexes belongs to chunk i."""

    language: str
    chunks: tuple[Chunk, ...]
    vectors: NDArray[np.float32]
    lexical: LexicalIndex
    centre: NDArray[np.float32]  # mean of the vectors: what everything in this language has in common
    index: VectorIndex | None = None

    def nearest(self, query: NDArray[np.float32], *, count: int) -> list[int]:
        """Rows of the nearest chunks, best first: by Chroma, or by exact search when it does not answer."""
        count = min(count, len(self.chunks))
        if self.index:
            try:
                return self.index.nearest(self.language, query[np.newaxis], count=count)[0]
            except VectorIndexError as error:
                logger.warning("the search index does not answer, searching all vectors: %s", error)
        return [int(row) for row in np.argsort(-(self.vectors @ query), kind="stable")[:count]]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Everything a reply needs of one snapshot."""

    manifest: Manifest
    shelves: dict[str, Shelf]


def open_snapshot(folder: Path, *, repair: bool = False) -> Snapshot:
    """Open a snapshot and check it. Raises KnowledgeUnavailableError with the reason.

    With `repair`, a damaged Chroma index is built again from the snapshot's own vectors; where even that is impossible
    (full disk, read-only folder) the snapshot serves without it.
    """
    manifest = read_manifest(folder)
    shelves = _read_shelves(folder, manifest)
    try:
        return Snapshot(manifest, _indexed(folder, shelves))
    except VectorIndexError as error:
        if not repair:
            raise KnowledgeUnavailableError(f"Snapshot {folder.name} has a damaged search index: {error}.") from error
    try:
        with FileLock(folder / REPAIR_LOCK):
            return Snapshot(manifest, _repaired(folder, shelves))
    except (OSError, VectorIndexError) as error:
        logger.error("the search index cannot be built again, all vectors are searched: %s", error)  # noqa: TRY400
    return Snapshot(manifest, shelves)


def _read_shelves(folder: Path, manifest: Manifest) -> dict[str, Shelf]:
    if damaged := damaged_files(folder, inside=OWN_PARTS):
        raise KnowledgeUnavailableError(f"Snapshot {folder.name} is damaged: {', '.join(damaged)}.")
    try:
        return {language: _read_shelf(folder, language) for language in manifest.languages}
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise KnowledgeUnavailableError(f"Snapshot {folder.name} is damaged: {type(error).__name__}.") from error


def _read_shelf(folder: Path, language: str) -> Shelf:
    chunks = read_chunks(folder, language)
    vectors = np.load(folder / "vectors" / f"{language}.npy", mmap_mode="r")
    if len(chunks) != len(vectors):
        raise ValueError(f"{len(vectors)} vectors for {len(chunks)} chunks")
    lexical = LexicalIndex.load(folder / "lexical" / language, language=language, size=len(chunks))
    return Shelf(language, chunks, vectors, lexical, vectors.mean(axis=0))


def _indexed(folder: Path, shelves: Mapping[str, Shelf]) -> dict[str, Shelf]:
    """The shelves with their checked index. Raises VectorIndexError.

    Damaged files are never handed to Chroma: some damage makes it miss neighbours, some ends the whole process.
    """
    if damaged := damaged_files(folder, inside=(FOLDER,)):
        raise VectorIndexError(f"{', '.join(damaged)} missing or changed")
    index = VectorIndex(folder / FOLDER)
    try:
        for shelf in shelves.values():
            index.check(shelf.language, size=len(shelf.chunks))
            _self_test(index, shelf)
    except VectorIndexError:
        index.close()
        raise
    return {language: replace(shelf, index=index) for language, shelf in shelves.items()}


def _repaired(folder: Path, shelves: Mapping[str, Shelf]) -> dict[str, Shelf]:
    try:
        return _indexed(folder, shelves)  # another process may have repaired it meanwhile
    except VectorIndexError as error:
        logger.warning("building the search index of snapshot %s again: %s", folder.name, error)
    replace_index(folder, {language: shelf.vectors for language, shelf in shelves.items()})
    _seal(folder)
    return _indexed(folder, shelves)


def _self_test(index: VectorIndex, shelf: Shelf) -> None:
    """Ask the index for some of its own chunks. Raises VectorIndexError when one does not find itself."""
    rows = range(0, len(shelf.chunks), -(-len(shelf.chunks) // SELF_TEST_CHUNKS))
    queries = np.asarray(shelf.vectors[rows])
    found = index.nearest(shelf.language, queries, count=min(10, len(shelf.chunks)))
    for row, query, nearest in zip(rows, queries, found, strict=True):
        if not nearest or float(np.max(shelf.vectors[nearest] @ query)) < SAME:
            raise VectorIndexError(f"chunk {shelf.chunks[row].chunk_id} does not find itself")


@dataclass(frozen=True, slots=True)
class LanguagePart:
    """What is written for one language; row i of `vectors` and text i of `lexical_texts` belong to chunk i."""

    chunks: Sequence[Chunk]
    vectors: NDArray[np.float32]
    lexical_texts: Sequence[str]


def write_parts(folder: Path, parts: Mapping[str, LanguagePart]) -> None:
    """Write everything of a snapshot but its manifest. Raises OSError, VectorIndexError."""
    for part_name in OWN_PARTS:
        (folder / part_name).mkdir()
    for language, part in parts.items():
        _write_chunks(_chunks_file(folder, language), part.chunks)
        np.save(folder / "vectors" / f"{language}.npy", part.vectors)
        LexicalIndex.build(part.lexical_texts, language=language).save(folder / "lexical" / language)
    build_index(folder / FOLDER, {language: part.vectors for language, part in parts.items()})
    _seal(folder)


def _seal(folder: Path) -> None:
    """Write the checksums of all files that are only read from now on."""
    files = [file for part in OWN_PARTS for file in (folder / part).rglob("*") if file.is_file()]
    sealed = (file.relative_to(folder).as_posix() for file in [*files, *lasting_files(folder / FOLDER)])
    write_checksums(folder, sealed)


def read_chunks(folder: Path, language: str) -> tuple[Chunk, ...]:
    """The chunks of one language, in row order. Raises OSError, ValueError, TypeError, KeyError."""
    with _chunks_file(folder, language).open(encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    return tuple(Chunk(**{**row, "headings": tuple(row["headings"])}) for row in rows)


def _write_chunks(path: Path, chunks: Sequence[Chunk]) -> None:
    with path.open("w", encoding="utf-8") as file:
        for chunk in chunks:
            fields = {name: getattr(chunk, name) for name in Chunk.__slots__}
            file.write(json.dumps(fields, ensure_ascii=False) + "\n")


def _chunks_file(folder: Path, language: str) -> Path:
    return folder / "chunks" / f"{language}.jsonl"
