"""Slips of the parse about small words: an adverb between "has" and its participle, one that stands before where something is,
a speaker behind the clause, a name taken for a noun. Invariant: every sentence stays one tree, and no token is added or lost."""

from __future__ import annotations

from dataclasses import replace

from sandtable.coding.classes import noun_classes
from sandtable.coding.grafting import Grafter
from sandtable.coding.parts import SUBJECTS
from sandtable.language.document import Token
from sandtable.terms import MentionType

PLACED = frozenset({"in", "under", "at"})
WHITHER = frozenset(
    {"to", "towards", "toward", "into", "in", "near", "from", "around", "inside", "outside", "for", "of"}
)
NOW = frozenset({"time", "moment", "present"})


def mend_bearings(graft: Grafter) -> None:
    """Mends the document's trees in place."""
    mender = _BearingMender(graft)
    mender.names()
    mender.perfects()
    mender.places()
    mender.speakers()
    mender.towns()


class _BearingMender:
    def __init__(self, graft: Grafter) -> None:
        self.document = graft.document
        self.tokens = graft.tokens
        self.graft = graft
        self.places_named = graft.marked(MentionType.LOCATION)

    def names(self) -> None:
        """ "masters of Kidal": a capitalised word in a sentence is a name where it is no noun that we know."""
        for token in self.tokens:
            first = self.document.sentences[token.sentence].first
            before = self.tokens[token.i - 1]
            if (
                token.pos == "NOUN"
                and token.tag in ("NN", "NNP")
                and token.text.istitle()
                and token.i > first
                and (before.text.islower() or token.i in self.places_named)
                and token.lemma.lower() not in noun_classes()
            ):
                token.pos, token.tag, token.lemma = "PROPN", "NNP", token.text

    def perfects(self) -> None:
        """ "has once more seized the town": what "has" is done is done to the noun behind it, and marks it not."""
        for token in self.tokens:
            noun = self.tokens[token.head]
            has = self.tokens[noun.head]
            if (
                token.dep != "amod"
                or token.tag not in ("VBN", "VBD", "JJ")
                or token.pos != "VERB"
                or noun.dep != "obj"
                or has.lemma != "have"
                or noun.i < token.i
                or any(
                    c < token.i and self.tokens[c].dep in ("det", "nummod", "nmod:poss")
                    for c in noun.children
                )
                or not has.i < token.i - 1
                or any(t.pos != "ADV" for t in self.tokens[has.i + 1 : token.i])
            ):
                continue
            self._lead(token, has, "aux")
            token.pos, token.tag = "VERB", "VBN"
            self.graft.attach(noun.i, token.i, "obj")

    def places(self) -> None:
        """ "is back in the army's hands", "is for the time being in control": where something is says it, and what stands before it says
        how or how long."""
        for token in self.tokens:
            own = self._for_now(token)
            if not (token.pos == "ADV" or own) or not self.graft.kids(token.i, *SUBJECTS):
                continue
            where = next(
                (
                    c
                    for c in self.graft.kids(token.i, "obl", "nmod", "acl", "advcl")
                    if c > token.i
                    and any(self.tokens[k].text.lower() in PLACED for k in self.graft.kids(c, "case"))
                ),
                None,
            )
            if where is None:
                continue
            if not (self.graft.kids(token.i, "cop") or self.graft.kids(where, "cop")):
                continue
            self._lead(self.tokens[where], token, "obl" if own else "advmod")
            for i, dep in own:
                self.graft.rehang(i, token.i, dep)

    def _for_now(self, token: Token) -> list[tuple[int, str]]:
        """The words around the noun of "for the time being", "for the moment", where the parse takes it for what is said of somebody;
        with how they hang on it."""
        before = [(c, self.tokens[c].dep) for c in token.children if token.i - 3 < c < token.i]
        behind = token.i + 1
        being = behind < len(self.tokens) and self.tokens[behind].text == "being"
        if not any(self.tokens[c].text.lower() in ("for", "at") for c, _ in before) or token.text not in NOW:
            return []
        if token.text == "time":
            return [*before, (behind, "amod")] if being else []
        return before

    def towns(self) -> None:
        """ "The road to besieged Taizz": a participle between a preposition and a name is no verb of who took the road."""
        for token in self.tokens[1:-1]:
            before, name = self.tokens[token.i - 1], self.tokens[token.i + 1]
            if (
                token.tag in ("VBN", "VBD")
                and token.pos == "VERB"
                and before.pos == "ADP"
                and before.head == token.i
                and before.text.lower() in WHITHER
                and name.pos == "PROPN"
                and name.head == token.i
                and name.dep == "obj"
            ):
                self._lead(name, token, "amod")
                name.dep = "obl" if self.tokens[name.head].pos == "VERB" else "nmod"

    def speakers(self) -> None:
        """ "The army holds it, the Courier reported": who stands right before a verb that has no subject is its subject."""
        for verb in self.tokens:
            if verb.pos != "VERB" or verb.tag not in ("VBD", "VBZ") or verb.i < 2:
                continue
            if self.graft.kids(verb.i, *SUBJECTS):
                continue
            said = self.tokens[verb.i - 1]
            clause = self.tokens[said.head]
            if (
                said.dep not in SUBJECTS
                or clause.head != verb.i
                or clause.i > said.i
                or clause.dep not in ("ccomp", "parataxis")
                or len(self.graft.kids(clause.i, *SUBJECTS)) < 2
            ):
                continue
            first = min([said.i, *said.children])
            if self.tokens[first - 1].text in (",", "”", '"', "’"):
                self.graft.attach(said.i, verb.i, "nsubj")

    def _lead(self, token: Token, old: Token, dep: str) -> None:
        """Puts a token in the place of one over it, which comes to hang on it."""
        root = old.head == old.i
        self.tokens[token.head].children.remove(token.i)
        rest = [c for c in old.children if c != token.i]
        for c in rest:
            self.tokens[c].head = token.i
        token.children = sorted([*token.children, *rest, old.i])
        if root:
            token.head, token.dep = token.i, "root"
            sentence = self.document.sentences[token.sentence]
            self.document.sentences[token.sentence] = replace(sentence, root=token.i)
        else:
            over = self.tokens[old.head]
            over.children = sorted([*(c for c in over.children if c != old.i), token.i])
            token.head, token.dep = old.head, old.dep
        old.head, old.dep, old.children = token.i, dep, []
