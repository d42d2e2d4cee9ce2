"""An event loop in a thread of its own, so that a synchronous caller can cut off an asynchronous call."""

import asyncio
import threading
from collections.abc import Coroutine
from concurrent.futures import CancelledError
from concurrent.futures import TimeoutError as FutureTimeoutError
from typing import Any, TypeVar

from assistant.exceptions import StoppedError
from assistant.kit.stopping import current_stop

Result = TypeVar("Result")
JOIN_S = 2.0


class BackgroundLoop:
    """Started with the first call; its thread ends with the process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None

    def run(self, call: Coroutine[Any, Any, Result], *, timeout_s: float) -> Result:
        """Wait for the call at most `timeout_s` seconds, even when it blocks the loop.

        Raises TimeoutError, StoppedError; the call is cancelled then, or not begun where the stop was asked for before.
        """
        stop = current_stop()
        if stop.is_asked:
            call.close()
            raise StoppedError("Nobody waits for the language model any more.")
        future = asyncio.run_coroutine_threadsafe(call, self._running())
        try:
            with stop.heard_by(future.cancel):
                return future.result(timeout=timeout_s)
        except CancelledError:
            raise StoppedError("Nobody waits for the language model any more.") from None
        except FutureTimeoutError:
            future.cancel()
            raise

    def close(self) -> None:
        """Cancel what is running and end the thread."""
        with self._lock:
            loop, thread = self._loop, self._thread
            self._loop = self._thread = None
        if loop is not None and thread is not None:
            loop.call_soon_threadsafe(loop.stop)
            thread.join(timeout=JOIN_S)

    def _running(self) -> asyncio.AbstractEventLoop:
        with self._lock:
            if self._loop is None:
                self._loop = asyncio.new_event_loop()
                self._thread = threading.Thread(target=_serve, args=(self._loop,), name="language-model", daemon=True)
                self._thread.start()
            return self._loop


def _serve(loop: asyncio.AbstractEventLoop) -> None:
    asyncio.set_event_loop(loop)
    loop.run_forever()
    unfinished = asyncio.all_tasks(loop)
    for task in unfinished:
        task.cancel()
    loop.run_until_complete(asyncio.gather(*unfinished, return_exceptions=True))
    loop.run_until_complete(loop.shutdown_asyncgens())
    loop.run_until_complete(loop.shutdown_default_executor())
    loop.close()
