"""How the result of a run is shown: as one JSON object, or as lines for people."""

import shlex
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from rich.console import Console

from kb_ingest.article import WITHDRAWN, Problem, ProblemKind
from kb_ingest.check import CheckReport

if TYPE_CHECKING:  # it loads slowly
    from kb_ingest.pipeline import Report

SHOWN_PROBLEMS: Final = 20
SHOWN_NOTES: Final = 10
_LABELS: Final[dict[ProblemKind, str]] = {
    "source_failed": "source failed",
    "expired": "left out",
    "internal": "left out",
}

err = Console(stderr=True)


def summarise(report: "Report") -> dict[str, Any]:
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
        "problems": listed([*report.failures, *report.problems]),
        "sources": [asdict(source) for source in report.sources],
        "exact": {"answers": report.exact.answers, "problems": listed(report.exact.problems)},
        "check": check_summary(report.check) if report.check else None,
    }


def listed(problems: Sequence[Problem]) -> list[dict[str, Any]]:
    """Problems as JSON knows them."""
    return [asdict(problem) for problem in problems]


def check_summary(check: CheckReport) -> dict[str, Any]:
    """The check as JSON knows it."""
    return {**asdict(check), "report": str(check.report) if check.report else None}


def show_report(report: "Report") -> None:
    """Snapshot and sources on standard output, what needs a look on standard error."""
    out = Console()
    out.print(f"Snapshot {report.snapshot_id} {_state(report)}", highlight=False, soft_wrap=True)
    for line in _source_lines(report):
        out.print(line, highlight=False, markup=False, soft_wrap=True)
    counts = [counted(report.chunks, "chunk"), f"{report.embedded} embedded", *_not_taken(report.problems)]
    out.print(", ".join([*counts, f"{report.seconds} seconds"]), highlight=False, soft_wrap=True)
    if report.exact.answers:
        out.print(counted(report.exact.answers, "exact answer"), highlight=False, soft_wrap=True)
    _show_problems([*report.failures, *report.problems])
    show_exact_problems(report.exact.problems)
    if report.notes:
        err.print(_notes_line(len(report.notes)), highlight=False, markup=False, soft_wrap=True)
    if report.check:
        show_check(report.check, out)


def counted(number: int, noun: str) -> str:
    """`1 article`, `2 articles`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _not_taken(problems: Sequence[Problem]) -> Iterable[str]:
    """The numbers behind the lines that begin with "not taken" and "left out"."""
    refused = sum(problem.kind not in WITHDRAWN for problem in problems)
    held = sum(problem.kind == "held" for problem in problems)
    left_out = len(problems) - refused
    yield f"{refused} not taken" + (f" ({held} of them held: `auskunft articles held`)" if held else "")
    if left_out:
        yield f"{left_out} left out"


def show_exact_problems(problems: Iterable[Problem]) -> None:
    """What an editor has to look at among the exact answers."""
    for problem in problems:
        line = f"exact answer {problem.article_id}: {problem.origin}: {problem.detail}"
        err.print(line, style="yellow", highlight=False, markup=False, soft_wrap=True)


def _notes_line(number: int) -> str:
    found = (
        "1 note on an article that repeats or contradicts"
        if number == 1
        else f"{number} notes on articles that repeat or contradict"
    )
    return f"{found} another: `auskunft articles notes`."


def _state(report: "Report") -> str:
    if not report.published:
        return "is built (not published)."
    difference = report.difference
    is_new = bool(difference.added or difference.changed or difference.removed)
    return "is live." if is_new or report.exact.changed else "stays live: no article has changed."


def _source_lines(report: "Report") -> Iterable[str]:
    """Numbers in columns, and the name at the end: it may be long."""
    yield _row("added", "changed", "removed", "unchanged", "source")
    for source in report.sources:
        numbers = (source.added, source.changed, source.removed, source.unchanged)
        yield _row(*numbers, source.source) + ("  failed" if source.failed else "")
    if len(report.sources) > 1:
        difference = report.difference
        totals = (len(difference.added), len(difference.changed), len(difference.removed), difference.unchanged)
        yield _row(*totals, "all sources")


def _row(*cells: object) -> str:
    *numbers, name = cells
    return "".join(f"{number:>11}" for number in numbers) + f"  {name}"


def _show_problems(problems: list[Problem]) -> None:
    for problem in problems[:SHOWN_PROBLEMS]:
        label = _LABELS.get(problem.kind, "not taken")
        line = (
            f"{label}: {problem.origin}: {problem.detail}"
            if problem.kind != "source_failed"
            else f"{label}: {problem.detail}"
        )
        err.print(line, style="yellow", highlight=False, markup=False, soft_wrap=True)
    if len(problems) > SHOWN_PROBLEMS:
        err.print(f"… and {len(problems) - SHOWN_PROBLEMS} more; `--json` lists all.", highlight=False)
    if any(problem.kind == "held" for problem in problems):
        err.print(
            "Places: `auskunft articles held`; to publish one all the same: `auskunft articles allow ID`.",
            soft_wrap=True,
        )


def show_check(check: CheckReport, out: Console) -> None:
    """Numbers of the check, its notes and where the report lies."""
    for line in _check_lines(check):
        out.print(line, highlight=False, markup=False, soft_wrap=True)
    for note in check.notes[:SHOWN_NOTES]:
        err.print(note, style="yellow", highlight=False, markup=False, soft_wrap=True)
    if len(check.notes) > SHOWN_NOTES:
        err.print(f"… and {len(check.notes) - SHOWN_NOTES} more notes in the report.", highlight=False)


def _check_lines(check: CheckReport) -> Iterable[str]:
    if check.golden:
        counts = f"{len(check.broken)} broken, {len(check.mended)} mended, {len(check.wrong)} still wrong"
        yield f"Golden questions: {check.golden} asked, {counts}, {_changing(check.golden_changed)}"
    if check.customers:
        yield f"Customers' questions: {check.customers} asked, {_changing(check.customers_changed)}"
    yield from (f"  broken: {question}" for question in check.broken)
    if check.report:
        yield f"Report: {check.report}"


def _changing(answers: int) -> str:
    return "1 answer changes" if answers == 1 else f"{answers} answers change"


def not_asked(report: "Report", *, golden_file: Path | None) -> str:
    """That golden questions were not asked, and the command that asks them."""
    further = f" --golden {shlex.quote(str(golden_file))}" if golden_file else ""
    return (
        "The golden questions were not asked, because no article has changed. To ask them: "
        f"`auskunft snapshots check {report.snapshot_id} {report.snapshot_id}{further}`."
    )


def stopped(report: "Report") -> str:
    """Why nothing was published, and how it can be, in one line."""
    reason = report.check.detail if report.check else "The snapshot is not live."
    again = f"To publish it all the same: `auskunft snapshots publish {report.snapshot_id}`."
    return f"Not published: {reason} {again}{_removed(report)}"


def _removed(report: "Report") -> str:
    if report.withdrawn:
        number = len(report.withdrawn)
        gone = "The removed article is" if number == 1 else f"The {number} removed articles are"
        return f" {gone} gone from answers already."
    return " The removed articles stay in answers until a snapshot is published." if report.difference.removed else ""
