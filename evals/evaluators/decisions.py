"""Whether the assistant answers what it can, and only that."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pydantic import JsonValue

from assistant.chat.pipeline import Outcome
from assistant.domain import Answer, Clarify
from evals.bench import Bench, Evaluator, Report, with_progress
from evals.cases import DecisionName, DecisionsCase
from evals.metrics import share

REFUSALS: frozenset[DecisionName] = frozenset({"hand_off", "decline"})
THRESHOLDS = tuple(round(step * 0.05, 2) for step in range(21))
MAX_CHOICES = 3


@dataclass(frozen=True, slots=True)
class Decided:
    """What was decided for a case. `first_article` is the one an answer rests on, or would rest on."""

    case: DecisionsCase
    decision: DecisionName
    probability: float | None
    first_article: str | None
    offered: tuple[str, ...] = ()

    @property
    def as_expected(self) -> bool:
        return self.decision in self.case.expect

    @property
    def refused(self) -> bool:
        return self.decision in REFUSALS

    @property
    def may_refuse(self) -> bool:
        return not REFUSALS.isdisjoint(self.case.expect)

    @property
    def answered(self) -> bool:
        return self.decision == "answer"

    @property
    def first_is_relevant(self) -> bool:
        return self.first_article in self.case.relevant_article_ids

    @property
    def offered_right(self) -> bool:
        shown = self.offered[:MAX_CHOICES]
        return self.decision == "clarify" and not set(shown).isdisjoint(self.case.relevant_article_ids)


def evaluate(cases: Sequence[DecisionsCase], bench: Bench) -> Report:
    """Shares of decisions by group, how well refusals are placed, and what other thresholds would bring."""
    subject = bench.subject()
    decided = [
        judge(case, subject.reply(case.query, language=case.language, history=case.past))
        for case in with_progress(cases, title="decide")
    ]
    groups = sorted({case.group for case in cases})
    return {
        "n": len(decided),
        "groups": {group: shares([one for one in decided if one.case.group == group]) for group in groups},
        "refusal": refusal(decided),
        "curve": [point(decided, threshold=threshold) for threshold in THRESHOLDS],
    }


def judge(case: DecisionsCase, outcome: Outcome) -> Decided:
    """Take what the measures need of an outcome."""
    reply, decision = outcome.reply, outcome.decision
    offered = tuple(choice.article_id for choice in reply.choices)
    cited = tuple(source.article_id for source in reply.sources)
    first = next(iter(cited if isinstance(decision, Answer) else offered), None)
    probability = decision.probability if isinstance(decision, Answer | Clarify) else None
    return Decided(case, reply.decision, probability, first, offered)


def shares(decided: Sequence[Decided]) -> dict[str, JsonValue]:
    """Shares of all cases of a group; `right_of_answered` of those that were answered."""

    def of(holds: Callable[[Decided], bool]) -> float | None:
        return share(sum(map(holds, decided)), len(decided))

    given = [one for one in decided if one.answered]
    return {
        "n": len(decided),
        "as_expected": of(lambda one: one.as_expected),
        "answered": of(lambda one: one.answered),
        "answered_right": of(lambda one: one.answered and one.first_is_relevant),
        "right_of_answered": share(sum(one.first_is_relevant for one in given), len(given)),
        "right_or_offered": of(lambda one: (one.answered and one.first_is_relevant) or one.offered_right),
        "answered_wrongly": of(lambda one: one.answered and not one.first_is_relevant),
        "offered_right": of(lambda one: one.offered_right),
    }


def refusal(decided: Sequence[Decided]) -> dict[str, JsonValue]:
    """Precision: of all refusals (hand-off or decline), those a case allows.

    Recall: of the cases that allow a refusal and no answer, those refused; a case that was decided in another way
    it also allows (a choice, small talk) asks for nothing and is left out.
    """
    refused = [one for one in decided if one.refused]
    called_for = [one for one in decided if one.may_refuse and "answer" not in one.case.expect]
    due = [one for one in called_for if one.refused or not one.as_expected]
    return {
        "precision": share(sum(one.may_refuse for one in refused), len(refused)),
        "recall": share(sum(one.refused for one in due), len(due)),
    }


def point(decided: Sequence[Decided], *, threshold: float) -> dict[str, JsonValue]:
    """Count what would be answered if answers began at this probability; choices count by their first one."""
    answered = [one for one in decided if one.probability is not None and one.probability >= threshold]
    right = [one for one in answered if one.first_is_relevant]
    return {
        "threshold": threshold,
        "answered": share(len(answered), len(decided)),
        "answered_right": share(len(right), len(decided)),
    }


DECISIONS = Evaluator(name="decisions", case=DecisionsCase, evaluate=evaluate)
