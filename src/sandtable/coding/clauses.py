"""Slips of the parse about clauses and who stands in them, mended before anything is read. Invariant: every sentence stays
one tree, and no token is added or lost."""

from __future__ import annotations

from sandtable.coding.classes import noun_classes
from sandtable.coding.frames import Lexicon
from sandtable.coding.grafting import Grafter
from sandtable.coding.grammar import dateline, noun_before
from sandtable.coding.parts import NOMINAL, SUBJECTS
from sandtable.coding.tags import mend_tags
from sandtable.language.document import Token
from sandtable.terms import MentionType


def mend_clauses(graft: Grafter, lexicon: Lexicon) -> None:
    """Mends the document's trees in place."""
    mender = _ClauseMender(graft)
    mender.datelines()
    mend_tags(graft, lexicon)
    mender.relatives()
    mender.led()
    mender.closings()
    mender.late_objects()
    mender.seen()
    mender.titles()


class _ClauseMender:
    def __init__(self, graft: Grafter) -> None:
        self.document = graft.document
        self.tokens = graft.tokens
        self.graft = graft
        self.people = self.graft.marked(MentionType.PERSON)

    def datelines(self) -> None:
        """ "KYIV, Ukraine - Russian forces shelled": the place of writing is no subject; what follows the dash is."""
        for sentence in self.document.sentences:
            dash = dateline(self.tokens, sentence)
            if dash is None:
                continue
            first = sentence.first
            verb = self.tokens[first].head
            if self.tokens[first].dep not in SUBJECTS or verb <= dash:
                continue
            if any(c > dash for c in self.graft.kids(verb, *SUBJECTS)):
                self.graft.attach(first, verb, "dep")
                continue
            for c in range(dash + 1, verb):
                token = self.tokens[c]
                if (
                    token.head <= dash
                    and token.pos in NOMINAL
                    and token.dep in ("appos", "conj", "flat", "dep", "list")
                ):
                    self.graft.rehang(c, verb, self.tokens[first].dep)
                    self.graft.rehang(first, verb, "dep")
                    break

    def led(self) -> None:
        """ "Reports that insurgents led by the Front retook the town": what "that" opens is told by the verb behind the participle, and
        whoever stands before that did it."""
        for token in self.tokens:
            over = self.tokens[token.head]
            said = self.tokens[over.head]
            marks = [c for c in self.graft.kids(token.i, "mark") if self.tokens[c].text.lower() == "that"]
            by = over.i + 1 < len(self.tokens) and self.tokens[over.i + 1].text.lower() == "by"
            if (
                token.tag not in ("VBD", "VBZ", "VBP")
                or token.dep not in ("advcl", "ccomp")
                or over.dep != "ccomp"
                or not said.i < over.i < token.i
                or not (by and marks and said.i < marks[0] < over.i)
            ):
                continue
            doers = [c for c in self.graft.kids(over.i, *SUBJECTS) if marks[0] < c < over.i]
            agents = [c for c in self.graft.kids(token.i, *SUBJECTS) if over.i < c < token.i]
            if not doers or not self.graft.attach(token.i, said.i, "ccomp"):
                continue
            self.graft.attach(doers[0], token.i, "nsubj")
            self.graft.attach(over.i, doers[0], "acl")
            for c in agents:
                self.graft.attach(c, over.i, "obl:agent")
            for c in [k for k in over.children if k > token.i]:
                self.graft.attach(c, token.i, self.tokens[c].dep)

    def relatives(self) -> None:
        """ "the alliance, whose leader was once the movement's man": what "whose" opens hangs on the noun before it."""
        for token in self.tokens:
            if token.text.lower() != "whose" or token.dep != "nmod:poss":
                continue
            subject = self.tokens[token.head]
            said = next(
                (
                    c
                    for c in self.graft.kids(subject.head, "obj", "conj", "xcomp", "ccomp")
                    if c > subject.i and self.graft.kids(c, "cop")
                ),
                None,
            )
            if subject.dep not in SUBJECTS and said is not None:
                self.graft.rehang(subject.i, said, "nsubj")
            clause = self.tokens[subject.head]
            if (
                subject.dep not in SUBJECTS
                or clause.dep in ("acl:relcl", "advcl:relcl")
                or clause.i < token.i
            ):
                continue
            noun = self._spoken_of(token.i)
            if noun is not None:
                self.graft.rehang(clause.i, noun, "acl:relcl")

    def _spoken_of(self, i: int) -> int | None:
        """The noun that a relative clause opening at i speaks of: that of an earlier clause joined by "and", or the one before."""
        first = self.document.sentences[self.tokens[i].sentence].first
        if i - 1 > first and self.tokens[i - 1].dep == "cc":
            for token in reversed(self.tokens[first + 1 : i - 1]):
                if token.dep == "acl:relcl":
                    return token.head
        return noun_before(self.tokens, first, i)

    def late_objects(self) -> None:
        """ "condemn in the strongest terms the attack": what follows with no comma renames nothing, it is the object."""
        for token in self.tokens:
            head = self.tokens[token.head]
            verb = self.tokens[head.head]
            if token.dep != "appos" or head.dep != "obl" or verb.pos != "VERB" or head.i > token.i:
                continue
            if self.graft.kids(verb.i, "obj", "ccomp", "xcomp") or any(
                t.pos == "PUNCT" for t in self.tokens[head.i : token.i]
            ):
                continue
            self.graft.rehang(token.i, verb.i, "obj")

    def closings(self) -> None:
        """ "commanded the troops that retook Baiji, and was wounded": past a comma the verb goes on from the main one."""
        for token in self.tokens:
            if token.pos != "VERB" or token.dep != "conj" or self.graft.kids(token.i, *SUBJECTS):
                continue
            joint = next((c for c in self.graft.kids(token.i, "cc") if c < token.i), None)
            if joint is None or self.tokens[joint - 1].text != ",":
                continue
            inner = self.tokens[token.head]
            outer = self._main_over(inner)
            if (
                outer is not None
                and self._tense(outer) == self._tense(token)
                and (inner.dep == "acl:relcl" or self._tense(inner) != self._tense(token))
            ):
                self.graft.rehang(token.i, outer.i, "conj")

    def _main_over(self, inner: Token) -> Token | None:
        """The finite verb with a subject of its own that governs the clause of another."""
        if inner.dep not in ("acl:relcl", "ccomp", "advcl", "xcomp"):
            return None
        at = inner
        for _ in range(6):
            if at.head == at.i:
                return None
            at = self.tokens[at.head]
            if at.pos == "VERB" and self.graft.kids(at.i, *SUBJECTS) and self._tense(at):
                return at
        return None

    def _tense(self, token: Token) -> str:
        """The tense of a finite verb: of its first auxiliary, else its own; empty where it is not finite."""
        auxiliaries = self.graft.kids(token.i, "aux", "aux:pass", "cop")
        tag = self.tokens[auxiliaries[0]].tag if auxiliaries else token.tag
        return {"VBD": "past", "VBZ": "present", "VBP": "present", "MD": "modal"}.get(tag, "")

    def seen(self) -> None:
        """ "Photographs showed fighters standing": the second subject is that of what was shown."""
        for token in self.tokens:
            if token.pos != "VERB":
                continue
            subjects = self.graft.kids(token.i, "nsubj")
            late = [c for c in subjects if c > token.i]
            if not late or len(subjects) < 2:
                continue
            for c in self.graft.kids(token.i, "ccomp", "xcomp"):
                if c > late[0] and not self.graft.kids(c, *SUBJECTS, "mark"):
                    self.graft.rehang(late[0], c, "nsubj")
                    break

    def titles(self) -> None:
        """ "the head of the council, Rashad al-Alimi": the name is his, not the council's; nor is it a second subject."""
        for token in self.tokens:
            if token.pos != "PROPN" or token.i not in self.people or not self._after_comma(token.i):
                continue
            office: Token | None = self.tokens[token.head]
            if token.dep == "appos":
                body = self.tokens[token.head]
                classes = noun_classes().get(body.lemma.lower(), frozenset())
                if "person" in classes or (body.i in self.people and not classes & {"force", "org"}):
                    continue
                office = self._office_of(body)
            elif token.dep in SUBJECTS:
                before = [c for c in self.graft.kids(token.head, token.dep) if c < token.i]
                office = self.tokens[before[-1]] if before else None
            else:
                continue
            if office is not None and office.i < token.i and self._is_office(office):
                self.graft.rehang(token.i, office.i, "appos")

    def _after_comma(self, i: int) -> bool:
        """Whether a name, its titles aside, stands after a comma."""
        first = min([i, *(c for c in self.graft.kids(i, "nmod:desc", "compound", "amod") if c < i)])
        return first > 0 and self.tokens[first - 1].text == ","

    def _is_office(self, token: Token) -> bool:
        return token.pos == "NOUN" and "person" in noun_classes().get(token.lemma.lower(), ())

    def _office_of(self, body: Token) -> Token | None:
        """The office whose of-phrase holds a body: the commander of "the commander of the front's 1st Army"."""
        at = body
        for _ in range(3):
            if at.dep not in ("nmod", "nmod:poss", "compound") or at.head == at.i:
                return None
            at = self.tokens[at.head]
            if self._is_office(at):
                return at
        return None
