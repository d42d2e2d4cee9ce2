"""Bounds that our own datasets must keep to."""

from collections.abc import Iterator
from pathlib import Path
from typing import Self

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from evals.bench import Report
from evals.exceptions import EvalsError
from evals.report import flatten

GATES_FILE = Path(__file__).parent / "gates.yaml"
DATASETS = Path(__file__).parent / "datasets"
SAMPLE_KB = Path(__file__).parent.parent / "kb_ingest" / "sample"


class Bound(BaseModel):
    """What a figure may be at least or at most."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    min: float | None = None
    max: float | None = None

    @model_validator(mode="after")
    def _bounds_something(self) -> Self:
        if self.min is None and self.max is None:
            raise ValueError("a bound needs min or max")
        return self

    def __str__(self) -> str:
        parts = (
            f"at least {self.min:g}" if self.min is not None else "",
            f"at most {self.max:g}" if self.max is not None else "",
        )
        return ", ".join(filter(None, parts))

    def holds(self, value: object) -> bool:
        """Return False also for a figure that is missing or no number."""
        if not isinstance(value, int | float):
            return False
        return (self.min is None or value >= self.min) and (self.max is None or value <= self.max)


class Gate(BaseModel):
    """A dataset, the evaluator that runs over it, and bounds by the figure's path in the report."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    evaluator: str
    cases: str
    sample_kb: bool = False
    bounds: dict[str, Bound] = Field(min_length=1)

    @property
    def cases_path(self) -> Path:
        return DATASETS / self.cases

    @property
    def kb(self) -> Path | None:
        return SAMPLE_KB if self.sample_kb else None


class Gates(BaseModel):
    """All gates by name."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    gates: dict[str, Gate] = Field(min_length=1)


def read_gates(path: Path = GATES_FILE) -> dict[str, Gate]:
    """Read the gates of a file. Raises EvalsError with what is wrong with it."""
    try:
        return Gates.model_validate(yaml.safe_load(path.read_text(encoding="utf-8"))).gates
    except (OSError, yaml.YAMLError, ValidationError) as error:
        raise EvalsError(f"{path.name} cannot be used: {error}") from error


def violations(gate: Gate, report: Report, *, name: str) -> Iterator[str]:
    """One line for each bound that a report breaks."""
    figures = flatten(report)
    for path, bound in gate.bounds.items():
        if not bound.holds(figures.get(path)):
            yield f"{name}: {path} is {figures.get(path)}, must be {bound}"
