"""What files share that keep results in SQLite and can be made anew."""

import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any

SIDE_FILES = ("-wal", "-shm", "-journal")
QUERY_VARIABLES = 500


def find_rows(database: sqlite3.Connection, query: str, keys: Sequence[bytes]) -> list[tuple[Any, ...]]:
    """The rows of a query that ends with `IN`, for any number of keys. Raises sqlite3.Error."""
    rows: list[tuple[Any, ...]] = []
    for start in range(0, len(keys), QUERY_VARIABLES):
        part = keys[start : start + QUERY_VARIABLES]
        rows += database.execute(f"{query} ({','.join('?' * len(part))})", part)
    return rows


def remove_database(file: Path) -> None:
    """Remove a damaged file with what SQLite keeps beside it; the next one who opens it makes it anew."""
    for each in (file, *(file.with_name(file.name + suffix) for suffix in SIDE_FILES)):
        each.unlink(missing_ok=True)
