"""BM25 over the words of one language (Lucene's variant: Kamphuis et al., 2020, "Which BM25 do you mean?")."""

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.knowledge.postings import Postings

K1 = 1.2
B = 0.75


class LexicalIndex:
    """BM25 scores of all chunks of one language for a query."""

    def __init__(self, postings: Postings) -> None:
        self.postings = postings
        self.size = len(postings.lengths)
        average = float(postings.lengths.mean()) if postings.lengths.any() else 1.0
        self._norms = (K1 * (1 - B + B * postings.lengths / average)).astype(np.float32)

    def scores(self, query_terms: Sequence[str]) -> NDArray[np.float32]:
        """Shape (size,): BM25 of every chunk, zero where no term occurs."""
        scores = np.zeros(self.size, dtype=np.float32)
        for term in query_terms:
            occurrences = self.postings.occurrences(term)
            rows = self.postings.rows[occurrences]
            counts = self.postings.counts[occurrences].astype(np.float32)
            scores[rows] += self.weight(term) * counts / (counts + self._norms[rows])
        return scores

    def weight(self, term: str) -> float:
        """Inverse document frequency; the highest there is for a term that no chunk has."""
        occurrences = self.postings.occurrences(term)
        frequency = occurrences.stop - occurrences.start
        return math.log(1 + (self.size - frequency + 0.5) / (frequency + 0.5))
