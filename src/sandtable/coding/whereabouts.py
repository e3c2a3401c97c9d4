"""Which place a phrase means, and where a building without a name stands. Invariant: a place comes from the report's own names,
by what is said of them; none is guessed from outside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sandtable.coding.frames import words
from sandtable.coding.parts import DIRECTIONS
from sandtable.coding.portions import Portions
from sandtable.coding.traces import REACH
from sandtable.terms import Entity, EntityType

if TYPE_CHECKING:
    from sandtable.coding.references import References

AROUND = frozenset(["in", "at", "near", "outside", "inside", "around"])
AREAS = frozenset(["area", "region", "zone", "land", "countryside", "territory", "ground", "country"])
# What of a place; the words stay in the claim, and the picture reads from them how much it is.
PORTIONS = words("whole_parts") | words("some_parts") | {"percent", "cent", "%"}


class Whereabouts:
    """Finds the places of the phrases of one document."""

    def __init__(self, memory: References) -> None:
        self.memory = memory
        self.tree = memory.tree
        self.portions = Portions(self)

    def of(self, head: int, *, sites: bool = True) -> Entity | None:
        """The place that a phrase means, or None; a building or base told by its kind and its town only where `sites` are wanted."""
        if head not in self.memory.places and self._beside(head):
            return None
        for target in (
            (self.memory.place_means[head],) if head in self.memory.place_means else self.memory.targets(head)
        ):
            place = self.memory.places.get(target)
            part = self.tree.token(target).text.lower() in words("partitives") | words("some_parts")
            if place is None and not part and self.memory.phrases.of(target).actor is not None:
                actor = self.memory.phrases.of(target).actor
                if actor is not None and actor.kind == "state" and actor.country:
                    place = self.memory.gazetteer.get(f"iso:{actor.country}")
            if place is None and self.tree.token(target).text.lower() in PORTIONS:
                inner = next(
                    (c for c in self.tree.kids(target, "nmod", "obl") if self.tree.preposition(c) == "of"),
                    None,
                )
                return None if inner is None else self.of(inner)
            if place is None:
                other = self._said_of(target)
                if other is not None:
                    return self.of(other)
            if place is None:
                place = self.portions.of(target, sites=sites)
            if place is not None:
                return Entity(place.id, EntityType.PLACE, place.name, place.lat, place.lon)
        return None

    def _beside(self, head: int) -> bool:
        """Whether a nameless area is told by what it lies beside: "the area south of the river" is not the town told of before."""
        token = self.tree.token(head)
        behind = [t.text.lower() for t in self.tree.tokens[head + 1 : head + 3]]
        told = len(behind) == 2 and behind[0] in DIRECTIONS and behind[1] == "of"
        return told and token.pos == "NOUN" and token.lemma.lower() in AREAS

    def near(self, head: int) -> Entity | None:
        """The place that a phrase means, else the named place that it lies in: where "a hospital in Idlib" is."""
        entity = self.of(head, sites=False)
        if entity is None:
            for c in self.tree.kids(head, "nmod"):
                if c > head and self.tree.preposition(c) in AROUND:
                    entity = self.near(c)
                    if entity is not None:
                        return entity
        return entity

    def town(self, head: int) -> Entity | None:
        """Where a building without a name of its own stands: in what it lies in, else in the town last spoken of."""
        found = self.near(head)
        if found is not None or "facility" not in self.memory.phrases.of(head).classes:
            return found
        best = self.memory.salience.best(
            head,
            lambda trace, place: place is not None and place.type == "settlement",
            reach=REACH,
        )
        return None if best is None else self.of(best)

    def _said_of(self, head: int) -> int | None:
        """The place that a nameless one is said to be, or is all of: "Raqqa is the only city held by", "Ramadi, a city in the
        west", "all its districts", "every quarter of it"."""
        tree = self.tree
        token = tree.token(head)
        lemma = token.lemma.lower()
        if token.pos != "NOUN":
            return None
        if lemma in words("quarter_nouns"):
            whole = tree.kids(head, "nmod:poss") or [
                c for c in tree.kids(head, "nmod") if tree.preposition(c) == "of"
            ]
            owner = next((c for c in whole if "place" in self.memory.classes_of(c)), None)
            if owner is not None:
                return owner
        if lemma not in words("settlement_nouns") or self.memory.phrases.of(head).plural:
            return None
        named = tree.token(token.head) if token.dep == "appos" else None
        if named is None and tree.has(head, "cop") and not tree.has(head, "case"):
            subject = tree.surface_subject(head)
            named = None if subject is None else tree.token(subject)
        return named.i if named is not None and named.i != head and named.i in self.memory.places else None
