"""Words that decide alone and are nobody's name: redaction leaves them readable.

A model that finds names by their surroundings takes a rare word in a short message for one: "Voglio uccidermi". Which
words these are stands in `plain_words.yaml`; they are few, for each of them could hide a person of that name.
"""

import re
from collections.abc import Mapping
from importlib.resources import files
from typing import Final

import yaml
from pydantic import BaseModel

from assistant.decision.normalise import normalise
from assistant.decision.rules.nonsense import ONE_LETTER_REPEATED, is_typed_at_random
from assistant.domain import Language

MIN_RANDOM_LETTERS: Final = 6
"""Shorter rows of keys and shorter words without vowels are surnames: Ertz, Strnd."""
HOME_ROW: Final = ("asdf", "sdfg", "dfgh", "fghj", "ghjk", "hjkl", "jkloe")
"""Nobody is called these, short as they are."""

_DIGIT_OR_INITIAL: Final = re.compile(r"\d|(?<!['’‘`´])\b[^\W\d_](?!\w|['’‘`´])")
_CAPITALISED: Final = re.compile(r"(?=\w*[a-zäöüß])[^\W\d_a-zäöüß]")


class _Table(BaseModel, extra="forbid"):
    words: Mapping[Language, Mapping[str, str]]
    expressions: list[str]


def _plain() -> frozenset[str]:
    content = files("assistant.decision").joinpath("plain_words.yaml").read_text(encoding="utf-8")
    table = _Table.model_validate(yaml.safe_load(content))
    words = (word for topics in table.words.values() for line in topics.values() for word in line.split())
    return frozenset(map(normalise, (*words, *table.expressions)))


PLAIN: Final = _plain()


def is_plain(expression: str) -> bool:
    """Tell whether each word decides alone, or is a hand on the keyboard. With a digit or an initial none does."""
    if _DIGIT_OR_INITIAL.search(expression):
        return False
    normal = normalise(expression)
    words = [word for word in normal.split() if len(word) > 1]  # the d of d'annuler
    return normal in PLAIN or (bool(words) and all(word in PLAIN or _is_random(word, expression) for word in words))


def _is_random(word: str, expression: str) -> bool:
    if word in HOME_ROW or ONE_LETTER_REPEATED.fullmatch(word):
        return True
    return len(word) >= MIN_RANDOM_LETTERS and not _CAPITALISED.match(expression) and is_typed_at_random(word)
