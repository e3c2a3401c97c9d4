"""Whether a word stands as its entry asks: with that object, particle, preposition, subject, infinitive. Invariant: reads
the tree alone, and says nothing of who fills which role."""

from __future__ import annotations

from sandtable.coding.arguments import ArgumentFinder
from sandtable.coding.frames import Entry, Lexicon, words
from sandtable.coding.grammar import Tree
from sandtable.terms import Kind


class IdiomReader:
    """Fits entries of the lexicon to the words of one document."""

    def __init__(self, tree: Tree, arguments: ArgumentFinder, lexicon: Lexicon) -> None:
        self.tree = tree
        self.arguments = arguments
        self.lexicon = lexicon

    def noun(self, i: int, wanted: frozenset[str], oblique: str | None) -> int | None:
        """The noun that completes an idiom: the verb's object, or the phrase with the entry's preposition; of a noun, a modifier
        or of-phrase."""
        tree = self.tree
        if tree.token(i).pos in ("NOUN", "PROPN"):
            modifiers = [
                *tree.kids(i, "compound", "amod"),
                *(c for c in tree.kids(i, "nmod") if tree.preposition(c) == "of"),
            ]
            return next((c for c in modifiers if self._is_one(c, wanted)), None)
        for o in (
            *tree.kids(i, "obj", "nsubj:pass", "compound", "obl:unmarked", "xcomp"),
            *self.arguments.of(i).obj,
        ):
            found = self._completing(o, wanted)
            if found is not None:
                return found
        told_of = tree.is_passive(i) or (tree.has(i, "nsubj") and not tree.has(i, "obj"))
        if tree.token(i).dep in ("acl", "acl:relcl") and told_of:  # "the truce that they signed with"
            found = self._completing(tree.token(i).head, wanted)
            if found is not None:
                return found
        if oblique is not None:
            for p, h in self.arguments.of(i).obliques:
                found = self._completing(h, wanted) if p == oblique else None
                if found is not None:
                    return found
        return None

    def _is_one(self, i: int, wanted: frozenset[str]) -> bool:
        """Whether a word is one of these, its hyphened first part counted in ("cease-fire")."""
        lemma = self.tree.token(i).lemma.lower()
        if lemma in wanted:
            return True
        first = self.tree.hyphen_name(i)
        return first is not None and f"{self.tree.token(first).lemma.lower()}-{lemma}" in wanted

    def _completing(self, o: int, wanted: frozenset[str]) -> int | None:
        """The noun of an object that completes the idiom: itself, what it is a part of, or itself by its modifier where it
        only carries that ("part of an aid programme", "peacekeeping troops")."""
        if self._is_one(o, wanted):
            return o
        lemma = self.tree.token(o).lemma.lower()
        if lemma in words("partitives") or lemma in words("series_nouns"):
            for c in self.tree.kids(o, "nmod", "obl"):
                if self.tree.preposition(c) == "of":
                    return self._completing(c, wanted)
        if lemma in words("carrier_nouns") and any(
            self._is_one(c, wanted) for c in self.tree.kids(o, "compound", "amod")
        ):
            return o
        return None

    def _turned(self, i: int) -> bool:
        """Whether a word right behind a verb makes another verb of it."""
        behind = self.tree.tokens[i + 1 : i + 2]
        return self.tree.has(i, "compound:prt") or any(
            t.text.lower() in ("out", "off", "away") for t in behind
        )

    def fits(self, i: int, entry: Entry) -> bool:
        """Whether a verb has the entry's particle and preposition, and no particle that makes it another verb."""
        token = self.tree.token(i)
        named = self.tree.hyphen_name(i) is not None
        if not named and (token.pos == "ADJ" or (token.dep == "amod" and not token.children)):
            return False  # "the ousted president": told in passing, claimed of nobody
        frame = entry.frame
        if frame.with_manner and not self._manner(i, frame.with_manner):
            return False
        if frame.with_infinitive and not self._infinitive(i, frame.infinitives):
            return False
        if (frame.transitive or frame.intransitive) and frame.transitive != bool(self.arguments.of(i).obj):
            return False
        if frame.without is not None and self._complemented(i, frame.without):
            return False
        if entry.frame.with_subject:
            subject = self.tree.surface_subject(i)
            lemma = "" if subject is None else self.tree.token(subject).lemma.lower()
            if not {lemma, lemma.removesuffix("s")} & entry.frame.with_subject:
                return False
        if frame.kind is Kind.CONTROL and not entry.particle and self._turned(i):
            return False  # "ran out of shells", "held off the attackers"
        if entry.particle:
            if not self.arguments.has_particle(i, entry.particle):
                return False
        elif self.tree.has(i, "compound:prt", "xcomp") and any(
            e.particle and self.arguments.has_particle(i, e.particle)
            for e in self.lexicon.verbs.get(token.lemma, ())
        ):
            return False
        if entry.frame.aspect is not None and (entry.frame.aspect == "event") != self._is_event(i):
            return False
        if entry.oblique and self.tree.is_passive(i) and self.arguments.has_particle(i, entry.oblique):
            return True  # "had been fired on"
        return not entry.oblique or any(p == entry.oblique for p, _ in self.arguments.of(i).obliques)

    def _manner(self, i: int, wanted: frozenset[str]) -> bool:
        """Whether one of these words says how: "unopposed", "without a fight", "without firing a shot"."""
        tree = self.tree
        how = [c for c in tree.kids(i, "advmod", "xcomp", "amod", "acl", "advcl") if not tree.has(c, "nsubj")]
        how = [c for c in how if not tree.has(c, "mark")] + [
            c
            for c in tree.kids(i, "obl", "advcl")
            if any(tree.token(k).text.lower() == "without" for k in tree.kids(c, "case", "mark"))
        ]
        return any({tree.token(c).text.lower(), tree.token(c).lemma.lower()} & wanted for c in how)

    def _infinitive(self, i: int, of: frozenset[str]) -> bool:
        """Whether a verb governs an infinitive, of one of these verbs where any are given."""
        return any(
            (not of or self.tree.token(c).lemma in of)
            and any(self.tree.token(k).text.lower() == "to" for k in self.tree.kids(c, "mark"))
            for c in (
                *self.tree.kids(i, "xcomp", "advcl", "ccomp"),
                *(a for o in self.tree.kids(i, "obj") for a in self.tree.kids(o, "acl")),
            )
        )

    def _complemented(self, i: int, by: str) -> bool:
        """Whether a verb has an agent, an object that is any of its sort, governs an infinitive, or a predicate without "to" ("called
        him a liar")."""
        if by == "agent":
            args = self.arguments.of(i)
            return bool(args.subj) or any(
                p == "by" for _, h in args.obliques for p, _ in self.arguments.obliques(h)
            )
        if by == "indefinite":
            return not all(self._definite(o) for o in self.arguments.of(i).obj)
        infinitive = self._infinitive(i, frozenset())
        return infinitive if by == "infinitive" else not infinitive and self.tree.has(i, "xcomp", "ccomp")

    def _definite(self, i: int) -> bool:
        """Whether a phrase is of one that is known: by its name, or with "the"; or of a part of such a one ("most of Hama")."""
        token = self.tree.token(i)
        if token.text.lower() in words("whole_parts") | words("some_parts"):
            of = [c for c in self.tree.kids(i, "nmod", "obl") if self.tree.preposition(c) == "of"]
            return bool(of) and self._definite(of[0])
        return token.pos in ("PROPN", "PRON") or any(
            self.tree.token(c).text.lower() in ("the", "this", "that") for c in self.tree.kids(i, "det")
        )

    def _is_event(self, i: int) -> bool:
        """Whether a verb tells what happened ("occupied", "has occupied") rather than what lasts ("is occupying", "occupies")."""
        token = self.tree.token(i)
        auxiliaries = {self.tree.token(c).text.lower() for c in self.tree.kids(i, "aux", "aux:pass")}
        if token.dep in ("xcomp", "amod", "acl") or (
            auxiliaries & {"is", "are", "'s", "'re"} and "been" not in auxiliaries
        ):
            return False
        if self._lasting(i):
            return False
        return token.tag == "VBD" or (
            token.tag == "VBN"
            and bool(auxiliaries & {"has", "have", "had", "was", "were", "been", "'ve", "'d"})
        )

    def _lasting(self, i: int) -> bool:
        """Whether a verb is told of all the time up to now: "has occupied it since June", "still occupied it"."""
        still = any(self.tree.token(c).text.lower() == "still" for c in self.tree.kids(i, "advmod"))
        return still or any(self.tree.preposition(c) == "since" for c in self.tree.kids(i, "obl"))

    def joined(self, head: int) -> bool:
        """Whether a plural names its parts: "American and Korean forces", "the navies of India and Japan"."""
        return any(
            self.tree.token(k).dep == "conj"
            for c in (
                *self.tree.kids(head, "amod", "compound"),
                *(n for n in self.tree.kids(head, "nmod") if self.tree.preposition(n) == "of"),
            )
            for k in self.tree.token(c).children
        )
