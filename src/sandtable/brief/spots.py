"""A place of the picture as a brief shows it. Invariant: each standing is what the picture answers on each of its days."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from sandtable.brief.ground import held_lines, vague
from sandtable.brief.records import Spot, Standing
from sandtable.gazetteer import Gazetteer, Precision
from sandtable.picture import Holds, Scene, answers_of, first_word

ONE = timedelta(days=1)


def spots_of(
    scenes: Iterable[Scene], gazetteer: Gazetteer, end: date, known: date | None
) -> tuple[Spot, ...]:
    """The places of which a position was ever said by `end`, by name."""
    found = (s for scene in scenes if (s := spot_of(scene, gazetteer, end, known)) is not None)
    return tuple(sorted(found, key=lambda s: (s.name, s.id)))


def spot_of(scene: Scene, gazetteer: Gazetteer, end: date, known: date | None) -> Spot | None:
    """The place and its standings up to `end`; None where no position was ever said by then."""
    standings: list[Standing] = []
    heard: set[str] = set()
    for day, answer in answers_of(scene, first_word(scene), end, known) if scene.heardsay.moves else ():
        last = standings[-1] if standings else None
        if last is None and not answer.positions:
            continue
        if last is not None and (last.state, last.positions) == (answer.state, answer.positions):
            continue
        if last is not None:
            standings[-1] = replace(last, last=day - ONE)
        fresh = tuple(c for c in answer.claims if c not in heard) if _turned(last, answer) else ()
        heard.update(answer.claims)
        standings.append(Standing(day, end, answer.state, answer.positions, fresh))
    if not standings:
        return None
    place = scene.place
    lines = held_lines(gazetteer, place)
    return Spot(
        place.id,
        place.name,
        place.type.value,
        place.lat,
        place.lon,
        tuple(standings),
        (Precision.VAGUE if vague(place) else place.precision).value,
        lines,
    )


def _turned(before: Standing | None, now: Holds) -> bool:
    """Whether holders, state or their standing differ, rather than the voices alone."""
    if before is None:
        return True
    was = [(p.holder.id, p.status, p.extent) for p in before.positions]
    return before.state != now.state or was != [(p.holder.id, p.status, p.extent) for p in now.positions]


def padded(spot: Spot, first: date) -> Spot:
    """The place with an unknown standing from `first` to the first that is known."""
    begins = spot.standings[0].first
    if begins <= first:
        return spot
    return replace(spot, standings=(Standing(first, begins - ONE, "unknown"), *spot.standings))
