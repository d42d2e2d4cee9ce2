"""The chunks of one language in a file, one JSON object a line."""

import json
from collections.abc import Iterable, Sequence
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import overload

import numpy as np
from numpy.typing import NDArray

from assistant.domain import Chunk

BLOCK_BYTES = 1 << 20
NEWLINE = ord("\n")


class ChunkFile(Sequence[Chunk]):
    """Decodes a chunk when it is asked for: all of a large help centre would take seconds and hundreds of megabytes."""

    def __init__(self, path: Path) -> None:
        """Raises OSError, ValueError."""
        self._ends = _line_ends(path)
        with path.open("rb") as file:
            self._content = mmap(file.fileno(), 0, access=ACCESS_READ)  # stays readable when the snapshot is removed

    def __len__(self) -> int:
        return len(self._ends)

    @overload
    def __getitem__(self, row: int) -> Chunk: ...
    @overload
    def __getitem__(self, row: slice) -> Sequence[Chunk]: ...
    def __getitem__(self, row: int | slice) -> Chunk | Sequence[Chunk]:
        """Raises ValueError, TypeError, KeyError when a line is no chunk."""
        if isinstance(row, slice):
            return tuple(_decode(self.line(each)) for each in range(len(self))[row])
        return _decode(self.line(range(len(self))[row]))

    def line(self, row: int) -> bytes:
        """A chunk as it stands in the file, with the end of the line."""
        start = int(self._ends[row - 1]) if row else 0
        return self._content[start : int(self._ends[row])]


def encode(chunk: Chunk) -> bytes:
    """The line of a chunk."""
    fields = {name: getattr(chunk, name) for name in Chunk.__slots__}
    return json.dumps(fields, ensure_ascii=False).encode() + b"\n"


def write_lines(path: Path, lines: Iterable[bytes]) -> None:
    """Write a file of chunks. Raises OSError."""
    with path.open("wb") as file:
        file.writelines(lines)


def _decode(line: bytes) -> Chunk:
    row = json.loads(line)
    return Chunk(**{**row, "headings": tuple(row["headings"])})


def _line_ends(path: Path) -> NDArray[np.int64]:
    """Where each line ends, its newline included."""
    ends, offset = [np.zeros(0, dtype=np.int64)], 0
    with path.open("rb") as file:
        while block := file.read(BLOCK_BYTES):
            ends.append(np.flatnonzero(np.frombuffer(block, dtype=np.uint8) == NEWLINE) + offset + 1)
            offset += len(block)
    return np.concatenate(ends)
