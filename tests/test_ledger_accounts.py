"""Accounts, sessions and the audit log in the ledger, in SQLite and in PostgreSQL."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from older_ledger import without_added_columns
from postgresql_world import database
from web_world import HOSTILE

from sandtable.ledger import (
    Account,
    AccountError,
    AccountRole,
    Accounts,
    Act,
    Ledger,
    account_key,
    account_name,
)
from sandtable.ledger.tables import VERSION_TABLE
from sandtable.terms import Claim, Decision, Evidence, Kind, Reading, Report, Role, Trigger

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
CLAIM = Claim(
    "c1", Kind.CAPTURE, (Role("place", "x", 0, 1),), Evidence(0, 1, "x", "", "", Trigger(0, 1, "x"))
)
READING = Reading(Report("r1", "x y z", published=date(2017, 11, 9)), claims=(CLAIM,))


@pytest.fixture(params=["sqlite", "postgresql"])
def ledger(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Ledger]:
    if request.param == "sqlite":
        with Ledger.open(tmp_path / "team.db") as one:
            yield one
        return
    with database("sandtable_accounts_test") as url, Ledger.open(url) as one:
        yield one


def made(ledger: Ledger, name: str = "Ana", role: AccountRole = AccountRole.ADMIN) -> None:
    ledger.accounts.add(name, role, f"hash of {name}", by="root", why="first", address="10.0.0.1")


def test_the_newest_row_of_an_account_stands(ledger: Ledger) -> None:
    assert not ledger.accounts.exist()
    made(ledger)
    made(ledger, "ben", AccountRole.CODER)
    changed = ledger.accounts.change("BEN", by="Ana", why="asked for", role=AccountRole.EDITOR)
    assert ledger.accounts.exist()
    found = ledger.accounts.get("Ben")
    assert found == changed
    assert (changed.name, changed.role, changed.password, changed.enabled) == (
        "ben",
        "editor",
        "hash of ben",
        True,
    )
    assert [(one.name, one.role) for one in ledger.accounts.all()] == [("Ana", "admin"), ("ben", "editor")]
    assert ledger.accounts.get("Cyd") is None
    assert "hash of" not in repr(changed)


def test_names_that_look_alike_are_one_name(ledger: Ledger) -> None:
    made(ledger, "Zoë K.")
    for same in ("zoë k.", "ZOË K.", "Zoe\u0308 K.", "Ｚｏë K."):
        with pytest.raises(AccountError, match="already"):
            made(ledger, same)
        assert ledger.accounts.get(same) is not None
    assert account_key("ﬁ") == account_key("FI")


@pytest.mark.parametrize(
    "name", [*HOSTILE, "", " ", "x" * 61, "a\0b", "a\nb", "..", "a/b", "a  b", "-a", "x" * 10**6]
)
def test_a_name_that_cannot_be_read_aloud_is_refused(ledger: Ledger, name: str) -> None:
    with pytest.raises(AccountError):
        made(ledger, name)
    assert not ledger.accounts.exist()


def test_names_of_many_scripts_are_taken() -> None:
    for name in ("ana", "Ana K.", "O'Neil", "عمر", "Жанна", "आशा", "ana@desk.example"):
        assert account_name(f" {name} ") == name


def test_somebody_stays_who_may_change_accounts(ledger: Ledger) -> None:
    made(ledger)
    with pytest.raises(AccountError, match="last account with the role admin"):
        ledger.accounts.change("Ana", by="Ana", enabled=False)
    with pytest.raises(AccountError, match="last account with the role admin"):
        ledger.accounts.change("Ana", by="Ana", role=AccountRole.EDITOR)
    made(ledger, "Ben")
    assert not ledger.accounts.change("Ana", by="Ben", enabled=False).enabled
    with pytest.raises(AccountError, match="last account"):
        ledger.accounts.change("Ben", by="Ben", enabled=False)
    assert ledger.accounts.change("Ana", by="Ben", enabled=True).enabled
    with pytest.raises(AccountError, match="no account of the name"):
        ledger.accounts.change("Cyd", by="Ben", enabled=False)


def test_two_who_take_one_name_at_once_get_one_account(ledger: Ledger) -> None:
    def make(_: int) -> bool:
        try:
            made(ledger)
        except AccountError:
            return False
        return True

    with ThreadPoolExecutor(6) as threads:
        assert sum(threads.map(make, range(12))) == 1
    assert len(ledger.accounts.all()) == 1


def test_a_session_goes_on_until_it_is_ended(ledger: Ledger) -> None:
    made(ledger)
    account = ledger.accounts.get("Ana")
    assert account is not None
    ledger.sessions.open(account, "secret", NOW)
    assert ledger.sessions.find("other") is None
    session = ledger.sessions.find("secret")
    assert session is not None
    assert (session.account, session.opened, session.used) == (account, NOW, NOW)
    ledger.sessions.used(session, NOW + timedelta(hours=1))
    again = ledger.sessions.find("secret")
    assert again is not None and again.used == NOW + timedelta(hours=1)
    ledger.sessions.end(again, NOW + timedelta(hours=2))
    assert ledger.sessions.find("secret") is None
    ledger.sessions.used(session, NOW + timedelta(hours=3))
    assert ledger.sessions.find("secret") is None


@pytest.mark.parametrize(
    "change",
    [
        lambda accounts: accounts.change("Ben", by="Ana", role=AccountRole.READER),
        lambda accounts: accounts.change("Ben", by="Ana", password="new"),
        lambda accounts: accounts.change("Ben", by="Ana", enabled=False),
        lambda accounts: accounts.change("Ben", by="Ana"),
    ],
    ids=["role", "password", "disabled", "signed out"],
)
def test_a_changed_account_ends_its_sessions_and_no_others(
    ledger: Ledger, change: Callable[[Accounts], Account]
) -> None:
    made(ledger)
    made(ledger, "Ben", AccountRole.CODER)
    for name in ("Ana", "Ben"):
        account = ledger.accounts.get(name)
        assert account is not None
        ledger.sessions.open(account, name, NOW)
    change(ledger.accounts)
    assert ledger.sessions.find("Ben") is None
    ledger.accounts.change("Ben", by="Ana", enabled=True, role=AccountRole.CODER)
    assert ledger.sessions.find("Ben") is None
    assert ledger.sessions.find("Ana") is not None


def test_a_new_hash_of_the_same_password_ends_no_session(ledger: Ledger) -> None:
    made(ledger)
    account = ledger.accounts.get("Ana")
    assert account is not None
    ledger.sessions.open(account, "secret", NOW)
    now = ledger.accounts.rehash(account, "dearer hash")
    session = ledger.sessions.find("secret")
    assert session is not None and session.account == now and now.password == "dearer hash"
    assert ledger.accounts.rehash(account, "of a row that is older") == account
    assert ledger.accounts.get("Ana") == now
    assert [deed.act for deed in ledger.audit.page()[0]] == [Act.ACCOUNT_MADE]


def test_no_token_is_stored(tmp_path: Path) -> None:
    path = tmp_path / "team.db"
    with Ledger.open(path) as ledger:
        made(ledger)
        account = ledger.accounts.get("Ana")
        assert account is not None
        ledger.sessions.open(account, "tokentokentoken", NOW)
    assert b"tokentokentoken" not in path.read_bytes()


def test_the_audit_log_tells_who_did_what(ledger: Ledger) -> None:
    ledger.add(READING)
    made(ledger)
    ledger.accounts.change("Ana", by="Ana", why="forgot it", password="new", address="10.0.0.2")
    ledger.accounts.change("Ana", by="Ana")
    ledger.rulings.add(Decision("c1", "reject", "Ana", NOW, "no such town"), 0, "10.0.0.3")
    ledger.decide(Decision("c1", "accept", "Ben", NOW))
    ledger.audit.add(Act.EXPORT, "Ana", "geojson", "for \0 \\ the map", "::1")
    deeds, more = ledger.audit.page()
    assert not more
    assert [(d.number, d.who, d.act, d.about, d.why, d.address, d.verdict) for d in deeds] == [
        (6, "Ana", "export", "geojson", "for \0 \\ the map", "::1", None),
        (5, "Ben", "decision", "c1", "", "", "accept"),
        (4, "Ana", "decision", "c1", "no such town", "10.0.0.3", "reject"),
        (3, "Ana", "account changed", "Ana", "signed out everywhere", "", None),
        (2, "Ana", "account changed", "Ana", "new password: forgot it", "10.0.0.2", None),
        (1, "root", "account made", "Ana", "admin: first", "10.0.0.1", None),
    ]
    assert (deeds[2].when, deeds[2].decision) == (NOW, 1)


def test_the_audit_log_is_paged_and_narrowed(ledger: Ledger) -> None:
    ledger.add(READING)
    made(ledger)
    for day in range(1, 6):
        ledger.decide(Decision("c1", "accept", f"Who{day % 2}", NOW + timedelta(days=day)))
    seen, before = [], None
    while True:
        some, more = ledger.audit.page(before, 2)
        seen += [deed.number for deed in some]
        if not more:
            break
        before = seen[-1]
    assert seen == [6, 5, 4, 3, 2, 1]
    assert {deed.number for deed in ledger.audit.page(who="Who1")[0]} == {2, 4, 6}
    assert {deed.number for deed in ledger.audit.page(act=Act.ACCOUNT_MADE)[0]} == {1}
    some, _ = ledger.audit.page(since=date(2026, 3, 3), until=date(2026, 3, 4), act=Act.DECISION)
    assert {deed.number for deed in some} == {3, 4}


def test_an_overtaken_decision_leaves_no_deed(ledger: Ledger) -> None:
    ledger.add(READING)
    ledger.rulings.add(Decision("c1", "accept", "Ana", NOW), 0)
    with pytest.raises(Exception, match="after what you saw"):
        ledger.rulings.add(Decision("c1", "reject", "Ben", NOW), 0)
    assert [deed.who for deed in ledger.audit.page()[0]] == ["Ana"]


def test_an_older_ledger_is_given_the_deeds_of_its_decisions(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    with Ledger.open(path) as ledger:
        ledger.add(READING)
        ledger.decide(Decision("c1", "reject", "Ana", NOW, "no"))
        ledger.decide(Decision("c1", "accept", "Ben", NOW))
        told = ledger.audit.page()
    with sqlite3.connect(path) as db:  # as revision 2 left it
        for table in ("session_marks", "sessions", "accounts", "deeds"):
            db.execute(f"DROP TABLE {table}")
        without_added_columns(db)
        db.execute(f"UPDATE {VERSION_TABLE} SET version_num = '2'")
        db.execute("PRAGMA user_version = 2")
    with Ledger.open(path, create=False) as ledger:
        assert ledger.audit.page() == told
