"""One commander after another, and ties that are said to be over."""

from __future__ import annotations

import pytest
from picture_world import actor, day, said

from sandtable.picture import Bonds, Dispute, Orders, explain
from sandtable.picture import Testimony as Told
from sandtable.picture.bonds import from_claim
from sandtable.picture.disputes import command_disputes
from sandtable.picture.orders import orders_of
from sandtable.picture.testimony import heard
from sandtable.picture.voices import NoSpeakers, Voices
from sandtable.terms import Kind

PEOPLE = frozenset({"a:hassan", "a:omar"})


def under(upper: str, outlet: str, published: str, **more: object) -> Told:
    return said(
        Kind.COMMAND, outlet, published, place=None, superior=upper, subordinate="brigade", trigger="commands", **more  # type: ignore[arg-type]
    )  # fmt: skip


def orders(told: list[Told], on: str) -> Orders:
    bonds = [b for t in told for b in from_claim(t)]
    return orders_of(actor("brigade"), day(on), bonds, (), Voices(heard(told), NoSpeakers()), people=PEOPLE)


def leaders(told: list[Told], on: str) -> list[str]:
    return [t.actor.id.removeprefix("a:") for t in orders(told, on).superiors]


def disputed(told: list[Told]) -> list[Dispute]:
    bonds = [b for t in told for b in from_claim(t)]
    return command_disputes(bonds, Bonds(bonds), Voices(heard(told), NoSpeakers()), PEOPLE)


REPLACED = [under("hassan", "Wire", "2015-03-10"), under("omar", "Post", "2015-06-02")]


def test_a_later_commander_takes_the_place_of_an_earlier_one() -> None:
    assert leaders(REPLACED, "2015-03-15") == ["hassan"]
    assert leaders(REPLACED, "2015-06-01") == ["hassan"]
    assert leaders(REPLACED, "2015-06-02") == leaders(REPLACED, "2015-09-01") == ["omar"]
    assert orders(REPLACED, "2015-03-15").superiors[0].until == day("2015-06-01")
    assert all(orders(REPLACED, on).rivals == () for on in ("2015-03-15", "2015-06-02"))
    assert disputed(REPLACED) == []


@pytest.mark.parametrize(
    "more",
    [
        [under("omar", "Post", "2015-03-12")],  # within a fortnight, by another
        [under("omar", "Post", "2015-06-02"), under("hassan", "Wire", "2015-07-01")],  # and the first again
    ],
)
def test_two_at_a_time_are_contradictory(more: list[Told]) -> None:
    told = [REPLACED[0], *more]
    answer = orders(told, "2015-07-02")
    assert sorted(e.id for e in answer.rivals) == sorted(PEOPLE)
    assert len(disputed(told)) == 1
    assert any("contradictory command: Hassan and Omar" in line for line in explain(answer))


def test_one_outlet_that_names_another_a_week_later_has_told_a_change() -> None:
    told = [REPLACED[0], under("omar", "Wire", "2015-03-17")]
    assert leaders(told, "2015-03-20") == ["omar"] and disputed(told) == []


def test_a_leader_is_no_rival_of_the_body_that_a_force_is_under() -> None:
    told = [REPLACED[0], under("corps", "Post", "2015-03-12")]
    assert leaders(told, "2015-03-20") == ["corps", "hassan"]
    assert orders(told, "2015-03-20").rivals == () and disputed(told) == []
    two = [under("division", "Wire", "2015-03-10"), told[1]]
    assert len(orders(two, "2015-03-20").rivals) == 2 and len(disputed(two)) == 1


def test_why_names_a_cycle_with_the_claims_that_close_it() -> None:
    told = [
        under("corps", "Wire", "2015-03-10"),
        said(Kind.COMMAND, "Post", "2015-03-11", place=None, superior="brigade", subordinate="corps"),
    ]
    lines = explain(orders(told, "2015-03-20"))
    assert any("cycle: Brigade is under Corps, which is under Brigade" in line for line in lines)
    at = next(i for i, line in enumerate(lines) if line.startswith("cycle"))
    assert [told[0].id[:12] in lines[at + 1], told[1].id[:12] in lines[at + 2]] == [True, True]


def test_a_tie_that_is_told_with_both_its_ends_is_over_after_them() -> None:
    def backed(words: str) -> Told:
        from dataclasses import replace

        t = said(
            Kind.SUPPORT, "Wire", "2016-06-01", when=("2014-06-01", "2014-08-31"), place=None, actor="patron", recipient="brigade"
        )  # fmt: skip
        assert t.claim.time is not None
        return replace(t, said=replace(t.claim, time=replace(t.claim.time, text=words)))

    (bond,) = from_claim(backed("June 2014 to August 2014"))
    assert bond.holds(day("2014-08-31")) and not bond.holds(day("2014-09-01"))
    (bond,) = from_claim(backed("the summer of 2014"))
    assert bond.holds(day("2014-10-01"))
