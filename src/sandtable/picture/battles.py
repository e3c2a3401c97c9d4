"""The days of fighting at each place and what presses on it, from the gists of claims. Invariant: what `bouts_of` says of the
claims one by one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property

import numpy as np

from sandtable.picture.drawn import PLACE
from sandtable.picture.pressure import Strain, bouts_of
from sandtable.picture.reckoning import Rows
from sandtable.picture.settings import Settings
from sandtable.picture.testimony import Testimony
from sandtable.picture.vicinity import Numbers

_DAY = (1 << 32) - 1


class Battles:
    """The fights of claims, given as rows by place and day, and of those that decisions bear on. `presses`: the last days of
    claims of pressure, as rows; `names`: those of the places."""

    def __init__(
        self,
        fights: Rows,
        presses: Rows,
        names: Sequence[str],
        decided: Sequence[Testimony],
        settings: Settings,
    ) -> None:
        self._fights, self._presses, self._names = fights["day"], presses, names
        self._decided, self._settings = decided, settings
        self._looked: tuple[date, Rows] = (date.min, np.empty(0, "<i8"))
        self._cut: tuple[tuple[int, int], dict[int, list[int]]] = ((0, 0), {})

    @cached_property
    def _fought(self) -> tuple[dict[str, int], Rows, Rows]:
        """The number of each place where there ever was fighting; the days of fighting and siege there, each behind the place's
        number, in order; and where each place's begin."""
        codes = self._fights >> PLACE
        new = np.concatenate([np.ones(min(1, len(codes)), bool), codes[1:] != codes[:-1]])
        numbers = {self._names[code]: n for n, code in enumerate(codes[new].tolist())}
        days = (np.cumsum(new) - 1) << np.int64(PLACE) | (self._fights & np.uint64(_DAY)).astype("<i8")
        more = [
            numbers.setdefault(place, len(numbers)) << int(PLACE) | bout.last.toordinal()
            for bout in bouts_of(self._decided, self._settings)
            if bout.strain is not Strain.ADVANCE
            for place in sorted(bout.places)
        ]
        if more:
            days = np.sort(np.concatenate([days, np.array(more, "<i8")]))
        return numbers, days, np.searchsorted(days, np.arange(len(numbers)) << int(PLACE))

    @property
    def places(self) -> Mapping[str, int]:
        """Where there ever was fighting, each place with its number."""
        return self._fought[0]

    def last(self, places: Numbers, on: date) -> date | None:
        """The last day of fighting at any of some places by a day."""
        day, by = self._looked
        if day != on:
            by = self._by(on)
            self._looked = (on, by)
        last = int(by[places].max(initial=0))
        return date.fromordinal(last) if last else None

    def _by(self, on: date) -> Rows:
        """By place, the last day of fighting by a day, 0 for none."""
        _, days, starts = self._fought
        at = np.searchsorted(days, (np.arange(len(starts)) << int(PLACE)) + on.toordinal(), "right")
        found: Rows = np.where(at > starts, days[at - 1] & _DAY, 0) if len(days) else starts
        return found

    def first(self, places: Numbers) -> date | None:
        """The first day of fighting at any of some places."""
        _, days, starts = self._fought
        return date.fromordinal(int((days[starts[places]] & _DAY).min())) if len(places) else None

    def fights(self, places: Numbers, after: date, last: date) -> tuple[date, ...]:
        """The days of fighting at any of some places, after one day and up to another."""
        between = self._between(after.toordinal(), last.toordinal())
        found = {day for place in places.tolist() for day in between.get(place, ())}
        return tuple(date.fromordinal(day) for day in sorted(found))

    def _between(self, low: int, high: int) -> dict[int, list[int]]:
        """The days of fighting after one day and up to another, by the places that had any: each place is asked about with
        those around it, and so many times over."""
        of, found = self._cut
        if of != (low, high):
            _, days, _ = self._fought
            within = np.unique(days[((days & _DAY) > low) & ((days & _DAY) <= high)])
            found = {}
            for key in within.tolist():
                found.setdefault(key >> int(PLACE), []).append(key & _DAY)
            self._cut = ((low, high), found)
        return found

    def pressing(self, on: date) -> Rows:
        """Of the claims of pressure that may show on a day, the slots and last days."""
        last, days = self._presses["last"], max(self._settings.siege_shows, self._settings.fighting_shows)
        found: Rows = self._presses[(last <= on.toordinal()) & (last >= on.toordinal() - days)]
        return found
