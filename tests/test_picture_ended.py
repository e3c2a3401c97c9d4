"""Holds that are over, what came before the news, denials taken back, and whose word confirms whom."""

from __future__ import annotations

from dataclasses import replace

import pytest
from picture_world import Affiliated, ask, controls, holders, left, said, tie, took

from sandtable.orbat.records import Tie
from sandtable.picture import Testimony
from sandtable.terms import Evidence, Factuality, Kind, Trigger

ARMY = took("army", "Wire", "2017-10-02", "2017-10-01")


def _told_as(t: Testimony, words: str, trigger: str) -> Testimony:
    """The testimony in other words, its trigger where they have it."""
    at = words.index(trigger)
    evidence = Evidence(0, len(words), words, "", "", Trigger(at, at + len(trigger), trigger))
    return replace(t, said=replace(t.claim, evidence=evidence))


@pytest.mark.parametrize("words", ("The army no longer holds Qalat.", "Qalat is out of the army's hands."))
def test_a_hold_that_is_said_to_be_over_is_lost_and_contests_nothing(words: str) -> None:
    trigger = "holds" if "holds" in words else "hands"
    over = _told_as(controls("army", "Post", "2017-11-02", factuality=Factuality.DENIED), words, trigger)
    assert holders(ask([ARMY, over], "2017-11-03")) == []
    taken = took("militants", "Wire", "2017-11-02", "2017-11-01")
    answer = ask([ARMY, over, taken], "2017-11-03")
    assert holders(answer) == ["militants"] and answer.state != "contested"


def test_who_is_only_said_not_to_hold_it_is_denied() -> None:
    denied = _told_as(
        controls("army", "Post", "2017-10-02", factuality=Factuality.DENIED),
        "The army does not hold Qalat.",
        "hold",
    )
    assert ask([ARMY, denied], "2017-10-03").state == "contested"


@pytest.mark.parametrize(
    "words",
    (
        "The militants recaptured Qalat, days after losing it.",
        "The militants recaptured Qalat, weeks after they had lost it.",
        "The militants, who had lost Qalat, recaptured it.",
    ),
)
def test_what_came_before_the_news_does_not_end_it(words: str) -> None:
    news = took("militants", "Wire", "2017-11-12", "2017-11-11", report="one")
    trigger = "losing" if "losing" in words else "lost"
    before = _told_as(left("militants", "Wire", "2017-11-12", report="one"), words, trigger)
    assert holders(ask([ARMY, news, before], "2017-11-13")) == ["militants"]
    alone = _told_as(
        left("army", "Wire", "2017-11-12", report="two"), "After losing it the army fled.", "losing"
    )
    assert holders(ask([ARMY, alone], "2017-11-13")) == []  # there it is the news


def test_who_denied_a_loss_and_then_owns_up_denies_nothing_any_more() -> None:
    told = [
        ARMY,
        took("militants", "Wire", "2017-11-02", "2017-11-01"),
        took("militants", "Ministry", "2017-11-03", factuality=Factuality.DENIED),
    ]
    speakers = Affiliated(ministry="army")
    assert ask(told, "2017-11-04", speakers=speakers).state == "contested"
    told.append(left("army", "Ministry", "2017-11-09", "2017-11-01"))
    answer = ask(told, "2017-11-10", speakers=speakers)
    assert holders(answer) == ["militants"] and answer.state != "contested"
    assert ask(told, "2017-11-04", known="2017-11-04", speakers=speakers).state == "contested"


def test_a_denial_of_loss_is_over_when_anybody_tells_that_the_place_was_left_later() -> None:
    told = [
        ARMY,
        took("militants", "Wire", "2017-11-02", "2017-11-01"),
        said(
            Kind.WITHDRAWAL, "Ministry", "2017-11-03", actor="army", factuality=Factuality.DENIED, trigger="lost"
        ),
    ]  # fmt: skip
    speakers = Affiliated(ministry="army")
    assert ask(told, "2017-11-05", speakers=speakers).state == "contested"
    told.append(left("army", "Post", "2017-11-06", "2017-11-05"))
    answer = ask(told, "2017-11-06", speakers=speakers)
    assert holders(answer) == ["militants"] and answer.state != "contested"


def test_a_denial_of_a_taking_is_over_when_one_of_no_party_tells_of_the_hold_later() -> None:
    told = [
        ARMY,
        took("militants", "Militants", "2017-11-02", "2017-11-01"),
        took("militants", "Ministry", "2017-11-03", factuality=Factuality.DENIED),
    ]
    speakers = Affiliated(ministry="army", militants="militants", their_radio="militants")
    for outlet, when, state in (
        ("Wire", "2017-11-05", "agreed"),  # the words give the day
        ("Wire", None, "contested"),  # so soon after the denial it may be meant of the day before
        ("Their Radio", "2017-11-05", "contested"),  # the taker's own word
    ):
        answer = ask(
            [*told, controls("militants", outlet, "2017-11-06", when)], "2017-11-06", speakers=speakers
        )
        assert answer.state == state, (outlet, when)
    late = controls("militants", "Wire", "2017-11-08")
    assert ask([*told, late], "2017-11-09", speakers=speakers).state == "agreed"


def test_what_others_say_of_a_brigade_confirms_the_army_that_it_is_of() -> None:
    own = took("army", "Army News", "2017-11-02", "2017-11-01")
    of_part = took("brigade", "Wire", "2017-11-02", "2017-11-01")
    more = {"speakers": Affiliated(army_news="army"), "bonds": [tie("brigade", Tie.PARENT, "army")]}
    assert {p.status for p in ask([own], "2017-11-03", **more).positions} == {"claimed"}
    assert {p.status for p in ask([own, of_part], "2017-11-03", **more).positions} == {"confirmed"}


def test_an_event_of_a_part_gives_the_day_to_what_is_told_of_the_whole() -> None:
    told = [
        took("brigade", "Wire", "2017-11-02", "2017-11-01"),
        took("army", "Note", "2017-11-05", ("2017-10-30", "2017-11-05")),
    ]
    answer = ask(told, "2017-11-06", bonds=[tie("brigade", Tie.PARENT, "army")])
    assert {p.since for p in answer.positions} == {"2017-11-01"}


def test_two_claims_of_one_copied_sentence_give_the_copy_no_voice() -> None:
    words = "The army raised its flag over the hall of Qalat on Wednesday and took the whole town, residents said."
    told = [
        make("army", outlet, "2017-11-02", when="2017-11-01", sentence=words, report=outlet, trigger=trigger)
        for outlet in ("Wire", "Aping Echo")
        for make, trigger in ((took, "raised its flag"), (took, "took"))
    ]
    told += [took("army", "Wire", "2017-12-02", "2017-11-01", sentence="Own words of the wire alone.")]
    assert {v.source for p in ask(told, "2017-12-03").positions for v in p.voices} == {"Wire"}


def test_who_leaves_as_another_comes_has_left_it_to_that_one() -> None:
    told = [
        took("army", "Wire", "2017-10-18", "2017-10-17"),
        left("region", "Region Press", "2017-10-18", "2017-10-17"),
    ]
    bonds = [tie("army", Tie.PARENT, "region")]
    assert holders(ask(told, "2017-10-19", bonds=bonds)) == ["army"]
    told.append(left("region", "Region Press", "2017-11-18", "2017-11-17"))
    assert holders(ask(told, "2017-11-19", bonds=bonds)) == []


def test_a_denial_of_loss_is_over_when_who_denied_it_says_that_another_has_the_place() -> None:
    told = [
        ARMY,
        took("militants", "Wire", "2017-11-02", "2017-11-01"),
        said(
            Kind.WITHDRAWAL, "Ministry", "2017-11-03", actor="army", factuality=Factuality.DENIED, trigger="lost"
        ),
    ]  # fmt: skip
    speakers = Affiliated(ministry="army")
    admitted = controls("militants", "Ministry", "2017-11-06")
    answer = ask([*told, admitted], "2017-11-07", speakers=speakers)
    assert holders(answer) == ["militants"] and answer.state == "agreed"
    # Others' word that they hold it says so where it is plainly of a later day.
    found = controls("militants", "Post", "2017-11-06", "2017-11-06")
    assert ask([*told, found], "2017-11-07", speakers=speakers).state == "agreed"
    assert ask([*told, found], "2017-11-04", speakers=speakers).state == "contested"
