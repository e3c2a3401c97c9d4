"""The ledger in PostgreSQL keeps the same promises as in SQLite.

Runs where PostgreSQL is installed, or SANDTABLE_TEST_POSTGRESQL names a server (postgresql://user@host:port/postgres)
on which it may make and drop a database of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from postgresql_world import database
from sqlalchemy import create_engine, make_url, text
from sqlalchemy.exc import DBAPIError

from sandtable.ledger import AccountRole, Ledger, LedgerError
from sandtable.ledger.tables import VERSION_TABLE, metadata
from sandtable.terms import (
    Claim,
    Decision,
    Entity,
    EntityType,
    Evidence,
    Kind,
    Mention,
    MentionType,
    Reading,
    Report,
    Role,
    Trigger,
    Warning,
)

NAME = "sandtable_ledger_test"
TOWN = Entity("place\\0:\x00town", EntityType.PLACE, "The\\Town\x00", 35.0, 40.0)


def made(n: int = 1, coder: str = "rules/1") -> Reading:
    report = Report(
        f"r{n}", "A \\0 literal, a \x00 real one, \\\\x.", "T\x00", "W\\", date(2017, 10, n), source_id="s\\"
    )
    evidence = Evidence(0, 11, report.text[:11], "", "\x00", Trigger(0, 1, "A"))
    claim = Claim(f"c{n}/{coder}", Kind.CAPTURE, (Role("place", "x\x00", 0, 1, TOWN),), evidence, coder=coder)
    return Reading(
        report, (Mention(0, 1, "A", MentionType.PERSON),), (claim,), (Warning("nul", "A NUL \x00.", 0, 1),)
    )


@pytest.fixture
def url() -> Iterator[str]:
    with database(NAME) as one:
        yield one


def raw(url: str, *statements: str) -> None:
    engine = create_engine(make_url(url).set(drivername="postgresql+psycopg"))
    try:
        with engine.begin() as connection:
            for statement in statements:
                connection.execute(text(statement))
    finally:
        engine.dispose()


def test_readings_come_back_to_the_character_and_only_once(url: str) -> None:
    with Ledger.open(url) as ledger:
        assert ledger.add_many([made(1), made(2), made(1)]) == 2
        assert ledger.reading("r1") == made(1)
        assert ledger.add(made(2)) is False
        assert [e.claim.id for e in ledger.claims(entity_ids=[TOWN.id], known=date(2017, 10, 1))] == [
            "c1/rules/1"
        ]
        assert [(e.id, e.claims) for e in ledger.entities(EntityType.PLACE)] == [(TOWN.id, 2)]
    with Ledger.open(url, create=False) as again:
        assert again.counts().claims == 2


def test_decisions_and_newer_readings_answer_as_of_their_day(url: str) -> None:
    with Ledger.open(url) as ledger:
        ledger.add(made(1), datetime(2020, 1, 1, tzinfo=UTC))
        ledger.decide(Decision("c1/rules/1", "reject", "Ana", datetime(2020, 2, 1, tzinfo=UTC)))
        ledger.add(made(1, "rules/2"), datetime(2021, 1, 1, tzinfo=UTC))
        edited = replace(made(1).claims[0], kind=Kind.CONTROL)
        ledger.decide(Decision("c1/rules/2", "edit", "Ben", datetime(2021, 2, 1, tzinfo=UTC), "why", edited))
        assert [e.claim.coder for e in ledger.claims(known=date(2020, 1, 15))] == ["rules/1"]
        assert ledger.claims(known=date(2021, 1, 15)) == []
        [entry] = ledger.claims(kinds=[Kind.CONTROL], entity_ids=[TOWN.id])
        assert (entry.claim.id, entry.verdict) == ("c1/rules/2", "edit")
        history = ledger.history("c1/rules/1")
        assert history is not None
        assert [d.verdict for d in history.decisions] == ["reject", "edit"]


@pytest.mark.parametrize("table", sorted(metadata.tables))
def test_rows_cannot_be_changed_or_removed(url: str, table: str) -> None:
    with Ledger.open(url) as ledger:
        ledger.add(made(1))
        ledger.decide(
            Decision("c1/rules/1", "edit", "Ana", datetime(2020, 2, 1, tzinfo=UTC), "", made(1).claims[0])
        )
        account = ledger.accounts.add("Ana", AccountRole.ADMIN, "hash", by="test")
        ledger.sessions.open(account, "token", datetime(2020, 2, 1, tzinfo=UTC))
        session = ledger.sessions.find("token")
        assert session is not None
        ledger.sessions.end(session, datetime(2020, 2, 1, tzinfo=UTC))
    column = next(iter(metadata.tables[table].columns)).name
    for statement in (
        f"UPDATE {table} SET {column} = {column}",
        f"DELETE FROM {table}",
        f"TRUNCATE {table} CASCADE",
    ):
        with pytest.raises(DBAPIError, match="only grows"):
            raw(url, statement)


def test_a_newer_or_foreign_database_is_refused(url: str) -> None:
    raw(url, "CREATE TABLE reports (id INTEGER)")
    with pytest.raises(LedgerError, match="not a sandtable ledger"):
        Ledger.open(url)
    raw(url, "DROP TABLE reports")
    with pytest.raises(LedgerError, match="sandtable ingest"):
        Ledger.open(url, create=False)
    Ledger.open(url).close()
    raw(url, f"UPDATE {VERSION_TABLE} SET version_num = '99'")
    with pytest.raises(LedgerError, match="upgrade sandtable"):
        Ledger.open(url)
