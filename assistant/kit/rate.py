"""A sliding-window rate limit, in memory only."""

import threading
import time
from collections import deque
from collections.abc import Callable
from typing import Final

_MAX_KEYS: Final = 20_000


class SlidingWindow:
    """Allows `limit` events a key within `window_s` seconds."""

    def __init__(self, *, limit: int, window_s: float = 60.0, clock: Callable[[], float] = time.monotonic) -> None:
        self._limit = limit
        self._window_s = window_s
        self._clock = clock
        self._events: dict[str, deque[float]] = {}
        self._lock = threading.Lock()

    def allows(self, key: str) -> bool:
        """Count an event and return True, or False where the limit is reached; a refused event is not counted."""
        with self._lock:
            now = self._clock()
            events = self._recent(key, now)
            if len(events) >= self._limit:
                return False
            events.append(now)
            return True

    def _recent(self, key: str, now: float) -> deque[float]:
        if len(self._events) >= _MAX_KEYS:
            self._forget_idle(now)
        events = self._events.setdefault(key, deque())
        while events and events[0] <= now - self._window_s:
            events.popleft()
        return events

    def _forget_idle(self, now: float) -> None:
        idle = [key for key, events in self._events.items() if not events or events[-1] <= now - self._window_s]
        for key in idle or list(self._events)[: _MAX_KEYS // 2]:
            del self._events[key]
