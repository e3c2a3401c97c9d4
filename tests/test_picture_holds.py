"""Who holds a place: the rules of control, voices, age and partial holds."""

from __future__ import annotations

import pytest
from picture_world import (
    TOWN,
    Affiliated,
    actor,
    ask,
    attacked,
    controls,
    day,
    holders,
    left,
    said,
    scene,
    tie,
    took,
)

from sandtable.gazetteer.place import Place, PlaceType
from sandtable.orbat.records import Tie
from sandtable.picture import Bonds, Strain, timeline_of
from sandtable.picture.bonds import from_claim, hostility
from sandtable.terms import Extent, Factuality, Kind, VoiceType

OUTLET, PARTY, OFFICIAL, UNNAMED = VoiceType.OUTLET, VoiceType.PARTY, VoiceType.OFFICIAL, VoiceType.UNNAMED

# A town that changes hands three times, told by five outlets in their own words, two of them copies of a third: the army
# takes it on the 8th, the militants on the 11th, the army again on the 17th.
COPY = "The army seized the border town of Qalat on Wednesday after three days of street fighting, residents said"
STORY = [
    took("army", "Wire", "2017-11-09", "2017-11-08", sentence=COPY + "."),
    took("army", "Echo", "2017-11-10", "2017-11-08", sentence=COPY + " by telephone."),
    took("army", "Mirror", "2017-11-10", "2017-11-08", sentence="Echo: " + COPY.lower()),
    took(
        "army",
        "Post",
        "2017-11-10",
        None,
        sentence="Post says in its own words that the town fell to the army.",
    ),
    took("militants", "Wire", "2017-11-12", "2017-11-11", lost="army", trigger="retook"),
    took(
        "militants",
        "Note",
        "2017-11-15",
        ("2017-11-10", "2017-11-12"),
        sentence="They are back in it since the weekend.",
    ),
    took("army", "Post", "2017-11-18", "2017-11-17", lost="militants", trigger="recaptured"),
    took(
        "army",
        "Note",
        "2017-11-19",
        "2017-11-17",
        sentence="On Friday government soldiers were in the centre again.",
    ),
]


@pytest.mark.parametrize(
    ("on", "state", "who"),
    [
        ("2017-11-07", "unknown", []),
        ("2017-11-08", "agreed", ["army"]),
        ("2017-11-09", "agreed", ["army"]),
        ("2017-11-10", "agreed", ["army"]),
        ("2017-11-11", "agreed", ["militants"]),
        ("2017-11-12", "agreed", ["militants"]),
        ("2017-11-14", "agreed", ["militants"]),
        ("2017-11-16", "agreed", ["militants"]),
        ("2017-11-17", "agreed", ["army"]),
        ("2017-11-18", "agreed", ["army"]),
        ("2017-12-31", "agreed", ["army"]),
        ("2019-01-01", "unknown", []),
    ],
)
def test_a_town_that_changes_hands_three_times(on: str, state: str, who: list[str]) -> None:
    answer = ask(STORY, on)
    assert (answer.state, holders(answer)) == (state, who)


def test_copies_are_one_voice() -> None:
    (position,) = ask(STORY[:3], "2017-11-10").positions
    assert [v.source for v in position.voices] == ["Wire"]
    assert len(position.voices[0].claims) == 3
    assert ask(STORY[:3], "2017-11-10").state == "single-source"
    assert [v.source for v in ask(STORY[:4], "2017-11-10").positions[0].voices] == ["Wire", "Post"]


def test_reports_that_cite_one_speaker_are_one_voice() -> None:
    told = [
        took("army", "Wire", "2017-11-09", "2017-11-08", by=[("the Observatory", OUTLET)], sentence="One."),
        took(
            "army",
            "Post",
            "2017-11-09",
            "2017-11-08",
            by=[("Wire", OUTLET), ("Observatory", OUTLET)],
            sentence="Two.",
        ),
    ]
    answer = ask(told, "2017-11-10")
    assert answer.state == "single-source"
    assert len(answer.positions[0].voices) == 1


def test_unnamed_sources_speak_through_their_outlet() -> None:
    told = [
        took("army", "Wire", "2017-11-09", "2017-11-08", by=[("an official", UNNAMED)]),
        took("army", "Post", "2017-11-09", "2017-11-08", by=[("an official", UNNAMED)]),
    ]
    assert ask(told, "2017-11-10").state == "agreed"


def test_reports_of_one_text_group_are_one_voice() -> None:
    told = [
        took("army", "Wire", "2017-11-09", "2017-11-08", group="g", sentence="Short."),
        took("army", "Post", "2017-11-09", "2017-11-08", group="g", sentence="Also short."),
    ]
    assert ask(told, "2017-11-10").state == "single-source"


def test_what_was_known_then() -> None:
    assert holders(ask(STORY, "2017-11-12", known="2017-11-11")) == ["army"]
    assert holders(ask(STORY, "2017-11-12", known="2017-11-12")) == ["militants"]
    assert ask(STORY, "2017-11-12", known="2017-11-12").state == "single-source"


def test_timeline_of_the_story() -> None:
    steps = timeline_of(scene(STORY), day("2017-12-01")).steps
    assert [(str(s.first), str(s.until), s.holders[0].id, s.state) for s in steps] == [
        ("2017-11-08", "2017-11-11", "a:army", "agreed"),
        ("2017-11-11", "2017-11-17", "a:militants", "agreed"),
        ("2017-11-17", "None", "a:army", "agreed"),
    ]


def test_timeline_ends_in_unknown_when_the_word_is_too_old() -> None:
    steps = timeline_of(scene([took("army", "Wire", "2017-11-08", "2017-11-08")]), day("2019-01-01")).steps
    assert [(str(s.first), s.state) for s in steps] == [
        ("2017-11-08", "single-source"),
        ("2018-11-09", "unknown"),
    ]


@pytest.mark.parametrize(
    "kind", [Kind.ASSAULT, Kind.SIEGE, Kind.PRESENCE, Kind.AIM, Kind.COERCION, Kind.PROTEST]
)
def test_other_kinds_move_nothing(kind: Kind) -> None:
    told = [
        took("army", "Wire", "2017-11-08", "2017-11-08"),
        said(kind, "Wire", "2017-11-09", actor="militants"),
    ]
    assert holders(ask(told, "2017-11-10")) == ["army"]
    assert ask(told[1:], "2017-11-10").state == "unknown"


def test_an_advance_is_pressure() -> None:
    told = [
        took("army", "Wire", "2017-11-08", "2017-11-08"),
        said(Kind.MOVEMENT, "Wire", "2017-11-09", place=None, actor="militants", destination=_site()),
        attacked("militants", "Wire", "2017-11-09"),
        said(Kind.SIEGE, "Wire", "2017-11-09", actor="militants"),
    ]
    answer = ask(told, "2017-11-10")
    assert holders(answer) == ["army"]
    assert {p.strain for p in answer.pressure} == {Strain.ADVANCE, Strain.FIGHTING, Strain.BESIEGED}
    assert all([a.id for a in p.by] == ["a:militants"] for p in answer.pressure)
    assert ask(told, "2018-03-10").pressure == ()


def _site() -> object:
    from picture_world import site

    return site(TOWN)


@pytest.mark.parametrize("how", [Factuality.PLANNED, Factuality.HEDGED])
def test_plans_and_hedges_move_nothing(how: Factuality) -> None:
    told = [
        took("army", "Wire", "2017-11-08", "2017-11-08"),
        took("militants", "Post", "2017-11-09", factuality=how),
    ]
    answer = ask(told, "2017-11-10")
    assert (answer.state, holders(answer)) == ("single-source", ["army"])
    assert [a.claim for a in answer.aside] == [told[1].claim.id]


def test_a_rejected_claim_is_set_aside() -> None:
    answer = ask([took("army", "Wire", "2017-11-08", rejected=True)], "2017-11-10")
    assert answer.state == "unknown"
    assert "rejected" in answer.aside[0].reason


def test_what_others_say_the_same_day_is_contested() -> None:
    told = [
        took("army", "Wire", "2017-11-08", "2017-11-08"),
        took("militants", "Post", "2017-11-08", "2017-11-08"),
    ]
    answer = ask(told, "2017-11-09")
    assert (answer.state, holders(answer)) == ("contested", ["army", "militants"])


def test_a_taking_back_of_the_same_day_comes_after() -> None:
    told = [
        took("army", "Wire", "2017-11-08", "2017-11-08"),
        took("militants", "Post", "2017-11-08", "2017-11-08", trigger="recaptured"),
    ]
    assert holders(ask(told, "2017-11-09")) == ["militants"]


def test_the_loser_named_gives_the_order() -> None:
    told = [
        took("militants", "Wire", "2017-11-08", "2017-11-08"),
        took("army", "Post", "2017-11-08", "2017-11-08", lost="militants"),
    ]
    assert holders(ask(told, "2017-11-09")) == ["army"]


def test_a_statement_just_after_another_voices_event_contests_it() -> None:
    told = [
        took("militants", "Wire", "2017-11-11", "2017-11-11"),
        controls("army", "Radio", "2017-11-12", "2017-11-12"),
    ]
    assert ask(told, "2017-11-13").state == "contested"
    later = [*told, controls("militants", "Note", "2017-11-20")]
    assert holders(ask(later, "2017-11-21")) == ["militants"]
    own = [
        took("militants", "Wire", "2017-11-11", "2017-11-11"),
        controls("army", "Wire", "2017-11-12", "2017-11-12"),
    ]
    assert holders(ask(own, "2017-11-13")) == ["army"]


def test_a_hold_mentioned_in_passing_does_not_contest_the_news() -> None:
    told = [
        took("army", "Wire", "2017-11-08", "2017-11-08"),
        controls("militants", "Post", "2017-11-09", trigger="militant-held"),
    ]
    answer = ask(told, "2017-11-10")
    assert (answer.state, holders(answer)) == ("single-source", ["army"])


def test_in_one_report_the_news_ends_the_hold_it_mentions() -> None:
    hold = controls("militants", "Wire", "2017-11-09", report="r")
    news = took("army", "Wire", "2017-11-09", "2017-11-08", report="r")
    assert holders(ask([hold, news], "2017-11-10")) == ["army"]
    assert holders(
        ask([controls("militants", "Wire", "2017-11-09", "2017-11-08", report="r"), news], "2017-11-10")
    ) == ["army"]
    old = took("army", "Wire", "2017-11-09", "2017-11-01", report="r")
    assert holders(ask([hold, old], "2017-11-10")) == ["militants"]


def test_a_correction_by_the_same_outlet_replaces_its_word() -> None:
    told = [
        took("army", "Wire", "2017-11-09", "2017-11-08"),
        took("rebels", "Wire", "2017-11-10", "2017-11-08"),
    ]
    assert holders(ask(told, "2017-11-11")) == ["rebels"]


def test_a_withdrawal_ends_a_hold_and_guesses_nobody() -> None:
    told = [
        took("army", "Wire", "2017-11-08", "2017-11-08"),
        left("army", "Post", "2017-11-12", "2017-11-11"),
    ]
    assert holders(ask(told, "2017-11-10")) == ["army"]
    answer = ask(told, "2017-11-12")
    assert (answer.state, answer.positions) == ("unknown", ())
    assert [(w.rule, w.claims) for w in answer.why[:-1]] == [("withdrawal", (told[1].claim.id,))]
    assert "who holds it now is not" in answer.why[-1].says


def test_what_the_whole_leaves_its_part_leaves() -> None:
    bonds = [tie("brigade", Tie.PARENT, "army")]
    told = [
        took("brigade", "Wire", "2017-11-08", "2017-11-08"),
        left("army", "Post", "2017-11-12", "2017-11-11"),
    ]
    assert ask(told, "2017-11-12", bonds=bonds).state == "unknown"
    part = [
        took("army", "Wire", "2017-11-08", "2017-11-08"),
        left("brigade", "Post", "2017-11-12", "2017-11-11"),
    ]
    assert holders(ask(part, "2017-11-12", bonds=bonds)) == ["army"]
    denied = [told[0], took("army", "Radio", "2017-11-09", factuality=Factuality.DENIED)]
    assert ask(denied, "2017-11-12", bonds=bonds).state == "contested"
    assert ask(denied, "2017-11-12").state == "single-source"


def test_a_handover_names_the_next_holder() -> None:
    told = [
        took("army", "Wire", "2017-11-08", "2017-11-08"),
        left("army", "Post", "2017-11-12", "2017-11-11", to="police"),
    ]
    assert holders(ask(told, "2017-11-12")) == ["police"]
    allied = ask(told, "2017-11-12", bonds=[tie("police", Tie.ALLY, "army")])
    assert holders(allied) == ["police"]


def test_claimed_by_the_party_itself() -> None:
    speakers = Affiliated(Army_Radio="army", army_spokesman="army")
    own = took("army", "Army Radio", "2017-11-08", "2017-11-08")
    quoted = took("army", "Wire", "2017-11-09", "2017-11-08", by=[("army spokesman", PARTY)])
    answer = ask([own, quoted], "2017-11-10", speakers=speakers)
    assert [(p.status, len(p.voices)) for p in answer.positions] == [("claimed", 1)]
    assert answer.state == "single-source"


def test_claimed_by_a_sponsor() -> None:
    speakers = Affiliated(Capital_TV="capital")
    told = [took("militia", "Capital TV", "2017-11-08", "2017-11-08")]
    bonds = [tie("militia", Tie.SPONSOR, "capital")]
    assert ask(told, "2017-11-10", speakers=speakers, bonds=bonds).positions[0].status == "claimed"
    assert ask(told, "2017-11-10", speakers=speakers).positions[0].status == "confirmed"


def test_confirmed_by_an_independent_voice_or_the_loser() -> None:
    speakers = Affiliated(Army_Radio="army", Militant_Press="militants")
    own = took("army", "Army Radio", "2017-11-08", "2017-11-08")
    other = took("army", "Wire", "2017-11-09", "2017-11-08")
    admission = left("militants", "Militant Press", "2017-11-09", "2017-11-08")
    assert ask([own], "2017-11-10", speakers=speakers).positions[0].status == "claimed"
    assert ask([own, other], "2017-11-10", speakers=speakers).positions[0].status == "confirmed"
    assert ask([own, admission], "2017-11-10", speakers=speakers).positions[0].status == "confirmed"


def test_a_denial_stands_against_and_keeps_the_earlier_hold() -> None:
    speakers = Affiliated(Army_Radio="army")
    told = [
        took("army", "Army Radio", "2017-11-09", "2017-11-09"),
        took("militants", "Wire", "2017-11-12", "2017-11-11"),
        took("militants", "Army Radio", "2017-11-12", factuality=Factuality.DENIED),
    ]
    answer = ask(told, "2017-11-13", speakers=speakers)
    assert (answer.state, holders(answer)) == ("contested", ["army", "militants"])
    by = {p.holder.id: p for p in answer.positions}
    assert [s.source for s in by["a:militants"].against] == ["Army Radio"]
    assert by["a:militants"].status == "confirmed"
    assert by["a:army"].status == "claimed"
    assert told[2].claim.id in by["a:army"].voices[0].claims
    # A later event by anyone ends the matter for later days.
    assert holders(
        ask([*told, took("army", "Note", "2017-11-19", "2017-11-18")], "2017-11-20", speakers=speakers)
    ) == ["army"]


def test_a_denial_from_before_the_event_says_nothing_of_it() -> None:
    told = [
        took("militants", "Radio", "2017-11-05", factuality=Factuality.DENIED),
        took("militants", "Wire", "2017-11-12", "2017-11-11"),
    ]
    answer = ask(told, "2017-11-13")
    assert (answer.state, answer.positions[0].against) == ("single-source", ())


def test_a_denied_withdrawal_keeps_the_hold() -> None:
    told = [
        took("army", "Wire", "2017-11-08", "2017-11-08"),
        left("army", "Post", "2017-11-12", "2017-11-11"),
        left("army", "Radio", "2017-11-12", factuality=Factuality.DENIED),
    ]
    answer = ask(told, "2017-11-13")
    assert (answer.state, holders(answer)) == ("contested", ["army"])
    assert [s.source for s in answer.positions[0].against] == ["Post"]


def test_joint_holders_do_not_conflict() -> None:
    answer = ask([took(["army", "militia"], "Wire", "2017-11-08", "2017-11-08")], "2017-11-09")
    assert (answer.state, holders(answer)) == ("single-source", ["army", "militia"])
    more = [
        took(["army", "militia"], "Wire", "2017-11-08", "2017-11-08"),
        took("army", "Post", "2017-11-09", "2017-11-08"),
    ]
    assert ask(more, "2017-11-10").state == "agreed"


def test_foes_do_not_hold_jointly_whatever_one_claim_says() -> None:
    told = [took(["army", "militants"], "Wire", "2017-11-08", "2017-11-08")]
    assert ask(told, "2017-11-09").state == "single-source"
    assert ask(told, "2017-11-09", bonds=[tie("army", Tie.OPPONENT, "militants")]).state == "contested"


@pytest.mark.parametrize("kind", [Tie.PARENT, Tie.COMMANDER, Tie.ALLY, Tie.SPONSOR, Tie.MEMBER_OF])
def test_those_of_one_side_do_not_conflict(kind: Tie) -> None:
    told = [
        took("brigade", "Wire", "2017-11-08", "2017-11-08"),
        took("army", "Post", "2017-11-08", "2017-11-08"),
    ]
    assert ask(told, "2017-11-09").state == "contested"
    assert ask(told, "2017-11-09", bonds=[tie("brigade", kind, "army")]).state == "agreed"
    assert (
        ask(told, "2017-11-09", bonds=[tie("brigade", kind, "army", end="2016-01-01")]).state == "contested"
    )


def test_those_with_one_backer_do_not_conflict_unless_named_opponents() -> None:
    told = [
        took("militia", "Wire", "2017-11-08", "2017-11-08"),
        took("army", "Post", "2017-11-08", "2017-11-08"),
    ]
    backed = [
        tie("militia", Tie.SPONSOR, "corps"),
        tie("corps", Tie.PARENT, "patron"),
        tie("army", Tie.SPONSOR, "patron"),
    ]
    assert ask(told, "2017-11-09", bonds=backed).state == "agreed"
    assert ask(told, "2017-11-09", bonds=[*backed, tie("militia", Tie.OPPONENT, "army")]).state == "contested"


def test_to_back_a_part_is_not_to_stand_with_the_whole() -> None:
    bonds = Bonds(
        [
            tie("militia", Tie.PARENT, "state"),
            tie("militia", Tie.SPONSOR, "patron"),
            tie("army", Tie.PARENT, "state"),
        ]
    )
    on = day("2017-11-08")
    assert bonds.aligned("a:militia", "a:patron", on)
    assert not bonds.aligned("a:state", "a:patron", on)
    assert not bonds.aligned("a:army", "a:patron", on)


def test_no_claim_makes_friends_of_opponents() -> None:
    told = [
        took("army", "Wire", "2017-11-08", "2017-11-08"),
        took("band", "Post", "2017-11-08", "2017-11-08"),
    ]
    claimed = from_claim(
        said(Kind.MEMBERSHIP, "Note", "2017-11-08", place=None, member="army", whole="militants")
    )
    under = from_claim(
        said(Kind.MEMBERSHIP, "Note", "2017-11-08", place=None, member="band", whole="militants")
    )
    assert ask(told, "2017-11-09", bonds=[*claimed, *under]).state == "agreed"
    foes = tie("militants", Tie.OPPONENT, "army")
    assert ask(told, "2017-11-09", bonds=[*claimed, *under, foes]).state == "contested"
    fight = hostility(attacked("army", "Wire", "2017-11-01", target="militants"))
    assert ask(told, "2017-11-09", bonds=[*claimed, *under, *fight]).state == "contested"
    long_ago = hostility(attacked("army", "Wire", "2016-11-01", target="militants"))
    assert ask(told, "2017-11-09", bonds=[*claimed, *under, *long_ago]).state == "agreed"


def test_age() -> None:
    told = [took("army", "Wire", "2017-01-01", "2017-01-01")]
    assert ask(told, "2017-04-01").positions[0].status == "confirmed"
    assert ask(told, "2017-04-02").positions[0].status == "stale"
    assert ask(told, "2018-01-01").positions[0].status == "stale"
    old = ask(told, "2018-01-02")
    assert (old.state, old.positions) == ("unknown", ())
    assert "unknown after 365 days" in old.aside[0].reason


def test_age_runs_faster_near_fighting() -> None:
    told = [
        took("army", "Wire", "2017-01-01", "2017-01-01"),
        attacked("militants", "Wire", "2017-01-20", "2017-01-20"),
    ]
    assert ask(told, "2017-02-05").positions[0].status == "stale"
    assert ask(told, "2017-02-05").ageing[0][1].near_fighting
    assert ask(told, "2017-05-02").state == "unknown"
    before = [told[0], attacked("militants", "Wire", "2017-01-20", "2016-12-20")]
    assert ask(before, "2017-02-05").positions[0].status == "confirmed"
    elsewhere = [told[0], attacked("militants", "Wire", "2017-01-20", "2017-01-20", place="p:near")]
    assert ask(elsewhere, "2017-02-05").positions[0].status == "confirmed"
    assert ask(elsewhere, "2017-02-05", nearby=frozenset({"p:near"})).positions[0].status == "stale"


def test_partial_holds_stand_side_by_side() -> None:
    told = [
        took("army", "Wire", "2017-11-08", "2017-11-08"),
        took("militants", "Wire", "2017-11-12", "2017-11-11", extent=Extent.PARTIAL),
    ]
    answer = ask(told, "2017-11-12")
    assert answer.state == "contested"
    assert {(p.holder.id, p.extent) for p in answer.positions} == {
        ("a:army", "partial"),
        ("a:militants", "partial"),
    }
    whole = [*told, took("militants", "Post", "2017-11-14", "2017-11-14")]
    assert [(p.holder.id, p.extent) for p in ask(whole, "2017-11-15").positions] == [("a:militants", "full")]


def test_a_claim_that_says_contested() -> None:
    assert (
        ask([controls("army", "Wire", "2017-11-08", extent=Extent.CONTESTED)], "2017-11-09").state
        == "contested"
    )


def test_a_span_counts_from_the_day_it_is_certain() -> None:
    told = [took("army", "Wire", "2017-11-12", ("2017-11-06", "2017-11-10"))]
    assert ask(told, "2017-11-08").state == "unknown"
    assert "may not have happened yet" in ask(told, "2017-11-08").aside[0].reason
    assert ask(told, "2017-11-10").positions[0].since == "2017-11-10"


def test_a_hold_since_a_year() -> None:
    told = [
        controls("militants", "Wire", "2017-11-01", ("2014-01-01", None)),
        took("army", "Post", "2017-11-08", "2017-11-08"),
    ]
    assert ask(told, "2015-06-01").positions[0].since == "2014-01-01"
    assert holders(ask(told, "2017-11-08")) == ["army"]


def test_words_that_date_it_after_the_report_are_set_aside() -> None:
    answer = ask([took("army", "Wire", "2017-11-08", "2017-11-20")], "2017-11-25")
    assert answer.state == "unknown"
    assert len(answer.aside) == 1


def test_a_quarter_does_not_take_its_city_but_a_city_takes_its_quarters() -> None:
    quarter = Place("p:quarter", "Old Quarter", PlaceType.SETTLEMENT, 34.4, 40.9, parent="p:town")
    own = [took("army", "Wire", "2017-11-08", "2017-11-08", place=quarter)]
    assert ask(own, "2017-11-09").state == "unknown"
    city = [*own, took("militants", "Wire", "2017-11-12", "2017-11-12")]
    asked = {"place": quarter, "containers": frozenset({"p:town"})}
    assert holders(ask(own, "2017-11-12", **asked)) == ["army"]
    assert holders(ask(city, "2017-11-12", **asked)) == ["militants"]


def test_a_province_gives_its_towns_only_where_all_of_it_is_held_and_nothing_else_is_said() -> None:
    province = Place("p:province", "Badia", PlaceType.REGION, 34, 40)
    vague = [took("army", "Wire", "2017-11-08", "2017-11-08", place=province)]
    whole = [controls("army", "Wire", "2017-11-08", "2017-11-08", place=province, extent=Extent.FULL)]
    assert ask(vague, "2017-11-09", region="p:province").state == "unknown"
    answer = ask(whole, "2017-11-09", region="p:province")
    assert (holders(answer), answer.inferred, answer.why[0].rule) == (["army"], True, "inferred")
    said_of_it = [*whole, controls("militants", "Post", "2017-11-01")]
    assert holders(ask(said_of_it, "2017-11-09", region="p:province")) == ["militants"]


def test_the_chain_names_every_claim_it_used() -> None:
    answer = ask(STORY, "2017-11-18")
    used = {c for link in answer.why for c in link.claims}
    assert set(answer.claims) <= used
    assert {t.claim.id for t in answer.testimonies} == set(answer.claims)
    assert {a.reason for a in answer.aside} == {
        "superseded by a later event: Militants took it, 2017-11-11",
        "superseded by a later event: Army took it, 2017-11-17",
    }
    assert {*used, *(a.claim for a in answer.aside)} == {t.claim.id for t in STORY}


def test_an_actor_that_was_not_resolved_is_set_aside() -> None:
    from dataclasses import replace

    told = took("army", "Wire", "2017-11-08")
    roles = tuple(replace(r, entity=None) if r.role == "actor" else r for r in told.claim.roles)
    answer = ask([replace(told, said=replace(told.claim, roles=roles))], "2017-11-09")
    assert answer.aside[0].reason == "who did it was not resolved to an actor"
    assert actor("army").id not in answer.holders
