"""Slips of the parse about who is subject and what is object, mended before anything is read. Invariant: every sentence stays
one tree, and no token is added or lost."""

from __future__ import annotations

from sandtable.coding.frames import Lexicon, irregular
from sandtable.coding.grafting import Grafter
from sandtable.coding.parts import RELATIVE_PRONOUNS, SUBJECTS
from sandtable.language.document import Token
from sandtable.language.lemmas import regular
from sandtable.terms import Kind, MentionType

MOVING = frozenset({Kind.CAPTURE, Kind.CONTROL})
CLOSING = frozenset({",", '"', "”", "’’", "''"})
SAYING = frozenset({"say", "report", "claim", "announce", "write", "add"})
FINITE = frozenset({"VBD", "VBZ", "VBP"})


def mend_subjects(graft: Grafter, lexicon: Lexicon) -> None:
    """Mends the document's trees in place."""
    mender = _SubjectMender(graft, lexicon)
    for token in graft.tokens:
        mender.hyphened(token)
        mender.held(token)
        mender.unsaid(token)
        mender.possessor(token)
        mender.by_phrase(token)
        mender.of_phrase(token)
        mender.before_verb(token)
        mender.bare_clause(token)
        mender.swapped(token)
        mender.inverted(token)
        mender.ruled(token)
        mender.of_said(token)
        mender.because(token)
        mender.absolute(token)
        mender.strayed(token)
        mender.quoted(token)


class _SubjectMender:
    def __init__(self, graft: Grafter, lexicon: Lexicon) -> None:
        self.tokens = graft.tokens
        self.lexicon = lexicon
        self.graft = graft
        self.places = graft.marked(MentionType.LOCATION)

    def _case(self, i: int) -> str:
        return " ".join(self.tokens[c].text.lower() for c in self.graft.kids(i, "case") if c < i)

    def hyphened(self, token: Token) -> None:
        """ "the Nigerian-led force": the participle behind a hyphen is a verb, and the capitalised word before it a name."""
        if token.i < 2 or token.dep != "amod" or self.tokens[token.i - 1].text != "-":
            return
        lower = token.text.lower()
        lemma = irregular().get(lower) or (regular(lower, "VBN") if lower.endswith("ed") else None)
        if lemma not in self.lexicon.verbs:
            return
        if token.pos in ("NOUN", "ADJ"):
            token.pos, token.tag, token.lemma = "VERB", "VBN", str(lemma)
        name = self.tokens[token.i - 2]
        if (
            name.pos == "NOUN"
            and name.text[:1].isupper()
            and self.tokens[name.i - 1].sentence == name.sentence
        ):
            name.pos, name.tag, name.lemma = "PROPN", "NNP", name.text

    def held(self, token: Token) -> None:
        """ "Rockets landed on government-held Halfaya": a participle behind a hyphen stands before the name right behind it."""
        name = self.tokens[token.i + 1] if token.i + 1 < len(self.tokens) else token
        if (
            token.tag == "VBN"
            and token.dep != "amod"
            and token.i >= 2
            and self.tokens[token.i - 1].text == "-"
            and name.pos == "PROPN"
            and (name.head in (token.head, token.i) or token.head == name.i)
        ):
            if name.head == token.i:
                self.graft.attach(name.i, token.head, token.dep)
            self.graft.attach(token.i, name.i, "amod")
            for c in self.graft.kids(token.i, "case", "det"):
                self.graft.attach(c, name.i, self.tokens[c].dep)

    def unsaid(self, token: Token) -> None:
        """ "The SPLA retook the town, aid workers said": who stands before a finite verb that has no subject is its subject."""
        verb = self.tokens[token.head]
        if token.dep not in ("compound", "iobj") or token.pos not in ("NOUN", "PROPN") or verb.i < token.i:
            return
        if (
            verb.pos == "VERB"
            and verb.tag in FINITE
            and not self.graft.kids(verb.i, *SUBJECTS, "aux:pass", "cop")
        ):
            token.dep = "nsubj"

    def possessor(self, token: Token) -> None:
        """ "Myanmar's military retook the town, state media said": whose it is stands right before what it is."""
        marks = self.graft.kids(token.i, "case")
        if (
            token.dep == "nmod:poss"
            and len(marks) == 2
            and marks[0] < token.i < marks[1]
            and token.head > token.i
        ):
            # Of "fighters of the general's front" they are the front's.
            self.graft.attach(marks.pop(0), token.head, "case")
        if (
            token.dep != "nmod:poss"
            or len(marks) != 1
            or self.tokens[marks[0]].text not in ("'s", "’s", "'", "’")
        ):
            return
        behind = self.tokens[marks[0] + 1 : token.head]
        verb = next((t for t in behind if t.pos in ("VERB", "AUX")), None)
        noun = next(
            (t for t in behind if t.pos in ("NOUN", "PROPN") and t.dep not in ("compound", "flat")), None
        )
        if verb is not None and noun is not None and noun.i < verb.i:
            self.graft.attach(token.i, noun.i, "nmod:poss")

    def by_phrase(self, token: Token) -> None:
        """ "under siege by the Front", "the killing of nuns by soldiers": a by-phrase is no subject, and hangs on the act."""
        if self._case(token.i) != "by":
            return
        head = self.tokens[token.head]
        if token.dep in SUBJECTS:
            token.dep = "nmod" if head.pos == "NOUN" else "obl"
        elif token.dep == "nmod" and head.dep == "nmod" and self._case(head.i) == "of":
            act = self.tokens[head.head]
            if act.pos == "NOUN" and act.lemma.lower() in self.lexicon.nouns and head.pos == "NOUN":
                self.graft.rehang(token.i, act.i, "nmod")

    def of_phrase(self, token: Token) -> None:
        """ "Hundreds of rebel fighters overran the town": a second subject behind "of" is of the first."""
        if token.dep not in SUBJECTS or self._case(token.i) != "of":
            return
        first = self.graft.kids(token.head, *SUBJECTS)[0]
        if first < token.i and self.tokens[first].pos in ("NOUN", "NUM"):
            self.graft.rehang(token.i, first, "nmod")

    def before_verb(self, token: Token) -> None:
        """ "Soldiers patrol the border": of two objects of a verb with no subject, the one before it is the subject."""
        if token.pos != "VERB" or token.tag not in FINITE or self.graft.kids(token.i, *SUBJECTS, "aux:pass"):
            return
        objects = self.graft.kids(token.i, "obj")
        if len(objects) > 1 and objects[0] < token.i < objects[1]:
            first = self.tokens[objects[0]]
            if first.text.lower() not in RELATIVE_PRONOUNS and first.tag not in ("WP", "WDT"):
                first.dep = "nsubj"

    def bare_clause(self, token: Token) -> None:
        """ "condemned in the strongest terms the attack": a noun with nothing of a clause is an object."""
        verb = self.tokens[token.head]
        if (
            token.dep == "ccomp"
            and token.pos == "NOUN"
            and verb.pos == "VERB"
            and token.i > verb.i
            and self.graft.kids(token.i, "det", "nmod:poss")
            and not self.graft.kids(token.i, "cop", "mark", "aux", *SUBJECTS)
            and not self.graft.kids(verb.i, "obj")
        ):
            token.dep = "obj"

    def swapped(self, token: Token) -> None:
        """ "The group took the town, a senator from there said": who stands first took it, and who stands behind the comma said so."""
        if token.pos != "VERB":
            return
        said = self.graft.kids(token.i, "nsubj")
        for c in self.graft.kids(token.i, "ccomp"):
            took = self.graft.kids(c, "nsubj")
            if (
                len(said) == len(took) == 1
                and said[0] < c < took[0] < token.i
                and any(t.text == "," for t in self.tokens[c : took[0]])
            ):
                first, second = said[0], took[0]
                self.graft.attach(first, c, "nsubj")
                self.graft.attach(second, token.i, "nsubj")
                return

    def inverted(self, token: Token) -> None:
        """ "The rebels, says the army, have left": who stands right behind the inset verb says so, and who stands before it has left."""
        said = self.graft.kids(token.i, "nsubj")
        if token.lemma not in SAYING or len(said) != 1 or token.i < said[0]:
            return
        for c in self.graft.kids(token.i, "ccomp"):
            told = self.graft.kids(c, "nsubj", "nsubj:pass")
            if len(told) != 1 or not token.i < told[0] < c or self.graft.kids(c, "mark"):
                continue
            ahead = self.tokens[token.i - 1].text == "," and self.graft.opening(told[0]) == token.i + 1
            if ahead and any(t.text == "," for t in self.tokens[told[0] : c]):
                self.graft.attach(said[0], c, self.tokens[told[0]].dep)
                self.graft.attach(told[0], token.i, "nsubj")
                return

    def ruled(self, token: Token) -> None:
        """ "who walked out of the town, now ruled by rebels": a participle behind a comma is said of the place before it."""
        if token.dep not in ("acl", "advcl") or token.tag != "VBN" or token.head in self.places:
            return
        if self.graft.kids(token.i, "mark", *SUBJECTS):
            return
        if not any(e.frame.kind in MOVING for e in self.lexicon.verbs.get(token.lemma, ())):
            return
        i = token.i - 1
        while i > token.head and self.tokens[i].pos == "ADV":
            i -= 1
        if self.tokens[i].text != "," or i - 1 not in self.places or i - 1 <= token.head:
            return
        noun = self.tokens[i - 1]
        while noun.dep in ("flat", "compound") and noun.head in self.places:
            noun = self.tokens[noun.head]
        if noun.pos == "PROPN":
            self.graft.attach(token.i, noun.i, "acl")

    def of_said(self, token: Token) -> None:
        """ "Two women were killed in Goma, the governor said": what stands before the clause that was said is its subject."""
        subjects = [c for c in self.graft.kids(token.i, "nsubj") if c < token.i]
        if token.pos != "VERB" and not any(t.text == ";" for s in subjects for t in self.tokens[s : token.i]):
            return
        if len(subjects) != 1:
            return
        for c in self.graft.kids(token.i, "ccomp"):
            said = self.tokens[c]
            if (
                subjects[0] < c < token.i
                and said.pos == "VERB"
                and not self.graft.kids(c, *SUBJECTS, "mark", "csubj")
                and any(t.text in (",", ";") for t in self.tokens[c : token.i])
                and not any(t.text in (",", '"', "“") for t in self.tokens[subjects[0] : c])
            ):
                passive = bool(self.graft.kids(c, "aux:pass"))
                self.graft.rehang(subjects[0], c, "nsubj:pass" if passive else "nsubj")
                return

    def because(self, token: Token) -> None:
        """ "Nobody went home, for the town was ruled by rebels": behind "for" stands a clause, and its first noun is the subject."""
        if token.dep not in ("obl", "obl:agent", "nmod") or token.pos not in ("NOUN", "PROPN", "PRON"):
            return
        verb = self.tokens[token.head]
        cases = self.graft.kids(token.i, "case") or self.graft.kids(verb.i, "cc")
        if (
            len(cases) != 1
            or cases[0] < 1
            or self.tokens[cases[0]].text.lower() != "for"
            or cases[0] > token.i
        ):
            return
        if self.tokens[cases[0] - 1].text != "," or verb.i < token.i or self.graft.kids(verb.i, *SUBJECTS):
            return
        auxiliaries = [c for c in self.graft.kids(verb.i, "aux", "aux:pass", "cop") if c > token.i]
        if auxiliaries or verb.tag in FINITE:
            passive = bool(self.graft.kids(verb.i, "aux:pass"))
            token.dep = "nsubj:pass" if passive else "nsubj"
            self.graft.attach(cases[0], verb.i, "mark")

    def absolute(self, token: Token) -> None:
        """ "With the rebels back home, the army runs the town": of two subjects the one behind "with" and before a comma is a
        setting."""
        verb = self.tokens[token.head]
        subjects = self.graft.kids(verb.i, "nsubj") if token.dep == "nsubj" else []
        if len(subjects) != 2 or subjects[0] != token.i:
            return
        marks = [c for c in self.graft.kids(verb.i, "mark") if c < token.i]
        withs = [c for c in marks if self.tokens[c].text.lower() == "with"]
        if withs and any(t.text == "," for t in self.tokens[token.i : subjects[1]]):
            token.dep = "obl"
            self.graft.attach(withs[0], token.i, "case")

    def strayed(self, token: Token) -> None:
        """ "Rebels took the town after the army pulled out": a second subject behind its verb, after "after", is the clause's own."""
        verb = self.tokens[token.head]
        if token.dep not in SUBJECTS or token.i < verb.i or len(self.graft.kids(verb.i, *SUBJECTS)) < 2:
            return
        for c in self.graft.kids(verb.i, "advcl"):
            marked = any(m < token.i for m in self.graft.kids(c, "mark"))
            if verb.i < token.i < c and marked and not self.graft.kids(c, *SUBJECTS):
                passive = bool(self.graft.kids(c, "aux:pass"))
                self.graft.attach(token.i, c, "nsubj:pass" if passive else "nsubj")
                return

    def quoted(self, token: Token) -> None:
        """ "We hold the bridge," a man of the brigade said: a second subject behind the quoted clause is who says it."""
        if token.pos != "VERB" or self.graft.kids(token.i, *SUBJECTS, "aux:pass"):
            return
        for c in self.graft.kids(token.i, "ccomp"):
            subjects = self.graft.kids(c, *SUBJECTS)
            if len(subjects) < 2 or not subjects[0] < c < subjects[-1] or c > token.i:
                continue
            speaker = subjects[-1]
            between = [
                t.i for t in self.tokens[speaker + 1 : token.i] if t.pos not in ("PUNCT", "AUX", "ADV")
            ]
            whole = all(self.graft.document.under(i, speaker) for i in between)
            if whole and any(t.text in CLOSING for t in self.tokens[c:speaker]):
                self.graft.attach(speaker, token.i, "nsubj")
                return
