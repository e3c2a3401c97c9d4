"""The records of the gazetteer. Invariant: `lat`, `lon` are degrees WGS 84 of a point on or in the place, and
`precision` says how far that point may stand for it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

GeoJson = dict[str, Any]


class GazetteerError(RuntimeError):
    """The gazetteer could not be built or opened; the message says what to do."""


class PlaceType(StrEnum):
    """What a place is."""

    SETTLEMENT = "settlement"
    SITE = "site"
    CROSSING = "crossing"
    REGION = "region"
    RIVER = "river"
    RANGE = "range"
    ROAD = "road"
    BORDER = "border"
    SEGMENT = "segment"
    COUNTRY = "country"
    SEA = "sea"


class Precision(StrEnum):
    """What a place's point stands for: itself, an area, a line, or somewhere about."""

    POINT = "point"
    AREA = "area"
    LINE = "line"
    VAGUE = "vague"


class How(StrEnum):
    """How a name was matched: folded spelling, without the article, by consonant skeleton."""

    EXACT = "exact"
    ARTICLE = "article"
    SKELETON = "skeleton"


@dataclass(frozen=True, slots=True)
class Place:
    """One place. `id` is `geonames:NNN`, `iso:SY`, `iso:SY-DY` or `theatre:slug`; a part of a place adds `#east`,
    `#central`, `#near` and the like to the id of the whole.

    `countries` are ISO 3166-1 alpha-2 codes, all that the place lies in or between; `country` is the one where
    there is one. `admin1` is `SY.07`, country and GeoNames code. `parent` is the id of the place that holds it.
    """

    id: str
    name: str
    type: PlaceType
    lat: float
    lon: float
    country: str | None = None
    countries: tuple[str, ...] = ()
    admin1: str | None = None
    population: int = 0
    precision: Precision = Precision.POINT
    parent: str | None = None
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """A place that a name may mean, and how the name was matched."""

    place: Place
    how: How


@dataclass(frozen=True, slots=True)
class Leg:
    """One leg of an overland way: from place to place by `via` (crossings, bridges, towns), in that order.

    Of a leg over a road graph, `km` is its length and `line` its points (longitude, latitude); None and empty where only
    the places are known."""

    id: str
    name: str
    start: str
    end: str
    via: tuple[str, ...]
    countries: tuple[str, ...]
    source: str
    km: float | None = None
    line: tuple[tuple[float, float], ...] = ()


@dataclass(frozen=True, slots=True)
class PlaceQuery:
    """A noun phrase that names a place: characters `start` to `end` (half-open) of the report, the kind noun at
    its head where the caller knows one, and the names that hold it by the report's own words."""

    text: str
    start: int
    end: int
    head: str | None = None
    inside: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a query was resolved to. `place` is None where no place of that name is known; `note` says why or how."""

    place: Place | None
    how: How | None
    precision: Precision | None
    note: str = ""


def border_id(iso_a: str, iso_b: str) -> str:
    """The place id of the border between two countries, whichever is named first."""
    a, b = sorted((iso_a.lower(), iso_b.lower()))
    return f"theatre:border-{a}-{b}"
