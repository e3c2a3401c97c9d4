"""The days of fighting at each place and what presses on it, from the gists of claims. Invariant: what `bouts_of` says of the
claims one by one."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from functools import cached_property

import numpy as np

from sandtable.ledger import Slots
from sandtable.picture.drawn import PLACE
from sandtable.picture.pressure import Strain, bouts_of
from sandtable.picture.reckoning import Rows
from sandtable.picture.settings import Settings
from sandtable.picture.testimony import Testimony

_NEVER = np.empty(0, "<i4")
_DAY = np.uint64((1 << 32) - 1)


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
        self._looked: tuple[date, dict[str, tuple[int, int]]] = (date.min, {})
        self._cut: tuple[tuple[int, int], dict[str, list[int]]] = ((0, 0), {})

    @cached_property
    def _days(self) -> dict[str, Rows]:
        """The days of fighting and siege at each place, as ordinals in order."""
        codes, days = self._fights >> PLACE, (self._fights & _DAY).astype("<i4")
        starts = np.flatnonzero(np.concatenate([np.ones(min(1, len(codes)), bool), codes[1:] != codes[:-1]]))
        ends = [*starts[1:].tolist(), len(codes)]
        out = {
            self._names[code]: days[start:end]
            for code, start, end in zip(codes[starts].tolist(), starts.tolist(), ends, strict=len(codes) > 0)
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

    def pressing(self, on: date) -> Slots:
        """The slots of the claims of pressure that may show on a day."""
        last = self._presses["last"]
        days = max(self._settings.siege_shows, self._settings.fighting_shows)
        which = (last <= on.toordinal()) & (last >= on.toordinal() - days)
        return self._presses["slot"][which].astype("<i8")
