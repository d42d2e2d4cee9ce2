import sqlite3
from contextlib import closing

from kb_ingest.sqlite_cache import QUERY_VARIABLES, find_rows, remove_database


def test_any_number_of_keys_is_looked_up():
    keys = [number.to_bytes(4) for number in range(2 * QUERY_VARIABLES + 1)]
    with closing(sqlite3.connect(":memory:")) as database:
        database.execute("CREATE TABLE kept (key BLOB PRIMARY KEY)")
        database.executemany("INSERT INTO kept VALUES (?)", [(key,) for key in keys[1:]])
        assert find_rows(database, "SELECT key FROM kept WHERE key IN", [*keys, b"other"]) == [
            (key,) for key in keys[1:]
        ]
        assert find_rows(database, "SELECT key FROM kept WHERE key IN", []) == []


def test_a_database_is_removed_with_its_side_files_and_nothing_else(tmp_path):
    names = ["a.sqlite", "a.sqlite-wal", "a.sqlite-shm", "a.sqlite-journal", "a.sqlite.copy", "b.sqlite"]
    for name in names:
        (tmp_path / name).touch()
    remove_database(tmp_path / "a.sqlite")
    assert sorted(file.name for file in tmp_path.iterdir()) == ["a.sqlite.copy", "b.sqlite"]
    remove_database(tmp_path / "a.sqlite")
