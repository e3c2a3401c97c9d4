"""Who stands at a border. Invariant: kilometres are only those of stretches that claims give to somebody, each counted once,
and a place stands for its own side alone: nothing is filled in along the line from the places beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from math import cos, radians

from shapely.geometry import LineString, MultiLineString, Point, shape
from shapely.geometry.base import BaseGeometry

from sandtable.gazetteer.measure import KM_PER_DEGREE, fraction_at, length_km
from sandtable.gazetteer.place import GeoJson, Place, PlaceType
from sandtable.picture.asking import Heed
from sandtable.picture.fetching import Fetcher
from sandtable.picture.holds import Holds, holds_of
from sandtable.picture.opened import scenes_opened
from sandtable.picture.sides import Bonds
from sandtable.picture.theatre import Theatre
from sandtable.terms import Entity

_TYPES = (PlaceType.SETTLEMENT, PlaceType.CROSSING, PlaceType.SITE)


@dataclass(frozen=True, slots=True)
class Length:
    """The kilometres of a border that claims give to these holders: to one, to several together, or, where `state` is
    contested, to rivals. No holders: the kilometres of which nothing is said, or nothing lately."""

    holders: tuple[Entity, ...]
    state: str
    km: float


@dataclass(frozen=True, slots=True)
class Near:
    """A place beside a border, with its answer. `km`: how far from the line."""

    holds: Holds
    km: float


@dataclass(frozen=True, slots=True)
class Flank:
    """The places on one side of a border that are said to be held, nearest first. `country` is empty for the crossings on
    the line itself."""

    country: str
    places: tuple[Near, ...]

    @property
    def holders(self) -> tuple[Entity, ...]:
        """Those who hold them, each once."""
        found = {p.holder.id: p.holder for near in self.places for p in near.holds.positions}
        return tuple(found.values())


@dataclass(frozen=True, slots=True)
class Across:
    """How a holder on the one side and one on the other stand: the same, together, or, where they are known as opponents,
    against each other."""

    one: Entity
    other: Entity
    stand: str


@dataclass(frozen=True, slots=True)
class Frontier:
    """Who stands at a border, or a segment of one, on a day. `within`: the km from the line within which places count."""

    lengths: tuple[Length, ...]
    flanks: tuple[Flank, ...]
    across: tuple[Across, ...]
    within: float


def frontier_of(
    theatre: Theatre, place: Place, answer: Holds, known: date | None, heed: Heed
) -> Frontier | None:
    """Who stands at a border or segment on the day of its answer; None where the gazetteer has no line of it."""
    fetch = theatre.fetch
    raw = fetch.gazetteer.geometry(place.id)
    if raw is None or not isinstance(shape(raw), LineString | MultiLineString):
        return None
    line = shape(raw)
    within = fetch.settings.border_km
    near = dict(_beside(fetch, place, line, within))
    scenes = scenes_opened(theatre, known, heed, frozenset(near)) if near else {}
    held = [Near(h, near[p]) for p, s in scenes.items() if (h := holds_of(s, answer.on, known)).positions]
    held.sort(key=lambda n: (n.km, n.holds.place.id))
    flanks = tuple(
        Flank(side, tuple(n for n in held if _side(n.holds.place) == side)) for side in (*place.countries, "")
    )
    bonds = fetch.graph(known, heed) if held else Bonds()
    shares = [(s.holds, fetch.gazetteer.geometry(s.holds.place.id)) for s in answer.segments]
    lengths = tuple(lengths_of(line, [(h, g) for h, g in shares if g is not None], answer))
    return Frontier(
        lengths, tuple(f for f in flanks if f.places), tuple(_across(flanks, bonds, answer.on)), within
    )


def lengths_of(line: BaseGeometry, shares: Sequence[tuple[Holds, GeoJson]], whole: Holds) -> Iterator[Length]:
    """The kilometres of a line by who holds them, most first. Segments overlap (thirds, and named stretches): of those
    that say somebody holds all of a stretch that counts which was last taken or first said to be held, of these the shortest,
    and where none does the answer for the whole line. Of which kilometres somebody holds "most" or "parts" nothing is said."""
    total = length_km(line)
    spans = []
    for holds, raw in shares:
        ends = [fraction_at(line, lat, lon) for lon, lat in _ends(shape(raw))]
        if _of_all(holds) and ends:
            spans.append((min(ends), max(ends), holds))
    cuts = sorted({0.0, 1.0, *(f for a, b, _ in spans for f in (a, b))})
    found: dict[tuple[tuple[str, ...], str], tuple[tuple[Entity, ...], float]] = {}
    for low, high in pairwise(cuts):
        over = [(b - a, h.place.id, h) for a, b, h in spans if a <= low + 1e-9 and high - 1e-9 <= b]
        over.sort(key=lambda s: s[:2])
        holds = max((h for _, _, h in over), key=_begun, default=whole)
        told = _of_all(holds)
        holders = tuple(p.holder for p in holds.positions) if told else ()
        key = (tuple(sorted(h.id for h in holders)), holds.state if told else "unknown")
        found[key] = (holders, found.get(key, ((), 0.0))[1] + (high - low) * total)
    for (_, state), (holders, km) in sorted(found.items(), key=lambda f: (not f[1][0], -f[1][1], f[0])):
        if round(km):
            yield Length(holders, state, round(km, 1))


def _of_all(holds: Holds) -> bool:
    """Whether anybody is said to hold the whole of a stretch."""
    return any(p.extent == "full" for p in holds.positions)


def _begun(holds: Holds) -> str:
    return max(p.since or "" for p in holds.positions)


def _ends(line: BaseGeometry) -> Iterator[tuple[float, float]]:
    for part in getattr(line, "geoms", [line]):
        for lon, lat, *_ in (part.coords[0], part.coords[-1]):
            yield lon, lat


def _beside(fetch: Fetcher, border: Place, line: BaseGeometry, km: float) -> Iterator[tuple[str, float]]:
    """The places within `km` of a line, in the countries that it parts, with their distance."""
    flat = cos(radians(border.lat))
    plain = _scaled(line, flat)
    steps = max(1, int(plain.length * KM_PER_DEGREE / km))
    seen: set[str] = set()
    for i in range(steps + 1):
        at = plain.interpolate(i / steps, normalized=True)
        for place, _ in fetch.gazetteer.nearest(at.y, at.x / flat, 1.5 * km, _TYPES):
            if place.id in seen or not set(place.countries) & set(border.countries):
                continue
            seen.add(place.id)
            away = plain.distance(Point(place.lon * flat, place.lat)) * KM_PER_DEGREE
            if away <= km:
                yield place.id, round(away, 1)


def _scaled(line: BaseGeometry, flat: float) -> BaseGeometry:
    parts = [[(x * flat, y) for x, y, *_ in part.coords] for part in getattr(line, "geoms", [line])]
    return MultiLineString(parts) if len(parts) > 1 else LineString(parts[0])


def _side(place: Place) -> str:
    """The country of the border's two that a place lies in; empty on the line."""
    return place.countries[0] if len(place.countries) == 1 and place.type is not PlaceType.CROSSING else ""


def _across(flanks: Iterable[Flank], bonds: Bonds, on: date) -> Iterator[Across]:
    one, other = ([f for f in flanks if f.country] + [Flank("", ()), Flank("", ())])[:2]
    for a in one.holders:
        for b in other.holders:
            if a.id == b.id:
                yield Across(a, b, "same")
            elif bonds.aligned(a.id, b.id, on):
                yield Across(a, b, "together")
            elif bonds.foes(a.id, b.id, on):
                yield Across(a, b, "against")
