"""The commands `auskunft snapshots …`."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from assistant.cli_options import NOT_DONE, DataDir, Json, fail, settings_or_exit
from assistant.exceptions import AuskunftError, KnowledgeUnavailableError
from assistant.knowledge.manifest import KnowledgeDirectory
from kb_ingest.cli_show import check_summary, err, show_check
from kb_ingest.difference import compare
from kb_ingest.errors import IngestError
from kb_ingest.publish import publish, rollback

GoldenFile = Annotated[
    Path | None,
    typer.Option("--golden", help="YAML file of golden questions (default: golden.yaml in the data directory)."),
]
NO_QUESTIONS = (
    "No questions to ask: there are no golden questions (golden.yaml in the data directory, or `--golden FILE`), and "
    "customers have asked nothing."
)
snapshots = typer.Typer(help="List, compare, check, publish and roll back snapshots.", no_args_is_help=True)


@snapshots.command("list")
def list_snapshots(data_dir: DataDir = None, as_json: Json = False) -> None:
    """All finished snapshots, the newest last."""
    directory = KnowledgeDirectory(settings_or_exit(data_dir).knowledge_dir)
    try:
        current = directory.current_id()
        rows = [_row(directory, snapshot_id) | {"live": snapshot_id == current} for snapshot_id in directory.finished()]
    except (AuskunftError, OSError) as error:
        fail(str(error), as_json=as_json)
    if as_json:
        print(json.dumps({"snapshots": rows}))
        return
    for row in rows:
        print(_line(row))
    if not rows:
        print("No snapshots yet: run `auskunft ingest SOURCE`.")


def _row(directory: KnowledgeDirectory, snapshot_id: str) -> dict[str, Any]:
    """A snapshot in the list; one whose manifest cannot be read is listed without numbers."""
    known: dict[str, Any] = {"snapshot_id": snapshot_id, "was_live": directory.was_published(snapshot_id)}
    try:
        manifest = directory.manifest(snapshot_id)
    except KnowledgeUnavailableError:
        return {**known, "created_at": None, "articles": None, "chunks": None, "languages": []}
    return {
        **known,
        "created_at": manifest.created_at.isoformat(timespec="seconds"),
        "articles": len(manifest.articles),
        "chunks": manifest.chunks,
        "languages": list(manifest.languages),
    }


def _line(row: dict[str, Any]) -> str:
    begin = f"{'→' if row['live'] else ' '} {row['snapshot_id']}"
    if row["articles"] is None:
        return f"{begin}  damaged"
    made = row["created_at"][:16].replace("T", " ")
    size = (
        f"{_column(row['articles'], 'article', 6)} {_column(row['chunks'], 'chunk', 7)}  {' '.join(row['languages'])}"
    )
    state = "live" if row["live"] else "was live" if row["was_live"] else "not published"
    return f"{begin}  {made}  {size}  {state}"


def _column(number: int, noun: str, digits: int) -> str:
    """As wide for one as for several."""
    return f"{number:>{digits}} {noun if number == 1 else f'{noun}s':<{len(noun) + 1}}"


@snapshots.command("diff")
def diff(old: str, new: str, data_dir: DataDir = None, as_json: Json = False) -> None:
    """Articles and chunks added, changed and removed from one snapshot to another."""
    directory = KnowledgeDirectory(settings_or_exit(data_dir).knowledge_dir)
    try:
        difference = compare(directory.manifest(old), directory.manifest(new))
    except AuskunftError as error:
        fail(str(error), as_json=as_json)
    if as_json:
        print(json.dumps(asdict(difference)))
        return
    chunks = {
        each.article_id: f"  (chunks: {each.added} new, {each.removed} gone, {each.kept} kept)"
        for each in difference.chunks
    }
    for sign, ids in (("+", difference.added), ("~", difference.changed), ("-", difference.removed)):
        for article_id in ids:
            print(f"{sign} {article_id}{chunks.get(article_id, '')}")
    print(f"{difference.unchanged} unchanged")


@snapshots.command("check")
def check_command(
    old: str,
    new: str,
    golden: GoldenFile = None,
    data_dir: DataDir = None,
    as_json: Json = False,
) -> None:
    """Ask golden and customers' questions of two snapshots and write a report; exit code 1 when it is not passed."""
    from kb_ingest.composition import check_snapshots

    try:
        check = check_snapshots(settings_or_exit(data_dir), old, new, golden=golden)
    except (IngestError, AuskunftError) as error:
        fail(str(error), as_json=as_json)
    if as_json:
        print(json.dumps(check_summary(check), ensure_ascii=False))
    else:
        if not check.golden and not check.customers:
            print(NO_QUESTIONS)
        show_check(check, Console())
    if not check.passed:
        err.print(f"Not passed: {check.detail}", highlight=False, markup=False, soft_wrap=True)
        raise typer.Exit(NOT_DONE)


@snapshots.command("publish")
def publish_command(snapshot_id: str, data_dir: DataDir = None, as_json: Json = False) -> None:
    """Make a finished snapshot live, whatever its check said."""
    directory = KnowledgeDirectory(settings_or_exit(data_dir).knowledge_dir)
    try:
        publish(directory, snapshot_id)
    except (IngestError, AuskunftError) as error:
        fail(str(error), as_json=as_json)
    _tell_live(snapshot_id, as_json=as_json)


@snapshots.command("rollback")
def rollback_command(data_dir: DataDir = None, as_json: Json = False) -> None:
    """Make the snapshot before the live one live again."""
    try:
        snapshot_id = rollback(KnowledgeDirectory(settings_or_exit(data_dir).knowledge_dir))
    except (IngestError, AuskunftError) as error:
        fail(str(error), as_json=as_json)
    _tell_live(snapshot_id, as_json=as_json)


def _tell_live(snapshot_id: str, *, as_json: bool) -> None:
    print(json.dumps({"snapshot_id": snapshot_id, "published": True}) if as_json else f"{snapshot_id} is live.")
