"""`python -m evals`: run, compare, latency, gate. Exit 0 done, 1 not done with one line why, 2 wrong usage."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from assistant.config import load_settings
from assistant.exceptions import AuskunftError
from evals import compare_redaction
from evals.bench import Bench, OpenSubject, Report
from evals.cases import read_cases
from evals.compare import compare as compare_sets
from evals.compare import retrieval_sets
from evals.compare_redaction import redaction_sets
from evals.evaluators import BY_NAME
from evals.gates import read_gates, violations
from evals.latency import Client, LatencyCase, measure
from evals.opening import open_subject
from evals.report import print_report, write_json

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, help=__doc__)

DataDir = Annotated[Path | None, typer.Option("--data-dir", help="Where models and indexes are kept.")]
JsonOut = Annotated[Path | None, typer.Option("--json", help="Write the report to this file, too.")]
CasesFile = Annotated[Path, typer.Option("--cases", help="JSON objects, one a line.", exists=True, dir_okay=False)]
Folder = Annotated[Path | None, typer.Option("--kb", help="Folder of articles.", exists=True, file_okay=False)]


class Compared(StrEnum):
    """What can be compared."""

    RETRIEVAL = "retrieval"
    REDACTION = "redaction"


@app.command()
def run(  # noqa: PLR0917  one parameter for each option
    name: Annotated[str, typer.Argument(help=" | ".join(BY_NAME))],
    cases: CasesFile,
    kb: Folder = None,
    json_out: JsonOut = None,
    limit: Annotated[int | None, typer.Option(min=1, help="Only the first cases.")] = None,
    data_dir: DataDir = None,
) -> None:
    """Run one evaluator over a case file."""
    evaluator = BY_NAME.get(name)
    if evaluator is None:
        raise typer.BadParameter(f"{name} is none of {', '.join(BY_NAME)}", param_hint="NAME")
    if evaluator.needs_kb and kb is None:
        raise typer.BadParameter(f"{name} needs a folder of articles", param_hint="--kb")
    with _told():
        report = evaluator.run(cases, _bench(kb, data_dir), limit=limit)
        _show(report, title=f"{name}: {cases.name}", json_out=json_out)


@app.command()
def compare(  # noqa: PLR0917  one parameter for each option
    data: Annotated[Path, typer.Option(exists=True, file_okay=False, help="Folder of sets.")],
    what: Annotated[Compared, typer.Argument(help="What to compare.")] = Compared.RETRIEVAL,
    only: Annotated[str, typer.Option(help="Names of sets, separated by commas.")] = "",
    limit: Annotated[int | None, typer.Option(min=1, help="Only the first cases of each file.")] = None,
    json_out: JsonOut = None,
    data_dir: DataDir = None,
) -> None:
    """Compare with a common default, set by set, in one run.

    retrieval: hit@1 and hit@5 beside all-MiniLM-L6-v2 over plain chunks. redaction: beside Presidio with its own
    recognizers and an English model, on one core.
    """
    names = tuple(filter(None, only.split(",")))
    compared = _compared_redaction if what is Compared.REDACTION else _compared_retrieval
    with _told():
        reports: Report = {**compared(data, only=names, limit=limit, opener=_opener(data_dir))}
        if json_out:
            write_json({"sets": reports}, json_out)


@app.command()
def latency(
    url: Annotated[str, typer.Option(help="Address of a running service.")],
    cases: CasesFile,
    n: Annotated[int, typer.Option(min=1, help="Replies to measure.")] = 200,
    json_out: JsonOut = None,
) -> None:
    """Measure replies of a running service, one at a time."""
    with _told():
        report = measure(read_cases(cases, LatencyCase), Client(url.rstrip("/")), n=n)
        _show(report, title=f"latency: {url}", json_out=json_out)


@app.command()
def gate(
    only: Annotated[str, typer.Option(help="Names of gates, separated by commas.")] = "",
    json_out: JsonOut = None,
    data_dir: DataDir = None,
) -> None:
    """Run our own datasets; fails when a figure leaves the bounds in gates.yaml."""
    with _told():
        wanted = set(filter(None, only.split(",")))
        gates = {name: gate for name, gate in read_gates().items() if not wanted or name in wanted}
        broken: list[str] = []
        reports: Report = {}
        for name, one in gates.items():
            report = BY_NAME[one.evaluator].run(one.cases_path, _bench(one.kb, data_dir))
            print_report(report, title=name)
            broken += violations(one, report, name=name)
            reports[name] = report
        if json_out:
            write_json(reports, json_out)
    for line in broken:
        print(line, file=sys.stderr)
    raise typer.Exit(1 if broken else 0)


@app.command("fit-decisions")
def fit_decisions(
    data: Annotated[Path, typer.Option(exists=True, file_okay=False, help="Folder of sets with corpus and cases.")],
    out: Annotated[Path, typer.Option("--out", help="File for the coefficients.")],
    never_learned: Annotated[
        str, typer.Option("--judge-only", help="Sets whose licence lets nothing learned from them be passed on.")
    ] = "",
    json_out: JsonOut = None,
    data_dir: DataDir = None,
) -> None:
    """Fit the coefficients of `decide` and say how well they do on sets left out."""
    from evals.fit import collect, collect_own, fit, judge

    with _told():
        examples = [*collect(data, _opener(data_dir)), *collect_own(_opener(data_dir))]
        unlearned = frozenset(filter(None, never_learned.split(",")))
        report = judge(examples, never_learned=unlearned)
        print_report(report, title="leave one help centre out")
        write_json(fit([example for example in examples if example.family not in unlearned]), out)
        if json_out:
            write_json(report, json_out)


@app.command("ingest-times")
def ingest_times(
    articles: Annotated[int, typer.Option(min=10, help="How many articles to invent.")] = 1000,
    chars: Annotated[int, typer.Option(min=100, help="Their length.")] = 4000,
    fast: Annotated[
        bool, typer.Option("--fast", help="Embed by hashing: measures everything but the embedding.")
    ] = False,
    json_out: JsonOut = None,
    data_dir: DataDir = None,
) -> None:
    """Measure a first run of ingestion, an unchanged one and one after a single edit."""
    from evals.ingest_run import HASHING, PACKAGED
    from evals.ingest_times import measure as measure_runs

    with _told():
        settings = load_settings(data_dir)
        report = measure_runs(
            settings.data_dir / "evals" / "ingest-times",
            articles=articles,
            chars=chars,
            embedder=HASHING if fast else PACKAGED,
            models=settings.models_dir,
        )
        _show(report, title=f"ingest times: {articles} articles", json_out=json_out)


@app.command()
def recall(
    kb: Annotated[Path, typer.Option("--kb", help="Folder of articles.", exists=True, file_okay=False)],
    queries: Annotated[int, typer.Option(min=1, help="How many for each language.")] = 500,
    json_out: JsonOut = None,
    data_dir: DataDir = None,
) -> None:
    """Compare what the search index finds with what an exact search finds."""
    from evals.index_recall import measure_recall
    from evals.opening import open_snapshot_of

    with _told():
        report = measure_recall(*open_snapshot_of(kb, data_dir=_data_dir(data_dir)), queries=queries)
        _show(report, title=f"recall: {kb}", json_out=json_out)


@app.command()
def contradictions(  # noqa: PLR0917  one parameter for each option
    kb: Folder = None,
    data: Annotated[Path | None, typer.Option(exists=True, file_okay=False, help="Folder of sets with corpus.")] = None,
    only: Annotated[str, typer.Option(help="Names of sets, separated by commas.")] = "",
    limit: Annotated[int, typer.Option(min=1, help="Sentences of each language of a set.")] = 400,
    seed: Annotated[int, typer.Option(help="Other sentences and changes for another number.")] = 1,
    cross: Annotated[bool, typer.Option("--cross", help="Replies in another language than the passage.")] = False,
    json_out: JsonOut = None,
    data_dir: DataDir = None,
) -> None:
    """Change sentences of articles so that they stay true or become false, and count what verification drops."""
    from evals.contradictions.run import folders, measure_folder

    with _told():
        reports: Report = {}
        for name, folder in folders(kb, data, only=tuple(filter(None, only.split(",")))).items():
            report = measure_folder(folder, data_dir=_data_dir(data_dir), limit=limit, seed=seed, cross=cross)
            _show(report, title=name, json_out=None)
            reports[name] = report
        if json_out:
            write_json(reports, json_out)


@app.command()
def attacks(
    data: Annotated[Path | None, typer.Option(exists=True, file_okay=False, help="Folder of attacks.jsonl.")] = None,
    limit: Annotated[int | None, typer.Option(min=1, help="Only the first cases of each file.")] = None,
    json_out: JsonOut = None,
    data_dir: DataDir = None,
) -> None:
    """Try attacks over HTTP against a model that obeys everybody; fails when one succeeds."""
    from evals.attack_run import measure as measure_attacks

    with _told():
        settings = load_settings(_data_dir(data_dir))
        report = measure_attacks(
            data, scratch=settings.data_dir / "evals" / "attacks", models=settings.models_dir, limit=limit
        )
        _show(report, title="attacks", json_out=json_out)
    if report["successes"]:
        raise typer.Exit(1)


def _compared_retrieval(data: Path, *, only: Sequence[str], limit: int | None, opener: OpenSubject) -> Report:
    reports: Report = {}
    for name, report in compare_sets(retrieval_sets(data, only=only), opener, limit=limit):
        print_report({"pairs": report}, title=name)
        reports[name] = report
    return reports


def _compared_redaction(data: Path, *, only: Sequence[str], limit: int | None, opener: OpenSubject) -> Report:
    files = redaction_sets(data, only=only)
    reports: Report = {}
    for name, sides in compare_redaction.compare(files, lambda: opener(None), limit=limit):
        print_report({"figures": compare_redaction.beside(sides)}, title=name)
        reports[name] = {**sides}
    return reports


def _bench(kb: Path | None, data_dir: Path | None) -> Bench:
    return Bench(kb=kb, open_subject=_opener(data_dir), scratch=_data_dir(data_dir) / "evals")


def _opener(data_dir: Path | None) -> OpenSubject:
    return partial(open_subject, data_dir=_data_dir(data_dir))


def _data_dir(given: Path | None) -> Path:
    return given or load_settings().data_dir


def _show(report: Report, *, title: str, json_out: Path | None) -> None:
    print_report(report, title=title)
    if json_out:
        write_json(report, json_out)


@contextmanager
def _told() -> Iterator[None]:
    """Errors raised on purpose become one line on stderr and exit code 1."""
    try:
        yield
    except AuskunftError as error:
        print(str(error).splitlines()[0], file=sys.stderr)
        raise typer.Exit(1) from error
