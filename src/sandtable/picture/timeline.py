"""How a place's holding changed. Invariant: each step is what `holds` answers on each of its days, and two steps that
touch differ in state or holders."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sandtable.gazetteer.place import Place
from sandtable.picture.holds import Holds, Scene, holds_of
from sandtable.picture.moves import Act
from sandtable.picture.pressure import Strain
from sandtable.picture.testimony import SetAside, Testimony
from sandtable.terms import Entity


@dataclass(frozen=True, slots=True)
class Step:
    """From `first` until the day before `until` (None: to the end of what was asked) the place was held so. `holders` is
    empty where nothing is known."""

    first: date
    until: date | None
    state: str
    holders: tuple[Entity, ...]
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """The steps of a place, oldest first."""

    place: Place
    known: date | None
    steps: tuple[Step, ...]
    testimonies: tuple[Testimony, ...] = ()
    aside: tuple[SetAside, ...] = ()


def turns(scene: Scene, end: date) -> list[date]:
    """Every day up to `end` on which the answer can change: when a move or denial begins to count, when one can age, and when
    a bond begins or ends."""
    first = min((m.from_day for m in (*scene.heardsay.moves, *scene.heardsay.denials)), default=end)
    return sorted(own_turns(scene, first, end) | {d for d in scene.bonds.turns if first <= d <= end})


def own_turns(scene: Scene, first: date, last: date) -> set[date]:
    """The days from `first` to `last` on which what is said of the place, or fighting there, can change the answer."""
    settings, one = scene.settings, timedelta(days=1)
    moves = (*scene.heardsay.moves, *scene.heardsay.denials)
    days = {m.from_day for m in moves} | {min(m.first, m.last) for m in scene.heardsay.denials}
    for said in {m.last for m in moves} | {
        m.testimony.day for m in scene.heardsay.denials if m.testimony.day
    }:
        for row in (settings.quiet, settings.fighting):
            days |= {
                said + timedelta(days=row.stale_after) + one,
                said + timedelta(days=row.unknown_after) + one,
            }
    days |= {b.last for b in scene.bouts if b.strain is not Strain.ADVANCE}
    days.update(scene.fights)
    return {d for d in days if first <= d <= last}


def timeline_of(scene: Scene, end: date, known: date | None = None) -> Timeline:
    """The steps of a place up to `end`; days before the first word are not listed."""
    steps: list[Step] = []
    for day in turns(scene, end):
        answer = holds_of(scene, day, known)
        steps = _grown(steps, day, answer)
    used = {claim for step in steps for claim in step.claims}
    told = {m.testimony.order: m.testimony for m in (*scene.heardsay.moves, *scene.heardsay.denials)}
    words = tuple(told[key] for key in sorted(told) if told[key].claim.id in used)
    rest = [
        SetAside(told[key].claim.id, _unused(scene, told[key], end))
        for key in sorted(told)
        if told[key].claim.id not in used
    ]
    return Timeline(
        scene.place, known, tuple(steps), words, tuple(dict.fromkeys((*scene.heardsay.aside, *rest)))
    )


def _unused(scene: Scene, t: Testimony, end: date) -> str:
    """Why no step rests on a testimony that could move control."""
    moves = [m for m in scene.heardsay.moves if m.testimony.order == t.order]
    if not moves:
        return "denies what is not held to be so on any day"
    if all(m.from_day > end for m in moves):
        return "later than the last day asked about"
    if all(m.act is Act.LOSS for m in moves):
        return "a leaving: it ends a step, and the next rests on who came"
    return "superseded from the day on which it counts"


def _grown(steps: Sequence[Step], day: date, answer: Holds) -> list[Step]:
    holders = tuple(p.holder for p in answer.positions)
    ids = tuple(h.id for h in holders)
    if not steps:
        return [Step(day, None, answer.state, holders, answer.claims)] if holders else []
    last = steps[-1]
    if last.state == answer.state and tuple(h.id for h in last.holders) == ids:
        claims = tuple(dict.fromkeys((*last.claims, *answer.claims)))
        return [*steps[:-1], Step(last.first, None, last.state, last.holders, claims)]
    closed = Step(last.first, day, last.state, last.holders, last.claims)
    return [*steps[:-1], closed, Step(day, None, answer.state, holders, answer.claims)]
