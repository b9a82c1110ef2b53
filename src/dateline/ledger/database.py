"""Where a ledger lives: a SQLite file or a PostgreSQL database, its version, and its transactions.

Only one writer writes at a time (SQLite's own lock, an advisory lock in PostgreSQL), so that commits are recorded in the order in which
they become visible. SQLite runs in WAL mode, so readers never wait, with ``synchronous=FULL``: what is committed is on the disk.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError

from dateline.errors import LedgerError

SCHEMA: Final = "0001"
"""The version of the tables, the name of the newest migration."""

LOCK_SECONDS: Final = 120
"""How long a writer waits for another: many times as long as a batch takes to be written."""

_ADVISORY_LOCK: Final = 0x646174656C696E65  # "dateline"
_BEGIN: Final = "begin"


class Database:
    """An opened ledger's database. ``name`` is what messages call it, without a password."""

    def __init__(self, address: str | os.PathLike[str], *, create: bool, upgrade: bool) -> None:
        self.name, self._file, self.engine = _engine(address)
        if self._file is not None and not create and not self._file.exists():
            raise LedgerError(f"{self.name}: no such ledger; dateline add makes one")
        if self._file is not None and not self._file.absolute().parent.is_dir():
            raise LedgerError(f"{self.name}: its folder does not exist; make {self._file.parent} first")
        self._bring_up(create, upgrade)

    @property
    def is_postgresql(self) -> bool:
        """Whether the ledger lives in PostgreSQL."""
        return self.engine.dialect.name == "postgresql"

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one state of the ledger throughout, whatever others write meanwhile. Raises LedgerError."""
        with self._told("cannot be read"), self.engine.connect() as connection:
            if self.is_postgresql:
                connection = connection.execution_options(isolation_level="REPEATABLE READ")
            with connection.begin():
                yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A connection with the ledger's write lock. All that is written becomes visible at the end, or nothing. Raises LedgerError."""
        with self._told("cannot be written; nothing of this batch was stored"), self.engine.connect() as connection:
            connection = connection.execution_options(**{_BEGIN: "BEGIN IMMEDIATE"})
            with connection.begin():
                if self.is_postgresql:
                    connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _ADVISORY_LOCK})
                yield connection

    def close(self) -> None:
        """Close the connections."""
        self.engine.dispose()

    @contextmanager
    def _told(self, what: str) -> Iterator[None]:
        try:
            yield
        except DBAPIError as error:
            raise LedgerError(f"{self.name}: {what} ({str(error.orig).strip()}); {_advice(str(error.orig))}") from error

    def _version(self, connection: Connection) -> str:
        """The version of the tables; empty where there are none. Raises LedgerError on the tables of something else."""
        tables = set(inspect(connection).get_table_names())
        if "alembic_version" in tables and "commits" in tables:
            return str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one())
        if tables:
            raise LedgerError(f"{self.name}: is a database, but no ledger; it holds {', '.join(sorted(tables)[:5])}. Give another address")
        return ""

    def _bring_up(self, create: bool, upgrade: bool) -> None:
        """Make the tables where there are none, and bring those of an older version to this one, as far as allowed."""
        with self._told("cannot be opened"):
            with self.engine.connect() as connection:
                version = self._version(connection)
            if version == SCHEMA:
                return
            if version > SCHEMA:
                raise LedgerError(
                    f"{self.name}: was made by a newer Dateline (tables {version}, this one knows {SCHEMA}); upgrade Dateline"
                )
            if not version and not create:
                raise LedgerError(f"{self.name}: is empty, no ledger; dateline add makes one")
            if version and not upgrade:
                raise LedgerError(f"{self.name}: was made by an older Dateline (tables {version}); dateline add brings it to {SCHEMA}")
        with self.writing() as connection:
            if self._version(connection) != SCHEMA:  # another process may have been first
                migrate(connection)


def migrate(connection: Connection, to: str = "head") -> None:
    """Run the migrations on a connection with a transaction begun."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, to)


def _advice(problem: str) -> str:
    if "full" in problem or "No space" in problem:
        return "free some space and run the same command again"
    if "locked" in problem:
        return "another program holds its lock; try again when it is done"
    if "not a database" in problem or "malformed" in problem:
        return "give a ledger that dateline add has made"
    return "check the address, the server and the permissions"


def _engine(address: str | os.PathLike[str]) -> tuple[str, Path | None, Engine]:
    """What the ledger is called, its file where it is one, and its engine."""
    given = os.fspath(address)
    if "://" not in given:
        path = Path(given)
        return given, path, _sqlite(path)
    try:
        url = make_url(given)
    except ArgumentError as error:
        raise LedgerError(f"{given!r} is no address; give a file or postgresql://user@host/database") from error
    if url.drivername == "sqlite" and url.database:
        path = Path(url.database)
        return url.database, path, _sqlite(path)
    if url.drivername not in ("postgresql", "postgres", "postgresql+psycopg"):
        raise LedgerError(f"{url.drivername}:// is no ledger's address; give a file or postgresql://user@host/database")
    try:
        import psycopg  # noqa: F401 - only to say what is missing
    except ImportError as error:
        raise LedgerError('a ledger in PostgreSQL needs psycopg; pip install "dateline[postgresql]"') from error
    return url.render_as_string(), None, create_engine(url.set(drivername="postgresql+psycopg"))


def _sqlite(path: Path) -> Engine:
    def connect() -> sqlite3.Connection:
        # The driver is to begin no transactions of its own.
        connection = sqlite3.connect(path, timeout=LOCK_SECONDS, isolation_level=None, check_same_thread=False)
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("PRAGMA cache_size = -65536")
            connection.execute("PRAGMA temp_store = MEMORY")
        except sqlite3.Error:
            connection.close()
            raise
        return connection

    engine = create_engine("sqlite://", creator=connect, poolclass=_pool())

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql(connection.get_execution_options().get(_BEGIN, "BEGIN"))

    return engine


def _pool() -> Any:
    from sqlalchemy.pool import QueuePool

    return QueuePool
