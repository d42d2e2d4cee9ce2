import multiprocessing
import shutil
import sqlite3
import stat
from datetime import UTC, datetime, timedelta, timezone

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import create_engine, inspect, text

from assistant.domain import Author
from assistant.exceptions import StorageError
from assistant.storage.conversations import add_conversation, add_message, find_conversation, messages_of
from assistant.storage.database import Database, open_database, sqlite_url
from assistant.storage.models import Base, ConversationRow
from assistant.storage.records import MessageRecord, NewConversation
from assistant.storage.reveals import reveals_of

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.fixture
def database(tmp_path):
    database = open_database(sqlite_url(tmp_path))
    yield database
    database.close()


def conversation(name="c"):
    return NewConversation(name, "hash", "de", None, "notice")


def test_the_migrations_lead_to_exactly_the_models(database):
    with database.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []


def test_a_database_of_the_first_version_is_taken_over(tmp_path):
    engine = create_engine(sqlite_url(tmp_path))
    with engine.begin() as connection:
        config = Config()
        config.set_main_option("script_location", "assistant.storage:migrations")
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        row = {"at": "2026-11-21 12:00:00", "vault": b"ciphertext", "page": "https://shop.example:8443/profil/anna"}
        statement = (
            "INSERT INTO conversations (id, token_hash, language, page_url, created_at, last_active_at, vault) "
            "VALUES (:id, 'hash', 'de', :page, :at, :at, :vault)"
        )
        connection.execute(text(statement), [row | {"id": "c"}, row | {"id": "d", "page": None}])
    engine.dispose()
    database = open_database(sqlite_url(tmp_path))
    with database.reading() as session:
        assert find_conversation(session, "c").vault == b"ciphertext"
        assert [session.get_one(ConversationRow, name).page_url for name in "cd"] == ["https://shop.example:8443", None]
        assert reveals_of(session, "AU-2026-000001") == []
    database.close()


def test_what_is_deleted_is_overwritten_and_leaves_the_log(database, tmp_path):
    with database.writing() as session:
        add_conversation(session, conversation(), at=NOON)
        add_message(session, "c", MessageRecord(Author.CUSTOMER, "überschreiben bitte " * 300, "de"), at=NOON)
    with database.writing() as session:
        session.delete(session.get_one(ConversationRow, "c"))
    assert database.erase_replaced()
    assert b"schreiben bitte" not in b"".join(file.read_bytes() for file in tmp_path.iterdir())
    log = tmp_path / "auskunft.db-wal"
    assert not log.exists() or log.stat().st_size == 0


def test_a_reader_that_keeps_the_log_alive_is_told(tmp_path):
    database = open_database(sqlite_url(tmp_path).update_query_dict({"timeout": "0.1"}))
    with database.writing() as session:
        add_conversation(session, conversation(), at=NOON)
    with database.reading() as reading:
        find_conversation(reading, "c")
        with database.writing() as session:
            session.delete(session.get_one(ConversationRow, "c"))
        assert not database.erase_replaced()
    assert database.erase_replaced()
    database.close()


def test_a_database_that_went_away_cannot_be_cleaned(tmp_path):
    database = open_database(sqlite_url(tmp_path / "data"))
    database.close()
    shutil.rmtree(tmp_path / "data")
    with pytest.raises(StorageError):
        database.erase_replaced()


def test_opening_twice_changes_nothing(database, tmp_path):
    with database.writing() as session:
        add_conversation(session, conversation(), at=NOON)
    again = open_database(sqlite_url(tmp_path))
    with again.reading() as session:
        assert find_conversation(session, "c") is not None
    again.close()


def _open_and_count(data_dir):
    database = open_database(sqlite_url(data_dir))
    count = len(inspect(database.engine).get_table_names())
    database.close()
    return count


@pytest.mark.slow
def test_several_processes_may_open_a_new_database_at_once(tmp_path):
    with multiprocessing.get_context("spawn").Pool(2) as processes:
        counts = processes.map(_open_and_count, [tmp_path / "data"] * 2)
    assert counts == [len(Base.metadata.tables) + 1] * 2


def test_commits_are_durable_and_references_checked(database):
    with database.engine.connect() as connection:
        pragmas = {name: connection.execute(text(f"PRAGMA {name}")).scalar() for name in
                   ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")}  # fmt: skip
    assert pragmas == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 10_000}


def test_the_files_are_for_their_owner_only(database, tmp_path):
    with database.writing() as session:
        add_conversation(session, conversation(), at=NOON)
        session.flush()
        modes = {stat.S_IMODE(file.stat().st_mode) for file in tmp_path.iterdir()}
    assert modes == {0o600}


@pytest.mark.parametrize("folder", ["with space", "ümlaut", "100%", "a?b=c#d", "a/b/c"])
def test_a_data_directory_may_have_any_name(tmp_path, folder):
    open_database(sqlite_url(tmp_path / folder)).close()
    assert (tmp_path / folder / "auskunft.db").is_file()


def test_times_keep_their_zone(database):
    summer = datetime(2026, 7, 1, 14, tzinfo=timezone(timedelta(hours=2)))
    with database.writing() as session:
        add_conversation(session, conversation(), at=summer)
    with database.reading() as session:
        stored = session.get_one(ConversationRow, "c").created_at
    assert (stored, stored.tzinfo) == (datetime(2026, 7, 1, 12, tzinfo=UTC), UTC)


def test_a_time_without_zone_is_refused(database):
    with pytest.raises(StorageError), database.writing() as session:
        add_conversation(session, conversation(), at=NOON.replace(tzinfo=None))


def test_a_failed_block_stores_nothing(database):
    def add_two():
        with database.writing() as session:
            add_conversation(session, conversation("a"), at=NOON)
            add_conversation(session, conversation("b" * 10), at=NOON.replace(tzinfo=None))

    with pytest.raises(StorageError):
        add_two()
    with database.reading() as session:
        assert find_conversation(session, "a") is None


def test_messages_come_back_as_they_were_stored_in_their_order(database):
    stored = [MessageRecord(Author.CUSTOMER, f"Frage {number}", "de") for number in range(12)]
    with database.writing() as session:
        add_conversation(session, conversation(), at=NOON)
        for message in stored:
            add_message(session, "c", message, at=NOON)
    with database.reading() as session:
        assert messages_of(session, "c") == tuple(stored)
        assert messages_of(session, "c", last=2) == tuple(stored[-2:])


@pytest.mark.parametrize("author", [None, "bot"])
def test_a_message_without_a_known_author_cannot_be_stored(database, author):
    with database.writing() as session:
        add_conversation(session, conversation(), at=NOON)
    values = {"author": author, "at": "2026-11-21 12:00:00"}
    statement = text(
        "INSERT INTO messages (conversation_id, sequence, author, text, language, ai_generated, prompt_versions, "
        "sources, created_at) VALUES ('c', 1, :author, '', 'de', 0, '[]', '[]', :at)"
    )
    with pytest.raises(StorageError), database.writing() as session:
        session.execute(statement, values)


def test_a_read_does_not_wait_for_a_writer(database):
    with database.writing() as writing:
        add_conversation(writing, conversation(), at=NOON)
        writing.flush()
        with database.reading() as reading:
            assert find_conversation(reading, "c") is None


def test_a_database_that_stays_locked_is_reported(tmp_path):
    database = open_database(sqlite_url(tmp_path).update_query_dict({"timeout": "0.1"}))
    other = sqlite3.connect(tmp_path / "auskunft.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StorageError), database.writing() as session:
        session.connection()
    other.close()
    database.close()


@pytest.mark.parametrize(
    "url",
    [
        pytest.param("nonsense", id="no URL"),
        pytest.param("unknown+driver://host/name", id="unknown driver"),
        pytest.param("sqlite:////proc/nothing/auskunft.db", id="directory that cannot be created"),
    ],
)
def test_a_database_that_cannot_be_opened_is_reported_plainly(url):
    with pytest.raises(StorageError) as caught:
        open_database(url)
    assert "sqlalchemy" not in str(caught.value).lower()


def test_errors_carry_no_stored_values(database, caplog):
    with pytest.raises(StorageError) as caught, database.writing() as session:
        session.execute(text("INSERT INTO nothing VALUES (:name)"), {"name": "Anna Schmidt"})
    assert "Anna" not in str(caught.value)
    assert not any("Anna" in str(vars(record)) for record in caplog.records)


def test_the_log_tells_why_the_database_refused(database, caplog):
    with pytest.raises(StorageError), database.writing() as session:
        session.execute(text("SELECT * FROM missing"))
    assert caplog.records[-1].reason == "no such table: missing"


def test_a_write_protected_file_is_reported(database, tmp_path):
    database.close()
    protected = Database(open_database(sqlite_url(tmp_path)).engine)
    with protected.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA query_only = ON")
    with pytest.raises(StorageError), protected.writing() as session:
        add_conversation(session, conversation(), at=NOON)
    protected.close()
