"""The gazetteer's part of the base map. Invariant: names and rivers are the gazetteer's own; none of them is a claim."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from math import cos, hypot, radians
from pathlib import Path

from shapely.geometry import shape

import sandtable.gazetteer
from sandtable.brief.basemap import base_map, reach
from sandtable.brief.records import BaseMap, Label, Line, Point
from sandtable.gazetteer import Gazetteer, Place, PlaceType

ATLAS = Path(sandtable.gazetteer.__file__).parent / "assets" / "countries-10m.json"
NAMES = 70  # towns named at most, the most populous first
CITY = 100_000  # inhabitants; above it a name is drawn before those of towns
FINE = 0.002  # degrees; lines are simplified to this
KM_PER_DEGREE = 111.2
FARTHEST = 900.0  # km about the middle of the picture in which rivers and towns are looked for


def ground(gazetteer: Gazetteer, points: Sequence[Point], shown: Iterable[str] = ()) -> BaseMap:
    """The base map of the points: outlines, and the gazetteer's rivers and towns but those already `shown` (ids)."""
    drawn = reach(
        (
            min(p[0] for p in points),
            min(p[1] for p in points),
            max(p[0] for p in points),
            max(p[1] for p in points),
        )
    )
    lat, lon = (drawn[1] + drawn[3]) / 2, (drawn[0] + drawn[2]) / 2
    half = hypot(drawn[3] - lat, (drawn[2] - lon) * cos(radians(lat))) * KM_PER_DEGREE
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
    return base_map(ATLAS, points, rivers, _labels(towns[:NAMES]))


def _labels(towns: Iterable[Place]) -> Iterator[Label]:
    for town in towns:
        yield Label(town.name, town.lon, town.lat, 1 if town.population >= CITY else 2)


def lines_of(gazetteer: Gazetteer, place_id: str) -> tuple[Line, ...]:
    """The lines of a place that is one, in degrees; none for a point or an area."""
    raw = gazetteer.geometry(place_id)
    if raw is None or raw["type"] not in {"LineString", "MultiLineString"}:
        return ()
    simple = shape(raw).simplify(FINE)
    parts = getattr(simple, "geoms", [simple])
    return tuple(tuple((round(x, 4), round(y, 4)) for x, y, *_ in part.coords) for part in parts)
