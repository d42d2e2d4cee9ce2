"""Exact answers: what editors have written for certain questions, with the vectors of those questions."""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray
from pydantic import TypeAdapter

from assistant.domain import Language

FOLDER: Final = "exact"
_ANSWERS: Final = "answers.json"
_VECTORS: Final = "questions.npy"


@dataclass(frozen=True, slots=True)
class ExactAnswer:
    """An answer that is given word for word to any of its questions, up to and including `valid_until`.

    `article_id`, `title` and `url` name its source where there is one. With a `country` (ISO 3166, two letters) the
    question has to name it, by one of the `country_words`.
    """

    exact_id: str
    language: Language
    questions: tuple[str, ...]
    text: str
    article_id: str | None = None
    title: str | None = None
    url: str | None = None
    valid_until: date | None = None
    country: str | None = None
    country_words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ExactShelf:
    """The exact answers of a snapshot; the rows of `vectors` are their questions, one after another."""

    answers: tuple[ExactAnswer, ...] = ()
    vectors: NDArray[np.float32] = field(default_factory=lambda: np.zeros((0, 0), dtype=np.float32))

    def vectors_of(self, answer: ExactAnswer) -> NDArray[np.float32]:
        """One row for each question of the answer."""
        before = sum(len(each.questions) for each in self.answers[: self.answers.index(answer)])
        return self.vectors[before : before + len(answer.questions)]

    def by_question(self) -> dict[str, NDArray[np.float32]]:
        """The vector of each question."""
        questions = [question for answer in self.answers for question in answer.questions]
        return dict(zip(questions, self.vectors, strict=True))


NO_ANSWERS: Final = ExactShelf()

_list = TypeAdapter(list[ExactAnswer])


def write_exact(folder: Path, shelf: ExactShelf) -> None:
    """Write the exact answers of a snapshot. Raises OSError."""
    own = folder / FOLDER
    own.mkdir()
    (own / _ANSWERS).write_bytes(_list.dump_json(list(shelf.answers), indent=1))
    np.save(own / _VECTORS, shelf.vectors)


def read_exact(folder: Path) -> ExactShelf:
    """The exact answers of a snapshot; none where it was made without. Raises OSError, ValueError."""
    own = folder / FOLDER
    if not own.exists():
        return NO_ANSWERS
    shelf = ExactShelf(tuple(_list.validate_json((own / _ANSWERS).read_bytes())), np.load(own / _VECTORS))
    if len(shelf.vectors) != sum(len(answer.questions) for answer in shelf.answers):
        raise ValueError("exact answers and their vectors are of different lengths")
    return shelf
