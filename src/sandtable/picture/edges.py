"""Bonds as steps from actor to actor, and all that steps lead to. Invariant: what is worked out is of all days at once, each
actor that is reached with the runs of days on which it is; and it is kept, since bonds never change once they are made, and taken
over from other bonds where every step that it rests on is the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from sandtable.picture.bonds import BondKind
from sandtable.picture.eras import Bits

Sets = Mapping[str, Bits]  # actors, each with the runs of days on which it is one of them
Key = tuple[BondKind, str, str]  # of a bond: its kind, the one above and the one below

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
# What each question rests on: other questions of the actor, and steps of these sorts from all whom the last named leads to.
_RESTS: dict[str, tuple[tuple[str, ...], tuple[str, ...], str]] = {
    "chain": ((), ("up",), "chain"),
    "under": ((), ("up", "joined"), "under"),
    "inside": ((), ("wholes",), "inside"),
    "backing": (("chain",), ("backers",), "chain"),
    "side": (("chain", "backing"), (), "chain"),
    "patrons": (("backing",), ("up",), "patrons"),
    "friends": (("chain",), ("friends",), "chain"),
    "bodies": (("chain",), ("joined",), "chain"),
    "enemies": (("chain",), ("opponents",), "chain"),
}


class Graph:
    """Bonds, each with the runs of days on which it holds. `every`: all runs."""

    def __init__(self, bonds: Mapping[Key, Bits], every: Bits) -> None:
        sorts: dict[str, dict[str, dict[str, Bits]]] = {sort: defaultdict(dict) for sort in _SORTS}
        for (kind, above, below), when in bonds.items():
            for sort, upward, both in _SHAPES[kind]:
                if upward or both:
                    _add(sorts[sort][below], above, when)
                if not upward or both:
                    _add(sorts[sort][above], below, when)
        self._every, self._sorts = every, sorts
        self._up, self._wholes, self._joined = sorts["up"], sorts["wholes"], sorts["joined"]
        self._backers, self._friends, self._opponents = sorts["backers"], sorts["friends"], sorts["opponents"]
        self._kept: dict[tuple[str, str], Sets] = {}

    def take(self, earlier: Graph) -> set[tuple[str, str]]:
        """Takes over what another graph of the same runs was asked, where the steps are the same; returns the questions, each with
        its actor."""
        other: dict[str, set[str]] = {}
        for sort, steps in self._sorts.items():
            its = earlier._sorts[sort]
            other[sort] = {a for a in steps.keys() | its.keys() if steps.get(a) != its.get(a)}
        known, taken = dict(earlier._kept), set[tuple[str, str]]()
        for question, (of, sorts, reached) in _RESTS.items():
            for actor in [actor for asked, actor in known if asked == question]:
                steppers = known[reached, actor].keys()
                if all((one, actor) in taken for one in of) and all(
                    other[sort].isdisjoint(steppers) for sort in sorts
                ):
                    self._kept[question, actor] = known[question, actor]
                    taken.add((question, actor))
        return taken

    def chain(self, actor: str) -> Sets:
        """The actor and all over it."""
        return self._once("chain", actor, lambda: self._walk({actor: self._every}, [self._up]))

    def under(self, actor: str) -> Sets:
        """The actor, all over it, and the coalitions that any of these is in."""
        return self._once("under", actor, lambda: self._walk({actor: self._every}, [self._up, self._joined]))

    def inside(self, actor: str) -> Sets:
        """The actor and all that it is a part of."""
        return self._once("inside", actor, lambda: self._walk({actor: self._every}, [self._wholes]))

    def led(self, actor: str) -> Bits:
        """When any other is over the actor."""
        return _any(when for over, when in self._up.get(actor, _NOBODY).items() if over != actor)

    def side(self, actor: str) -> Sets:
        """The actor, all over it, and those who back any of these."""
        return self._once("side", actor, lambda: _joint(self.chain(actor), self._backing(actor)))

    def patrons(self, actor: str) -> Sets:
        """Those who back the actor or one over it, with all over them."""
        return self._once("patrons", actor, lambda: self._walk(self._backing(actor), [self._up]))

    def _backing(self, actor: str) -> Sets:
        return self._once("backing", actor, lambda: _reached(self.chain(actor), self._backers))

    def _befriended(self, actor: str) -> Sets:
        """Those who back, are backed by or are allied with the actor or one over it."""
        return self._once("friends", actor, lambda: _reached(self.chain(actor), self._friends))

    def _bodies(self, actor: str) -> Sets:
        """The coalitions that the actor or one over it is in."""
        return self._once("bodies", actor, lambda: _reached(self.chain(actor), self._joined))

    def _enemies(self, actor: str) -> Sets:
        """The opponents of the actor and of those over it."""
        return self._once("enemies", actor, lambda: _reached(self.chain(actor), self._opponents))

    def opposed(self, one: str, other: str) -> Bits:
        """When the two fight for different sides as far as known."""
        patrons = meet(self.patrons(one), self.patrons(other))
        return self._every & ~self.aligned(one, other) & (self.foes(one, other) | ~patrons)

    def foes(self, one: str, other: str) -> Bits:
        """When the two are opponents, or parts of opponents that no bond of their own joins."""
        joined = self.under(one).get(other, 0) | self.under(other).get(one, 0)
        fought = meet(self._enemies(one), self.chain(other))
        return self._opponents.get(one, _NOBODY).get(other, 0) | fought & ~joined

    def aligned(self, one: str, other: str) -> Bits:
        """When the two stand together."""
        over = self.chain(other)
        joined = self.under(one).get(other, 0) | self.under(other).get(one, 0)
        joined |= meet(self.chain(one), over) | meet(self._befriended(one), over)
        joined |= self.patrons(one).get(other, 0) | self.patrons(other).get(one, 0)
        joined |= meet(self._bodies(one), self._bodies(other))
        return joined & ~self.foes(one, other)

    def _once(self, question: str, actor: str, work: Callable[[], Sets]) -> Sets:
        found = self._kept.get((question, actor))
        if found is None:
            found = self._kept[question, actor] = work()
        return found

    def _walk(self, actors: Sets, graphs: Sequence[Mapping[str, Sets]]) -> Sets:
        """Some actors and all that steps along the graphs lead to, when every step of a way there can be taken."""
        seen, todo = dict(actors), dict(actors)
        while todo:
            # The one that waits longest, so that what comes to it by several ways is taken on at once.
            one = next(iter(todo))
            fresh = todo.pop(one)
            for graph in graphs:
                for other, when in graph.get(one, _NOBODY).items():
                    new = fresh & when & ~seen.get(other, 0)
                    if new:
                        seen[other] = seen.get(other, 0) | new
                        todo[other] = todo.get(other, 0) | new
        return seen


def meet(some: Sets, others: Sets) -> Bits:
    """When any is one of both."""
    if len(some) > len(others):
        some, others = others, some
    return _any(when & others[one] for one, when in some.items() if one in others)


def _joint(some: Sets, others: Sets) -> Sets:
    return {one: some.get(one, 0) | others.get(one, 0) for one in (*some, *others)}


def _reached(actors: Sets, steps: Mapping[str, Sets]) -> Sets:
    """All that one step leads to from any of some actors."""
    out: dict[str, Bits] = {}
    for actor, when in actors.items():
        for other, also in steps.get(actor, _NOBODY).items():
            _add(out, other, when & also)
    return out


def _add(sets: dict[str, Bits], actor: str, when: Bits) -> None:
    sets[actor] = sets.get(actor, 0) | when


def _any(times: Iterable[Bits]) -> Bits:
    out = 0
    for when in times:
        out |= when
    return out


_NOBODY: Sets = {}
