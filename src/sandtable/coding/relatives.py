"""Slips of the parse about clauses that "which" opens: what is taken in them, and of which noun they are. Invariant: every sentence stays
one tree, and no token is added or lost."""

from __future__ import annotations

from sandtable.coding.classes import noun_classes
from sandtable.coding.frames import lexicon
from sandtable.coding.grafting import Grafter
from sandtable.coding.grammar import name_start
from sandtable.coding.parts import SUBJECTS
from sandtable.language.document import Token
from sandtable.terms import Kind, MentionType

HELD = frozenset({Kind.CAPTURE, Kind.CONTROL})


def mend_relatives(graft: Grafter) -> None:
    """Mends the document's trees in place."""
    mender = _RelativeMender(graft)
    for token in graft.tokens:
        mender.taken(token)
        mender.held(token)


class _RelativeMender:
    def __init__(self, graft: Grafter) -> None:
        self.document = graft.document
        self.tokens = graft.tokens
        self.graft = graft
        self.places = graft.marked(MentionType.LOCATION)

    def taken(self, token: Token) -> None:
        """ "The town, which the rebels took": of two subjects before the verb the pronoun is what it is done to."""
        verb = self.tokens[token.head]
        if (
            token.text.lower() in ("which", "that", "whom")
            and token.dep in SUBJECTS
            and verb.dep == "acl:relcl"
            and not self.graft.kids(verb.i, "obj", "aux:pass", "cop")
            and any(token.i < c < verb.i for c in self.graft.kids(verb.i, *SUBJECTS))
        ):
            token.dep = "obj"

    def held(self, token: Token) -> None:
        """ "Ordered a curfew in Goma, which they have held since May": what is held or taken is the place right before, where the noun
        that it is told with is none."""
        verb, name = self.tokens[token.head], self.tokens[name_start(self.tokens, token.i - 2, "flat")]
        head = self.tokens[verb.head]
        if (
            token.text.lower() == "which"
            and token.i > 1
            and self.tokens[token.i - 1].text == ","
            and verb.dep == "acl:relcl"
            and token.dep in ("obj", "nsubj:pass")
            and any(e.frame.kind in HELD for e in lexicon().verbs.get(verb.lemma, ()))
            and name.i in self.places
            and name.pos == "PROPN"
            and head.pos == "NOUN"
            and head.i not in self.places
            and self.document.under(name.i, head.i)
            and not noun_classes().get(head.lemma.lower(), frozenset()) & {"place", "facility", "weapon"}
        ):
            self.graft.rehang(verb.i, name.i, "acl:relcl")
