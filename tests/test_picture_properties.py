"""Properties of the picture over random histories of a town.

SANDTABLE_HISTORIES=10000 asks the two properties of time, that no later report changes a past answer and that the order of
ingest is irrelevant, of that many histories."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise, permutations

from hypothesis import given, settings
from hypothesis import strategies as st
from picture_world import Affiliated, attacked, controls, left, said, scene, tie, took

from sandtable.orbat.records import Tie
from sandtable.picture import DEFAULT, holds_of, timeline_of, to_json
from sandtable.picture import Testimony as Told
from sandtable.picture.chronology import Chronology
from sandtable.picture.move import Act
from sandtable.picture.succession import Opposition, before, ended, kept_moves, rivals
from sandtable.terms import Extent, Factuality, Kind

MANY = int(os.environ.get("SANDTABLE_HISTORIES", "0"))
START = date(2017, 1, 1)
SPEAKERS = Affiliated(Army_Radio="army", Militant_Press="militants")
BONDS = [tie("militia", Tie.ALLY, "army"), tie("brigade", Tie.PARENT, "army")]
PARTIES = ["army", "militants", "rebels", "militia", "brigade"]
OUTLETS = ["Wire", "Post", "Note", "Army Radio", "Militant Press"]
COPIED = "Witnesses said the town had changed hands again after a night of heavy fighting in the streets"


def _day(n: int) -> str:
    return (START + timedelta(days=n)).isoformat()


@st.composite
def accounts(draw: st.DrawFn) -> Told:
    published = draw(st.integers(0, 60))
    outlet = draw(st.sampled_from(OUTLETS))
    back = draw(st.integers(0, 9))
    when = draw(
        st.sampled_from(
            [
                None,
                _day(published - back),
                (_day(published - back - 3), _day(published - back)),
                (None, _day(published)),
            ]
        )
    )
    who = draw(st.sampled_from([*PARTIES, ["army", "militia"]]))
    other = draw(st.sampled_from(PARTIES))
    make = draw(st.sampled_from([took, took, took, controls, left, attacked]))
    more: dict[str, object] = {
        "factuality": draw(st.sampled_from([Factuality.ASSERTED] * 5 + list(Factuality))),
        "extent": draw(st.sampled_from([None, None, None, Extent.PARTIAL, Extent.CONTESTED])),
        "report": f"{outlet}/{published}/{draw(st.integers(0, 1))}",
        "sentence": draw(st.sampled_from([COPIED, COPIED.lower() + ".", "Short.", "Other."])),
        "trigger": draw(st.sampled_from(["took", "retook", "army-held"])),
    }
    if make is took and draw(st.booleans()) and other != who:
        more["lost"] = other
    if make is left and draw(st.booleans()):
        more["to"] = other
    return make(who, outlet, _day(published), when, **more)


HISTORIES = st.lists(accounts(), max_size=12)
DAYS = st.integers(0, 80)


def answer(told: list[Told], on: int, known: int | None = None) -> object:
    known_day = None if known is None else _day(known)
    asked = scene(told, known=known_day, speakers=SPEAKERS, bonds=BONDS)
    return holds_of(asked, START + timedelta(days=on))


@settings(max_examples=MANY or 400, deadline=None)
@given(HISTORIES, HISTORIES, DAYS, DAYS)
def test_a_later_report_never_changes_what_was_known_before(
    early: list[Told], late: list[Told], on: int, known: int
) -> None:
    after = [t for t in late if t.published and t.published > START + timedelta(days=known)]
    assert answer(early, on, known) == answer([*early, *after], on, known)


@settings(max_examples=MANY or 200, deadline=None)
@given(HISTORIES, DAYS, st.randoms(use_true_random=False))
def test_order_of_storage_changes_nothing(told: list[Told], on: int, chance: object) -> None:
    mixed = list(told)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    assert answer(told, on) == answer(mixed, on)
    assert answer(told, on) == answer([*mixed, *told], on)


@settings(max_examples=200, deadline=None)
@given(HISTORIES, accounts(), st.sampled_from([Kind.ASSAULT, Kind.SIEGE, Kind.MOVEMENT]), st.integers(0, 20))
def test_force_never_changes_the_holder(told: list[Told], one: Told, kind: Kind, on: int) -> None:
    force = replace(one, said=replace(one.claim, kind=kind, id="f" * 64))
    before, after = answer(told, on), answer([*told, force], on)
    # Twenty days are too few for any position to age.
    assert before.positions == after.positions  # type: ignore[attr-defined]
    assert before.state == after.state  # type: ignore[attr-defined]


@settings(max_examples=150, deadline=None)
@given(HISTORIES, DAYS)
def test_each_step_is_the_answer_of_its_days(told: list[Told], on: int) -> None:
    asked = scene(told, speakers=SPEAKERS, bonds=BONDS)
    steps = timeline_of(asked, START + timedelta(days=80)).steps
    day = START + timedelta(days=on)
    now = holds_of(asked, day)
    step = next((s for s in steps if s.first <= day and (s.until is None or day < s.until)), None)
    if step is None:
        assert now.positions == ()
    else:
        assert (step.state, [h.id for h in step.holders]) == (now.state, list(now.holders))
        assert set(now.claims) <= set(step.claims)
    assert all(a.until == b.first for a, b in pairwise(steps))
    assert all((a.state, a.holders) != (b.state, b.holders) for a, b in pairwise(steps))


@settings(max_examples=200, deadline=None)
@given(HISTORIES, DAYS)
def test_every_claim_of_the_place_is_used_or_set_aside(told: list[Told], on: int) -> None:
    now = answer(told, on)
    used = {c for link in now.why for c in link.claims} | set(now.claims)  # type: ignore[attr-defined]
    aside = {a.claim for a in now.aside}  # type: ignore[attr-defined]
    moving = {t.claim.id for t in told if t.claim.kind in (Kind.CAPTURE, Kind.CONTROL, Kind.WITHDRAWAL)}
    assert moving <= used | aside
    assert to_json(now)["state"] in {"agreed", "single-source", "contested", "unknown"}


def test_three_accounts_in_any_order() -> None:
    told = [
        took("army", "Wire", "2017-01-05", "2017-01-04"),
        took("militants", "Post", "2017-01-05", "2017-01-04", lost="army"),
        said(Kind.CONTROL, "Note", "2017-01-05", actor="army"),
    ]
    answers = {repr(answer(list(order), 5)) for order in permutations(told)}
    assert len(answers) == 1


@settings(max_examples=300, deadline=None)
@given(HISTORIES, DAYS)
def test_what_is_dropped_early_would_be_dropped_anyway(told: list[Told], on: int) -> None:
    asked = scene(told, speakers=SPEAKERS, bonds=BONDS)
    day = START + timedelta(days=on)
    live = [m for m in asked.heardsay.moves if m.from_day <= day]
    holding = [m for m in live if m.act is not Act.LOSS]
    losses = [m for m in live if m.act is Act.LOSS]

    opposed = Opposition(asked.bonds, day)
    plain = [
        c
        for c in holding
        if not any(
            d.extent is Extent.FULL and rivals(c, d, opposed) and before(c, d, DEFAULT) for d in holding
        )
        and not any(ended(c, loss, opposed) for loss in losses)
    ]
    kept = [
        m for ms in kept_moves(Chronology.of(asked.heardsay.moves), opposed, DEFAULT).values() for m in ms
    ]
    assert sorted(kept, key=lambda m: m.order) == sorted(plain, key=lambda m: m.order)
