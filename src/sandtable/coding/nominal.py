"""The arguments of a noun that tells of an act, a hold or an office. Invariant: each argument is a token of the noun's sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sandtable.coding.grammar import Tree
from sandtable.coding.lending import Lender
from sandtable.coding.lightverbs import LightVerbs
from sandtable.coding.parts import NOMINAL
from sandtable.coding.phrases import Phrases
from sandtable.coding.valency import Arguments
from sandtable.terms import Kind

if TYPE_CHECKING:
    from sandtable.coding.arguments import ArgumentFinder

# Who does so has the post from then on: "took over as".
SUCCEEDING = frozenset({"replace", "succeed", "take"})


class NounReader:
    """Reads the arguments of the nouns of one document."""

    def __init__(
        self, tree: Tree, phrases: Phrases, arguments: ArgumentFinder, lender: Lender, light_verbs: LightVerbs
    ) -> None:
        self.tree = tree
        self.phrases = phrases
        self.arguments = arguments
        self.lender = lender
        self.light_verbs = light_verbs

    def of(self, i: int) -> Arguments:
        tree = self.tree
        token = tree.token(i)
        out = Arguments()
        obliques = self.arguments.obliques(i)
        # "Was in their hands by Friday" tells of a time, no doer.
        by = [h for p, h in obliques if p == "by" and "time" not in self.phrases.of(h).classes]
        of = [h for p, h in obliques if p == "of"]
        owners = tree.kids(i, "nmod:poss")[:]
        modifiers = [
            c
            for c in tree.kids(i, "amod", "compound", "nmod", "nmod:desc", "flat", "nmod:unmarked")
            if c < i and not tree.preposition(c)
        ]
        led = [c for c in modifiers if tree.token(c).dep == "amod" and tree.hyphen_name(c) is not None]
        modifiers = [c for c in modifiers if c not in led]
        for m in list(modifiers):
            modifiers += tree.kids(m, "conj")
        holding = self.arguments.lexicon.evokes(token.lemma.lower(), Kind.CONTROL)
        named = [
            m for m in modifiers if self.phrases.bears(m) or (holding and tree.token(m).text == "military")
        ]
        weapons = self.arguments.weapons(i)
        named = [m for m in named if m not in weapons or self.phrases.of(m).actor is not None]
        if not named:  # "Saudi-led air strikes"
            named = [n for n in map(tree.hyphen_name, led) if n is not None]
        out.subj = by + owners + [n for n in named if n not in by]
        out.obj = of + owners + [m for m in modifiers if self._object_like(m) and m not in weapons]
        out.obj += [c for c in tree.kids(i, "nmod:unmarked") if c > i and tree.token(c).text[:1].isupper()]
        if by:
            out.subj = by
        out.obliques = obliques + [("with", w) for w in weapons]
        out.self_ = self._self(i)
        if tree.preposition(i) == "under" and tree.has(i, "cop", "nsubj"):
            subject = tree.surface_subject(i)
            out.obj = ([] if subject is None else [subject]) + out.obj  # "the town is under the control of"
        held = self._place_beside(i)
        if held is not None:
            out.obj, out.self_ = [held, *out.obj], [held]  # "the town, under the group's control since May,"
        if token.dep == "conj" and not (out.subj and out.obj):
            lender = self.of(token.head) if tree.token(token.head).pos in ("NOUN", "PROPN") else Arguments()
            if not (out.subj or out.obj):
                out.obliques = out.obliques + [(p, h) for p, h in lender.obliques if h != i]
            out.subj = out.subj or lender.subj
            out.obj = out.obj or lender.obj
        elif not out.obliques:
            for c in tree.kids(i, "conj"):
                if tree.token(c).pos == "NOUN" and self.arguments.is_event(c):
                    out.obliques = [(p, h) for p, h in self.arguments.obliques(c) if p != "by"]
                    out.obj += [h for p, h in out.obliques if p == "of"]
                    break
        self.light_verbs.carry(i, out)
        if self.arguments.lexicon.evokes(token.lemma.lower(), Kind.AIM):
            self.lender.purpose(i, out)
        return out

    def _place_beside(self, i: int) -> int | None:
        """The place before a comma of which "under the control of", "in the hands of" is said."""
        tree = self.tree
        token = tree.token(i)
        cases = [c for c in tree.kids(i, "case") if c < i]
        if (
            token.dep not in ("nmod", "obl")
            or not cases
            or tree.token(cases[0]).text.lower() not in ("under", "in")
            or not self.arguments.lexicon.evokes(token.lemma.lower(), Kind.CONTROL)
        ):
            return None
        before = tree.noun_before(cases[0]) if tree.token(cases[0] - 1).text == "," else None
        return (
            before if before is not None and self.phrases.of(before).classes & {"place", "facility"} else None
        )

    def _self(self, i: int) -> list[int]:
        """The name beside a noun of relation: title, apposition, copular subject; else the noun itself."""
        tree = self.tree
        token = tree.token(i)
        for c in tree.kids(i, "appos", "flat"):
            if tree.token(c).pos == "PROPN":
                return [c]
        if token.dep == "appos":
            return [token.head]
        if token.lemma == "charge" and token.dep == "nmod" and tree.preposition(i) == "in":
            return [token.head]  # "the officer in charge of the sector"
        if token.dep in ("nmod:desc", "compound", "flat") and tree.token(token.head).pos == "PROPN":
            return [token.head]
        absolute = any(tree.token(c).text.lower() == "with" for c in tree.kids(i, "mark")) and not any(
            tree.token(c).pos == "PRON" for c in tree.kids(i, "nmod:poss")
        )
        entry = token.dep == "root" and tree.has(i, "nsubj")  # "Goma: in the hands of the army"
        if tree.has(i, "cop") or entry or absolute:  # "with the town in the group's hands"
            subject = tree.surface_subject(i)
            return [subject] if subject is not None else []
        said = tree.token(token.head)
        if (
            token.dep in ("nsubj", "nsubj:outer")
            and said.pos in NOMINAL
            and tree.has(said.i, "cop")
            and not tree.has(said.i, "case")
        ):
            return tree.conjuncts(said.i)  # "their emir is X", "its main components are X and Y"
        if token.dep == "conj" and token.head != i:
            outer = self._self(token.head)
            if outer and outer != [token.head]:
                return outer
        if tree.preposition(i) == "as" and token.lemma.lower() == "member" and said.pos == "VERB":
            subject = tree.surface_subject(said.i)  # "as a member of the alliance, the army reaffirms"
            return [i] if subject is None else [subject]
        if tree.preposition(i) == "as" and said.lemma in SUCCEEDING:  # "replaced X as its commander"
            return tree.agents(said.i) if tree.is_passive(said.i) else tree.kids(said.i, "nsubj") or [i]
        if token.dep in ("xcomp", "obl") and tree.token(token.head).lemma in (
            "become",
            "remain",
            "appoint",
            "name",
            "make",
            "serve",
            "act",
            "remain",
            "stay",
        ):
            head = tree.token(token.head)
            controlled = tree.kids(head.i, "obj")
            if controlled:
                return [controlled[0]]
            subject = tree.surface_subject(head.i)
            return [subject] if subject is not None else [i]
        return [i]

    def _object_like(self, m: int) -> bool:
        """Whether a modifier of an event noun may be its object: a name, or people ("prisoner exchange")."""
        token = self.tree.token(m)
        return token.pos == "PROPN" or (
            token.pos == "NOUN"
            and bool(self.phrases.of(m).classes & {"people", "force", "place", "facility"})
        )
