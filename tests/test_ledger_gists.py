"""Gists are kept with each reading, and made for a ledger that is older than they are."""

from __future__ import annotations

import sqlite3
from datetime import date
from pathlib import Path

from older_ledger import without_added_columns
from picture_world import attacked, controls, said, took
from test_picture_ledger import readings

from sandtable.ledger import Ledger
from sandtable.ledger.tables import VERSION_TABLE, metadata
from sandtable.terms import Kind

TOLD = [
    took("militia", "Wire", "2017-11-09", "2017-11-08", place="p:mid", lost="enemy"),
    controls("enemy", None, "2017-11-10", ("2014-01-01", None), place="p:east"),
    attacked("enemy", "Post", "2017-11-11", place="p:mid", target="militia"),
    said(Kind.ALLIANCE, "Post", "2017-11-12", place=None, actor=["militia", "brigade"]),
]


FIRST_TABLES = {
    "reports", "readings", "claims", "claim_roles", "mentions", "warnings", "decisions", "decision_roles",
}  # fmt: skip


def rows(path: Path) -> tuple[list[object], list[object]]:
    with sqlite3.connect(path) as db:
        named = dict(db.execute("SELECT id, text FROM names"))
        held = db.execute("SELECT * FROM gists ORDER BY reading_id").fetchall()
    return sorted(named.items()), held


def test_an_older_ledger_is_given_its_gists(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    with Ledger.open(path) as ledger:
        ledger.add_many(readings(TOLD))
        before = ledger.standing()
    with sqlite3.connect(path) as db:  # as revision 1 left it
        for table in reversed(metadata.sorted_tables):
            if table.name not in FIRST_TABLES:
                db.execute(f"DROP TABLE {table.name}")
        without_added_columns(db)
        db.execute(f"UPDATE {VERSION_TABLE} SET version_num = '1'")
        db.execute("PRAGMA user_version = 1")
    with Ledger.open(path, create=False) as ledger:
        after = ledger.standing()
        assert after.claims.tolist()[0][:3] == before.claims.tolist()[0][:3]
        assert len(after.claims) == len(before.claims) == 4
        told = {e.claim.id for e in ledger.entries([int(n) for n in after.claims["seq"]])}
        assert told == {t.claim.id for t in TOLD}
        said_by = {(after.names[p["entity"]], int(p["seq"])) for p in after.parts}
        assert said_by == {(before.names[p["entity"]], int(p["seq"])) for p in before.parts}


def test_what_is_added_is_seen_and_what_was_known_stays(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "grows.db") as ledger:
        stored = list(readings(TOLD))
        ledger.add_many(stored[:2])
        first, version = ledger.standing(), ledger.version()
        assert len(first.claims) == 2 and ledger.standing() is first
        ledger.add_many(stored[2:])
        assert ledger.version() != version
        assert len(ledger.standing().claims) == 4
        assert len(ledger.standing(date(2017, 11, 10)).claims) == 2
    names, held = rows(tmp_path / "grows.db")
    assert names and len(held) == 4
