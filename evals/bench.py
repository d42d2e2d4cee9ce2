"""What an evaluator is and what it works with."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Generic, TypeVar

from pydantic import JsonValue
from rich.console import Console
from rich.progress import track

from evals.cases import CaseT, read_cases
from evals.subject import Subject

Report = dict[str, JsonValue]
OpenSubject = Callable[[Path | None], Subject]
WARM_UP = 5
"""Calls made before time is measured, with the last cases: what they leave in a cache is gone when their turn comes."""

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")


@dataclass(frozen=True, slots=True)
class Bench:
    """Where a measurement takes place: a folder of articles, a way to open it, and room for copies of it."""

    kb: Path | None
    open_subject: OpenSubject
    scratch: Path

    def subject(self) -> Subject:
        """Open the assistant over the folder of articles."""
        return self.open_subject(self.kb)


@dataclass(frozen=True, slots=True)
class Evaluator(Generic[CaseT]):
    """A named measurement over cases of one kind. The report is the same for the same cases, but for times."""

    name: str
    case: type[CaseT]
    evaluate: Callable[[Sequence[CaseT], Bench], Report]
    needs_kb: bool = True

    def run(self, path: Path, bench: Bench, *, limit: int | None = None) -> Report:
        """Read the cases and measure. Raises CasesError before anything is measured."""
        return self.evaluate(read_cases(path, self.case, limit=limit), bench)


def timed(call: Callable[[], _Result]) -> tuple[_Result, float]:
    """Return the result and how many milliseconds it took."""
    started = perf_counter()
    result = call()
    return result, (perf_counter() - started) * 1000


def with_progress(items: Iterable[_Item], *, title: str, total: int | None = None) -> Iterable[_Item]:
    """Pass the items on, with a progress bar on stderr if that is a terminal."""
    console = Console(stderr=True)
    off = not console.is_terminal
    return track(items, description=title, total=total, console=console, disable=off, transient=True)
