"""Accounts of one event brought to one day. Invariant: an account is only ever moved back, never past a day on which its
actor's hold ended or another party took the place, so that a retaking in the same week keeps its own day."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from sandtable.picture.move import Act, Move
from sandtable.picture.settings import DEFAULT, Settings
from sandtable.picture.sides import Bonds

_Span = tuple[date, date]


class Breaks:
    """The days on which a hold ended, by those events alone whose day is settled."""

    def __init__(self, events: Iterable[Move], bonds: Bonds) -> None:
        self._events = sorted((m for m in events if m.act is not Act.STATE), key=lambda m: m.last)
        self._days = [m.last for m in self._events]
        self._bonds = bonds

    def one(self, actor: str, m: Move) -> bool:
        """Whether an actor is over or under the one of whom `m` tells, so that what either did is one event."""
        return self._bonds.own_word(actor, m.actor.id, m.last)

    def between(self, actor: str, after: date, m: Move) -> bool:
        """Whether the actor's hold of the day `after` had ended before what `m` tells by the day of its telling."""
        for e in self._events[bisect_right(self._days, after) : bisect_right(self._days, m.last)]:
            if e.first <= after or (e.last == m.last and not m.again) or e is m:
                continue
            if e.act is Act.LOSS and e.actor.id == actor:
                return True
            if e.act is Act.GAIN and e.actor.id != actor and self._bonds.opposed(actor, e.actor.id, e.last):
                return True
        return False


def joined(moves: Iterable[Move], bonds: Bonds, settings: Settings = DEFAULT) -> list[Move]:
    """Accounts of one event brought to its day: an account dated by publication alone joins the last event of that
    actor that others date within `undated_news` days before it, or the day in them from which others say that it held
    the place; one dated to a longer span ("this week") joins the last that others date inside that span."""
    moves = list(moves)
    if all(m.act is Act.STATE or (m.by_words and m.first == m.last) for m in moves):
        return moves
    dated: dict[tuple[Act, str], list[_Span]] = defaultdict(list)
    for m in moves:
        if m.act is not Act.STATE and m.by_words:
            dated[m.act, m.actor.id].append((m.first, m.last))
    for spans in dated.values():
        spans.sort(key=lambda s: (s[1], s[0]))
    first = Breaks((m for m in moves if m.by_words), bonds)
    settled = _pass(moves, dated, first, settings)
    return _pass(moves, dated, Breaks(settled, bonds), settings)


def _pass(
    moves: Sequence[Move],
    dated: dict[tuple[Act, str], list[_Span]],
    breaks: Breaks,
    settings: Settings,
) -> list[Move]:
    begun = _begun(moves, breaks)
    out = []
    for m in moves:
        span = None
        if m.act is not Act.STATE and not (m.by_words and m.first == m.last):
            span = _joins(m, dated.get((m.act, m.actor.id), []), breaks, settings)
            if span is None:  # "Russia took it last week" tells of what its paratroopers did on Tuesday
                kin = [a for act, a in dated if act is m.act and a != m.actor.id and breaks.one(a, m)]
                spans = sorted((s for a in kin for s in dated[m.act, a]), key=lambda s: (s[1], s[0]))
                span = _joins(m, spans, breaks, settings)
            if span is None and m.act is Act.GAIN and not m.by_words:
                span = _held_from(m, begun.get(m.actor.id, []), breaks, settings)
        out.append(replace(m, first=span[0], last=span[1]) if span else m)
    return out


def _joins(m: Move, spans: Sequence[_Span], breaks: Breaks, settings: Settings) -> _Span | None:
    first = m.first if m.by_words else m.last - timedelta(days=settings.undated_news)
    inside = [
        (a, b)
        for a, b in spans
        if first <= a and b <= m.last and (not m.by_words or b - a < m.last - m.first)
    ]
    return next((s for s in reversed(inside) if not breaks.between(m.actor.id, s[1], m)), None)


def _held_from(m: Move, days: Sequence[date], breaks: Breaks, settings: Settings) -> _Span | None:
    """The first day in the week before an undated taking of which others say that the taker held the place."""
    at = bisect_left(days, m.last - timedelta(days=settings.undated_news))
    day = next((d for d in days[at:] if d < m.last), None)
    return None if day is None or breaks.between(m.actor.id, day, m) else (day, day)


def _begun(moves: Sequence[Move], breaks: Breaks) -> dict[str, list[date]]:
    """For each actor the days of which words say that it held the place, where it was not said to hold it before."""
    by_actor: dict[str, list[Move]] = defaultdict(list)
    for m in moves:
        if m.act is not Act.LOSS:
            by_actor[m.actor.id].append(m)
    out: dict[str, list[date]] = {}
    for actor, told in by_actor.items():
        told.sort(key=lambda m: (m.from_day, m.order))
        before: Move | None = None
        for m in told:
            if m.act is Act.STATE and m.by_words and not m.background:
                new = before is None or breaks.between(actor, before.from_day, replace(m, last=m.first))
                if new:
                    out.setdefault(actor, []).append(m.first)
            before = m
    return out
