"""Knows that the server is about to stop, so that open streams can end by themselves.

A server waits for its open responses before it runs the lifespan's end; an endless stream has to hear of the signal
itself or the process hangs until it is killed.
"""

import asyncio
import contextlib
import signal
import threading
from collections.abc import Callable, Iterator
from types import FrameType
from typing import Any, Final

_SIGNALS: Final = (signal.SIGINT, signal.SIGTERM)
Handler = Callable[[int, FrameType | None], Any] | int | None


class Closing:
    """Set once, on the first signal to stop or when the lifespan ends."""

    def __init__(self) -> None:
        self._event = asyncio.Event()

    @property
    def is_set(self) -> bool:
        """True once the server is stopping."""
        return self._event.is_set()

    def set(self) -> None:
        """Wake everyone who waits; call it in the event loop."""
        self._event.set()

    async def wait(self, timeout_s: float) -> None:
        """Return when the server is stopping, at the latest after `timeout_s`."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._event.wait(), timeout_s)

    @contextlib.contextmanager
    def on_signals(self) -> Iterator[None]:
        """Hear SIGINT and SIGTERM before the handlers installed so far. Outside the main thread this does nothing."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        loop = asyncio.get_running_loop()
        before = {number: signal.getsignal(number) for number in _SIGNALS}
        for number, handler in before.items():
            signal.signal(number, _chained(self, loop, handler))
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)


def _chained(closing: Closing, loop: asyncio.AbstractEventLoop, earlier: Handler) -> Callable[[int, Any], None]:
    def handle(number: int, frame: FrameType | None) -> None:
        loop.call_soon_threadsafe(closing.set)
        if callable(earlier):
            earlier(number, frame)

    return handle
