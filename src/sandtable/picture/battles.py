"""The days of fighting at each place and what presses on it, from the gists of claims. Invariant: what `bouts_of` says of the
claims one by one."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from functools import cached_property

import numpy as np

from sandtable.ledger import TYPES
from sandtable.picture.pressure import PRESSING, STRAINS, Strain, bouts_of
from sandtable.picture.reckoning import Rows, reckoned
from sandtable.picture.rows import ASSERTED, ROLE, of_kinds
from sandtable.picture.settings import Settings
from sandtable.picture.testimony import Testimony

_NEVER = np.empty(0, "<i4")
_FIGHT = np.dtype([("seq", "<u4"), ("place", "<u4"), ("last", "<i4")])


class Battles:
    """The fights of claims, given as rows of gists, and of those that decisions bear on."""

    def __init__(
        self, rows: Rows, parts: Rows, names: Sequence[str], decided: Sequence[Testimony], settings: Settings
    ) -> None:
        self._rows, self._parts, self._names, self._settings = rows, parts, names, settings
        self._decided = decided
        self._looked: tuple[date, dict[str, tuple[int, int]]] = (date.min, {})
        self._cut: tuple[tuple[int, int], dict[str, list[int]]] = ((0, 0), {})

    @cached_property
    def _fights(self) -> Rows:
        """The days of fighting and siege at each place, by place and day."""
        kinds = [k for k, (strain, _) in STRAINS.items() if strain is not Strain.ADVANCE]
        rows = self._rows[of_kinds(self._rows, kinds) & (self._rows["factuality"] == ASSERTED)]
        days = reckoned(rows, self._names, self._settings)
        rows, last = rows[days.dated], days.last[days.dated]
        parts = self._parts[
            (self._parts["type"] == TYPES["place"])
            & np.isin(self._parts["role"], (ROLE["place"], ROLE["target"]))
        ]
        parts = parts[np.isin(parts["seq"], rows["seq"])]
        out = np.empty(len(parts), _FIGHT)
        out["seq"], out["place"], out["last"] = (
            parts["seq"],
            parts["entity"],
            last[np.searchsorted(rows["seq"], parts["seq"])],
        )
        return out[np.lexsort((out["last"], out["place"]))]

    @cached_property
    def _days(self) -> dict[str, Rows]:
        """The days of fighting and siege at each place, as ordinals in order."""
        fights = self._fights
        codes, start = np.unique(fights["place"], return_index=True)
        out = {
            self._names[code]: days
            for code, days in zip(codes.tolist(), np.split(fights["last"], start[1:]), strict=len(codes) > 0)
        }
        for bout in bouts_of(self._decided, self._settings):
            if bout.strain is not Strain.ADVANCE:
                for place in bout.places:
                    every = np.append(out.get(place, _NEVER), bout.last.toordinal())
                    out[place] = np.sort(every)
        return out

    @property
    def places(self) -> Collection[str]:
        """Where there ever was fighting."""
        return self._days.keys()

    def _by(self, on: date) -> dict[str, tuple[int, int]]:
        """What was looked up for a day: by place the first day of fighting and the last one by it, 0 for none."""
        day, found = self._looked
        if day != on:
            found = {}
            self._looked = (on, found)
        return found

    def fought(self, places: Iterable[str], on: date) -> tuple[date | None, date | None]:
        """The first day of fighting at any of some places, and the last one by a day."""
        known, day, first, last = self._by(on), on.toordinal(), 0, 0
        for place in places:
            found = known.get(place)
            if found is None:
                days = self._days.get(place, _NEVER)
                n = int(np.searchsorted(days, day, "right"))
                found = known[place] = int(days[0]) if len(days) else 0, int(days[n - 1]) if n else 0
            if found[0]:
                first = min(first or found[0], found[0])
                last = max(last, found[1])
        return date.fromordinal(first) if first else None, date.fromordinal(last) if last else None

    def fights(self, places: Iterable[str], after: date, last: date) -> tuple[date, ...]:
        """The days of fighting at any of some places, after one day and up to another."""
        between = self._between(after.toordinal(), last.toordinal())
        found = {day for place in places for day in between.get(place, ())}
        return tuple(date.fromordinal(day) for day in sorted(found))

    def _between(self, low: int, high: int) -> dict[str, list[int]]:
        """The days of fighting after one day and up to another, by the places that had any: each place is asked about with
        those around it, and so many times over."""
        of, found = self._cut
        if of != (low, high):
            cut = {
                place: days[days.searchsorted(low, "right") : days.searchsorted(high, "right")]
                for place, days in self._days.items()
            }
            found = {place: sorted(set(days.tolist())) for place, days in cut.items() if len(days)}
            self._cut = ((low, high), found)
        return found

    @cached_property
    def _pressing(self) -> tuple[Rows, Rows]:
        rows = self._rows[of_kinds(self._rows, PRESSING) & (self._rows["factuality"] == ASSERTED)]
        return rows, reckoned(rows, self._names, self._settings).last

    def pressing(self, on: date) -> Rows:
        """The rows of the claims of pressure that may show on a day."""
        rows, last = self._pressing
        days = max(self._settings.siege_shows, self._settings.fighting_shows)
        rows = rows[(last <= on.toordinal()) & (last >= on.toordinal() - days)]
        return rows
