"""The ground under the picture: land, borders and names of a region. Invariant: nothing of it comes from a claim,
and it reaches beyond every place of the brief, so that no place stands on an empty edge.

Outlines: world-atlas countries 10m (Natural Earth 1:10 million, public domain).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from math import hypot, log2
from pathlib import Path

import pycountry
from babel import Locale
from shapely.geometry import LineString, MultiLineString, Polygon, box
from shapely.geometry.base import BaseGeometry
from shapely.ops import unary_union

from sandtable.brief.records import BaseMap, Label, Line, Point
from sandtable.gazetteer.topology import Atlas

Box = tuple[float, float, float, float]
MARGIN = 0.12  # of the box's longer side, kept free around the outermost places
LEAST = 0.6  # degrees; one place alone is not drawn larger than this box
LETTER = 11  # pixels of a letter of a country's name
WIDE = 8.0  # degrees; a wider picture opens on its main part and leaves the rest to a step back
MAIN = 0.7  # of the points, at least, are in the first view
NEAR = 1.2  # degrees about the median that are never taken for wide
GAP = 2.4  # times as far from the median as the last: beyond that begins the rest
DETAIL = 2000  # the simplified outline is off by at most this part of the first view's width
PLACES = 4  # decimals of a degree: 11 m


def frame(points: Iterable[Point]) -> Box:
    """The box (west, south, east, north) of the points with a margin. Raises ValueError where there is no point."""
    lons, lats = zip(*points, strict=True)
    west, south, east, north = min(lons), min(lats), max(lons), max(lats)
    grow = max(MARGIN * max(east - west, north - south), LEAST / 2)
    return west - grow, max(south - grow, -85.0), east + grow, min(north + grow, 85.0)


def core(points: Sequence[Point]) -> Box:
    """The box of the first view: of all points or, where they spread wide, of those about their median up to a wide gap.
    A point that is given several times weighs so much the more."""
    everything = frame(points)
    if max(everything[2] - everything[0], everything[3] - everything[1]) <= WIDE:
        return everything
    lon, lat = (sorted(p[axis] for p in points)[len(points) // 2] for axis in (0, 1))
    near = sorted(points, key=lambda p: hypot(p[0] - lon, p[1] - lat))
    far = [hypot(p[0] - lon, p[1] - lat) for p in near]
    kept = max(1, int(len(near) * MAIN))
    while kept < len(near) and far[kept] <= GAP * max(far[kept - 1], NEAR):
        kept += 1
    return frame(near[:kept])


def reach(view: Box, points: Iterable[Point] = ()) -> Box:
    """The larger box that is drawn: it holds every point, and a screen of another shape, or a step back, shows land and
    not a torn edge."""
    west, south, east, north = view
    more = max(east - west, north - south, 2.0)
    around = [(west - more, south - more), (east + more, north + more), *points]
    lons, lats = zip(*around, strict=True)
    return max(min(lons), -180.0), max(min(lats), -85.0), min(max(lons), 180.0), min(max(lats), 85.0)


@cache
def _world(atlas: Path) -> tuple[dict[str, BaseGeometry], dict[tuple[str, str], BaseGeometry]]:
    """The countries and their borders. Kept, since a server draws many maps and reading the world takes a second."""
    shapes = Atlas(atlas)
    return shapes.polygons(), shapes.borders()


def base_map(
    atlas: Path, points: Sequence[Point], rivers: Iterable[Line] = (), labels: Iterable[Label] = ()
) -> BaseMap:
    """Land and borders of world-atlas around `points`, with the given rivers and names and the names of countries.

    `atlas` is the path of a world-atlas `countries-*.json`. Raises GazetteerError where it is missing.
    """
    countries, shared = _world(atlas)
    view = core(points)
    drawn = reach(view, points)
    clip, seen = box(*drawn), box(*view)
    tolerance = (view[2] - view[0]) / DETAIL
    parts = {code: shape.intersection(clip) for code, shape in countries.items() if shape.intersects(clip)}
    land = unary_union(list(parts.values())).simplify(tolerance)
    lines = [line.intersection(clip).simplify(tolerance) for line in shared.values() if line.intersects(clip)]
    return BaseMap(
        box=view,
        reach=drawn,
        land=tuple(rings(land)),
        borders=tuple(line_parts(lines)),
        rivers=tuple(
            line_parts(LineString(r).intersection(clip).simplify(tolerance) for r in rivers if len(r) > 1)
        ),
        labels=(*_countries(parts, seen), *(label for label in labels if _inside(label, drawn))),
    )


def _inside(label: Label, around: Box) -> bool:
    west, south, east, north = around
    return west <= label.lon <= east and south <= label.lat <= north


def _countries(parts: dict[str, BaseGeometry], seen: BaseGeometry) -> Iterator[Label]:
    territories = Locale("en").territories
    for code, shape in sorted(parts.items()):
        country = pycountry.countries.get(numeric=code)
        visible = shape.intersection(seen)
        at = (shape if visible.is_empty else visible).representative_point()
        if country is not None:
            name = territories.get(country.alpha_2, country.name)
            west, _, east, _ = (shape if visible.is_empty else visible).bounds
            yield Label(name, round(at.x, 2), round(at.y, 2), 0, room(name, east - west))


def room(name: str, wide: float) -> float:
    """The step of the view from which a name has room in so many degrees."""
    return round(max(log2(LETTER * len(name) * 360 / (512 * max(wide, 0.01))), 0.0), 2)


def rings(shape: BaseGeometry) -> Iterator[tuple[Line, ...]]:
    """The rings of each polygon of a shape, the outer one first."""
    for part in getattr(shape, "geoms", [shape]):
        if isinstance(part, Polygon) and not part.is_empty:
            yield tuple(_round(ring.coords) for ring in (part.exterior, *part.interiors))


def line_parts(shapes: Iterable[BaseGeometry]) -> Iterator[Line]:
    """The lines of some shapes."""
    for shape in shapes:
        for part in shape.geoms if isinstance(shape, MultiLineString) else [shape]:
            if isinstance(part, LineString) and not part.is_empty:
                yield _round(part.coords)


def _round(coords: Iterable[tuple[float, ...]]) -> Line:
    return tuple((round(c[0], PLACES), round(c[1], PLACES)) for c in coords)
