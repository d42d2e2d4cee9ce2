"""Reads all sources of a run and sorts out what cannot be taken."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from kb_ingest.article import PUBLIC_AUDIENCES, Article, Problem, ProblemKind
from kb_ingest.clean import clean
from kb_ingest.compare_articles import Note
from kb_ingest.errors import SourceError
from kb_ingest.last_run import HeldArticle
from kb_ingest.screen import Finding
from kb_ingest.screening import SILENT, Progress, screen_articles
from kb_ingest.sources import Source


@dataclass(frozen=True, slots=True)
class Loaded:
    """Cleaned articles that may be published, why others may not, and sources that failed: their live articles stay.

    `notes` tell what is wrong between articles that may be published all the same. `held` are the content hashes of
    articles that are held: what is held must not stay live as an earlier version, either.
    """

    articles: tuple[Article, ...]
    problems: tuple[Problem, ...]
    failures: tuple[Problem, ...]
    notes: tuple[Note, ...] = ()
    held: frozenset[str] = frozenset()


def load(
    sources: Sequence[Source], *, today: date, knowledge_dir: Path | None = None, screening: Progress = SILENT
) -> Loaded:
    """Read all sources, each for itself.

    With a knowledge directory, the editor's allowances in it count, what was screened before is not screened again, and
    what is held is kept there for `auskunft articles`. Raises IngestError when the allowances cannot be read.
    """
    delivered: list[Article] = []
    problems: list[Problem] = []
    failures: list[Problem] = []
    for source in {source.name: source for source in sources}.values():
        try:
            found = [replace(item, source=source.name) for item in source.read()]
        except SourceError as error:
            failures.append(Problem("source_failed", source.name, str(error), source=source.name))
            continue
        delivered += [item for item in found if isinstance(item, Article)]
        problems += [item for item in found if isinstance(item, Problem)]
    articles = [_cleaned(article) for article in delivered]
    originals = {id(article): original for article, original in zip(articles, delivered, strict=True)}
    for check in (_empty, _internal, lambda rest: _expired(rest, today), _duplicates):
        articles, refused = check(articles)
        problems += refused
    result = screen_articles([originals[id(article)] for article in articles], root=knowledge_dir, progress=screening)
    hashes = frozenset(article.content_hash for article in articles if article.article_id in result.held)
    articles, refused = _held(articles, result.held)
    return Loaded(tuple(articles), (*problems, *refused), tuple(failures), result.notes, hashes)


def _cleaned(article: Article) -> Article:
    return replace(article, body=clean(article.body, title=article.title))


def _problem(kind: ProblemKind, article: Article, detail: str) -> Problem:
    return Problem(kind, article.origin, detail, article.article_id, article.source)


def _empty(articles: list[Article]) -> tuple[list[Article], list[Problem]]:
    problems = [
        _problem("invalid", article, "has no text below the front matter") for article in articles if not article.body
    ]
    return [article for article in articles if article.body], problems


def _internal(articles: list[Article]) -> tuple[list[Article], list[Problem]]:
    """An article that names an audience other than customers is never shown to them."""
    internal = [article for article in articles if (article.audience or "public").lower() not in PUBLIC_AUDIENCES]
    problems = [_problem("internal", article, f"is for the audience {article.audience!r}") for article in internal]
    return [article for article in articles if article not in internal], problems


def _duplicates(articles: list[Article]) -> tuple[list[Article], list[Problem]]:
    """Two articles with one id: nobody can say which is meant, so neither is taken."""
    by_id: dict[str, list[Article]] = defaultdict(list)
    for article in articles:
        by_id[article.article_id].append(article)
    taken = [same[0] for same in by_id.values() if len(same) == 1]
    problems = [
        _problem("duplicate", article, _twin_text(article, same))
        for same in by_id.values()
        if len(same) > 1
        for article in same
    ]
    return taken, problems


def _twin_text(article: Article, same: list[Article]) -> str:
    others = ", ".join(other.origin for other in same if other is not article)
    return f"has the id {article.article_id!r}, which is also the id of {others}"


def _held(articles: list[Article], held: Mapping[str, HeldArticle]) -> tuple[list[Article], list[Problem]]:
    taken = [article for article in articles if article.article_id not in held]
    problems = [
        _problem("held", article, _held_text(held[article.article_id].findings))
        for article in articles
        if article.article_id in held
    ]
    return taken, problems


def _held_text(findings: Sequence[Finding]) -> str:
    first, more = findings[0], len(findings) - 1
    return f"held: {first.kind} {first.place}: {first.excerpt!r}" + (f" and {more} more" if more else "")


def _expired(articles: list[Article], today: date) -> tuple[list[Article], list[Problem]]:
    taken = [article for article in articles if not article.valid_until or article.valid_until >= today]
    problems = [
        _problem("expired", article, f"was valid until {article.valid_until}")
        for article in articles
        if article.valid_until and article.valid_until < today
    ]
    return taken, problems
