"""What a new snapshot must pass before it is published."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from assistant.knowledge.store import Snapshot


@dataclass(frozen=True, slots=True)
class CheckReport:
    """Whether the new snapshot may be published, in words for the editor.

    `broken`, `mended` and `wrong` are golden questions; `wrong` ones were not answered rightly before either. The
    numbers count the customers' questions that were asked and those whose answer changed. `report` is a page with
    everything side by side; `notes` say what could not be asked or is out of date.
    """

    passed: bool
    detail: str
    golden: int = 0
    broken: tuple[str, ...] = ()
    mended: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()
    golden_changed: int = 0
    customers: int = 0
    customers_changed: int = 0
    notes: tuple[str, ...] = ()
    report: Path | None = None


Check = Callable[[Snapshot | None, Snapshot], CheckReport]
"""Is given the live snapshot (None before the first publication) and the new one. Raises IngestError."""
