"""World-atlas TopoJSON as shapes. Invariant: a border is made of the very arcs that two countries share, so it
lies on the outline of both.

Format: TopoJSON 1.0 (https://github.com/topojson/topojson-specification), quantised and delta-encoded arcs.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from shapely.geometry import LineString, MultiLineString, MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry
from shapely.ops import linemerge

from sandtable.gazetteer.place import GazetteerError

Line = list[tuple[float, float]]


class Atlas:
    """The countries of a world-atlas file by ISO 3166-1 numeric code ('760'), or by name where they have none."""

    def __init__(self, path: Path) -> None:
        try:
            raw: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            raise GazetteerError(
                f"{path.name} of world-atlas is missing from {path.parent}: run `npm ci` and install the package again"
            ) from None
        (kx, ky), (dx, dy) = raw["transform"]["scale"], raw["transform"]["translate"]
        self._arcs = [list(_decode(arc, kx, ky, dx, dy)) for arc in raw["arcs"]]
        self._geometries: list[dict[str, Any]] = raw["objects"]["countries"]["geometries"]

    def polygons(self) -> dict[str, BaseGeometry]:
        """The area of each country, in degrees."""
        shapes: dict[str, BaseGeometry] = {}
        for geometry in self._geometries:
            rings = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
            shapes[_code(geometry)] = MultiPolygon(list(self._polygons(rings))).buffer(0)
        return shapes

    def outlines(self, tolerance: float) -> Iterator[tuple[str, list[Line]]]:
        """The rings of each part of each country with its code, outer one first, with every arc simplified by itself, so that neighbours
        still meet; parts that shrink to nothing are left out. For drawing: such a ring may touch itself."""
        arcs = [[(x, y) for x, y, *_ in LineString(arc).simplify(tolerance).coords] for arc in self._arcs]
        for geometry in self._geometries:
            parts = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
            for part in parts:
                outer, *holes = [self._ring(ring, arcs) for ring in part]
                if len(outer) > 3:
                    yield _code(geometry), [outer, *(hole for hole in holes if len(hole) > 3)]

    def borders(self) -> dict[tuple[str, str], BaseGeometry]:
        """The line that each pair of countries shares (codes sorted), in degrees."""
        owners: dict[int, set[str]] = defaultdict(set)
        for geometry in self._geometries:
            for arc in _arcs_of(geometry["arcs"]):
                owners[arc if arc >= 0 else ~arc].add(_code(geometry))
        shared: dict[tuple[str, str], list[Line]] = defaultdict(list)
        for arc, codes in owners.items():
            if len(codes) == 2:
                a, b = sorted(codes)
                shared[a, b].append(self._arcs[arc])
        return {pair: _merge(lines) for pair, lines in shared.items()}

    def _polygons(self, rings_of_each: list[list[list[int]]]) -> Iterator[Polygon]:
        for rings in rings_of_each:
            outer, *holes = [self._ring(ring, self._arcs) for ring in rings]
            if len(outer) >= 4:  # quantisation shrinks the smallest islets to fewer points than a ring has
                yield Polygon(outer, [hole for hole in holes if len(hole) >= 4])

    def _ring(self, numbers: list[int], arcs: list[Line]) -> Line:
        points: Line = []
        for arc in numbers:
            part = arcs[arc] if arc >= 0 else arcs[~arc][::-1]
            points.extend(part[1:] if points else part)
        return points


def _decode(
    arc: list[list[int]], kx: float, ky: float, dx: float, dy: float
) -> Iterator[tuple[float, float]]:
    x = y = 0
    for step_x, step_y in arc:
        x, y = x + step_x, y + step_y
        yield x * kx + dx, y * ky + dy


def _arcs_of(nested: Any) -> Iterator[int]:
    if isinstance(nested, int):
        yield nested
    else:
        for item in nested:
            yield from _arcs_of(item)


def _code(geometry: Mapping[str, Any]) -> str:
    return str(geometry.get("id") or geometry["properties"]["name"])


def _merge(lines: list[Line]) -> BaseGeometry:
    return linemerge(MultiLineString([LineString(line) for line in lines]))
