"""What recognizers share: Presidio's interface, patterns that cannot hang, rules with a check digit."""

from abc import abstractmethod
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar, Final, NamedTuple

import regex  # type: ignore[import-untyped]
from presidio_analyzer import LocalRecognizer, RecognizerResult

from assistant.redaction.tagger import Word

_SEARCH_LIMIT_S: Final = 3.0

CERTAIN = 1.0  # a check digit is right
ANNOUNCED = 0.85  # a word says what follows
TYPICAL = 0.6  # the form says it
WEAK = 0.3  # below the default threshold: only for those who lower it


class Found(NamedTuple):
    """Offsets and certainty of one finding."""

    start: int
    end: int
    score: float


class Pattern:
    """A regular expression that raises TimeoutError instead of hanging; the part named `value` is what it finds.

    Presidio's PatternRecognizer skips a pattern that timed out, which would let personal data through.
    """

    def __init__(self, expression: str) -> None:
        self._compiled = regex.compile(expression)

    def matches(self, text: str) -> list[Any]:
        """All matches, left to right. Not lazily: the clock would run while the caller works."""
        return list(self._compiled.finditer(text, timeout=_SEARCH_LIMIT_S))

    def is_in(self, text: str) -> bool:
        """Tell whether there is any match."""
        return self._compiled.search(text, timeout=_SEARCH_LIMIT_S) is not None

    def is_all(self, text: str) -> bool:
        """Tell whether the whole text matches."""
        return self._compiled.fullmatch(text, timeout=_SEARCH_LIMIT_S) is not None

    def values(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield the offsets of the part named `value`, or of the whole match."""
        has_value = "value" in self._compiled.groupindex
        for match in self.matches(text):
            yield match.span("value") if has_value and match["value"] is not None else match.span()


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern with its certainty: `score` when `check` agrees (or there is none), else `score_unchecked`."""

    expression: str
    score: float
    check: Callable[[str], bool] | None = None
    score_unchecked: float = 0.0
    unless: Callable[[str, int], bool] | None = None  # (text, start): something else is announced there
    only_with: Pattern | None = None  # what every text with a finding contains; quicker to look for than the rest
    pattern: Pattern = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "pattern", Pattern(self.expression))

    def find(self, text: str) -> Iterator[Found]:
        """Apply the rule to a text."""
        if self.only_with and not self.only_with.is_in(text):
            return
        for start, end in self.pattern.values(text):
            checked = self.check is None or self.check(text[start:end])
            score = self.score if checked else self.score_unchecked
            if score and not (self.unless and self.unless(text, start)):
                yield Found(start, end, score)


class BaseRecognizer(LocalRecognizer):  # type: ignore[misc]  # Presidio's classes are untyped here
    """One kind of personal data. A subclass names it."""

    ENTITY: ClassVar[str]

    def __init__(self, language: str) -> None:
        super().__init__(supported_entities=[self.ENTITY], supported_language=language)

    def load(self) -> None:
        """Presidio asks for it; nothing to load."""

    def _results(self, found: Iterable[Found]) -> list[Any]:
        return [RecognizerResult(self.ENTITY, one.start, one.end, one.score) for one in found]


class Recognizer(BaseRecognizer):
    """Reads the text alone. A subclass implements `find`."""

    @abstractmethod
    def find(self, text: str) -> Iterable[Found]:
        """Find this kind of personal data in the view of a text."""

    def analyze(self, text: str, entities: list[str], nlp_artifacts: object = None) -> list[Any]:
        """Presidio's interface."""
        del entities, nlp_artifacts
        return self._results(self.find(text))


class TaggedRecognizer(BaseRecognizer):
    """Reads what the trained model says of each word too. A subclass implements `find`."""

    @abstractmethod
    def find(self, text: str, words: Sequence[Word], *, is_own: Callable[[str], bool]) -> Iterable[Found]:
        """Find this kind of personal data in the view of a text and its words, left to right.

        `is_own` tells whether the company's own articles use an expression.
        """

    def analyze(self, text: str, entities: list[str], nlp_artifacts: Any = None) -> list[Any]:  # noqa: ANN401
        """Presidio's interface. The artifacts are those of our NLP engine."""
        del entities
        return self._results(self.find(text, nlp_artifacts.words, is_own=nlp_artifacts.is_own))


class RuleRecognizer(Recognizer):
    """A recognizer that consists of rules only."""

    RULES: ClassVar[tuple[Rule, ...]]

    def find(self, text: str) -> Iterator[Found]:
        """Apply all rules."""
        for rule in self.RULES:
            yield from rule.find(text)


def announced(words: str, value: str, *, gap: int = 25, between: str = r"[^\p{N}\n]") -> str:
    """Build an expression: one of the whole words, at most `gap` other characters on the same line, then the value."""
    return (
        rf"(?i:(?<![\p{{L}}\p{{N}}])(?:{words})(?![\p{{L}}])){between}{{0,{gap}}}?"
        rf"(?<![\p{{L}}\p{{N}}])(?P<value>{value})"
    )
