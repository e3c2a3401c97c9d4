"""The moves of a place laid out by actor and by day. Invariant: what it gives for a day is what a look at every move would give, so that an
answer looks only at the moves that can bear on its day.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import accumulate

from sandtable.picture.move import Act, Move
from sandtable.picture.settings import Settings
from sandtable.terms import Extent

_WIDE = timedelta(days=14)  # what is told of a longer span is looked at word by word


def latest(c: Move, settings: Settings) -> date:
    """The last day of which a move can be taken to speak; a hold mentioned in passing may be some days old."""
    return c.last - timedelta(days=settings.settling + 1) if c.background else c.last


def reach(d: Move, settings: Settings) -> date:
    """The first day of which a move can be taken to speak against another voice's word: a statement does not tell how
    the place changed hands, so it does not by itself overturn an event of the days just before it."""
    if d.act is Act.STATE:
        return d.first - timedelta(days=settings.settling + (1 if d.background else 0))
    return d.first


@dataclass(frozen=True)
class Told:
    """The gains and statements of one actor, in the order of moves."""

    moves: tuple[Move, ...]

    @cached_property
    def first(self) -> date:
        """The day from which any of them counts."""
        return min(m.from_day for m in self.moves)

    @cached_property
    def losers(self) -> frozenset[str]:
        """All who are said to have lost the place by any of them."""
        return frozenset().union(*(m.losers for m in self.moves))

    @cached_property
    def _lasts(self) -> list[date]:
        return [m.last for m in self.moves]

    @cached_property
    def _joint(self) -> list[Move]:
        return [m for m in self.moves if m.joint]

    @cached_property
    def _full(self) -> tuple[list[Move], list[date], list[Move]]:
        """Those of all of the place, by the day from which they count, with these days; those of long spans apart."""
        full = [m for m in self.moves if m.extent is Extent.FULL]
        short = sorted((m for m in full if m.last - m.first <= _WIDE), key=lambda m: m.from_day)
        return short, [m.from_day for m in short], [m for m in full if m.last - m.first > _WIDE]

    @cached_property
    def _fronts(self) -> list[tuple[Move, list[date], list[date]]]:
        """Of the moves of all of the place that name nobody else, by how far they reach back: one of them, the days from which they
        count and the latest first day of those until each."""
        sorts: dict[tuple[Act, bool], list[Move]] = defaultdict(list)
        for m in self.moves:
            if m.extent is Extent.FULL and not m.joint:
                sorts[m.act, m.background].append(m)
        out = []
        for told in sorts.values():
            told.sort(key=lambda m: m.from_day)
            out.append((told[0], [m.from_day for m in told], [*accumulate((m.first for m in told), max)]))
        return out

    def front(self, on: date, settings: Settings) -> date | None:
        """The last day against which those that count on a day speak, of all of the place and of nobody else; None where there is none."""
        found = (
            firsts[at - 1] - (one.first - reach(one, settings))
            for one, days, firsts in self._fronts
            if (at := bisect_right(days, on))
        )
        return max(found, default=None)

    def near(self, end: date | None, on: date, settings: Settings) -> list[Move]:
        """Those that count on a day and can speak of a day from `end` on (None: of any), and those that name others too."""
        if end is None:
            return [m for m in self.moves if m.from_day <= on]
        at = bisect_left(self._lasts, end)
        joint = [m for m in self._joint if m.last < end and m.from_day <= on]
        late = self.moves[at:]
        return joint + [m for m in late if m.from_day <= on and (m.joint or latest(m, settings) >= end)]

    def after(self, day: date, on: date) -> list[Move]:
        """Those of all of the place that count on a day and whose last day is not before `day`; some others may be among them."""
        short, days, wide = self._full
        some = short[bisect_left(days, day - _WIDE) : bisect_right(days, on)]
        return some + [m for m in wide if m.last >= day and m.from_day <= on] if wide else some


@dataclass(frozen=True)
class Chronology:
    """The moves of a place: what is `told` of each actor's hold, and the leavings of each, in the order of moves."""

    told: Mapping[str, Told]
    left: Mapping[str, Sequence[Move]]

    @classmethod
    def of(cls, moves: Iterable[Move]) -> Chronology:
        """Of moves in their order."""
        told, left = defaultdict[str, list[Move]](list), defaultdict[str, list[Move]](list)
        for m in moves:
            (left if m.act is Act.LOSS else told)[m.actor.id].append(m)
        return cls({a: Told(tuple(ms)) for a, ms in told.items()}, left)

    def without(self, moves: Collection[Move], leavers: Collection[str] | None) -> Chronology:
        """Without some gains and statements and the leavings of some actors (None: of all)."""
        gone, whose = {id(m) for m in moves}, {m.actor.id for m in moves}
        told = dict(self.told)
        for a in whose:
            told[a] = Told(tuple(m for m in told[a].moves if id(m) not in gone))
        left = {a: ms for a, ms in self.left.items() if leavers is not None and a not in leavers}
        return Chronology({a: ms for a, ms in told.items() if ms.moves}, left)

    @cached_property
    def _losses(self) -> tuple[list[Move], list[date]]:
        """The leavings of all of the place, with their days."""
        every = (m for ms in self.left.values() for m in ms if m.extent is Extent.FULL)
        losses = sorted(every, key=lambda m: m.order)
        return losses, [m.last for m in losses]

    def losses(self, first: date, last: date) -> list[Move]:
        """The leavings of all of the place from one day to another, in order."""
        losses, days = self._losses
        return losses[bisect_left(days, first) : bisect_right(days, last)]

    @cached_property
    def begins(self) -> date | None:
        """The day from which any move counts."""
        days = [t.first for t in self.told.values()] + [ms[0].last for ms in self.left.values()]
        return min(days, default=None)
