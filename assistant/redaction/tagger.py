"""The trained model: how likely each word of a text belongs to a name, an address, a place or an organisation."""

import hashlib
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np
import onnxruntime
import regex  # type: ignore[import-untyped]
from numpy.typing import NDArray
from tokenizers import Tokenizer

from assistant.exceptions import RedactionUnavailableError

LABELS: Final = ("PERSON", "ADDRESS", "LOCATION", "ORGANISATION")
CLASSES: Final = 1 + 2 * len(LABELS)
"""Class 0 is outside; 1 + 2k begins label k, 2 + 2k goes on."""
FOLDER: Final = Path(__file__).parent / "model"
NETWORK: Final = "tagger.onnx"
TOKENIZER: Final = "tokenizer.json"
SUMS: Final = "SHA256SUMS"
WINDOW: Final = 126  # pieces that the network reads at once; it was trained with so many
MARGIN: Final = 24  # pieces at a window's inner edges that its neighbour tells better
_WORD: Final = regex.compile(r"[\p{L}\p{M}\p{N}]+(?:['\u2019-][\p{L}\p{M}\p{N}]+)*")
_CAPITALS: Final = regex.compile(r"(?<![\p{L}\p{N}])\p{Lu}{2,}(?![\p{L}\p{N}])")
_SENTENCE: Final = 3  # words; fewer may be abbreviations

Probabilities = NDArray[np.float32]


class Word(NamedTuple):
    """Characters `[start, end)` of a text and the probabilities, 0 to 1, that they belong to each label."""

    start: int
    end: int
    person: float
    address: float
    location: float
    organisation: float


@dataclass(frozen=True, slots=True)
class _Window:
    """Pieces `[start, end)` that are read together; `[kept_from, kept_to)` of them are believed."""

    start: int
    end: int
    kept_from: int
    kept_to: int


class Tagger:
    """Reads texts of any length with one thread."""

    def __init__(self, folder: Path = FOLDER) -> None:
        """Load the model. Raises RedactionUnavailableError when a file is missing or changed."""
        _check_files(folder)
        os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        try:
            self._tokenizer = Tokenizer.from_file(str(folder / TOKENIZER))
            self._session = onnxruntime.InferenceSession(
                str(folder / NETWORK), options, providers=["CPUExecutionProvider"]
            )
        except Exception as error:  # noqa: BLE001  neither library has a family of errors
            raise RedactionUnavailableError(f"The model of names cannot be loaded ({type(error).__name__}).") from None
        self._begin, self._end = (self._number(piece) for piece in ("<s>", "</s>"))

    def words(self, text: str) -> tuple[Word, ...]:
        """Every word of the text, left to right. A word is as likely as its likeliest piece."""
        places = word_places(text)
        if not places:
            return ()
        encoding = self._tokenizer.encode(_as_read(text), add_special_tokens=False)
        probabilities = self._probabilities(encoding.ids)
        return tuple(_words(places, encoding.offsets, probabilities))

    def _number(self, piece: str) -> int:
        number = self._tokenizer.token_to_id(piece)
        if number is None:
            raise RedactionUnavailableError(f"The model of names is damaged: its tokenizer does not know {piece}.")
        return int(number)

    def _probabilities(self, ids: Sequence[int]) -> Probabilities:
        """Shape (pieces, labels)."""
        return np.concatenate([self._of_window(ids, window) for window in _windows(len(ids))])

    def _of_window(self, ids: Sequence[int], window: _Window) -> Probabilities:
        """Shape (pieces that are believed, labels). Windows are read one by one, so that long texts need no memory."""
        row = np.array([[self._begin, *ids[window.start : window.end], self._end]], dtype=np.int64)
        (logits,) = self._session.run(None, {"input_ids": row, "attention_mask": np.ones_like(row)})
        classes = _softmax(logits[0, 1:-1])
        labels: Probabilities = classes[:, 1::2] + classes[:, 2::2]
        return labels[window.kept_from - window.start : window.kept_to - window.start]


def _as_read(text: str) -> str:
    """In small letters where whole sentences are in capitals: it has learnt far more of those. Offsets stay."""
    if any(map(str.islower, text)) or len(_CAPITALS.findall(text)) < _SENTENCE:
        return text
    return "".join(small if len(small := letter.lower()) == 1 else letter for letter in text)


def word_places(text: str) -> list[tuple[int, int]]:
    """Where the words of a text stand."""
    return [match.span() for match in _WORD.finditer(text)]


def _check_files(folder: Path) -> None:
    """A changed network may miss names without any error, so the files are checked first."""
    try:
        lines = (folder / SUMS).read_text(encoding="ascii").splitlines()
        expected = {name: sum_ for sum_, name in (line.split() for line in lines)}
        found = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in (NETWORK, TOKENIZER)}
    except (OSError, ValueError) as error:
        raise RedactionUnavailableError(f"The model of names cannot be read ({type(error).__name__}).") from None
    for name, sum_ in found.items():
        if expected.get(name) != sum_:
            raise RedactionUnavailableError(f"The model of names is damaged: {name} has changed.")


def _windows(size: int) -> Iterator[_Window]:
    """Overlapping windows; each piece is believed in one of them only, away from the inner edges."""
    start = 0
    while True:
        end = min(start + WINDOW, size)
        kept_from = start + MARGIN if start else 0
        yield _Window(start, end, kept_from, end if end == size else end - MARGIN)
        if end == size:
            return
        start = end - 2 * MARGIN


def _words(
    places: Sequence[tuple[int, int]], offsets: Sequence[tuple[int, int]], probabilities: Probabilities
) -> Iterator[Word]:
    first = 0
    for start, end in places:
        while first < len(offsets) and offsets[first][1] <= start:
            first += 1
        last = first
        while last < len(offsets) and offsets[last][0] < end:
            last += 1
        inside = probabilities[first:last]
        person, address, location, organisation = inside.max(axis=0).tolist() if len(inside) else (0.0,) * len(LABELS)
        yield Word(start, end, person, address, location, organisation)


def _softmax(logits: Probabilities) -> Probabilities:
    shifted = np.exp(logits - logits.max(axis=-1, keepdims=True))
    result: Probabilities = shifted / shifted.sum(axis=-1, keepdims=True)
    return result
