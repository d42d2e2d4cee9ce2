"""Finds what a sentence says in a passage of another language, by the cosine of their vectors."""

import logging
import time
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from threading import Lock
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from assistant.verification.evidence import Unit
from assistant.verification.sentence import Sentence

log = logging.getLogger(__name__)
Vectors = NDArray[np.float32]

MOST_NEW = 64
"""Sentences of one draft that are embedded anew."""

DEADLINE_S = 1.5
"""After this time no further sentences of a draft are embedded."""

BATCH = 8
DIMENSIONS = 2
KEPT = 8192
"""Vectors kept for later replies: 13 MB."""

CLOSE = 0.03
"""A part of the passage that is so much farther than the closest one may be meant as well."""


class EmbedsSentences(Protocol):
    """The port: unit-length rows, in the order of the texts; may raise anything."""

    def embed_passages(self, texts: Sequence[str]) -> Vectors: ...


@dataclass(frozen=True, slots=True)
class Part:
    """One unit of a passage or two neighbouring ones, and how close a sentence is to it."""

    units: tuple[Unit, ...]
    cosine: float


@dataclass(frozen=True, slots=True)
class Alignment:
    """The parts of a passage, closest first, and the mean cosine of all its units."""

    parts: tuple[Part, ...]
    mean: float

    @property
    def close(self) -> tuple[Part, ...]:
        """The parts that may be meant."""
        return tuple(part for part in self.parts if part.cosine >= self.parts[0].cosine - CLOSE)


class Budget:
    """What one draft may still embed. A reply verifies up to three: the model's, its rest, a quotation."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._ends = clock() + DEADLINE_S
        self._left = MOST_NEW

    def grants(self, texts: int) -> bool:
        """Take so many from what is left; refuse when it is not enough or time is up."""
        if texts > self._left or self._clock() > self._ends:
            return False
        self._left -= texts
        return True


class Meanings:
    """Vectors of sentences, kept for later replies. Thread-safe."""

    def __init__(self, embedder: EmbedsSentences | None, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._embedder = embedder
        self._clock = clock
        self._kept: OrderedDict[str, Vectors] = OrderedDict()
        self._lock = Lock()

    def budget(self) -> Budget:
        """What a new draft may embed."""
        return Budget(self._clock)

    def align(self, sentence: Sentence, units: Sequence[Unit], *, budget: Budget) -> Alignment | None:
        """Nothing where anything goes wrong: then nothing is known about the sentence."""
        try:
            return self._aligned(sentence, units, budget)
        except Exception:  # whatever the library raises or returns, the sentence is not supported
            log.exception("sentences could not be embedded for verification")
            return None

    def _aligned(self, sentence: Sentence, units: Sequence[Unit], budget: Budget) -> Alignment | None:
        texts = [sentence.text, *(unit.said.text for unit in units)]
        vectors = self._vectors(texts, budget) if units else None
        if vectors is None:
            return None
        said, there = vectors[0], vectors[1:]
        single = [(at,) for at in range(len(units))]
        windows = [*single, *pairwise(range(len(units)))]
        cosines = [_cosine(said, there[list(window)]) for window in windows]
        order = np.argsort(-np.array(cosines), kind="stable")
        parts = tuple(Part(tuple(units[at] for at in windows[n]), cosines[n]) for n in order)
        return Alignment(parts, float(np.mean(cosines[: len(units)])))

    def _vectors(self, texts: Sequence[str], budget: Budget) -> Vectors | None:
        with self._lock:
            known = {text: self._kept[text] for text in texts if text in self._kept}
        new = [text for text in dict.fromkeys(texts) if text not in known]
        for start in range(0, len(new), BATCH):
            batch = new[start : start + BATCH]
            found = self._embed(batch) if budget.grants(len(batch)) else None
            if found is None:
                return None
            vectors = dict(zip(batch, found, strict=True))
            self._keep(vectors)
            known |= vectors
        self._keep({text: known[text] for text in texts})
        return np.stack([known[text] for text in texts])

    def _embed(self, texts: list[str]) -> Vectors | None:
        return None if self._embedder is None else _checked(self._embedder.embed_passages(texts), len(texts))

    def _keep(self, vectors: dict[str, Vectors]) -> None:
        with self._lock:
            for text, vector in vectors.items():
                self._kept[text] = vector
                self._kept.move_to_end(text)
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)


def _checked(vectors: Vectors, rows: int) -> Vectors:
    """One row of numbers for each text; raises ValueError."""
    if vectors.ndim != DIMENSIONS or len(vectors) != rows:
        message = f"{rows} texts gave vectors of the shape {vectors.shape}"
        raise ValueError(message)
    if not (np.isfinite(vectors).all() and vectors.any(axis=1).all()):
        message = "vectors are not finite, or zero"
        raise ValueError(message)
    return vectors


def _cosine(said: Vectors, rows: Vectors) -> float:
    whole = rows.sum(axis=0)
    return float(said @ whole / np.linalg.norm(whole))
