"""What the search needs of a shelf beyond what is stored: computed once for each snapshot."""

from dataclasses import dataclass
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from assistant.knowledge.grams import GramIndex
from assistant.knowledge.store import Shelf, Snapshot

SMALLEST_DEVIATION = 0.01
Vector = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class PreparedShelf:
    """A shelf with the article of each row, the parts of its words, and what all its vectors have in common."""

    shelf: Shelf
    article_ids: tuple[str, ...]
    grams: GramIndex
    covariance: NDArray[np.float32]

    def expected(self, query: Vector) -> tuple[float, float]:
        """Mean and standard deviation of the cosines between a query and all chunks of the shelf."""
        variance = float(query @ self.covariance @ query)
        return float(self.shelf.centre @ query), max(variance, SMALLEST_DEVIATION**2) ** 0.5


def prepare(shelf: Shelf) -> PreparedShelf:
    """Takes about a second for 50,000 chunks."""
    vectors = np.asarray(shelf.vectors)
    covariance = vectors.T @ vectors / len(vectors) - np.outer(shelf.centre, shelf.centre)
    article_ids = tuple(article_id for article_id, rows in shelf.articles.items() for _ in rows)
    return PreparedShelf(
        shelf, article_ids, GramIndex(shelf.lexical.postings), np.asarray(covariance, dtype=np.float32)
    )


class PreparedSnapshots:
    """Keeps the last snapshot prepared."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._last: tuple[Snapshot, tuple[PreparedShelf, ...]] | None = None

    def shelves(self, snapshot: Snapshot) -> tuple[PreparedShelf, ...]:
        """All shelves of the snapshot."""
        with self._lock:
            if self._last is None or self._last[0] is not snapshot:
                self._last = snapshot, tuple(prepare(shelf) for shelf in snapshot.shelves.values())
            return self._last[1]
