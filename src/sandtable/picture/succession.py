"""Which word of a place's holder comes after which, and ends it. Invariant: a later event supersedes an earlier one and never
contests it; two opposed holders between whom the sources give no order are both kept."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from sandtable.picture.chronology import Chronology, latest, reach
from sandtable.picture.move import Act, Move
from sandtable.picture.settings import Settings
from sandtable.picture.sides import Bonds
from sandtable.picture.testimony import Testimony
from sandtable.terms import Entity, Extent


@dataclass(slots=True)
class Hold:
    """One actor's hold on the place: the moves that make it, those that speak against it, losers' admissions, those who
    share it. `backing` are denials that speak for it; `silent` the voices whose later word was of another holder."""

    holder: Entity
    moves: list[Move]
    against: list[Move] = field(default_factory=list)
    admitted: list[Move] = field(default_factory=list)
    shared: frozenset[str] = frozenset()
    backing: list[Testimony] = field(default_factory=list)
    silent: frozenset[str] = frozenset()

    @property
    def since(self) -> date:
        """The day of the first event that gave it the place, else the first day on which it is said to hold it; of all of the place, where
        it has all of it."""
        told = self.moves if self.partial else [m for m in self.moves if m.extent is Extent.FULL]
        gains = [m.from_day for m in told if m.act is Act.GAIN]
        return min(gains or [m.from_day for m in told])

    @property
    def testimonies(self) -> list[Testimony]:
        """Those who say so."""
        return [m.testimony for m in self.moves if m.voice not in self.silent] + self.backing

    @property
    def last_word(self) -> date:
        """The last day for which anyone says that it holds the place."""
        days = [m.last for m in self.moves] + [t.day for t in self.backing if t.day is not None]
        return max(days)

    @property
    def partial(self) -> bool:
        """Whether all that is said of its last day is of less than the whole."""
        last = max(m.last for m in self.moves)
        return all(m.extent is not Extent.FULL for m in self.moves if m.last == last)


@dataclass(frozen=True, slots=True)
class Opposition:
    """Who is opposed to whom on a day."""

    bonds: Bonds
    on: date

    def __call__(self, one: str, other: str) -> bool:
        """Whether two actors are opposed."""
        return self.bonds.opposed(one, other, self.on)

    def speaks_of(self, told: Move, holder: str) -> bool:
        """Whether what is told of an actor is told of the holder: it is the holder, or the holder is a part of it."""
        return told.actor.id == holder or self.bonds.within(holder, told.actor.id, self.on)

    def joint(self, c: Move, d: Move) -> bool:
        """Whether one claim names the two as sharing the place, and nothing says that they are foes."""
        if d.actor.id not in c.joint and c.actor.id not in d.joint:
            return False
        return not self.bonds.foes(c.actor.id, d.actor.id, self.on)


def at_odds(a: Hold, b: Hold, bonds: Bonds, on: date) -> bool:
    """Whether two holders cannot both hold it: as `rivals` of moves, by those with whom each shares it."""
    one, other = a.holder.id, b.holder.id
    if other in a.shared or not bonds.opposed(one, other, on):
        return False
    friends = any(not bonds.opposed(one, s, on) for s in b.shared) or any(
        not bonds.opposed(s, other, on) for s in a.shared
    )
    return not friends or bonds.foes(one, other, on)


def rivals(c: Move, d: Move, opposed: Opposition) -> bool:
    """Whether two moves give the place to parties that cannot both hold it: they are opposed, and neither shares the place
    with one that stands with the other ("the army and allied forces" are no rivals of the army's friends)."""
    one, other = c.actor.id, d.actor.id
    if one == other or opposed.joint(c, d):
        return False
    if one in d.losers or other in c.losers:
        return True
    if not opposed(one, other):
        return False
    return opposed.bonds.foes(one, other, opposed.on) or not (
        any(not opposed(one, a) for a in d.joint) or any(not opposed(a, other) for a in c.joint)
    )


def speaks_from(denial: Move, settings: Settings) -> date:
    """The first day about which a denial speaks: one that a place was taken, without a day, speaks about the news of the days before it."""
    first = min(denial.first, denial.last)
    return (
        first if denial.by_words or denial.act is Act.LOSS else first - timedelta(days=settings.undated_news)
    )


def before(c: Move, d: Move, settings: Settings) -> bool:
    """Whether the sources put `c` before `d`, two moves of opposed actors."""
    one_report = c.testimony.report_id == d.testimony.report_id
    if one_report and c.act is Act.STATE and d.act is Act.GAIN and c.last <= d.last:
        return True
    if one_report and c.voice == d.voice:
        # A hold that the teller of the news gives no day is the one that the news ended, unless the news is old.
        if c.act is Act.STATE and d.act is Act.GAIN and not c.by_words and _fresh(d, c, settings):
            return True
        if c.act is Act.GAIN and d.act is Act.STATE and not d.by_words and _fresh(c, d, settings):
            return False
    if latest(c, settings) < reach(d, settings):
        return True
    if c.voice == d.voice and not d.background:
        said, later = c.testimony.day, d.testimony.day
        if c.last < d.first or (said and later and said < later and c.last <= d.last):
            return True
    if c.act is not Act.GAIN or d.act is not Act.GAIN or c.last > d.last:
        return False
    # Two events between which the days give no order: one names the other's party as the loser, or is a taking back.
    if c.actor.id in d.losers and d.actor.id not in c.losers:
        return True
    return d.again and not c.again and d.actor.id not in c.losers


def _fresh(event: Move, state: Move, settings: Settings) -> bool:
    return (state.last - event.first).days <= settings.settling


def kept_moves(told: Chronology, opposed: Opposition, settings: Settings) -> dict[str, list[Move]]:
    """The gains and statements that nothing later supersedes on the day, by actor."""
    on = opposed.on
    live = {a: words for a, words in told.told.items() if words.first <= on}
    # What is far behind an opposed actor's last word goes first, so that pairs are compared only near the end.
    fronts = [(day, a) for a, words in live.items() if (day := words.front(on, settings)) is not None]
    fronts.sort(reverse=True)
    # No account comes before one whose last day is further back than a statement can reach.
    behind = timedelta(days=settings.settling + 1)
    left = Leavings(told, opposed)
    out: dict[str, list[Move]] = {}
    for a, words in live.items():
        end = next((day for day, b in fronts if b != a and opposed(a, b)), None)
        # A joint hold is not ended by the word of one who shares it: those few are compared one by one.
        near = words.near(end, on, settings)
        others = {b for b in live if b != a and (a in live[b].losers or opposed(a, b))} if near else set()
        kept = [
            c
            for c in near
            if not any(
                before(c, d, settings) and rivals(c, d, opposed)
                for b in (others | (c.losers & live.keys()) if c.losers else others)
                for d in live[b].after(c.last - behind, on)
            )
            and not left.end(c)
        ]
        if kept:
            out[a] = kept
    return out


class Leavings:
    """Leavings by the holder that they are told of, so that each word of a hold is compared with those of its own alone."""

    def __init__(self, told: Chronology, opposed: Opposition) -> None:
        self._left, self._opposed = told.left, opposed
        self._of: dict[str, list[tuple[Sequence[Move], list[date]]]] = {}

    def end(self, c: Move) -> bool:
        """Whether any of them ends a word of a hold by the day."""
        on = self._opposed.on
        if c.actor.id not in self._of:
            bonds, actor = self._opposed.bonds, c.actor.id
            told = [ms for a, ms in self._left.items() if a == actor or bonds.within(actor, a, on)]
            self._of[actor] = [(ms, [m.last for m in ms]) for ms in told]
        return any(
            outlasted(c, loss)
            for losses, days in self._of[c.actor.id]
            for loss in losses[bisect_left(days, c.last) : bisect_right(days, on)]
        )


def ended(c: Move, loss: Move, opposed: Opposition) -> bool:
    """Whether the leaving of an actor, or of one over it, ends this word of its hold; to leave a part ends none, and who
    leaves as another comes has left it to that one, whatever the two are to each other."""
    return outlasted(c, loss) and opposed.speaks_of(loss, c.actor.id)


def outlasted(c: Move, loss: Move) -> bool:
    """The same of a leaving that is known to be told of the one whose hold it is."""
    if c.act is Act.GAIN and c.actor.id != loss.actor.id and abs((loss.last - c.last).days) <= 1:
        return False
    if c.last > loss.last or loss.extent is not Extent.FULL:
        return False
    if c.last < loss.first:
        return True
    if c.act is Act.GAIN:
        same = c.testimony.report_id == loss.testimony.report_id
        return c.last <= loss.last and (not same or c.testimony.order <= loss.testimony.order)
    return c.last <= loss.last and (c.voice == loss.voice or c.background)
