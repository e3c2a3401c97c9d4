"""Slips of the parse about what stands side by side: joined by "and", one place in another, two words of one name, a clause behind
a name. Invariant: every sentence stays one tree, and no token is added or lost."""

from __future__ import annotations

from sandtable.coding.frames import words
from sandtable.coding.grafting import Grafter
from sandtable.coding.grammar import name_start
from sandtable.coding.parts import SUBJECTS
from sandtable.coding.sayers import NOUNS, SayerMender
from sandtable.language.document import Token
from sandtable.terms import MentionType

OPENING = frozenset({"after", "before", "until", "since"})  # of a clause, where a verb follows
STAYING = frozenset({"remain", "stay", "be"})
KEPT = frozenset(
    {"hold", "control", "occupy", "rule", "govern", "administer"}
)  # what a party does with a place
KINDS_OF_PLACE = (
    words("settlement_nouns") | words("region_nouns") | (words("site_nouns") - {"road", "highway"})
)
HOLDING = frozenset({"in", "at", "near", "outside", "inside"})


def mend_joints(graft: Grafter) -> None:
    """Mends the document's trees in place."""
    mender, sayers = _JointMender(graft), SayerMender(graft)
    for token in graft.tokens:
        mender.names(token)
        mender.between(token)
        mender.subjects(token)
        mender.clauses(token)
        mender.agreeing(token)
        mender.nested(token)
        sayers.joint(token)
        sayers.goes_on(token)
        sayers.second_clause(token)
        sayers.behind(token)
        sayers.told_whom(token)
        mender.staying(token)
    for token in graft.tokens:
        sayers.aside(token)


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
            or not (
                first.dep in ("obl", "obl:unmarked", "nmod", "dep") or self._behind_its_verb(first, token)
            )
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

    def _behind_its_verb(self, first: Token, second: Token) -> bool:
        """ "The rebels took the town, residents and an officer said": one more subject, behind the verb of what is said."""
        clause = self.tokens[first.head]
        return (
            first.dep in SUBJECTS
            and clause.i < first.i
            and clause.dep == "ccomp"
            and clause.head == second.head
        )

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

    def agreeing(self, token: Token) -> None:
        """A clause right behind one name is of that name, not of what the name stands by: in the singular, not of several things ("the
        vineyards around Fuzuli, which is held by"); of holding, not of what is no place ("a curfew in Gao, which they have held")."""
        if token.text.lower() != "which" or token.i < 2 or self.tokens[token.i - 1].text != ",":
            return
        clause = self.tokens[token.head]
        verbs = [t for t in self.tokens[token.i + 1 : token.i + 2] if t.text.lower() in ("is", "was", "has")]
        name = self.tokens[name_start(self.tokens, token.i - 2, "flat")]
        head = self.tokens[clause.head]
        singular = verbs and token.dep in SUBJECTS and head.tag in ("NNS", "NNPS")
        holding = clause.lemma in KEPT or self._in_hands(clause)
        held = holding and name.i in self.places and not self._placed(head)
        if (
            (singular or held)
            and clause.dep == "acl:relcl"
            and token.dep in (*SUBJECTS, "obj")
            and name.pos == "PROPN"
            and clause.head != name.i
            and self.document.under(name.i, clause.head)
        ):
            self.graft.rehang(clause.i, name.i, "acl:relcl")

    def _in_hands(self, token: Token) -> bool:
        """Whether a clause says in whose hands something is or stays."""
        told = [token] if self.graft.kids(token.i, "cop") else []
        if token.lemma in STAYING:
            told = [self.tokens[c] for c in self.graft.kids(token.i, "obl", "xcomp")]
        return any(
            t.lemma.lower() in ("hand", "hands", "control", "rule") and self._case(t.i) is not None
            for t in told
        )

    def _placed(self, token: Token) -> bool:
        """Whether a noun is a place, or a kind of one: "the quarter of X, which they hold"."""
        return token.i in self.places or token.lemma.lower() in KINDS_OF_PLACE

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

    def staying(self, token: Token) -> None:
        """ "The movement remains in control of the town": the noun behind a verb of staying hangs on that, not on who says so."""
        case = self._case(token.i)
        verb = self.tokens[case - 1] if case else token
        if token.dep == "ccomp" and token.pos == "NOUN" and verb.lemma in STAYING and verb.head == token.head:
            self.graft.attach(token.i, verb.i, "obl")
