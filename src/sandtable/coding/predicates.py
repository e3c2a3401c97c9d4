"""Slips of the parse about verbs and who stands by them: agents taken for subjects, objects for obliques. Invariant: every
sentence stays one tree, and no token is added or lost."""

from __future__ import annotations

from sandtable.coding.classes import noun_classes
from sandtable.coding.frames import Lexicon
from sandtable.coding.grafting import Grafter
from sandtable.coding.parts import SUBJECTS
from sandtable.coding.roots import GIVING, mend_roots
from sandtable.language.document import Token
from sandtable.terms import MentionType

ACCUSING = frozenset({"accuse", "suspect", "convict", "acquit"})


def mend_predicates(graft: Grafter, lexicon: Lexicon) -> None:
    """Mends the document's trees in place."""
    mender = _PredicateMender(graft, lexicon)
    mender.split_phrases()
    mender.agents()
    mender.stray_subjects()
    mend_roots(graft, lexicon)
    mender.accused()
    mender.bare_objects()


class _PredicateMender:
    def __init__(self, graft: Grafter, lexicon: Lexicon) -> None:
        self.document = graft.document
        self.tokens = graft.tokens
        self.lexicon = lexicon
        self.graft = graft
        self.organs = self.graft.marked(MentionType.ORGANISATION)
        self.people = self.graft.marked(MentionType.PERSON)

    def split_phrases(self) -> None:
        """ "By coalition air strikes": nouns in a row under one preposition are one phrase, headed by the last."""
        for token in self.tokens:
            if (
                token.dep not in ("obl", "obl:agent", "nmod")
                or token.pos not in ("NOUN", "PROPN")
                or self.graft.kids(token.i, "case")
            ):
                continue
            first = self.graft.opening(token.i)
            before = self.tokens[first - 1] if first else token
            if (
                before.i < first
                and before.head == token.head
                and before.dep == token.dep
                and before.pos in ("NOUN", "PROPN")
                and before.tag not in ("NNS", "NNPS")
                and all(t.dep in ("compound", "amod") for t in self.tokens[first : token.i])
                and self.graft.attach(before.i, token.i, "compound")
            ):
                for c in self.graft.kids(before.i, "case", "det"):
                    self.graft.attach(c, token.i, self.tokens[c].dep)

    def agents(self) -> None:
        """ "Was killed by a strike", "the use of gas by the army shows": what "by" stands before is no subject."""
        for token in self.tokens:
            held = self.tokens[token.head]
            if token.dep in ("obl", "obl:agent") and self._acts_by(token):
                deeds = [
                    c
                    for c in self.graft.kids(held.i, "obj")
                    if held.i < c < token.i and self.tokens[c].pos == "NOUN" and self._happens(self.tokens[c])
                ]
                if deeds and self.graft.kids(held.i, "nsubj"):  # "backed the recapture of Gao by troops"
                    self.graft.attach(token.i, deeds[0], "nmod")
            elif (
                token.dep == "nmod"
                and held.dep == "nmod"
                and held.pos in ("PROPN", "NUM")
                and self.tokens[held.head].pos == "NOUN"
                and self._happens(self.tokens[held.head])
                and self._acts_by(token)
            ):
                self.graft.attach(token.i, held.head, "nmod")  # "the recapture of Gao by troops"
        for token in self.tokens:
            if token.dep not in SUBJECTS or not any(
                c < token.i and self.tokens[c].text.lower() == "by" for c in self.graft.kids(token.i, "case")
            ):
                continue
            verb = self.tokens[token.head]
            if verb.i < token.i:
                if verb.tag in ("VBN", "VBD"):
                    token.dep = "obl:agent"
                continue
            first = self.document.sentences[token.sentence].first
            noun = next(
                (
                    t.i
                    for t in reversed(self.tokens[first : token.i])
                    if t.pos == "NOUN" and self._happens(t) and t.head != token.i
                ),
                None,
            )
            if noun is not None:
                self.graft.attach(token.i, noun, "nmod")

    def _acts_by(self, token: Token) -> bool:
        """Whether a by-phrase names who acts."""
        by = any(self.tokens[c].text.lower() == "by" for c in self.graft.kids(token.i, "case"))
        classes = noun_classes().get(token.lemma.lower(), frozenset())
        return by and (
            token.i in self.organs or token.i in self.people or bool(classes & {"force", "org", "people"})
        )

    def _happens(self, token: Token) -> bool:
        """Whether a noun tells of a deed that a by-phrase may belong to."""
        return bool(self.lexicon.nouns.get(token.lemma.lower())) and "person" not in noun_classes().get(
            token.lemma.lower(), ()
        )

    def stray_subjects(self) -> None:
        """ "Near the town, five strikes engaged": the subject is not that of the place before it."""
        for token in self.tokens:
            place = self.tokens[token.head]
            if (
                token.dep in SUBJECTS
                and place.dep == "obl"
                and place.i < token.i
                and self.graft.kids(place.i, "case")
                and not self.graft.kids(place.i, "cop")
                and self.tokens[place.head].pos == "VERB"
                and place.head > token.i
                and not self.graft.kids(place.head, *SUBJECTS)
            ):
                self.graft.attach(token.i, place.head, "nsubj")

    def accused(self) -> None:
        """ "Accused the army of an attack": what somebody is accused of is no part of who is accused; "accused of looting
        by the senators": nor are those who accuse part of what."""
        for token in self.tokens:
            accuser = self._accuser_of(token)
            if accuser is not None:
                self.graft.attach(token.i, accuser.i, "obl:agent")
            accused = self.tokens[token.head]
            if (
                token.dep == "nmod"
                and accused.dep in ("obj", "nsubj:pass")
                and self.tokens[accused.head].lemma in ACCUSING
                and token.i > accused.i
                and self._happens(token)
                and any(self.tokens[c].text.lower() == "of" for c in self.graft.kids(token.i, "case"))
            ):
                self.graft.attach(token.i, accused.head, "obl")

    def _accuser_of(self, token: Token) -> Token | None:
        """The passive verb of charging whose act holds a by-phrase, where nobody else is said to charge: "accused of an attack on
        the town by senators"."""
        by = any(self.tokens[c].text.lower() == "by" for c in self.graft.kids(token.i, "case"))
        if token.dep not in ("obl:agent", "obl", "nmod") or token.pos not in ("NOUN", "PROPN") or not by:
            return None
        act = self.tokens[token.head]
        while act.dep in ("nmod", "obl", "obj") and self.tokens[act.head].lemma not in ACCUSING:
            act = self.tokens[act.head]
        accuser = self.tokens[act.head]
        charged = (
            act.dep in ("obl", "advcl", "xcomp", "ccomp")
            and accuser.lemma in ACCUSING
            and bool(self.graft.kids(accuser.i, "nsubj:pass"))
            and not self.graft.kids(accuser.i, "obl:agent")
        )
        return accuser if charged and act.i != token.i else None

    def bare_objects(self) -> None:
        """ "Two strikes destroyed three entrances": what stands bare right behind a verb without auxiliary is its object."""
        for token in self.tokens:
            if (
                token.pos != "VERB"
                or token.tag not in ("VBN", "VBD")
                or token.lemma in GIVING
                or self.graft.kids(token.i, "aux", "aux:pass", "obl:agent", "obj", "cop")
            ):
                continue
            subjects = [c for c in self.graft.kids(token.i, "nsubj:pass", "nsubj") if c < token.i]
            noun = next(
                (
                    c
                    for c in self.graft.kids(token.i, "obl")
                    if c > token.i and not self.graft.kids(c, "case")
                ),
                None,
            )
            if not subjects or noun is None or self.tokens[noun].pos not in ("NOUN", "PROPN"):
                continue
            between = self.tokens[token.i + 1 : noun]
            if any(t.pos in ("PUNCT", "ADP", "VERB") and t.head != noun for t in between if t.dep != "punct"):
                continue
            if "time" in noun_classes().get(self.tokens[noun].lemma.lower(), ()):
                continue
            self.tokens[noun].dep, token.tag = "obj", "VBD"
            for s in subjects:
                self.tokens[s].dep = "nsubj"
