"""The command `auskunft exact`: which exact answers are live, whether a file is right, and a new answer."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer

from assistant.cli_options import DataDir, Json, fail, settings_or_exit
from assistant.exceptions import AuskunftError
from assistant.kit.clocks import today
from assistant.knowledge.exact import read_exact
from assistant.knowledge.manifest import KnowledgeDirectory, Manifest
from kb_ingest.article import Problem
from kb_ingest.cli_show import counted
from kb_ingest.errors import IngestError
from kb_ingest.exact.entry import Written
from kb_ingest.exact.reading import FILE_NAME, read_files
from kb_ingest.exact.taking import as_articles, unknown_articles, without_expired
from kb_ingest.exact.writing import NewAnswer, add_answer

exact = typer.Typer(help="Answers that are given word for word: list, check and add them.", no_args_is_help=True)
NOTHING_LIVE = "No exact answers are live."
NEXT = "It is given after the next `auskunft ingest`."
Files = Annotated[
    list[Path] | None,
    typer.Argument(help=f"Files, or folders of articles with a file {FILE_NAME} (default: the data directory's)."),
]


@exact.command("list")
def list_answers(data_dir: DataDir = None, as_json: Json = False) -> None:
    """The exact answers that are live."""
    directory = KnowledgeDirectory(settings_or_exit(data_dir).knowledge_dir)
    with _errors(as_json=as_json):
        current = directory.current_id()
        shelf = read_exact(directory.snapshot(current)) if current else None
    rows = [
        {
            "id": answer.exact_id,
            "language": answer.language,
            "questions": list(answer.questions),
            "answer": answer.text,
            "article": answer.article_id,
            "valid_until": str(answer.valid_until) if answer.valid_until else None,
            "is_expired": answer.valid_until is not None and answer.valid_until < today(),
            "country": answer.country,
        }
        for answer in (shelf.answers if shelf else ())
    ]
    if as_json:
        print(json.dumps({"answers": rows}, ensure_ascii=False))
        return
    for row in rows:
        print(_line(row))
    if not rows:
        print(NOTHING_LIVE)


def _line(row: dict[str, Any]) -> str:
    until = f"  (until {row['valid_until']}{', over' if row['is_expired'] else ''})" if row["valid_until"] else ""
    where = f"  [{row['country']}]" if row["country"] else ""
    return f"{row['id']}  {row['language']}{where}{until}\n    {row['questions'][0]}"


@exact.command("check")
def check(files: Files = None, data_dir: DataDir = None, as_json: Json = False) -> None:
    """Tell mistakes in the files, what has expired and what would be held; exit code 1 where there is anything."""
    settings = settings_or_exit(data_dir)
    with _errors(as_json=as_json):
        places = _places(files or [settings.data_dir / FILE_NAME])
        written = read_files(places)
        problems = [
            *_told(without_expired(written, today=today())[1]),
            *_told(unknown_articles(written, _published(settings.knowledge_dir))),
            *_held(written),
        ]
    if as_json:
        print(json.dumps({"answers": len(written), "problems": problems}, ensure_ascii=False))
    else:
        print(f"{counted(len(written), 'exact answer')} in {', '.join(map(str, places))}")
        for problem in problems:
            print(problem)
    if problems:
        raise typer.Exit(1)


def _places(given: list[Path]) -> tuple[Path, ...]:
    found = tuple(place / FILE_NAME if place.is_dir() else place for place in given)
    if missing := [place for place in found if not place.is_file()]:
        raise IngestError(f"There is no file {missing[0]}; `auskunft exact add` makes one.")
    return found


def _published(root: Path) -> set[str]:
    directory = KnowledgeDirectory(root)
    current = directory.current_id()
    manifest: Manifest | None = directory.manifest(current) if current else None
    return {entry.article_id for entry in manifest.articles} if manifest else set()


def _told(problems: tuple[Problem, ...]) -> Iterator[str]:
    return (f"{each.origin}: {each.detail}" for each in problems)


def _held(written: tuple[Written, ...]) -> Iterator[str]:
    """What screening finds; the company's own data, which only a run knows, is left to that."""
    from kb_ingest.screen import screen

    for each, article in zip(written, as_articles(written), strict=True):
        for finding in screen(article):
            if not finding.is_personal:
                yield f"{each.origin}: would be held: {finding.kind}: {finding.excerpt!r}"


@exact.command("add")
def add(  # noqa: PLR0917  typer passes by name
    exact_id: Annotated[str, typer.Argument(help="A short name of the answer, such as opening-hours.")],
    question: Annotated[list[str], typer.Option("--question", "-q", help="As customers ask; repeat for others.")],
    answer: Annotated[str, typer.Option("--answer", "-a", help="What is said, word for word.")],
    lang: Annotated[str, typer.Option(help="de, en, fr or it.")] = "de",
    article: Annotated[str | None, typer.Option(help="Id of the article that is named as the source.")] = None,
    until: Annotated[str | None, typer.Option(help="Last day on which it is given: 2026-12-31.")] = None,
    country: Annotated[str | None, typer.Option(help="Only where the question names this country: CH.")] = None,
    file: Annotated[Path | None, typer.Option(help=f"Another file than the data directory's {FILE_NAME}.")] = None,
    data_dir: DataDir = None,
    as_json: Json = False,
) -> None:
    """Write a new exact answer at the end of the file."""
    settings = settings_or_exit(data_dir)
    target = file or settings.data_dir / FILE_NAME
    new = NewAnswer(exact_id, tuple(question), answer, lang, article=article, valid_until=until, country=country)
    with _errors(as_json=as_json):
        add_answer(target, new)
    print(json.dumps({"id": exact_id, "file": str(target)}) if as_json else f"{exact_id} is in {target}. {NEXT}")


@contextmanager
def _errors(*, as_json: bool) -> Iterator[None]:
    try:
        yield
    except (IngestError, AuskunftError) as error:
        fail(str(error), as_json=as_json)
    except OSError as error:
        fail(f"{error.filename or 'A file'} cannot be used: {error.strerror or error}.", as_json=as_json)
