"""Who is seen in a place: a word for a hold that others tell of, and a taking where the same report tells that the other side went."""

from __future__ import annotations

from dataclasses import replace

import pytest
from picture_world import Affiliated, actor, ask, holders, left, said, site, took

from sandtable.picture import Testimony
from sandtable.terms import Evidence, Factuality, Kind, Role, Trigger, Voice, VoiceType


def came(
    who: str, outlet: str, on: str, sentence: str, kind: Kind = Kind.MOVEMENT, **more: object
) -> Testimony:
    """Somebody seen in the town, in words in which the town is called "place"."""
    role = "destination" if kind is Kind.MOVEMENT else "place"
    told = said(kind, outlet, on, sentence=sentence, place=None, actor=who, **more)  # type: ignore[arg-type]
    at, verb = sentence.find("place"), sentence.split()[1]
    where = Role(role, "place", at, at + 5, site("p:town"))
    start = sentence.find(verb)
    claim = replace(
        told.claim,
        roles=(where, Role("actor", who, 0, len(who), actor(who))),
        evidence=Evidence(0, len(sentence), sentence, "", "", Trigger(start, start + len(verb), verb)),
    )
    return replace(told, said=claim)


def test_troops_seen_in_it_are_a_second_voice_for_who_took_it() -> None:
    taken = took("army", "Wire", "2024-05-02", "2024-05-01")
    seen = came("army", "Post", "2024-05-03", "Army marched into place.")
    assert ask([taken], "2024-05-04").state == "single-source"
    answer = ask([taken, seen], "2024-05-04")
    assert (answer.state, holders(answer)) == ("agreed", ["army"])
    assert [v.source for p in answer.positions for v in p.voices] == ["Wire", "Post"]
    assert min(p.since or "" for p in answer.positions) == "2024-05-01"


@pytest.mark.parametrize(
    "sentence", ["Army marched towards place.", "Army advanced on place.", "Army camped near place."]
)
def test_who_is_not_inside_says_nothing_of_the_holder(sentence: str) -> None:
    taken = took("army", "Wire", "2024-05-02", "2024-05-01")
    assert ask([taken, came("army", "Post", "2024-05-03", sentence)], "2024-05-04").state == "single-source"


def test_nobody_holds_it_by_being_seen_in_it() -> None:
    seen = came("army", "Post", "2024-05-03", "Army stood in place.", Kind.PRESENCE)
    assert ask([seen], "2024-05-04").state == "unknown"
    taken = took("rebels", "Wire", "2024-05-02", "2024-05-01")
    assert holders(ask([taken, seen], "2024-05-04")) == ["rebels"]


def test_a_sighting_from_before_a_later_loss_brings_nobody_back() -> None:
    told = [
        took("army", "Wire", "2024-05-02", "2024-05-01"),
        took("rebels", "Wire", "2024-05-09", "2024-05-08"),
        came("army", "Post", "2024-05-10", "Army stood in place.", Kind.PRESENCE),
    ]
    assert holders(ask(told, "2024-05-11")) == ["rebels"]


def test_who_came_as_the_other_side_went_has_taken_it() -> None:
    told = [
        took("rebels", "Wire", "2024-04-02", "2024-04-01"),
        left("rebels", "Post", "2024-05-03", "2024-05-02", report="Post/1"),
        came("army", "Post", "2024-05-03", "Army entered place.", when="2024-05-03", report="Post/1"),
    ]
    answer = ask(told, "2024-05-04")
    assert (holders(answer), answer.positions[0].since) == (["army"], "2024-05-03")
    # Told by two reports, who went and who came are not one event.
    apart = [*told[:2], came("army", "Herald", "2024-05-03", "Army entered place.", when="2024-05-03")]
    assert holders(ask(apart, "2024-05-04")) == []


def test_who_is_no_longer_present_has_gone() -> None:
    gone = came(
        "rebels", "Post", "2024-05-03", "Rebels are no longer in place.", Kind.PRESENCE,
        factuality=Factuality.DENIED, report="Post/1",
    )  # fmt: skip
    told = [
        took("rebels", "Wire", "2024-04-02", "2024-04-01"),
        gone,
        came("army", "Post", "2024-05-03", "Army entered place.", report="Post/1"),
    ]
    assert holders(ask(told, "2024-05-04")) == ["army"]


def test_of_those_who_say_it_together_the_one_who_speaks_for_no_party_counts() -> None:
    plain = took("rebels", "Wire", "2024-05-02", "2024-05-01")
    alone = (Voice("the rebels", 40, 50, "Rebels", VoiceType.PARTY),)
    both = (*alone, Voice("a monitor", 55, 64, "a monitor", VoiceType.WITNESS))
    chained = (*alone, Voice("a monitor", 70, 79, "a monitor", VoiceType.WITNESS))
    speakers = Affiliated(Rebels="rebels")
    found = {
        name: ask(
            [replace(plain, said=replace(plain.claim, attribution=by))], "2024-05-04", speakers=speakers
        )
        for name, by in (("alone", alone), ("both", both), ("chained", chained))
    }
    assert {name: a.positions[0].status for name, a in found.items()} == {
        "alone": "claimed",
        "both": "confirmed",
        "chained": "claimed",
    }
