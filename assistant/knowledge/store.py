"""A published snapshot opened for reading: chunks, vectors, Chroma collections and lexical indexes."""

import json
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import chromadb
import numpy as np
from chromadb.config import Settings as ChromaSettings
from numpy.typing import NDArray

from assistant.domain import Chunk
from assistant.exceptions import KnowledgeUnavailableError
from assistant.knowledge.lexical import LexicalIndex
from assistant.knowledge.manifest import Manifest, read_manifest

COLLECTION_PREFIX = "chunks-"
CHROMA_BATCH = 5000  # Chroma refuses more than 5,461
HNSW: dict[str, Any] = {"space": "cosine", "max_neighbors": 32, "ef_construction": 200, "ef_search": 128}


def open_chroma(folder: Path) -> Any:  # noqa: ANN401  chromadb ships no types we check
    """A Chroma client on local files that reports nothing to anybody."""
    return chromadb.PersistentClient(path=str(folder), settings=ChromaSettings(anonymized_telemetry=False))


def build_chroma(folder: Path, shelves: Mapping[str, NDArray[np.float32]]) -> None:
    """Write one collection per language into a fresh folder; ids are row numbers."""
    client = open_chroma(folder)
    for language, vectors in shelves.items():
        collection = client.create_collection(
            COLLECTION_PREFIX + language, configuration={"hnsw": HNSW}, embedding_function=None
        )
        for start in range(0, len(vectors), CHROMA_BATCH):
            rows = vectors[start : start + CHROMA_BATCH]
            identifiers = [str(row) for row in range(start, start + len(rows))]
            collection.add(ids=identifiers, embeddings=rows.tolist())


@dataclass(frozen=True, slots=True)
class Shelf:
    """All chunks of one language. Row i of `vectors` (unit length) and of the lexical index belong to chunk i.

    `centre` is the mean of the vectors: what everything in this language has in common.
    """

    language: str
    chunks: tuple[Chunk, ...]
    vectors: NDArray[np.float32]
    lexical: LexicalIndex
    collection: Any
    centre: NDArray[np.float32]

    def nearest(self, query: NDArray[np.float32], *, count: int) -> list[int]:
        """Rows of the nearest chunks by Chroma, best first. Raises KnowledgeUnavailableError."""
        try:
            found = self.collection.query(
                query_embeddings=[query.tolist()], n_results=min(count, len(self.chunks)), include=[]
            )
        except Exception as error:  # the library raises a wide family, from its Rust core too
            raise KnowledgeUnavailableError("The search index does not answer.") from error
        return [int(identifier) for identifier in found["ids"][0]]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Everything a reply needs of one snapshot."""

    manifest: Manifest
    shelves: dict[str, Shelf]

    def chunks_of(self, article_id: str) -> list[tuple[Shelf, int]]:
        """All chunks of an article in reading order."""
        return [
            (shelf, row)
            for shelf in self.shelves.values()
            for row, chunk in enumerate(shelf.chunks)
            if chunk.article_id == article_id
        ]


def open_snapshot(folder: Path) -> Snapshot:
    """Open a snapshot and check it. Raises KnowledgeUnavailableError with the reason."""
    manifest = read_manifest(folder)
    try:
        client = open_chroma(folder / "chroma")
        shelves = {language: _open_shelf(folder, client, language) for language in manifest.languages}
    except KnowledgeUnavailableError:
        raise
    except Exception as error:  # damaged files show as many kinds of errors
        raise KnowledgeUnavailableError(f"Snapshot {folder.name} is damaged: {type(error).__name__}.") from error
    return Snapshot(manifest, shelves)


def rebuild_chroma(folder: Path) -> None:
    """Build the Chroma copy of a snapshot again from its own vectors, and swap it in by rename."""
    vectors = {language: np.load(folder / "vectors" / f"{language}.npy") for language in read_manifest(folder).languages}
    fresh = Path(tempfile.mkdtemp(prefix=".chroma-", dir=folder))
    build_chroma(fresh, vectors)
    damaged = folder / f"{fresh.name}.damaged"
    if (folder / "chroma").exists():
        (folder / "chroma").rename(damaged)
    fresh.rename(folder / "chroma")
    shutil.rmtree(damaged, ignore_errors=True)


def _open_shelf(folder: Path, client: Any, language: str) -> Shelf:  # noqa: ANN401
    chunks = read_chunks(folder / "chunks" / f"{language}.jsonl")
    vectors = np.load(folder / "vectors" / f"{language}.npy", mmap_mode="r")
    collection = client.get_collection(COLLECTION_PREFIX + language, embedding_function=None)
    if not len(chunks) == len(vectors) == collection.count():
        raise KnowledgeUnavailableError(f"The {language} index does not hold the same chunks as the snapshot.")
    space = (collection.configuration_json.get("hnsw") or {}).get("space")
    if space != HNSW["space"]:
        raise KnowledgeUnavailableError(f"The {language} index was built for {space}, not for {HNSW['space']}.")
    lexical = LexicalIndex.load(folder / "lexical" / language, language=language, size=len(chunks))
    return Shelf(language, chunks, vectors, lexical, collection, vectors.mean(axis=0))


def write_chunks(path: Path, chunks: Sequence[Chunk]) -> None:
    """One JSON object a line, in row order."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as file:
        for chunk in chunks:
            fields = {name: getattr(chunk, name) for name in Chunk.__slots__}
            file.write(json.dumps(fields, ensure_ascii=False) + "\n")


def read_chunks(path: Path) -> tuple[Chunk, ...]:
    """Read what `write_chunks` wrote."""
    with path.open() as file:
        rows = [json.loads(line) for line in file]
    return tuple(Chunk(**{**row, "headings": tuple(row["headings"])}) for row in rows)
