"""Compares what the live and the new snapshot answer, and decides whether the new one may be published."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from kb_ingest.regression.judge import judge
from kb_ingest.regression.questions import Expectation, Given, Limits, Question

Status = Literal["broken", "wrong", "mended", "right", "outdated", "changed", "same"]
"""Of a golden question: broken (right before, or required), wrong (as before), mended, right, outdated (its articles
are gone). Of a customer's: changed or same."""


@dataclass(frozen=True, slots=True)
class Compared:
    """A question with its answers before (None: nothing was live) and after.

    `changes` names what differs; `faults` says why the new answer to a golden question is not right.
    """

    question: Question
    before: Given | None
    after: Given
    status: Status
    changes: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether the limits are kept, in one sentence."""

    passed: bool
    detail: str


def compare_answer(question: Question, before: Given | None, after: Given, *, withdrawn: frozenset[str]) -> Compared:
    """`withdrawn` are the articles that are live but not in the new snapshot."""
    changes = _changes(before, after) if before else ()
    if question.expected is None:
        return Compared(question, before, after, "changed" if changes else "same", changes)
    faults = judge(after, question.expected)
    status = _status(
        is_right=not faults,
        was_right=None if before is None else not judge(before, question.expected),
        is_required=question.expected.required,
    )
    if status in ("broken", "wrong") and _is_outdated(question.expected, before, withdrawn):
        status = "outdated"
    return Compared(question, before, after, status, changes, faults)


def _status(*, is_right: bool, was_right: bool | None, is_required: bool) -> Status:
    if is_right:
        return "mended" if was_right is False else "right"
    return "broken" if was_right or is_required else "wrong"


def _changes(before: Given, after: Given) -> tuple[str, ...]:
    parts = {
        "decision": before.decision != after.decision,
        "source": [each.article_id for each in before.shown] != [each.article_id for each in after.shown],
        "text": before.text.split() != after.text.split(),
    }
    return tuple(name for name, is_changed in parts.items() if is_changed)


def _is_outdated(expected: Expectation, before: Given | None, withdrawn: frozenset[str]) -> bool:
    """An editor who removes an article means it: its questions must not keep it live.

    What was offered to choose from, or quoted beside articles that are left, is no reason: those can still be asked.
    """
    if expected.articles:
        return withdrawn.issuperset(expected.articles)
    is_answer_wanted = "answer" in (expected.decisions or ("answer",))
    if before is None or before.decision != "answer" or not before.sources or not is_answer_wanted:
        return False
    return withdrawn.issuperset(source.article_id for source in before.sources)


def _showed(before: Given | None, withdrawn: frozenset[str]) -> bool:
    return before is not None and any(each.article_id in withdrawn for each in before.shown)


def judge_limits(compared: Sequence[Compared], limits: Limits, *, withdrawn: frozenset[str]) -> Verdict:
    """Golden questions may break up to a number, customers' answers may change up to a share."""
    broken = [each for each in compared if each.status == "broken"]
    if len(broken) > limits.max_broken:
        first = broken[0]
        return Verdict(
            passed=False,
            detail=f"{_golden(len(broken))} broken: “{first.question.text}” {first.faults[0]}{_more(broken)}.",
        )
    customers = [each for each in compared if each.question.expected is None]
    changed = [each for each in customers if each.status == "changed" and not _showed(each.before, withdrawn)]
    if len(changed) > limits.max_changed * len(customers):
        return Verdict(
            passed=False,
            detail=f"{len(changed)} of {len(customers)} answers to customers' questions change; "
            f"{limits.max_changed:.0%} may.",
        )
    if not compared:
        return Verdict(passed=True, detail="No questions were asked.")
    return Verdict(passed=True, detail=_summary(compared))


def _golden(number: int) -> str:
    return "1 golden question is" if number == 1 else f"{number} golden questions are"


def _more(broken: Sequence[Compared]) -> str:
    return f" (and {len(broken) - 1} more)" if len(broken) > 1 else ""


def _summary(compared: Sequence[Compared]) -> str:
    changed = sum(bool(each.changes) for each in compared)
    return f"Questions asked: {len(compared)}, answers that change: {changed}."
