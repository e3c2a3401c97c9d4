"""Accounts of one event are brought to one day, and no further back than the hold they tell of has lasted; denials end with later
news; parts of a country, and a part told beside the whole, are no hold of their own."""

from __future__ import annotations

from dataclasses import replace

from picture_world import Affiliated, actor, ask, controls, day, holders, left, said, scene, took

from sandtable.gazetteer.place import Place, PlaceType
from sandtable.picture.timeline import timeline_of
from sandtable.terms import Extent, Factuality, Kind, Trigger, VoiceType

LAND = Place("iso:XX", "Land", PlaceType.COUNTRY, 34.0, 40.0, country="XX", countries=("XX",))


def test_an_undated_account_joins_the_day_that_others_give() -> None:
    told = [took("army", "A", "2020-05-04", "2020-05-02"), took("army", "B", "2020-05-05")]
    answer = ask(told, "2020-05-02")
    assert answer.state == "agreed" and answer.positions[0].since == "2020-05-02"


def test_a_retaking_in_the_same_week_keeps_its_own_day() -> None:
    told = [
        took("army", "A", "2020-05-02", "2020-05-01"),
        took("rebels", "A", "2020-05-04", "2020-05-03", lost="army"),
        took("army", "B", "2020-05-06", trigger="has retaken"),
    ]
    assert holders(ask(told, "2020-05-02")) == ["army"]
    assert holders(ask(told, "2020-05-04")) == ["rebels"]
    late = ask(told, "2020-05-06")
    assert holders(late) == ["army"] and late.state == "single-source"
    assert late.positions[0].since == "2020-05-06"
    steps = [(str(s.first), s.holders[0].id) for s in timeline_of(scene(told), day("2020-05-20")).steps]
    assert steps == [("2020-05-01", "a:army"), ("2020-05-03", "a:rebels"), ("2020-05-06", "a:army")]


def test_a_leaving_keeps_apart_what_it_lies_between() -> None:
    told = [
        took("army", "A", "2020-05-02", "2020-05-01"),
        left("army", "A", "2020-05-04", "2020-05-03"),
        took("army", "B", "2020-05-06"),
    ]
    assert ask(told, "2020-05-04").state == "unknown"
    assert ask(told, "2020-05-06").positions[0].since == "2020-05-06"


def test_an_undated_taking_is_no_later_than_the_day_of_which_others_say_it_held() -> None:
    told = [
        controls("rebels", "A", "2020-04-20"),
        took("army", "B", "2020-05-03"),
        controls("army", "C", "2020-05-04", "2020-05-02"),
    ]
    answer = ask(told, "2020-05-10")
    assert answer.positions[0].since == "2020-05-02" and answer.state == "agreed"


def test_one_who_is_handed_a_place_has_it_whoever_left_it() -> None:
    mayor = said(
        Kind.WITHDRAWAL, "A", "2020-05-02", when="2020-05-01", trigger="surrendered", to=actor("army")
    )
    assert holders(ask([mayor], "2020-05-03")) == ["army"]


def test_a_denial_ends_with_news_of_a_later_taking() -> None:
    told = [
        controls("rebels", "A", "2020-04-20"),
        took("army", "Army Radio", "2020-05-01", "2020-05-01"),
        took("army", "Rebel Radio", "2020-05-02", "2020-05-01", factuality=Factuality.DENIED),
    ]
    speakers = Affiliated(Army_Radio="army", Rebel_Radio="rebels")
    assert ask(told, "2020-05-03", speakers=speakers).state == "contested"
    later = [*told, took("army", "B", "2020-05-21", "2020-05-20")]
    assert ask(later, "2020-05-10", speakers=speakers).state == "contested"
    answer = ask(later, "2020-05-21", speakers=speakers)
    assert answer.state == "agreed" and holders(answer) == ["army"] and not answer.positions[0].against


def test_a_denial_ends_with_the_leaving_of_those_who_defended() -> None:
    told = [
        controls("rebels", "A", "2020-04-20"),
        took("army", "Army Radio", "2020-05-01", "2020-05-01"),
        took("army", "Rebel Radio", "2020-05-02", "2020-05-01", factuality=Factuality.DENIED),
        left("rebels", "B", "2020-05-11", "2020-05-10"),
    ]
    answer = ask(told, "2020-05-12", speakers=Affiliated(Army_Radio="army", Rebel_Radio="rebels"))
    assert holders(answer) == ["army"] and answer.positions[0].against == ()


def test_a_part_told_on_the_day_of_the_whole_takes_nothing_from_it() -> None:
    told = [
        took("army", "A", "2020-05-02", "2020-05-01"),
        took("army", "A", "2020-05-02", "2020-05-01", extent=Extent.PARTIAL, by=(), trigger="cleared"),
    ]
    assert ask(told, "2020-05-03").positions[0].extent == "full"
    part = controls("army", "B", "2020-05-10", "2020-05-09", extent=Extent.PARTIAL)
    assert ask([*told, part], "2020-05-10").positions[0].extent == "partial"


def test_a_part_of_a_country_is_held_nowhere() -> None:
    part = took("rebels", "A", "2020-05-02", "2020-05-01", place=LAND, extent=Extent.PARTIAL)
    answer = ask([part], "2020-05-03", place=LAND)
    assert answer.state == "unknown" and not answer.positions
    assert [a.reason for a in answer.aside] == ["of a part of a country, without saying which"]
    assert holders(ask([took("rebels", "A", "2020-05-02", place=LAND)], "2020-05-03", place=LAND)) == [
        "rebels"
    ]


def test_what_had_been_so_before_the_news_does_not_dispute_it() -> None:
    words = "The rebels had ruled the town for three days."
    state = controls("rebels", "A", "2020-05-02", report="r1", trigger="ruled", sentence=words)
    at = words.index("ruled")
    evidence = replace(state.claim.evidence, trigger=Trigger(at, at + 5, "ruled"))
    past = replace(state, said=replace(state.claim, evidence=evidence))
    taken = took("army", "A", "2020-05-02", "2020-05-01", report="r1", by=[("army", VoiceType.PARTY)])
    assert ask([taken, state], "2020-05-03").state == "contested"
    answer = ask([taken, past], "2020-05-03")
    assert holders(answer) == ["army"] and answer.state == "single-source"
