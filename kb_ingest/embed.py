"""Turns chunks into vectors; what was embedded once is kept and never computed again."""

import logging
import random
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.domain import Chunk
from assistant.knowledge.embedder import Embedder
from kb_ingest.errors import IngestError
from kb_ingest.split import embedding_text
from kb_ingest.sqlite_cache import remove_database
from kb_ingest.vector_cache import VectorCache, key_of

BATCH = 32
TITLE_WEIGHT = 0.3
HEADING_WEIGHT = 0.1

logger = logging.getLogger(__name__)


def embed(
    chunks: Sequence[Chunk],
    *,
    embedder: Embedder,
    cache_file: Path,
    begin: Callable[[int], None] = lambda _: None,
    advance: Callable[[int], None] = lambda _: None,
) -> tuple[NDArray[np.float32], int]:
    """Unit vectors of shape (len(chunks), dimensions), and how many chunks had to be computed.

    A chunk's vector is the normalised sum of three: its text below title and headings, the title, and its last
    heading. Measured over seven help centres, the title raises hit@1 across languages from .75 to .84.
    `begin` is told how many texts there are, `advance` how many more are done. Raises IngestError.
    """
    bodies = [embedding_text(chunk) for chunk in chunks]
    titles = [chunk.title for chunk in chunks]
    headings = [last_heading(chunk) for chunk in chunks]
    texts = list(dict.fromkeys([*bodies, *titles, *headings]))
    begin(len(texts))
    vectors, fresh = _embed_cached(texts, embedder=embedder, cache_file=cache_file, advance=advance)
    if not chunks:
        return np.zeros((0, 0), dtype=np.float32), 0
    sums = np.stack(
        [
            vectors[body] + TITLE_WEIGHT * vectors[title] + HEADING_WEIGHT * vectors[heading]
            for body, title, heading in zip(bodies, titles, headings, strict=True)
        ]
    )
    return sums / np.linalg.norm(sums, axis=1, keepdims=True), sum(body in fresh for body in bodies)


def _embed_cached(
    texts: Sequence[str], *, embedder: Embedder, cache_file: Path, advance: Callable[[int], None]
) -> tuple[dict[str, NDArray[np.float32]], set[str]]:
    """The vector of each text, and which texts had to be computed."""
    try:
        return _embed_all(texts, embedder=embedder, cache_file=cache_file, advance=advance)
    except sqlite3.OperationalError as error:
        raise IngestError(f"The cached vectors cannot be written: {error} ({cache_file}).") from error
    except sqlite3.DatabaseError as error:
        logger.warning("the cached vectors are damaged (%s), computing them again", error)
    remove_database(cache_file)
    return _embed_all(texts, embedder=embedder, cache_file=cache_file, advance=advance)


def last_heading(chunk: Chunk) -> str:
    """The heading right above a chunk; the title where there is none."""
    return chunk.headings[-1] if chunk.headings else chunk.title


def _embed_all(
    texts: Sequence[str], *, embedder: Embedder, cache_file: Path, advance: Callable[[int], None]
) -> tuple[dict[str, NDArray[np.float32]], set[str]]:
    with closing(VectorCache(cache_file)) as cache:
        keys = {text: key_of(text, embedder=embedder.name) for text in texts}
        known = cache.find(list(keys.values()))
        vectors = {text: known[key] for text, key in keys.items() if key in known}
        missing = sorted((text for text in keys if text not in vectors), key=len)  # similar lengths share a batch
        advance(len(vectors))
        batches = [missing[start : start + BATCH] for start in range(0, len(missing), BATCH)]
        random.Random(len(batches)).shuffle(batches)  # noqa: S311  so that the time left can be told from those done
        for part in batches:
            fresh = dict(zip(part, _computed(part, embedder), strict=True))
            cache.add([(keys[text], vector) for text, vector in fresh.items()])
            vectors |= fresh
            advance(len(part))
    return vectors, set(missing)


def _computed(texts: Sequence[str], embedder: Embedder) -> NDArray[np.float32]:
    try:
        return embedder.embed_passages(texts)
    except Exception as error:  # each runtime raises a family of its own, MemoryError among them
        reason = " ".join(str(error).split())[:300]
        raise IngestError(
            f"The embedder failed: {type(error).__name__}{f': {reason}' if reason else ''}. "
            "What it has computed is kept; the next run goes on from there."
        ) from error
