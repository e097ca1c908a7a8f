"""Where the database is, opening it, and bringing its tables up to date. SQLite or PostgreSQL."""

from __future__ import annotations

import os
import sqlite3
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext, MigrationStep
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine, event, make_url, text
from sqlalchemy.engine import URL
from sqlalchemy.engine.interfaces import DBAPIConnection, DBAPICursor
from sqlalchemy.exc import ArgumentError, DatabaseError, NoSuchModuleError, OperationalError, TimeoutError
from sqlalchemy.pool import ConnectionPoolEntry

from mtassist.errors import ConfigError, InputError

PATIENCE = 30  # seconds to wait for another process that writes
TURN = 7_205_759_403  # names our advisory lock among those of other programs in the same PostgreSQL


def default_url() -> str:
    """``MTASSIST_DATABASE``, or a SQLite file in the user's data folder, which is made."""
    if given := os.environ.get("MTASSIST_DATABASE"):
        return given
    folder = _data_folder() / "mtassist"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(
            f"{folder}: no folder can be made there: {error.strerror}; set MTASSIST_DATABASE to another place"
        ) from None
    return f"sqlite:///{folder / 'mtassist.db'}"


def _data_folder() -> Path:
    if given := os.environ.get("XDG_DATA_HOME"):
        return Path(given)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    return Path.home() / ("Library/Application Support" if sys.platform == "darwin" else ".local/share")


def folder_of(url: str) -> Path:
    """Where files lie that belong to a database: beside it when it is SQLite's, else in the user's data folder."""
    given = _url(url)
    name = Path(given.database or "mtassist")
    here = name.absolute().parent if given.get_backend_name() == "sqlite" else _data_folder() / "mtassist"
    return here / f"{name.stem}-files"


class Database:
    """An open database whose tables are those of this program."""

    def __init__(self, given: str) -> None:
        url = _url(given)
        lite = url.get_backend_name() == "sqlite"
        self.name = str(url.database) if lite else url.render_as_string(hide_password=True)
        # As many connections as Gradio has threads; most wait in the pool.
        self._engine = create_engine(url, pool_size=10, max_overflow=30, pool_pre_ping=not lite)
        # PostgreSQL would show what is committed between two questions.
        self._reader = self._engine if lite else self._engine.execution_options(isolation_level="REPEATABLE READ")
        self._writer = self._engine.execution_options(writes=True)
        # SQLite's own way of waiting sleeps ever longer and is not fair; within one process we queue instead.
        self._turn = threading.Lock() if lite else nullcontext()
        if lite:
            event.listen(self._engine, "connect", _prepare)
            event.listen(self._engine, "begin", _begin)
        with self._explained(opening=True), self._turn, self._writer.begin() as connection:
            _update(connection, self.name)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One view of the database, whatever others write meanwhile."""
        with self._explained(), self._reader.begin() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """All of it or nothing, and on disk at the end. In SQLite nobody else writes meanwhile."""
        with self._explained(), self._turn, self._writer.begin() as connection:
            yield connection

    def close(self) -> None:
        self._engine.dispose()

    @contextmanager
    def _explained(self, *, opening: bool = False) -> Iterator[None]:
        """What is wrong with the database, not with our statements, is the user's to mend. While it is opened, that
        is everything: tables of another program are in the way, or a right to make ours is missing."""
        try:
            yield
        except (DatabaseError, TimeoutError) as error:
            broken = isinstance(error, OperationalError | TimeoutError) or type(error) is DatabaseError
            if not opening and not broken:
                raise
            reason = " ".join(str(getattr(error, "orig", None) or error).split())
            raise InputError(
                f"{self.name}: not usable as a database: {reason}; mend it, or set MTASSIST_DATABASE to another place"
            ) from error


def _url(given: str) -> URL:
    """With the driver that we bring; what cannot keep anything is refused."""
    wanted = "wanted sqlite:///FILE or postgresql://USER@HOST/NAME"
    try:
        url = make_url(given)
        backend = url.get_backend_name()
        if backend in ("postgresql", "postgres") and url.drivername != "postgresql+psycopg":
            url = url.set(drivername="postgresql+psycopg")
        url.get_dialect()
    except (ArgumentError, NoSuchModuleError):
        raise ConfigError(f"the database address {given!r} is not understood; {wanted}") from None
    if backend not in ("postgresql", "postgres", "sqlite"):
        raise ConfigError(f"{backend} is not supported as a database; {wanted}")
    if backend == "sqlite" and url.database in (None, "", ":memory:"):
        raise ConfigError("a database in memory forgets everything; name a file: sqlite:///FILE")
    return url


def _prepare(connection: DBAPIConnection, entry: ConnectionPoolEntry) -> None:
    """Settings of one SQLite connection: what is acknowledged is on disk, and readers never wait for a writer."""
    connection.isolation_level = None  # we say BEGIN ourselves; the driver would say it too late
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {PATIENCE * 1000}")
    _write_ahead(cursor)
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.close()


def _write_ahead(cursor: DBAPICursor) -> None:
    """SQLite does not wait when two processes switch a new file to the write-ahead log at once; so we do."""
    until = time.monotonic() + PATIENCE
    while True:
        try:
            cursor.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
            time.sleep(0.02)


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _update(connection: Connection, name: str) -> None:
    """Run the steps that this database has not seen. One process at a time: SQLite is locked by now."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:turn)"), {"turn": TURN})
    steps = ScriptDirectory(str(Path(__file__).parent.parent / "migrations"))

    def missing(seen: tuple[str, ...], _: MigrationContext) -> list[MigrationStep]:
        later = steps.iterate_revisions("head", seen, implicit_base=True)
        return [MigrationStep.upgrade_from_script(steps.revision_map, step) for step in reversed(list(later))]

    context = MigrationContext.configure(connection, opts={"fn": missing})
    known = {step.revision for step in steps.walk_revisions()}
    if unknown := set(context.get_current_heads()) - known:
        raise InputError(
            f"{name}: written by a newer mtassist (schema {', '.join(sorted(unknown))}); "
            f"this one knows up to {steps.get_current_head()}: update mtassist, or use another database"
        )
    with Operations.context(context):
        context.run_migrations()
    # Whoever may only read learns it now, and not when the first decision is lost.
    connection.execute(text("UPDATE alembic_version SET version_num = version_num"))
