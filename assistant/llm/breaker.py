"""Leaves a model alone that keeps failing, so that customers do not wait for it."""

import threading
import time
from collections.abc import Callable


class Breaker:
    """After `failures` in a row nobody may ask for `pause_s` seconds; then one may, and its result decides."""

    def __init__(self, *, failures: int, pause_s: float, now: Callable[[], float] = time.monotonic) -> None:
        self._most_failures = failures
        self._pause_s = pause_s
        self._now = now
        self._lock = threading.Lock()
        self._failures = 0
        self._closed_until = 0.0

    def allows(self) -> bool:
        """Whether a request may be made now. The one that may be made after a pause keeps others waiting."""
        with self._lock:
            if self._failures < self._most_failures:
                return True
            if self._now() < self._closed_until:
                return False
            self._closed_until = self._now() + self._pause_s
            return True

    def succeeded(self) -> None:
        """The model works: everybody may ask."""
        with self._lock:
            self._failures = 0

    def failed(self) -> bool:
        """Count a failure; true when the model is left alone from now on."""
        with self._lock:
            self._failures += 1
            if self._failures < self._most_failures:
                return False
            self._closed_until = self._now() + self._pause_s
            return self._failures == self._most_failures
