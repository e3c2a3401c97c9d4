"""The gazetteer's part of the base map. Invariant: names and rivers are the gazetteer's own; none of them is a claim."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from math import cos, hypot, radians
from pathlib import Path

from shapely.geometry import shape

import sandtable.gazetteer
from sandtable.brief.basemap import base_map, core, reach
from sandtable.brief.records import BaseMap, Label, Line, Point
from sandtable.gazetteer import Gazetteer, Place, PlaceType, Precision

ATLAS = Path(sandtable.gazetteer.__file__).parent / "assets" / "countries-10m.json"
NAMES = 50  # towns named in the first view, and as many of the whole; the most populous first
CITY = 100_000  # inhabitants; above it a name is drawn before those of towns
FINE = 0.002  # degrees; lines are simplified to this
KM_PER_DEGREE = 111.2
FARTHEST = 900.0  # km about the middle of the first view in which rivers and towns are looked for


def ground(gazetteer: Gazetteer, points: Sequence[Point], shown: Iterable[str] = ()) -> BaseMap:
    """The base map of the points: outlines, and the gazetteer's rivers and towns about the
    first view but those already `shown` (ids)."""
    view = core(points)
    west, south, east, north = reach(view)
    lat, lon = (south + north) / 2, (west + east) / 2
    half = hypot(north - lat, (east - lon) * cos(radians(lat))) * KM_PER_DEGREE
    found = [
        p
        for p, _ in gazetteer.nearest(lat, lon, min(half, FARTHEST), (PlaceType.SETTLEMENT, PlaceType.RIVER))
    ]
    rivers = [line for p in found if p.type is PlaceType.RIVER for line in lines_of(gazetteer, p.id)]
    known = set(shown)
    towns = sorted(
        (p for p in found if p.type is PlaceType.SETTLEMENT and p.id not in known),
        key=lambda p: (-p.population, p.id),
    )
    west, south, east, north = view
    near = [t for t in towns if west <= t.lon <= east and south <= t.lat <= north]
    return base_map(ATLAS, points, rivers, _labels(dict.fromkeys((*near[:NAMES], *towns[:NAMES]))))


def _labels(towns: Iterable[Place]) -> Iterator[Label]:
    for town in towns:
        yield Label(town.name, town.lon, town.lat, 1 if town.population >= CITY else 2)


_HELD_WHOLE = frozenset({PlaceType.BORDER, PlaceType.SEGMENT})


def held_lines(gazetteer: Gazetteer, place: Place) -> tuple[Line, ...]:
    """The lines along which a place is drawn as held: a border's and a segment's. Who is said to hold a river, or a bank of it,
    holds some of it, and nothing says which: it has a mark alone."""
    return (
        lines_of(gazetteer, place.id)
        if place.precision is Precision.LINE and place.type in _HELD_WHOLE
        else ()
    )


def vague(place: Place) -> bool:
    """Whether the point of a place stands for somewhere about."""
    loose = place.precision is Precision.LINE and place.type not in _HELD_WHOLE
    return loose or place.precision in {Precision.AREA, Precision.VAGUE}


def lines_of(gazetteer: Gazetteer, place_id: str) -> tuple[Line, ...]:
    """The lines of a place that is one, in degrees; none for a point or an area."""
    raw = gazetteer.geometry(place_id)
    if raw is None or raw["type"] not in {"LineString", "MultiLineString"}:
        return ()
    simple = shape(raw).simplify(FINE)
    parts = getattr(simple, "geoms", [simple])
    return tuple(tuple((round(x, 4), round(y, 4)) for x, y, *_ in part.coords) for part in parts)
