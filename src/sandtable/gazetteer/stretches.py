"""Stretches of a border between two places, as reports tell them ("the border from Al-Qaim to Rabia"). Invariant: a stretch is
cut of the border's own line, from the point nearest to the one place to that nearest to the other, in the line's order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shapely.geometry import mapping
from shapely.geometry import shape as to_shape
from shapely.geometry.base import BaseGeometry

from sandtable.gazetteer.measure import fraction_at, midpoint, stretch
from sandtable.gazetteer.place import GeoJson, Place, PlaceType, Precision

if TYPE_CHECKING:
    from sandtable.gazetteer.gazetteer import Gazetteer

ENDS = "~"  # between the ids of its two ends, behind the border's id
_LEAST = 0.002  # of the line; nearer ends make a point of it


def stretch_id(border: Place, line: BaseGeometry, one: Place, other: Place) -> str | None:
    """The id of the stretch between two places, the end that the line reaches first named first; None where it is no longer
    than a point."""
    ends = sorted((fraction_at(line, p.lat, p.lon), p.id) for p in (one, other))
    if ends[1][0] - ends[0][0] < _LEAST or any("#" in key for _, key in ends):
        return None
    return f"{border.id}#{ends[0][1]}{ENDS}{ends[1][1]}"


def _cut(gazetteer: Gazetteer, place_id: str) -> tuple[Place, Place, Place, BaseGeometry] | None:
    """The border of a stretch, its two ends and its line; None where the id names no such thing."""
    border_id, _, part = place_id.partition("#")
    border, raw = gazetteer.get(border_id), gazetteer.geometry(border_id)
    one, other = (gazetteer.get(key) for key in part.split(ENDS, 1))
    if border is None or border.type is not PlaceType.BORDER or raw is None or one is None or other is None:
        return None
    line = to_shape(raw)
    low, high = sorted(fraction_at(line, p.lat, p.lon) for p in (one, other))
    return None if high - low < _LEAST else (border, one, other, stretch(line, low, high))


def line_of(gazetteer: Gazetteer, place_id: str) -> GeoJson | None:
    """The line of a stretch by its id."""
    found = _cut(gazetteer, place_id)
    return None if found is None else mapping(found[3])


def stretch_of(gazetteer: Gazetteer, place_id: str) -> Place | None:
    """The stretch of an id as a place; its point is half way along it."""
    found = _cut(gazetteer, place_id)
    if found is None:
        return None
    border, one, other, line = found
    lat, lon = midpoint(line)
    return Place(
        id=place_id,
        name=f"{border.name} from {one.name} to {other.name}",
        type=PlaceType.SEGMENT,
        lat=round(lat, 4),
        lon=round(lon, 4),
        countries=border.countries,
        precision=Precision.LINE,
        parent=border.id,
        kind="segment",
    )
