"""Who stands with whom on a day. Invariant: a bond is kept with where it comes from, the registry or claims, and two
actors are opposed unless a bond on that day says that they are not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from sandtable.orbat.records import Relation, Tie
from sandtable.picture.settings import DEFAULT, Settings
from sandtable.picture.testimony import Testimony, window
from sandtable.terms import Entity, Factuality, Kind


class BondKind(StrEnum):
    """How the first actor stands to the second: it commands it, is the whole it is part of, backs it, ..."""

    COMMAND = "command"
    WHOLE = "whole"
    COALITION = "coalition"
    BODY = "body"  # the UN and the like: being in one makes no allies
    BACKING = "backing"
    ALLIANCE = "alliance"
    OPPOSITION = "opposition"


@dataclass(frozen=True, slots=True)
class Bond:
    """A bond between two actors. `first`, `last`: the days on which it counts, None where open; `since`, `until`: those
    that the source itself gives. `origin` is "registry" or "claims"; `denied`: the claim says that it is not so."""

    kind: BondKind
    above: Entity
    below: Entity
    first: date | None
    last: date | None
    since: date | None
    until: date | None
    origin: str
    source: str = ""
    testimony: Testimony | None = None
    denied: bool = False

    def holds(self, on: date | None) -> bool:
        """Whether it counts on that day."""
        if on is None:
            return True
        return (self.first is None or self.first <= on) and (self.last is None or on <= self.last)


# Each tie of the registry reads `actor <tie> other`: the bond's kind, and whether the other is the one above.
_TIES: dict[Tie, tuple[BondKind, bool]] = {
    Tie.PARENT: (BondKind.WHOLE, True),
    Tie.PART: (BondKind.WHOLE, False),
    Tie.SPONSOR: (BondKind.BACKING, True),
    Tie.CLIENT: (BondKind.BACKING, False),
    Tie.COMMANDER: (BondKind.COMMAND, True),
    Tie.LEADS: (BondKind.COMMAND, False),
    Tie.MEMBER_OF: (BondKind.COALITION, True),
    Tie.MEMBER: (BondKind.COALITION, False),
    Tie.ALLY: (BondKind.ALLIANCE, True),
    Tie.OPPONENT: (BondKind.OPPOSITION, True),
}

# The claims that say a bond: the roles of the one above and the one below.
CLAIMED: dict[Kind, tuple[BondKind, str, str]] = {
    Kind.COMMAND: (BondKind.COMMAND, "superior", "subordinate"),
    Kind.MEMBERSHIP: (BondKind.WHOLE, "whole", "member"),
    Kind.SUPPORT: (BondKind.BACKING, "actor", "recipient"),
    Kind.ALLIANCE: (BondKind.ALLIANCE, "actor", "actor"),
}


def from_registry(actor: Entity, relation: Relation, other: Entity, fighting: bool = True) -> Bond:
    """The bond of a registry's tie of `actor` to `other`. `fighting`: of a membership, that the whole is a coalition."""
    kind, above = _TIES[relation.kind]
    first, second = (other, actor) if above else (actor, other)
    if kind is BondKind.COALITION and not fighting:
        kind = BondKind.BODY
    return Bond(
        kind,
        first,
        second,
        relation.start,
        relation.end,
        relation.start,
        relation.end,
        "registry",
        relation.source,
    )


def from_claim(t: Testimony, settings: Settings = DEFAULT) -> tuple[Bond, ...]:
    """The bonds that a claim of command, membership, support or alliance says; none where it is planned, hedged,
    rejected or undated.

    A bond whose words give no days counts for `settings.tie` days about the publication.
    """
    shape = CLAIMED.get(t.claim.kind)
    if shape is None or t.rejected or t.claim.factuality in (Factuality.PLANNED, Factuality.HEDGED):
        return ()
    when = window(t, lasting=True, settings=settings)
    if when is None:
        return ()
    kind, upper, lower = shape
    about = timedelta(days=settings.tie)
    first, last = (
        (when.first, when.last + about) if when.by_words else (when.first - about, when.last + about)
    )
    time = t.claim.time
    since = when.first if time is not None and time.earliest else None
    until = when.last if time is not None and time.latest and when.by_words else None
    if until is not None and until == t.day:
        until = None
    denied = t.claim.factuality is Factuality.DENIED
    return tuple(
        Bond(kind, a, b, first, last, since, until, "claims", "", t, denied)
        for a in t.actors(upper)
        for b in t.actors(lower)
        if a.id != b.id and (upper != lower or a.id < b.id)
    )


class Bonds:
    """Bonds as a graph. All questions are as of a day; None asks of any day."""

    def __init__(self, bonds: Iterable[Bond] = ()) -> None:
        self._of: dict[str, list[Bond]] = defaultdict(list)
        for bond in bonds:
            if not bond.denied:
                self._of[bond.above.id].append(bond)
                self._of[bond.below.id].append(bond)

    def of(self, actor: str) -> tuple[Bond, ...]:
        """All bonds of an actor, of any day."""
        return tuple(self._of.get(actor, ()))

    def _over(self, actor: str, on: date | None, kinds: frozenset[BondKind]) -> frozenset[str]:
        seen, todo = {actor}, [actor]
        while todo:
            for bond in self._of.get(todo.pop(), ()):
                if (
                    bond.kind in kinds
                    and bond.below.id in seen
                    and bond.above.id not in seen
                    and bond.holds(on)
                ):
                    seen.add(bond.above.id)
                    todo.append(bond.above.id)
        return frozenset(seen)

    def chain(self, actor: str, on: date | None) -> frozenset[str]:
        """The actor and all that command it or that it is part of, however far up. Cycles are walked once."""
        return self._over(actor, on, frozenset({BondKind.COMMAND, BondKind.WHOLE}))

    def top(self, actor: str, on: date | None) -> str:
        """The head of an actor's chain, by whose name all under it speak; the least id where there are several."""
        chain = self.chain(actor, on)
        kinds = frozenset({BondKind.COMMAND, BondKind.WHOLE})
        heads = [one for one in chain if self._over(one, on, kinds) == {one}]
        return min(heads or chain)

    def own_word(self, speaker: str, holder: str, on: date | None) -> bool:
        """Whether what a speaker for `speaker` says of `holder`'s gain is the party's own word: it is one chain with
        the holder, or backs one over it."""
        return bool(self.chain(speaker, on) & self.side(holder, on))

    def side(self, actor: str, on: date | None) -> frozenset[str]:
        """Those whose word on its gains is its own: the actor, those over it, and the sponsors of any of these."""
        over = self.chain(actor, on)
        sponsors = {
            bond.above.id
            for one in over
            for bond in self._of.get(one, ())
            if bond.kind is BondKind.BACKING and bond.below.id == one and bond.holds(on)
        }
        return over | sponsors

    def part_of(self, actor: str, whole: str, on: date | None) -> bool:
        """Whether the actor is the other, or under it, or in a coalition that is it."""
        kinds = frozenset({BondKind.COMMAND, BondKind.WHOLE, BondKind.COALITION})
        return whole in self._over(actor, on, kinds)

    def _direct(self, one: frozenset[str], other: frozenset[str], kind: BondKind, on: date | None) -> bool:
        return any(
            bond.kind is kind
            and bond.holds(on)
            and (
                (bond.above.id in one and bond.below.id in other)
                or (bond.below.id in one and bond.above.id in other)
            )
            for actor in one
            for bond in self._of.get(actor, ())
        )

    def _joined(self, up: frozenset[str], other: str, over: frozenset[str], on: date | None) -> bool:
        """Whether one of `up` backs, is backed by or is allied with one of `over`, or with a part of `other`."""
        for actor in up:
            for bond in self._of.get(actor, ()):
                if bond.kind in (BondKind.BACKING, BondKind.ALLIANCE) and bond.holds(on):
                    far = bond.below.id if bond.above.id == actor else bond.above.id
                    if far in over or other in self.chain(far, on):
                        return True
        return False

    def aligned(self, one: str, other: str, on: date | None) -> bool:
        """Whether two actors are not opposed: one is under the other, both are under a third or in one coalition, or
        one of those over the first backs, is backed by or is allied with one of those over the second or a part of it
        - and nothing calls them opponents."""
        if one == other:
            return True
        opponents = BondKind.OPPOSITION
        if self._direct(frozenset({one}), frozenset({other}), opponents, on):
            return False
        if self.part_of(one, other, on) or self.part_of(other, one, on):
            return True
        up, over = self.chain(one, on), self.chain(other, on)
        if self._direct(up, over, opponents, on):
            return False
        if up & over or self._joined(up, other, over, on) or self._joined(over, one, up, on):
            return True
        return bool(self._coalitions(up, on) & self._coalitions(over, on))

    def _coalitions(self, actors: frozenset[str], on: date | None) -> frozenset[str]:
        return frozenset(
            bond.above.id
            for actor in actors
            for bond in self._of.get(actor, ())
            if bond.kind is BondKind.COALITION and bond.below.id == actor and bond.holds(on)
        )
