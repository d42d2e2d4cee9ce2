"""Reads all sources of a run and sorts out what cannot be taken."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from kb_ingest.article import PUBLIC_AUDIENCES, Article, Problem, ProblemKind
from kb_ingest.clean import clean
from kb_ingest.compare_articles import Note
from kb_ingest.errors import SourceError
from kb_ingest.last_run import HeldArticle
from kb_ingest.screening import SILENT, Progress, screen_articles
from kb_ingest.sources import Advance, Source, silent

Sorted = tuple[list[Article], list[Problem]]
"""Articles that are taken, and why others are not."""


NOTHING = (
    "gives no article at all, so its live articles stay. Check its settings and what its token may read; "
    "if it is meant to be empty, remove it from the sources."
)


@dataclass(frozen=True, slots=True)
class Loaded:
    """Cleaned articles that may be published, why others may not, and sources that failed: their live articles stay.

    `notes` tell what is wrong between articles that may be published all the same. `held` are the cleaned articles that
    are held, by id, and `held_exact` the ids of exact answers; `would_be_held` says of another version of one whether
    that would be held, too.
    """

    articles: tuple[Article, ...]
    problems: tuple[Problem, ...]
    failures: tuple[Problem, ...]
    notes: tuple[Note, ...]
    held: Mapping[str, Article]
    held_exact: frozenset[str]
    would_be_held: Callable[[Article], bool]


def load(
    sources: Sequence[Source],
    *,
    today: date,
    knowledge_dir: Path | None = None,
    exact: Sequence[Article] = (),
    screening: Progress = SILENT,
    advance: Advance = silent,
) -> Loaded:
    """Read all sources, each for itself.

    With a knowledge directory, the editor's allowances in it count, what was screened before is not screened again, and
    what is held is kept there for `auskunft articles`. What screening reads of `exact` answers is held like articles.

    Raises IngestError when the allowances cannot be read.
    """
    delivered, problems, failures = _read(sources, advance)
    articles = [_cleaned(article) for article in delivered]
    originals = {id(article): original for article, original in zip(articles, delivered, strict=True)}
    for refuse in (_internal, partial(_expired, today=today), _empty, _duplicates):
        articles, refused = refuse(articles)
        problems += refused
    result = screen_articles(
        [*(originals[id(article)] for article in articles), *exact],
        root=knowledge_dir,
        progress=screening,
        is_everything=not failures,
    )
    held = {article.article_id: article for article in articles if article.article_id in result.held}
    articles, refused = _held(articles, result.held)
    _, refused_exact = _held(exact, result.held)
    return Loaded(
        articles=tuple(articles),
        problems=(*problems, *refused, *refused_exact),
        failures=tuple(failures),
        notes=result.notes,
        held=held,
        held_exact=frozenset(article.article_id for article in exact if article.article_id in result.held),
        would_be_held=result.would_be_held,
    )


def _read(sources: Sequence[Source], advance: Advance) -> tuple[list[Article], list[Problem], list[Problem]]:
    """Articles as they are delivered, those that could not be, and the sources that failed."""
    articles: list[Article] = []
    problems: list[Problem] = []
    failures: list[Problem] = []
    for name, source in {source_name(source): source for source in sources}.items():
        try:
            found = [replace(_writable(item), source=name) for item in source.read(advance=advance)]
        except SourceError as error:
            failures.append(_failure(name, _whole(str(error))))
            continue
        if not found:
            failures.append(_failure(name, NOTHING))
        articles += [item for item in found if isinstance(item, Article)]
        problems += [item for item in found if isinstance(item, Problem)]
    return articles, problems, failures


def _failure(name: str, detail: str) -> Problem:
    """The source that failed stands first, once."""
    named = detail if detail.startswith(name.rstrip("/")) else f"{name}: {detail}"
    return Problem("source_failed", name, named, source=name)


def source_name(source: Source) -> str:
    """The name of a source as it can be written; the path of a folder may be no Unicode."""
    return _whole(source.name)


def _writable(item: Article | Problem) -> Article | Problem:
    texts = {field.name: value for field in fields(item) if isinstance(value := getattr(item, field.name), str)}
    changed: dict[str, Any] = {name: part for name, text in texts.items() if (part := _whole(text)) is not text}
    if isinstance(item, Article) and item.tags:
        changed["tags"] = tuple(map(_whole, item.tags))
    return replace(item, **changed) if changed else item


def _whole(text: str) -> str:
    """Without halves of characters, which can be neither hashed nor written; two that belong together are joined."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "ignore")
    return text


def _cleaned(article: Article) -> Article:
    return replace(article, body=clean(article.body, title=article.title))


def _refuse(articles: Sequence[Article], kind: ProblemKind, reason: Callable[[Article], str | None]) -> Sorted:
    """The articles that nothing stands against, and the reason why each of the others is not taken."""
    reasons = [(article, reason(article)) for article in articles]
    taken = [article for article, detail in reasons if detail is None]
    problems = [
        Problem(kind, article.origin, detail, article.article_id, article.source)
        for article, detail in reasons
        if detail is not None
    ]
    return taken, problems


def _internal(articles: Sequence[Article]) -> Sorted:
    """An article that names an audience other than customers is never shown to them."""

    def reason(article: Article) -> str | None:
        is_public = (article.audience or "public").lower() in PUBLIC_AUDIENCES
        return None if is_public else f"is for the audience {article.audience!r}"

    return _refuse(articles, "internal", reason)


def _expired(articles: Sequence[Article], today: date) -> Sorted:
    def reason(article: Article) -> str | None:
        is_over = article.valid_until is not None and article.valid_until < today
        return f"was valid until {article.valid_until}" if is_over else None

    return _refuse(articles, "expired", reason)


def _empty(articles: Sequence[Article]) -> Sorted:
    return _refuse(articles, "invalid", lambda one: None if one.body else "has no text below the front matter")


def _duplicates(articles: Sequence[Article]) -> Sorted:
    """Two articles with one id: nobody can say which is meant, so neither is taken."""
    by_id: dict[str, list[Article]] = defaultdict(list)
    for article in articles:
        by_id[article.article_id].append(article)

    def reason(article: Article) -> str | None:
        others = [other.origin for other in by_id[article.article_id] if other is not article]
        same = f"has the id {article.article_id!r}, which is also the id of {', '.join(others)}"
        return same if others else None

    return _refuse(articles, "duplicate", reason)


def _held(articles: Sequence[Article], held: Mapping[str, HeldArticle]) -> Sorted:
    def reason(article: Article) -> str | None:
        if article.article_id not in held:
            return None
        first, *more = held[article.article_id].findings
        return f"held: {first.kind} {first.place}: {first.excerpt!r}" + (f" and {len(more)} more" if more else "")

    return _refuse(articles, "held", reason)
