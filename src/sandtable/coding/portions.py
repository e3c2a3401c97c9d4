"""Parts and sites of a place that are told by what they lie in: "its centre", "the south of the city", "the airport". Invariant: a
part or a site has an id of its own, never that of its whole; a whole that is not known gives none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sandtable.gazetteer import Place, part_said

if TYPE_CHECKING:
    from sandtable.coding.whereabouts import Whereabouts

# What is of the town just told of, without a word that says so: "fighting in the western suburbs".
OWN = frozenset({"centre", "center", "outskirt", "suburb"})
REACH = 1


class Portions:
    """Finds the parts of the places of one document."""

    def __init__(self, whereabouts: Whereabouts) -> None:
        self.whereabouts = whereabouts
        self.memory = whereabouts.memory
        self.tree = whereabouts.tree

    def of(self, head: int) -> Place | None:
        """The part that a phrase means, or None where it means none or its whole is not known."""
        token = self.tree.token(head)
        if token.pos not in ("NOUN", "ADV", "ADJ") or not self.memory.phrases.of(head).definite:
            return None
        side = part_said(self._said(head))
        whole = None if side is None else self._whole(head)
        return None if whole is None else self.memory.gazetteer.get(f"{whole}#{side}")

    def _said(self, head: int) -> str:
        """A phrase's own words, without whose or of what it is."""
        kept = [*self.tree.kids(head, "amod", "advmod"), head]
        return " ".join(self.tree.token(i).text.lower() for i in kept if i <= head)

    def _whole(self, head: int) -> str | None:
        """The id of the place that a part is of."""
        tree = self.tree
        owners = tree.kids(head, "nmod:poss") or [
            c for c in tree.kids(head, "nmod") if c > head and tree.preposition(c) == "of"
        ]
        if owners:
            entity = self.whereabouts.of(owners[0])
            return None if entity is None or "#" in entity.id else entity.id
        said = [tree.token(c).lemma.lower() for c in tree.kids(head, "compound")]
        if not set(said) <= {"city", "town"}:
            return None  # "the district centre" is the town from which one is run
        town = bool(said)
        lemma = tree.token(head).lemma.lower()
        if not (town or lemma in OWN or lemma + "s" in OWN) or tree.has(head, "acl", "acl:relcl", "nmod"):
            return None
        best = self.memory.salience.best(
            head, lambda trace, place: place is not None and place.type == "settlement", reach=REACH
        )
        return None if best is None or best not in self.memory.places else self.memory.places[best].id
