"""The bonds of a run of days as steps from actor to actor. Invariant: what is worked out of them is kept, since they never
change once they are made."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol, Self

from sandtable.picture.bonds import BondKind

_Sets = dict[str, frozenset[str]]
Days = tuple[tuple[date, date], ...]  # spans that do not touch


class Steps(Protocol):
    """Steps from an actor to others."""

    def get(self, actor: str, default: Collection[str], /) -> Collection[str]:
        """Those that an actor leads to."""
        ...


class Edges:
    """Bonds as steps from actor to actor, by sort."""

    def __init__(self, sorts: Mapping[str, Steps]) -> None:
        self.up, self.wholes, self.joined = sorts["up"], sorts["wholes"], sorts["joined"]
        self.backers, self.friends, self.opponents = sorts["backers"], sorts["friends"], sorts["opponents"]

    @classmethod
    def of(cls, bonds: Iterable[tuple[BondKind, str, str]]) -> Self:
        """The edges of some bonds, each its kind, the one above and the one below."""
        sorts: dict[str, dict[str, set[str]]] = {sort: defaultdict(set) for sort in _SORTS}
        for kind, above, below in bonds:
            for sort, upward, both in _SHAPES[kind]:
                steps = sorts[sort]
                if upward or both:
                    steps[below].add(above)
                if not upward or both:
                    steps[above].add(below)
        return cls(sorts)


class Roll:
    """Bonds with the days on which they hold, of which the edges of any day are looked up as they are asked for."""

    def __init__(self, bonds: Mapping[tuple[BondKind, str, str], Days]) -> None:
        self._sorts: dict[str, dict[str, list[tuple[str, Days]]]] = {
            sort: defaultdict(list) for sort in _SORTS
        }
        for (kind, above, below), days in bonds.items():
            for sort, upward, both in _SHAPES[kind]:
                if upward or both:
                    self._sorts[sort][below].append((above, days))
                if not upward or both:
                    self._sorts[sort][above].append((below, days))

    def on(self, day: date | None) -> Edges:
        """The edges of a day; None: of any."""
        return Edges({sort: _OfDay(steps, day) for sort, steps in self._sorts.items()})


class _OfDay:
    def __init__(self, steps: Mapping[str, list[tuple[str, Days]]], day: date | None) -> None:
        self._steps, self._day = steps, day
        self._found: dict[str, Collection[str]] = {}

    def get(self, actor: str, default: Collection[str], /) -> Collection[str]:
        """Those that an actor leads to on the day."""
        found = self._found.get(actor)
        if found is None:
            every = self._steps.get(actor, ())
            found = self._found[actor] = frozenset(other for other, days in every if held(days, self._day))
        return found


def held(days: Days, day: date | None) -> bool:
    """Whether any of some spans has the day in it."""
    return day is None or any(first <= day <= last for first, last in days)


_SORTS = ("up", "wholes", "joined", "backers", "friends", "opponents")
# What a bond of a kind is: its sort, whether it leads from the one below to the one above, or both ways.
_SHAPES: dict[BondKind, tuple[tuple[str, bool, bool], ...]] = {
    BondKind.COMMAND: (("up", True, False),),
    BondKind.WHOLE: (("up", True, False), ("wholes", True, False)),
    BondKind.SAME: (("up", True, True), ("wholes", True, True)),
    BondKind.COALITION: (("joined", True, False),),
    BondKind.OPPOSITION: (("opponents", True, True),),
    BondKind.BACKING: (("friends", True, True), ("backers", True, False)),
    BondKind.ALLIANCE: (("friends", True, True),),
    BondKind.BODY: (),
}


@dataclass(slots=True)
class Spell:
    """The bonds of a run of days on which the same ones hold (the registry's, then those that claims tell), with what was
    worked out from them: by actor the sets that every question about a pair is answered from."""

    edges: tuple[Edges, ...]
    known: dict[tuple[str, str], bool] = field(default_factory=dict)
    rivals: dict[tuple[str, str], bool] = field(default_factory=dict)
    _chains: _Sets = field(default_factory=dict)
    _unders: _Sets = field(default_factory=dict)
    _insides: _Sets = field(default_factory=dict)
    _friends: _Sets = field(default_factory=dict)
    _patrons: _Sets = field(default_factory=dict)
    _bodies: _Sets = field(default_factory=dict)
    _enemies: _Sets = field(default_factory=dict)
    _tops: dict[str, str] = field(default_factory=dict)

    def top(self, actor: str) -> str:
        """The head of an actor's chain, the least id of several."""
        if actor not in self._tops:
            chain = self.chain(actor)
            self._tops[actor] = min([one for one in chain if not self._led(one)] or chain)
        return self._tops[actor]

    def _led(self, actor: str) -> bool:
        """Whether any other is over the actor."""
        return any(over != actor for e in self.edges for over in e.up.get(actor, ()))

    def chain(self, actor: str) -> frozenset[str]:
        """The actor and all over it."""
        return self._kept(self._chains, actor, lambda: _walk(actor, [e.up for e in self.edges]))

    def under(self, actor: str) -> frozenset[str]:
        """The actor, all over it, and the coalitions that any of these is in."""
        return self._kept(
            self._unders, actor, lambda: _walk(actor, [g for e in self.edges for g in (e.up, e.joined)])
        )

    def inside(self, actor: str) -> frozenset[str]:
        """The actor and all that it is a part of."""
        return self._kept(self._insides, actor, lambda: _walk(actor, [e.wholes for e in self.edges]))

    def backers(self, actor: str) -> Iterator[str]:
        """Those who back the actor."""
        return (one for e in self.edges for one in e.backers.get(actor, ()))

    def friends(self, actor: str) -> frozenset[str]:
        """Those who back, are backed by or are allied with the actor or one over it."""
        return self._kept(
            self._friends, actor, lambda: _reached(self.chain(actor), [e.friends for e in self.edges])
        )

    def patrons(self, actor: str) -> frozenset[str]:
        """Those who back the actor or one over it, with all over them."""

        def found() -> frozenset[str]:
            backers = _reached(self.chain(actor), [e.backers for e in self.edges])
            return frozenset().union(*map(self.chain, backers))

        return self._kept(self._patrons, actor, found)

    def bodies(self, actor: str) -> frozenset[str]:
        """The coalitions that the actor or one over it is in."""
        return self._kept(
            self._bodies, actor, lambda: _reached(self.chain(actor), [e.joined for e in self.edges])
        )

    def enemies(self, actor: str) -> frozenset[str]:
        """The opponents of the actor and of those over it."""
        return self._kept(
            self._enemies, actor, lambda: _reached(self.chain(actor), [e.opponents for e in self.edges])
        )

    def opponents(self, actor: str) -> frozenset[str]:
        """The opponents of the actor itself."""
        return _reached((actor,), [e.opponents for e in self.edges])

    def opposed(self, one: str, other: str) -> bool:
        """Whether the two fight for different sides as far as known."""
        if self.aligned(one, other):
            return False
        return self.foes(one, other) or self.patrons(one).isdisjoint(self.patrons(other))

    def foes(self, one: str, other: str) -> bool:
        """Whether the two are opponents, or parts of opponents that no bond of their own joins."""
        if any(other in e.opponents.get(one, _NOBODY) for e in self.edges):
            return True
        if other in self.under(one) or one in self.under(other):
            return False
        return not self.enemies(one).isdisjoint(self.chain(other))

    def aligned(self, one: str, other: str) -> bool:
        """Whether the two stand together."""
        if self.foes(one, other):
            return False
        if other in self.under(one) or one in self.under(other):
            return True
        up, over = self.chain(one), self.chain(other)
        if not up.isdisjoint(over) or not self.friends(one).isdisjoint(over):
            return True
        if other in self.patrons(one) or one in self.patrons(other):
            return True
        return not self.bodies(one).isdisjoint(self.bodies(other))

    @staticmethod
    def _kept(held: _Sets, actor: str, work: Callable[[], frozenset[str]]) -> frozenset[str]:
        found = held.get(actor)
        if found is None:
            found = held[actor] = work()
        return found


def _walk(actor: str, graphs: Sequence[Steps]) -> frozenset[str]:
    """The actor and all that steps along the graphs lead to."""
    seen, todo = {actor}, [actor]
    while todo:
        one = todo.pop()
        for graph in graphs:
            new = [other for other in graph.get(one, _NOBODY) if other not in seen]
            seen.update(new)
            todo += new
    return frozenset(seen)


def _reached(actors: Iterable[str], graphs: Sequence[Steps]) -> frozenset[str]:
    """All that one step along the graphs leads to from any of some actors."""
    return frozenset(other for one in actors for graph in graphs for other in graph.get(one, ()))


_NOBODY: frozenset[str] = frozenset()
