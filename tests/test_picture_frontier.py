"""Who stands at a border: kilometres by holder, the places on either side, and who holds both."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from pathlib import Path

import pytest
from picture_world import controls, day, left, took
from test_picture_ledger import Register, readings

from sandtable.gazetteer.place import GeoJson, Leg, Place, PlaceType
from sandtable.ledger import Ledger
from sandtable.orbat.records import Relation, Tie
from sandtable.picture import Frontier, Holds, Picture, frontier_json
from sandtable.picture import Testimony as Told
from sandtable.terms import Extent

# A border due south along 40 E from 36 N to 33 N (334 km): thirds, and a stretch of the northern two.
LINE = [[40.0, 36.0], [40.0, 35.0], [40.0, 34.0], [40.0, 33.0]]
SPANS = {"p:n": (36.0, 35.0), "p:c": (35.0, 34.0), "p:s": (34.0, 33.0), "p:steppe": (36.0, 34.5)}
PLACES = [
    Place("p:line", "XX-YY border", PlaceType.BORDER, 34.5, 40.0, None, ("XX", "YY")),
    *(Place(k, k, PlaceType.SEGMENT, 34.5, 40.0, None, ("XX", "YY"), parent="p:line") for k in SPANS),
    Place("p:west", "West", PlaceType.SETTLEMENT, 35.5, 39.9, "XX", ("XX",)),
    Place("p:east", "East", PlaceType.SETTLEMENT, 35.5, 40.1, "YY", ("YY",)),
    Place("p:far", "Far", PlaceType.SETTLEMENT, 35.5, 40.6, "YY", ("YY",)),
    Place("p:gate", "Gate", PlaceType.CROSSING, 35.5, 40.0, None, ("XX", "YY")),
    Place("p:other", "Other", PlaceType.SETTLEMENT, 35.5, 40.05, "ZZ", ("ZZ",)),
]


class Atlas:
    """A gazetteer of one border."""

    def get(self, place_id: str, /) -> Place | None:
        return next((p for p in PLACES if p.id == place_id), None)

    def within(self, place_id: str, container_id: str) -> bool:
        return place_id == container_id

    def nearest(
        self, lat: float, lon: float, km: float, types: Collection[PlaceType] = ()
    ) -> list[tuple[Place, float]]:
        away = [(p, abs(p.lon - lon) * 91 + abs(p.lat - lat) * 111) for p in PLACES]
        return [(p, d) for p, d in away if d <= km and (not types or p.type in types)]

    def segments(self, border_id: str) -> list[Place]:
        return [p for p in PLACES if p.parent == border_id]

    def geometry(self, place_id: str) -> GeoJson | None:
        if place_id == "p:line":
            return {"type": "LineString", "coordinates": LINE}
        if place_id in SPANS:
            return {"type": "LineString", "coordinates": [[40.0, lat] for lat in SPANS[place_id]]}
        return None

    def legs(self) -> tuple[Leg, ...]:
        return ()


class Sides(Register):
    """The militia is at odds with the enemy."""

    def of(self, actor: str, on: date | None = None) -> list[Relation]:
        pair = {"a:militia": "a:enemy", "a:enemy": "a:militia"}
        more = [Relation(Tie.OPPONENT, pair[actor], None, None, "a register")] if actor in pair else []
        return [*super().of(actor, on), *more]


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger.open(tmp_path / "test.db") as ledger:
        yield ledger


def ask(
    ledger: Ledger, told: list[Told], on: str = "2017-11-20", place: str = "p:line"
) -> tuple[Holds, Frontier]:
    ledger.add_many(readings(told))
    asked = Picture(ledger, Atlas(), Sides())
    answer = asked.holds(place, day(on))
    border = asked.frontier(answer)
    assert border is not None
    return answer, border


def lengths(border: Frontier) -> list[tuple[list[str], str, int]]:
    return [([h.id[2:] for h in part.holders], part.state, round(part.km)) for part in border.lengths]


def test_kilometres_are_counted_once(opened: Ledger) -> None:
    """The northern third and the steppe overlap: the shorter of those that say something counts."""
    told = [
        controls("militia", "Wire", "2017-11-12", place="p:steppe"),
        controls("enemy", "Wire", "2017-11-12", place="p:n"),
    ]
    _, border = ask(opened, told)
    assert lengths(border) == [
        (["enemy"], "single-source", 111),
        (["militia"], "single-source", 56),
        ([], "unknown", 167),
    ]


def test_the_whole_line_and_a_part_taken(opened: Ledger) -> None:
    told = [
        controls("militia", "Wire", "2017-11-12", place="p:line"),
        took("enemy", "Wire", "2017-11-15", place="p:s"),
    ]
    _, border = ask(opened, told)
    assert lengths(border) == [(["militia"], "single-source", 222), (["enemy"], "single-source", 111)]


def test_rivals_have_a_contested_stretch(opened: Ledger) -> None:
    told = [
        controls("militia", "Wire", "2017-11-15", "2017-11-15", place="p:s"),
        controls("enemy", "Post", "2017-11-15", "2017-11-15", place="p:s"),
    ]
    _, border = ask(opened, told)
    assert lengths(border)[0][1:] == ("contested", 111)


def test_who_stands_on_both_sides(opened: Ledger) -> None:
    told = [
        took("militia", "Wire", "2017-11-08", "2017-11-08", place="p:west"),
        took("brigade", "Wire", "2017-11-09", "2017-11-09", place="p:east"),
        took("militia", "Wire", "2017-11-09", "2017-11-09", place="p:gate"),
        took("militia", "Wire", "2017-11-09", "2017-11-09", place="p:far"),
        took("militia", "Wire", "2017-11-09", "2017-11-09", place="p:other"),
    ]
    _, border = ask(opened, told)
    assert [(f.country, [n.holds.place.id for n in f.places]) for f in border.flanks] == [
        ("XX", ["p:west"]), ("YY", ["p:east"]), ("", ["p:gate"]),
    ]  # fmt: skip
    assert [(a.one.id, a.other.id, a.stand) for a in border.across] == [
        ("a:militia", "a:brigade", "together")
    ]
    assert border.flanks[0].places[0].km == pytest.approx(9.1, abs=0.3)
    out = frontier_json(border)
    assert [s["country"] for s in out["sides"]] == ["XX", "YY", None]
    assert out["across"][0]["stand"] == "together"


@pytest.mark.parametrize(
    ("east", "stand"), [("militia", ["same"]), ("enemy", ["against"]), ("strangers", [])]
)  # fmt: skip
def test_the_same_or_opponents_or_nothing_known(opened: Ledger, east: str, stand: list[str]) -> None:
    told = [
        took("militia", "Wire", "2017-11-08", "2017-11-08", place="p:west"),
        took(east, "Wire", "2017-11-09", "2017-11-09", place="p:east"),
    ]
    _, border = ask(opened, told)
    assert [a.stand for a in border.across] == stand


def test_a_side_left_is_empty_and_the_line_stays_unsaid(opened: Ledger) -> None:
    told = [
        took("militia", "Wire", "2017-11-08", "2017-11-08", place="p:west"),
        left("militia", "Wire", "2017-11-12", "2017-11-12", place="p:west"),
    ]
    _, border = ask(opened, told)
    assert (border.flanks, border.across) == ((), ())
    assert lengths(border) == [([], "unknown", 334)]


def test_a_segment_has_its_own_sides_and_a_town_none(opened: Ledger) -> None:
    told = [took("militia", "Wire", "2017-11-08", "2017-11-08", place="p:west")]
    _, south = ask(opened, told, place="p:s")
    assert south.flanks == ()
    _, north = ask(opened, [], place="p:n")
    assert [f.country for f in north.flanks] == ["XX"]
    asked = Picture(opened, Atlas(), Sides())
    assert asked.frontier(asked.holds("p:west", day("2017-11-20"))) is None


def test_of_stretches_that_overlap_the_one_last_taken_counts(opened: Ledger) -> None:
    """Who is said to hold a long stretch later has what another held of it before."""
    told = [
        controls("enemy", "Wire", "2017-06-12", place="p:n"),
        controls("militia", "Wire", "2017-11-12", place="p:steppe"),
    ]
    _, border = ask(opened, told)
    assert lengths(border) == [(["militia"], "single-source", 167), ([], "unknown", 167)]


def test_most_of_a_border_gives_nobody_kilometres(opened: Ledger) -> None:
    told = [controls("militia", "Wire", "2017-11-12", place="p:line", extent=Extent.PARTIAL)]
    answer, border = ask(opened, told)
    assert [p.extent for p in answer.positions] == ["partial"]
    assert lengths(border) == [([], "unknown", 334)]
