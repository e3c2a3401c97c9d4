"""The arguments of a predicate, voice and sharing undone. Invariant: each argument is a token index; what a slot offers
does not depend on which frame asks."""

from __future__ import annotations

from sandtable.coding.frames import Lexicon
from sandtable.coding.grammar import Tree
from sandtable.coding.lending import Lender
from sandtable.coding.lightverbs import LightVerbs
from sandtable.coding.nominal import NounReader
from sandtable.coding.obliques import ObliqueReader
from sandtable.coding.phrases import Phrases
from sandtable.coding.valency import Arguments
from sandtable.coding.verbal import VerbReader
from sandtable.terms import Kind

EVENTS = frozenset(
    map(Kind, "capture withdrawal assault siege movement casualty coercion protest meeting".split())
)


class ArgumentFinder:
    """Finds and keeps the arguments of verbs, nouns and adjectives of one document."""

    def __init__(self, tree: Tree, phrases: Phrases, lexicon: Lexicon) -> None:
        self.tree = tree
        self.phrases = phrases
        self.lexicon = lexicon
        self._kept: dict[int, Arguments] = {}
        self._obliques = ObliqueReader(tree)
        lender = Lender(tree, phrases, self)
        self._verbs = VerbReader(tree, self, lender)
        self._nouns = NounReader(tree, phrases, self, lender, LightVerbs(tree, phrases, self))

    def of(self, i: int) -> Arguments:
        """The arguments of the predicate at token i."""
        if i not in self._kept:
            self._kept[i] = Arguments()  # a cycle of events that lend each other arguments ends here
            token = self.tree.token(i)
            if token.pos in ("VERB", "AUX") or self._participle(i):
                self._kept[i] = self._verbs.of(i)
            else:
                self._kept[i] = self._adjective(i) if token.pos == "ADJ" else self._nouns.of(i)
        return self._kept[i]

    def _participle(self, i: int) -> bool:
        token = self.tree.token(i)
        return (
            token.pos == "ADJ"
            and token.dep == "amod"
            and token.lemma in self.lexicon.verbs
            and self.tree.hyphen_name(i) is not None
        )

    def is_light(self, i: int, kind: str) -> bool:
        """Whether the verb at i is a light verb of that class."""
        token = self.tree.token(i)
        for lemma, particle, oblique in self.lexicon.light.get(kind, ()):
            if token.lemma != lemma:
                continue
            if particle and not self.has_particle(i, particle):
                continue
            if oblique and not any(
                self.tree.preposition(c) == oblique for c in self.tree.kids(i, "obl", "nmod")
            ):
                continue
            return True
        return False

    def has_particle(self, i: int, particle: str) -> bool:
        """Whether a verb has that particle, however the parse labels it."""
        for c in self.tree.token(i).children:
            token = self.tree.token(c)
            if (
                token.text.lower() == particle
                and (
                    token.dep in ("compound:prt", "advmod", "compound", "xcomp", "ccomp")
                    or (token.dep == "obl" and token.pos == "ADP")
                )
                and c > i
            ):
                return True
        return self.object_of_particle(i, particle) is not None

    def object_of_particle(self, i: int, particle: str) -> int | None:
        """ "cut off the road": the parse may take the particle for the preposition of what is the verb's object."""
        if i + 1 >= len(self.tree.tokens) or self.tree.token(i + 1).text.lower() != particle:
            return None
        return next(
            (
                c
                for c in self.tree.kids(i, "obl")
                if self.tree.token(i + 1).head == c and self.tree.preposition(c) == particle
            ),
            None,
        )

    def is_event(self, i: int) -> bool:
        """Whether a noun evokes an event, and does not name who or where."""
        token = self.tree.token(i)
        if token.pos not in ("NOUN", "PROPN"):
            return False
        classes = self.phrases.of(i).classes
        if classes & {"person", "people", "org", "place", "facility", "weapon", "force"}:
            return False
        return "event" in classes or any(
            e.frame.kind in EVENTS for e in self.lexicon.nouns.get(token.lemma.lower(), ())
        )

    def obliques(self, i: int) -> list[tuple[str, int]]:
        """The prepositional and bare oblique phrases of a predicate, as (preposition, head)."""
        return self._obliques.of(i)

    def _adjective(self, i: int) -> Arguments:
        """An adjective's subject is what it is said of: copular subject, object of a resultative, or the noun it modifies."""
        surface = self.tree.surface_subject(i)
        subject = [] if surface is None else [surface]
        measure = [
            c for c in self.tree.kids(i, "nummod", "obl:unmarked", "nmod:unmarked", "compound") if c < i
        ]
        return Arguments(subj=subject, obj=measure, self_=subject, obliques=self.obliques(i))

    def weapons(self, i: int) -> list[int]:
        """The weapons that a noun of event is made with: "missile strike", "car bomb attack"."""
        return [c for c in self.tree.kids(i, "compound") if "weapon" in self.phrases.of(c).classes]
