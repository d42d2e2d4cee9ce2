"""Remembers what was read from a file, by its content: an unchanged file is not read again."""

import hashlib
import logging
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import cache
from importlib.metadata import version
from pathlib import Path
from types import TracebackType
from typing import Self

from kb_ingest.sources.files.extracted import FOUND, Extracted, Refused

TABLE = "CREATE TABLE IF NOT EXISTS extracted (key BLOB PRIMARY KEY, found BLOB NOT NULL)"
NOWHERE = ":memory:"
WAIT_S = 5.0
WRITTEN_TOGETHER = 50
LIBRARIES = ("html-to-markdown", "mammoth", "pypdfium2", "python-calamine", "selectolax")

logger = logging.getLogger(__name__)


class ExtractionCache:
    """One SQLite file, for use in a `with`. It is only a shortcut: where it cannot be used, files are read anew."""

    def __init__(self, file: Path | None) -> None:
        self._database = _opened(file) if file else _open(NOWHERE)
        self._used: set[bytes] = set()
        self._unwritten = 0

    def find(self, raw: bytes, *, suffix: str) -> Sequence[Extracted | Refused] | None:
        """What was read from such a file before."""
        key = _key(raw, suffix)
        self._used.add(key)
        with suppress(sqlite3.Error, ValueError):
            row = self._database.execute("SELECT found FROM extracted WHERE key = ?", (key,)).fetchone()
            return FOUND.validate_json(row[0]) if row else None
        return None

    def add(self, raw: bytes, found: Sequence[Extracted | Refused], *, suffix: str) -> None:
        """Keep what was read, unless the file could not be read: it may have been the machine's fault."""
        if any(isinstance(item, Refused) and item.kind == "unreadable" for item in found):
            return
        with self._told_if_it_fails():
            row = (_key(raw, suffix), FOUND.dump_json(list(found)))
            self._database.execute("INSERT OR REPLACE INTO extracted VALUES (?, ?)", row)
            self._unwritten += 1
            if self._unwritten >= WRITTEN_TOGETHER:  # a run that is killed need not begin at the beginning
                self._write()

    def forget_unused(self) -> None:
        """Drop what was read from files that are not there any more."""
        with self._told_if_it_fails():
            known = {key for (key,) in self._database.execute("SELECT key FROM extracted")}
            self._database.executemany("DELETE FROM extracted WHERE key = ?", [(key,) for key in known - self._used])
            self._write()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._told_if_it_fails():
            self._write()
        self._database.close()

    def _write(self) -> None:
        self._database.commit()
        self._unwritten = 0

    @contextmanager
    def _told_if_it_fails(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            logger.warning("what was read from files cannot be kept, the next run reads them again: %s", error)


def _opened(file: Path) -> sqlite3.Connection:
    """The file, anew if it is damaged, or a place in memory if there can be none."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with suppress(sqlite3.DatabaseError):
            return _open(str(file))
        file.unlink(missing_ok=True)
        return _open(str(file))
    except (OSError, sqlite3.Error) as error:
        logger.warning("what was read from files cannot be kept, the next run reads them again: %s", error)
        return _open(NOWHERE)


def _open(place: str) -> sqlite3.Connection:
    database = sqlite3.connect(place, timeout=WAIT_S)
    try:
        database.execute(TABLE)
        database.execute("SELECT key FROM extracted LIMIT 1")
    except sqlite3.Error:
        database.close()
        raise
    return database


def _key(raw: bytes, suffix: str) -> bytes:
    return hashlib.sha256(f"{_recipe()}{suffix}\0".encode() + raw).digest()


@cache
def _recipe() -> str:
    """Changes with the readers and their libraries."""
    code = b"".join(file.read_bytes() for file in sorted(Path(__file__).parent.glob("*.py")))
    return hashlib.sha256(code).hexdigest() + "".join(map(version, LIBRARIES))
