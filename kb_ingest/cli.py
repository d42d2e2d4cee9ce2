"""The commands `auskunft ingest` and `auskunft snapshots`."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bar
from rich.table import Table

from assistant.cli_options import DataDir, Json, fail, settings_or_exit
from assistant.exceptions import AuskunftError, KnowledgeUnavailableError
from assistant.knowledge.manifest import KnowledgeDirectory
from kb_ingest.errors import IngestError
from kb_ingest.publish import compare, publish, rollback

STAGE_NAMES = {
    "read": "Reading",
    "model": "Loading the embedder (the first time it is built)",
    "split": "Splitting",
    "embed": "Embedding",
    "index": "Indexing and checking",
}
SHOWN_PROBLEMS = 20

err = Console(stderr=True)


def ingest(
    sources: Annotated[
        list[str], typer.Argument(help="Folders of Markdown articles; together they are the help centre.")
    ],
    data_dir: DataDir = None,
    no_publish: Annotated[
        bool, typer.Option("--no-publish", help="Build the snapshot but do not make it live.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Read articles and publish them as a new snapshot."""
    from assistant.knowledge.embedder import embedder_name, load_embedder
    from kb_ingest.pipeline import Report
    from kb_ingest.pipeline import ingest as run
    from kb_ingest.sources import open_source

    settings = settings_or_exit(data_dir)
    knowledge = settings.knowledge
    try:
        with _progress() as progress:
            report: Report = run(
                [open_source(source) for source in sources],
                directory=KnowledgeDirectory(settings.knowledge_dir),
                load_embedder=lambda: load_embedder(
                    knowledge.embedding_model, models_dir=settings.models_dir, threads=knowledge.threads
                ),
                chunk_max_tokens=knowledge.chunk_max_tokens,
                snapshots_kept=knowledge.snapshots_kept,
                publish_snapshot=not no_publish,
                embedder_name=embedder_name(knowledge.embedding_model, models_dir=settings.models_dir),
                progress=progress,
            )
    except (IngestError, AuskunftError) as error:
        fail(str(error), as_json=as_json)
    summary = summarise(report)
    if as_json:
        print(json.dumps(summary, ensure_ascii=False))
    else:
        _show(summary)


def summarise(report: Any) -> dict[str, Any]:  # noqa: ANN401  the report's module loads slowly; it is not imported here
    """The report as the command line's JSON object."""
    difference = report.difference
    return {
        "snapshot_id": report.snapshot_id,
        "published": report.published,
        "articles": {
            "added": len(difference.added),
            "changed": len(difference.changed),
            "removed": len(difference.removed),
            "unchanged": difference.unchanged,
            "held": report.held,
        },
        "chunks": report.chunks,
        "embedded": report.embedded,
        "seconds": report.seconds,
        "problems": [asdict(problem) for problem in [*report.failures, *report.problems]],
    }


def _show(summary: dict[str, Any]) -> None:
    table = Table(title=f"Snapshot {summary['snapshot_id']}{'' if summary['published'] else ' (not published)'}")
    for name in summary["articles"]:
        table.add_column(name, justify="right")
    table.add_column("chunks", justify="right")
    table.add_column("embedded", justify="right")
    table.add_column("seconds", justify="right")
    numbers = [*summary["articles"].values(), summary["chunks"], summary["embedded"], summary["seconds"]]
    table.add_row(*map(str, numbers))
    Console().print(table)
    for problem in summary["problems"][:SHOWN_PROBLEMS]:
        err.print(f"[yellow]not taken:[/] {escape(problem['origin'])}: {escape(problem['detail'])}", highlight=False)
    if len(summary["problems"]) > SHOWN_PROBLEMS:
        err.print(f"… and {len(summary['problems']) - SHOWN_PROBLEMS} more; `--json` lists all.")


@contextmanager
def _progress() -> Iterator[Any]:
    """A bar on a terminal, silence elsewhere."""
    from kb_ingest.pipeline import SILENT, Progress

    if not err.is_terminal:
        yield SILENT
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Bar(*columns, console=err) as bar:
        task = bar.add_task("Starting", total=None)

        def stage(name: str, steps: int | None) -> None:
            bar.reset(task, description=STAGE_NAMES[name], total=steps)

        yield Progress(stage=stage, advance=lambda steps: bar.advance(task, steps))


snapshots = typer.Typer(help="List, compare, publish and roll back snapshots.", no_args_is_help=True)


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
        size = "damaged" if row["articles"] is None else f"{row['articles']} articles, {row['chunks']} chunks"
        print(f"{'→' if row['live'] else ' '} {row['snapshot_id']}  {size}")
    if not rows:
        print("No snapshots yet: run `auskunft ingest FOLDER`.")


def _row(directory: KnowledgeDirectory, snapshot_id: str) -> dict[str, Any]:
    """A snapshot in the list; one whose manifest cannot be read is listed without numbers."""
    try:
        manifest = directory.manifest(snapshot_id)
    except KnowledgeUnavailableError:
        return {"snapshot_id": snapshot_id, "created_at": None, "articles": None, "chunks": None, "languages": []}
    return {
        "snapshot_id": snapshot_id,
        "created_at": manifest.created_at.isoformat(timespec="seconds"),
        "articles": len(manifest.articles),
        "chunks": manifest.chunks,
        "languages": list(manifest.languages),
    }


@snapshots.command("diff")
def diff(old: str, new: str, data_dir: DataDir = None, as_json: Json = False) -> None:
    """Articles added, changed and removed from one snapshot to another."""
    directory = KnowledgeDirectory(settings_or_exit(data_dir).knowledge_dir)
    try:
        difference = compare(directory.manifest(old), directory.manifest(new))
    except AuskunftError as error:
        fail(str(error), as_json=as_json)
    if as_json:
        print(json.dumps(asdict(difference)))
        return
    for sign, ids in (("+", difference.added), ("~", difference.changed), ("-", difference.removed)):
        for article_id in ids:
            print(f"{sign} {article_id}")
    print(f"{difference.unchanged} unchanged")


@snapshots.command("publish")
def publish_command(snapshot_id: str, data_dir: DataDir = None, as_json: Json = False) -> None:
    """Make a finished snapshot live."""
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
