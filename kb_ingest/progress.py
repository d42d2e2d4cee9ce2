"""How a run says where it is."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Progress:
    """Told how a run advances: a stage begins with a number of steps (None: unknown), steps are done."""

    stage: Callable[[str, int | None], None] = lambda _name, _steps: None
    advance: Callable[[int], None] = lambda _steps: None


SILENT = Progress()
