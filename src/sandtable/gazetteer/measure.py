"""Distances on the sphere and stretches of a line. Invariant: a line's stretches from 0 to a, a to b and b to 1
have the length of the line together.

Distances are great-circle on a sphere of 6,371.0088 km (IUGG mean radius): within 0.6 % of the ellipsoid's.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import asin, cos, radians, sin, sqrt

from shapely.geometry import LineString, MultiLineString, Point
from shapely.geometry.base import BaseGeometry
from shapely.ops import substring

EARTH_KM = 6371.0088
KM_PER_DEGREE = 111.195


def km_between(lat_a: float, lon_a: float, lat_b: float, lon_b: float) -> float:
    """Great-circle distance in km between two points in degrees (haversine)."""
    phi_a, phi_b = radians(lat_a), radians(lat_b)
    h = sin((phi_b - phi_a) / 2) ** 2 + cos(phi_a) * cos(phi_b) * sin(radians(lon_b - lon_a) / 2) ** 2
    return 2 * EARTH_KM * asin(min(1.0, sqrt(h)))


def length_km(shape: BaseGeometry) -> float:
    """Length in km of a line or several, given in degrees (lon, lat)."""
    if isinstance(shape, MultiLineString):
        return sum(length_km(part) for part in shape.geoms)
    points = list(shape.coords)
    return sum(km_between(a[1], a[0], b[1], b[0]) for a, b in pairwise(points))


def in_order(shape: BaseGeometry) -> list[LineString]:
    """The parts of a line strung in order from its northern or western end to the other, each so directed."""
    parts = [
        p
        for p in (shape.geoms if isinstance(shape, MultiLineString) else [shape])
        if isinstance(p, LineString)
    ]
    lons = [x for part in parts for x, _ in part.coords]
    lats = [y for part in parts for _, y in part.coords]
    # The long axis decides: a border higher than wide is read from the north, a wider one from the west.
    wide = (max(lons) - min(lons)) * cos(radians((max(lats) + min(lats)) / 2))
    north_south = max(lats) - min(lats) >= wide

    def rank(point: Sequence[float]) -> float:
        return -point[1] if north_south else point[0]

    directed = [p if rank(p.coords[0]) <= rank(p.coords[-1]) else LineString(p.coords[::-1]) for p in parts]
    return sorted(directed, key=lambda p: rank(p.coords[0]))


def fraction_at(shape: BaseGeometry, lat: float, lon: float) -> float:
    """How far along an ordered line (0 to 1, by km) its point nearest to a place lies."""
    parts = in_order(shape)
    point = Point(lon, lat)
    nearest = min(range(len(parts)), key=lambda i: parts[i].distance(point))
    before = sum(length_km(p) for p in parts[:nearest])
    part = parts[nearest]
    head = substring(part, 0, part.project(point))
    along = before + (length_km(head) if isinstance(head, LineString) else 0.0)
    total = sum(length_km(p) for p in parts)
    return along / total if total else 0.0


def stretch(shape: BaseGeometry, start: float, end: float) -> BaseGeometry:
    """The stretch of an ordered line between two fractions of its length in km."""
    cut = _pieces(shape, start, end)
    return cut[0] if len(cut) == 1 else MultiLineString(cut)


def _pieces(shape: BaseGeometry, start: float, end: float) -> list[LineString]:
    parts = in_order(shape)
    total = sum(length_km(p) for p in parts)
    low, high = start * total, end * total
    cut: list[LineString] = []
    done = 0.0
    for part in parts:
        km = length_km(part)
        a, b = max(low - done, 0.0), min(high - done, km)
        if b > a and km:
            piece = _cut(part, a, b)
            if isinstance(piece, LineString):
                cut.append(piece)
        done += km
    return cut


def midpoint(shape: BaseGeometry) -> tuple[float, float]:
    """Latitude and longitude of the point half way along a line."""
    lon, lat = _pieces(shape, 0.0, 0.5)[-1].coords[-1]
    return lat, lon


def _cut(part: LineString, a: float, b: float) -> BaseGeometry:
    """The piece of one line from `a` to `b` km."""
    points = list(part.coords)
    along = [0.0]
    for p, q in pairwise(points):
        along.append(along[-1] + km_between(p[1], p[0], q[1], q[0]))

    def at(km: float) -> tuple[float, float]:
        for i in range(1, len(points)):
            if km <= along[i]:
                share = (km - along[i - 1]) / (along[i] - along[i - 1]) if along[i] > along[i - 1] else 0.0
                (x0, y0), (x1, y1) = points[i - 1][:2], points[i][:2]
                return x0 + (x1 - x0) * share, y0 + (y1 - y0) * share
        return points[-1][0], points[-1][1]

    inner = [(p[0], p[1]) for p, km in zip(points, along, strict=True) if a < km < b]
    return LineString([at(a), *inner, at(b)])
