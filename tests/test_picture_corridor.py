"""Corridors: legs, posts, and those who stand with whoever is asked about."""

from __future__ import annotations

import pytest
from picture_world import actor, ask, day, tie, took

from sandtable.gazetteer.place import Leg, Place, PlaceType
from sandtable.orbat.records import Tie
from sandtable.picture import Bonds, Corridor, Passage, explain, to_json
from sandtable.picture import Testimony as Told
from sandtable.picture.corridor import Post, corridor_of, post_of
from sandtable.terms import Factuality

PLACES = {
    p: Place(p, p.removeprefix("p:"), PlaceType.SETTLEMENT, 34.0, 36.0 + i, country="XX", countries=("XX",))
    for i, p in enumerate(["p:a", "p:b", "p:c", "p:d", "p:e", "p:f"])
}
LEGS = (
    Leg("ab", "A to B", "p:a", "p:b", (), ("XX",), "made for the test"),
    Leg("db", "D to B by C", "p:d", "p:b", ("p:c",), ("XX",), "made for the test"),
    Leg("af", "A to F", "p:a", "p:f", ("p:e",), ("XX",), "made for the test"),
    Leg("fd", "F to D", "p:f", "p:d", (), ("XX",), "made for the test"),
)
BONDS = [
    tie("militia", Tie.SPONSOR, "patron"),
    tie("brigade", Tie.PARENT, "militia"),
    tie("host", Tie.ALLY, "patron"),
]


def go(
    told: list[Told], *, most: int = 1, home: str | None = None, on: str = "2017-11-20", **more: object
) -> Corridor:
    def post(place_id: str) -> Post:
        place = PLACES[place_id]
        holds = ask([t for t in told if t.places()[0].id == place_id], on, place=place, bonds=BONDS, **more)
        return post_of(
            place, holds, [actor("patron")], Bonds(BONDS), home=actor("patron") if place_id == home else None
        )

    return corridor_of(
        PLACES["p:a"], PLACES["p:d"], [actor("patron")], day(on), None,
        legs=LEGS, starts={"p:a"}, ends={"p:d"}, post=post, km=lambda leg: 1.0 + len(leg.via), most=most,
    )  # fmt: skip


def held(*who: str) -> list[Told]:
    return [
        took(w, "Wire", "2017-11-08", "2017-11-08", place=PLACES[p])
        for w, p in zip(who, "abcd", strict=False)
        for p in [f"p:{p}"]
    ]


def test_open_only_where_all_is_held() -> None:
    answer = go(held("patron", "militia", "brigade", "host"))
    assert answer.way.passage is Passage.OPEN
    assert [leg.leg.id for leg in answer.way.legs] == ["ab", "db"]
    second = answer.way.legs[1]
    assert (second.leg.start, second.leg.end, [p.id for p in second.via]) == ("p:b", "p:d", ["p:c"])


@pytest.mark.parametrize(
    ("who", "status", "weakest"),
    [
        (("patron", "militia", "brigade"), Passage.UNKNOWN, "db"),
        (("patron",), Passage.UNKNOWN, "ab"),
        ((), Passage.UNKNOWN, "ab"),
    ],
)
def test_unknown_is_never_open(who: tuple[str, ...], status: Passage, weakest: str) -> None:
    answer = go(held(*who))
    assert answer.way.passage is status
    assert weakest in {leg.leg.id for leg in answer.way.legs if leg.passage is status}


def test_an_opponent_closes_and_the_other_way_is_taken() -> None:
    told = held("patron", "militia", "enemy", "host")
    answer = go(told)
    assert [leg.leg.id for leg in answer.way.legs] == ["af", "fd"]
    assert answer.way.passage is Passage.UNKNOWN
    both = [*told, took("enemy", "Wire", "2017-11-08", "2017-11-08", place=PLACES["p:f"])]
    closed = go(both, most=5)
    assert closed.way.passage is Passage.CLOSED
    assert len(closed.ways) == 2
    assert to_json(closed)["status"] == "closed"


def test_contested() -> None:
    told = [
        *held("patron", "militia", "brigade", "host"),
        took("enemy", "Post", "2017-11-08", "2017-11-08", place=PLACES["p:c"]),
    ]
    answer = go(told)
    assert answer.way.passage is Passage.CONTESTED
    assert answer.way.weakest is not None
    assert answer.way.weakest.leg.id == "db"
    assert answer.way.weakest.weakest.place.id == "p:c"
    assert any("contested" in line for line in explain(answer))


def test_a_plan_opens_nothing() -> None:
    told = held("patron", "militia", "brigade")
    told.append(took("host", "Wire", "2017-11-08", place=PLACES["p:d"], factuality=Factuality.PLANNED))
    assert go(told).way.passage is Passage.UNKNOWN


def test_home_ground_counts_only_while_nobody_says_otherwise() -> None:
    told = [t for t in held("patron", "militia", "brigade", "host") if t.places()[0].id != "p:a"]
    assert go(told).way.passage is Passage.UNKNOWN
    assert go(told, home="p:a").way.passage is Passage.OPEN
    lost = took("enemy", "Wire", "2017-11-08", "2017-11-08", place=PLACES["p:a"])
    assert go([*told, lost], home="p:a").way.passage is Passage.CLOSED


def test_json_of_the_contract() -> None:
    told = held("patron", "militia", "brigade", "host")
    out = to_json(go(told))
    assert set(out) == {"schema", "from", "to", "by", "on", "status", "legs", "weakest"}
    assert out["schema"] == "sandtable.corridor/1"
    assert set(out["legs"][0]) == {"id", "name", "from", "to", "via", "status", "claims"}
    assert out["weakest"] in {leg["id"] for leg in out["legs"]}
    assert {c for leg in out["legs"] for c in leg["claims"]} == {t.claim.id for t in told}


def test_no_chain_of_legs() -> None:
    answer = corridor_of(
        PLACES["p:a"], PLACES["p:e"], [actor("patron")], day("2017-11-20"), None,
        legs=LEGS, starts={"p:a"}, ends={"p:nowhere"}, post=_unknown, km=lambda leg: 1.0,
    )  # fmt: skip
    assert answer.way.legs == ()
    assert to_json(answer)["status"] == "unknown"
    assert to_json(answer)["weakest"] is None


def _unknown(place_id: str) -> Post:
    return post_of(
        PLACES[place_id], ask([], "2017-11-20", place=PLACES[place_id]), [actor("patron")], Bonds()
    )
