"""What screening found in a text is kept, so that only changed articles are read again."""

import hashlib
import json
import logging
import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Any

from kb_ingest.article import Article
from kb_ingest.code_digest import code_digest
from kb_ingest.compare_articles import Note, Place
from kb_ingest.screen import Finding
from kb_ingest.sqlite_cache import find_rows, remove_database

FILE = "screened.sqlite"
OWNER_ONLY = 0o600
SCHEMA = """
CREATE TABLE IF NOT EXISTS screened (key BLOB PRIMARY KEY, findings TEXT NOT NULL, features TEXT NOT NULL)
    WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS compared (key BLOB PRIMARY KEY, notes TEXT NOT NULL) WITHOUT ROWID;
"""
CODE = (
    *("kb_ingest.screen", "kb_ingest.compare_articles", "kb_ingest.families", "kb_ingest.screen_cache"),
    *("assistant.redaction", "assistant.knowledge.quantities", "assistant.knowledge.lexical"),
)

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Screened:
    """What is known of one article's text; findings include what the company may publish. `features` is their JSON."""

    findings: tuple[Finding, ...]
    features: str


def version() -> str:
    """Changes with the code that screens, so that an update of it reads everything again."""
    return code_digest(*CODE)


def key_of(article: Article) -> bytes:
    """Identifies the text of an article, as its source delivers it, together with the code that reads it."""
    content = f"{version()}\x1f{article.language}\x1f{article.title}\x1f{article.body}"
    return hashlib.sha256(content.encode(errors="surrogatepass")).digest()


class ScreenCache:
    """Results by text, in a file of the knowledge directory. What is wrong with the file costs time, nothing else."""

    def __init__(self, root: Path) -> None:
        self._path = root / FILE

    def find(self, keys: Sequence[bytes]) -> dict[bytes, Screened]:
        """What is known; nothing when the file is missing, damaged or locked."""
        try:
            with closing(self._open()) as database:
                rows = find_rows(database, "SELECT key, findings, features FROM screened WHERE key IN", keys)
                return {key: _read(*row) for key, *row in rows}
        except (OSError, sqlite3.Error, ValueError, TypeError) as error:
            logger.warning("what was screened before cannot be read (%s), screening again", error)
            if not isinstance(error, sqlite3.OperationalError):
                remove_database(self._path)
            return {}

    def add(self, new: Mapping[bytes, Screened]) -> None:
        """Keep results; durable when this returns."""
        rows = [(key, json.dumps([astuple(one) for one in s.findings]), s.features) for key, s in new.items()]
        self._change(lambda database: database.executemany("INSERT OR REPLACE INTO screened VALUES (?, ?, ?)", rows))

    def forget_all_but(self, used: Iterable[bytes]) -> None:
        """Forget the texts that are gone: what an editor deletes is deleted here, too."""
        kept = set(used)

        def forget(database: sqlite3.Connection) -> None:
            gone = [(key,) for (key,) in database.execute("SELECT key FROM screened") if key not in kept]
            database.executemany("DELETE FROM screened WHERE key = ?", gone)

        self._change(forget)

    def find_notes(self, keys: Sequence[bytes]) -> tuple[Note, ...] | None:
        """The notes on just these texts; None when they have not been compared."""
        try:
            with closing(self._open()) as database:
                row = database.execute("SELECT notes FROM compared WHERE key = ?", (_key_of_all(keys),)).fetchone()
                return tuple(_note(fields) for fields in json.loads(row[0])) if row else None
        except (OSError, sqlite3.Error, ValueError, TypeError):
            return None

    def keep_notes(self, keys: Sequence[bytes], notes: Sequence[Note]) -> None:
        """Keep the notes on these texts and forget all others."""
        content = json.dumps([astuple(note) for note in notes], ensure_ascii=False)

        def keep(database: sqlite3.Connection) -> None:
            database.execute("DELETE FROM compared")
            database.execute("INSERT INTO compared VALUES (?, ?)", (_key_of_all(keys), content))

        self._change(keep)

    def _change(self, change: Callable[[sqlite3.Connection], object]) -> None:
        try:
            with closing(self._open()) as database, database:
                change(database)
        except sqlite3.OperationalError as error:
            logger.warning("what was screened cannot be kept: %s", error)
        except (OSError, sqlite3.DatabaseError):
            remove_database(self._path)

    def _open(self) -> sqlite3.Connection:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._path.touch(mode=OWNER_ONLY)  # it quotes personal data of articles that are held
        self._path.chmod(OWNER_ONLY)  # an earlier version let others read it
        database = sqlite3.connect(self._path, timeout=30)
        database.execute("PRAGMA secure_delete=ON")
        database.executescript(SCHEMA)
        return database


def _read(findings: str, features: str) -> Screened:
    return Screened(tuple(Finding(*fields) for fields in json.loads(findings)), features)


def _key_of_all(keys: Sequence[bytes]) -> bytes:
    return hashlib.sha256(b"".join(keys)).digest()


def _note(fields: list[Any]) -> Note:
    kind, detail, first, second = fields
    return Note(kind, detail, Place(*first), Place(*second))
