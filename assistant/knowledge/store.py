"""A published snapshot opened for reading: chunks, vectors, words and Chroma, all checked."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import numpy as np
from filelock import FileLock
from numpy.typing import NDArray

from assistant.exceptions import KnowledgeUnavailableError
from assistant.knowledge.bm25 import LexicalIndex
from assistant.knowledge.checksums import damaged_files
from assistant.knowledge.chroma import (
    FOLDER,
    LOOKED_AT,
    VectorIndex,
    VectorIndexError,
    finds_itself,
    replace_index,
)
from assistant.knowledge.chunk_file import ChunkFile
from assistant.knowledge.exact import NO_ANSWERS, ExactShelf, read_exact
from assistant.knowledge.grams import GramIndex
from assistant.knowledge.manifest import Manifest, read_manifest
from assistant.knowledge.parts import OWN_PARTS, chunk_file, lexical_folder, seal, vector_file
from assistant.knowledge.postings import read_postings

REPAIR_LOCK = ".repair.lock"
SELF_TEST_CHUNKS = 50
SMALLEST_DEVIATION = 0.01

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Shelf:
    """All chunks of one language. Row i of `vectors` (unit length) and of both indexes belongs to chunk i.

    What is computed from them is computed at first use, or ahead of it by `Snapshot.prepare`.
    """

    language: str
    chunks: ChunkFile
    vectors: NDArray[np.float32]
    lexical: LexicalIndex
    centre: NDArray[np.float32]  # mean of the vectors: what everything in this language has in common
    articles: Mapping[str, range]  # the rows of each article
    index: VectorIndex | None = None

    @cached_property
    def grams(self) -> GramIndex:
        """The parts of its words."""
        return GramIndex(self.lexical.postings)

    @cached_property
    def article_ids(self) -> tuple[str, ...]:
        """The article of each row."""
        return tuple(article_id for article_id, rows in self.articles.items() for _ in rows)

    @cached_property
    def covariance(self) -> NDArray[np.float32]:
        """Of the vectors, shape (dimensions, dimensions)."""
        vectors = np.asarray(self.vectors)
        covariance = vectors.T @ vectors / len(vectors) - np.outer(self.centre, self.centre)
        return np.asarray(covariance, dtype=np.float32)

    def expected(self, query: NDArray[np.float32]) -> tuple[float, float]:
        """Mean and standard deviation of the cosines between a query and all chunks."""
        variance = float(query @ self.covariance @ query)
        return float(self.centre @ query), max(variance, SMALLEST_DEVIATION**2) ** 0.5

    def rows_of(self, article_id: str) -> range:
        """The rows of one article, in reading order; none when it is not in this language."""
        return self.articles.get(article_id, range(0))

    def nearest(self, query: NDArray[np.float32], *, count: int) -> list[int]:
        """Rows of the nearest chunks, best first: by Chroma, or by exact search when it does not answer."""
        if self.index:
            try:
                return self._nearest_by(self.index, query, count)
            except VectorIndexError as error:
                logger.warning("the search index does not answer, searching all vectors: %s", error)
        return self.nearest_exactly(query, count=count)

    def nearest_exactly(self, query: NDArray[np.float32], *, count: int) -> list[int]:
        """Rows of the nearest chunks, best first, by looking at each."""
        return [int(row) for row in np.argsort(-(self.vectors @ query), kind="stable")[:count]]

    def _nearest_by(self, index: VectorIndex, query: NDArray[np.float32], count: int) -> list[int]:
        """What is near in the index, and the few chunks that are newer than it."""
        (rows,) = index.nearest(query[np.newaxis], count=count + min(count, index.gone))
        if len(rows) < min(count, len(index.rows) - index.gone):
            return self.nearest_exactly(query, count=count)
        if not len(index.outside):
            return rows[:count]
        candidates = np.concatenate([rows[:count], index.outside])
        order = np.argsort(-(self.vectors[candidates] @ query), kind="stable")[:count]
        return [int(row) for row in candidates[order]]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Everything a reply needs of one snapshot."""

    manifest: Manifest
    shelves: dict[str, Shelf]
    exact: ExactShelf = NO_ANSWERS

    def prepare(self) -> None:
        """Compute what the first search would wait for: about a second for 50,000 chunks."""
        for shelf in self.shelves.values():
            _ = shelf.grams, shelf.article_ids, shelf.covariance


def open_snapshot(folder: Path, *, repair: bool = False) -> Snapshot:
    """Open a snapshot and check it. Raises KnowledgeUnavailableError with the reason.

    With `repair`, a damaged Chroma index is built again from the snapshot's own vectors; where even that is impossible
    (full disk, read-only folder) the snapshot serves without it.
    """
    manifest = read_manifest(folder)
    shelves, exact = _read_own_parts(folder, manifest)
    try:
        return Snapshot(manifest, _indexed(folder, shelves), exact)
    except VectorIndexError as error:
        if not repair:
            raise KnowledgeUnavailableError(f"Snapshot {folder.name} has a damaged search index: {error}.") from error
    try:
        with FileLock(folder / REPAIR_LOCK):
            return Snapshot(manifest, _repaired(folder, shelves), exact)
    except (OSError, VectorIndexError) as error:
        logger.error("the search index cannot be built again, all vectors are searched: %s", error)  # noqa: TRY400
    return Snapshot(manifest, shelves, exact)


def _read_own_parts(folder: Path, manifest: Manifest) -> tuple[dict[str, Shelf], ExactShelf]:
    if damaged := damaged_files(folder, inside=OWN_PARTS):
        raise KnowledgeUnavailableError(f"Snapshot {folder.name} is damaged: {', '.join(damaged)}.")
    try:
        shelves = {language: _read_shelf(folder, manifest, language) for language in manifest.languages}
        return shelves, read_exact(folder)
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise KnowledgeUnavailableError(f"Snapshot {folder.name} is damaged: {type(error).__name__}.") from error


def _read_shelf(folder: Path, manifest: Manifest, language: str) -> Shelf:
    chunks = ChunkFile(chunk_file(folder, language))
    vectors = np.load(vector_file(folder, language), mmap_mode="r")
    lexical = LexicalIndex(read_postings(lexical_folder(folder, language)))
    articles = manifest.rows(language)
    sizes = {len(chunks), len(vectors), lexical.size, sum(map(len, articles.values()))}
    if len(sizes) > 1:
        raise ValueError(f"parts of different lengths: {sizes}")
    return Shelf(language, chunks, vectors, lexical, vectors.mean(axis=0), articles)


def _indexed(folder: Path, shelves: Mapping[str, Shelf]) -> dict[str, Shelf]:
    """The shelves with their checked index. Raises VectorIndexError."""
    return {language: replace(shelf, index=_open_index(folder, shelf)) for language, shelf in shelves.items()}


def _open_index(folder: Path, shelf: Shelf) -> VectorIndex:
    """Damaged files are never handed to Chroma: some damage makes it miss neighbours, some ends the whole process."""
    name = f"{FOLDER}/{shelf.language}"
    if damaged := damaged_files(folder, inside=(f"{name}/",)):
        raise VectorIndexError(f"{', '.join(damaged)} missing or changed")
    index = VectorIndex(folder / name, size=len(shelf.chunks))
    try:
        _self_test(index, shelf)
    except VectorIndexError:
        index.close()
        raise
    return index


def _repaired(folder: Path, shelves: Mapping[str, Shelf]) -> dict[str, Shelf]:
    repaired = {}
    for language, shelf in shelves.items():
        try:
            index = _open_index(folder, shelf)  # sound, or another process has repaired it meanwhile
        except VectorIndexError as error:
            logger.warning("building the %s index of snapshot %s again: %s", language, folder.name, error)
            replace_index(folder / FOLDER / language, shelf.vectors)
            seal(folder, tuple(shelves))
            index = _open_index(folder, shelf)
        repaired[language] = replace(shelf, index=index)
    return repaired


def _self_test(index: VectorIndex, shelf: Shelf) -> None:
    """Ask the index for some of its own chunks. Raises VectorIndexError when one does not find itself."""
    known = index.rows[index.rows >= 0]
    if not len(known):
        raise VectorIndexError("all of its vectors are out of date")
    rows = known[:: -(-len(known) // SELF_TEST_CHUNKS)]
    queries = np.asarray(shelf.vectors[rows])
    count = min(LOOKED_AT, len(index.rows))
    for row, query, nearest in zip(rows, queries, index.nearest(queries, count=count), strict=True):
        is_lost = not finds_itself(query, shelf.vectors[nearest])
        if is_lost and len(nearest) == count:  # what is gone may be a twin of it
            raise VectorIndexError(f"chunk {shelf.chunks[row].chunk_id} does not find itself")
