"""Which words of a place endure on which days. Invariant: on each day `standing` finds in the words that endure, and in the
leavings, the holds that it finds in all words of the place.

Most words of a place with a long history are superseded, and most of them for good. When, is worked out once for each word and
all days, a bit for each day, so that no day's answer looks at what was superseded years before.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from operator import or_
from typing import TypeVar

from sandtable.picture.eras import Bits
from sandtable.picture.move import Act, Move
from sandtable.picture.moves import Heardsay
from sandtable.picture.settings import Settings
from sandtable.picture.sides import Bonds, Question
from sandtable.picture.succession import before, outlasted, speaks_from
from sandtable.terms import Extent

_K = TypeVar("_K", bound=Hashable)
_NEAR = 14  # days; what is told of a longer span is looked at word by word


@dataclass(frozen=True, slots=True)
class _Words:
    """Words that supersede alike, by the day from which they count. `wide`: of long spans."""

    moves: Sequence[Move]
    days: Sequence[int]
    wide: bool

    @classmethod
    def of(cls, moves: Iterable[Move], *, wide: bool) -> _Words:
        told = sorted(moves, key=lambda m: m.from_day)
        return cls(told, [m.from_day.toordinal() for m in told], wide)

    def since(self, ordinal: int) -> int:
        """The number of the first that may reach a day."""
        return 0 if self.wide else bisect_left(self.days, ordinal - _NEAR)

    def beyond(self, ordinal: int) -> int:
        """The number of the first that is told of days after a day alone."""
        return len(self.days) if self.wide else bisect_left(self.days, ordinal + _NEAR + 1)


class Rivalry:
    """Who cannot hold the place together, on which of the days from `first` to `last`."""

    def __init__(self, bonds: Bonds, first: date, last: date) -> None:
        self._bonds, self._first, self._last = bonds, first, last
        self._every: Bits = (1 << (last - first).days + 1) - 1
        self._asked: dict[tuple[Question, str, str], Bits] = {}
        self._rivals: dict[tuple[str, frozenset[str], str, frozenset[str], bool], Bits] = {}

    def when(self, question: Question, one: str, other: str) -> Bits:
        """The days on which a question is answered with yes."""
        asked = (question, one, other)
        if asked not in self._asked:
            self._asked[asked] = self._bonds.days(asked, self._first, self._last)
        return self._asked[asked]

    def of(self, c: Move, other: str, joint: frozenset[str], lost: bool) -> Bits:
        """The days on which a move and one of another actor, told with `joint`, are `rivals`; `lost`: one of the two names
        the other as the loser."""
        key = (c.actor.id, c.joint, other, joint, lost)
        if key not in self._rivals:
            self._rivals[key] = self._worked_out(*key)
        return self._rivals[key]

    def _worked_out(
        self, one: str, shared: frozenset[str], other: str, joint: frozenset[str], lost: bool
    ) -> Bits:
        if one == other:
            return 0
        foes = self.when("foes", one, other)
        at_odds = foes if other in shared or one in joint else self._every
        if lost:
            return at_odds
        apart = self._every
        for a in joint:
            apart &= self.when("opposed", one, a)
        for a in shared:
            apart &= self.when("opposed", a, other)
        return at_odds & self.when("opposed", one, other) & (foes | apart)


class Enduring:
    """The words of a place that endure on the days from `first` to `last`; to be asked of days in order."""

    def __init__(self, said: Heardsay, bonds: Bonds, settings: Settings, first: date, last: date) -> None:
        self._first, self._settings = first, settings
        self._length = (last - first).days + 1
        self._every: Bits = (1 << self._length) - 1
        self._rivalry = Rivalry(bonds, first, last)
        self._said = said.moves
        self._losses = [m for m in said.moves if m.act is Act.LOSS]
        self._lost_at = [n for n, m in enumerate(said.moves) if m.act is Act.LOSS]
        self._told_at = [n for n, m in enumerate(said.moves) if m.act is not Act.LOSS]
        self._left = [m.last for m in self._losses]
        self._denied = said.denials
        self._told = [m for m in said.moves if m.act is not Act.LOSS]
        full = [m for m in self._told if m.extent is Extent.FULL]
        self._words = {
            key: _sorted(ms) for key, ms in _grouped(full, lambda m: [(m.actor.id, m.joint)]).items()
        }
        self._taken = {key: _sorted(ms) for key, ms in _grouped(full, lambda m: m.losers).items()}
        whole = [m for m in self._losses if m.extent is Extent.FULL]
        self._leavings = {
            a: sorted(ms, key=lambda m: m.last) for a, ms in _grouped(whole, lambda m: [m.actor.id]).items()
        }
        self._kept = [self._live(m) & ~self._ended(m) for m in self._told]
        staying = [k | again for k, again in zip(self._kept, self._revived(), strict=True)]
        self._turns: dict[int, list[int]] = defaultdict(list)
        for n, when in enumerate(staying):
            for day in _ones((when ^ when << 1) & self._every):
                self._turns[day].append(self._told_at[n])
        self._coming = sorted(self._turns)
        self._at, self._now = 0, set[int]()

    @property
    def turns(self) -> set[date]:
        """The days on which other words endure than on the day before, or a leaving or a denial begins or ceases to count."""
        settings, one = self._settings, timedelta(days=1)
        days = {self._first + timedelta(days=n) for n in self._coming} | {m.from_day for m in self._losses}
        for d in self._denied:
            days |= {speaks_from(d, settings), d.last + timedelta(days=settings.quiet.stale_after) + one}
        return days

    def on(self, day: date) -> tuple[Move, ...]:
        """What endures on a day, with the leavings that bear on it, in the order of moves."""
        number = (day - self._first).days
        while self._at < len(self._coming) and self._coming[self._at] <= number:
            self._now.symmetric_difference_update(self._turns[self._coming[self._at]])
            self._at += 1
        if not self._now:
            return ()
        since = min(self._said[n].first for n in self._now) - timedelta(days=self._settings.undated_news)
        if self._denied:
            since = min(since, day - timedelta(days=self._settings.quiet.stale_after))
        lost = self._lost_at[bisect_left(self._left, since) :]
        return tuple(self._said[n] for n in sorted((*self._now, *lost)))

    def _live(self, m: Move) -> Bits:
        """The days from which a move counts."""
        number = (m.from_day - self._first).days
        return 0 if number >= self._length else self._every >> max(number, 0) << max(number, 0)

    def _ended(self, c: Move) -> Bits:
        """The days on which a later word or a leaving has ended one."""
        live = self._live(c)
        out: Bits = 0
        if live:
            for when in self._ends(c):
                out |= when
                if not live & ~out:
                    break
        return out

    def _ends(self, c: Move) -> Iterator[Bits]:
        settings, at = self._settings, _reached(c, self._settings)
        for (other, joint), kinds in self._words.items():
            rivals = self._rivalry.of(c, other, joint, other in c.losers) if other != c.actor.id else 0
            for words in kinds if rivals else ():
                # Of words that supersede alike the first is enough.
                yield next(
                    (
                        rivals & self._live(d)
                        for d in words.moves[words.since(at) :]
                        if before(c, d, settings)
                    ),
                    0,
                )
        for words in self._taken.get(c.actor.id, ()):
            for d in words.moves[words.since(at) :]:
                if d.actor.id != c.actor.id and before(c, d, settings):
                    yield self._rivalry.of(c, d.actor.id, d.joint, True) & self._live(d)
        for leaver, losses in self._leavings.items():
            speaks = self._rivalry.when("within", c.actor.id, leaver) if leaver != c.actor.id else self._every
            first = bisect_left(losses, c.last, key=lambda m: m.last) if speaks else len(losses)
            yield next((speaks & self._live(m) for m in losses[first:] if outlasted(c, m)), 0)

    # Denials

    def _revived(self) -> Iterator[Bits]:
        """For each word the days on which a denial may bring it back: nothing ends it but words that endure themselves."""
        speaking: Bits = 0
        for d in self._denied:
            begins = max((speaks_from(d, self._settings) - self._first).days, 0)
            ends = (d.last - self._first).days + self._settings.quiet.stale_after + 1
            if begins < min(ends, self._length):
                speaking |= (1 << min(ends, self._length)) - (1 << begins)
        kept = {id(m): when for m, when in zip(self._told, self._kept, strict=True)} if speaking else {}
        over = {
            key: [_following([self._live(d) & ~kept[id(d)] for d in words.moves]) for words in kinds]
            for key, kinds in (self._words.items() if speaking else ())
        }
        for c in self._told:
            left = self._live(c) & speaking
            for when in self._ends_for_good(c, kept, over) if left else ():
                left &= ~when
                if not left:
                    break
            yield left

    def _ends_for_good(
        self,
        c: Move,
        kept: dict[int, Bits],
        over: dict[tuple[str, frozenset[str]], list[list[Bits]]],
    ) -> Iterator[Bits]:
        settings, at = self._settings, _reached(c, self._settings)
        for key, kinds in self._words.items():
            other, joint = key
            rivals = self._rivalry.of(c, other, joint, other in c.losers) if other != c.actor.id else 0
            for words, following in zip(kinds, over[key], strict=True) if rivals else ():
                start, beyond = words.since(at), words.beyond(c.last.toordinal() + settings.settling + 1)
                beyond = max(start, beyond)
                yield rivals & following[beyond]
                for d in words.moves[start:beyond]:
                    if before(c, d, settings):
                        yield rivals & self._live(d) & ~kept[id(d)]
        for words in self._taken.get(c.actor.id, ()):
            for d in words.moves[words.since(at) :]:
                if d.actor.id != c.actor.id and before(c, d, settings):
                    yield self._rivalry.of(c, d.actor.id, d.joint, True) & self._live(d) & ~kept[id(d)]


def _reached(c: Move, settings: Settings) -> int:
    """The day, as an ordinal, before which what ends a move cannot lie."""
    return c.last.toordinal() - settings.settling - 1


def _grouped(moves: Iterable[Move], keys: Callable[[Move], Iterable[_K]]) -> dict[_K, list[Move]]:
    out: dict[_K, list[Move]] = defaultdict(list)
    for m in moves:
        for key in keys(m):
            out[key].append(m)
    return dict(sorted(out.items(), key=lambda one: -len(one[1])))


def _sorted(moves: Sequence[Move]) -> list[_Words]:
    wide = [m for m in moves if (m.last - m.first).days > _NEAR]
    near = [m for m in moves if (m.last - m.first).days <= _NEAR]
    return [_Words.of(ms, wide=ms is wide) for ms in (near, wide) if ms]


def _following(times: Sequence[Bits]) -> list[Bits]:
    """For each number the days of all from it on; none past the end."""
    return [*reversed([*accumulate(reversed(times), or_)]), 0]


def _ones(bits: Bits) -> Iterator[int]:
    while bits:
        low = bits & -bits
        yield low.bit_length() - 1
        bits ^= low
