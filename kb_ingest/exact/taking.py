"""Which exact answers become part of a snapshot, and why the others do not."""

import difflib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date

import numpy as np

from assistant.knowledge.countries import country_names
from assistant.knowledge.embedder import Embedder
from assistant.knowledge.exact import NO_ANSWERS, ExactAnswer, ExactShelf
from assistant.knowledge.manifest import ArticleEntry
from kb_ingest.article import Article, Problem
from kb_ingest.exact.entry import ID_PREFIX, Entry, Written


def as_articles(written: Iterable[Written]) -> tuple[Article, ...]:
    """What screening reads of exact answers: all that a customer may see, and the questions."""
    return tuple(_as_article(each) for each in written)


def _as_article(written: Written) -> Article:
    entry = written.entry
    lines = [*entry.questions, "", entry.answer, "", entry.url or ""]
    return Article(
        article_id=f"{ID_PREFIX}{entry.id}",
        title=entry.title or entry.id,
        language=entry.lang,
        body="\n".join(lines),
        origin=written.origin,
        valid_until=entry.valid_until,
        source=str(written.file),
    )


def without_expired(written: Sequence[Written], *, today: date) -> tuple[tuple[Written, ...], tuple[Problem, ...]]:
    """The answers that still hold, and a problem for each that does not."""
    valid = tuple(each for each in written if each.entry.valid_until is None or each.entry.valid_until >= today)
    expired = tuple(
        Problem(
            "expired",
            each.origin,
            f"was valid until {each.entry.valid_until}; change the date or remove the answer",
            f"{ID_PREFIX}{each.entry.id}",
            str(each.file),
        )
        for each in written
        if each not in valid
    )
    return valid, expired


def unknown_articles(written: Iterable[Written], ids: Collection[str]) -> tuple[Problem, ...]:
    """A problem for each answer whose source is no article of the snapshot; the answer is given all the same."""
    return tuple(
        Problem(
            "invalid",
            each.origin,
            f"names the article {each.entry.article!r}, which is not published{_nearest(each.entry.article, ids)}; "
            "until then the answer is given without a source",
            f"{ID_PREFIX}{each.entry.id}",
            str(each.file),
        )
        for each in written
        if each.entry.article and each.entry.article not in ids
    )


def _nearest(article_id: str, ids: Collection[str]) -> str:
    close = difflib.get_close_matches(article_id, sorted(ids), n=1, cutoff=0.5)
    return f" (did you mean {close[0]!r}?)" if close else ""


def answers_of(written: Iterable[Written]) -> tuple[ExactAnswer, ...]:
    """The answers in the order of their ids; those that name an article have no source until `with_sources`."""
    return tuple(sorted((_answer(each.entry) for each in written), key=lambda answer: answer.exact_id))


def _answer(entry: Entry) -> ExactAnswer:
    return ExactAnswer(
        exact_id=entry.id,
        language=entry.lang,
        questions=entry.questions,
        text=entry.answer,
        article_id=entry.article or (entry.url and f"{ID_PREFIX}{entry.id}"),
        title=entry.title,
        url=entry.url,
        valid_until=entry.valid_until,
        country=entry.country,
        country_words=tuple(sorted(country_names(entry.country, entry.lang))) if entry.country else (),
    )


def with_sources(answers: Iterable[ExactAnswer], articles: Iterable[ArticleEntry]) -> tuple[ExactAnswer, ...]:
    """The answers with titles and addresses of the articles that they name; without those that are not there."""
    published = {article.article_id: article for article in articles}

    def complete(answer: ExactAnswer) -> ExactAnswer:
        if answer.article_id is None or answer.article_id.startswith(ID_PREFIX):
            return answer
        article = published.get(answer.article_id)
        return replace(answer, title=article.title if article else None, url=article.url if article else None)

    return tuple(map(complete, answers))


def shelf_of(answers: tuple[ExactAnswer, ...], live: ExactShelf, *, embedder: Embedder) -> ExactShelf:
    """The answers with the vectors of their questions, taken from what is `live` where they are there already."""
    if not answers:
        return NO_ANSWERS
    known = live.by_question()
    questions = [question for answer in answers for question in answer.questions]
    vectors = [known[question] if question in known else embedder.embed_query(question) for question in questions]
    return ExactShelf(answers, np.stack(vectors))
