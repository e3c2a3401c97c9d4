"""The ground of the whole world, coarse, and in cells, fine. Invariant: nothing of it comes from a claim, and it stays the same
until the gazetteer or the outlines change, so that a browser may keep it.

Outlines: world-atlas countries 10m (Natural Earth 1:10 million, public domain).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import pycountry
from babel import Locale
from shapely import STRtree
from shapely.geometry import MultiPolygon, Polygon, box
from shapely.geometry.base import BaseGeometry
from shapely.ops import unary_union

from sandtable.brief.basemap import line_parts, rings, room
from sandtable.brief.ground import ATLAS, CITY, lines_of
from sandtable.brief.records import Line, Point
from sandtable.brief.safety import visible
from sandtable.gazetteer import Gazetteer, Place, PlaceType
from sandtable.gazetteer.topology import Atlas

Json = dict[str, Any]
CELL = 10  # degrees of a cell's side
ACROSS, DOWN = 360 // CELL, 180 // CELL
COARSE, FINE = 0.1, 0.004  # degrees by which outlines may be off
LEAST = 0.1  # square degrees; smaller islands are in the cells alone
NAMES = 220  # towns of a cell, the most populous first
FIRST = 12  # towns of a cell that are named in a wide view


class Tiles:
    """The outlines, opened when they are first asked for. May be shared between threads."""

    def __init__(self, atlas: Path = ATLAS) -> None:
        self._path = atlas
        self.world, self.cell = cache(self._world), cache(self._cell)

    @cached_property
    def _atlas(self) -> Atlas:
        return Atlas(self._path)

    @cached_property
    def _borders(self) -> list[BaseGeometry]:
        return list(self._atlas.borders().values())

    @cached_property
    def _fine(self) -> tuple[list[Polygon], STRtree, STRtree]:
        """The parts of all countries, and an index of them and of the borders."""
        parts = [part for shape in self._atlas.polygons().values() for part in _polygons(shape)]
        return parts, STRtree(parts), STRtree(self._borders)

    def _world(self) -> Json:
        """Land, borders and the names of countries, of the whole world."""
        parts = [(code, rings) for code, rings in self._atlas.outlines(COARSE) if _size(rings[0]) > LEAST]
        borders = line_parts(line.simplify(COARSE) for line in self._borders)
        return {
            "land": _feature("MultiPolygon", (rings for _, rings in parts), 2),
            "borders": _feature("MultiLineString", borders, 2),
            "labels": list(_countries(parts)),
        }

    def _cell(self, column: int, row: int) -> Json:
        """Land and borders of a cell, counted from 180 W eastward and from 90 S northward."""
        west, south = column * CELL - 180, row * CELL - 90
        clip = box(west, south, west + CELL, south + CELL)
        parts, land, lines = self._fine
        shape = unary_union([parts[n].intersection(clip) for n in land.query(clip)]).simplify(FINE)
        borders = (self._borders[n].intersection(clip).simplify(FINE) for n in lines.query(clip))
        return {
            "land": _feature("MultiPolygon", rings(shape), 4),
            "borders": _feature("MultiLineString", line_parts(borders), 4),
        }


def _size(ring: Sequence[Point]) -> float:
    """The square degrees of the box about a ring."""
    lons, lats = zip(*ring, strict=True)
    return float((max(lons) - min(lons)) * (max(lats) - min(lats)))


def _countries(parts: Sequence[tuple[str, Sequence[Sequence[Point]]]]) -> Iterator[Json]:
    """The name of each country, in its largest part."""
    largest: dict[str, Sequence[Point]] = {}
    for code, rings_ in parts:
        if code not in largest or _size(rings_[0]) > _size(largest[code]):
            largest[code] = rings_[0]
    territories = Locale("en").territories
    for code, ring in sorted(largest.items()):
        country = pycountry.countries.get(numeric=code)
        if country is not None:
            shape = Polygon(ring).buffer(0)
            at, (west, _, east, _) = shape.representative_point(), shape.bounds
            name = str(territories.get(country.alpha_2, country.name))
            yield {"name": name, "at": [round(at.x, 2), round(at.y, 2)], "zoom": room(name, east - west)}


def named_cell(gazetteer: Gazetteer, column: int, row: int) -> list[Json]:
    """The towns of a cell. `zoom`: from which step of the view a town is named."""
    west, south = column * CELL - 180, row * CELL - 90
    towns = gazetteer.inside((west, south, west + CELL, south + CELL), PlaceType.SETTLEMENT, NAMES)
    return [_town(town, number) for number, town in enumerate(towns)]


def rivers_of(gazetteer: Gazetteer) -> Json:
    """The rivers whose course the gazetteer knows."""
    found = gazetteer.inside((-180, -90, 180, 90), PlaceType.RIVER)
    return _feature("MultiLineString", [line for p in found for line in lines_of(gazetteer, p.id)], 4)


def _town(town: Place, number: int) -> Json:
    zoom = 4.0 if number < FIRST else 6.0 if number < 4 * FIRST else 7.5
    return {
        "id": town.id,
        "name": visible(town.name),
        "at": [round(town.lon, 4), round(town.lat, 4)],
        "rank": 1 if town.population >= CITY else 2,
        "zoom": zoom,
    }


def _polygons(shape: BaseGeometry) -> list[Polygon]:
    parts = shape.geoms if isinstance(shape, MultiPolygon) else [shape]
    return [part for part in parts if isinstance(part, Polygon) and not part.is_empty]


def _feature(kind: str, coordinates: Iterable[Any], decimals: int) -> Json:
    geometry = {"type": kind, "coordinates": [_rounded(part, decimals) for part in coordinates]}
    return {"type": "Feature", "properties": {}, "geometry": geometry}


def _rounded(part: Any, decimals: int) -> Any:
    """A line, or rings of lines, to so many decimals; points that fall together are one."""
    if part and isinstance(part[0][0], float | int):
        return _thinned(part, decimals)
    return [_rounded(inner, decimals) for inner in part]


def _thinned(line: Line, decimals: int) -> list[tuple[float, float]]:
    points = [(round(x, decimals), round(y, decimals)) for x, y in line]
    return [p for n, p in enumerate(points) if n == 0 or p != points[n - 1]]
