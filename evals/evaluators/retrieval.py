"""Whether the search finds the right article."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from pydantic import JsonValue

from assistant.domain import Retrieved
from evals.bench import WARM_UP, Bench, Evaluator, Report, timed, with_progress
from evals.cases import RetrievalCase
from evals.metrics import hit_at, mean, ndcg_at, p50_p95, reciprocal_rank_at
from evals.subject import Subject


@dataclass(frozen=True, slots=True)
class Ranked:
    """A case and the articles found for it, best first."""

    case: RetrievalCase
    ranking: tuple[str, ...]


def evaluate(cases: Sequence[RetrievalCase], bench: Bench) -> Report:
    """Measures by article, over all cases and per language pair; milliseconds per query."""
    ranked, times_ms = rank_all(cases, bench.subject())
    return {
        "all": measures(ranked),
        "pairs": {pair: measures(group) for pair, group in by_pair(ranked).items()},
        "ms": {**p50_p95(times_ms)},
    }


def rank_all(cases: Sequence[RetrievalCase], subject: Subject) -> tuple[list[Ranked], list[float]]:
    """Rankings and milliseconds, one query at a time, after a few queries to warm up."""
    for case in cases[-WARM_UP:]:
        search(case, subject)
    timings = [(case, *timed(partial(search, case, subject))) for case in with_progress(cases, title="search")]
    return [Ranked(case, article_ranking(found)) for case, found, _ in timings], [ms for _, _, ms in timings]


def search(case: RetrievalCase, subject: Subject) -> Retrieved:
    """Search for a case."""
    languages = (case.article_lang,) if case.article_lang else None
    return subject.retrieve(case.query, language=case.lang, article_languages=languages)


def article_ranking(found: Retrieved) -> tuple[str, ...]:
    """Articles in the order of their best passage."""
    return tuple(dict.fromkeys(passage.chunk.article_id for passage in found.passages))


def by_pair(ranked: Iterable[Ranked]) -> dict[str, list[Ranked]]:
    """Group by language pair, pairs sorted."""
    pairs: dict[str, list[Ranked]] = {}
    for one in ranked:
        pairs.setdefault(one.case.pair, []).append(one)
    return dict(sorted(pairs.items()))


def measures(ranked: Sequence[Ranked]) -> dict[str, JsonValue]:
    """hit@k, mean reciprocal rank and nDCG of some rankings."""
    pairs = [(one.ranking, one.case.relevant_article_ids) for one in ranked]
    hits = {f"hit@{k}": mean(hit_at(found, relevant, k=k) for found, relevant in pairs) for k in (1, 3, 5)}
    return {
        "n": len(ranked),
        **hits,
        "mrr@10": mean(reciprocal_rank_at(found, relevant, k=10) for found, relevant in pairs),
        "ndcg@10": mean(ndcg_at(found, relevant, k=10) for found, relevant in pairs),
    }


RETRIEVAL = Evaluator(name="retrieval", case=RetrievalCase, evaluate=evaluate)
