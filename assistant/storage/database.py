"""Opening the database and its transactions: what is acknowledged has been committed."""

import logging
import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from alembic import command
from alembic.config import Config
from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, OperationalError, SQLAlchemyError
from sqlalchemy.orm import Session
from sqlalchemy.pool import ConnectionPoolEntry

from assistant.exceptions import StorageError
from assistant.kit.logging import failure_fields

logger = logging.getLogger(__name__)
_BUSY_TIMEOUT: Final = {"timeout": "10"}  # seconds a writer waits for another one
# What is deleted or replaced is overwritten with zeros.
_PRAGMAS: Final = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON")
_READERS_WAITED_FOR_MS: Final = 500  # meanwhile nobody can write
_MIGRATION_TRIES: Final = 5
_READ_ONLY: Final = "auskunft_read_only"


@dataclass(frozen=True, slots=True)
class Database:
    """Transactions on one database. Both raise StorageError, after which nothing of the block is stored."""

    engine: Engine

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """Open a transaction that commits, durably, at the end of the block."""
        with _translated(), Session(self.engine) as session, session.begin():
            yield session

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Open a transaction that never waits for writers."""
        with _translated(), Session(self.engine.execution_options(**{_READ_ONLY: True})) as session:
            yield session

    def erase_replaced(self) -> bool:
        """Take what was deleted or replaced out of SQLite's write-ahead log as well; False where readers prevent it.

        Other databases clean up by themselves. Raises StorageError.
        """
        if self.engine.dialect.name != "sqlite":
            return True
        try:
            with closing(self.engine.raw_connection()) as connection:  # SQLAlchemy would begin a transaction
                connection.detach()
                cursor = connection.cursor()
                cursor.execute(f"PRAGMA busy_timeout={_READERS_WAITED_FOR_MS}")
                is_busy, *_ = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        except (sqlite3.Error, SQLAlchemyError) as error:
            raise StorageError("What was deleted is still in the database's log.") from error
        return not is_busy

    def close(self) -> None:
        """Give all connections back."""
        self.engine.dispose()


def sqlite_url(data_dir: Path) -> URL:
    """Return the URL of the default database in the data directory."""
    return URL.create("sqlite", database=str(data_dir / "auskunft.db"))


def open_database(url: str | URL) -> Database:
    """Open the database and bring its tables up to date. Several processes may do so at once. Raises StorageError."""
    database = Database(_engine(url))
    try:
        _upgrade(database)
    except StorageError:
        database.close()
        raise
    return database


def _engine(url: str | URL) -> Engine:
    try:
        parsed = make_url(url)
        if parsed.get_backend_name() != "sqlite":
            return create_engine(parsed, pool_pre_ping=True, hide_parameters=True)
        _create_file(parsed)
        engine = create_engine(parsed.update_query_dict(_BUSY_TIMEOUT | dict(parsed.query)), hide_parameters=True)
    except OSError as error:
        raise StorageError("The data directory cannot be written.") from error
    except (ArgumentError, NoSuchModuleError, ModuleNotFoundError) as error:
        raise StorageError("The database URL is not understood, or its driver is not installed.") from error
    event.listen(engine, "connect", _configure_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _create_file(url: URL) -> None:
    """Create the file readable for its owner only; SQLite gives its side files the same mode."""
    if url.database and url.database != ":memory:" and "uri" not in url.query:
        file = Path(url.database)
        file.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(file, os.O_CREAT | os.O_RDWR, 0o600))


def _configure_sqlite(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # we begin transactions ourselves, below
    cursor = connection.cursor()
    for pragma in _PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    # A transaction that starts by reading and then writes fails at once when another one wrote in between; taking the
    # write lock at the start makes it wait instead.
    read_only = connection.get_execution_options().get(_READ_ONLY, False)
    connection.exec_driver_sql("BEGIN" if read_only else "BEGIN IMMEDIATE")


def _upgrade(database: Database) -> None:
    """Migrate in one transaction; where two processes race, the loser finds the work done at its next try."""
    for attempt in range(1, _MIGRATION_TRIES + 1):
        try:
            with _translated(), database.engine.begin() as connection:
                config = Config()
                config.set_main_option("script_location", "assistant.storage:migrations")
                config.attributes["connection"] = connection
                command.upgrade(config, "head")
                return
        except StorageError:
            if attempt == _MIGRATION_TRIES:
                raise
            time.sleep(0.1 * attempt)


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except SQLAlchemyError as error:
        logger.error("The database refused.", extra=_fields(error))  # noqa: TRY400  the message may hold stored values
        raise StorageError("The data could not be stored or read. Nothing was saved; please try again.") from error


def _fields(error: SQLAlchemyError) -> dict[str, object]:
    """Say why where the reason names no values: disk full, file locked, server gone."""
    reason = str(error.orig) if isinstance(error, OperationalError) else None
    return {**failure_fields(error), "reason": reason}
