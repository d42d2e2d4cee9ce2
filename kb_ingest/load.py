"""Reads all sources of a run and sorts out what cannot be taken."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from itertools import chain
from pathlib import Path

from kb_ingest.article import PUBLIC_AUDIENCES, Article, Problem
from kb_ingest.clean import clean
from kb_ingest.screen import ScreenFinding, screen
from kb_ingest.sources import read_folder


def load(sources: Iterable[Path], *, today: date) -> tuple[list[Article], list[Problem]]:
    """Cleaned articles that may be published, and why others may not. Raises PermanentSourceError."""
    articles: list[Article] = []
    problems: list[Problem] = []
    for found in chain.from_iterable(read_folder(source) for source in dict.fromkeys(sources)):
        match found:
            case Article():
                articles.append(replace(found, body=clean(found.body, title=found.title)))
            case Problem():
                problems.append(found)
    for check in (_empty, _internal, lambda rest: _expired(rest, today), _duplicates, _screened):
        articles, refused = check(articles)
        problems += refused
    return articles, problems


def _empty(articles: list[Article]) -> tuple[list[Article], list[Problem]]:
    problems = [
        Problem("invalid", article.origin, "has no text below the front matter", article.article_id)
        for article in articles
        if not article.body
    ]
    return [article for article in articles if article.body], problems


def _internal(articles: list[Article]) -> tuple[list[Article], list[Problem]]:
    """An article that names an audience other than customers is never shown to them."""
    internal = [article for article in articles if (article.audience or "public").lower() not in PUBLIC_AUDIENCES]
    problems = [
        Problem("internal", article.origin, f"is for the audience {article.audience!r}", article.article_id)
        for article in internal
    ]
    return [article for article in articles if article not in internal], problems


def _duplicates(articles: list[Article]) -> tuple[list[Article], list[Problem]]:
    """Two articles with one id: nobody can say which is meant, so neither is taken."""
    by_id: dict[str, list[Article]] = defaultdict(list)
    for article in articles:
        by_id[article.article_id].append(article)
    taken = [same[0] for same in by_id.values() if len(same) == 1]
    problems = [
        Problem("duplicate", article.origin, _twin_text(article, same), article.article_id)
        for same in by_id.values()
        if len(same) > 1
        for article in same
    ]
    return taken, problems


def _twin_text(article: Article, same: list[Article]) -> str:
    others = ", ".join(other.origin for other in same if other is not article)
    return f"has the id {article.article_id!r}, which is also the id of {others}"


def _screened(articles: list[Article]) -> tuple[list[Article], list[Problem]]:
    taken: list[Article] = []
    problems: list[Problem] = []
    for article in articles:
        findings = screen(article)
        if not findings:
            taken.append(article)
            continue
        problems.append(Problem("held", article.origin, _held_text(findings), article.article_id))
    return taken, problems


def _held_text(findings: list[ScreenFinding]) -> str:
    first, more = findings[0], len(findings) - 1
    place = f"in line {first.line} of the text" if first.line else "in the title"
    return f"held: {first.reason} {place}: {first.excerpt!r}" + (f" and {more} more" if more else "")


def _expired(articles: list[Article], today: date) -> tuple[list[Article], list[Problem]]:
    taken = [article for article in articles if not article.valid_until or article.valid_until >= today]
    problems = [
        Problem("expired", article.origin, f"was valid until {article.valid_until}", article.article_id)
        for article in articles
        if article.valid_until and article.valid_until < today
    ]
    return taken, problems
