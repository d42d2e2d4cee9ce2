"""The words in which a question differs from others: without courtesies, "du" and "Sie", and empty words."""

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml
from pydantic import BaseModel, ConfigDict

from assistant.decision.normalise import normalise
from assistant.decision.rules.phrases import HELLO
from assistant.domain import Language
from assistant.knowledge.lexical import terms

NEGATIONS = frozenset({"nicht", "kein", "ohne", "not", "no", "without", "pas", "sans", "ne", "n", "non", "senza"})

BEFORE_PLACES = frozenset({"in", "nach", "aus", "von", "bei", "to", "from", "at", "a", "en", "chez", "vers", "da"})


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it was normalised, its stem, and the prepositions or negations that stand before it."""

    text: str
    stem: str
    before: tuple[str, ...] = ()

    @property
    def is_number(self) -> bool:
        """Whether a digit stands in it: a slip in it makes another thing of it."""
        return any(character.isdigit() for character in self.text)

    @property
    def is_place(self) -> bool:
        """Whether it follows a preposition that stands before places."""
        return not BEFORE_PLACES.isdisjoint(self.before)

    @property
    def is_negated(self) -> bool:
        """Whether a negation belongs to it."""
        return not NEGATIONS.isdisjoint((*self.before, self.text))


class _Table(BaseModel):
    """One language of `question_words.yaml`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    courtesies: tuple[str, ...]
    dropped: str
    asking: str
    bound: str
    same: dict[str, str]


@dataclass(frozen=True, slots=True)
class _Words:
    courtesies: re.Pattern[str]
    dropped: frozenset[str]
    asking: frozenset[str]
    bound: frozenset[str]
    same: dict[str, str]


def question_words(text: str, language: Language) -> tuple[Word, ...]:
    """The words that carry the question's meaning, in reading order."""
    table = _table(language)
    found: list[Word] = []
    before: list[str] = []
    for word in table.courtesies.sub(" ", normalise(text)).split():
        if word in table.bound or table.same.get(word) in table.bound:
            before.append(table.same.get(word, word))
        elif word not in table.dropped:
            found.append(Word(word, terms(word, language)[0], tuple(before)))
            before = []
    return (*found, *(Word(word, word) for word in before))


def asking_words(language: Language) -> frozenset[str]:
    """Words that ask for something: when, where."""
    return _table(language).asking


def is_dropped(word: str, language: Language) -> bool:
    """Whether a normalised word carries no meaning of its own."""
    return word in _table(language).dropped


@cache
def _table(language: Language) -> _Words:
    read = yaml.safe_load(files("assistant.decision").joinpath("question_words.yaml").read_text(encoding="utf-8"))
    table = _Table.model_validate(read[language])
    courtesies = re.compile(rf"^{HELLO}(?= |$)|(?<!\w)(?:{'|'.join(table.courtesies)})(?!\w)")
    return _Words(
        courtesies,
        frozenset(table.dropped.split()),
        frozenset(table.asking.split()),
        frozenset(table.bound.split()),
        table.same,
    )
