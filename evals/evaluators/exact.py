"""Whether exact answers are given to their questions and to no others, and after which messages."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.chat.pipeline import Outcome
from evals.bench import Bench, Evaluator, Report, with_progress
from evals.cases import ExactCase
from evals.metrics import share


@dataclass(frozen=True, slots=True)
class Given:
    """A case and the exact answer that was given, if one was; `whole` where it was said word for word."""

    case: ExactCase
    exact_id: str | None
    whole: bool

    @property
    def is_right(self) -> bool:
        return self.exact_id == self.case.exact_id and (self.exact_id is None or self.whole)


def evaluate(cases: Sequence[ExactCase], bench: Bench) -> Report:
    """Share of the questions with an exact answer that got it, and of all that got one that is not theirs."""
    subject = bench.subject()
    given = [
        judge(case, subject.reply(case.query, language=case.language, history=case.past))
        for case in with_progress(cases, title="exact")
    ]
    covered = [one for one in given if one.case.exact_id is not None]
    others = [one for one in given if one.case.exact_id is None]
    return {
        "n": len(given),
        "given": share(sum(one.is_right for one in covered), len(covered)),
        "given_wrongly": share(sum(not one.is_right and one.exact_id is not None for one in given), len(given)),
        "others": len(others),
    }


def judge(case: ExactCase, outcome: Outcome) -> Given:
    """Take the id from the evidence of the decision, and compare what was said with what the editor has written."""
    exact = outcome.retrieved.exact if outcome.retrieved else None
    if exact is None or outcome.retrieved is None or outcome.reply.decision != "answer":
        return Given(case, None, whole=False)
    return Given(case, exact.exact_id, whole=outcome.reply.text == outcome.retrieved.passages[0].chunk.text)


EXACT = Evaluator(name="exact", case=ExactCase, evaluate=evaluate)
