"""One side's holds of a place under several names. Invariant: a word on a part of an actor is a word on the actor, never the
other way round; a name of which the last word is old is not listed beside another of its side that is spoken of since.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sandtable.picture.pressure import ageing
from sandtable.picture.settings import Ageing, Settings
from sandtable.picture.sides import Bonds
from sandtable.picture.succession import Hold


@dataclass(frozen=True, slots=True)
class Aged:
    """A hold with the last day on which it, or a part of its holder, is said to hold the place, and what that makes of it on
    the day asked about: `age` is stale, unknown or None. `under`: the holds of parts and namesakes that stand under its name;
    `behind`: a part of its holder that is said to hold the place since, where its own last word is old."""

    hold: Hold
    word: date
    row: Ageing
    age: str | None
    under: tuple[Hold, ...] = ()
    behind: str | None = None
    all_of: str | None = None  # who of its side has come to hold all of it, where it holds a part

    @property
    def aside(self) -> str | None:
        """Why what is said of it is set aside, or None where it counts."""
        if self.behind is not None:
            return f"old on this day, and {self.behind}, a part of it, is said to hold it since"
        if self.all_of is not None:
            return f"of a part, and {self.all_of}, of its side, has come to hold all of it"
        return f"too old on this day: {self.row.says()}" if self.age == "unknown" else None


def aged_holds(
    holds: Sequence[Hold], bonds: Bonds, fights: Iterable[date], on: date, settings: Settings
) -> list[Aged]:
    """The holds of a place with their ages, those of one side that are one by name or by age joined; in the same order."""
    fights = tuple(fights)
    inside = {
        (a.holder.id, b.holder.id)
        for a in holds for b in holds
        if a is not b and bonds.within(a.holder.id, b.holder.id, on)
    }  # fmt: skip
    found = {}
    for hold in holds:
        parts = [h for h in holds if (h.holder.id, hold.holder.id) in inside]
        word = max(h.last_word for h in (hold, *parts))
        found[hold.holder.id] = _of(hold, word, fights, on, settings)
    for hold in holds:
        own = _of(hold, hold.last_word, fights, on, settings)
        fresh = [
            h for h in holds
            if (h.holder.id, hold.holder.id) in inside and (hold.holder.id, h.holder.id) not in inside
            and _of(h, h.last_word, fights, on, settings).age is None
        ]  # fmt: skip
        if own.age is not None and fresh:
            newest = max(fresh, key=lambda h: (h.last_word, h.holder.id))
            found[hold.holder.id] = replace(own, behind=newest.holder.name)
    under = {a: w for a in found if (w := _whole(a, found, inside)) is not None}
    joined = [
        _with(one, [found[a].hold for a in found if _top(a, under) == id_])
        for id_, one in found.items()
        if id_ not in under
    ]
    return [_beside_the_whole(one, joined, bonds, on) for one in joined]


def _beside_the_whole(one: Aged, every: Sequence[Aged], bonds: Bonds, on: date) -> Aged:
    """A hold of a part is none beside that of one, not opposed to its holder, who has come to hold all of the place since."""
    whole = [
        o.hold
        for o in every
        if one.hold.partial
        and o.aside is None
        and not o.hold.partial
        and o.hold.since >= one.hold.since
        and not bonds.opposed(o.hold.holder.id, one.hold.holder.id, on)
    ]
    newest = max(whole, key=lambda h: (h.last_word, h.holder.id), default=None)
    return one if newest is None else replace(one, all_of=newest.holder.name)


def _of(hold: Hold, word: date, fights: Iterable[date], on: date, settings: Settings) -> Aged:
    row, days = ageing(fights, word, on, settings), (on - word).days
    return Aged(
        hold,
        word,
        row,
        "unknown" if days > row.unknown_after else "stale" if days > row.stale_after else None,
    )


def _whole(actor: str, found: Mapping[str, Aged], inside: set[tuple[str, str]]) -> str | None:
    """Under whose name a hold stands: that of an actor with which it is one, or, where its own last word is old, of one that it
    is a part of; None for its own."""
    one = found[actor]
    named = [o for a, o in found.items() if (actor, a) in inside and (a, actor) in inside]
    first = min((one, *named), key=_first)
    if first is not one:
        return first.hold.holder.id
    wholes = [o for a, o in found.items() if (actor, a) in inside and (a, actor) not in inside]
    wholes = [o for o in wholes if o.behind is None]
    if not wholes or one.age is None or one.behind is not None:
        return None
    return max(wholes, key=lambda o: (o.word, o.hold.holder.id)).hold.holder.id


def _first(one: Aged) -> tuple[date, str]:
    return one.hold.since, one.hold.holder.id


def _top(actor: str, under: Mapping[str, str]) -> str | None:
    """The one under whose name a hold stands at last; None for its own."""
    seen = {actor}
    while actor in under and under[actor] not in seen:
        actor = under[actor]
        seen.add(actor)
    return actor if len(seen) > 1 else None


def _with(one: Aged, parts: Sequence[Hold]) -> Aged:
    """A hold with those that stand under its name."""
    if not parts:
        return one
    every = (one.hold, *parts)
    ids = {h.holder.id for h in every}
    hold = Hold(
        one.hold.holder,
        [m for h in every for m in h.moves],
        [m for h in every for m in h.against],
        [m for h in every for m in h.admitted],
        frozenset().union(*(h.shared for h in every)) - ids,
        [t for h in every for t in h.backing],
        frozenset().union(*(h.silent for h in every)),
    )
    return replace(one, hold=hold, under=tuple(parts))
