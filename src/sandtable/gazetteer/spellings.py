"""Names as keys of the built file: which places a spelling may mean. Invariant: an exact spelling comes before one without its article,
and before one that only sounds alike."""

from __future__ import annotations

import sqlite3
from typing import Any

from rapidfuzz.distance import Levenshtein

from sandtable.gazetteer.folding import fold, skeleton, without_article
from sandtable.gazetteer.place import How, Match, Place
from sandtable.gazetteer.placerows import COLUMNS, place_of
from sandtable.gazetteer.store import ARTICLE, EXACT, SKELETON, name_keys

MOST = 256  # namesakes read for one name; the most populous come first
LEAST_ALIKE = 0.6  # of two spellings that share a skeleton, after Levenshtein, so that vowels still count
LEAST_ALIKE_SHORT = 0.65  # where the skeleton has two consonants, which many names share
ALIKE_MARGIN = 0.08


class Spellings:
    """The names of one opened file."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def find(self, name: str, countries: tuple[str, ...]) -> tuple[Match, ...]:
        """The places that a name may mean, by skeleton only within `countries`."""
        found: dict[str, Match] = {}
        short = without_article(fold(name))
        for key in dict.fromkeys((*_as_written(name), fold(name))):
            for row in self._rows(key, EXACT, EXACT):
                found.setdefault(row[1], Match(place_of(row), How.EXACT))
        for row in self._rows(short, EXACT, ARTICLE):
            found.setdefault(row[1], Match(place_of(row), How.ARTICLE))
        # A province so spelt does not stand in the way of its seat, which GeoNames may spell otherwise.
        inside = any(
            m.place.kind != "province" and not set(countries).isdisjoint(m.place.countries)
            for m in found.values()
        )
        if countries and not inside and (bones := skeleton(fold(name))):
            for place in self._alike(bones, short, countries):
                found.setdefault(place.id, Match(place, How.SKELETON))
        return tuple(found.values())

    def _alike(self, bones: str, short: str, countries: tuple[str, ...]) -> list[Place]:
        """The places of these countries with a skeleton, as far as their spellings are alike; the most alike only."""
        least = LEAST_ALIKE if len(bones) > 2 else LEAST_ALIKE_SHORT
        scored: dict[str, tuple[float, Place]] = {}
        for row in self._rows(bones, SKELETON, SKELETON):
            place = place_of(row)
            alike = max(Levenshtein.normalized_similarity(short, form) for form in row[-1].split("|"))
            if alike >= least and not set(countries).isdisjoint(place.countries):
                scored[place.id] = (alike, place)
        best = max((alike for alike, _ in scored.values()), default=0.0)
        return [place for alike, place in scored.values() if alike >= best - ALIKE_MARGIN]

    def _rows(self, key: str, low: int, high: int) -> list[tuple[Any, ...]]:
        if not key:
            return []
        return self._db.execute(
            f"SELECT {COLUMNS}, n.form FROM name n JOIN place p ON p.n = n.place"
            " WHERE n.key = ? AND n.how BETWEEN ? AND ? ORDER BY n.how, n.place LIMIT ?",
            (key, low, high, MOST),
        ).fetchall()


def _as_written(name: str) -> list[str]:
    return [key for key in name_keys(name.strip()) if key[0] == "=" or "." in key]
