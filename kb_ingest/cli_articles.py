"""The command `auskunft articles`: what is held back and why, what editors allow, what contradicts each other."""

import getpass
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Annotated, Any

import typer

from assistant.cli_options import DataDir, Json, fail, settings_or_exit
from kb_ingest import allowances, last_run
from kb_ingest.errors import IngestError
from kb_ingest.last_run import HeldArticle, LastRun
from kb_ingest.screen import Finding

articles = typer.Typer(
    help="See which articles are held back and why, allow them, and find contradictions.", no_args_is_help=True
)
NO_RUN = "Nothing has been ingested yet: run `auskunft ingest FOLDER`."
MOST_PERSONAL = 50  # findings of an article that are listed
KIND_NAMES = {
    "near_duplicate": "nearly the same",
    "contradiction": "contradiction",
    "translation_differs": "language versions differ",
}


@articles.command("held")
def held(data_dir: DataDir = None, as_json: Json = False) -> None:
    """Articles that the last run held back, with the reasons and the places."""
    root = settings_or_exit(data_dir).knowledge_dir
    with _errors(as_json=as_json):
        run = last_run.read(root)
    if as_json:
        print(json.dumps({"held": [_as_json(article) for article in run.held] if run else []}, ensure_ascii=False))
        return
    for article in run.held if run else ():
        print(f"{article.article_id}  {article.origin}")
        for line in _lines(article.findings):
            print(f"    {line}")
    if run and run.held:
        print("To publish one as it is: auskunft articles allow ARTICLE_ID")
    else:
        print("No article is held." if run else NO_RUN)


def _lines(findings: Sequence[Finding]) -> Iterator[str]:
    """Findings in words: all but personal data, of which a staff page may have hundreds."""
    personal = [finding for finding in findings if finding.is_personal]
    left_out = {id(finding) for finding in personal[MOST_PERSONAL:]}
    for finding in findings:
        if id(finding) not in left_out:
            yield f"{finding.kind} {finding.place}: {finding.excerpt!r}"
    if left_out:
        yield f"and {len(left_out)} more with personal data"


def _as_json(article: HeldArticle) -> dict[str, Any]:
    findings = [
        {"kind": one.kind, "line": one.line, "column": one.column, "excerpt": one.excerpt, "finding": one.key}
        for one in article.findings
    ]
    return article.model_dump(exclude={"findings"}) | {"findings": findings}


@articles.command("allow")
def allow(
    article_id: str,
    reason: Annotated[str | None, typer.Option("--reason", help="Why it may be published.")] = None,
    data_dir: DataDir = None,
    as_json: Json = False,
) -> None:
    """Allow what the last run found in an article; anything found there later holds it again."""
    root = settings_or_exit(data_dir).knowledge_dir
    with _errors(as_json=as_json):
        article = _held_article(last_run.read(root), article_id)
        allowances.allow(root, article_id, article.findings, by=_user(), at=datetime.now(UTC), reason=reason)
    if as_json:
        print(json.dumps({"article_id": article_id, "allowed": len(article.findings)}))
        return
    for line in _lines(article.findings):
        print(f"allowed: {line}")
    print("It is published with the next run of `auskunft ingest`.")


def _held_article(run: LastRun | None, article_id: str) -> HeldArticle:
    if not run:
        raise IngestError(NO_RUN)
    article = next((article for article in run.held if article.article_id == article_id), None)
    if not article:
        raise IngestError(f"The last run held no article {article_id!r}; `auskunft articles held` lists them.")
    return article


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container's user may have no name
        return "unknown"


@articles.command("disallow")
def disallow(article_id: str, data_dir: DataDir = None, as_json: Json = False) -> None:
    """Take back what was allowed in an article."""
    root = settings_or_exit(data_dir).knowledge_dir
    with _errors(as_json=as_json):
        taken = allowances.disallow(root, article_id)
        if not taken:
            raise IngestError(f"Nothing is allowed in an article {article_id!r}.")
    if as_json:
        print(json.dumps({"article_id": article_id, "disallowed": taken}))
    else:
        print(f"{article_id}: {taken} no longer allowed. It is held from the next run of `auskunft ingest`.")


@articles.command("notes")
def notes(data_dir: DataDir = None, as_json: Json = False) -> None:
    """Articles that the last run found to repeat or contradict each other; they are published all the same."""
    root = settings_or_exit(data_dir).knowledge_dir
    with _errors(as_json=as_json):
        run = last_run.read(root)
    found = run.notes if run else ()
    if as_json:
        print(json.dumps({"notes": [asdict(note) for note in found]}, ensure_ascii=False))
        return
    for note in found:
        print(f"{KIND_NAMES[note.kind]}: {note.detail}")
        for place in (note.first, note.second):
            print(f"    {place.article_id}, line {place.line} ({place.origin}): {place.excerpt!r}")
    if not found:
        print("No contradictions or duplicates." if run else NO_RUN)


@contextmanager
def _errors(*, as_json: bool) -> Iterator[None]:
    try:
        yield
    except IngestError as error:
        fail(str(error), as_json=as_json)
