"""Takes what did not change over from the live snapshot: chunks, vectors, words and the index."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise, repeat

import numpy as np
from numpy.typing import NDArray

from assistant.domain import Chunk
from assistant.knowledge.chroma import VectorIndex
from assistant.knowledge.chunk_file import encode
from assistant.knowledge.lexical import terms
from assistant.knowledge.manifest import ArticleEntry
from assistant.knowledge.parts import LanguagePart, SharedIndex
from assistant.knowledge.postings import count_terms
from assistant.knowledge.store import Shelf
from kb_ingest.split import embedding_text

STALE_CHUNKS = 200
STALE_SHARE = 0.1
"""An index is built anew when more chunks than that, and more than this share, are gone from it or not in it.

Until then the few it lacks are searched one by one: building takes minutes for a hundred thousand chunks.
"""


@dataclass(frozen=True, slots=True)
class Fresh:
    """The chunks of an article that is new or changed, and their vectors."""

    chunks: Sequence[Chunk]
    vectors: NDArray[np.float32]


def language_parts(
    entries: Sequence[ArticleEntry], fresh: Mapping[str, Fresh], live: Mapping[str, Shelf]
) -> dict[str, LanguagePart]:
    """All that is written for each language: the given articles in their order, each fresh or as it is live."""
    return {
        language: _language_part([entry for entry in entries if entry.language == language], fresh, live.get(language))
        for language in sorted({entry.language for entry in entries})
    }


def by_article(chunks: Mapping[str, Sequence[Chunk]], vectors: NDArray[np.float32]) -> dict[str, Fresh]:
    """Give each article its own of the vectors, which stand in the order of the chunks."""
    ends = accumulate(map(len, chunks.values()))
    return {
        article_id: Fresh(own, vectors[end - len(own) : end])
        for (article_id, own), end in zip(chunks.items(), ends, strict=True)
    }


def _language_part(entries: Iterable[ArticleEntry], fresh: Mapping[str, Fresh], live: Shelf | None) -> LanguagePart:
    origin: list[int] = []
    added: list[Fresh] = []
    for entry in entries:
        if entry.article_id in fresh:
            added.append(fresh[entry.article_id])
            origin += repeat(-1, entry.chunks)
        elif live:
            origin += live.rows_of(entry.article_id)
    chunks = [chunk for article in added for chunk in article.chunks]
    postings = count_terms(terms(embedding_text(chunk), chunk.language) for chunk in chunks)
    vectors = [article.vectors for article in added]
    if not live:
        return LanguagePart(map(encode, chunks), np.concatenate(vectors), postings)
    rows = np.array(origin, dtype=np.int64)
    return LanguagePart(
        lines=_lines(rows, live, iter(chunks)),
        vectors=_vectors(rows, live, vectors),
        postings=live.lexical.postings.rearranged(rows, postings),
        index=_shared(live.index, rows, size=len(live.chunks)) if live.index else None,
    )


def _lines(origin: NDArray[np.int64], shelf: Shelf, added: Iterator[Chunk]) -> Iterator[bytes]:
    return (shelf.chunks.line(row) if row >= 0 else encode(next(added)) for row in origin.tolist())


def _vectors(origin: NDArray[np.int64], shelf: Shelf, added: Sequence[NDArray[np.float32]]) -> NDArray[np.float32]:
    vectors = np.empty((len(origin), shelf.vectors.shape[1]), dtype=np.float32)
    for start, end in _runs(origin):
        if origin[start] >= 0:
            vectors[start:end] = shelf.vectors[origin[start] : origin[start] + end - start]
    if added:
        vectors[origin < 0] = np.concatenate(added)
    return vectors


def _runs(origin: NDArray[np.int64]) -> Iterator[tuple[int, int]]:
    """Where rows follow each other as they did before; copying them one by one takes three times as long."""
    breaks = (np.flatnonzero((np.diff(origin) != 1) | (origin[:-1] < 0)) + 1).tolist()
    return pairwise([0, *breaks, len(origin)])


def _shared(index: VectorIndex, origin: NDArray[np.int64], *, size: int) -> SharedIndex | None:
    """The live index of `size` chunks with the rows as they are now; None when it is time for a new one."""
    new_row = np.full(size, -1, dtype=np.int32)
    new_row[origin[origin >= 0]] = np.flatnonzero(origin >= 0)
    rows = index.rows.copy()
    rows[rows >= 0] = new_row[rows[rows >= 0]]
    usable = np.count_nonzero(rows >= 0)
    stale = (len(rows) - usable) + (len(origin) - usable)
    is_too_stale = stale > max(STALE_CHUNKS, STALE_SHARE * len(origin)) or usable < len(origin) / 2
    return None if is_too_stale else SharedIndex(index.folder, rows)
