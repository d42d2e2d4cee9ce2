"""The packaged int8 encoder on onnxruntime and numpy alone: loading torch takes seconds and hundreds of megabytes."""

import os
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from assistant.knowledge.e5_build import ENCODER, PIECE_WEIGHTS, TOKENIZER

POOLING = "p1"
"""Part of the embedder's name: another one whenever prompts, pooling or cutting change what a text becomes."""
MAX_TOKENS = 512
PROMPTS = {"query": "query: ", "passage": "passage: "}
WORDS_KEPT = 200_000
QUERIES_KEPT = 8  # a reply embeds its question twice: to search, and to choose what to quote

Vectors = NDArray[np.float32]
Ids = NDArray[np.int64]


class PackagedEmbedder:
    """An Embedder: the weighted mean of the token embeddings, at unit length."""

    def __init__(self, folder: Path, *, name: str, threads: int, batch: int = 16) -> None:
        os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
        self.name = name
        self._batch = batch
        self._tokenizer = Tokenizer.from_file(str(folder / TOKENIZER))
        self._pad = int(self._tokenizer.token_to_id("<pad>") or 0)
        self._piece_weights: Vectors = np.load(folder / PIECE_WEIGHTS)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(str(folder / ENCODER), options, providers=["CPUExecutionProvider"])
        self._frame = self._pieces("")
        self._query_vector = lru_cache(QUERIES_KEPT)(self._embed_one_query)
        self._pieces_of_word = lru_cache(WORDS_KEPT)(lambda word: self._pieces(word) - self._frame)

    def embed_query(self, text: str) -> Vectors:
        """One query as a unit vector, which is not to be written to."""
        return self._query_vector(text)

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Passages as rows of unit vectors, in the given order."""
        return self._encode(texts, prompt="passage")

    def count_tokens(self, text: str) -> int:
        """Tokens the encoder sees; the tokenizer reads each word for itself, so words may be counted one by one."""
        return self._frame + sum(map(self._pieces_of_word, text.split()))

    def _embed_one_query(self, text: str) -> Vectors:
        vector: Vectors = self._encode([text], prompt="query")[0]
        vector.flags.writeable = False
        return vector

    def _pieces(self, text: str) -> int:
        return len(self._tokenizer.encode(text).ids)

    def _encode(self, texts: Sequence[str], *, prompt: str) -> Vectors:
        rows = [self._ids(PROMPTS[prompt] + " ".join(text.split())) for text in texts]
        order = np.argsort([-len(text) for text in texts])  # similar lengths share a batch
        vectors = np.empty((len(texts), self._hidden_size), dtype=np.float32)
        for start in range(0, len(texts), self._batch):
            part = order[start : start + self._batch]
            vectors[part] = self._embed([rows[row] for row in part])
        return vectors

    @property
    def _hidden_size(self) -> int:
        return int(self._session.get_outputs()[0].shape[-1])

    def _ids(self, text: str) -> list[int]:
        """At most MAX_TOKENS of them; the closing one stays."""
        ids: list[int] = self._tokenizer.encode(text).ids
        return ids if len(ids) <= MAX_TOKENS else [*ids[: MAX_TOKENS - 1], ids[-1]]

    def _embed(self, rows: Sequence[list[int]]) -> Vectors:
        """Unit vectors of texts of token ids."""
        longest = max(map(len, rows))
        mask = np.array([[1] * len(row) + [0] * (longest - len(row)) for row in rows], dtype=np.int64)
        ids = np.array([row + [self._pad] * (longest - len(row)) for row in rows], dtype=np.int64)
        (hidden,) = self._session.run(None, {"input_ids": ids, "attention_mask": mask})
        weights = self._piece_weights[ids] * mask
        sums = np.einsum("tph,tp->th", hidden, weights) / weights.sum(axis=1, keepdims=True)
        return np.asarray(sums / np.linalg.norm(sums, axis=1, keepdims=True), dtype=np.float32)
