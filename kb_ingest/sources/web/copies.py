"""The copies of pages that a crawl keeps, so that an unchanged page need not be sent again."""

import logging
import sqlite3
import zlib
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import astuple, dataclass, fields
from pathlib import Path

from kb_ingest.errors import TransientSourceError

TABLE = """
CREATE TABLE IF NOT EXISTS page (
    url TEXT PRIMARY KEY, known_as TEXT NOT NULL, target TEXT NOT NULL, etag TEXT NOT NULL, last_modified TEXT NOT NULL,
    charset TEXT NOT NULL, robots_tag TEXT NOT NULL, body BLOB NOT NULL
) WITHOUT ROWID
"""
MAX_HOPS = 6

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Copy:
    """A page as it was sent. `known_as` is the article's origin; a page that redirects has only a `target`."""

    url: str
    known_as: str = ""
    target: str = ""
    etag: str = ""
    last_modified: str = ""
    charset: str = ""
    robots_tag: str = ""
    body: bytes = b""


COLUMNS = tuple(each.name for each in fields(Copy))


class PageCopies:
    """One SQLite file; every copy is safe as soon as it is put. A damaged file is started anew."""

    def __init__(self, file: Path) -> None:
        """Raises TransientSourceError."""
        self._file = file
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            self._database = self._open()
        except (sqlite3.Error, OSError) as error:
            raise self._failure(error) from error

    def _open(self) -> sqlite3.Connection:
        """The file as it is; a damaged one, or one with another table, is made anew, one that is locked is not."""
        database = sqlite3.connect(self._file, isolation_level=None)
        try:
            database.execute("PRAGMA journal_mode = WAL")
            database.execute(TABLE)
            columns = tuple(name for _, name, *_ in database.execute("PRAGMA table_info(page)"))
        except sqlite3.OperationalError:
            database.close()
            raise
        except sqlite3.DatabaseError as error:
            return self._made_anew(database, error)
        return database if columns == COLUMNS else self._made_anew(database, "made by another version")

    def _made_anew(self, database: sqlite3.Connection, reason: object) -> sqlite3.Connection:
        logger.warning("%s is made anew, every page will be sent again: %s", self._file, reason)
        database.close()
        for suffix in ("", "-wal", "-shm"):  # SQLite's own files beside it
            self._file.with_name(self._file.name + suffix).unlink(missing_ok=True)
        return self._open()

    def close(self) -> None:
        """Close the file."""
        self._database.close()

    def get(self, url: str) -> Copy | None:
        """The copy of the page at an address."""
        with suppress(sqlite3.DatabaseError, zlib.error):
            found = self._database.execute("SELECT * FROM page WHERE url = ?", (url,))
            for address, known_as, target, etag, last_modified, charset, robots_tag, body in found:
                return Copy(address, known_as, target, etag, last_modified, charset, robots_tag, zlib.decompress(body))
        return None

    def chain(self, url: str) -> list[Copy]:
        """The copies along the redirects of an address, the page itself last; an empty one of what was never read."""
        chain = [self.get(url) or Copy(url)]
        while chain[-1].target and len(chain) < MAX_HOPS:
            target = chain[-1].target
            chain.append(self.get(target) or Copy(target))
        return chain

    def put(self, copy: Copy) -> None:
        """Keep a copy instead of the earlier one. Raises TransientSourceError."""
        *head, body = astuple(copy)
        self._write("INSERT OR REPLACE INTO page VALUES (?, ?, ?, ?, ?, ?, ?, ?)", [(*head, zlib.compress(body, 3))])

    def forget(self, urls: Iterable[str]) -> None:
        """Drop copies. Raises TransientSourceError."""
        self._write("DELETE FROM page WHERE url = ?", [(url,) for url in urls])

    def urls(self) -> set[str]:
        """The addresses of all copies."""
        with suppress(sqlite3.DatabaseError):
            return {url for (url,) in self._database.execute("SELECT url FROM page")}
        return set()

    def _write(self, statement: str, rows: list[tuple[object, ...]]) -> None:
        try:
            try:
                self._database.executemany(statement, rows)
            except sqlite3.OperationalError:
                raise
            except sqlite3.DatabaseError as error:
                self._database = self._made_anew(self._database, error)
                self._database.executemany(statement, rows)
        except (sqlite3.Error, OSError) as error:
            raise self._failure(error) from error

    def _failure(self, error: Exception) -> TransientSourceError:
        return TransientSourceError(f"The copies of pages in {self._file} cannot be kept: {error}.")
