"""A PostgreSQL server, given or our own, and an empty database on it for each test."""

import os
import pwd
import secrets
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import NoReturn

import pytest
from sqlalchemy import URL, NullPool, create_engine, make_url

from assistant.storage.database import Database, open_database

# The chat's fakes serve the tests of the whole line on PostgreSQL too.
sys.path.append(str(Path(__file__).parents[1] / "chat"))

GIVEN_SERVER = "AUSKUNFT_TEST_POSTGRES_URL"  # its role must be allowed to create databases
DEBIAN_PROGRAMS = Path("/usr/lib/postgresql")
PROGRAMS = ("initdb", "pg_ctl", "postgres")
SETTINGS = """
listen_addresses = ''
unix_socket_directories = '{folder}'
port = 5432
fsync = off
"""


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[URL]:
    """The address of a server's maintenance database."""
    if given := os.environ.get(GIVEN_SERVER):
        yield make_url(given)
        return
    folder_of_programs = programs()
    folder = Path(tempfile.mkdtemp(prefix="auskunft-postgresql-"))
    server = PrivateServer(folder_of_programs, folder, owner_of(folder))
    try:
        server.start()
        yield server.url
    finally:
        server.stop()


@pytest.fixture
def postgresql_url(postgresql_server: URL) -> Iterator[URL]:
    """The address of an empty database, dropped after the test."""
    name = f"auskunft_test_{secrets.token_hex(8)}"
    on_server(postgresql_server, f"CREATE DATABASE {name}")
    yield postgresql_server.set(database=name)
    on_server(postgresql_server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def postgresql(postgresql_url: URL) -> Iterator[Database]:
    """An opened database."""
    database = open_database(postgresql_url)
    yield database
    database.close()


@pytest.fixture
def on_postgresql(postgresql_server: URL) -> Callable[..., None]:
    """Runs a statement from outside of the test's database."""
    return partial(on_server, postgresql_server)


def on_server(server: URL, statement: str, *parameters: str) -> None:
    """Run a statement outside of any transaction, on a connection of its own."""
    engine = create_engine(server, isolation_level="AUTOCOMMIT", poolclass=NullPool)
    with engine.connect() as connection:
        connection.exec_driver_sql(statement, parameters or None)


def programs() -> Path:
    """The folder of the newest initdb and pg_ctl here; tests are skipped where there is none."""
    versions = sorted(DEBIAN_PROGRAMS.glob("[0-9]*/bin"), key=lambda folder: float(folder.parent.name), reverse=True)
    on_path = [Path(found).resolve().parent for found in [shutil.which("initdb")] if found]
    complete = [folder for folder in (*versions, *on_path) if all((folder / name).is_file() for name in PROGRAMS)]
    if not complete:
        without_server(f"PostgreSQL is not installed, and {GIVEN_SERVER} names no server")
    return complete[0]


def without_server(reason: str) -> NoReturn:
    """Skip the test, or fail where everything is required."""
    if os.environ.get("AUSKUNFT_REQUIRE_ALL") == "1":
        pytest.fail(reason)
    pytest.skip(reason)


@dataclass(frozen=True)
class PrivateServer:
    """A server in a folder of its own, which alone leads to it."""

    programs: Path
    folder: Path
    owner: str | None

    @property
    def url(self) -> URL:
        return URL.create(
            "postgresql", "postgres", database="postgres", query={"host": str(self.folder), "port": "5432"}
        )

    def start(self) -> None:
        try:
            self.run("initdb", "--auth=trust", "--username=postgres", "--encoding=UTF8", "--no-locale", "--no-sync")
            with (self.folder / "data/postgresql.conf").open("a") as settings:
                settings.write(SETTINGS.format(folder=self.folder))
            self.run("pg_ctl", "start", "--wait", f"--log={self.folder / 'log'}")
        except subprocess.CalledProcessError as error:
            log = "".join(file.read_text() for file in self.folder.glob("log"))
            without_server(f"PostgreSQL does not run here: {error} {error.stderr.decode()} {log}")

    def stop(self) -> None:
        try:
            if (self.folder / "data/postmaster.pid").exists():
                self.run("pg_ctl", "stop", "--wait", "--mode=immediate")
        finally:
            shutil.rmtree(self.folder)

    def run(self, program: str, *arguments: str) -> None:
        command = [self.programs / program, f"--pgdata={self.folder / 'data'}", *arguments]
        environment = {"PATH": os.defpath, "LC_ALL": "C"}
        identity = (
            {"user": self.owner, "group": pwd.getpwnam(self.owner).pw_gid, "extra_groups": []} if self.owner else {}
        )
        subprocess.run(command, cwd=self.folder, env=environment, check=True, capture_output=True, **identity)


def owner_of(folder: Path) -> str | None:
    """Hand the folder to another user where we are root, who may not run a PostgreSQL server."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    owner = "postgres" if "postgres" in names else "nobody"
    shutil.chown(folder, owner)
    return owner
