"""First-level regions: ISO 3166-2 of pycountry, placed by our table and by the settlements in them. Invariant: a
province's point is a settlement of it, the middle of its settlements, or the table's own; never a guess.

GeoNames numbers its first-level units by another scheme; a province is tied to that number through its seat, or through the settlements about its point.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from heapq import nsmallest
from math import cos, radians
from statistics import fmean

import pycountry

from sandtable.gazetteer.folding import fold, without_article
from sandtable.gazetteer.place import Place, PlaceType, Precision
from sandtable.gazetteer.rows import cell_list, table
from sandtable.gazetteer.world import Entry

_SEAT_POPULATION = 20_000


@dataclass(frozen=True, slots=True)
class _Unit:
    """A first-level region before it has a point; `top` where ISO sets no other unit above it, `official` where
    ISO has it at all. `near` is the GeoNames number of the settlements about its point."""

    code: str
    name: str
    aliases: tuple[str, ...]
    seat: Place | None
    point: tuple[float, float] | None
    top: bool
    official: bool
    near: str | None


def provinces(settlements: Iterable[Entry]) -> Iterator[Entry]:
    """Every first-level region that can be placed. Its population is that of its listed settlements."""
    by_name: dict[tuple[str, str], Place] = {}
    members: dict[str, list[Place]] = defaultdict(list)
    for entry in settlements:
        place = entry.place
        if place.country is None:
            continue
        if place.admin1:
            members[place.admin1].append(place)
        # A seat goes by its other names too; a hamlet's would only slow the search.
        for name in entry.names if place.population >= _SEAT_POPULATION else (place.name,):
            for key in {fold(name), without_article(fold(name))}:
                known = by_name.get((place.country, key))
                if known is None or known.population < place.population:
                    by_name[place.country, key] = place
    units = list(_units(by_name, members))
    owner = _owners(units, members)
    number = {code: admin1 for admin1, code in owner.items()}
    for unit in units:
        admin1 = number.get(unit.code)
        inside = members[admin1] if admin1 else []
        point = unit.point
        if point is None and inside:
            point = (fmean(p.lat for p in inside), fmean(p.lon for p in inside))
        elif point is None and unit.seat:
            point = (unit.seat.lat, unit.seat.lon)
        if point is None:
            continue
        iso = unit.code[:2]
        population = (
            sum(p.population for p in inside) if inside else (unit.seat.population if unit.seat else 0)
        )
        yield Entry(
            Place(
                id=f"iso:{unit.code}" if unit.official else f"theatre:{unit.code.lower()}",
                name=unit.name,
                type=PlaceType.REGION,
                lat=round(point[0], 4),
                lon=round(point[1], 4),
                country=iso,
                countries=(iso,),
                admin1=admin1,
                population=population,
                precision=Precision.AREA,
                parent=f"iso:{iso}",
                kind="province",
            ),
            (unit.name, *unit.aliases),
        )


def _units(by_name: dict[tuple[str, str], Place], members: dict[str, list[Place]]) -> Iterator[_Unit]:
    rows = {row["code"]: row for row in table("provinces.tsv")}
    listed = {s.code: s for s in pycountry.subdivisions}
    inside = _by_country(members)
    for code in sorted(rows.keys() | listed.keys()):
        iso = code[:2]
        row = rows.get(code)
        official = listed.get(code)
        aliases = cell_list(row["aliases"]) if row else ()
        if official is not None:
            aliases += tuple(_spellings(official.name))
        name = row["name"] if row and row["name"] else (aliases[0] if aliases else code)
        point = (float(row["lat"]), float(row["lon"])) if row and row["lat"] else None
        seats = (row["seat"],) if row and row["seat"] else (name, *aliases)
        seat = next((by_name[iso, k] for s in seats for k in _keys(s) if (iso, k) in by_name), None)
        top = official is not None and official.parent_code is None
        near = (
            _number_about(point, inside[iso])
            if point and not (row and row["seat"]) and iso in inside
            else None
        )
        other = tuple(a for a in dict.fromkeys(aliases) if a != name)
        yield _Unit(code, name, other, seat, point, top, official is not None, near)


def _by_country(members: dict[str, list[Place]]) -> dict[str, list[Place]]:
    found: dict[str, list[Place]] = defaultdict(list)
    for places in members.values():
        found[places[0].country or ""].extend(places)
    return found


def _number_about(point: tuple[float, float], settlements: list[Place]) -> str | None:
    """The first-level number that most of the settlements nearest to a point share; None where they differ."""
    lat, lon = point
    squeeze = cos(radians(lat)) ** 2
    nearest = nsmallest(9, settlements, key=lambda p: (p.lat - lat) ** 2 + squeeze * (p.lon - lon) ** 2)
    ((number, votes),) = Counter(p.admin1 for p in nearest).most_common(1)
    return number if votes * 3 >= len(nearest) * 2 else None


def _keys(name: str) -> tuple[str, str]:
    folded = fold(name)
    return folded, without_article(folded)


def _spellings(official: str) -> Iterator[str]:
    """The names in an ISO 3166-2 entry, which parts rival forms by a stroke or brackets."""
    for part in re.split(r"\s*[/\[\]]\s*|\s*\(.*?\)\s*", official):
        if part:
            yield part


def _owners(units: list[_Unit], members: dict[str, list[Place]]) -> dict[str, str]:
    """GeoNames first-level number to the code of the one unit that it is; numbers claimed by several are left out.

    Where GeoNames uses letters (US.TX, GB.SCT, CH.ZH) they are those of ISO.
    """
    claims: dict[str, list[_Unit]] = defaultdict(list)
    owners: dict[str, str] = {}
    for unit in units:
        lettered = unit.code.replace("-", ".", 1)
        if lettered in members and lettered[3:].isalpha():
            owners[lettered] = unit.code
        else:
            number = unit.near or (unit.seat.admin1 if unit.seat else None)
            if number:
                claims[number].append(unit)
    for admin1, claimants in claims.items():
        chosen = claimants if len(claimants) == 1 else [u for u in claimants if u.top]
        if len(chosen) == 1 and admin1 not in owners:
            owners[admin1] = chosen[0].code
    return owners
