"""Slips of the tagger: verbs that it takes for nouns or adjectives, and hyphened nouns. Invariant: every sentence stays one
tree, and no token is added or lost."""

from __future__ import annotations

from sandtable.coding.frames import Lexicon, irregular
from sandtable.coding.grafting import Grafter
from sandtable.language.document import Token
from sandtable.language.lemmas import regular
from sandtable.terms import Kind

# Nouns so coordinated with a verb are verbs: "heads the axis and answers to".
BARE = ("det", "amod", "nmod:poss", "compound", "nummod", "case")
# What is done to many in one breath: "killed men and enslaved girls".
DEEDS = frozenset({Kind.ASSAULT, Kind.COERCION, Kind.CASUALTY, Kind.CAPTURE, Kind.SIEGE})
# Verbs whose object is oftener an act than a thing that bears the act's name.
GERUND_TAKERS = frozenset(
    "stop deny cease admit resume begin start continue halt avoid finish keep quit consider".split()
)


def mend_tags(graft: Grafter, lexicon: Lexicon) -> None:
    """Mends the document's tags and trees in place."""
    mender = _TagMender(graft, lexicon)
    mender.hyphens()
    mender.manners()
    mender.verbs()
    mender.deeds()
    mender.gerunds()


class _TagMender:
    def __init__(self, graft: Grafter, lexicon: Lexicon) -> None:
        self.tokens = graft.tokens
        self.lexicon = lexicon
        self.graft = graft

    def manners(self) -> None:
        """ "Left of their own accord", "of its own volition": how something is done, and nothing that was
        agreed on."""
        for token in self.tokens:
            owned = self.graft.kids(token.i, "nmod:poss") and any(
                self.tokens[c].text.lower() == "own" for c in self.graft.kids(token.i, "amod")
            )
            held = token.lemma == "account" and token.tag == "VB" and self.tokens[token.head].lemma == "hold"
            if held:  # "hold them to account"
                token.pos, token.tag, token.dep = "NOUN", "NN", "obl"
                for c in self.graft.kids(token.i, "mark"):
                    self.tokens[c].dep = "case"
            if token.lemma == "accord" and token.pos == "NOUN" and owned:
                token.pos, token.tag = "ADV", "RB"

    def verbs(self) -> None:
        """Verbs that the tagger takes for nouns or adjectives, by where they stand."""
        for token in self.tokens:
            if token.pos not in ("NOUN", "ADJ"):
                continue
            tag = "VBZ" if token.text.endswith("s") else "VBD" if token.pos == "ADJ" else "VBP"
            clause = (
                token.dep in ("acl:relcl", "advcl:relcl")
                and bool(self.graft.kids(token.i, "nsubj"))
                and not self.graft.kids(token.i, "cop", "det", "amod", "case")
            )
            if not clause and not (token.pos == "NOUN" and self._joined(token)):
                continue
            lemma = self._lemma(token, tag)
            if lemma is None:
                continue
            token.pos, token.tag, token.lemma = "VERB", tag, lemma
            if not clause:
                head = self.tokens[token.head]
                while head.pos != "VERB" and head.head != head.i and not self.graft.kids(head.i, "cop"):
                    head = self.tokens[head.head]
                self.graft.rehang(token.i, head.i, "conj")
                for c in self.graft.kids(token.i, "nmod"):
                    self.tokens[c].dep = "obl"

    def _joined(self, token: Token) -> bool:
        """Whether a bare noun right after "and" stands where the second of two verbs would: "and answers to"."""
        if (
            token.dep != "conj"
            or token.i < 2
            or self.tokens[token.i - 1].dep != "cc"
            or self.graft.kids(token.i, *BARE)
        ):
            return False
        after = self.tokens[token.i + 1] if token.i + 1 < len(self.tokens) else None
        if after is None or after.pos != "ADP" or after.text.lower() in ("of", "in", "for", "with", "from"):
            return False
        at = self.tokens[token.head]
        while at.head != at.i and at.pos != "VERB" and not self.graft.kids(at.i, "cop"):
            at = self.tokens[at.head]
        verb = at if at.pos == "VERB" else next((self.tokens[c] for c in self.graft.kids(at.i, "cop")), None)
        return verb is not None and verb.tag in (("VBZ",) if token.text.endswith("s") else ("VBP",))

    def deeds(self) -> None:
        """ "killed hundreds of men and enslaved girls": of two things done the second is done, not described."""
        for token in self.tokens:
            noun = self.tokens[token.head]
            if (
                token.dep != "amod"
                or token.tag not in ("VBN", "VBD", "JJ")
                or not token.text.endswith("ed")
                or token.i < 2
                or self.tokens[token.i - 1].dep != "cc"
                or noun.i != token.i + 1
                or noun.dep != "conj"
            ):
                continue
            lemma = self._lemma(token, "VBD")
            verb = self.tokens[noun.head]
            while verb.head != verb.i and verb.pos != "VERB":
                verb = self.tokens[verb.head]
            if (
                lemma is None
                or verb.pos != "VERB"
                or verb.tag not in ("VBD", "VBN")
                or not self.graft.kids(verb.i, "nsubj")
                or not {e.frame.kind for e in self.lexicon.verbs[lemma]} & DEEDS
                or not {e.frame.kind for e in self.lexicon.verbs.get(verb.lemma, ())} & DEEDS
            ):
                continue
            if self.graft.rehang(token.i, verb.i, "conj"):
                token.pos, token.tag, token.lemma = "VERB", verb.tag, lemma
                self.graft.rehang(token.i - 1, token.i, "cc")
                self.graft.rehang(noun.i, token.i, "obj")

    def gerunds(self) -> None:
        """ "denies bombing hospitals": after a verb of ceasing or denying, the act on many of a thing is no kind of that thing."""
        for token in self.tokens:
            noun = self.tokens[token.head]
            verb = self.tokens[noun.head]
            if (
                token.dep not in ("compound", "amod")
                or not token.text.endswith("ing")
                or noun.i != token.i + 1
                or noun.tag not in ("NNS", "NNPS")
                or noun.dep != "obj"
                or verb.lemma not in GERUND_TAKERS
                or any(c < token.i for c in noun.children)
            ):
                continue
            lemma = self._lemma(token, "VBG")
            if lemma is not None and self.graft.rehang(token.i, verb.i, "xcomp"):
                token.pos, token.tag, token.lemma = "VERB", "VBG", lemma
                self.graft.rehang(noun.i, token.i, "obj")

    def _lemma(self, token: Token, tag: str) -> str | None:
        """The lemma of a form as a verb, where the lexicon knows that verb."""
        lower = token.text.lower()
        found = irregular().get(lower) or regular(lower, tag)
        return found if found in self.lexicon.verbs else None

    def hyphens(self) -> None:
        """ "the build-up", "a cease-fire": where the lexicon knows the hyphened noun, its last part bears its lemma."""
        for token in self.tokens[2:]:
            first = self.tokens[token.i - 2]
            if (
                self.tokens[token.i - 1].text == "-"
                and first.head == token.head
                and first.dep == token.dep == "nsubj"
            ):
                self.graft.rehang(first.i, token.i, "compound")  # "the Under-Secretary said"
            if token.pos == "NOUN" and self.tokens[token.i - 1].text == "-" and first.head == token.i:
                lemma = f"{first.lemma.lower()}-{token.lemma.lower()}"
                if lemma in self.lexicon.nouns:
                    token.lemma = lemma
