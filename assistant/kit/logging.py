"""Logs as JSON lines on stderr that quote no customer.

Exceptions appear as type and places, for their messages may quote a text. So may every line of a library: only ours and
those of the libraries in `_QUOTE_NOBODY` appear in words.
"""

import json
import logging
import sys
import threading
import traceback
from datetime import UTC, datetime
from types import TracebackType
from typing import Any, Final

_OURS: Final = ("assistant", "kb_ingest", "evals")
_QUOTE_NOBODY: Final = ("uvicorn", "alembic")
_SPOKEN: Final = frozenset((*_OURS, *_QUOTE_NOBODY))
_WITHHELD: Final = "(the words of a library are left out: they may quote a customer)"
_BROKEN: Final = "(a message that cannot be formatted)"
logger = logging.getLogger(__name__)
_STANDARD: Final = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}
_MAX_FRAMES: Final = 12


class JsonFormatter(logging.Formatter):
    """One JSON object a line; fields given as `extra` stand beside the message."""

    def format(self, record: logging.LogRecord) -> str:
        """Render the record without any exception message."""
        entry: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
        }
        if record.name.partition(".")[0] in _SPOKEN:
            fields = {name: value for name, value in vars(record).items() if name not in _STANDARD}
            entry |= {"message": _message(record), **fields}
        else:
            entry |= {"message": _WITHHELD, "place": f"{record.module}:{record.lineno}"}
        if record.exc_info and record.exc_info[1]:
            entry |= failure_fields(record.exc_info[1])
        return json.dumps(entry, default=str)


def failure_fields(error: BaseException) -> dict[str, object]:
    """Return what may be logged of an exception: its types down to the cause, and the places it passed."""
    return {"error": _types(error), "where": _places(error.__traceback__)}


def configure_logging(level: str) -> None:
    """Send our lines from `level` on, and warnings of libraries, to stderr as JSON lines; uncaught errors as well."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonFormatter())
    handler.addFilter(_is_wanted)
    logging.basicConfig(level=max(logging.WARNING, logging.getLevelName(level.upper())), handlers=[handler], force=True)
    for name in _SPOKEN:
        logging.getLogger(name).setLevel(level.upper())
    # An access line carries the visitor's address, which is stored nowhere.
    logging.getLogger("uvicorn.access").setLevel(logging.WARNING)
    logging.captureWarnings(True)
    logging.raiseExceptions = False  # a line that cannot be written would be printed with its arguments
    _catch_uncaught()


def _is_wanted(record: logging.LogRecord) -> bool:
    """Tell whether a line is ours or a warning: a library may have lowered its own level."""
    return record.levelno >= logging.WARNING or record.name.partition(".")[0] in _SPOKEN


def _catch_uncaught() -> None:
    """Let an error that ends a thread or the process be logged instead of printed with its message."""

    def of_thread(uncaught: threading.ExceptHookArgs) -> None:
        _log_uncaught(uncaught.exc_value)

    def of_process(_type: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
        _log_uncaught(error)

    def of_destructor(uncaught: Any) -> None:  # noqa: ANN401  sys.UnraisableHookArgs exists for type checkers only
        _log_uncaught(uncaught.exc_value)

    threading.excepthook, sys.excepthook, sys.unraisablehook = of_thread, of_process, of_destructor


def _log_uncaught(error: BaseException | None) -> None:
    if error is not None and not isinstance(error, SystemExit):
        logger.error("An error that nobody caught.", extra=failure_fields(error))


def _message(record: logging.LogRecord) -> str:
    try:
        return record.getMessage()
    except Exception:  # noqa: BLE001  the arguments do not fit the words, or refuse to be printed
        return _BROKEN


def _types(error: BaseException) -> str:
    names: list[str] = []
    cause: BaseException | None = error
    while cause is not None and len(names) < _MAX_FRAMES:
        names.append(type(cause).__name__)
        cause = cause.__cause__
    return " < ".join(names)


def _places(trace: TracebackType | None) -> list[str]:
    frames = traceback.extract_tb(trace)[-_MAX_FRAMES:]
    return [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
