"""Parties that are only described ("the insurgents", "government troops") under the name of the one side that they can be. Invariant: a
description is told of a party only where no other side that is told of at the place fits it; the word keeps what it was called.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations
from typing import Protocol

from sandtable.orbat.records import Actor
from sandtable.orbat.registry import NEW
from sandtable.orbat.sorts import Sort, fits, sort_of
from sandtable.picture.move import Move
from sandtable.picture.settings import Settings
from sandtable.picture.sides import Bonds
from sandtable.terms import Entity


class Known(Protocol):
    """The actors that are known of."""

    def get(self, key: str) -> Actor | None:
        """The actor of an id."""
        ...


class Nobody:
    """No actor is known of."""

    def get(self, key: str) -> Actor | None:
        """None."""
        return None


def described(actor: str) -> Sort | None:
    """The sort of party that an actor (id) without a name of its own is; None for one that is named."""
    return (
        sort_of(actor.removeprefix(NEW).partition("@")[0].replace("-", " "))
        if actor.startswith(NEW)
        else None
    )


class Descriptions:
    """Whom descriptions mean among those of whom some moves of a place tell."""

    def __init__(self, moves: Sequence[Move], bonds: Bonds, known: Known, settings: Settings) -> None:
        self._bonds, self._known = bonds, known
        self._within = timedelta(days=settings.quiet.unknown_after)
        self._named = {m.actor.id: m.actor for m in moves if described(m.actor.id) is None}
        days = defaultdict[str, list[date]](list)
        for m in moves:
            days[m.actor.id].append(m.last)
        self._days = {a: sorted(days[a]) for a in self._named}
        self._first = _joined(moves, self._within) if len(days) > len(self._named) else {}

    def told(self, moves: Iterable[Move]) -> tuple[Move, ...]:
        """The moves with those who are described under the names of whom they are told."""
        return tuple(map(self._of, moves))

    def _of(self, m: Move) -> Move:
        meant = self._meant(m.actor.id, m.last) or m.actor
        if m.losers or m.joint:
            others = ({self._name(a, m.last) for a in ids} - {meant.id} for ids in (m.losers, m.joint))
            losers, joint = map(frozenset, others)
            m = replace(m, losers=losers, joint=joint)
        return m if meant.id == m.actor.id else replace(m, actor=meant, called=m.actor.name)

    def _name(self, actor: str, day: date) -> str:
        meant = self._meant(actor, day)
        return actor if meant is None else meant.id

    def _meant(self, actor: str, day: date) -> Entity | None:
        """The one side that a description fits at about a day, by the name of its party that was told of last; else the first that was
        described alike. None where two sides fit, or none."""
        sort = described(actor)
        if sort is None:
            return None
        found = {
            a: near
            for a in self._days
            if (near := self._near(a, day)) is not None and fits(sort, self._known.get(a))
        }
        if any(self._bonds.opposed(a, b, day) for a, b in combinations(sorted(found), 2)):
            return None
        if not found:
            return self._first.get(actor)
        return self._named[max(found, key=lambda a: (found[a] <= day, -abs((found[a] - day).days), a))]

    def _near(self, actor: str, day: date) -> date | None:
        """The last day by a day of which anything is told of a party, else the first one after it; None where it is far off."""
        days = self._days[actor]
        at = bisect_right(days, day)
        near = days[at - 1] if at else days[0]
        return near if abs(near - day) <= self._within else None


def _joined(moves: Iterable[Move], within: timedelta) -> Mapping[str, Entity]:
    """Those who are only described, by id, under the first of whom the same words may be said."""
    groups: list[tuple[Entity, Sort, date]] = []
    out: dict[str, Entity] = {}
    for m in sorted(moves, key=lambda m: m.order):
        sort = described(m.actor.id)
        if sort is None:
            continue
        known = out.get(m.actor.id)
        alike = [
            n
            for n, (first, told, day) in enumerate(groups)
            if (first == known if known else told.agrees(sort) and m.last - day <= within)
        ]
        if len(alike) == 1:
            first, told, _ = groups[alike[0]]
            groups[alike[0]] = (first, replace(told, creeds=told.creeds | sort.creeds), m.last)
            out[m.actor.id] = first
        else:
            groups.append((m.actor, sort, m.last))
            out[m.actor.id] = m.actor
    return out
