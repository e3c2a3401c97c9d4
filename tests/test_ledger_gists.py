"""Gists are kept with each reading, and made for a ledger that is older than they are."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from older_ledger import without_added_columns
from picture_world import attacked, controls, left, said, took
from test_picture_ledger import readings

from sandtable.ledger import Ledger
from sandtable.ledger.tables import VERSION_TABLE, metadata
from sandtable.picture import ALL, DEFAULT, Heed
from sandtable.picture.annals import Annals
from sandtable.terms import Extent, Factuality, Kind, VoiceType

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


def keys_by_claim(ledger: Ledger, known: date | None = None, heed: Heed = ALL) -> dict[str, int]:
    annals = Annals(ledger.standing(known), known, heed, DEFAULT)
    rows = annals.about(frozenset(Kind), None)[::-1]
    keys = annals.keys_of(rows).tolist()
    assert len(keys) == len(rows) == len(set(keys))
    ids = {int(n): ledger.entries([int(n)])[0].claim.id for n in rows["seq"]}
    return dict(zip((ids[int(n)] for n in rows["seq"]), keys, strict=True))


def test_a_claim_has_one_key_in_any_ledger(tmp_path: Path) -> None:
    """Whatever was told before, by whatever numbers."""
    again = [*TOLD, took("brigade", "Wire", "2017-11-09", "2017-11-08", place="p:west")]
    other = [left("enemy", "Gazette", "2017-11-01", place="p:west", to="patron")]
    with Ledger.open(tmp_path / "one.db") as one, Ledger.open(tmp_path / "other.db") as two:
        one.add_many(readings(again))
        keys = keys_by_claim(one)
        assert len(keys) == 5
        two.add_many(readings(other))
        two.standing()  # what follows is added to what is held
        two.add_many(reversed(list(readings(again))))
        assert {id_: key for id_, key in keys_by_claim(two).items() if id_ in keys} == keys
        heed = Heed(without=frozenset({"Post"}))
        some = keys_by_claim(one, date(2017, 11, 10), heed)
        assert len(some) == 3 and some.items() <= keys.items()


@pytest.mark.parametrize("change", [
    {"factuality": Factuality.DENIED}, {"extent": Extent.PARTIAL}, {"kind": Kind.PRESENCE}, {"when": "2017-11-07"},
    {"by": [("Envoy", VoiceType.OFFICIAL)]}, {"lost": "patron"}, {"place": "p:west"}, {"outlet": "Post"},
    {"published": "2017-11-10"}, {"sentence": "Another one."}, {"trigger": "stormed"}, {"lost": "brigade", "actor": "enemy"},
])  # fmt: skip
def test_a_claim_that_says_otherwise_has_another_key(tmp_path: Path, change: dict[str, Any]) -> None:
    asked: dict[str, Any] = {
        "kind": Kind.CAPTURE, "outlet": "Wire", "published": "2017-11-09", "when": "2017-11-08", "place": "p:mid",
        "actor": "brigade", "lost": "enemy", "report": "same"}  # fmt: skip
    found = []
    for n, more in enumerate(({}, change)):
        with Ledger.open(tmp_path / f"{n}.db") as ledger:
            (one,) = readings([said(**asked | more)])
            claims = tuple(replace(claim, id="same") for claim in one.claims)
            ledger.add(replace(one, report=replace(one.report, id="same"), claims=claims))
            found.append(keys_by_claim(ledger)["same"])
    assert found[0] != found[1]
