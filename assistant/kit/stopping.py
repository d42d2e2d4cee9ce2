"""Work that may be asked to stop from another thread, until it says that it is too late for that."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final


class Stop:
    """Asked for by anybody, with a reason; heard by whoever does the work."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._reason: str | None = None
        self._is_too_late = False
        self._listeners: list[Callable[[], object]] = []

    @property
    def is_asked(self) -> bool:
        """True once somebody has asked in time."""
        return self._reason is not None

    def ask(self, reason: str) -> None:
        """Ask for an end; the first reason counts. Nothing happens once it is too late."""
        with self._changed:
            if self._is_too_late or self._reason:
                return
            self._reason = reason
            listeners = tuple(self._listeners)
            self._changed.notify_all()
        for listener in listeners:
            listener()

    def close(self, *, anyway: bool = False) -> str | None:
        """Return why to stop; None means that from now on it is too late. With `anyway` it always is."""
        with self._changed:
            self._is_too_late = anyway or self._reason is None
            return None if self._is_too_late else self._reason

    def wait(self, timeout_s: float) -> None:
        """Return when it is asked for, at the latest after `timeout_s`."""
        with self._changed:
            self._changed.wait_for(lambda: self.is_asked, timeout_s)

    @contextmanager
    def heard_by(self, listener: Callable[[], object]) -> Iterator[None]:
        """Call the listener, from any thread, when it is asked for within the block or has been before."""
        with self._changed:
            self._listeners.append(listener)
            is_asked = self.is_asked
        if is_asked:
            listener()
        try:
            yield
        finally:
            with self._changed:
                self._listeners.remove(listener)


_CURRENT: Final[ContextVar[Stop | None]] = ContextVar("current_stop", default=None)


@contextmanager
def stoppable_by(stop: Stop) -> Iterator[None]:
    """Let whatever this thread calls within the block know the stop."""
    token = _CURRENT.set(stop)
    try:
        yield
    finally:
        _CURRENT.reset(token)


def current_stop() -> Stop:
    """Return the stop that holds here; one that nobody asks for where there is none."""
    return _CURRENT.get() or Stop()
