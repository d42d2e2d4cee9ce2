"""A kind of command to a language model."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Command:
    """A pattern over plain lower-case letters, and the kinds of words (split at `|`) that all occur where it matches.

    A space in the pattern stands for any white space.
    """

    needs: str
    expression: str
    _kinds: frozenset[str] = field(init=False)
    _pattern: re.Pattern[str] = field(init=False)

    def __post_init__(self) -> None:
        spaced = self.expression.replace(" ?", r"\s{0,4}").replace(" ", r"\s{1,4}")
        object.__setattr__(self, "_kinds", frozenset(self.needs.split("|")))
        object.__setattr__(self, "_pattern", re.compile(spaced, re.MULTILINE))

    def find(self, text: str, *, kinds: frozenset[str]) -> Iterator[tuple[int, int]]:
        """Offsets of every match; `kinds` are those of the text's words."""
        if kinds >= self._kinds:
            yield from (match.span() for match in self._pattern.finditer(text))
