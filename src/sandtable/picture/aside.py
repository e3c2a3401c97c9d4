"""What an answer did not use, and why. Invariant: every move of a place that an answer leaves out is named here with the
event that ended it, or with the reason for which it does not count on the day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sandtable.picture.move import Act, Move
from sandtable.picture.moves import Heardsay
from sandtable.picture.settings import DEFAULT, Settings
from sandtable.picture.sides import Bonds
from sandtable.picture.succession import Hold, Opposition, before, ended, rivals
from sandtable.picture.testimony import SetAside
from sandtable.terms import Entity, Extent


def of_the_whole(heardsay: Heardsay, place: str) -> Heardsay:
    """Without what is said of another part of the town that the place is a quarter of."""

    def elsewhere(m: Move) -> bool:
        return m.place != place and m.extent is Extent.PARTIAL

    other = [m for m in (*heardsay.moves, *heardsay.denials) if elsewhere(m)]
    return Heardsay(
        tuple(m for m in heardsay.moves if not elsewhere(m)),
        tuple(m for m in heardsay.denials if not elsewhere(m)),
        (
            *heardsay.aside,
            *(SetAside(m.testimony.id, "of a part of what it lies in, not all of it") for m in other),
        ),
    )


def part_left(heardsay: Heardsay, hold: Hold, on: date) -> Move | None:
    """The last leaving of a part of the place by its holder, since it last took or was said to hold all of it."""
    whole = max(m.last for m in hold.moves)
    parts = [
        m
        for m in heardsay.told.left.get(hold.holder.id, ())
        if m.extent is not Extent.FULL and hold.since <= m.from_day <= on and whole <= m.last
    ]  # fmt: skip
    return parts[-1] if parts else None


def leavings(heardsay: Heardsay, bonds: Bonds, holds: Sequence[Hold], on: date) -> list[Move]:
    """The leavings that bear on a day: those that ended a hold, and after which nobody present was there already. Where nobody
    is said to hold the place, also the last ones by parties that were never said to: who left had held it."""
    since = min((h.since for h in holds), default=date.min)
    moves = [m for m in heardsay.moves if m.from_day <= on]
    losses = [m for m in moves if m.act is Act.LOSS and m.from_day >= since]
    holding: dict[str, list[Move]] = defaultdict(list)
    for m in sorted(moves, key=lambda m: m.last):
        if m.act is not Act.LOSS:
            holding[m.actor.id].append(m)
    opposed = Opposition(bonds, on)
    # Nearly always the oldest word of a hold is one that a leaving ended.
    ended_by = [
        m
        for m in losses
        if any(
            opposed.speaks_of(m, a) and any(ended(c, m, opposed) for c in told) for a, told in holding.items()
        )
    ]
    if holds:
        return ended_by
    last = max((m.from_day for told in holding.values() for m in told), default=date.min)
    whole = [m for m in losses if m.extent is Extent.FULL]
    newest = max((m.from_day for m in whole), default=date.min)
    bearing = {id(m) for m in (*ended_by, *(m for m in whole if m.from_day == newest))}
    return [m for m in losses if m.from_day >= last and id(m) in bearing]


@dataclass(frozen=True, slots=True)
class Left:
    """One who is said to have left a place by a day, and the claims that say so."""

    actor: Entity
    day: date
    claims: tuple[str, ...]

    @property
    def says(self) -> str:
        """In words."""
        return f"{self.actor.name} left it, {self.day}"


def who_left(leavings: Iterable[Move]) -> tuple[Left, ...]:
    """Some leavings, one for each who left and each day, in the order of moves."""
    found: dict[tuple[str, date], list[Move]] = defaultdict(list)
    for m in leavings:
        found[m.actor.id, m.from_day].append(m)
    return tuple(
        Left(ms[0].actor, day, tuple(dict.fromkeys(m.testimony.id for m in ms)))
        for (_, day), ms in found.items()
    )


_VERBS = {Act.GAIN: "took it", Act.LOSS: "left it", Act.STATE: "held it"}
_MOST_REASONS = 300  # moves; beyond them the later event is not looked for, to keep an answer quick


def superseded_by(
    c: Move, live: Sequence[Move], on: date, bonds: Bonds, settings: Settings = DEFAULT
) -> Move | None:
    """The first of the moves by `on` that ends `c`: a later one of an opposed party, or the holder's leaving."""
    opposed = Opposition(bonds, on)
    for d in sorted(live, key=lambda m: m.order):
        if d.from_day > on:
            continue
        if d.act is Act.LOSS:
            if ended(c, d, opposed):
                return d
        elif d.extent is Extent.FULL and rivals(c, d, opposed) and before(c, d, settings):
            return d
    return None


def _later(heardsay: Heardsay, bonds: Bonds, settings: Settings, m: Move, on: date) -> str:
    """What ended a move, in words."""
    moves = heardsay.moves
    if m.act is Act.LOSS:
        return "a leaving, with no hold of that party for it to end on this day"
    later = superseded_by(m, moves, on, bonds, settings) if len(moves) <= _MOST_REASONS else None
    if later is None:
        return "superseded by a later event"
    return f"superseded by a later event: {later.actor.name} {_VERBS[later.act]}, {later.from_day}"


def set_aside(
    heardsay: Heardsay,
    bonds: Bonds,
    settings: Settings,
    used: Collection[int],
    all_holds: Iterable[Hold],
    on: date,
) -> list[SetAside]:
    """Those moves that the answer did not use, each with the reason."""
    aged = {id(t) for h in all_holds for t in h.testimonies}
    out = []
    for m in (*heardsay.moves, *heardsay.denials):
        if id(m.testimony) in used or id(m.testimony) in aged:
            continue
        if m.from_day > on:
            reason = "later than the day asked about"
            if m.first <= on:
                reason = f"between {m.first} and {m.last}: on this day it may not have happened yet"
        elif m.denied:
            reason = "denies what is not held to be so on this day"
        else:
            reason = _later(heardsay, bonds, settings, m, on)
        out.append(SetAside(m.testimony.id, reason))
    return out
