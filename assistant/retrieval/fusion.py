"""Joins scores from words, from parts of words and from meaning into one.

Each is counted in deviations from its mean over the whole shelf, not over a few candidates: how unusual a score is can
only be told by all of them. Weights are measured over seven help centres in four languages.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Weights:
    """Shares of 1; what is left is the share of meaning."""

    words: float
    grams: float

    @property
    def meaning(self) -> float:
        return 1 - self.words - self.grams


SHELF_OF_WEIGHTS = 1000
"""Chunks of the largest shelves on which the weights were measured."""

SAME_LANGUAGE = Weights(words=0.1, grams=0.2)
CROSS_LANGUAGE = Weights(words=0.05, grams=0.05)


def standardise(scores: Scores) -> Scores:
    """Mean 0, deviation 1; all zero when the scores do not differ.

    A word of one chunk only is the square root of the shelf's size in deviations. On larger shelves than the weights
    are made for it counts as on the largest of these, or words would end up deciding alone.
    """
    if not scores.size or float(np.ptp(scores)) == 0:
        return np.zeros_like(scores)
    growth = max(1.0, scores.size / SHELF_OF_WEIGHTS) ** 0.5
    return np.asarray((scores - scores.mean()) / (scores.std() * growth), dtype=np.float32)
