"""The Chroma copy of the vectors of one language; ids are the numbers of the vectors as they were added.

Once written, an index is never changed: a killed process leaves a changed one unreadable for good now and then.
"""

import shutil
import sqlite3
import weakref
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import chromadb
import numpy as np
from chromadb.config import Settings as ChromaSettings
from numpy.typing import NDArray

FOLDER = "chroma"
GRAPH_IS_WRITTEN = "index_metadata.pickle"
COLLECTION = "chunks"
DATABASE = "chroma.sqlite3"
ROWS = "rows.npy"
BATCH = 1000  # Chroma refuses more than 5,461
BUFFER = 100
LOOKED_AT = 10
SAME = 0.999  # a cosine that only the chunk itself, or a twin with the same text, reaches
HNSW: dict[str, Any] = {"space": "cosine", "max_neighbors": 32, "ef_construction": 200, "ef_search": 128}


class VectorIndexError(Exception):
    """The index cannot be written, is damaged or does not answer; the vectors themselves lie beside it."""


class VectorIndex:
    """An index opened for reading. It is closed when nobody refers to it any more.

    It may be older than the chunks it is used for: `rows` says for each of its vectors which row it is now, or -1 when
    it is gone; `outside` are the rows it does not know.
    """

    def __init__(self, folder: Path, *, size: int) -> None:
        """Open the index of `size` chunks. Raises VectorIndexError."""
        self.folder = folder
        with _translated():
            self.rows: NDArray[np.int32] = np.load(folder / ROWS)
            self.gone = int(np.count_nonzero(self.rows < 0))
            self.outside = np.setdiff1d(np.arange(size), self.rows)
            self._client = _open(folder)
        self._closing = weakref.finalize(self, self._client.close)
        self._closing.atexit = False
        try:
            self._collection = self._checked()
        except VectorIndexError:
            self.close()
            raise

    def close(self) -> None:
        """Release the files now."""
        self._closing()

    def nearest(self, queries: NDArray[np.float32], *, count: int) -> list[list[int]]:
        """For each query the rows of its nearest vectors, best first; fewer than `count` where some are gone.

        Raises VectorIndexError.
        """
        count = min(count, len(self.rows))
        with _translated():
            found = _query(self._collection, queries, count=count)
        if min(map(len, found), default=count) < count:  # its files were removed before it read them
            raise VectorIndexError(f"it found fewer than {count} vectors")
        rows = (self.rows[numbers] for numbers in found)
        return [each[each >= 0].tolist() for each in rows]

    def _checked(self) -> Any:  # noqa: ANN401  chromadb ships no types we check
        with _translated():
            collection = self._client.get_collection(COLLECTION, embedding_function=None)
            space = (collection.configuration_json.get("hnsw") or {}).get("space")
            count = collection.count()
        if (count, space) != (len(self.rows), HNSW["space"]):
            raise VectorIndexError(f"it holds {count} of {len(self.rows)} vectors, measured by {space}")
        return collection


def build_index(folder: Path, vectors: NDArray[np.float32], *, advance: Callable[[int], None] = lambda _: None) -> None:
    """Write an index of the vectors into a fresh folder; row i is vector i. Raises VectorIndexError.

    A graph may lose the way to a vector that is far from many that are alike, or the way out of a few. Each is
    therefore looked for, and what is not found, or has too few neighbours, counts as outside. `advance` is told of each
    vector twice: when it is added and when it was looked for.
    """
    folder.parent.mkdir(exist_ok=True)
    size = _batch_size(len(vectors))
    whole = vectors[: len(vectors) - len(vectors) % size or len(vectors)]
    batches = [slice(start, start + size) for start in range(0, len(whole), size)]
    rows = np.arange(len(whole), dtype=np.int32)
    looked_at = min(LOOKED_AT, len(whole))
    with _translated(), closing(_open(folder)) as client:
        graph = HNSW | {"sync_threshold": size, "batch_size": min(size, BUFFER)}
        collection = client.create_collection(COLLECTION, configuration={"hnsw": graph}, embedding_function=None)
        for batch in batches:
            collection.add(ids=[str(row) for row in rows[batch]], embeddings=whole[batch].tolist())
            advance(len(whole[batch]))
        for batch in batches:
            found = _query(collection, whole[batch], count=looked_at)
            lost = [
                len(near) < looked_at or not finds_itself(query, whole[near])
                for query, near in zip(whole[batch], found, strict=True)
            ]
            rows[batch][lost] = -1
            advance(len(whole[batch]))
    np.save(folder / ROWS, rows)
    advance(2 * (len(vectors) - len(whole)))


def finds_itself(query: NDArray[np.float32], found: NDArray[np.float32]) -> bool:
    """Whether a vector, or a twin of it, is among those that were found for it."""
    return bool(len(found)) and float(np.max(found @ query)) >= SAME


def _batch_size(count: int) -> int:
    """Batches of one size that leave few vectors over: Chroma writes its graph out after each full one.

    What is left over it would add to the graph again whenever the index is opened; it stays outside.
    """
    batches = -(-count // BATCH)
    return max(2, count // batches)  # Chroma refuses 1


def _query(collection: Any, queries: NDArray[np.float32], *, count: int) -> list[list[int]]:  # noqa: ANN401
    found = collection.query(query_embeddings=queries.tolist(), n_results=count, include=[])
    return [[int(number) for number in numbers] for numbers in found["ids"]]


def adopt_index(folder: Path, source: Path, *, rows: NDArray[np.int32]) -> None:
    """Make a fresh folder an index of the same vectors as `source`, with other rows. Raises OSError, VectorIndexError.

    A graph is only ever read, so both share its files; the SQLite file is changed by opening, so it is copied.
    """
    folder.mkdir(parents=True)
    with (
        _translated(),
        closing(sqlite3.connect(source / DATABASE)) as theirs,
        closing(sqlite3.connect(folder / DATABASE)) as own,
    ):
        theirs.backup(own)
    for file in graph_files(source):
        shared = folder / file.relative_to(source)
        shared.parent.mkdir(exist_ok=True)
        try:
            shared.hardlink_to(file)
        except OSError:  # a file system without hard links
            shutil.copyfile(file, shared)
    np.save(folder / ROWS, rows)


def replace_index(folder: Path, vectors: NDArray[np.float32]) -> None:
    """Build an index again and swap it in by rename. Raises OSError, VectorIndexError."""
    fresh, damaged = folder.with_name(f".{folder.name}-fresh"), folder.with_name(f".{folder.name}-damaged")
    for leftover in (fresh, damaged):
        shutil.rmtree(leftover, ignore_errors=True)
    build_index(fresh, vectors)
    if folder.exists():
        folder.rename(damaged)
    fresh.rename(folder)
    shutil.rmtree(damaged, ignore_errors=True)


def lasting_files(folder: Path) -> list[Path]:
    """The files that opening does not change. Damage in the SQLite file raises, or shows in a self-test."""
    return [folder / ROWS, *graph_files(folder)]


def graph_files(folder: Path) -> list[Path]:
    """The files of a graph that is written out.

    A single vector Chroma keeps in its SQLite file; then it writes an unused, random graph at each start.
    """
    return [file for graph in folder.glob(f"*/{GRAPH_IS_WRITTEN}") for file in graph.parent.iterdir()]


def _open(folder: Path) -> Any:  # noqa: ANN401
    """A client on local files that reports nothing to anybody."""
    return chromadb.PersistentClient(path=str(folder), settings=ChromaSettings(anonymized_telemetry=False))


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except Exception as error:  # the library raises a wide family, from its Rust core too
        raise VectorIndexError(f"{type(error).__name__}: {error}") from error
