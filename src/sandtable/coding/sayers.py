"""Slips of the parse about who says what: an aside that the parse hangs on what is said, a speaker who stands right before the verb of
saying, words that are no part of what is said. Invariant: every sentence stays one tree, and no token is added or lost."""

from __future__ import annotations

from sandtable.coding.grafting import Grafter
from sandtable.coding.parts import SUBJECTS
from sandtable.language.document import Token

NOUNS = frozenset({"NOUN", "PROPN"})
SAYING = frozenset(
    "say deny add claim insist report confirm announce admit acknowledge concede assert".split()
)
SEEING = frozenset({"see", "witness"})
ASIDE = frozenset({"parataxis", "root", "advcl:relcl", "acl:relcl"})  # how the parse hangs such a clause
LONGEST_SAYER = 9  # words of who says something aside


class SayerMender:
    """Mends the trees of one document, a token at a time."""

    def __init__(self, graft: Grafter) -> None:
        self.document = graft.document
        self.tokens = graft.tokens
        self.graft = graft

    def joint(self, token: Token) -> None:
        """ "Recaptured it from rebels, a spokesman and residents said": who stands right before the verb of saying is one who says it."""
        said = self.tokens[token.i + 1] if token.i + 1 < len(self.tokens) else token
        own = self.graft.kids(said.i, "nsubj")
        joint = self.tokens[token.i - 1] if token.i else token
        if (
            token.dep == "conj"
            and said.pos == "VERB"
            and said.lemma in SAYING
            and joint.dep == "cc"
            and own
            and token.head < own[-1] < joint.i
        ):
            self.graft.attach(token.i, own[-1], "conj")

    def aside(self, said: Token) -> None:
        """ "Troops hold the town, five residents said by phone", "..., a reporter saw, a day after they took it": who stands between a comma
        and a verb of saying without a subject says it, and what follows its comma is of the clause before."""
        if (
            said.lemma not in SAYING | SEEING
            or said.tag not in ("VBD", "VBZ", "VBP")
            or said.dep not in ASIDE
        ):
            return
        first = self.document.sentences[said.sentence].first
        comma = next((t.i for t in reversed(self.tokens[first : said.i]) if t.text == ","), None)
        own = [c for c in self.graft.kids(said.i, *SUBJECTS) if comma is None or c > comma]
        if any(self.tokens[c].tag in ("WDT", "WP") for c in own):
            return
        if comma is None or not 1 < said.i - comma < LONGEST_SAYER:
            return
        if not own:
            inside = range(comma + 1, said.i)
            outer = [i for i in inside if self.tokens[i].head not in inside and self.tokens[i].pos != "PUNCT"]
            if (
                len(outer) != 1
                or self.tokens[outer[0]].pos not in NOUNS
                or self.tokens[outer[0]].head == said.i
            ):
                return
            self.graft.attach(outer[0], said.i, "nsubj")
        for c in self.graft.kids(said.i, "advcl"):
            behind = self.tokens[said.i + 1 : c]
            if said.dep != "root" and behind and behind[0].text == ",":
                self.graft.attach(c, said.head, "advcl")

    def goes_on(self, token: Token) -> None:
        """ "Kyiv denied that the town had been surrounded and said that it remained": who denied it says so."""
        clause = self.tokens[token.head]
        first = self.tokens[clause.head]
        if (
            token.dep == "conj"
            and token.lemma in SAYING
            and self.graft.kids(token.i, "ccomp")
            and not self.graft.kids(token.i, *SUBJECTS)
            and clause.dep == "ccomp"
            and first.lemma in SAYING
            and first.i < clause.i
        ):
            self.graft.attach(token.i, first.i, "conj")

    def second_clause(self, token: Token) -> None:
        """ "Said its soldiers had entered the town and were in control of it": what "and" joins to a clause of what is said, without
        a subject of its own, goes on with that clause."""
        joint = next((c for c in self.graft.kids(token.i, "cc") if c < token.i), None)
        if token.dep != "ccomp" or joint is None or self.graft.kids(token.i, *SUBJECTS):
            return
        first = next((c for c in self.graft.kids(token.head, "ccomp") if token.head < c < joint), None)
        if first is not None and self.graft.kids(first, *SUBJECTS):
            self.graft.attach(token.i, first, "conj")

    def behind(self, token: Token) -> None:
        """ "The rebels hold the town, a spokesman told reporters in Goma": what stands behind the verb that says a clause, and no comma
        between, is no part of the clause; nor is the name right before it, with its office: "..., Ali, the mayor, said"."""
        clause = self.tokens[token.head]
        said = self.tokens[clause.head]
        if (
            token.pos == "VERB"
            and token.lemma in SAYING | {"tell"}
            and not self.graft.kids(token.i, *SUBJECTS)
        ):
            self._named_before(token)
            return
        if clause.dep != "ccomp" or said.pos != "VERB" or not clause.i < said.i < token.i:
            return
        if token.dep in ("punct", "conj", "cc") or any(t.text == "," for t in self.tokens[said.i : token.i]):
            return
        self.graft.attach(token.i, said.i, "nsubj" if token.dep in SUBJECTS else token.dep)

    def _named_before(self, said: Token) -> None:
        """Gives a verb that says the clause before it the name and office between two commas for its subject."""
        if said.i < 3 or self.tokens[said.i - 1].text != "," or not self.graft.kids(said.i, "ccomp"):
            return
        first = self.document.sentences[said.sentence].first
        for office in reversed(self.tokens[first : said.i - 1]):
            name = self.tokens[office.head]
            beside = name.dep in ("parataxis", "appos", "dep", "conj", "list")
            behind = (
                name.dep in (*SUBJECTS, "obj") and name.head < name.i
            )  # of the verb before, that has its own
            if office.dep == "appos" and name.pos == "PROPN" and (beside or behind):
                own = [c for c in name.children if c < name.i and self.tokens[c].pos != "PUNCT"]
                start = min([name.i, *own])
                whole = all(
                    t.pos == "PUNCT" or self.document.under(t.i, name.i)
                    for t in self.tokens[start : said.i - 1]
                )
                if whole and start > first and self.tokens[start - 1].text == ",":
                    self.graft.attach(name.i, said.i, "nsubj")
                return

    def told_whom(self, token: Token) -> None:
        """ "Acknowledged to the agency that his men had left": who is told stands before "that", and is no part of what is said."""
        clause = self.tokens[token.head]
        said = self.tokens[clause.head]
        if (
            token.dep not in ("obl", "nmod", "iobj")
            or clause.dep != "ccomp"
            or not said.i < token.i < clause.i
        ):
            return
        marks = [c for c in self.graft.kids(clause.i, "mark") if said.i < c < clause.i]
        case = next((c for c in self.graft.kids(token.i, "case") if c < token.i), None)
        to = case is not None and self.tokens[case].text.lower() in ("to", "with")
        if to and marks and token.i < marks[0] and self.tokens[marks[0]].text.lower() == "that":
            self.graft.attach(token.i, said.i, "obl" if token.dep == "nmod" else token.dep)
