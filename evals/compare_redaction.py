"""Auskunft beside Presidio with its defaults: the same messages, in turn, in the same run, on one core."""

import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from pydantic import JsonValue

from assistant.domain import Entity
from evals.baselines import PresidioBaseline
from evals.bench import WARM_UP, Report, timed, with_progress
from evals.cases import RedactionCase, read_cases
from evals.exceptions import EvalsError
from evals.redaction_measures import Covered, coverage, us_by_length
from evals.report import flatten
from evals.subject import Subject

OURS = "auskunft"
Find = Callable[[RedactionCase], tuple[Entity, ...]]


def redaction_sets(data: Path, *, only: Sequence[str] = ()) -> list[Path]:
    """Case files `pii/*.jsonl` and `redaction*.jsonl`, sorted. Raises EvalsError when a wanted one is missing."""
    found = [*sorted(data.glob("pii/*.jsonl")), *sorted(data.glob("redaction*.jsonl"))]
    missing = set(only) - {file.stem for file in found}
    if missing or not found:
        raise EvalsError(f"{data} has no redaction set {', '.join(sorted(missing))}".rstrip() + ".")
    return [file for file in found if not only or file.stem in only]


def compare(
    files: Sequence[Path],
    open_subject: Callable[[], Subject],
    *,
    limit: int | None = None,
    make_baseline: Callable[[], PresidioBaseline] = PresidioBaseline,
) -> Iterator[tuple[str, dict[str, Report]]]:
    """Set by set: its name, and the report of each side. `limit` is per set."""
    with one_core():
        baseline, subject = make_baseline(), open_subject()
        sides: dict[str, Find] = {
            OURS: lambda case: subject.redact(case.text, language=case.language),
            PresidioBaseline.name: lambda case: baseline.redact(case.text),
        }
        for file in files:
            yield file.stem, measure(read_cases(file, RedactionCase, limit=limit), sides)


def measure(cases: Sequence[RedactionCase], sides: dict[str, Find]) -> dict[str, Report]:
    """Reports by side. Each message goes to one after the other, so a busy moment of the machine hits both."""
    for case in cases[-WARM_UP:]:
        for find in sides.values():
            find(case)
    found = [
        (case, {side: timed(partial(find, case)) for side, find in sides.items()})
        for case in with_progress(cases, title="redact")
    ]
    return {side: _report((case, *results[side]) for case, results in found) for side in sides}


def beside(reports: dict[str, Report]) -> dict[str, JsonValue]:
    """One table: a row for each figure that both sides have, with how many messages, spans or redactions it rests on.

    Precision by type stays out, as the sides name types differently, and so do characters leaked by language and a
    split into a single language. The reports have them.
    """
    leaves = {side: flatten(_common(report)) for side, report in reports.items()}
    first = next(iter(leaves.values()))
    shown = [path for path in first if not re.fullmatch(r"by_language/.+/leaked_characters", path)]
    counts = {path: first[_count(path)] for path in shown if path != _count(path)}
    return {
        path: {"n": n, **{side: values.get(path) for side, values in leaves.items()}} for path, n in counts.items() if n
    }


@contextmanager
def one_core() -> Iterator[None]:
    """Keep this thread, and all it starts, on one processor core where the system allows it (Linux)."""
    if not hasattr(os, "sched_setaffinity"):
        yield
        return
    allowed = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(allowed)})
    try:
        yield
    finally:
        os.sched_setaffinity(0, allowed)


def _report(measured: Iterable[tuple[RedactionCase, tuple[Entity, ...], float]]) -> Report:
    results = list(measured)
    return {
        **coverage([Covered.by(entities, case) for case, entities, _ in results]),
        "us_by_length": us_by_length((case, ms) for case, _, ms in results),
    }


def _common(report: Report) -> Report:
    languages = report["by_language"]
    left_out = {"types"} if isinstance(languages, dict) and len(languages) > 1 else {"types", "by_language"}
    return {key: value for key, value in report.items() if key not in left_out}


def _count(path: str) -> str:
    return f"{path.rpartition('/')[0]}/n".lstrip("/")
