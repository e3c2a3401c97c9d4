"""Opening a ledger. Invariant: what is no ledger, or one of a newer revision, is refused before a byte of it changes.

Durability: SQLite runs in WAL with synchronous=FULL. NORMAL could lose the last commits in a power cut; what an
analyst was told is stored stays stored, and since readings are committed in batches the fsync costs little.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, inspect, make_url, text
from sqlalchemy.exc import ArgumentError, OperationalError, SQLAlchemyError

from sandtable.ledger.entries import LedgerError
from sandtable.ledger.tables import APPLICATION_ID, REVISION, VERSION_TABLE, metadata

_SQLITE = b"SQLite format 3\x00"
_WRITERS_LOCK = 0x53414E44  # PostgreSQL advisory lock: writers take turns, as in SQLite


def open_engine(target: str | Path, *, create: bool) -> Engine:
    """The engine of a ledger, its tables made or brought up to date. Raises LedgerError, having changed nothing."""
    url = _url(target)
    if url.get_backend_name() == "sqlite":
        return _open_sqlite(Path(url.database or ""), create=create)
    return _open_postgresql(url, create=create)


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One transaction in which no other writer can take part; committed at the end, rolled back on an error."""
    with engine.connect().execution_options(sandtable_writes=True) as connection, connection.begin():
        if engine.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _WRITERS_LOCK})
        yield connection


def _url(target: str | Path) -> URL:
    if isinstance(target, Path) or "://" not in target:
        return URL.create("sqlite", database=str(target))
    try:
        url = make_url(target)
    except ArgumentError as error:
        raise LedgerError(f"{target!r} is no database URL: give a file or postgresql://...") from error
    name = url.get_backend_name()
    if name in ("postgresql", "postgres"):
        return url.set(drivername="postgresql+psycopg")
    if name != "sqlite" or not url.database:
        raise LedgerError(f"a ledger is an SQLite file or a PostgreSQL database, not {name!r}")
    return url


def _too_new(where: str, revision: str | int) -> LedgerError:
    return LedgerError(
        f"{where} is a ledger of revision {revision}, newer than the {REVISION} that this sandtable knows: "
        "upgrade sandtable; the ledger was left as it is"
    )


def _foreign(where: str) -> LedgerError:
    return LedgerError(f"{where} is not a sandtable ledger: name another with --ledger; it was left as it is")


def _open_sqlite(path: Path, *, create: bool) -> Engine:
    revision = _revision_in_header(path)
    if revision is None and not create:
        raise LedgerError(f"there is no ledger at {path}: make one with `sandtable ingest`")
    if revision is not None and revision <= REVISION and path.with_name(f"{path.name}-wal").exists():
        # The header may be behind the write-ahead log; a read-only connection sees both and changes neither.
        revision = _revision_in_log(path)
    if revision is not None and revision > REVISION:
        raise _too_new(str(path), revision)
    engine = create_engine(URL.create("sqlite", database=str(path)), connect_args={"timeout": 60})
    event.listen(engine, "connect", _set_up_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    if revision is None or revision < REVISION:
        try:
            _migrate(engine)
        except SQLAlchemyError as error:
            engine.dispose()
            raise LedgerError(f"cannot make a ledger at {path}: {_reason(error)}") from error
        _keep_log(path)
    return engine


def _revision_in_header(path: Path) -> int | None:
    """The revision in an SQLite file's header, None where there is no file yet (or an empty one)."""
    try:
        with path.open("rb") as file:
            head = file.read(100)
    except FileNotFoundError:
        if not path.parent.is_dir():
            raise LedgerError(f"there is no folder {path.parent}: make it, then try again") from None
        return None
    except OSError as error:
        raise LedgerError(f"cannot read {path}: {error.strerror}") from error
    if not head:
        return None
    if not head.startswith(_SQLITE) or int.from_bytes(head[68:72], "big") != APPLICATION_ID:
        raise _foreign(str(path))
    return int.from_bytes(head[60:64], "big")


def _revision_in_log(path: Path) -> int:
    try:
        connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=60)
        try:
            return int(connection.execute("PRAGMA user_version").fetchone()[0])
        finally:
            connection.close()
    except sqlite3.Error as error:
        raise LedgerError(f"cannot read the ledger {path}: {error}; restore it from a copy") from error


def _keep_log(path: Path) -> None:
    """Switch a new file to WAL, which the file remembers, and move what the log holds into it.

    SQLite does not wait for others when it switches, whatever the time-out: we do.
    """
    connection = sqlite3.connect(path, timeout=60)
    last = monotonic() + 60
    try:
        while True:
            try:
                connection.execute("PRAGMA journal_mode = WAL")
                break
            except sqlite3.OperationalError as error:
                if "locked" not in str(error) or monotonic() > last:
                    raise
                sleep(0.02)
        connection.execute("PRAGMA wal_checkpoint(PASSIVE)")
    finally:
        connection.close()


def _set_up_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # transactions begin where we say so, tables included
    for pragma in (
        "foreign_keys = ON",
        "synchronous = FULL",
        "recursive_triggers = ON",
        "cache_size = -65536",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("sandtable_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _open_postgresql(url: URL, *, create: bool) -> Engine:
    where = url.render_as_string(hide_password=True)
    try:
        engine = create_engine(url, pool_pre_ping=True)
    except ModuleNotFoundError as error:
        raise LedgerError(
            "a ledger in PostgreSQL needs psycopg: pip install 'sandtable[postgresql]'"
        ) from error
    try:
        revision = _revision_in_postgresql(engine, where)
        if revision is None and not create:
            raise LedgerError(f"there is no ledger at {where}: make one with `sandtable ingest`")
        if revision is None or revision < REVISION:
            _migrate(engine)
    except OperationalError as error:
        engine.dispose()
        raise LedgerError(f"cannot reach {where}: {_reason(error)}") from error
    except LedgerError:
        engine.dispose()
        raise
    return engine


def _revision_in_postgresql(engine: Engine, where: str) -> int | None:
    with engine.connect() as connection:
        tables = set(inspect(connection).get_table_names())
        if VERSION_TABLE not in tables:
            if tables & set(metadata.tables):
                raise _foreign(where)
            return None
        revision = connection.execute(text(f"SELECT version_num FROM {VERSION_TABLE}")).scalar_one_or_none()
    if revision is None or not str(revision).isdecimal():
        raise _foreign(where)
    if int(revision) > REVISION:
        raise _too_new(where, revision)
    return int(revision)


def _migrate(engine: Engine) -> None:
    # Alembic takes a quarter of a second to import, which an up-to-date ledger need not pay.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", "sandtable.ledger:migrations")
    with writing(engine) as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _reason(error: SQLAlchemyError) -> str:
    cause = error.__cause__ or error
    return " ".join(str(cause).split())
