"""Slips of the parse that recur, mended before anything is read from it. Invariant: every sentence stays one tree, and
no token is added or lost."""

from __future__ import annotations

from sandtable.coding.frames import data, words
from sandtable.coding.grafting import Grafter
from sandtable.coding.grammar import inside
from sandtable.coding.perfects import mend_perfects
from sandtable.language.document import Token
from sandtable.terms import MentionType

WILLING = frozenset(data("moods.toml")["intended"]["adjectives"])
COPULAR = frozenset(
    ["be", "become", "remain", "stay", "seem", "appear", "turn", "prove", "serve", "act", "name", "elect"]
)
# "Our units", taken for one.
SEVERAL = words("member_nouns")
NAMED = frozenset([MentionType.LOCATION, MentionType.PERSON, MentionType.ORGANISATION])
RULING = frozenset({"republic", "emirate", "junta", "regime"})
KINDS_OF_PLACE = words("settlement_nouns") | words("region_nouns")


def mend(graft: Grafter) -> None:
    """Mends the document's trees in place."""
    mender = _Mender(graft)
    mender.commons()
    mender.names()
    mender.acronyms()
    mend_perfects(graft)
    mender.subjects()
    mender.objects()
    mender.crossed_subjects()
    mender.small_clauses()
    mender.voices()
    mender.towns()
    mender.lists()


class _Mender:
    def __init__(self, graft: Grafter) -> None:
        self.document = graft.document
        self.tokens = graft.tokens
        self.graft = graft

    def commons(self) -> None:
        """ "A spokesman for the movement": a noun for a party in small letters is no name."""
        for token in self.tokens:
            if token.pos == "PROPN" and token.text.islower() and token.text in words("group_nouns") | RULING:
                token.pos, token.tag, token.lemma = "NOUN", "NN", token.text
            if token.tag == "NN" and token.text.endswith("s") and token.text[:-1] in SEVERAL:
                token.tag, token.lemma = "NNS", token.text[:-1]

    def names(self) -> None:
        """What the tagger takes for one name of a place, person or body hangs together, and "the city of X" with its X."""
        starts = {t.start: t.i for t in self.tokens}
        opening = {s.first for s in self.document.sentences}
        for mention in self.document.mentions:
            first = starts.get(mention.start)
            if mention.type not in NAMED or first is None:
                continue
            span = inside(self.tokens, first, mention.end)
            if (
                mention.type is not MentionType.ORGANISATION
                and len(span) == 1
                and self.tokens[first].tag == "NN"
                and mention.text[:1].isupper()
                and first not in opening
            ):
                token = self.tokens[first]
                token.pos, token.tag, token.lemma = "PROPN", "NNP", token.text  # "left Homs"
            names = [i for i in span if self.tokens[i].pos == "PROPN"]
            if names[:1] != [first] or any(
                self.tokens[i].pos not in ("PROPN", "PUNCT") or self.tokens[i].text == "," for i in span
            ):
                continue
            for i in names[1:]:
                if self.tokens[i].head not in span and self.tokens[first].head not in span:
                    for c in self.graft.kids(i, "case", "det"):
                        if c < first:
                            self.graft.attach(c, first, self.tokens[c].dep)  # "according to" the whole name
                    self.graft.rehang(i, first, "flat")
        for token in self.tokens:
            inner = self.tokens[token.head]
            if token.text == "by" and token.dep == "case" and inner.dep == "flat" and token.i < inner.head:
                top = inner  # "led by Ahrar al-Sham": the preposition is that of the whole name
                while top.dep in ("flat", "compound") and top.pos == "PROPN" and top.head != top.i:
                    top = self.tokens[top.head]
                self.graft.attach(token.i, top.i, "case")
        for token in self.tokens[:-2]:
            name = self.tokens[token.i + 2]
            if (
                token.lemma.lower() in KINDS_OF_PLACE
                and self.tokens[token.i + 1].text == "of"
                and name.pos == "PROPN"
            ) and (
                name.head != token.i
                and name.sentence == token.sentence
                and name.dep not in ("flat", "compound")
            ):
                self.graft.rehang(name.i, token.i, "nmod")

    def acronyms(self) -> None:
        """Capitals alone amid other words are a name, whatever noun they spell."""
        for token in self.tokens:
            if token.tag == "NN" and len(token.text) > 1 and token.text.isalpha() and token.text.isupper():
                sentence = self.document.sentences[token.sentence]
                if any(t.text.islower() for t in self.tokens[sentence.first : sentence.last]):
                    token.pos, token.tag, token.lemma = "PROPN", "NNP", token.text

    def crossed_subjects(self) -> None:
        """A phrase before a verb that the parse hangs across it, on its object, or on it as a measure, is its subject."""
        times = {m.start for m in self.document.mentions if m.type is MentionType.TEMPORAL}
        for token in self.tokens:
            verb = token.i
            if token.tag not in ("VBD", "VBZ", "VBP") or any(
                self.tokens[c].dep.startswith(("nsubj", "csubj")) for c in token.children
            ):
                continue
            before = [
                t
                for t in self.tokens[self.document.sentences[token.sentence].first : verb]
                if t.head > verb and self.tokens[t.head].head == verb and self._across(t)
            ]
            heads = [t for t in before if t.pos in ("NOUN", "PROPN", "PRON")]
            bare = [
                self.tokens[c]
                for c in token.children
                if c < verb
                and self.tokens[c].dep == "obl:unmarked"
                and self.tokens[c].pos in ("NOUN", "PROPN")
                and self.tokens[c].start not in times
            ]
            if not heads and not (bare and before):
                continue
            subject = (bare or heads)[-1].i
            self.graft.rehang(subject, verb, "nsubj")
            for t in before:
                if t.i < subject:
                    self.graft.rehang(t.i, subject, "det" if t.pos == "DET" else "compound")

    def _across(self, token: Token) -> bool:
        """Whether a word is hung on what a verb behind it takes: "Goma | fell to M23 fighters"."""
        over = self.tokens[token.head].dep
        return over == "obj" or (over == "obl" and token.dep in ("compound", "nmod"))

    def small_clauses(self) -> None:
        """ "Found the man guilty", "called in the envoy": whom a verb so treats is its object."""
        times = {m.start for m in self.document.mentions if m.type is MentionType.TEMPORAL}
        for token in self.tokens:
            if token.pos != "VERB" or any(self.tokens[c].dep == "obj" for c in token.children):
                continue
            particle = any(self.tokens[c].dep == "compound:prt" for c in token.children)
            for c in list(token.children):
                kid = self.tokens[c]
                deps = {self.tokens[k].dep for k in kid.children}
                treated = kid.dep == "obl" or (kid.dep == "xcomp" and "det" in deps)
                if particle and treated and c > token.i and "case" not in deps:
                    if self.tokens[c].pos in ("NOUN", "PROPN") and kid.start not in times:
                        kid.dep = "obj"
                        break
                elif kid.dep == "xcomp" and kid.pos == "PROPN" and token.lemma not in COPULAR:
                    kid.dep = "obj"  # "called the king": whom, not what
                    break
                elif kid.dep == "xcomp" and kid.pos in ("ADJ", "NOUN") and not deps & {"mark", "cop", "aux"}:
                    for k in list(kid.children):
                        if self.tokens[k].dep == "nsubj" and token.i < k < c:
                            self.graft.rehang(k, token.i, "obj")

    def voices(self) -> None:
        """Active for passive and the reverse: "shortened by an hour the curfew", "it is willing to", "accused of shelling
        the town by the army"."""
        organs = {
            m.start
            for m in self.document.mentions
            if m.type in (MentionType.PERSON, MentionType.ORGANISATION)
        }
        for token in self.tokens:
            kids = [self.tokens[c] for c in token.children]
            auxiliary = any(k.dep == "aux:pass" for k in kids)
            subjects = [k for k in kids if k.dep == "nsubj:pass"]
            if token.pos == "VERB" and not auxiliary and [k.i < token.i for k in subjects] == [True, False]:
                token.tag = "VBD"
                subjects[0].dep, subjects[1].dep = "nsubj", "obj"
            elif token.lemma == "due" and self.tokens[token.head].tag == "VB":  # "is due to meet"
                for k in kids:
                    if k.text.lower() == "to" and k.dep == "fixed":
                        self.graft.rehang(k.i, token.head, "mark")
            elif token.pos == "ADJ" and token.lemma in WILLING:
                for k in kids:
                    if k.dep == "expl" and k.text.lower() == "it":
                        k.dep = "nsubj"
            elif auxiliary and not any(k.dep == "obl:agent" for k in kids):
                deeds = [k for k in kids if k.dep in ("advcl", "xcomp") and k.tag == "VBG"]
                for k in (self.tokens[c] for d in deeds for c in d.children):
                    by = [
                        c for c in k.children if self.tokens[c].dep == "case" and self.tokens[c].text == "by"
                    ]
                    if (
                        k.dep == "obl"
                        and by
                        and by[0] + 1 < len(self.tokens)
                        and self.tokens[by[0] + 1].start in organs
                    ):
                        self.graft.rehang(k.i, token.i, "obl:agent")
                        break

    def objects(self) -> None:
        """A phrase right behind a verb that the parse hangs across it, on its subject, is its object."""
        for token in self.tokens:
            verb, noun = token.i, None
            if token.pos != "VERB" or any(
                self.tokens[c].dep in ("obj", "ccomp", "xcomp") for c in token.children
            ):
                continue
            for c in self.tokens[verb + 1 : verb + 12]:
                if c.sentence != token.sentence or c.pos in ("PUNCT", "VERB", "AUX", "ADP", "SCONJ"):
                    break
                if c.head < verb and self.tokens[c.head].head == verb and c.pos in ("NOUN", "PROPN"):
                    noun = c.i
                    break
            if noun is not None:
                self.graft.rehang(noun, verb, "obj")
                continue
            subjects = [c for c in token.children if self.tokens[c].dep == "nsubj"]
            if len(subjects) == 2 and subjects[1] < verb and self.tokens[subjects[0]].tag == "WDT":
                self.tokens[subjects[0]].dep = "obj"  # "Raqqa, which IS has held"
            if len(subjects) == 2 and subjects[0] < verb < subjects[1] and token.tag in ("VBD", "VBZ", "VBP"):
                self.tokens[subjects[1]].dep = "obj"  # "The colonel met deputy minister Petrov"

    def subjects(self) -> None:
        """ "Troops arrested a man, officials said": the first of two subjects of the last verb is that of what was said."""
        for token in self.tokens:
            subjects = [c for c in token.children if c < token.i and self.tokens[c].dep == "nsubj"]
            if len(subjects) < 2 or token.pos != "VERB":
                continue
            for c in token.children:
                said = self.tokens[c]
                if (
                    said.dep == "ccomp"
                    and subjects[0] < c < subjects[-1]
                    and not any(
                        self.tokens[k].dep.startswith(("nsubj", "csubj", "mark")) for k in said.children
                    )
                ):
                    passive = any(self.tokens[k].dep == "aux:pass" for k in said.children)
                    for s in subjects:
                        if s < c:
                            self.graft.rehang(s, c, "nsubj:pass" if passive else "nsubj")
                    break

    def towns(self) -> None:
        """ "The army took Sinja and Dinder, two officers said": a name of a place behind "and" is listed with the one before it."""
        places = self.graft.marked(MentionType.LOCATION)
        for token in self.tokens[2:]:
            before = self.tokens[token.i - 2]
            if (
                token.dep == "conj"
                and token.pos == "PROPN"
                and self.tokens[token.head].pos == "VERB"
                and self.tokens[token.i - 1].dep == "cc"
                and {token.i, before.i} <= places
                and not any(self.tokens[c].dep in ("nsubj", "obj", "aux", "cop") for c in token.children)
            ):
                while before.dep in ("flat", "compound") and before.head != before.i:
                    before = self.tokens[before.head]
                if before.head == token.head and before.dep in ("obj", "obl", "nsubj:pass"):
                    self.graft.rehang(token.i, before.i, "conj")

    def lists(self) -> None:
        """ "three buildings, two trucks, a launcher and a depot": what the parse takes to rename the first is listed with it."""
        for token in self.tokens:
            head = self.tokens[token.head]
            if token.dep != "appos" or token.pos != "NOUN" or head.pos != "NOUN" or head.i > token.i:
                continue
            closed = any(
                self.tokens[c].dep == "conj" and c > token.i for h in (head, token) for c in h.children
            )
            if closed and self._counted(token.i) and self._counted(head.i):
                token.dep = "conj"

    def _counted(self, i: int) -> bool:
        """Whether a noun is one of a list of things: with a number or an indefinite article."""
        return any(
            self.tokens[c].dep == "nummod"
            or self.tokens[c].text.lower() in ("a", "an", "several", "multiple")
            for c in self.tokens[i].children
        )
