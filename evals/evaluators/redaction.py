"""Whether personal data is found, and nothing else."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from pydantic import JsonValue

from assistant.domain import Entity
from evals.bench import WARM_UP, Bench, Evaluator, Report, timed, with_progress
from evals.cases import RedactionCase
from evals.metrics import p50_p95, share
from evals.words import letters_and_digits


@dataclass(frozen=True, slots=True)
class Covered:
    """A case with the offsets of the letters and digits that were redacted."""

    case: RedactionCase
    redacted: frozenset[int]

    def hides(self, start: int, end: int) -> bool:
        """Tell whether each letter and digit of `[start, end)` is redacted."""
        return letters_and_digits(self.case.text, start=start, end=end) <= self.redacted


def evaluate(cases: Sequence[RedactionCase], bench: Bench) -> Report:
    """Recall by label, characters leaked and characters redacted needlessly, whatever kind a redaction names."""
    subject = bench.subject()
    for case in cases[-WARM_UP:]:
        subject.redact(case.text, language=case.language)
    timings = [
        (case, *timed(partial(subject.redact, case.text, language=case.language)))
        for case in with_progress(cases, title="redact")
    ]
    covered = [Covered(case, redacted_offsets(case.text, entities)) for case, entities, _ in timings]
    return {
        "n": len(covered),
        "labels": recall_by_label(covered),
        "leaked_characters": sum(len(_gold(one.case) - one.redacted) for one in covered),
        "over_redacted": over_redacted(covered),
        "must_keep_damaged": sum(damaged(one, kept) for one in covered for kept in one.case.must_keep),
        "ms": {**p50_p95([ms for _, _, ms in timings])},
    }


def redacted_offsets(text: str, entities: Iterable[Entity]) -> frozenset[int]:
    """Letters and digits covered by any redaction."""
    parts = (letters_and_digits(text, start=entity.start, end=entity.end) for entity in entities)
    return frozenset().union(*parts)


def recall_by_label(covered: Sequence[Covered]) -> dict[str, JsonValue]:
    """Per label, how many spans there are and the share that is wholly redacted."""
    found: dict[str, list[bool]] = {}
    for one in covered:
        for span in one.case.spans:
            found.setdefault(span.label, []).append(one.hides(span.start, span.end))
    return {label: {"n": len(hits), "recall": share(sum(hits), len(hits))} for label, hits in sorted(found.items())}


def over_redacted(covered: Sequence[Covered]) -> float | None:
    """Share of the letters and digits outside all spans that were redacted."""
    outside = [letters_and_digits(one.case.text) - _gold(one.case) for one in covered]
    needless = sum(len(free & one.redacted) for free, one in zip(outside, covered, strict=True))
    return share(needless, sum(map(len, outside)))


def damaged(one: Covered, kept: str) -> bool:
    """Tell whether a letter or digit of a piece that must stay was redacted, other than inside a span."""
    text, needless = one.case.text, one.redacted - _gold(one.case)
    start = text.find(kept)
    while start >= 0:
        if letters_and_digits(text, start=start, end=start + len(kept)) & needless:
            return True
        start = text.find(kept, start + 1)
    return False


def _gold(case: RedactionCase) -> frozenset[int]:
    parts = (letters_and_digits(case.text, start=span.start, end=span.end) for span in case.spans)
    return frozenset().union(*parts)


REDACTION = Evaluator(name="redaction", case=RedactionCase, evaluate=evaluate, needs_kb=False)
