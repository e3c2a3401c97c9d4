"""A ledger is made, upgraded or refused; what is refused stays as it was to the byte."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine

from sandtable.ledger import Ledger, LedgerError
from sandtable.ledger.tables import REVISION, VERSION_TABLE, metadata
from sandtable.terms import Reading, Report


def _newer_ledger(path: Path) -> None:
    Ledger.open(path).close()
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA user_version = {REVISION + 1}")
    connection.close()


def _foreign_database(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE reports (id INTEGER)")
    connection.close()


def _text(path: Path) -> None:
    path.write_text("This is a letter and no ledger.\n" * 40)


def _short(path: Path) -> None:
    path.write_bytes(b"SQLite")


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (_newer_ledger, "upgrade sandtable"),
        (_foreign_database, "not a sandtable ledger"),
        (_text, "not a sandtable ledger"),
        (_short, "not a sandtable ledger"),
    ],
)
@pytest.mark.parametrize("create", [True, False])
def test_what_is_no_ledger_of_ours_is_refused_untouched(
    tmp_path: Path, make: Callable[[Path], None], reason: str, create: bool
) -> None:
    path = tmp_path / "other.db"
    make(path)
    before = path.read_bytes()
    with pytest.raises(LedgerError, match=reason):
        Ledger.open(path, create=create)
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_a_missing_ledger_is_made_only_where_asked(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    with pytest.raises(LedgerError, match="sandtable ingest"):
        Ledger.open(path, create=False)
    assert not path.exists()
    Ledger.open(str(path)).close()
    Ledger.open(f"sqlite:///{path}", create=False).close()
    with pytest.raises(LedgerError, match="no folder"):
        Ledger.open(tmp_path / "nowhere" / "ledger.db")
    with pytest.raises(LedgerError, match="cannot read"):
        Ledger.open(tmp_path)


@pytest.mark.parametrize(
    "target", ["mysql://host/ledger", "sqlite://", "postgres ://", "postgresql://127.0.0.1:9/none"]
)
def test_a_target_that_cannot_be_is_refused(target: str) -> None:
    with pytest.raises(LedgerError):
        Ledger.open(target)


def test_an_empty_file_becomes_a_ledger(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    path.touch()
    with Ledger.open(path) as ledger:
        assert ledger.counts().reports == 0


def test_the_migrations_build_the_tables_that_the_code_uses(tmp_path: Path) -> None:
    config = Config()
    config.set_main_option("script_location", "sandtable.ledger:migrations")
    assert ScriptDirectory.from_config(config).get_current_head() == str(REVISION)
    Ledger.open(tmp_path / "ledger.db").close()
    with create_engine(f"sqlite:///{tmp_path / 'ledger.db'}").connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"version_table": VERSION_TABLE, "compare_type": True}
        )
        assert compare_metadata(context, metadata) == []
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar_one() == "wal"
        assert connection.exec_driver_sql("PRAGMA user_version").scalar_one() == REVISION


def test_a_ledger_cut_off_while_writing_opens_with_what_was_committed(tmp_path: Path) -> None:
    whole, copy = tmp_path / "whole.db", tmp_path / "copy.db"
    ledger = Ledger.open(whole)
    ledger.add(Reading(Report("one", "Text.", published=date(2017, 1, 1))))
    for suffix in ("", "-wal"):  # what a power cut leaves: the file and a log that nobody closed
        (tmp_path / f"copy.db{suffix}").write_bytes((tmp_path / f"whole.db{suffix}").read_bytes())
    with (tmp_path / "copy.db-wal").open("r+b") as log:
        log.truncate((tmp_path / "copy.db-wal").stat().st_size - 100)
    ledger.close()
    with Ledger.open(copy, create=False) as after:
        assert after.counts().reports in (0, 1)
        assert after.add(Reading(Report("two", "Text."))) is True


def test_writers_take_turns(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    failures: list[Exception] = []

    def write(writer: int) -> None:
        try:
            with Ledger.open(path) as ledger:
                for n in range(10):
                    ledger.add(
                        Reading(Report(f"{writer % 2}-{n}", "Text.")), datetime(2020, 1, 1, tzinfo=UTC)
                    )
        except (LedgerError, sqlite3.Error) as error:
            failures.append(error)

    threads = [threading.Thread(target=write, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    with Ledger.open(path) as ledger:
        assert ledger.counts().reports == 20


def test_one_open_ledger_serves_many_threads(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "ledger.db") as ledger, ThreadPoolExecutor(8) as threads:

        def work(n: int) -> int:
            ledger.add(Reading(Report(f"r{n}", "Text.")))
            return len(ledger.reports())

        assert max(threads.map(work, range(40))) == 40
