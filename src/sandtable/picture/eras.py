"""Days as runs between which nothing begins or ends, and sets of such runs. Invariant: within a run no bond turns, so whatever
is asked of bonds is so on all days of a run or on none.

A set of runs is a whole number, a bit for each run: what is so on any of thousands of days is worked out at one go.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from datetime import date

Days = tuple[tuple[date, date], ...]  # spans that do not touch
Bits = int  # a set of runs


class Eras:
    """The runs of days that some days, on which a bond begins or has ended, divide time into. One run more, the last, stands
    for no day in particular: on it every bond holds."""

    def __init__(self, spans: Iterable[Days]) -> None:
        self.turns = _turns(spans)
        self._any = len(self.turns) + 1
        self._numbers: dict[date, int] = {}
        self.every: Bits = (1 << self._any + 1) - 1

    def fitted(self, spans: Iterable[Days]) -> Eras:
        """These runs where none of some spans begins or ends within one, else those of the spans."""
        new = Eras(spans)
        return self if set(new.turns) <= set(self.turns) else new

    def number(self, day: date | None) -> int:
        """The run that a day is in; None: the one that stands for none in particular."""
        if day is None:
            return self._any
        found = self._numbers.get(day)
        if found is None:
            found = self._numbers[day] = bisect_right(self.turns, day)
        return found

    def of(self, days: Days) -> Bits:
        """The runs of some spans that begin and end with runs."""
        out = 1 << self._any
        for first, last in days:
            out |= (1 << self.number(last) + 1) - (1 << self.number(first))
        return out

    def after(self, day: date, differ: Bits) -> date | None:
        """The first day after a day's run that is in any of some runs."""
        number = self.number(day)
        later = (differ & ~(1 << self._any)) >> number + 1
        return self.turns[number + (later & -later).bit_length() - 1] if later else None

    def days(self, when: Bits, first: date, last: date) -> Bits:
        """The days from `first` to `last` that are in some runs, a bit for each day."""
        number, end = self.number(first), self.number(last)
        left, out = when >> number & (1 << end - number + 1) - 1, 0
        while left:
            start = (left & -left).bit_length() - 1
            rest = ~(left >> start)
            stop = start + (rest & -rest).bit_length() - 1
            begins = (self.turns[number + start - 1] - first).days if start else 0
            ends = (
                (self.turns[number + stop - 1] - first).days
                if number + stop <= end
                else (last - first).days + 1
            )
            out |= (1 << ends) - (1 << begins)
            left = left >> stop << stop
        return out


def _turns(spans: Iterable[Days]) -> tuple[date, ...]:
    """The days on which any of some spans begins, or has ended the day before."""
    every = [span for found in spans for span in found]
    return tuple(
        sorted(
            {first for first, _ in every} | {last + date.resolution for _, last in every if last < date.max}
        )
    )
