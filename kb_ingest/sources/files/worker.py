"""Reads files in a process of its own, since a broken or hostile file can hang, crash or bloat a library.

Whatever happens to that process, the run goes on and only this file is refused.
"""

import os
import struct
import subprocess
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from types import TracebackType
from typing import IO, Self

from kb_ingest.sources.files import reader_of
from kb_ingest.sources.files.extracted import FOUND, Extracted, Refused

TIMEOUT_S = 60.0
MAX_MEMORY_BYTES = 3_000_000_000
MAX_MESSAGE_BYTES = 500_000_000
START = "from kb_ingest.sources.files.worker import serve; serve()"
CRASHED = "its reader crashed or needed too much memory"
LENGTH = struct.Struct(">Q")
ENVIRONMENT = ("PATH", "HOME", "LANG", "LANGUAGE", "LD_LIBRARY_PATH", "TMPDIR", "TEMP", "TZ", "SYSTEMROOT")
"""All that the process is told, besides LC_*: a hostile file that takes it over finds no secret there."""


class Worker:
    """Starts the process with the first file and again after it died; use it in a `with`."""

    def __init__(self, *, timeout_s: float = TIMEOUT_S) -> None:
        self._timeout_s = timeout_s
        self._process: subprocess.Popen[bytes] | None = None

    def read(self, raw: bytes, *, suffix: str) -> Sequence[Extracted | Refused]:
        """What the reader of this suffix finds in the bytes, or one Refused."""
        try:
            process = self._process = self._process or _start()
        except OSError:
            return [_refused("its reader cannot be started now")]
        timer = threading.Timer(self._timeout_s, process.kill)
        timer.start()
        try:
            _send(process.stdin, suffix.encode())
            _send(process.stdin, raw)
            return FOUND.validate_json(_receive(process.stdout))
        except (OSError, EOFError, ValueError):
            reason = CRASHED if timer.is_alive() else f"it took longer than {self._timeout_s:g} seconds"
            self.close()
            return [_refused(f"{reason}; it may be damaged")]
        finally:
            timer.cancel()

    def close(self) -> None:
        """End the process."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            with suppress(OSError):
                if pipe:
                    pipe.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _refused(reason: str) -> Refused:
    return Refused(f"cannot be read: {reason}", "unreadable")


def _start() -> subprocess.Popen[bytes]:
    return subprocess.Popen(  # noqa: S603  our own interpreter with our own code
        [sys.executable, "-P", "-c", START],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=_environment(),
    )


def _environment() -> dict[str, str]:
    passed = {name: value for name, value in os.environ.items() if name in ENVIRONMENT or name.startswith("LC_")}
    return {**passed, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}


def serve() -> None:
    """Answer requests on standard input until it ends; libraries that print cannot disturb the answers."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    _limit_memory()
    with suppress(EOFError):
        while True:
            suffix = _receive(sys.stdin.buffer).decode()
            _send(answers, _read(suffix, _receive(sys.stdin.buffer)))


def _read(suffix: str, raw: bytes) -> bytes:
    try:
        return FOUND.dump_json(list(reader_of(suffix)(raw)))
    except Exception as error:  # noqa: BLE001  one file must not end the run, whatever a library raises
        detail = f"cannot be read ({type(error).__name__}); it may be damaged"
        return FOUND.dump_json([Refused(detail, "unreadable")])


def _limit_memory() -> None:
    with suppress(ImportError, ValueError, OSError):  # not on every system
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY_BYTES, MAX_MEMORY_BYTES))


def _send(pipe: IO[bytes] | None, message: bytes) -> None:
    assert pipe
    pipe.write(LENGTH.pack(len(message)) + message)
    pipe.flush()


def _receive(pipe: IO[bytes] | None) -> bytes:
    """The next message. Raises EOFError where it breaks off, ValueError where it is too long."""
    assert pipe
    (length,) = LENGTH.unpack(_exactly(pipe, LENGTH.size))
    if length > MAX_MESSAGE_BYTES:
        raise ValueError(f"a message of {length:,} bytes")
    return _exactly(pipe, length)


def _exactly(pipe: IO[bytes], length: int) -> bytes:
    data = pipe.read(length)
    if len(data) < length:
        raise EOFError
    return data
