"""How much of what an exact search finds the Chroma index finds, too."""

import random
from time import perf_counter

import numpy as np
from pydantic import JsonValue

from assistant.knowledge.embedder import Embedder
from assistant.knowledge.store import Shelf, Snapshot
from evals.bench import Report, with_progress
from evals.metrics import mean, p50_p95

COUNT = 10
SAME = 1e-6  # a cosine as good as the tenth of the exact search counts: twins are as good as each other


def measure_recall(snapshot: Snapshot, embedder: Embedder, *, queries: int) -> Report:
    """Recall at 10 by language; queries are titles and first sentences of chunks, drawn with a fixed seed."""
    return {
        "languages": {
            language: _of_shelf(shelf, embedder, queries=queries)
            for language, shelf in sorted(snapshot.shelves.items())
        }
    }


def _of_shelf(shelf: Shelf, embedder: Embedder, *, queries: int) -> dict[str, JsonValue]:
    chance = random.Random(1)  # noqa: S311  the same queries each time
    rows = chance.sample(range(len(shelf.chunks)), min(queries, len(shelf.chunks)))
    recalls: list[float] = []
    milliseconds: list[float] = []
    for number, row in enumerate(with_progress(rows, title=shelf.language, total=len(rows))):
        chunk = shelf.chunks[row]
        query = embedder.embed_query(chunk.title if number % 2 else chunk.text[:200])
        started = perf_counter()
        found = shelf.nearest(query, count=COUNT)
        milliseconds.append((perf_counter() - started) * 1000)
        cosines = shelf.vectors @ query
        best = np.sort(cosines)[-COUNT:]
        recalls.append(np.count_nonzero(cosines[found] >= best[0] - SAME) / len(best))
    index = shelf.index
    return {
        "chunks": len(shelf.chunks),
        "beside_the_index": len(index.outside) if index else len(shelf.chunks),
        "queries": len(rows),
        "recall@10": mean(recalls),
        "ms": dict(p50_p95(milliseconds)),
    }
