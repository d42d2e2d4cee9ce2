"""How well personal data was covered: recall, precision and needless redactions, in letters and digits."""

import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from pydantic import JsonValue

from assistant.domain import Entity
from evals.cases import RedactionCase
from evals.metrics import p50_p95, share
from evals.words import letters_and_digits

US_PER_MS = 1000
LENGTHS: Mapping[str, range] = {
    "<100": range(100),
    "100-300": range(100, 300),
    "300-1000": range(300, 1000),
    ">1000": range(1000, sys.maxsize),
}
"""Names in the report and the lengths in characters that they stand for."""

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Covered:
    """A case, what was found in it, and the offsets of letters and digits in its spans (`gold`) and redactions."""

    case: RedactionCase
    entities: tuple[Entity, ...]
    gold: frozenset[int]
    redacted: frozenset[int]

    @classmethod
    def by(cls, entities: Iterable[Entity], case: RedactionCase) -> Self:
        """Compare what was found in a case with its spans."""
        found = tuple(entities)
        spans = ((span.start, span.end) for span in case.spans)
        return cls(
            case,
            found,
            gold=_offsets(case.text, spans),
            redacted=_offsets(case.text, ((e.start, e.end) for e in found)),
        )

    @property
    def needless(self) -> frozenset[int]:
        """Letters and digits that were redacted outside all spans."""
        return self.redacted - self.gold

    def leaked(self, start: int, end: int) -> int:
        """How many letters and digits of `[start, end)` can still be read."""
        return len(letters_and_digits(self.case.text, start=start, end=end) - self.redacted)


def coverage(covered: Sequence[Covered]) -> dict[str, JsonValue]:
    """Every figure but times, over all cases."""
    return {
        "n": len(covered),
        "labels": by_label(covered),
        "types": by_type(covered),
        "by_language": {
            language: {
                "n": len(group),
                "labels": by_label(group),
                "precision": precision(group),
                "over_redacted": over_redacted(group),
                "over_redacted_words": over_redacted_words(group),
            }
            for language, group in _by_language(covered).items()
        },
        "precision": precision(covered),
        "leaked_characters": sum(len(one.gold - one.redacted) for one in covered),
        "over_redacted": over_redacted(covered),
        "over_redacted_words": over_redacted_words(covered),
        "must_keep_damaged": sum(damaged(one, kept) for one in covered for kept in one.case.must_keep),
    }


def by_label(covered: Sequence[Covered]) -> dict[str, JsonValue]:
    """Per label of the cases: spans, the share of them wholly redacted, and characters of them left readable."""
    leaks: dict[str, list[int]] = {}
    for one in covered:
        for span in one.case.spans:
            leaks.setdefault(span.label, []).append(one.leaked(span.start, span.end))
    return {
        label: {"n": len(counts), "recall": share(counts.count(0), len(counts)), "leaked_characters": sum(counts)}
        for label, counts in sorted(leaks.items())
    }


def by_type(covered: Sequence[Covered]) -> dict[str, JsonValue]:
    """Per type that redactions name: how many there are, and the share of their characters inside any span.

    Types are the redactor's words, labels the cases'; they need not correspond, so precision knows types only.
    """
    types = sorted({entity.type for one in covered for entity in one.entities})
    return {name: _of_type(name, covered) for name in types}


def precision(covered: Sequence[Covered]) -> float | None:
    """Share of the redacted letters and digits that lie inside a span."""
    return share(sum(len(one.redacted & one.gold) for one in covered), sum(len(one.redacted) for one in covered))


def over_redacted(covered: Sequence[Covered]) -> float | None:
    """Share of the letters and digits outside all spans that were redacted."""
    outside = sum(len(letters_and_digits(one.case.text) - one.gold) for one in covered)
    return share(sum(len(one.needless) for one in covered), outside)


def over_redacted_words(covered: Sequence[Covered]) -> float | None:
    """Share of the words outside all spans of which any letter or digit was redacted."""
    hit = [not one.needless.isdisjoint(word) for one in covered for word in _words_outside(one.case)]
    return share(sum(hit), len(hit))


def damaged(one: Covered, kept: str) -> bool:
    """Tell whether a letter or digit of a piece that must stay was redacted, other than inside a span."""
    text, needless = one.case.text, one.needless
    start = text.find(kept)
    while start >= 0:
        if letters_and_digits(text, start=start, end=start + len(kept)) & needless:
            return True
        start = text.find(kept, start + 1)
    return False


def us_by_length(timings: Iterable[tuple[RedactionCase, float]]) -> dict[str, JsonValue]:
    """Microseconds per message, grouped by its characters; takes milliseconds."""
    groups: dict[str, list[float]] = {name: [] for name in LENGTHS}
    for case, ms in timings:
        group = next(name for name, lengths in LENGTHS.items() if len(case.text) in lengths)
        groups[group].append(ms * US_PER_MS)
    return {name: {**_whole(p50_p95(times)), "n": len(times)} for name, times in groups.items()}


def _whole(figures: Mapping[str, float | None]) -> dict[str, int | None]:
    return {name: None if value is None else round(value) for name, value in figures.items()}


def _of_type(name: str, covered: Sequence[Covered]) -> JsonValue:
    found = [[(e.start, e.end) for e in one.entities if e.type == name] for one in covered]
    offsets = [_offsets(one.case.text, spans) for one, spans in zip(covered, found, strict=True)]
    inside = sum(len(redacted & one.gold) for one, redacted in zip(covered, offsets, strict=True))
    return {"n": sum(map(len, found)), "precision": share(inside, sum(map(len, offsets)))}


def _by_language(covered: Iterable[Covered]) -> dict[str, list[Covered]]:
    groups: dict[str, list[Covered]] = {}
    for one in covered:
        groups.setdefault(one.case.lang, []).append(one)
    return dict(sorted(groups.items()))


def _words_outside(case: RedactionCase) -> list[range]:
    words = [range(*match.span()) for match in _WORD.finditer(case.text)]
    return [word for word in words if not any(word.start < span.end and span.start < word.stop for span in case.spans)]


def _offsets(text: str, spans: Iterable[tuple[int, int]]) -> frozenset[int]:
    return frozenset().union(*(letters_and_digits(text, start=start, end=end) for start, end in spans))
