"""Slips of the parse about what stands side by side: joined by "and", one place in another, two words of one name, a clause behind
a name. Invariant: every sentence stays one tree, and no token is added or lost."""

from __future__ import annotations

from sandtable.coding.grafting import Grafter
from sandtable.coding.grammar import name_start
from sandtable.coding.parts import SUBJECTS
from sandtable.language.document import Token
from sandtable.terms import MentionType

NOUNS = frozenset({"NOUN", "PROPN"})
OPENING = frozenset({"after", "before", "until", "since"})  # of a clause, where a verb follows
HOLDING = frozenset({"in", "at", "near", "outside", "inside"})


def mend_joints(graft: Grafter) -> None:
    """Mends the document's trees in place."""
    mender = _JointMender(graft)
    for token in graft.tokens:
        mender.names(token)
        mender.between(token)
        mender.subjects(token)
        mender.clauses(token)
        mender.nested(token)


class _JointMender:
    def __init__(self, graft: Grafter) -> None:
        self.document = graft.document
        self.tokens = graft.tokens
        self.graft = graft
        self.places = graft.marked(MentionType.LOCATION)

    def _case(self, i: int) -> int | None:
        """The preposition of a phrase, where it stands before it."""
        return next((c for c in self.graft.kids(i, "case") if c < i), None)

    def names(self, token: Token) -> None:
        """ "Commander of Task Force Ranao": a capitalised word right behind another, under the same head by one preposition, goes
        on with its name."""
        before = self.tokens[token.i - 1] if token.i else token
        if (
            token.pos != "PROPN"
            or before.pos != "PROPN"
            or before.i == token.i
            or before.head != token.head
            or before.dep != token.dep
            or token.dep not in ("nmod", "obl")
            or self._case(before.i) is not None
        ):
            return
        case = self._case(token.i)
        if case is None or case > self.graft.opening(before.i):
            return
        self.graft.attach(case, before.i, "case")
        self.graft.attach(token.i, before.i, "flat")

    def between(self, token: Token) -> None:
        """ "Clashes between the M23 and local groups": of two phrases joined by "and" under one preposition the second is listed with
        the first."""
        if token.dep not in ("nmod", "obl") or token.pos not in NOUNS:
            return
        case, joints = self._case(token.i), [c for c in self.graft.kids(token.i, "cc") if c < token.i]
        if case is None or not joints or self.tokens[case].text.lower() != "between":
            return
        first = next(
            (
                c
                for c in self.graft.kids(token.head, token.dep)
                if case < c < joints[-1] and self._case(c) is None
            ),
            None,
        )
        if first is not None:
            self.graft.attach(case, first, "case")
            self.graft.attach(token.i, first, "conj")

    def subjects(self, token: Token) -> None:
        """ "After a militia and soldiers left": what stands bare before the "and" of a subject is subject too."""
        joints = [c for c in self.graft.kids(token.i, "cc") if c < token.i]
        if token.dep not in SUBJECTS or not joints or joints[-1] == 0 or token.head < token.i:
            return
        first = self.tokens[name_start(self.tokens, joints[-1] - 1, "flat", "compound")]
        if (
            first.pos not in NOUNS
            or first.sentence != token.sentence
            or first.dep not in ("obl", "obl:unmarked", "nmod", "dep")
            or self.graft.kids(token.head, *SUBJECTS)[0] != token.i
        ):
            return
        case, verb = self._case(first.i), self.tokens[token.head]
        if case is not None and (self.tokens[case].text.lower() not in OPENING or verb.head != first.head):
            return
        if self.graft.attach(first.i, token.head, token.dep):
            if case is not None:
                self.graft.attach(case, verb.i, "mark")
                verb.dep = "advcl"
            self.graft.attach(token.i, first.i, "conj")

    def clauses(self, token: Token) -> None:
        """ "The army lost 25 men, while the Front, which handed them over": a clause that "which" opens behind a name and a comma is
        of that name, not of one told of before."""
        if token.text.lower() not in ("which", "who") or token.i < 2 or self.tokens[token.i - 1].text != ",":
            return
        clause = self.tokens[token.head]
        name = self.tokens[name_start(self.tokens, token.i - 2, "flat")]
        if (
            clause.dep != "acl:relcl"
            or clause.i < token.i
            or token.dep not in (*SUBJECTS, "obj")
            or name.pos not in NOUNS
            or not self.graft.kids(name.i, "det", "flat", "compound", "amod")
            or name.dep not in (*SUBJECTS, "obj")
            or self.document.under(name.i, clause.head)
        ):
            return
        self.graft.rehang(clause.i, name.i, "acl:relcl")

    def nested(self, token: Token) -> None:
        """ "Struck a depot in Simferopol in Crimea": the second "in" right behind a place says where that place is."""
        case = self._case(token.i)
        if token.dep != "obl" or token.i not in self.places or case is None or token.head > token.i:
            return
        inner = self.tokens[name_start(self.tokens, case - 1, "flat", "compound")]
        own = self._case(inner.i)
        if (
            self.tokens[case].text.lower() == "in"
            and inner.i in self.places
            and inner.dep == "nmod"
            and inner.pos == "PROPN"
            and own is not None
            and self.tokens[own].text.lower() in HOLDING
            and self.tokens[inner.head].head == token.head
        ):
            self.graft.attach(token.i, inner.i, "nmod")
