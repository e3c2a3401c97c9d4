"""Places by name, id and position, out of the built file. Invariant: reading never writes; what it returns depends
only on the file.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Collection, Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import cast

from sandtable.gazetteer.cache import prune
from sandtable.gazetteer.legs import read_legs, ways_between
from sandtable.gazetteer.measure import KM_PER_DEGREE, km_between
from sandtable.gazetteer.parts import clip, is_part, part_of
from sandtable.gazetteer.place import (
    GazetteerError,
    GeoJson,
    How,
    Leg,
    Match,
    Place,
    PlaceType,
    Precision,
    border_id,
)
from sandtable.gazetteer.placerows import COLUMNS, place_of
from sandtable.gazetteer.spellings import Spellings
from sandtable.gazetteer.store import SCHEMA_VERSION, default_path
from sandtable.gazetteer.stretches import ENDS, line_of, stretch_of

_ON_LINE_KM = 8.0
# What else than a country is a land by its name alone, and the two-letter names that no ISO code stands behind.
_LANDS = frozenset({"continent", "union"})
_SHORT_LANDS = frozenset({"UK", "US", "EU"})


class Gazetteer:
    """An opened gazetteer. Safe to share between threads; open once and keep it."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._find = lru_cache(maxsize=50_000)(Spellings(db).find)
        self.get = lru_cache(maxsize=20_000)(self._get_uncached)
        self._demonyms: dict[str, str] | None = None
        self._legs: tuple[Leg, ...] | None = None

    @classmethod
    def open(cls, path: Path | None = None, *, progress: bool = True) -> Gazetteer:
        """Opens the file at `path`, by default the one in the user's cache; builds it first where it is missing.

        Raises GazetteerError where it cannot be built, or where `path` is no gazetteer of this version.
        """
        path = path or default_path()
        if not path.exists():
            from sandtable.gazetteer.build import (
                build,
            )  # brings the source libraries, which reading does without

            build(path, progress=progress)
            prune(path)
        uri = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
        try:
            db = sqlite3.connect(uri, uri=True, check_same_thread=False)
            (found,) = db.execute("PRAGMA user_version").fetchone()
        except sqlite3.DatabaseError as error:
            raise GazetteerError(f"{path} is no gazetteer ({error}): delete it and run again") from error
        if found != SCHEMA_VERSION:
            raise GazetteerError(
                f"{path} is a gazetteer of version {found}, not {SCHEMA_VERSION}: delete it and run again"
            )
        return cls(db)

    def close(self) -> None:
        """Closes the file."""
        self._db.close()

    def _get_uncached(self, place_id: str) -> Place | None:
        whole, mark, part = place_id.partition("#")
        if ENDS in part:
            return stretch_of(self, place_id)
        if mark:
            return self._part(whole, part)
        row = self._db.execute(f"SELECT {COLUMNS} FROM place p WHERE p.id = ?", (place_id,)).fetchone()
        return place_of(row) if row else None

    def capital(self, country: str) -> list[Place]:
        """The capitals of a country by its ISO code; of most there is one."""
        query = f"SELECT {COLUMNS} FROM place p WHERE p.kind = 'capital' AND p.country = ? ORDER BY p.population DESC"
        return [place_of(row) for row in self._db.execute(query, (country,))]

    def _part(self, whole_id: str, part: str) -> Place | None:
        whole = self.get(whole_id)
        if whole is None or not is_part(part):
            return None
        place = part_of(whole, part)
        raw = self.geometry(place.id) if whole.precision is Precision.AREA else None
        if raw is None:
            return place
        from shapely.geometry import shape as to_shape

        point = to_shape(raw).representative_point()
        return replace(place, lat=round(point.y, 4), lon=round(point.x, 4))

    def geometry(self, place_id: str) -> GeoJson | None:
        """The GeoJSON geometry of a place that is more than a point, in degrees; None where there is none."""
        place_id, _, part = place_id.partition("#")
        if ENDS in part:
            return line_of(self, f"{place_id}#{part}")
        if part:
            return self._clipped(place_id, part)
        row = self._db.execute(
            "SELECT s.geojson FROM shape s JOIN place p ON p.n = s.place WHERE p.id = ?", (place_id,)
        ).fetchone()
        shape = cast(GeoJson, json.loads(zlib.decompress(row[0]))) if row else None
        # A state smaller than the outlines' grain has come down to no point at all.
        return shape if shape and (shape.get("coordinates") or shape.get("geometries")) else None

    def _clipped(self, whole_id: str, part: str) -> GeoJson | None:
        raw = self.geometry(whole_id)
        if raw is None:
            return None
        from shapely.geometry import mapping
        from shapely.geometry import shape as to_shape

        clipped = clip(to_shape(raw), part)
        return mapping(clipped) if clipped is not None else None

    def find(self, name: str, countries: Collection[str] = ()) -> list[Match]:
        """The places that a name may mean: exact spellings first, then without article; by consonant skeleton only
        within `countries` (ISO codes), and only where those hold no such spelling."""
        return list(self._find(name, tuple(sorted(countries))))

    def demonyms(self) -> Mapping[str, str]:
        """Adjectives and nouns of a country's people ('Syrian', 'Syrians') to ISO codes; the more populous wins."""
        if self._demonyms is None:
            rows = self._db.execute(
                "SELECT a.word, a.country FROM adjective a JOIN place p ON p.id = 'iso:' || a.country ORDER BY p.population"
            )
            self._demonyms = dict(rows.fetchall())
        return self._demonyms

    def country_of(self, adjective_or_name: str) -> Place | None:
        """The country of a name, adjective, ISO code or usual abbreviation ('Syrian', 'Lebanon', 'UK', 'SY')."""
        word = adjective_or_name.strip().removeprefix("the ").removeprefix("The ")
        word = word.removesuffix("'s").removesuffix("’s")
        demonyms = self.demonyms()
        iso = demonyms.get(word) or demonyms.get(word.title())
        if iso is None and len(word) == 2 and word.isupper() and word not in ("UK", "US"):
            return self.get(f"iso:{word}")
        if iso is not None:
            return self.get(f"iso:{iso}")
        named = (m.place for m in self.find(word) if m.place.type is PlaceType.COUNTRY)
        return next(named, None)

    def land_of(self, name: str) -> Place | None:
        """The country, continent or union of states of a name or adjective ('Syrian', 'Asia', 'EU'); no bare ISO code,
        which as a word is more often something else."""
        if len(name) == 2 and name not in _SHORT_LANDS:
            return None
        country = self.country_of(name)
        if country is not None:
            return country
        exact = (m.place for m in self.find(name) if m.how is How.EXACT and m.place.kind in _LANDS)
        return next(exact, None)

    def within(self, place_id: str, container_id: str) -> bool:
        """Whether a place lies in another: by its parents, its country, its first-level region, or the outline."""
        place, container = self.get(place_id), self.get(container_id)
        if place is None or container is None or place_id == container_id:
            return place is not None and place_id == container_id
        if container.type is PlaceType.COUNTRY:
            return container.country in place.countries
        parent = place.parent
        for _ in range(8):
            if parent == container_id:
                return True
            above = self.get(parent) if parent else None
            if above is None:
                break
            parent = above.parent
        if container.admin1 is not None and container.type is PlaceType.REGION and place.admin1:
            return place.admin1 == container.admin1
        raw = self.geometry(container_id)
        if raw is None:
            return False
        from shapely.geometry import Point
        from shapely.geometry import shape as to_shape

        outline, point = to_shape(raw), Point(place.lon, place.lat)
        if container.precision is Precision.LINE:
            return bool(outline.distance(point) * KM_PER_DEGREE <= _ON_LINE_KM)
        return bool(outline.covers(point))

    def nearest(
        self, lat: float, lon: float, km: float, types: Collection[PlaceType] = ()
    ) -> list[tuple[Place, float]]:
        """The places within `km` of a point in degrees, with their distances in km, nearest first."""
        band = km / KM_PER_DEGREE
        rows = self._db.execute(
            f"SELECT {COLUMNS} FROM place p WHERE p.lat BETWEEN ? AND ?", (lat - band, lat + band)
        ).fetchall()
        near: list[tuple[Place, float]] = []
        for row in rows:
            place = place_of(row)
            away = km_between(lat, lon, place.lat, place.lon)
            if away <= km and (not types or place.type in types):
                near.append((place, away))
        return sorted(near, key=lambda item: item[1])

    def inside(self, box: tuple[float, float, float, float], type: PlaceType, most: int = -1) -> list[Place]:
        """The places of a type in a box of degrees (west, south, east, north), the most populous first."""
        west, south, east, north = box
        rows = self._db.execute(
            f"SELECT {COLUMNS} FROM place p WHERE p.lat >= ? AND p.lat < ? AND p.lon >= ? AND p.lon < ? AND p.type = ?"
            " ORDER BY p.population DESC, p.id LIMIT ?",
            (south, north, west, east, type.value, most),
        ).fetchall()
        return [place_of(row) for row in rows]

    def border(self, iso_a: str, iso_b: str) -> Place | None:
        """The border between two countries, by ISO codes in either order; None where they do not touch."""
        return self.get(border_id(iso_a, iso_b))

    def borders_of(self, iso: str) -> list[Place]:
        """Every border of a country."""
        rows = self._db.execute(
            f"SELECT {COLUMNS} FROM place p WHERE p.id >= 'theatre:border-' AND p.id < 'theatre:border.'"
            " AND p.type = 'border' AND p.countries LIKE ?",
            (f"%{iso}%",),
        ).fetchall()
        return [place_of(row) for row in rows]

    def segments(self, border_id: str) -> list[Place]:
        """The segments of a border: its thirds from the first end on, then the named ones."""
        rows = self._db.execute(
            # The index of parents leaves countries out, and serves only who asks for the rest in its words.
            f"SELECT {COLUMNS} FROM place p WHERE p.parent = ? AND p.parent NOT LIKE 'iso:%' AND p.type = 'segment'"
            " ORDER BY p.n",
            (border_id,),
        ).fetchall()
        return [place_of(row) for row in rows]

    def legs(self) -> tuple[Leg, ...]:
        """Every leg of the overland ways."""
        if self._legs is None:
            self._legs = read_legs()
        return self._legs

    def ways(self, start: str, end: str, most: int = 8) -> list[tuple[Leg, ...]]:
        """The ways from one place to another over the legs, shortest chain first; a country stands for each leg's
        end inside it. Empty where the legs do not join them."""
        return ways_between(self.legs(), self._ends(start), self._ends(end), most)

    def _ends(self, place_id: str) -> frozenset[str]:
        ends = {end for leg in self.legs() for end in (leg.start, leg.end)}
        return frozenset(end for end in ends if end == place_id or self.within(end, place_id))
