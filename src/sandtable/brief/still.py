"""The map of one day as plain SVG, for a page without WebGL or script, and for print. Invariant: it shows what the
live map shows on that day."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from sandtable.brief.layers import bow
from sandtable.brief.looks import Look, look
from sandtable.brief.palette import OTHER
from sandtable.brief.records import BriefInput, Line, Point

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


def still(brief: BriefInput, slot: Mapping[str, int]) -> Still:
    """The day `brief.on`, plate carrée with the middle latitude true."""
    west, south, east, north = brief.base.box
    squeeze = math.cos(math.radians((south + north) / 2))
    scale = WIDTH / ((east - west) * squeeze)

    def at(point: Point) -> tuple[float, float]:
        return round((point[0] - west) * squeeze * scale, 1), round((north - point[1]) * scale, 1)

    def path(line: Line) -> str:
        return "M" + "L".join(f"{x} {y}" for x, y in map(at, line))

    marks = tuple(
        Mark(
            spot.name,
            *at((spot.lon, spot.lat)),
            look(spot.on(brief.on), slot),
            tuple(path(x) for x in spot.lines),
        )
        for spot in brief.spots
    )
    return Still(
        width=WIDTH,
        height=round((north - south) * scale),
        land="".join(path(ring) + "Z" for rings in brief.base.land for ring in rings),
        borders="".join(path(line) for line in brief.base.borders),
        rivers="".join(path(line) for line in brief.base.rivers),
        marks=marks,
        arrows=tuple(
            (path(bow([(lon, lat) for _, lon, lat in m.stops])), slot.get(m.party, OTHER))
            for m in brief.movements
            if m.drawn and len(m.stops) > 1 and m.first <= brief.on
        ),
        labels=tuple(_labels(brief, marks, at)),
        hatches=tuple(sorted({m.look.slots for m in marks if m.look.style == "hatch"})),
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
