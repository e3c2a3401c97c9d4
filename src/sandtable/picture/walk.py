"""A walk over the registry's ties. Invariant: it gives every tie of those that it came by, as a bond, and goes up from them
to all that lead them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from sandtable.orbat.records import ActorKind, Relation, Tie
from sandtable.picture.asking import Actors
from sandtable.picture.bonds import Bond, BondKind, from_registry
from sandtable.terms import Entity, EntityType

_UP = frozenset({BondKind.COMMAND, BondKind.WHOLE, BondKind.COALITION})


@dataclass(slots=True)
class Walk:
    """A walk over the registry's ties: the bonds that it met and the actors that it came by."""

    registry: Actors
    found: dict[tuple[object, ...], Bond] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)

    def walk(self, ids: Iterable[str], *, up_only: bool) -> set[str]:
        """The bonds of some actors and of those over them; returns those that back or stand with any of these."""
        near: set[str] = set()
        todo = [i for i in ids if i not in self.seen]
        while todo:
            one = todo.pop()
            if one in self.seen:
                continue
            self.seen.add(one)
            for relation in self.registry.ties.of(one):
                bond = registered(self.registry, one, relation)
                if _government(self.registry, bond):
                    same = replace(bond, kind=BondKind.SAME)
                    self.found[same.kind, same.above.id, same.below.id] = same
                    todo.append(same.below.id)
                self.found[bond.kind, bond.above.id, bond.below.id, bond.first, bond.last, bond.source] = bond
                other = relation.actor
                if bond.kind in _UP and bond.below.id == one:
                    todo.append(other)
                elif bond.kind in (BondKind.BACKING, BondKind.ALLIANCE) and not up_only:
                    near.add(other)
        return near


def _government(registry: Actors, bond: Bond) -> bool:
    """Whether the bond is that of a government to its state."""
    if bond.kind is not BondKind.WHOLE:
        return False
    above, below = registry.get(bond.above.id), registry.get(bond.below.id)
    kinds = (above.kind if above else None, below.kind if below else None)
    return kinds == (ActorKind.STATE, ActorKind.GOVERNMENT)


def registered(registry: Actors, actor: str, relation: Relation) -> Bond:
    """The bond that a tie of an actor in the registry makes."""
    other = registry.get(relation.actor)
    whole = other if relation.kind is Tie.MEMBER_OF else registry.get(actor)
    fighting = whole is not None and whole.kind is ActorKind.COALITION
    return from_registry(_named(registry, actor), relation, _named(registry, relation.actor), fighting)


def _named(registry: Actors, actor: str) -> Entity:
    found = registry.get(actor)
    return Entity(actor, EntityType.ACTOR, found.name if found else actor)
