"""Slips of the parse about the perfect: a participle that hangs apart from its "have". Invariant: every sentence stays one tree, and no
token is added or lost."""

from __future__ import annotations

from dataclasses import replace

from sandtable.coding.grafting import Grafter
from sandtable.language.document import Token
from sandtable.terms import MentionType


def mend_perfects(graft: Grafter) -> None:
    """Mends the document's trees in place."""
    mender = _PerfectMender(graft)
    mender.perfects()


class _PerfectMender:
    def __init__(self, graft: Grafter) -> None:
        self.document = graft.document
        self.tokens = graft.tokens
        self.graft = graft

    def perfects(self) -> None:
        """ "to have bombed shipments": where the parse takes the participle for an adjective, it is the verb again."""
        for token in self.tokens[:-1]:
            if token.lemma != "have" or token.pos not in ("VERB", "AUX") or token.dep == "aux":
                continue
            if self._parted(token) or token.dep == "root":
                continue
            verb = self.tokens[token.i + 1]
            noun = self.tokens[verb.head]
            if verb.tag != "VBN" or verb.dep != "amod" or noun.head != token.i or noun.dep != "obj":
                continue
            governor = self.tokens[token.head]
            noun.children.remove(verb.i)
            governor.children[governor.children.index(token.i)] = verb.i
            verb.head, verb.dep, verb.pos = governor.i, token.dep, "VERB"
            for c in token.children:
                self.tokens[c].head = verb.i
            verb.children = sorted({*verb.children, *token.children, token.i})
            token.children, token.head, token.dep, token.pos = [], verb.i, "aux", "AUX"

    def _parted(self, have: Token) -> bool:
        """ "Our men have today, Friday, freed the town": a time between parts no verb from its auxiliary; hung together where it did."""
        times = self.graft.marked(MentionType.TEMPORAL)
        at = have.i + 1
        while at < len(self.tokens) and (at in times or self.tokens[at].text == ","):
            at += 1
        verb = self.tokens[at] if at < len(self.tokens) else have
        parted = at > have.i + 1 and verb.sentence == have.sentence and verb.tag in ("VBN", "VBD")
        subjects = self.graft.kids(have.i, "nsubj")
        if not parted or verb.pos != "VERB" or not subjects or self.graft.kids(verb.i, "nsubj"):
            return False
        if verb.head == have.i:
            self._lead(verb, have)
        elif self.document.under(verb.i, have.i) or not self.graft.attach(have.i, verb.i, "aux"):
            return False
        have.pos, verb.tag = "AUX", "VBN"
        for c in list(have.children):
            self.graft.attach(c, verb.i, self.tokens[c].dep)
        return True

    def _lead(self, verb: Token, have: Token) -> None:
        """Puts a verb that hangs on its auxiliary in the auxiliary's place."""
        over, root = self.tokens[have.head], have.head == have.i
        have.children.remove(verb.i)
        if not root:
            over.children[over.children.index(have.i)] = verb.i
            over.children.sort()
        else:
            sentence = self.document.sentences[have.sentence]
            self.document.sentences[have.sentence] = replace(sentence, root=verb.i)
        verb.head, verb.dep = (verb.i, "root") if root else (over.i, have.dep)
        verb.children = sorted([*verb.children, have.i])
        have.head, have.dep = verb.i, "aux"
