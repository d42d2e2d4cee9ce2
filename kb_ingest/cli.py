"""The command `auskunft ingest`; `auskunft snapshots` stands in a file of its own."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache, partial
from typing import TYPE_CHECKING, Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bar

from assistant.cli_options import NOT_DONE, DataDir, Json, fail, settings_or_exit
from assistant.exceptions import AuskunftError
from assistant.knowledge.manifest import KnowledgeDirectory
from kb_ingest.article import Problem
from kb_ingest.check import CheckReport
from kb_ingest.cli_show import err, listed, not_asked, show_report, stopped, summarise
from kb_ingest.cli_snapshots import GoldenFile, snapshots
from kb_ingest.errors import IngestError

if TYPE_CHECKING:  # they load slowly
    from assistant.knowledge.store import Snapshot
    from kb_ingest.pipeline import Progress, Report

__all__ = ["ingest", "snapshots"]

STAGE_NAMES = {
    "read": "Reading",
    "screen": "Screening",
    "model": "Loading the embedder (the first time it is built)",
    "split": "Splitting",
    "embed": "Embedding",
    "index": "Indexing and checking",
    "check": "Asking golden and customers' questions",
}
SOURCES = (
    "What makes up the help centre: folders or files (Markdown, HTML, PDF, DOCX, CSV, XLSX), web addresses of a site "
    "or its sitemap, or a .yaml list of sources (Zammad, Zendesk, Confluence and others). Together they are everything."
)


def ingest(
    sources: Annotated[list[str], typer.Argument(help=SOURCES)],
    data_dir: DataDir = None,
    no_publish: Annotated[
        bool, typer.Option("--no-publish", help="Build and check the snapshot but do not make it live.")
    ] = False,
    golden: GoldenFile = None,
    as_json: Json = False,
) -> None:
    """Read articles and publish them as a new snapshot.

    Before that, golden and customers' questions are asked of the old and the new articles. A golden question that
    breaks stops publication (exit code 1); the report shows every difference.
    """
    from assistant.knowledge.embedder import embedder_name, load_embedder
    from kb_ingest.exact.reading import FILE_NAME
    from kb_ingest.pipeline import NothingTakenError
    from kb_ingest.pipeline import ingest as run
    from kb_ingest.regression.golden import find_golden
    from kb_ingest.sources import open_sources

    settings = settings_or_exit(data_dir)
    knowledge = settings.knowledge
    embedder = cache(
        partial(load_embedder, knowledge.embedding_model, models_dir=settings.models_dir, threads=knowledge.threads)
    )

    def check(live: "Snapshot | None", new: "Snapshot", not_taken: Sequence[Problem]) -> CheckReport:
        from kb_ingest.composition import build_gate

        return build_gate(settings, golden=questions, load_embedder=embedder)(live, new, not_taken=not_taken)

    try:
        questions = find_golden(golden, data_dir=settings.data_dir)
        with _progress() as progress:
            report = run(
                open_sources(sources, state=settings.data_dir / "sources"),
                directory=KnowledgeDirectory(settings.knowledge_dir),
                load_embedder=embedder,
                chunk_max_tokens=knowledge.chunk_max_tokens,
                snapshots_kept=knowledge.snapshots_kept,
                publish_snapshot=not no_publish,
                embedder_name=embedder_name(knowledge.embedding_model, models_dir=settings.models_dir),
                check=check,
                exact_file=settings.data_dir / FILE_NAME,
                progress=progress,
            )
    except NothingTakenError as error:
        if as_json:
            print(json.dumps({"error": str(error), "problems": listed(error.problems)}, ensure_ascii=False))
        fail(str(error))
    except (IngestError, AuskunftError) as error:
        fail(str(error), as_json=as_json)
    _show(report, as_json=as_json, must_be_live=not no_publish)
    if questions.questions and report.check is None:
        err.print(not_asked(report, golden_file=golden), highlight=False, markup=False, soft_wrap=True)


def _show(report: "Report", *, as_json: bool, must_be_live: bool) -> None:
    if as_json:
        print(json.dumps(summarise(report), ensure_ascii=False))
    else:
        show_report(report)
    if must_be_live and not report.published:
        err.print(stopped(report), highlight=False, markup=False, soft_wrap=True)
        raise typer.Exit(NOT_DONE)


@contextmanager
def _progress() -> Iterator["Progress"]:
    """A bar on a terminal, silence elsewhere."""
    from kb_ingest.pipeline import SILENT, Progress

    if not err.is_terminal:
        yield SILENT
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Bar(*columns, console=err) as bar:
        bar.add_task("Starting", total=None)

        def stage(name: str, steps: int | None) -> None:
            bar.remove_task(bar.task_ids[-1])  # a reset would keep its number of steps where the new one is unknown
            bar.add_task(STAGE_NAMES.get(name, name), total=steps)

        yield Progress(stage=stage, advance=lambda steps: bar.advance(bar.task_ids[-1], steps))
