"""Run something foreign with a time limit, and let nothing of its failure out but the kind."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

Result = TypeVar("Result")
MAX_RUNNING: Final = 8  # hung runs keep their place, so a dead analyzer cannot pile up threads


@dataclass(slots=True)
class Outcome(Generic[Result]):
    """`value` when it worked, else `failure`: the name of the error's class, never its message."""

    value: Result | None = None
    failure: str | None = "TimeoutError"


class Deadline:
    """Runs at most `MAX_RUNNING` pieces of work at once, each for at most `timeout_s`, waiting for a place included."""

    def __init__(self, timeout_s: float) -> None:
        self._timeout_s = timeout_s
        self._places = threading.BoundedSemaphore(MAX_RUNNING)

    def run(self, work: Callable[[], Result]) -> Outcome[Result]:
        """Never raises. The work goes on in the background when it is late; its result is thrown away."""
        until = time.monotonic() + self._timeout_s
        if not self._places.acquire(timeout=self._timeout_s):
            return Outcome(failure="TooBusy")
        try:
            outcome: Outcome[Result] = Outcome()
            done = threading.Event()
            threading.Thread(target=self._work, args=(work, outcome, done), daemon=True).start()
        except Exception as error:  # noqa: BLE001  no more threads, no more memory
            self._places.release()
            return Outcome(failure=type(error).__name__)
        return outcome if done.wait(max(0.0, until - time.monotonic())) else Outcome()

    def _work(self, work: Callable[[], Result], outcome: Outcome[Result], done: threading.Event) -> None:
        try:
            outcome.value = work()
            outcome.failure = None
        except BaseException as error:  # noqa: BLE001  whatever it is, it must not print the text
            outcome.failure = type(error).__name__
        finally:
            self._places.release()
            done.set()
