"""Whether verification lets true sentences about the articles through, and no false ones."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.domain import Answer, Chunk, Draft, Passage, Statement
from assistant.verification.verifier import Verifier
from evals.articles import read_articles
from evals.bench import Bench, Evaluator, Report, with_progress
from evals.cases import Case
from evals.contradictions.measure import MODEL
from evals.contradictions.samples import chunks_of
from evals.exceptions import CasesError
from evals.metrics import share
from evals.opening import open_embedder


class SentenceCase(Case):
    """A sentence that a model might write about an article, perhaps in another language."""

    article_id: str
    text: str
    is_true: bool


@dataclass(frozen=True, slots=True)
class Judged:
    """A sentence and whether it was dropped."""

    case: SentenceCase
    is_cross: bool
    is_dropped: bool


def evaluate(cases: Sequence[SentenceCase], bench: Bench) -> Report:
    """Shares of the true sentences dropped and of the false ones caught, in the article's language and in another."""
    if bench.kb is None:
        raise CasesError("contradictions needs the articles it is about.")
    embedder, max_tokens = open_embedder(data_dir=bench.scratch.parent)
    wanted = {case.article_id for case in cases}
    articles = [article for article in read_articles(bench.kb) if article.article_id in wanted]
    chunks = chunks_of(articles, max_tokens=max_tokens, count_tokens=embedder.count_tokens)
    verifier = Verifier(embedder=embedder)
    judged = [judge(case, chunks, verifier) for case in with_progress(cases, title="sentence")]
    return report(judged)


def judge(case: SentenceCase, chunks: Sequence[Chunk], verifier: Verifier) -> Judged:
    """As the only sentence of a reply that cites the whole article."""
    cited = tuple(chunk for chunk in chunks if chunk.article_id == case.article_id)
    if not cited:
        raise CasesError(f"{case.id}: there is no article {case.article_id}.")
    draft = Draft((Statement(case.text, tuple(chunk.chunk_id for chunk in cited)),), MODEL)
    decision = Answer(tuple(Passage(chunk, 0.9, 5.0, 0.9) for chunk in cited), 0.9)
    is_dropped = not verifier.verify(draft, decision, query="").supported
    return Judged(case, case.lang != cited[0].language, is_dropped)


def report(judged: Sequence[Judged]) -> Report:
    """`wrong` names the sentences that were judged wrongly."""
    return {
        "same_language": _shares(one for one in judged if not one.is_cross),
        "cross": _shares(one for one in judged if one.is_cross),
        "wrong": [one.case.id for one in judged if one.is_dropped == one.case.is_true],
    }


def _shares(judged: Iterable[Judged]) -> Report:
    some = list(judged)
    true = [one for one in some if one.case.is_true]
    false = [one for one in some if not one.case.is_true]
    return {
        "true": len(true),
        "true_dropped": share(sum(one.is_dropped for one in true), len(true)),
        "false": len(false),
        "caught": share(sum(one.is_dropped for one in false), len(false)),
    }


CONTRADICTIONS = Evaluator(name="contradictions", case=SentenceCase, evaluate=evaluate)
