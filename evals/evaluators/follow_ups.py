"""Whether a message within a conversation finds the right article, with the history and without."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.retrieval.follow_up import search_query
from evals.bench import Bench, Evaluator, Report, with_progress
from evals.cases import DecisionsCase
from evals.evaluators.retrieval import article_ranking
from evals.metrics import hit_at, mean
from evals.subject import Subject


@dataclass(frozen=True, slots=True)
class Compared:
    """A case, what is searched for, and the articles found by that and by the message alone, best first."""

    case: DecisionsCase
    query: str
    found: tuple[str, ...]
    found_alone: tuple[str, ...]


def evaluate(cases: Sequence[DecisionsCase], bench: Bench) -> Report:
    """hit@1 and hit@3 by article, with and without the history, and how many messages were completed from it."""
    subject = bench.subject()
    compared = [compare(case, subject) for case in with_progress(cases, title="follow up")]
    groups = sorted({case.group for case in cases})
    return {
        "all": measures(compared),
        "groups": {group: measures([one for one in compared if one.case.group == group]) for group in groups},
    }


def compare(case: DecisionsCase, subject: Subject) -> Compared:
    """Search twice where the history changes what is searched for."""
    query = search_query(case.query, case.past, case.language)
    alone = article_ranking(subject.retrieve(case.query, language=case.language))
    found = alone if query == case.query else article_ranking(subject.retrieve(query, language=case.language))
    return Compared(case, query, found, alone)


def measures(compared: Sequence[Compared]) -> Report:
    """Shares of the cases of a group."""
    return {
        "n": len(compared),
        "completed": mean(float(one.query != one.case.query) for one in compared),
        "hit@1": mean(hit_at(one.found, one.case.relevant_article_ids, k=1) for one in compared),
        "hit@3": mean(hit_at(one.found, one.case.relevant_article_ids, k=3) for one in compared),
        "hit@1 alone": mean(hit_at(one.found_alone, one.case.relevant_article_ids, k=1) for one in compared),
        "hit@3 alone": mean(hit_at(one.found_alone, one.case.relevant_article_ids, k=3) for one in compared),
    }


FOLLOW_UPS = Evaluator(name="follow_ups", case=DecisionsCase, evaluate=evaluate)
