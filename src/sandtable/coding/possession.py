"""Whose a place is said to be, by an owner's form or by what somebody has under control: "the airport is the army's again", "the rebels
brought the town under their control". Invariant: a draft has a party and a place that the sentence names."""

from __future__ import annotations

from collections.abc import Iterator

from sandtable.coding.arguments import ArgumentFinder
from sandtable.coding.drafts import Draft, Filler
from sandtable.coding.frames import words
from sandtable.coding.grammar import Tree
from sandtable.coding.parts import NOMINAL
from sandtable.coding.references import References
from sandtable.terms import Extent, Kind

APOSTROPHES = frozenset({"'s", "’s", "'", "’"})
OURS = frozenset({"ours", "theirs"})
# "Might have been the army's", "is no longer the army's": whose it is then is not said.
UNREAL = frozenset({"might", "could", "would", "should", "longer"})
# Of these a town may be somebody's; "the town is Syria's largest" says nothing of who has it.
PARTIES = frozenset({"actor", "force", "org"})
LANDS = words("settlement_nouns") | words("site_nouns")
SWAY = frozenset({"control", "rule", "authority", "command", "administration"})
HANDS = frozenset({"hand", "possession", "grip", "control", "keeping"})
DECLARING = frozenset({"declare", "proclaim", "pronounce"})
WON = frozenset({"liberated", "captured", "recaptured", "retaken", "taken", "cleared", "freed", "secured"})
HAVING = frozenset({"have", "keep", "hold", "maintain"})
BRINGING = frozenset({"bring", "put", "place", "get", "take"})


class PossessionFinder:
    """Finds such claims in one document."""

    def __init__(self, tree: Tree, references: References, arguments: ArgumentFinder) -> None:
        self.tree = tree
        self.references = references
        self.arguments = arguments

    def all(self) -> Iterator[Draft]:
        """Drafts in text order."""
        for token in self.tree.tokens:
            if token.lemma in DECLARING:
                yield from self._declared(token.i)
            if token.pos in NOMINAL:
                yield from self._owned(token.i)
                if token.text.lower() in OURS:
                    yield from self._ours(token.i)
                if token.lemma.lower() in HANDS:
                    yield from self._absolute(token.i)
                if token.lemma.lower() in SWAY:
                    yield from self._under(token.i)

    def _owned(self, i: int) -> Iterator[Draft]:
        """ "Bambari is the army's"."""
        place = self._said_of(i)
        if place is None or place == i:
            return
        if self.references.place_entity(place) is None or not self.references.classes_of(place) & {
            "place",
            "facility",
        }:
            return
        if not self._party(i) or not any(self.references.actor_entities(i)):
            return
        fillers = [Filler("actor", i), *(Filler("place", h) for h in self.tree.conjuncts(place))]
        yield Draft(Kind.CONTROL, i, (i, i + 1), fillers, "is-whose", extent=Extent.FULL, confidence=0.6)

    def _ours(self, i: int) -> Iterator[Draft]:
        """ "The town is ours", "remains theirs", "is no longer ours"; whose it was some day, and what it is ours to do, is another
        matter."""
        tree = self.tree
        above = tree.token(tree.token(i).head)
        stays = tree.token(i).dep in ("xcomp", "obj") and above.lemma in ("remain", "stay")
        said = above if stays else next(map(tree.token, tree.kids(i, "cop")), None)
        if said is None or said.tag == "VBD" or tree.has(i, "acl", "xcomp"):
            return
        unreal = any(tree.token(c).text.lower() in UNREAL for c in tree.kids(i, "aux"))
        place = tree.surface_subject(above.i if stays else i)
        owner = self.references.worded.get(i, self.references.targets(i)[0])
        publisher = owner == i and i in self.references.names.owned  # whose own words they are
        if unreal or place is None or not (publisher or (owner != i and self._armed(owner))):
            return
        if self.references.place_entity(place) is None and tree.token(place).lemma.lower() not in LANDS:
            return
        fillers = [Filler("actor", owner), *(Filler("place", h) for h in tree.conjuncts(place))]
        at = above.i if stays else i
        yield Draft(Kind.CONTROL, at, (i, i + 1), fillers, "ours", extent=Extent.FULL, confidence=0.6)

    def _armed(self, i: int) -> bool:
        """Whether a phrase is of those who can hold a place, and not of a man or of a people."""
        return bool(self.references.classes_of(i) & {"force", "org"}) or (
            self._party(i) and i in self.references.worded.values()
        )

    def _declared(self, i: int) -> Iterator[Draft]:
        """ "The army declared the town liberated": its own taking of it, as it says."""
        tree = self.tree
        won = [c for c in tree.kids(i, "xcomp", "obj", "acl") if tree.token(c).text.lower() in WON]
        args = self.arguments.of(i)
        actors = [s for s in args.subj if self.references.classes_of(s) & {"force", "org"}]
        places = [o for o in args.obj if "place" in self.references.classes_of(o)]
        if won and actors and places and not tree.is_passive(i):
            fillers = [Filler("actor", h) for a in actors for h in tree.conjuncts(a)]
            fillers += [Filler("place", h) for p in places for h in tree.conjuncts(p)]
            yield Draft(
                Kind.CAPTURE, i, (i, won[0] + 1), fillers, "declared-won", plover="ASSAULT", confidence=0.7
            )

    def _said_of(self, i: int) -> int | None:
        """The place that is said to be of the owner named here, however the parse hangs "is the army's again"."""
        tree = self.tree
        token = tree.token(i)
        last = next(
            (c for c in tree.kids(i, "case") if c > i and tree.token(c).text.lower() in APOSTROPHES), None
        )
        if last is None:
            return None
        behind = tree.tokens[last + 1 : last + 2]
        if any(t.pos in NOMINAL or t.pos in ("ADJ", "NUM", "DET", "PART") for t in behind):
            return None  # "is the army's main base"
        before = i - 1
        while before > 0 and tree.token(before).pos in ("DET", "ADV", "ADJ", "PROPN"):
            before -= 1
        if tree.token(before).lemma != "be" or tree.token(before).sentence != token.sentence:
            return None
        said = {t.text.lower() for t in tree.tokens[before:i]}
        while tree.token(before).pos in ("AUX", "ADV"):
            before -= 1
            said.add(tree.token(before).text.lower())
        if said & UNREAL:
            return None
        place = tree.surface_subject(i) if tree.has(i, "nsubj", "cop") else None
        near = tree.noun_before(before + 1)
        found = near if place is None or place > before else place
        unsure = (
            found is None
            or tree.token(found).pos == "PRON"
            or tree.token(found).text.lower() in words("some_parts")
        )
        return None if unsure else found

    def _absolute(self, i: int) -> Iterator[Draft]:
        """ "With the town in its hands, the group turned north": in those of whom the sentence goes on to tell."""
        tree = self.tree
        token = tree.token(i)
        with_ = any(tree.token(c).text.lower() == "with" for c in tree.kids(i, "mark"))
        place, teller = tree.surface_subject(i), tree.surface_subject(token.head)
        its = any(tree.token(c).pos == "PRON" for c in tree.kids(i, "nmod:poss"))
        if not (with_ and its) or place is None or teller is None or not self._party(teller):
            return
        if "place" in self.references.classes_of(place):
            fillers = [Filler("actor", h) for h in tree.conjuncts(teller)]
            fillers += [Filler("place", h) for h in tree.conjuncts(place)]
            yield Draft(
                Kind.CONTROL, i, (i, i + 1), fillers, "with-in-hands", extent=Extent.FULL, confidence=0.6
            )

    def _party(self, i: int) -> bool:
        return bool(self.references.classes_of(i) & PARTIES)

    def _under(self, i: int) -> Iterator[Draft]:
        """ "The army has the airport under control", "brought the town under government control"."""
        tree = self.tree
        verb = tree.token(tree.token(i).head)
        if tree.preposition(i) != "under" or verb.lemma not in HAVING | BRINGING or tree.is_passive(verb.i):
            return
        args = self.arguments.of(verb.i)
        places = [o for o in args.obj if self.references.classes_of(o) & {"place", "facility"}]
        whose = [
            c
            for c in tree.kids(i, "nmod:poss", "compound", "amod", "nmod")
            if self._party(c) and tree.preposition(c) in ("", "of") and tree.token(c).pos != "PRON"
        ]
        actors = whose or [s for s in args.subj if self._party(s)]
        if not places or not actors:
            return
        fillers = [Filler("actor", h) for a in actors for h in tree.conjuncts(a)]
        fillers += [Filler("place", h) for p in places for h in tree.conjuncts(p)]
        trigger = (min(verb.i, i), max(verb.i, i) + 1)
        if verb.lemma in BRINGING:
            yield Draft(
                Kind.CAPTURE, verb.i, trigger, fillers, "brought-under", plover="ASSAULT", confidence=0.7
            )
        else:
            yield Draft(
                Kind.CONTROL, verb.i, trigger, fillers, "has-under", extent=Extent.FULL, confidence=0.7
            )
