"""Borders and their segments. Invariant: the thirds of a border cover it once, from end to end; every named
segment is a stretch of the border's own line.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import cos, radians

from shapely.geometry.base import BaseGeometry

from sandtable.gazetteer.measure import fraction_at, in_order, length_km, midpoint, stretch
from sandtable.gazetteer.place import GazetteerError, Place, PlaceType, Precision, border_id
from sandtable.gazetteer.rows import toml
from sandtable.gazetteer.topology import Atlas
from sandtable.gazetteer.world import Entry, iso_of

_SHORTEST_IN_THIRDS_KM = 40.0


@dataclass(frozen=True, slots=True)
class _Line:
    """A border before it is cut: its place and its line."""

    place: Place
    shape: BaseGeometry


def borders(atlas: Atlas, names: Mapping[str, str], places: Mapping[str, Place]) -> Iterator[Entry]:
    """Every land border of the atlas, its thirds, and the segments of `segments.toml`.

    `names`: country names by ISO code; `places`: the places that the segments' ends name. Raises GazetteerError
    where a segment names a border or an end that is not there.
    """
    lines = {line.place.id: line for line in _lines(atlas, names)}
    for line in lines.values():
        yield Entry(line.place, _border_names(line.place, names), geometry=line.shape)
        yield from _thirds(line)
    for row in toml("segments.toml")["segment"]:
        yield _named(row, lines, places)


def _lines(atlas: Atlas, names: Mapping[str, str]) -> Iterator[_Line]:
    joined: dict[tuple[str, str], BaseGeometry] = {}
    for codes, shape in atlas.borders().items():
        isos = sorted(filter(None, map(iso_of, codes)))
        if len(isos) == 2 and isos[0] != isos[1] and all(iso in names for iso in isos):
            pair = (isos[0], isos[1])
            joined[pair] = joined[pair].union(shape) if pair in joined else shape
    for (a, b), shape in joined.items():
        lat, lon = midpoint(shape)
        yield _Line(
            Place(
                id=border_id(a, b),
                name=f"{names[a]}–{names[b]} border",
                type=PlaceType.BORDER,
                lat=round(lat, 4),
                lon=round(lon, 4),
                countries=(a, b),
                precision=Precision.LINE,
                kind="border",
            ),
            shape,
        )


def _border_names(place: Place, names: Mapping[str, str]) -> tuple[str, ...]:
    a, b = (names[iso] for iso in place.countries)
    return (f"{a}-{b} border", f"{b}-{a} border")


def compass(shape: BaseGeometry) -> tuple[str, str]:
    """What the first and the last third of an ordered line are called."""
    parts = in_order(shape)
    (x0, y0), (x1, y1) = parts[0].coords[0][:2], parts[-1].coords[-1][:2]
    wide = abs(x1 - x0) * cos(radians((y0 + y1) / 2))
    return ("northern", "southern") if abs(y1 - y0) >= wide else ("western", "eastern")


def _thirds(line: _Line) -> Iterator[Entry]:
    if length_km(line.shape) < _SHORTEST_IN_THIRDS_KM:
        return
    first, last = compass(line.shape)
    for i, label in enumerate((first, "central", last)):
        slug = {"northern": "north", "southern": "south", "western": "west", "eastern": "east"}.get(
            label, label
        )
        yield _segment(
            line,
            f"{line.place.id}-{slug}",
            f"{label} segment of the {line.place.name}",
            (),
            low=i / 3,
            high=(i + 1) / 3,
        )


def _named(row: Mapping[str, object], lines: Mapping[str, _Line], places: Mapping[str, Place]) -> Entry:
    border, slug = str(row["border"]), str(row["id"])
    if border not in lines:
        raise GazetteerError(
            f"segments.toml, {slug}: there is no border {border}; give ids as in theatre:border-iq-sy"
        )
    if not row.get("source"):
        raise GazetteerError(f"segments.toml, {slug}: give its source")
    shape = lines[border].shape
    fractions: list[float] = []
    for end in ("from", "to"):
        value = row[end]
        if isinstance(value, str):
            if value not in places:
                raise GazetteerError(
                    f"segments.toml, {slug}: its end {value} is no place; give a fraction or an id"
                )
            fractions.append(fraction_at(shape, places[value].lat, places[value].lon))
        elif isinstance(value, (int, float)):
            fractions.append(float(value))
        else:
            raise GazetteerError(f"segments.toml, {slug}: `{end}` is neither a fraction nor a place id")
    low, high = sorted(fractions)
    aliases = row.get("aliases", [])
    names = tuple(str(a) for a in aliases) if isinstance(aliases, list) else ()
    return _segment(lines[border], f"theatre:{slug}", str(row["name"]), names, low=low, high=high)


def _segment(
    line: _Line, place_id: str, name: str, aliases: tuple[str, ...], *, low: float, high: float
) -> Entry:
    shape = stretch(line.shape, low, high)
    lat, lon = midpoint(shape)
    place = Place(
        id=place_id,
        name=name,
        type=PlaceType.SEGMENT,
        lat=round(lat, 4),
        lon=round(lon, 4),
        countries=line.place.countries,
        precision=Precision.LINE,
        parent=line.place.id,
        kind="segment",
    )
    return Entry(place, (name, *aliases), geometry=shape)
