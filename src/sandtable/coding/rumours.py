"""Slips of the parse about news that is told to be untrue: "reports that the town fell are false". Invariant: every sentence stays one
tree, and no token is added or lost."""

from __future__ import annotations

from sandtable.coding.factuality import cues
from sandtable.coding.grafting import Grafter
from sandtable.coding.parts import SUBJECTS
from sandtable.language.document import Token


def mend_rumours(graft: Grafter) -> None:
    """Mends the document's trees in place."""
    nouns = cues()["hedge"]["nouns"]
    for token in graft.tokens[:-2]:
        if token.pos == "NOUN" and token.lemma.lower() in nouns and graft.tokens[token.i + 1].text == "that":
            _content(graft, token)


def _content(graft: Grafter, news: Token) -> None:
    """What the news says is a clause of the noun's own, with the noun before its verb as its subject."""
    verb = next(
        (t for t in graft.tokens[news.i + 2 :] if t.pos == "VERB" or t.sentence != news.sentence), None
    )
    if verb is None or verb.sentence != news.sentence or graft.kids(verb.i, "cop"):
        return
    if verb.dep == "acl:relcl" and news.i < verb.head < verb.i:
        noun = verb.head
        # "Reports that the town fell": no pronoun makes the clause one of the town's.
        related = any(graft.tokens[c].tag in ("WDT", "WP") for c in graft.kids(verb.i, *SUBJECTS, "obj"))
        if not related and graft.attach(verb.i, news.i, "acl"):
            graft.attach(noun, verb.i, "nsubj")
    elif verb.dep == "ccomp" and verb.head == news.i:
        graft.attach(verb.i, news.i, "acl")
