"""The bonds of a run of days as steps from actor to actor. Invariant: what is worked out of them is kept, since they never
change once they are made."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from sandtable.picture.bonds import BondKind


class Edges:
    """Bonds as steps from actor to actor."""

    def __init__(self) -> None:
        self.up: dict[str, set[str]] = defaultdict(set)
        self.wholes: dict[str, set[str]] = defaultdict(set)
        self.joined: dict[str, set[str]] = defaultdict(set)
        self.backers: dict[str, set[str]] = defaultdict(set)
        self.friends: dict[str, set[str]] = defaultdict(set)
        self.opponents: dict[str, set[str]] = defaultdict(set)

    def add(self, kind: BondKind, above: str, below: str) -> None:
        """Take a bond in."""
        if kind in (BondKind.COMMAND, BondKind.WHOLE):
            self.up[below].add(above)
            if kind is BondKind.WHOLE:
                self.wholes[below].add(above)
        elif kind is BondKind.SAME:
            for graph in (self.up, self.wholes):
                graph[below].add(above)
                graph[above].add(below)
        elif kind is BondKind.COALITION:
            self.joined[below].add(above)
        elif kind is BondKind.OPPOSITION:
            self.opponents[above].add(below)
            self.opponents[below].add(above)
        elif kind in (BondKind.BACKING, BondKind.ALLIANCE):
            self.friends[above].add(below)
            self.friends[below].add(above)
            if kind is BondKind.BACKING:
                self.backers[below].add(above)


@dataclass(slots=True)
class Spell:
    """The bonds of a run of days on which the same ones hold (the registry's, then those that claims tell), with what was
    worked out from them."""

    edges: tuple[Edges, ...]
    chains: dict[str, frozenset[str]] = field(default_factory=dict)
    unders: dict[str, frozenset[str]] = field(default_factory=dict)
    known: dict[tuple[str, str], bool] = field(default_factory=dict)
    rivals: dict[tuple[str, str], bool] = field(default_factory=dict)
    insides: dict[str, frozenset[str]] = field(default_factory=dict)
    tops: dict[str, str] = field(default_factory=dict)

    def top(self, actor: str) -> str:
        """The head of an actor's chain, the least id of several."""
        if actor not in self.tops:
            chain = self.chain(actor)
            self.tops[actor] = min([one for one in chain if not self._led(one)] or chain)
        return self.tops[actor]

    def _led(self, actor: str) -> bool:
        """Whether any other is over the actor."""
        return any(over != actor for e in self.edges for over in e.up.get(actor, ()))

    def chain(self, actor: str) -> frozenset[str]:
        """The actor and all over it."""
        if actor not in self.chains:
            self.chains[actor] = _walk(actor, [e.up for e in self.edges])
        return self.chains[actor]

    def under(self, actor: str) -> frozenset[str]:
        """The actor, all over it, and the coalitions that any of these is in."""
        if actor not in self.unders:
            self.unders[actor] = _walk(actor, [graph for e in self.edges for graph in (e.up, e.joined)])
        return self.unders[actor]

    def inside(self, actor: str) -> frozenset[str]:
        """The actor and all that it is a part of."""
        if actor not in self.insides:
            self.insides[actor] = _walk(actor, [e.wholes for e in self.edges])
        return self.insides[actor]

    def backers(self, actor: str) -> Iterator[str]:
        """Those who back the actor."""
        return (one for e in self.edges for one in e.backers.get(actor, ()))

    def _friends(self, actor: str) -> Iterator[str]:
        return (one for e in self.edges for one in e.friends.get(actor, ()))

    def _joined(self, actor: str) -> Iterator[str]:
        return (one for e in self.edges for one in e.joined.get(actor, ()))

    def _opponents(self, actor: str) -> Iterator[str]:
        return (one for e in self.edges for one in e.opponents.get(actor, ()))

    def befriended(self, up: frozenset[str], other: str, over: frozenset[str]) -> bool:
        """Whether one of `up` backs, is backed by or is allied with one of `over`, or is backed by a part of `other`."""
        if any(friend in over for actor in up for friend in self._friends(actor)):
            return True
        return any(other in self.chain(backer) for actor in up for backer in self.backers(actor))

    def patrons(self, actor: str) -> frozenset[str]:
        """Those who back the actor or one over it, with all over them."""
        found = {backer for one in self.chain(actor) for backer in self.backers(one)}
        return frozenset(over for backer in found for over in self.chain(backer))

    def opposed(self, one: str, other: str) -> bool:
        """Whether the two fight for different sides as far as known."""
        if self.aligned(one, other):
            return False
        return self.foes(one, other) or not self.patrons(one) & self.patrons(other)

    def foes(self, one: str, other: str) -> bool:
        """Whether the two are opponents, or parts of opponents that no bond of their own joins."""
        if other in self._opponents(one):
            return True
        if other in self.under(one) or one in self.under(other):
            return False
        over = self.chain(other)
        return any(enemy in over for actor in self.chain(one) for enemy in self._opponents(actor))

    def aligned(self, one: str, other: str) -> bool:
        """Whether the two stand together."""
        if self.foes(one, other):
            return False
        if other in self.under(one) or one in self.under(other):
            return True
        up, over = self.chain(one), self.chain(other)
        if up & over or self.befriended(up, other, over) or self.befriended(over, one, up):
            return True
        mine = {body for actor in up for body in self._joined(actor)}
        return any(body in mine for actor in over for body in self._joined(actor))


def _walk(actor: str, graphs: Sequence[dict[str, set[str]]]) -> frozenset[str]:
    """The actor and all that steps along the graphs lead to."""
    seen, todo = {actor}, [actor]
    while todo:
        one = todo.pop()
        for graph in graphs:
            new = graph.get(one, _NOBODY) - seen
            seen |= new
            todo += new
    return frozenset(seen)


_NOBODY: frozenset[str] = frozenset()
