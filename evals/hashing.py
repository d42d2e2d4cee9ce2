"""An embedder that costs next to nothing: for measuring all of an ingest run but the embedding."""

from collections.abc import Sequence
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

DIMENSIONS = 384  # as many as the packaged embedder has
DIRECTIONS = 5000
CHARS_PER_TOKEN = 4


class HashingEmbedder:
    """Texts that share words are close; each word has one of 5,000 fixed directions."""

    name = "hashing-384"

    def __init__(self) -> None:
        self._directions = np.random.default_rng(1).normal(size=(DIRECTIONS, DIMENSIONS)).astype(np.float32)

    def embed_query(self, text: str) -> NDArray[np.float32]:
        """One query as a unit vector."""
        return np.asarray(self.embed_passages([text])[0])

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Passages as rows of unit vectors."""
        sums = np.stack([self._directions[_numbers(text)].sum(axis=0) for text in texts])
        return np.asarray(sums / np.linalg.norm(sums, axis=1, keepdims=True), dtype=np.float32)

    def count_tokens(self, text: str) -> int:
        """About as many as a tokenizer for German finds."""
        return len(text) // CHARS_PER_TOKEN + 2


def _numbers(text: str) -> list[int]:
    return [crc32(word.encode()) % DIRECTIONS for word in text.split() or ["∅"]]
