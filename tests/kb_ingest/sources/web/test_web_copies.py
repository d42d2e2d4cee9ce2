import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from kb_ingest.errors import TransientSourceError
from kb_ingest.sources.web.copies import Copy, PageCopies

COPY = Copy("https://a.example/", "https://a.example/", body=b"Seite")


@pytest.fixture
def file(tmp_path) -> Path:
    return tmp_path / "state" / "pages.sqlite"


@pytest.fixture
def keep(file):
    """Puts a copy as a run does and says what the next one finds."""

    def put(copy: Copy = COPY) -> Copy | None:
        with closing(PageCopies(file)) as copies:
            copies.put(copy)
        with closing(PageCopies(file)) as copies:
            return copies.get(copy.url)

    return put


@pytest.mark.parametrize(
    "table",
    [
        pytest.param("CREATE TABLE page (url TEXT PRIMARY KEY, body BLOB)", id="earlier version"),
        pytest.param(
            "CREATE TABLE page (url, known_as, target, etag, last_modified, charset, robots_tag, body, more)",
            id="later version",
        ),
        pytest.param("CREATE VIEW page AS SELECT 1 AS url", id="no table"),
    ],
)
def test_a_file_of_another_version_is_made_anew(file, keep, table):
    file.parent.mkdir()
    with closing(sqlite3.connect(file)) as database:
        database.execute("PRAGMA journal_mode = WAL")
        database.execute(table)
    assert keep() == COPY


def test_what_sqlite_left_beside_a_damaged_file_goes_with_it(file, keep):
    file.parent.mkdir()
    for name in ("pages.sqlite", "pages.sqlite-wal", "pages.sqlite-shm"):
        (file.parent / name).write_bytes(b"damaged " * 1000)
    (file.parent / "other.sqlite").write_bytes(b"kept")
    assert keep() == COPY
    assert (file.parent / "other.sqlite").read_bytes() == b"kept"


def test_a_file_that_is_damaged_inside_is_made_anew(file, keep):
    with closing(PageCopies(file)) as copies:
        for number in range(500):
            copies.put(Copy(f"https://a.example/{number}", body=bytes(range(256))))
    content = bytearray(file.read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)
    file.write_bytes(content)
    assert keep() == COPY


def test_a_locked_file_stays(file, keep, monkeypatch):
    keep()
    connect = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda *args, **options: connect(*args, **options | {"timeout": 0}))
    with closing(connect(file)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(TransientSourceError, match="locked"):
            PageCopies(file)
    with closing(PageCopies(file)) as copies:
        assert copies.get(COPY.url) == COPY


def test_the_copy_behind_redirects_is_found_and_an_endless_circle_ends(file):
    with closing(PageCopies(file)) as copies:
        for copy in (Copy("/1", target="/2"), Copy("/2", target="/3"), Copy("/3", body=b"da"), Copy("/x", target="/x")):
            copies.put(copy)
        assert [copy.url for copy in copies.chain("/1")] == ["/1", "/2", "/3"]
        assert copies.chain("/1")[-1].body == b"da"
        assert copies.chain("/4") == [Copy("/4")]
        assert len(copies.chain("/x")) == 6
