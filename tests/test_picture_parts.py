"""Parts of places: a quarter is not its town, a town is its quarters, most of a place is not all of it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from picture_world import TOWN, Affiliated, ask, attacked, controls, holders, left, tie, took

from sandtable.orbat.records import Tie
from sandtable.picture import Testimony as Told
from sandtable.terms import Extent, VoiceType

QUARTER = replace(TOWN, id="p:town#east", name="eastern Qalat", parent=TOWN.id)


def worded(told: Told, words: str) -> Told:
    """The same with other words for its place."""
    roles = tuple(replace(r, text=words) if r.role == "place" else r for r in told.claim.roles)
    return replace(told, said=replace(told.claim, roles=roles))


ALL = took("army", "Wire", "2017-05-02", "2017-05-01")


@pytest.mark.parametrize(
    "words", ["the Hamra district of Qalat", "the Old City of Qalat", "most of Qalat", "two neighbourhoods"]
)
def test_a_quarter_does_not_take_its_town(words: str) -> None:
    taken = worded(took("militants", "Post", "2017-05-10", "2017-05-09"), words)
    answer = ask([ALL, taken], "2017-05-11")
    assert [(p.holder.id, p.extent) for p in answer.positions] == [
        ("a:army", "partial"),
        ("a:militants", "partial"),
    ]
    alone = ask([taken], "2017-05-11")
    assert [p.extent for p in alone.positions] == ["partial"]


@pytest.mark.parametrize(
    ("sentence", "extent"),
    [
        ("About 60 percent of Qalat is under the control of the army.", "partial"),
        ("The army holds most of the city of Qalat.", "partial"),
        ("The army holds the whole of Qalat.", "full"),
        ("The army holds Qalat and part of the road.", "full"),
    ],
)
def test_the_words_before_a_place_count(sentence: str, extent: str) -> None:
    told = controls("army", "Wire", "2017-05-02", sentence=sentence)
    at = sentence.index("Qalat")
    roles = tuple(
        replace(r, text="Qalat", start=at, end=at + 5) if r.role == "place" else r for r in told.claim.roles
    )
    answer = ask([replace(told, said=replace(told.claim, roles=roles))], "2017-05-03")
    assert [p.extent for p in answer.positions] == [extent]


def test_a_town_takes_its_quarters_but_another_quarter_does_not() -> None:
    taken = worded(took("militants", "Post", "2017-05-10", "2017-05-09"), "the Hamra district of Qalat")
    answer = ask([ALL, taken], "2017-05-11", place=QUARTER, containers=frozenset({TOWN.id}))
    assert holders(answer) == ["army"]
    assert [a.reason for a in answer.aside] == ["of a part of what it lies in, not all of it"]
    whole = took("militants", "Post", "2017-05-12", "2017-05-12")
    later = ask([ALL, taken, whole], "2017-05-13", place=QUARTER, containers=frozenset({TOWN.id}))
    assert holders(later) == ["militants"]


def test_a_quarter_left_leaves_a_part() -> None:
    gone = worded(left("army", "Post", "2017-05-10", "2017-05-09"), "the eastern districts of Qalat")
    answer = ask([ALL, gone], "2017-05-11")
    assert [(p.holder.id, p.extent) for p in answer.positions] == [("a:army", "partial")]
    assert any("left a part" in link.says for link in answer.why)
    back = controls("army", "Wire", "2017-05-20", "2017-05-20", extent=Extent.FULL)
    assert [p.extent for p in ask([ALL, gone, back], "2017-05-21").positions] == ["full"]
    out = left("army", "Post", "2017-05-12", "2017-05-12")
    assert ask([ALL, gone, out], "2017-05-13").positions == ()


@pytest.mark.parametrize("part", ["central", "south", "northwest"])
def test_fighting_in_a_part_of_a_town_presses_on_the_town(part: str) -> None:
    fought = attacked("rebels", "Post", "2017-05-10", "2017-05-09", place=f"{TOWN.id}#{part}")
    town = attacked("rebels", "Post", "2017-05-10", "2017-05-09")
    inside, itself = (ask([ALL, one], "2017-05-11") for one in (fought, town))
    assert (
        [(p.strain, p.last) for p in inside.pressure] == [(p.strain, p.last) for p in itself.pressure] != []
    )
    assert inside.ageing == itself.ageing != ask([ALL], "2017-05-11").ageing


@pytest.mark.parametrize("part", ["near", "west-of", "airport"])
def test_fighting_near_a_town_or_at_its_airport_is_not_in_it(part: str) -> None:
    fought = attacked("rebels", "Post", "2017-05-10", "2017-05-09", place=f"{TOWN.id}#{part}")
    assert ask([ALL, fought], "2017-05-11").pressure == ()


def test_a_town_of_which_each_side_says_that_it_holds_a_part_is_contested() -> None:
    told = [
        controls(
            who,
            "Post",
            "2017-05-10",
            extent=Extent.PARTIAL,
            report="one",
            sentence=f"{who} says so.",
            by=[(who, VoiceType.PARTY)],
        )
        for who in ("army", "rebels")
    ]
    sides = Affiliated(army="army", rebels="rebels")
    answer = ask([ALL, *told], "2017-05-11", speakers=sides, bonds=[tie("army", Tie.OPPONENT, "rebels")])
    assert (answer.state, sorted(holders(answer))) == ("contested", ["army", "rebels"])
