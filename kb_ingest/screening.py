"""Decides which articles are held: what screening finds, less the company's own data and what an editor allows."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from kb_ingest import allowances, last_run
from kb_ingest.allowances import Allowances
from kb_ingest.article import Article
from kb_ingest.company import learn
from kb_ingest.compare_articles import Note, compare_articles
from kb_ingest.compare_articles.features import Features, features_of, from_json, to_json
from kb_ingest.errors import IngestError
from kb_ingest.last_run import HeldArticle, LastRun
from kb_ingest.screen import Finding, screen
from kb_ingest.screen.personal import TOO_SLOW
from kb_ingest.screen_cache import ScreenCache, Screened, key_of

BATCH = 200  # texts; a killed run loses the work on at most so many


@dataclass(frozen=True, slots=True)
class Screening:
    """What is held, by article id, and what was noted about the articles that are not.

    `would_be_held` says of another version of an article whether it would be held by the same rules.
    """

    held: dict[str, HeldArticle]
    notes: tuple[Note, ...]
    would_be_held: Callable[[Article], bool]


@dataclass(frozen=True, slots=True)
class Progress:
    """Told how many texts are new, and how many more of them are done."""

    begin: Callable[[int], None] = lambda _texts: None
    advance: Callable[[int], None] = lambda _texts: None


SILENT = Progress()


def screen_articles(
    articles: Sequence[Article], *, root: Path | None, progress: Progress = SILENT, is_everything: bool = True
) -> Screening:
    """Screen articles as their sources deliver them; ids are unique.

    With a knowledge directory `root`, only texts that are new there are read, the editor's allowances count, and the
    result is kept for `auskunft articles`. Where a source failed and these articles are not everything, what is known
    of other texts is kept. Raises IngestError when the allowances cannot be read or the result cannot be kept.
    """
    allowed = allowances.read(root) if root else Allowances()
    cache = ScreenCache(root) if root else None
    keys = {article.article_id: key_of(article) for article in articles}
    known = _screened(articles, keys, cache, progress=progress)
    if cache and is_everything:
        cache.forget_all_but(keys.values())
    company = learn(
        articles,
        {article_id: known[key].findings for article_id, key in keys.items()},
        listed=allowed.company,
    )

    def refused(article: Article, findings: Sequence[Finding]) -> list[Finding]:
        return [one for one in findings if not company.owns(one) and not allowed.allows(article.article_id, one)]

    held = {
        article.article_id: last_run.held(article, found)
        for article in articles
        if (found := refused(article, known[keys[article.article_id]].findings))
    }
    taken = [article for article in articles if article.article_id not in held]
    notes = _notes(taken, {article.article_id: keys[article.article_id] for article in taken}, known, cache)
    if root:
        _keep(root, LastRun(at=datetime.now(UTC), held=tuple(held.values()), notes=notes))
    return Screening(held, notes, lambda article: bool(refused(article, screen(article))))


def _screened(
    articles: Sequence[Article],
    keys: dict[str, bytes],
    cache: ScreenCache | None,
    *,
    progress: Progress,
) -> dict[bytes, Screened]:
    known = cache.find(list(keys.values())) if cache else {}
    new = [article for article in articles if keys[article.article_id] not in known]
    progress.begin(len(new))
    for start in range(0, len(new), BATCH):
        found: dict[bytes, Screened] = {}
        for article in new[start : start + BATCH]:
            found[keys[article.article_id]] = Screened(tuple(screen(article)), to_json(features_of(article)))
            progress.advance(1)
        known |= found
        if cache:
            cache.add({key: screened for key, screened in found.items() if not _was_too_slow(screened)})
    return known


def _was_too_slow(screened: Screened) -> bool:
    """Whether the clock ran out, which may have been the fault of a busy machine."""
    return any(finding.kind == TOO_SLOW for finding in screened.findings)


def _notes(
    articles: Sequence[Article], keys: dict[str, bytes], known: dict[bytes, Screened], cache: ScreenCache | None
) -> tuple[Note, ...]:
    places = [f"{article.article_id}\x1f{article.origin}\x1f{article.url}".encode() for article in articles]
    identity = [*keys.values(), *places]
    notes = cache.find_notes(identity) if cache else None
    if notes is None:
        features = {article.article_id: _features(article, known[keys[article.article_id]]) for article in articles}
        notes = compare_articles(articles, features)
        if cache:
            cache.keep_notes(identity, notes)
    return notes


def _features(article: Article, screened: Screened) -> Features:
    """What is compared, read again where the kept text of it is damaged."""
    try:
        return from_json(screened.features)
    except (ValueError, TypeError, LookupError):
        return features_of(article)


def _keep(root: Path, run: LastRun) -> None:
    try:
        last_run.write(root, run)
    except OSError as error:
        raise IngestError(f"{root / last_run.FILE} cannot be written: {error.strerror or error}.") from error
