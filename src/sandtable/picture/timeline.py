"""How a place's holding changed. Invariant: each step is what `holds` answers on each of its days, and two steps that
touch differ in state or holders. A step in which nobody holds the place rests on the claims of those who left it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from sandtable.gazetteer.place import Place
from sandtable.picture.aside import leavings, who_left
from sandtable.picture.holds import Holds
from sandtable.picture.move import Act, Move
from sandtable.picture.scene import Scene
from sandtable.picture.testimony import SetAside, Testimony
from sandtable.picture.turning import answers_of, first_word
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
class Stage:
    """A step with the answers of its first and its last day, pressure aside."""

    step: Step
    first: Holds
    last: Holds


@dataclass(frozen=True, slots=True)
class Timeline:
    """The steps of a place, oldest first."""

    place: Place
    known: date | None
    steps: tuple[Step, ...]
    testimonies: tuple[Testimony, ...] = ()
    aside: tuple[SetAside, ...] = ()


def timeline_of(scene: Scene, end: date, known: date | None = None) -> Timeline:
    """The steps of a place up to `end`; days before the first word are not listed."""
    steps = [stage.step for stage in stages_of(scene, end, known)]
    used = {claim for step in steps for claim in step.claims}
    told = {m.testimony.order: m.testimony for m in (*scene.heardsay.moves, *scene.heardsay.denials)}
    words = tuple(told[key] for key in sorted(told) if told[key].claim.id in used)
    moves: dict[tuple[str, str, int, str], list[Move]] = defaultdict(list)
    for m in scene.heardsay.moves:
        moves[m.testimony.order].append(m)
    rest = [
        SetAside(told[key].claim.id, _unused(moves.get(key, ()), end))
        for key in sorted(told)
        if told[key].claim.id not in used
    ]
    return Timeline(
        scene.place, known, tuple(steps), words, tuple(dict.fromkeys((*scene.heardsay.aside, *rest)))
    )


def stages_of(scene: Scene, end: date, known: date | None = None) -> tuple[Stage, ...]:
    """The steps of a place up to `end`, each with its answers."""
    stages: list[Stage] = []
    for day, answer in answers_of(scene, first_word(scene), end, known):
        holders = tuple(p.holder for p in answer.positions)
        claims = answer.claims if holders else _leavings(scene, day)
        if stages:
            last = stages[-1]
            step = last.step
            if step.state == answer.state and [h.id for h in step.holders] == [h.id for h in holders]:
                every = tuple(dict.fromkeys((*step.claims, *claims)))
                stages[-1] = Stage(replace(step, claims=every), last.first, answer)
                continue
            stages[-1] = replace(last, step=replace(step, until=day))
        elif not claims:
            continue
        stages.append(Stage(Step(day, None, answer.state, holders, claims), answer, answer))
    return tuple(stages)


def _leavings(scene: Scene, day: date) -> tuple[str, ...]:
    """The claims of those who left the place, for a day on which nobody holds it."""
    left = who_left(leavings(scene.heardsay, scene.bonds, (), day))
    return tuple(dict.fromkeys(claim for one in left for claim in one.claims))


def _unused(moves: Sequence[Move], end: date) -> str:
    """Why no step rests on a testimony that could move control, by the moves that it makes."""
    if not moves:
        return "denies what is not held to be so on any day"
    if all(m.from_day > end for m in moves):
        return "later than the last day asked about"
    if all(m.act is Act.LOSS for m in moves):
        return "a leaving: it ends a step, and the next rests on who came"
    return "superseded from the day on which it counts"
