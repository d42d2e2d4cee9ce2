"""The Chroma copy of a snapshot's vectors: one collection per language, ids are row numbers."""

import shutil
import weakref
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import chromadb
import numpy as np
from chromadb.config import Settings as ChromaSettings
from numpy.typing import NDArray

FOLDER = "chroma"
GRAPH_IS_WRITTEN = "index_metadata.pickle"
COLLECTION_PREFIX = "chunks-"
BATCH = 5000  # Chroma refuses more than 5,461
HNSW: dict[str, Any] = {"space": "cosine", "max_neighbors": 32, "ef_construction": 200, "ef_search": 128}


class VectorIndexError(Exception):
    """The index cannot be written, is damaged or does not answer; the vectors themselves lie beside it."""


class VectorIndex:
    """An index opened for reading. It is closed when nobody refers to it any more."""

    def __init__(self, folder: Path) -> None:
        """Raises VectorIndexError."""
        with _translated():
            self._client = _open(folder)
        self._closing = weakref.finalize(self, self._client.close)
        self._closing.atexit = False
        self._collections: dict[str, Any] = {}

    def close(self) -> None:
        """Release the files now."""
        self._closing()

    def check(self, language: str, *, size: int) -> None:
        """Raises VectorIndexError when a language is missing, incomplete or measured in another space."""
        collection = self._collection(language)
        with _translated():
            space = (collection.configuration_json.get("hnsw") or {}).get("space")
            count = collection.count()
        if (count, space) != (size, HNSW["space"]):
            raise VectorIndexError(f"{language} holds {count} of {size} chunks, measured by {space}")

    def nearest(self, language: str, queries: NDArray[np.float32], *, count: int) -> list[list[int]]:
        """For each query (a row) the rows of the nearest vectors, best first. Raises VectorIndexError."""
        collection = self._collection(language)
        with _translated():
            found = collection.query(query_embeddings=queries.tolist(), n_results=count, include=[])
        return [[int(identifier) for identifier in identifiers] for identifiers in found["ids"]]

    def _collection(self, language: str) -> Any:  # noqa: ANN401  chromadb ships no types we check
        if language not in self._collections:
            with _translated():
                name = COLLECTION_PREFIX + language
                self._collections[language] = self._client.get_collection(name, embedding_function=None)
        return self._collections[language]


def build_index(folder: Path, shelves: Mapping[str, NDArray[np.float32]]) -> None:
    """Write one collection per language into a fresh folder. Raises VectorIndexError."""
    with _translated(), closing(_open(folder)) as client:
        for language, vectors in shelves.items():
            collection = client.create_collection(
                COLLECTION_PREFIX + language, configuration={"hnsw": HNSW}, embedding_function=None
            )
            for start in range(0, len(vectors), BATCH):
                rows = vectors[start : start + BATCH]
                identifiers = [str(row) for row in range(start, start + len(rows))]
                collection.add(ids=identifiers, embeddings=rows.tolist())


def replace_index(folder: Path, shelves: Mapping[str, NDArray[np.float32]]) -> None:
    """Build the index of a snapshot again and swap it in by rename. Raises OSError, VectorIndexError."""
    fresh, damaged = folder / f".{FOLDER}-fresh", folder / f".{FOLDER}-damaged"
    for leftover in (fresh, damaged):
        shutil.rmtree(leftover, ignore_errors=True)
    build_index(fresh, shelves)
    if (folder / FOLDER).exists():
        (folder / FOLDER).rename(damaged)
    fresh.rename(folder / FOLDER)
    shutil.rmtree(damaged, ignore_errors=True)


def lasting_files(folder: Path) -> list[Path]:
    """The files that opening does not change: those of graphs that are written out.

    Below a thousand vectors Chroma keeps them in its SQLite file and writes an unused, random file at each start. The
    SQLite file itself is changed by opening; damage in it raises, or shows in a self-test.
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
