"""Whether answers say what they should, and nothing that their sources do not say."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from assistant.chat.pipeline import Outcome
from evals.articles import read_articles
from evals.bench import Bench, Evaluator, Report, with_progress
from evals.cases import AnswersCase
from evals.exceptions import CasesError
from evals.metrics import mean, p50_p95, share
from evals.subject import CountsTokens, Subject
from evals.words import content_words, sentences

BACKED_FROM = 0.8
"""Share of a sentence's content words that its articles must hold; inflected forms explain the rest."""


@dataclass(frozen=True, slots=True)
class Answered:
    """A case with the reply. Sentences and sources are those of an answer, other decisions have none."""

    case: AnswersCase
    text: str
    is_answer: bool
    cited: tuple[str, ...]
    sentences: tuple[str, ...]
    unsupported: tuple[str, ...]


def evaluate(cases: Sequence[AnswersCase], bench: Bench) -> Report:
    """Coverage of the expected words, citations against the relevant articles, unsupported sentences, length."""
    if bench.kb is None:
        raise CasesError("answers needs the articles it is checked against.")
    subject = bench.subject()
    texts = {article.article_id: f"{article.title}\n{article.text}" for article in read_articles(bench.kb)}
    answered = [
        judge(case, subject.reply(case.query, language=case.language), texts)
        for case in with_progress(cases, title="answer")
    ]
    return report(answered, subject)


def report(answered: Sequence[Answered], subject: Subject) -> Report:
    """Shares over all cases, so a question that is not answered counts as not covered and not cited."""
    answers = [one for one in answered if one.is_answer]
    limited = [one for one in answers if one.case.max_tokens]
    unwanting = [one for one in answers if one.case.unwanted]
    return {
        "n": len(answered),
        "answered": share(len(answers), len(answered)),
        "expected_words_covered": mean(covered(answered)),
        "expected_words_covered_in_answers": mean(covered(answers)),
        "citation_precision": share(sum(map(_right_citations, answered)), sum(len(one.cited) for one in answered)),
        "citation_recall": _recall(answered),
        "citation_recall_in_answers": _recall(answers),
        "answer_inside": share(sum(map(_is_inside, answers)), len(answers)),
        "unwanted_said": share(sum(map(_says_unwanted, unwanting)), len(unwanting)),
        "longer_than_asked": share(
            sum(count_tokens(one.text, subject) > (one.case.max_tokens or 0) for one in limited), len(limited)
        ),
        "unsupported_sentences": share(
            sum(len(one.unsupported) for one in answered), sum(len(one.sentences) for one in answered)
        ),
        "tokens": {**p50_p95([float(count_tokens(one.text, subject)) for one in answers])},
        "groups": dict(by_group(answered)),
    }


def by_group(answered: Sequence[Answered]) -> Iterator[tuple[str, Report]]:
    """For each group n, the share that is answered, and the expected words covered where it is."""
    for group in sorted({one.case.group for one in answered}):
        cases = [one for one in answered if one.case.group == group]
        answers = [one for one in cases if one.is_answer]
        yield (
            group,
            {
                "n": len(cases),
                "answered": share(len(answers), len(cases)),
                "expected_words_covered_in_answers": mean(covered(answers)),
            },
        )


def judge(case: AnswersCase, outcome: Outcome, texts: Mapping[str, str]) -> Answered:
    """Compare a reply with its case and its articles."""
    reply = outcome.reply
    is_answer = reply.decision == "answer"
    cited = tuple(dict.fromkeys(source.article_id for source in reply.sources)) if is_answer else ()
    said = tuple(sentences(reply.text)) if is_answer else ()
    words = content_words("\n".join([*(texts.get(article, "") for article in cited), *_editors_words(outcome)]))
    faults = [finding.statement for finding in outcome.verdict.findings]
    unsupported = tuple(
        sentence for sentence in said if not is_backed(sentence, words) or any(sentence in fault for fault in faults)
    )
    return Answered(case, reply.text, is_answer, cited, said, unsupported)


def _editors_words(outcome: Outcome) -> Iterator[str]:
    """An exact answer stands in no article: its editor has written it."""
    if outcome.retrieved and outcome.retrieved.exact:
        yield from (passage.chunk.text for passage in outcome.retrieved.passages)


def is_backed(sentence: str, article_words: frozenset[str]) -> bool:
    """Tell whether every number and nearly every content word of a sentence stands in its articles."""
    said = content_words(sentence)
    missing = said - article_words
    has_foreign_number = any(character.isdigit() for word in missing for character in word)
    return not has_foreign_number and len(said - missing) >= BACKED_FROM * len(said)


def covered(answered: Iterable[Answered]) -> list[float]:
    """Per case with content words in its expected answer, the share of them that the reply holds."""
    pairs = [(content_words(one.case.answer), content_words(one.text)) for one in answered]
    return [len(expected & said) / len(expected) for expected, said in pairs if expected]


def count_tokens(text: str, subject: Subject) -> int:
    """Tokens of the subject's model, or words between white space where it does not say."""
    return subject.count_tokens(text) if isinstance(subject, CountsTokens) else len(text.split())


def _right_citations(one: Answered) -> int:
    return len(set(one.cited) & {*one.case.relevant_article_ids, *one.case.also_right_article_ids})


def _recall(answered: Sequence[Answered]) -> float | None:
    """Share of the relevant articles that are cited, themselves or by one that is right as well."""
    wanted = [len(set(one.case.relevant_article_ids)) for one in answered]
    found = [min(_right_citations(one), number) for one, number in zip(answered, wanted, strict=True)]
    return share(sum(found), sum(wanted))


def _is_inside(one: Answered) -> bool:
    """Whether the expected answer stands in the reply as it is; meant for cases whose answer is a span of a text."""
    return one.case.answer.casefold() in one.text.casefold()


def _says_unwanted(one: Answered) -> bool:
    return any(unwanted.casefold() in one.text.casefold() for unwanted in one.case.unwanted)


ANSWERS = Evaluator(name="answers", case=AnswersCase, evaluate=evaluate)
