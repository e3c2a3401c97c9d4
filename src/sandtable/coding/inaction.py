"""What did not happen: a party that failed, refrained, made no effort or has yet to act. Invariant: each rule reads
its words from the cue data; the act that was left undone is not claimed beside it."""

from __future__ import annotations

from collections.abc import Iterator

from sandtable.coding.arguments import ArgumentFinder
from sandtable.coding.drafts import Draft, Filler
from sandtable.coding.factuality import cues
from sandtable.coding.frames import split_word
from sandtable.coding.grammar import Tree
from sandtable.coding.phrases import Phrases
from sandtable.terms import Kind

PARTIES = frozenset({"actor", "force", "org", "person"})


class InactionFinder:
    """Finds inaction in one document."""

    def __init__(self, tree: Tree, phrases: Phrases, arguments: ArgumentFinder) -> None:
        self.tree = tree
        self.phrases = phrases
        self.arguments = arguments
        self.words = cues()["inaction"]
        self.negators = cues()["negate"]["words"]

    def all(self) -> Iterator[Draft]:
        """Drafts in text order; `undone` of the same verb is left out by the caller."""
        for token in self.tree.tokens:
            if token.pos in ("VERB", "AUX"):
                last = self._inaction(token.i)
                if last is not None:
                    draft = self._draft(token.i, last)
                    if draft is not None:
                        yield draft

    def _negated(self, i: int) -> bool:
        if any(self.tree.is_nobody(s) for s in self.tree.kids(i, "nsubj")):
            return True  # "neither side responded"
        return any(
            self.tree.token(c).text.lower() in self.negators for c in self.tree.kids(i, "advmod", "det", "cc")
        )

    def _listed(self, name: str, i: int) -> bool:
        lemma = self.tree.token(i).lemma
        for word in self.words[name]:
            own, particle, _ = split_word(word)
            if own == lemma and (particle is None or self.arguments.has_particle(i, particle)):
                return True
        return False

    def _inaction(self, i: int) -> int | None:
        """The last token of the words that say so, or None."""
        tree = self.tree
        token = tree.token(i)
        if self._listed("xcomp_verbs", i) and not self._negated(i):
            acts = [c for c in (*tree.kids(i, "xcomp", "ccomp"), *tree.kids(i, "advcl")) if c > i]
            if acts and not self._mutual(acts[0]):
                return acts[0]
        if token.lemma in self.words["yet"]:
            acts = tree.kids(i, "xcomp", "ccomp", "advcl")
            yet = [c for v in (i, *acts[:1]) for c in tree.kids(v, "advmod") if i < c]
            if acts and any(tree.token(c).text.lower() == "yet" for c in yet):
                return acts[0]
        if token.lemma in self.words["negated_verbs"]:
            for o in tree.kids(i, "obj"):
                if tree.token(o).lemma.lower() in self.words["negated_objects"] and (
                    self._negated(o) or self._negated(i)
                ):
                    return o
        if self._listed("negated_acts", i) and self._negated(i) and not tree.is_passive(i):
            return i
        return None

    def _mutual(self, act: int) -> bool:
        """Whether the act takes two: that they failed to reach an agreement is an agreement denied, no act left undone."""
        evokes = self.arguments.lexicon.evokes
        return any(
            evokes(self.tree.token(o).lemma.lower(), Kind.AGREEMENT) for o in self.tree.kids(act, "obj")
        )

    def _draft(self, i: int, last: int) -> Draft | None:
        subject = self.tree.surface_subject(i)
        if subject is None:
            return None
        actors = [h for h in self.tree.conjuncts(subject) if self.phrases.of(h).classes & PARTIES]
        if not actors:
            return None
        fillers = [Filler("actor", h) for h in actors]
        act = last
        for c in self.tree.kids(last, "acl", "xcomp") if self.tree.token(last).pos == "NOUN" else []:
            act = c
        for o in self.tree.kids(act, "obj"):
            if o != last:
                fillers.append(Filler("target", o))
        return Draft(
            Kind.INACTION,
            i,
            (min(i, last), max(i, last) + 1),
            fillers,
            "inaction",
            factuality="asserted",
            confidence=0.7,
        )

    def undone(self, draft: Draft) -> set[int]:
        """The predicates whose acts the draft says were not done."""
        out: set[int] = set()
        stack = [draft.at]
        while stack:
            at = stack.pop()
            for c in self.tree.kids(at, "xcomp", "acl", "ccomp", "obj"):
                if (
                    c not in out
                    and (self.tree.token(c).pos in ("VERB", "NOUN"))
                    and draft.trigger[0] <= c <= draft.trigger[1] + 6
                ):
                    out.add(c)
                    stack.append(c)
        return out | {draft.at}
