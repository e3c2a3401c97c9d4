"""Whose word it is, and from when: small rules of voices and of words of time."""

from __future__ import annotations

from dataclasses import replace

import pytest
from picture_world import Affiliated, ask, controls, holders, left, said, tie, took

from sandtable.orbat.records import Tie
from sandtable.picture import Testimony as Told
from sandtable.picture.bylines import proper
from sandtable.terms import Factuality, Kind, VoiceType

RADIO = Affiliated(Army_Radio="army")


def since(words: str, earliest: str, published: str = "2017-12-31") -> Told:
    told = controls("army", "Wire", published, (earliest, None))
    assert told.claim.time is not None
    return replace(told, said=replace(told.claim, time=replace(told.claim.time, text=words)))


@pytest.mark.parametrize(
    ("words", "earliest", "begun"),
    [
        ("2014", "2014-01-01", "2014-12-31"),
        ("March", "2016-03-01", "2016-03-31"),
        ("December 2016", "2016-12-01", "2016-12-31"),
        ("the summer of 2015", "2015-06-01", "2015-08-31"),
        ("last week", "2017-12-18", "2017-12-24"),
        ("1 March", "2016-03-01", "2016-03-01"),
        ("10 June 2014", "2014-06-10", "2014-06-10"),
    ],
)
def test_what_is_so_since_march_is_certain_from_its_end(words: str, earliest: str, begun: str) -> None:
    (position,) = ask([since(words, earliest)], "2017-12-31").positions
    assert position.since == begun


def test_no_beginning_after_the_report() -> None:
    (position,) = ask([since("2017", "2017-01-01", "2017-05-02")], "2017-05-03").positions
    assert position.since == "2017-05-02"


def test_a_publisher_cited_by_a_name_that_the_reader_does_not_know() -> None:
    own = took("army", "Gazette", "2017-05-02", "2017-05-01")
    cited = [
        took("army", outlet, "2017-05-03", "2017-05-01", by=[(name, VoiceType.UNNAMED)])
        for outlet, name in (("Wire", "Gazette"), ("Post", "the Gazette newspaper"))
    ]
    answer = ask([own, *cited], "2017-05-04")
    assert [v.source for v in answer.positions[0].voices] == ["Gazette"]


def test_a_publisher_cited_by_words_of_which_the_reader_took_a_part_for_the_name() -> None:
    own = took("army", "Orontes Gazette", "2017-05-02", "2017-05-01")
    cited = took("army", "Wire", "2017-05-03", "2017-05-01", by=[("Gazette", VoiceType.UNNAMED)])
    (link,) = cited.claim.attribution
    chain = (replace(link, text="Orontes Gazette"),)
    answer = ask([own, replace(cited, said=replace(cited.claim, attribution=chain))], "2017-05-04")
    assert [v.source for v in answer.positions[0].voices] == ["Orontes Gazette"]


def test_two_that_cite_one_unknown_outlet_are_one_voice() -> None:
    told = [
        took("army", outlet, "2017-05-03", "2017-05-01", by=[("Hamad Valley News", VoiceType.UNNAMED)])
        for outlet in ("Wire", "Post")
    ]
    assert ask(told, "2017-05-04").state == "single-source"


@pytest.mark.parametrize(
    ("name", "named"),
    [
        ("Orontes Gazette", True), ("the Voice of Aleppo", True), ("Jan de Vries", True), ("residents", False),
        ("A Resident", False), ("two Western diplomats", False), ("An Iraqi officer", False), ("Residents", False),
    ],
)  # fmt: skip
def test_a_proper_name(name: str, named: bool) -> None:
    assert proper(name) is named


def test_of_two_copies_of_a_day_the_outlet_that_says_more_is_the_writer() -> None:
    words = (
        "The army took the town on Monday after three weeks of fighting, and cleared mines in the afternoon"
    )
    copied = [
        took("army", outlet, "2017-05-02", "2017-05-01", sentence=words, report=report)
        for outlet, report in (("Aftertaste", "r1"), ("Wire", "r2"))
    ]
    later = controls("army", "Wire", "2017-05-20", sentence="The army holds it.")
    (position,) = ask([*copied, later], "2017-05-21").positions
    assert [v.source for v in position.voices] == ["Wire"]


def test_a_shared_hold_is_not_confirmed_by_the_radio_of_one_of_its_holders() -> None:
    told = controls(["army", "allied forces"], "Army Radio", "2017-05-02")
    answer = ask([told], "2017-05-03", speakers=RADIO)
    assert [p.status for p in answer.positions] == ["claimed", "claimed"]


def test_who_confirms_one_of_those_who_share_a_hold_confirms_it() -> None:
    told = [
        took(["army", "militia"], "Army Radio", "2017-05-02", "2017-05-01"),
        controls("forces", "Wire", "2017-05-06"),
    ]
    bonds = [tie("army", Tie.PARENT, "forces")]
    answer = ask(told, "2017-05-06", speakers=RADIO, bonds=bonds)
    assert {p.status for p in answer.positions} == {"confirmed"}
    # Of one who does not share it nothing is said.
    apart = [took("army", "Army Radio", "2017-05-02", "2017-05-01"), took("militia", "Militia", "2017-05-02", "2017-05-01"), told[1]]  # fmt: skip
    friends = [*bonds, tie("militia", Tie.ALLY, "forces")]
    answer = ask(
        apart, "2017-05-06", speakers=Affiliated(Army_Radio="army", Militia="militia"), bonds=friends
    )
    assert {p.holder.id.removeprefix("a:"): p.status for p in answer.positions} == {
        "army": "confirmed", "militia": "claimed", "forces": "confirmed",
    }  # fmt: skip


def test_who_denies_to_have_lost_it_speaks_against_the_taker() -> None:
    held = took("army", "Wire", "2017-05-02", "2017-05-01")
    lost = took("militants", "Post", "2017-05-11", "2017-05-10", lost="army")
    denial = left("army", "Army Radio", "2017-05-12", factuality=Factuality.DENIED)
    answer = ask([held, lost, denial], "2017-05-13", speakers=RADIO)
    assert (answer.state, holders(answer)) == ("contested", ["army", "militants"])
    before = said(
        Kind.WITHDRAWAL,
        "Army Radio",
        "2017-05-09",
        actor="army",
        factuality=Factuality.DENIED,
        trigger="left",
    )
    assert holders(ask([held, lost, before], "2017-05-13", speakers=RADIO)) == ["militants"]


def test_a_party_that_left_admits_nothing_to_those_it_shares_the_place_with() -> None:
    told = [
        left("brigade", "Wire", "2017-05-02", "2017-05-01"),
        controls(["army", "allied forces"], "Army Radio", "2017-05-03"),
    ]
    answer = ask(told, "2017-05-03", speakers=RADIO, bonds=[tie("brigade", Tie.PARENT, "army")])
    assert [p.status for p in answer.positions] == ["claimed", "claimed"]


def test_the_army_and_allied_forces_do_not_drive_out_the_armys_friends() -> None:
    friends = [tie("militia", Tie.ALLY, "army")]
    told = [
        took("militia", "Wire", "2017-05-10", "2017-05-09"),
        took(["army", "allied forces"], "Post", "2017-05-11", "2017-05-10"),
    ]
    answer = ask(told, "2017-05-12", bonds=friends)
    assert (answer.state, holders(answer)) == ("agreed", ["allied forces", "army", "militia"])
    # To a stranger they are rivals, and it is to them.
    assert holders(ask(told, "2017-05-12")) == ["allied forces", "army"]


def test_who_only_cites_an_outlet_is_one_voice_with_whomever_the_outlets_own_report_quotes() -> None:
    mayor = [("the mayor", VoiceType.OFFICIAL)]
    own = took("army", "Gulf Wire", "2017-05-02", "2017-05-01", by=mayor)
    wire = [("the Gulf Wire", VoiceType.OUTLET)]
    cited = took("army", "Post", "2017-05-03", "2017-05-01", by=wire)
    answer = ask([own, cited], "2017-05-04")
    assert (answer.state, [v.source for v in answer.positions[0].voices]) == ("single-source", ["the mayor"])
    assert ask([own, took("army", "Post", "2017-05-03", "2017-05-01")], "2017-05-04").state == "agreed"
    # What the outlet told of another event, or of another's deed, is not what is cited.
    for other in (
        took("army", "Gulf Wire", "2017-04-11", "2017-04-10", by=mayor),
        took("rebels", "Gulf Wire", "2017-05-02", "2017-05-01", by=mayor),
    ):
        answer = ask([other, cited], "2017-05-04")
        army = next(p for p in answer.positions if p.holder.id == "a:army")
        assert "Gulf Wire" in {v.source.removeprefix("the ") for v in army.voices}


def test_outlets_that_cite_each_other_in_turn_are_one_voice() -> None:
    told = [
        took("army", "Wire", "2017-05-02", "2017-05-01", by=[("Post", VoiceType.OUTLET)]),
        took("army", "Post", "2017-05-02", "2017-05-01", by=[("Wire", VoiceType.OUTLET)]),
    ]
    assert len(ask(told, "2017-05-04").positions[0].voices) <= 2


@pytest.mark.parametrize("name", ["our reporter with the column", "this newspaper", "our correspondent"])
def test_an_outlets_own_man_is_the_outlet(name: str) -> None:
    own = took("army", "Rokel Times", "2017-05-02", "2017-05-01", by=[(name, VoiceType.OFFICIAL)])
    cited = took(
        "army", "Post", "2017-05-03", "2017-05-01", by=[("Rokel Times of Freetown", VoiceType.UNNAMED)]
    )
    answer = ask([own, cited], "2017-05-04")
    assert (answer.state, [v.source for v in answer.positions[0].voices]) == (
        "single-source",
        ["Rokel Times"],
    )


def test_that_the_others_fled_confirms_nothing_in_the_takers_own_words() -> None:
    taken = took("army", "Army Radio", "2017-05-02", "2017-05-01")
    answer = ask(
        [taken, left("rebels", "Army Radio", "2017-05-03", "2017-05-01")], "2017-05-04", speakers=RADIO
    )
    assert [p.status for p in answer.positions] == ["claimed"]
    answer = ask([taken, left("rebels", "Wire", "2017-05-03", "2017-05-01")], "2017-05-04", speakers=RADIO)
    assert [p.status for p in answer.positions] == ["confirmed"]
