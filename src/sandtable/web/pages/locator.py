"""A small map beside a place, a corridor or an actor. Invariant: it is the brief's own still map of these places on the day,
with its ground and its looks; nothing is drawn that the picture does not say of that day.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from math import floor

from sandtable.brief.basemap import frame
from sandtable.brief.gather import NOWHERE
from sandtable.brief.ground import ground, held_lines, vague
from sandtable.brief.palette import slots
from sandtable.brief.records import BaseMap, BriefInput, Corridor, Point, Spot, Standing
from sandtable.brief.still import Still, still
from sandtable.gazetteer import Gazetteer, Place, Precision
from sandtable.picture import Holds
from sandtable.web.desk import Desk
from sandtable.web.pages.asked import View

_CELL = 1.0  # degrees: places of one cell share their ground
_KEPT, _STEPS = 24, 4
ABOUT_KM, NEIGHBOURS = 60.0, 30


@dataclass(frozen=True, slots=True)
class Locator:
    """A map and whom it colours: id, name and slot of each holder."""

    still: Still
    holders: tuple[tuple[str, str, int], ...]
    own: str


def locator(
    desk: Desk, view: View, answers: Mapping[str, Holds], own: str = "", way: Corridor | None = None
) -> Locator:
    """The map of some places by their answers. `own`: the id of the place that the page is about."""
    spots = [_spot(desk.gazetteer, answer, view.on) for answer in answers.values()]
    spots.sort(key=lambda s: (s.id != own, s.name))
    about = [s for s in spots if s.id == own] or spots
    points: list[Point] = [(s.lon, s.lat) for s in about]
    points += [p for s in about for line in s.lines for p in (line[0], line[-1])]
    points += [p for leg in (way.legs if way else ()) for p in leg.line]
    names = {p.holder.id: p.holder.name for s in spots for t in s.standings for p in t.positions}
    weight = {h: sum(h in t.holders for s in spots for t in s.standings) for h in names}
    colour = slots(names, weight)
    brief = BriefInput(
        "", view.on, view.known, view.on, view.on, _ground(desk, points), spots=tuple(spots), corridor=way
    )
    holders = sorted(((h, names[h], colour[h]) for h in names), key=lambda one: (-weight[one[0]], one[1]))
    return Locator(still(brief, colour), tuple(holders), about[0].name if own and about else "")


def around(desk: Desk, place: Place, spoken: Collection[str]) -> list[str]:
    """The place and those near it that claims speak of, the nearest first."""
    near = desk.gazetteer.nearest(place.lat, place.lon, ABOUT_KM)
    found = [p.id for p, _ in near if p.id in spoken and p.id != place.id]
    return [place.id, *found[:NEIGHBOURS]]


def _spot(gazetteer: Gazetteer, answer: Holds, on: date) -> Spot:
    place = answer.place
    lines = held_lines(gazetteer, place)
    standing = Standing(on, on, answer.state, answer.positions)
    return Spot(
        place.id,
        place.name,
        place.type.value,
        place.lat,
        place.lon,
        (standing,),
        (Precision.VAGUE if vague(place) else place.precision).value,
        lines,
    )


def _ground(desk: Desk, points: Sequence[Point]) -> BaseMap:
    if not points:
        return NOWHERE
    lons, lats = zip(*points, strict=True)
    cell = (min(lons), min(lats), max(lons), max(lats))
    west, south, east, north = (
        (floor(v / _CELL) if n < 2 else floor(v / _CELL) + 1) * _CELL for n, v in enumerate(cell)
    )
    return _kept(desk.gazetteer, (west, south, east, north))


@lru_cache(maxsize=_KEPT)
def _kept(gazetteer: Gazetteer, cell: tuple[float, float, float, float]) -> BaseMap:
    west, south, east, north = cell
    steps = [n / _STEPS for n in range(_STEPS + 1)]
    # Points all over the cell, so that a wide one is drawn whole and not about its middle alone.
    points = [(west + (east - west) * x, south + (north - south) * y) for x in steps for y in steps]
    return replace(ground(gazetteer, points), box=frame(points))
