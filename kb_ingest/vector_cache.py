"""Vectors on disk by content and embedder: what was embedded once is never computed again while it may be needed."""

import hashlib
import sqlite3
import time
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kb_ingest.sqlite_cache import find_rows

FILE = "vectors.sqlite"
SCHEMA = """
CREATE TABLE IF NOT EXISTS vectors (
    key BLOB PRIMARY KEY, vector BLOB NOT NULL, added_s INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID
"""


class VectorCache:
    """An opened file of vectors. A killed run loses at most what it has not added yet."""

    def __init__(self, path: Path) -> None:
        """Raises sqlite3.Error."""
        self._database = sqlite3.connect(path, timeout=30)
        self._database.execute("PRAGMA journal_mode=WAL")
        self._database.execute(SCHEMA)
        columns = {name for _, name, *_ in self._database.execute("PRAGMA table_info(vectors)")}
        if "added_s" not in columns:
            self._database.execute("ALTER TABLE vectors ADD COLUMN added_s INTEGER NOT NULL DEFAULT 0")

    def close(self) -> None:
        """Close the file."""
        self._database.close()

    def find(self, keys: Sequence[bytes]) -> dict[bytes, NDArray[np.float32]]:
        """The vectors that are known."""
        rows = find_rows(self._database, "SELECT key, vector FROM vectors WHERE key IN", keys)
        return {key: np.frombuffer(vector, dtype=np.float32) for key, vector in rows}

    def add(self, entries: Sequence[tuple[bytes, NDArray[np.float32]]]) -> None:
        """Keep vectors; durable when this returns."""
        now_s = int(time.time())
        with self._database:
            self._database.executemany(
                "INSERT OR REPLACE INTO vectors (key, vector, added_s) VALUES (?, ?, ?)",
                [(key, vector.tobytes(), now_s) for key, vector in entries],
            )

    def forget(self, *, but: Iterable[bytes], added_before: datetime) -> int:
        """Remove what is older and not named, give the room back, and return how many were removed."""
        with self._database:
            self._database.execute("CREATE TEMP TABLE needed (key BLOB PRIMARY KEY) WITHOUT ROWID")
            self._database.executemany("INSERT OR IGNORE INTO needed VALUES (?)", ((key,) for key in but))
            removed = self._database.execute(
                "DELETE FROM vectors WHERE added_s < ? AND key NOT IN (SELECT key FROM needed)",
                (int(added_before.timestamp()),),
            ).rowcount
        if removed:
            self._database.execute("VACUUM")
        return removed


def key_of(text: str, *, embedder: str) -> bytes:
    """Identifies a text together with the embedder that reads it."""
    return hashlib.sha256(f"{embedder}\x1f{text}".encode()).digest()
