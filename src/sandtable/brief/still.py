"""The map of one day as plain SVG, for a page without WebGL or script, and for print. Invariant: it shows what the
live map shows on that day."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from sandtable.brief.layers import bow
from sandtable.brief.looks import Look, look
from sandtable.brief.palette import OTHER
from sandtable.brief.records import BriefInput, Line, Point, Spot

WIDTH = 720  # pixels; the height follows from the box
NAMED = 40  # names drawn at most, places of the picture first


@dataclass(frozen=True, slots=True)
class Mark:
    """A place on the still map: pixels, its look, and its lines as path data where it is one."""

    name: str
    x: float
    y: float
    look: Look
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Still:
    """The still map in pixels, as SVG path data and marks."""

    width: int
    height: int
    land: str
    borders: str
    rivers: str
    marks: tuple[Mark, ...]
    arrows: tuple[tuple[str, int], ...]
    labels: tuple[tuple[str, float, float, int], ...]
    hatches: tuple[tuple[int, ...], ...]
    way: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Panel:
    """The places as one source tells of them on the brief's day, and the places named on its map."""

    source: str
    reports: int
    marks: tuple[Mark, ...]
    labels: tuple[tuple[str, float, float, int], ...]


@dataclass(frozen=True, slots=True)
class _Frame:
    """From degrees to pixels: plate carrée with the middle latitude true."""

    west: float
    north: float
    squeeze: float
    scale: float

    def at(self, point: Point) -> tuple[float, float]:
        x = (point[0] - self.west) * self.squeeze * self.scale
        return round(x, 1), round((self.north - point[1]) * self.scale, 1)

    def path(self, line: Line) -> str:
        return "M" + "L".join(f"{x} {y}" for x, y in map(self.at, line))

    def marks(self, brief: BriefInput, spots: Iterable[Spot], slot: Mapping[str, int]) -> tuple[Mark, ...]:
        return tuple(
            Mark(
                spot.name,
                *self.at((spot.lon, spot.lat)),
                look(spot.on(brief.on), slot),
                tuple(self.path(x) for x in spot.lines),
            )
            for spot in spots
        )


def _frame(brief: BriefInput) -> _Frame:
    west, south, east, north = brief.base.box
    squeeze = math.cos(math.radians((south + north) / 2))
    return _Frame(west, north, squeeze, WIDTH / ((east - west) * squeeze))


def panels(brief: BriefInput, slot: Mapping[str, int]) -> tuple[Panel, ...]:
    """The views of a brief, each as a map in the frame of the still one, to be drawn over its ground."""
    frame = _frame(brief)
    out = []
    for view in brief.views:
        marks = frame.marks(brief, view.spots, slot)
        out.append(Panel(view.source, view.reports, marks, tuple(_labels(brief, marks, frame.at))))
    return tuple(out)


def still(brief: BriefInput, slot: Mapping[str, int]) -> Still:
    """The map of the day `brief.on`."""
    frame = _frame(brief)
    _, south, _, north = brief.base.box
    marks = frame.marks(brief, brief.spots, slot)
    told = (s for spot in (x for v in brief.views for x in v.spots) for s in spot.standings)
    hatched = {m.look.slots for m in marks if m.look.style == "hatch"}
    hatched |= {seen.slots for s in told if (seen := look(s, slot)).style == "hatch"}
    return Still(
        width=WIDTH,
        height=round((north - south) * frame.scale),
        land="".join(frame.path(ring) + "Z" for rings in brief.base.land for ring in rings),
        borders="".join(frame.path(line) for line in brief.base.borders),
        rivers="".join(frame.path(line) for line in brief.base.rivers),
        marks=marks,
        arrows=tuple(
            (frame.path(bow([(lon, lat) for _, lon, lat in m.stops])), slot.get(m.party, OTHER))
            for m in brief.movements
            if m.drawn and len(m.stops) > 1 and m.first <= brief.on
        ),
        labels=tuple(_labels(brief, marks, frame.at)),
        hatches=tuple(sorted(hatched)),
        way=tuple(
            (frame.path(leg.line), leg.status)
            for leg in (brief.corridor.legs if brief.corridor else ())
            if leg.line
        ),
    )


def _labels(
    brief: BriefInput, marks: tuple[Mark, ...], at: Callable[[Point], tuple[float, float]]
) -> Iterator[tuple[str, float, float, int]]:
    taken: list[tuple[float, float]] = []
    wanted = [(m.name, m.x + 9, m.y + 4, 1) for m in marks if not m.lines]
    wanted += [(x.name, *at((x.lon, x.lat)), 0 if x.rank == 0 else 2) for x in brief.base.labels]
    for name, x, y, rank in wanted:
        if len(taken) >= NAMED:
            return
        free = all(abs(x - tx) > 70 or abs(y - ty) > 13 for tx, ty in taken)
        if free and 0 <= x < WIDTH:
            taken.append((x, y))
            yield name, x, y, rank
