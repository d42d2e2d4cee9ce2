"""Sentence vectors: by the packaged int8 encoder, or by any sentence-transformers model named in the settings."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from assistant.exceptions import ModelFilesError
from assistant.knowledge.e5_build import ensure_model, fingerprint
from assistant.knowledge.packaged_embedder import POOLING, PackagedEmbedder

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

PACKAGED = "multilingual-e5-small"
Vectors = NDArray[np.float32]


class Embedder(Protocol):
    """Promises unit-length float32 vectors: a cosine is a dot product."""

    name: str

    def embed_query(self, text: str) -> Vectors:
        """Shape (dimensions,)."""

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Shape (len(texts), dimensions)."""

    def count_tokens(self, text: str) -> int:
        """Tokens the encoder sees, special ones included."""


class SentenceEmbedder:
    """An Embedder over a sentence-transformers pipeline with query and passage prompts."""

    def __init__(self, model: "SentenceTransformer", *, name: str, batch: int = 16) -> None:
        self.name = name
        self._model = model
        self._batch = batch

    def embed_query(self, text: str) -> Vectors:
        """One query as a unit vector."""
        vector: Vectors = self._encode([text], prompt="query")[0]
        return vector

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Passages as rows of unit vectors, in the given order."""
        return self._encode(list(texts), prompt="passage")

    def count_tokens(self, text: str) -> int:
        """Length of the text in tokens."""
        return len(self._model.tokenizer(text, add_special_tokens=True)["input_ids"])

    def _encode(self, texts: list[str], *, prompt: str) -> Vectors:
        vectors = self._model.encode(
            texts,
            prompt_name=prompt,
            batch_size=self._batch,
            show_progress_bar=False,
            convert_to_numpy=True,
            normalize_embeddings=True,
        )
        return np.asarray(vectors, dtype=np.float32)


def embedder_name(model: str, *, models_dir: Path) -> str | None:
    """The name that `load_embedder` would give, without loading anything; None while the model is not built."""
    if model != PACKAGED:
        return model
    build = fingerprint(models_dir)
    return f"{PACKAGED}-int8-{build}-{POOLING}" if build else None


def load_embedder(name: str, *, models_dir: Path, threads: int) -> Embedder:
    """Load the embedder. Raises ModelFilesError; never touches the network for the packaged model."""
    if name == PACKAGED:
        os.environ["HF_HUB_OFFLINE"] = os.environ["TRANSFORMERS_OFFLINE"] = "1"
        folder = ensure_model(models_dir)
        full_name = embedder_name(name, models_dir=models_dir) or name
        return PackagedEmbedder(folder, name=full_name, threads=threads)
    from sentence_transformers import SentenceTransformer

    try:
        model = SentenceTransformer(name, device="cpu")
    except (OSError, ValueError) as error:
        raise ModelFilesError(f"The embedding model {name!r} cannot be loaded: {error}") from error
    model.prompts = {"query": "", "passage": "", **model.prompts}
    return SentenceEmbedder(model, name=name)
