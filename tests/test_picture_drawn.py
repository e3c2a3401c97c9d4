"""What is drawn from gists and kept between runs is what drawing anew gives."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np
import pytest
from picture_world import attacked, said, site, took
from test_picture_ledger import readings

from sandtable.ledger import Ledger
from sandtable.picture import ALL, DEFAULT, Heed, drawn
from sandtable.picture.annals import Annals
from sandtable.picture.settings import Settings
from sandtable.terms import Decision, Kind, Reading

HEEDS = (ALL, Heed(without=frozenset({"post"})))
DAYS = (None, date(2017, 11, 6))


def chapter(n: int) -> list[Reading]:
    day = f"2017-11-{n + 1:02}"
    place = f"p:{'west mid east'.split()[n % 3]}"
    one, other = ("militia", "brigade") if n % 2 else ("enemy", "patron")
    ends = {"origin": site("p:east"), "destination": site("p:west")}
    told = [
        took(one, "Wire", day, place=place, lost=other, sentence=f"It fell, {n}."),
        attacked(other, "Wire", day, place=place, target=one, sentence=f"It was shelled, {n}."),
        said(Kind.ALLIANCE, "Post", day, place=None, actor=[one, other, f"ally {n}"]),
        said(
            Kind.COMMAND,
            "Post",
            day,
            place=None,
            superior="general",
            subordinate=one,
            when=("2017-01-01", None),
        ),
        said(Kind.MOVEMENT, "Post", day, place=None, actor=one, **ends),  # type: ignore[arg-type]
    ]
    return list(readings(told))


def told(ledger: Ledger, known: date | None, heed: Heed, settings: Settings) -> tuple[object, ...]:
    annals = Annals(ledger.standing(known), known, heed, settings)
    rows = annals._drawn
    ties, feuds = (
        [(bond.kind, bond.above.id, bond.below.id, bond.first, bond.last) for bond in found]
        for found in (annals.pairs.ties(), annals.pairs.feuds())
    )
    battles = annals.battles
    fights = {
        place: battles.fights(np.array([number]), date.min, date.max)
        for place, number in battles.places.items()
    }
    pressing = [annals.battles.pressing(date(2017, 11, n)).tolist() for n in range(1, 30)]
    counts = [len(table) for table in (rows.ties, rows.feuds, rows.fights, rows.presses)]
    return sorted(ties), sorted(feuds), sorted(fights.items()), pressing, counts


def every(ledger: Ledger, settings: Settings = DEFAULT) -> list[tuple[object, ...]]:
    return [told(ledger, known, heed, settings) for known in DAYS for heed in HEEDS]


def test_kept_rows_and_those_of_later_claims_are_those_of_all(tmp_path: Path) -> None:
    target, kept = tmp_path / "l.db", tmp_path / "kept"
    with Ledger.open(target) as ledger:
        for n in range(9):
            ledger.add_many(chapter(n))
    with Ledger.open(target) as plain:
        right = every(plain)
        assert all(right[0])
    for _ in range(2):
        with Ledger.open(target, kept=kept) as ledger:
            assert every(ledger) == right
    with Ledger.open(target) as other, Ledger.open(target, kept=kept) as ledger:
        every(ledger)
        one = chapter(3)[0]
        other.add(chapter(9)[0])
        other.decide(Decision(one.claims[0].id, "reject", "Ada", datetime(2020, 1, 1, tzinfo=UTC), ""))
        for _ in range(2):
            with Ledger.open(target) as plain:
                assert every(ledger) == every(plain) != right
            other.add_many(chapter(10) + chapter(11))


@pytest.mark.parametrize("change", ["nothing", "settings", "byte", "ledger"])
def test_rows_are_drawn_anew_where_what_they_rest_on_is_not_the_same(
    change: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target, kept, settings = tmp_path / "l.db", tmp_path / "kept", DEFAULT
    for n in (1, 2):
        with Ledger.open(target) as ledger:
            ledger.add_many(chapter(n))
        with Ledger.open(target, kept=kept) as ledger:
            every(ledger)
    if change == "settings":
        settings = replace(DEFAULT, tie=7)
    elif change == "byte":
        path = min(kept.glob("columns-*"), key=lambda one: one.stat().st_size)
        body = bytearray(path.read_bytes())
        body[4096 + 5] ^= 1
        path.write_bytes(body)
    elif change == "ledger":
        for beside in tmp_path.glob("l.db*"):
            beside.unlink()
        with Ledger.open(target) as ledger:
            ledger.add_many([*chapter(2), *chapter(1)])
    with Ledger.open(target) as plain:
        right = every(plain, settings)
    drew = []
    whole = drawn._Hand.all
    monkeypatch.setattr(drawn._Hand, "all", lambda hand: (drew.append(hand.end - hand.first), whole(hand))[1])
    with Ledger.open(target, kept=kept) as ledger:
        assert every(ledger, settings) == right
    assert max(drew) == (0 if change == "nothing" else 10)
