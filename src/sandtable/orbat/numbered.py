"""Units that are called by a number and what they are ("5th Corps"), as those of other countries are too. Invariant: such a name alone
tells no country."""

from __future__ import annotations

from collections.abc import Collection

from sandtable.orbat.records import Actor, ActorKind
from sandtable.orbat.spelling import folded

_ORDINALS = frozenset(
    {"first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"}
)


def numbered(name: str, actor: Actor) -> bool:
    """Whether an actor is a unit, and the name begins with its number."""
    first = folded(name).split(maxsplit=1)[:1]
    return actor.kind is ActorKind.UNIT and bool(first) and (first[0][0].isdigit() or first[0] in _ORDINALS)


def elsewhere(name: str, unit: Actor, countries: Collection[str]) -> bool:
    """Whether a unit so called is of a country other than those that are told of."""
    if not countries or not numbered(name, unit):
        return False
    return unit.country not in countries and not set(unit.theatre) & set(countries)
