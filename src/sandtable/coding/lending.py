"""What predicates lend each other: a light verb its subject, an event its actor, a weapon its owner, an aim the places
of its act. Invariant: only what another word of the same sentence carries is lent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sandtable.coding.frames import data, words
from sandtable.coding.grammar import Tree
from sandtable.coding.phrases import Phrases
from sandtable.coding.valency import Arguments
from sandtable.terms import Kind

if TYPE_CHECKING:
    from sandtable.coding.arguments import ArgumentFinder


DOCUMENTS = frozenset(data("speech.toml")["voices"]["document"]) | words("act_nouns")


class Lender:
    """Completes the arguments of one document's predicates from each other."""

    def __init__(self, tree: Tree, phrases: Phrases, arguments: ArgumentFinder) -> None:
        self.tree = tree
        self.phrases = phrases
        self.arguments = arguments

    def asked_of(self, out: Arguments) -> list[int]:
        """Of whom an act is asked: "call for an end to the regime's attacks", "demanded the army's withdrawal"."""
        for preposition, h in out.obliques:
            if preposition == "for":
                nested = [
                    n
                    for p, n in self.arguments.obliques(h)
                    if p in ("to", "of") and self.arguments.is_event(n)
                ]
                for event in nested or [h]:
                    if self.arguments.is_event(event) and self.arguments.of(event).subj:
                        return self.arguments.of(event).subj[:]
        return []

    def author(self, s: int) -> int | None:
        """Whose a document is: by its possessor or by-phrase, else of whoever issued it ("put out a report accusing")."""
        tree = self.tree
        if tree.token(s).pos != "NOUN" or tree.token(s).lemma.lower() not in DOCUMENTS:
            return None
        found = next((c for c in tree.kids(s, "nmod") if tree.preposition(c) in ("by", "from")), None)
        found = tree.holder_of(s) if found is None else found
        acting = found is not None and self.phrases.of(found).classes & {
            "actor",
            "org",
            "person",
            "force",
            "people",
        }
        return found if acting else None

    def owner(self, out: Arguments) -> None:
        """A weapon as a verb's subject is the instrument, and its owner acts: "the army's drones destroyed". So does who
        wrote a document."""
        authors = [self.author(s) for s in out.subj]
        out.subj = [s if a is None else a for s, a in zip(out.subj, authors, strict=True)]
        for s in list(out.subj):
            limb = (
                self.tree.token(s).lemma == "arm" and self.tree.token(s).tag == "NN"
            )  # "the armed arm of the party"
            if "weapon" in self.phrases.of(s).classes and self.phrases.of(s).actor is None and not limb:
                owners = self.tree.kids(s, "nmod:poss") or [
                    c for c in self.tree.kids(s, "amod", "compound") if self.phrases.of(c).actor is not None
                ]
                out.obliques.append(("with", s))
                if owners:
                    out.subj = [o for o in out.subj if o != s] + owners

    def subject(self, i: int, out: Arguments) -> None:
        """An event as a verb's subject lends its own subject ("an Israeli strike targeted the airport"), and so does one
        that an agentless passive happened in ("was killed in a raid by X")."""
        lent: list[int] = []
        for s in list(out.subj):
            if self._evokes(s, Kind.AIM) or self.tree.token(s).lemma in ("mission", "task"):
                owners = self.tree.kids(s, "nmod:poss")
                first = self.tree.token(i).head if self.tree.token(i).dep == "conj" else i
                if owners and self.tree.has(first, "cop", "mark"):
                    out.subj = owners  # "its mission was to seize the crossing and link up with them"
            for h in self.tree.conjuncts(s):
                if self.arguments.is_event(h):
                    out.events.append(h)
                    lent += self.arguments.of(h).subj
        if lent:
            out.subj = lent
        elif not out.subj and self.tree.is_passive(i):
            for preposition, h in out.obliques:
                if preposition not in ("in", "during", "by") or not self.arguments.is_event(h):
                    continue
                lent = [s for s in self.arguments.of(h).subj if s not in out.obj]
                if lent:
                    out.events.append(h)
                    out.subj = lent
                    break
        if not out.subj and self.tree.token(i).dep == "acl" and self._cooperates(i):
            for h in out.obj:
                if self.arguments.is_event(h):
                    out.subj += self.arguments.of(h).subj  # "X conducted raids coordinated with Y"
        for event in out.events:
            out.obliques += [("with", w) for w in self.arguments.weapons(event)]

    def purpose(self, i: int, out: Arguments) -> None:
        """An aim has the objects and places of the act that it names: "its goal is to open a road from A to B"."""
        tree = self.tree
        acts = [c for c in tree.kids(i, "acl", "xcomp", "ccomp") if tree.token(c).pos == "VERB"]
        at = tree.token(i)
        while at.dep in ("nmod", "conj") and at.head != at.i:
            at = tree.token(at.head)
        if (
            at.dep in ("nsubj", "nsubj:outer")
            and tree.token(at.head).pos == "VERB"
            and tree.has(at.head, "cop", "mark")
        ):
            acts.append(at.head)
        if at.dep in ("nsubj", "nsubj:outer"):
            acts += [c for c in tree.kids(at.head, "xcomp", "ccomp", "csubj", "advcl") if tree.has(c, "mark")]
        for act in acts:
            objects = tree.kids(act, "obj")
            out.obj += objects
            for o in (act, *objects):
                out.obliques += [(p, h) for p, h in self.arguments.obliques(o) if (p, h) not in out.obliques]

    def _cooperates(self, i: int) -> bool:
        """Whether a verb is one of acting together."""
        return self.arguments.lexicon.tells(self.tree.token(i).lemma, Kind.ALLIANCE)

    def _evokes(self, i: int, kind: Kind) -> bool:
        return self.arguments.lexicon.evokes(self.tree.token(i).lemma.lower(), kind)
