"""Parts and sites of a place that are told by what they lie in: "its centre", "the south of the city", "the airport". Invariant: a
part or a site has an id of its own, never that of its whole; a whole that is not known gives none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sandtable.gazetteer import SITES, Place, part_said

if TYPE_CHECKING:
    from sandtable.coding.whereabouts import Whereabouts

# What is of the town just told of, without a word that says so: "fighting in the western suburbs".
OWN = frozenset({"centre", "center", "outskirt", "suburb"})
REACH = 1
# Of these a town has seldom more than one: "the airport" is that of the town just told of.
ONLY = frozenset({"airport", "airfield", "airstrip", "port", "harbour", "harbor", "refinery"})
AT = frozenset({"at", "in", "near", "outside", "inside"})


class Portions:
    """Finds the parts of the places of one document."""

    def __init__(self, whereabouts: Whereabouts) -> None:
        self.whereabouts = whereabouts
        self.memory = whereabouts.memory
        self.tree = whereabouts.tree

    def of(self, head: int, *, sites: bool) -> Place | None:
        """The part that a phrase means, or None where it means none or its whole is not known."""
        token = self.tree.token(head)
        if token.pos == "NOUN" and token.lemma.lower() in SITES:
            return self._site(head) if sites else None
        if token.pos not in ("NOUN", "ADV", "ADJ") or not self.memory.phrases.of(head).definite:
            return None
        side = part_said(self._said(head))
        whole = None if side is None else self._whole(head)
        return None if whole is None else self.memory.gazetteer.get(f"{whole}#{side}")

    def _site(self, head: int) -> Place | None:
        """The site that a phrase means by its kind and its town: "the rebels' headquarters in Gao", "Goma's airport"."""
        tree = self.tree
        kind = tree.token(head).lemma.lower()
        if tree.token(head).tag == "NNS" and kind != tree.token(head).text.lower():
            return None  # several of them
        of = [c for h in tree.conjuncts(head) for c in tree.kids(h, "nmod") if c > h]
        behind = tree.token(head + 1) if head + 1 < len(tree.tokens) else None
        towns = [c for c in of if tree.preposition(c) in AT] or tree.kids(head, "nmod:poss")
        if behind is not None and behind.text.lower() in AT:
            towns.insert(0, behind.head)  # wherever the parse hangs it
        for at in towns:
            entity = self.whereabouts.of(at)
            place = None if entity is None else self.memory.gazetteer.get(entity.id)
            if place is not None and place.type == "settlement" and "#" not in place.id:
                return self.memory.gazetteer.get(f"{place.id}#{kind}")
        bare = not towns and not of and not tree.has(head, "amod", "compound", "acl", "acl:relcl")
        if kind not in ONLY or not bare or not self.memory.phrases.of(head).definite:
            return None
        # Not the town that somebody only came from or went to.
        best = self.memory.salience.best(
            head,
            lambda trace, place: (
                place is not None and place.type == "settlement" and self.memory.salience.standing(trace) >= 0
            ),
            reach=REACH,
            lemma=kind,
        )
        if best is None or best not in self.memory.places:
            return None
        whole = self.memory.places[best]  # "the port" may be what a town was called
        return (
            whole
            if self.memory.salience.called(best, kind)
            else self.memory.gazetteer.get(f"{whole.id}#{kind}")
        )

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
