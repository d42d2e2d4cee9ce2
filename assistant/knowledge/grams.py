"""BM25 over parts of words: "Versicherungsdemo" finds "Versicherungen", "Pasword" finds "Passwort".

What they bring is measured in decision 7; splitting German compounds by a word list would need the list, and does not
mend spelling.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.knowledge.bm25 import K1, B
from assistant.knowledge.postings import Postings

LENGTH = 4


def grams(term: str) -> list[str]:
    """All runs of four characters of a term between its edges; a short term is one run."""
    framed = f"_{term}_"
    return [framed[start : start + LENGTH] for start in range(max(1, len(framed) - LENGTH + 1))]


class GramIndex:
    """BM25 scores of all chunks of one language for the grams of a query; made from the counts of whole terms."""

    def __init__(self, postings: Postings) -> None:
        self._postings = postings
        columns: dict[str, list[int]] = defaultdict(list)
        sizes = np.zeros(len(postings.columns), dtype=np.int64)
        for term, column in postings.columns.items():
            parts = grams(term)
            sizes[column] = len(parts)
            for part in dict.fromkeys(parts):
                columns[part].append(column)
        self._columns = dict(columns)
        self._frequencies: dict[str, int] = {}
        self._norms = self._length_norms(sizes)

    def _length_norms(self, sizes: NDArray[np.int64]) -> NDArray[np.float32]:
        postings = self._postings
        grams_each = np.repeat(sizes, np.diff(postings.bounds)) * postings.counts
        lengths = np.bincount(postings.rows, weights=grams_each, minlength=len(postings.lengths))
        average = float(lengths.mean()) if lengths.any() else 1.0
        return np.asarray(K1 * (1 - B + B * lengths / average), dtype=np.float32)

    def scores(self, query_terms: Sequence[str]) -> NDArray[np.float32]:
        """Shape (chunks,): zero where no gram occurs."""
        scores = np.zeros(len(self._norms), dtype=np.float32)
        asked = Counter(part for term in query_terms for part in grams(term))
        for part, times in asked.items():
            counts = self._counts(part)
            rows = np.flatnonzero(counts)
            self._remember(part, len(rows))
            scores[rows] += times * self._weight(len(rows)) * counts[rows] / (counts[rows] + self._norms[rows])
        return scores

    def covered(self, query_terms: Sequence[str], present: Collection[str]) -> float:
        """The share of the query's weight (inverse document frequency) whose grams occur in `present` terms, 0 to 1."""
        there = {part for term in present for part in grams(term)}
        asked = dict.fromkeys(part for term in query_terms for part in grams(term))
        weights = {part: self._weight(self._frequency(part)) for part in asked}
        total = sum(weights.values())
        return sum(weight for part, weight in weights.items() if part in there) / total if total else 0.0

    def _frequency(self, part: str) -> int:
        """In how many chunks a gram occurs."""
        if part not in self._frequencies:
            self._remember(part, int(np.count_nonzero(self._counts(part))))
        return self._frequencies.get(part, 0)

    def _remember(self, part: str, frequency: int) -> None:
        """Only grams of the shelf: customers' words are without number."""
        if part in self._columns:
            self._frequencies[part] = frequency

    def _counts(self, part: str) -> NDArray[np.float32]:
        """How often a gram occurs in each chunk."""
        columns = np.array(self._columns.get(part, []), dtype=np.int64)
        bounds = self._postings.bounds
        starts, sizes = bounds[columns], np.diff(bounds)[columns] if len(columns) else np.zeros(0, dtype=np.int64)
        within = np.arange(sizes.sum()) - np.repeat(np.cumsum(sizes) - sizes, sizes)
        places = np.repeat(starts, sizes) + within
        found = np.bincount(
            self._postings.rows[places], weights=self._postings.counts[places], minlength=len(self._norms)
        )
        return np.asarray(found, dtype=np.float32)

    def _weight(self, frequency: int) -> float:
        size = len(self._norms)
        return math.log(1 + (size - frequency + 0.5) / (frequency + 0.5))
