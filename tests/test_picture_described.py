"""Parties that are only described ("the insurgents") and the one side at a place that the words fit; and whose word counts beside them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest
from picture_world import TOWN, Affiliated, actor, ask, attacked, controls, holders, left, said, scene, took

from sandtable.orbat import Actor, ActorKind
from sandtable.orbat.sorts import Side, sort_of
from sandtable.picture.dossier import Dossier, decode, encode
from sandtable.terms import Entity, EntityType, Evidence, Kind, Role, Trigger, VoiceType


class Known:
    """Actors by id, each of a kind."""

    def __init__(self, kinds: Mapping[str, ActorKind]) -> None:
        self._kinds = kinds

    def get(self, key: str) -> Actor | None:
        kind = self._kinds.get(key.removeprefix("a:"))
        return Actor(key, key, kind) if kind else None


KNOWN = Known(
    {"front": ActorKind.ARMED_GROUP, "rivals": ActorKind.ARMED_GROUP, "army": ActorKind.ARMED_FORCE}
)


def unnamed(words: str, report: str = "1") -> Entity:
    return Entity(f"actor:new/{words.lower().replace(' ', '-')}@{report}", EntityType.ACTOR, words)


@pytest.mark.parametrize(
    ("words", "side"),
    [
        ("insurgents", Side.REBEL),
        ("suspected Islamist militants", Side.REBEL),
        ("the rebels", Side.REBEL),
        ("armed Islamist gunmen", Side.REBEL),
        ("rebel forces", Side.REBEL),
        ("the movement", Side.REBEL),
        ("government troops", Side.STATE),
        ("leftist guerrillas", Side.REBEL),
        ("anti-government fighters", Side.REBEL),
        ("anti-junta forces", Side.REBEL),
        ("resistance fighters", Side.REBEL),
        ("the opposition", Side.REBEL),
        ("pro-government fighters", Side.STATE),
        ("soldiers", Side.STATE),
        ("security forces", Side.STATE),
        ("the army", Side.STATE),
        ("the Republic", Side.STATE),
        ("forces", None),
        ("fighters", None),
        ("Liberian rebels", None),
        ("Northern Front", None),
        ("March 23 Movement", None),
        ("Kurdish forces", None),
        ("Muslim forces", None),
        ("anti-Taliban forces", None),
        ("clan militia", None),
        ("residents", None),
    ],
)
def test_words_describe_a_side_or_name_a_party(words: str, side: Side | None) -> None:
    found = sort_of(words)
    assert (found and found.side) is side


def test_a_description_that_fits_one_side_is_no_second_holder() -> None:
    told = [
        took("front", "Wire", "2024-05-02", "2024-05-01"),
        controls(unnamed("insurgents"), "Post", "2024-05-06"),
    ]
    answer = ask(told, "2024-05-07", known=None, actors=KNOWN)
    assert (answer.state, holders(answer)) == ("agreed", ["front"])
    assert [w.says for w in answer.why if w.rule == "description"] == [
        "'insurgents' is taken for Front: it is the one side told of here that the words fit"
    ]


def test_a_description_that_two_fit_stays_a_side_of_its_own() -> None:
    told = [
        took("rivals", "Wire", "2024-03-02", "2024-03-01"),
        took("front", "Wire", "2024-05-02", "2024-05-01"),
        controls(unnamed("insurgents"), "Post", "2024-05-06", "2024-05-06"),
    ]
    found = holders(ask(told, "2024-05-07", actors=KNOWN))
    assert "actor:new/insurgents@1" in found and "front" not in found


def test_a_description_of_the_other_side_is_another_holder() -> None:
    told = [
        took("front", "Wire", "2024-05-02", "2024-05-01"),
        controls(unnamed("government troops"), "Post", "2024-05-06", "2024-05-06"),
    ]
    assert holders(ask(told, "2024-05-07", actors=KNOWN)) == ["actor:new/government-troops@1"]
    back = [*told, took("army", "Wire", "2024-05-05", "2024-05-05")]
    answer = ask(back, "2024-05-07", actors=KNOWN)
    assert (answer.state, holders(answer)) == ("agreed", ["army"])


def test_described_alike_in_two_reports_is_one_side() -> None:
    told = [
        took(unnamed("Islamist insurgents", "1"), "Wire", "2024-05-02", "2024-05-01"),
        controls(unnamed("insurgents", "2"), "Post", "2024-05-06"),
        left(unnamed("militants", "3"), "Gazette", "2024-06-06", "2024-06-05"),
    ]
    answer = ask(told, "2024-05-07", actors=KNOWN)
    assert (answer.state, holders(answer)) == ("agreed", ["actor:new/islamist-insurgents@1"])
    assert ask(told, "2024-06-07", actors=KNOWN).state == "unknown"


def test_who_lost_it_by_a_description_loses_it_by_name() -> None:
    told = [
        took("front", "Wire", "2024-05-02", "2024-05-01"),
        took("army", "Post", "2024-05-03", "2024-05-01", lost=unnamed("rebels")),
    ]
    assert holders(ask(told, "2024-05-07", actors=KNOWN)) == ["army"]


def test_what_a_party_was_called_is_kept_with_its_dossier() -> None:
    told = [
        took("front", "Wire", "2024-05-02", "2024-05-01"),
        controls(unnamed("insurgents"), "Post", "2024-05-06"),
    ]
    made = scene(told, actors=KNOWN)
    kept = encode(Dossier(made.heardsay, made.voices, None, ()), {})
    read = decode(kept, lambda key: told[key].claim, Affiliated())
    assert read.heardsay.moves == made.heardsay.moves
    assert [m.called for m in read.heardsay.moves] == ["", "insurgents"]


def test_the_losers_own_word_that_it_left_is_a_second_voice() -> None:
    speakers = Affiliated(Front_Radio="front", Army_Radio="army")
    taken = took("army", "Army Radio", "2024-05-02", "2024-05-01")
    gone = left("front", "Front Radio", "2024-05-02", "2024-05-01")
    answer = ask([taken, gone], "2024-05-03", speakers=speakers)
    assert (answer.state, {p.status for p in answer.positions}) == ("agreed", {"confirmed"})
    assert [v.source for p in answer.positions for v in p.voices] == ["Army Radio", "Front Radio"]
    others = left("front", "Wire", "2024-05-02", "2024-05-01")
    told = ask([taken, others], "2024-05-03", speakers=speakers)
    assert (told.state, {p.status for p in told.positions}) == ("single-source", {"confirmed"})


def test_of_those_who_say_it_together_the_voice_is_the_one_who_speaks_for_no_party() -> None:
    both = [("Maria Obi", VoiceType.OFFICIAL), ("army", VoiceType.PARTY)]
    taken = took("army", "Wire", "2024-05-02", "2024-05-01", by=both)
    start = len("Maria Obi") + len(" and ")
    first, second = taken.claim.attribution
    joint = (replace(first, end=len("Maria Obi")), replace(second, start=start, end=start + 4))
    told = replace(taken, said=replace(taken.claim, attribution=joint))
    answer = ask([told], "2024-05-03", speakers=Affiliated(army="army"))
    assert [v.source for p in answer.positions for v in p.voices] == ["Maria Obi"]


def test_two_outlets_that_quote_officials_do_not_quote_the_same() -> None:
    by = [("officials", VoiceType.OFFICIAL)]
    told = [
        took("army", "Wire", "2024-05-02", "2024-05-01", by=by),
        took("army", "Post", "2024-05-03", "2024-05-01", by=by, sentence="Officials told us more of it."),
    ]
    assert ask(told, "2024-05-04").state == "agreed"
    one = [("its mayor", VoiceType.OFFICIAL)]
    told = [
        took("army", "Wire", "2024-05-02", "2024-05-01", by=one),
        took("army", "Post", "2024-05-03", "2024-05-01", by=one, sentence="Officials told us more of it."),
    ]
    assert ask(told, "2024-05-04").state == "single-source"


@pytest.mark.parametrize(("words", "state"), [("place", "agreed"), ("parts of place", "single-source")])
def test_who_came_into_a_part_was_not_seen_in_all_of_it(words: str, state: str) -> None:
    taken = took("army", "Wire", "2024-05-02", "2024-05-01")
    told = said(Kind.MOVEMENT, "Post", "2024-05-03", place=None, actor="army")
    sentence = f"Army entered {words}."
    at = sentence.index(words)
    where = Role(
        "destination", words, at, at + len(words), Entity(TOWN.id, EntityType.PLACE, TOWN.name, 0.0, 0.0)
    )
    claim = replace(
        told.claim,
        roles=(where, Role("actor", "Army", 0, 4, actor("army"))),
        evidence=Evidence(0, len(sentence), sentence, "", "", Trigger(5, 12, "entered")),
    )
    assert ask([taken, replace(told, said=claim)], "2024-05-04").state == state


def test_fighting_alone_names_nobody() -> None:
    told = [attacked(unnamed("insurgents"), "Wire", "2024-05-02", "2024-05-01")]
    assert ask(told, "2024-05-03", actors=KNOWN).state == "unknown"


def test_who_says_that_it_freed_a_place_of_others_has_taken_it() -> None:
    speakers = Affiliated(Army_Radio="army")
    freed = left("rebels", "Army Radio", "2024-05-02", "2024-05-01", trigger="liberated")
    answer = ask([freed], "2024-05-03", speakers=speakers, actors=KNOWN)
    assert (holders(answer), {p.status for p in answer.positions}) == (["army"], {"claimed"})
    assert "taker" in {w.rule for w in answer.why}
    for other in (
        left("rebels", "Wire", "2024-05-02", "2024-05-01", trigger="liberated"),
        left("rebels", "Army Radio", "2024-05-02", "2024-05-01", trigger="left"),
        left("army", "Army Radio", "2024-05-02", "2024-05-01", trigger="liberated"),
    ):
        assert holders(ask([other], "2024-05-03", speakers=speakers, actors=KNOWN)) == []
