"""An embedder that computes nothing twice: each question is asked of two snapshots."""

from collections.abc import Sequence
from functools import lru_cache

from assistant.knowledge.embedder import Embedder, Vectors


class Remembering:
    """An Embedder in front of another one."""

    def __init__(self, embedder: Embedder) -> None:
        self.name = embedder.name
        self.embed_query = lru_cache(maxsize=4096)(embedder.embed_query)
        self.count_tokens = lru_cache(maxsize=65536)(embedder.count_tokens)
        self._embedder = embedder

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Shape (len(texts), dimensions)."""
        return self._embedder.embed_passages(texts)
