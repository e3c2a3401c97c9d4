"""One side under several names: how it ages and how it is listed. And of a long place, how much of it is held."""

from __future__ import annotations

import pytest
from picture_world import ask, controls, holders, tie, took

from sandtable.gazetteer.place import Place, PlaceType
from sandtable.orbat.records import Tie
from sandtable.picture import explain, to_json

ARMY = [tie("brigade", Tie.PARENT, "army"), tie("army", Tie.PARENT, "state")]


def test_a_name_whose_word_is_old_is_not_listed_beside_a_part_that_is_spoken_of_since() -> None:
    told = [took("army", "Wire", "2017-01-02", "2017-01-01"), controls("brigade", "Post", "2017-06-01")]
    assert holders(ask(told, "2017-03-01", bonds=ARMY)) == ["army"]
    answer = ask(told, "2017-07-01", bonds=ARMY)
    assert [(p.holder.id, p.status, p.since) for p in answer.positions] == [
        ("a:brigade", "confirmed", "2017-06-01")
    ]
    assert any("Brigade, a part of it, is said to hold it since" in line for line in explain(answer))
    # A word on a part is a word on the whole, under whose name the old words stand.
    late = ask(told, "2018-01-15", bonds=ARMY)
    assert [(p.holder.id, p.status, p.since) for p in late.positions] == [("a:army", "stale", "2017-01-01")]
    both = [told[0], controls("brigade", "Post", "2017-02-01")]
    assert holders(ask(both, "2017-03-01", bonds=ARMY)) == ["army", "brigade"]


def test_a_word_on_the_whole_is_none_on_a_part_which_then_stands_under_it() -> None:
    told = [took("brigade", "Wire", "2017-01-02", "2017-01-01"), controls("state", "Post", "2017-06-01")]
    answer = ask(told, "2017-07-01", bonds=ARMY)
    assert [(p.holder.id, p.status, p.since) for p in answer.positions] == [
        ("a:state", "confirmed", "2017-01-01")
    ]
    assert [v.source for v in answer.positions[0].voices] == ["Wire", "Post"]
    assert any("Brigade stands under State" in line for line in explain(answer))
    assert holders(ask(told, "2017-03-01", bonds=ARMY)) == ["brigade"]
    # Past a year of the part's own word it is still the side's, and dated as it was.
    late = ask(told, "2018-05-01", bonds=ARMY)
    assert [(p.holder.id, p.status, p.since) for p in late.positions] == [("a:state", "stale", "2017-01-01")]
    assert ask(told, "2018-06-02", bonds=ARMY).state == "unknown"


def test_those_who_are_only_commanded_or_backed_keep_their_own_age() -> None:
    bonds = [tie("militia", Tie.COMMANDER, "general"), tie("militia", Tie.SPONSOR, "state")]
    told = [took("militia", "Wire", "2017-01-02", "2017-01-01"), controls("state", "Post", "2017-06-01")]
    answer = ask(told, "2017-07-01", bonds=bonds)
    assert [(p.holder.id, p.status) for p in answer.positions] == [
        ("a:militia", "stale"),
        ("a:state", "confirmed"),
    ]


def test_a_part_of_the_holder_that_holds_a_part_takes_nothing_from_it() -> None:
    from sandtable.terms import Extent

    told = [
        took("army", "Wire", "2017-01-02", "2017-01-01"),
        controls("brigade", "Post", "2017-02-01", extent=Extent.PARTIAL),
    ]
    assert [(p.holder.id, p.extent) for p in ask(told, "2017-02-10", bonds=ARMY).positions] == [
        ("a:army", "full"), ("a:brigade", "partial"),
    ]  # fmt: skip
    assert ask(told, "2017-02-10").positions[0].extent == "partial"


@pytest.mark.parametrize(("type_", "extent"), [(PlaceType.RIVER, "partial"), (PlaceType.SEGMENT, "full")])
def test_who_holds_a_river_holds_some_of_it(type_: PlaceType, extent: str) -> None:
    long = Place("p:long", "Saint", type_, 34.0, 40.0)
    told = [controls("army", "Wire", "2017-01-02", place=long)]
    (position,) = to_json(ask(told, "2017-01-03", place=long))["positions"]
    assert position["extent"] == extent
