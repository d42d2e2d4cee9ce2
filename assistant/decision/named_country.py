"""The country for which an exact answer holds, as questions name it."""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Final

from assistant.decision.question_words import Word, question_words
from assistant.domain import Language
from assistant.knowledge.exact import ExactAnswer

MERELY_ADDS: Final = frozenset({"in", "nach", "fuer", "to", "for", "en", "a", "pour", "vers", "dans", "per"})
"""Before a country of which the editor's question does not speak; all else ("from", "without") asks another thing."""


def with_code(said: Sequence[Word], answer: ExactAnswer) -> tuple[Word, ...]:
    """The words with the country's code for each of its names; what stands before the name stays."""
    names, code = _names(answer.country_words, answer.language), answer.country or ""
    found: list[Word] = []
    rest = tuple(said)
    while rest:
        texts = tuple(word.text for word in rest)
        size = next((len(name) for name in names if texts[: len(name)] == name), 0)
        found.append(replace(rest[0], text=code, stem=code) if size else rest[0])
        rest = rest[size or 1 :]
    return tuple(found)


def without_country(said: Sequence[Word], code: str) -> tuple[Word, ...]:
    """The words around the country; none where it is not named, or otherwise than as an addition."""
    named = [word for word in said if word.stem == code]
    if not named or not all(MERELY_ADDS.issuperset(word.before) for word in named):
        return ()
    return tuple(word for word in said if word.stem != code)


@lru_cache(maxsize=1_000)
def _names(country_words: tuple[str, ...], language: Language) -> tuple[tuple[str, ...], ...]:
    """The words of each name, the longest name first."""
    names = {tuple(word.text for word in question_words(name, language)) for name in country_words}
    return tuple(sorted(filter(None, names), key=lambda name: (-len(name), name)))
