"""How much of a question's words a piece of text has, rare words counting more.

Within a passage this finds the sentence that answers more often than the embedder's vectors of sentences do.
"""

import math
from collections.abc import Iterable

from assistant.answering.asked import Asked
from assistant.knowledge.countries import countries_in
from assistant.knowledge.lexical import terms

VALUE_BONUS = 0.3
"""What a value of the kind that was asked for adds to the share of the words."""
COUNTRY_BONUS = 0.4
OTHERS_MALUS = 0.25
_PART_CHARS = 5
_PART_SHARE = 0.7


class Relevance:
    """Scores pieces of one article for one question; `texts` tell how rare a word is there."""

    def __init__(self, asked: Asked, texts: Iterable[str], *, language: str) -> None:
        self._asked = asked
        self._language = language
        told = [self._terms(text) for text in texts]
        counts = {word: sum(_has(word, words) > 0 for words in told) for word in asked.words}
        self._weights = {word: math.log(1 + len(told) / count) for word, count in counts.items() if count}

    def share(self, text: str) -> float:
        """The share of the question's words, of those that any of the texts has; 0 where none has one."""
        words = self._terms(text)
        total = sum(self._weights.values())
        return sum(weight * _has(word, words) for word, weight in self._weights.items()) / total if total else 0.0

    def score(self, text: str) -> float:
        """The share, more for a value of the kind and for the country asked for, less for other countries."""
        bonus = VALUE_BONUS if self._asked.is_met_by(text) else 0.0
        return self.share(text) + bonus + self._of_country(text)

    def _of_country(self, text: str) -> float:
        meant = self._asked.countries
        named = countries_in(text, self._language).keys() if meant else frozenset()
        if not named:
            return 0.0
        return COUNTRY_BONUS if named <= meant else -OTHERS_MALUS

    def _terms(self, text: str) -> frozenset[str]:
        return frozenset(terms(text, self._language)) if text.strip() else frozenset()


def _has(word: str, words: frozenset[str]) -> float:
    """1 for the word itself, less for a compound with it or a part of it."""
    if word in words:
        return 1.0
    return _PART_SHARE if any(_is_part(*sorted((word, other), key=len)) for other in words) else 0.0


def _is_part(shorter: str, longer: str) -> bool:
    return len(shorter) >= _PART_CHARS and (longer.startswith(shorter) or longer.endswith(shorter))
