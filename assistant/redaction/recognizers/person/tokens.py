"""The words of a text with what the name lists know about them."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from runpy import run_path
from typing import Final

import spacy

from assistant.domain import LANGUAGES, Language
from assistant.redaction.recognizers.base import Pattern
from assistant.redaction.recognizers.person.names import Names, fold
from assistant.redaction.recognizers.person.words import LEADING_PARTICLES, NEVER_NAMES, NOUN_ENDINGS, PARTICLES

_WORD: Final = Pattern(
    r"(?<![\p{L}\p{N}_@])(?:\p{Lu}\.(?:[ -]?\p{Lu}\.){0,3}|\p{L}[\p{L}\p{M}]*(?:['-]\p{L}[\p{L}\p{M}]*){0,4})"
)
_KEPT_STOP_WORDS: Final = frozenset({"ernst", "otto", "mine", "sara", "mila", "mia", "ella", "else", "li"})
_MIN_HOMONYM: Final = 4
_GENITIVE_MIN: Final = 5  # letters of a first name that may carry an s


@dataclass(frozen=True, slots=True)
class Token:
    """One word or initial. `ordinary`: the word is a name and something else."""

    text: str
    start: int
    end: int
    capital: bool
    initial: bool
    first: bool
    last: bool
    ordinary: bool
    never: bool
    particle: bool
    leading_particle: bool
    noun: bool

    @property
    def homonym(self) -> bool:
        """True for a capitalised surname or first name that is a word of service or grammar too."""
        return self.never and self.capital and self.listed and len(self.text) >= _MIN_HOMONYM

    @property
    def listed(self) -> bool:
        """True for a name in any list."""
        return self.first or self.last


def tokenise(text: str, names: Names) -> list[Token]:
    """Split a text into words."""
    return [_token(text[start:end], start, names) for start, end in _WORD.values(text)]


def token_at(tokens: Sequence[Token], offset: int) -> int:
    """Index of the first token that starts at or after an offset."""
    return bisect_left(tokens, offset, key=lambda token: token.start)


def are_neighbours(text: str, left: Token, right: Token) -> bool:
    """Tell whether only one or two spaces stand between two tokens (or nothing, after an initial)."""
    between = text[left.end : right.start]
    return between in (" ", "  ") or (not between and left.initial)


def _token(word: str, start: int, names: Names) -> Token:
    folded = fold(word)
    parts = folded.replace("'", "-").split("-")
    initial = word.endswith(".")
    genitive = folded[:-1] if folded.endswith("s") and len(folded) > _GENITIVE_MIN else folded
    first = all(part in names.first for part in parts) or genitive in names.first
    last = all(part in names.last for part in parts) or (
        len(parts) > 1 and parts[-1] in names.last and word[0].isupper()
    )
    return Token(
        text=word,
        start=start,
        end=start + len(word),
        capital=word[0].isupper(),
        initial=initial,
        first=first and not initial,
        last=last and not initial,
        ordinary=genitive in names.ordinary or (parts[-1] in names.ordinary and not first),
        never=folded in _never(),
        particle=folded in PARTICLES,
        leading_particle=folded in LEADING_PARTICLES,
        noun=folded.endswith(NOUN_ENDINGS),
    )


@cache
def _never() -> frozenset[str]:
    """Collect function words of four languages and the nouns of customer service."""
    stop_words = {fold(word) for language in LANGUAGES for word in _stop_words(language)}
    return frozenset((stop_words - _KEPT_STOP_WORDS) | set(NEVER_NAMES))


def _stop_words(language: Language) -> set[str]:
    """Read spaCy's list alone: importing `spacy.lang.fr` compiles a tokenizer for seconds."""
    words: set[str] = run_path(str(Path(spacy.__file__).parent / "lang" / language / "stop_words.py"))["STOP_WORDS"]
    return words
