"""What a new snapshot must pass before it is published."""

from collections.abc import Callable
from dataclasses import dataclass

from assistant.knowledge.store import Snapshot


@dataclass(frozen=True, slots=True)
class CheckReport:
    """Whether the new snapshot may be published, in words for the editor."""

    passed: bool
    detail: str


Check = Callable[[Snapshot | None, Snapshot], CheckReport]
"""Is given the live snapshot (None before the first publication) and the new one. Raises IngestError."""
