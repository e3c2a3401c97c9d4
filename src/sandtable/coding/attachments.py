"""Slips of the parse about what hangs on what: objects of lean sentences, relative clauses, offices and their bodies, plans
and their infinitives. Invariant: every sentence stays one tree, and no token is added or lost."""

from __future__ import annotations

from sandtable.coding.frames import Lexicon
from sandtable.coding.grammar import NOMINAL, SUBJECTS
from sandtable.coding.phrases import noun_classes
from sandtable.language.document import Document, Token
from sandtable.terms import Kind, MentionType

# Of these the second object of a passive stays: "troops given weapons".
GIVING = frozenset(
    "give send award grant offer hand show teach pay deny allow promise issue assign call name".split()
)
# Nouns whose infinitive says what is meant by them: "in their campaign to retake".
PLANS = frozenset(
    "campaign effort fight battle struggle bid push drive resolve determination commitment mission operation offensive war plan "
    "attempt quest capacity ability readiness willingness desire".split()
)


def mend_attachments(document: Document, lexicon: Lexicon) -> None:
    """Mends the document's trees in place."""
    mender = _AttachmentMender(document, lexicon)
    mender.split_phrases()
    mender.agents()
    mender.stray_subjects()
    mender.finite()
    mender.bare_objects()
    mender.things()
    mender.complex_prepositions()
    mender.bodies()
    mender.plans()
    mender.reduced()


class _AttachmentMender:
    def __init__(self, document: Document, lexicon: Lexicon) -> None:
        self.document = document
        self.tokens = document.tokens
        self.lexicon = lexicon
        self.organs = self._marked(MentionType.ORGANISATION)
        self.people = self._marked(MentionType.PERSON)

    def _marked(self, sort: MentionType) -> set[int]:
        return {
            t.i
            for m in self.document.mentions
            if m.type is sort
            for t in self.document.tokens
            if m.start <= t.start < m.end
        }

    def _kids(self, i: int, *deps: str) -> list[int]:
        return [c for c in self.tokens[i].children if self.tokens[c].dep in deps]

    def _attach(self, i: int, head: int, dep: str) -> bool:
        """Hangs a token on another head; not where that would close a circle."""
        at = head
        while self.tokens[at].head != at:
            if at == i:
                return False
            at = self.tokens[at].head
        token = self.tokens[i]
        if i == at:
            return False
        if token.head != head:
            self.tokens[token.head].children.remove(i)
            self.tokens[head].children = sorted([*self.tokens[head].children, i])
        token.head, token.dep = head, dep
        return True

    def split_phrases(self) -> None:
        """ "By coalition air strikes": nouns in a row under one preposition are one phrase, headed by the last."""
        for token in self.tokens:
            if (
                token.dep not in ("obl", "obl:agent", "nmod")
                or token.pos not in ("NOUN", "PROPN")
                or self._kids(token.i, "case")
            ):
                continue
            first = min([token.i, *(c for c in token.children if c < token.i)])
            before = self.tokens[first - 1] if first else token
            if (
                before.i < first
                and before.head == token.head
                and before.dep == token.dep
                and before.pos in ("NOUN", "PROPN")
                and before.tag not in ("NNS", "NNPS")
                and all(t.dep in ("compound", "amod") for t in self.tokens[first : token.i])
                and self._attach(before.i, token.i, "compound")
            ):
                for c in self._kids(before.i, "case", "det"):
                    self._attach(c, token.i, self.tokens[c].dep)

    def agents(self) -> None:
        """ "Was killed by a strike", "the use of gas by the army shows": what "by" stands before is no subject."""
        for token in self.tokens:
            held = self.tokens[token.head]
            if token.dep in ("obl", "obl:agent") and self._acts_by(token):
                deeds = [
                    c
                    for c in self._kids(held.i, "obj")
                    if held.i < c < token.i and self.tokens[c].pos == "NOUN" and self._happens(self.tokens[c])
                ]
                if deeds and self._kids(held.i, "nsubj"):  # "backed the recapture of Gao by troops"
                    self._attach(token.i, deeds[0], "nmod")
            elif (
                token.dep == "nmod"
                and held.dep == "nmod"
                and held.pos in ("PROPN", "NUM")
                and self.tokens[held.head].pos == "NOUN"
                and self._happens(self.tokens[held.head])
                and self._acts_by(token)
            ):
                self._attach(token.i, held.head, "nmod")  # "the recapture of Gao by troops"
        for token in self.tokens:
            if token.dep not in SUBJECTS or not any(
                c < token.i and self.tokens[c].text.lower() == "by" for c in self._kids(token.i, "case")
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
                self._attach(token.i, noun, "nmod")

    def _acts_by(self, token: Token) -> bool:
        """Whether a by-phrase names who acts."""
        by = any(self.tokens[c].text.lower() == "by" for c in self._kids(token.i, "case"))
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
                and self._kids(place.i, "case")
                and not self._kids(place.i, "cop")
                and self.tokens[place.head].pos == "VERB"
                and place.head > token.i
                and not self._kids(place.head, *SUBJECTS)
            ):
                self._attach(token.i, place.head, "nsubj")

    def finite(self) -> None:
        """ "Five strikes engaged four units": a sentence that is a noun with a past participle and its object is a clause."""
        for token in self.tokens:
            noun = self.tokens[token.head]
            if (
                token.dep != "acl"
                or token.tag not in ("VBN", "VBD")
                or token.lemma in GIVING
                or noun.head != noun.i
                or noun.pos not in ("NOUN", "PROPN")
                or token.i < noun.i
                or self._kids(noun.i, "cop", "acl:relcl", "conj", *SUBJECTS)
                or not self._kids(token.i, "obj")
                or self._kids(token.i, "aux:pass", "obl:agent", "mark")
            ):
                continue
            around = [
                c for c in noun.children if c > token.i or self.tokens[c].dep in ("advmod", "punct", "obl")
            ]
            noun.children = sorted(set(noun.children) - {*around, token.i})
            token.children = sorted([*token.children, *around, noun.i])
            for c in around:
                self.tokens[c].head = token.i
            token.head, token.dep, token.tag = token.i, "root", "VBD"
            noun.head, noun.dep = token.i, "nsubj"
        for token in self.tokens:
            noun = self.tokens[token.head]
            if (
                token.dep == "acl"
                and token.tag in ("VBN", "VBD")
                and noun.dep == "nsubj"
                and self.tokens[noun.head].tag == "VBD"
                and self._kids(token.i, "obj")
                and not self._kids(token.i, "aux:pass", "obl:agent", "mark")
                and self._told_apart(token, self.tokens[noun.head])
            ):
                self._attach(token.i, noun.head, "conj")

    def _told_apart(self, token: Token, verb: Token) -> bool:
        """Whether a semicolon stands between two verbs of one subject."""
        first, last = sorted((token.i, verb.i))
        return any(t.text == ";" for t in self.tokens[first:last])

    def bare_objects(self) -> None:
        """ "Two strikes destroyed three entrances": what stands bare right behind a verb without auxiliary is its object."""
        for token in self.tokens:
            if (
                token.pos != "VERB"
                or token.tag not in ("VBN", "VBD")
                or token.lemma in GIVING
                or self._kids(token.i, "aux", "aux:pass", "obl:agent", "obj", "cop")
            ):
                continue
            subjects = [c for c in self._kids(token.i, "nsubj:pass", "nsubj") if c < token.i]
            noun = next(
                (c for c in self._kids(token.i, "obl") if c > token.i and not self._kids(c, "case")), None
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

    def things(self) -> None:
        """ "The commander of the Joint Command, which controls": a thing is no person, so "which" means the name before it."""
        for token in self.tokens:
            if token.text.lower() != "which" or token.dep not in (*SUBJECTS, "obj") or token.i < 2:
                continue
            clause = self.tokens[token.head]
            noun = self.tokens[clause.head]
            if clause.dep != "acl:relcl" or "person" not in noun_classes().get(noun.lemma.lower(), ()):
                continue
            j = token.i - 1
            while j > noun.i and self.tokens[j].pos == "PUNCT":
                j -= 1
            while j > noun.i and self.tokens[j].dep in ("flat", "compound") and self.tokens[j].head != noun.i:
                j = self.tokens[j].head
            if j > noun.i and self.tokens[j].pos in NOMINAL:
                self._attach(clause.i, j, "acl:relcl")

    def complex_prepositions(self) -> None:
        """ "Coordinated with and in support of the army": the of-phrase belongs to the support, and both to the army."""
        for token in self.tokens[1:-2]:
            of = self.tokens[token.i + 1]
            if (
                token.pos != "NOUN"
                or of.text.lower() != "of"
                or self.tokens[token.i - 1].text.lower() != "in"
                or of.dep != "case"
                or self.tokens[of.head].head != token.head
                or of.head < token.i
            ):
                continue
            self._attach(of.head, token.i, "nmod")

    def bodies(self) -> None:
        """ "John Smith, commander, Joint Forces Command, said": what follows a bare office behind a name is its body."""
        for token in self.tokens[1:-2]:
            if (
                token.pos not in ("NOUN", "PROPN")
                or token.dep not in ("appos", "conj", "nmod", "flat")
                or self.tokens[token.i - 1].text != ","
                or self.tokens[token.i + 1].text != ","
                or not self._commands(token)
                or self._kids(token.i, "nmod", "nmod:poss", "det")
            ):
                continue
            first = token.i + 2
            sentence = self.document.sentences[token.sentence]
            if first >= sentence.last or first not in self.organs:
                continue
            at = self.tokens[first]
            while at.head != at.i and at.head > at.i and at.head in self.organs:
                at = self.tokens[at.head]
            if at.dep in (*SUBJECTS, "appos", "conj", "flat", "compound", "obl", "nmod", "list", "dep"):
                self._attach(at.i, token.i, "nmod:unmarked")

    def _commands(self, token: Token) -> bool:
        return any(e.frame.kind is Kind.COMMAND for e in self.lexicon.nouns.get(token.lemma.lower(), ()))

    def plans(self) -> None:
        """ "Support them in their campaign to retake the town": the infinitive right behind says what the campaign is for."""
        for token in self.tokens:
            if token.dep not in ("advcl", "xcomp") or token.tag != "VB":
                continue
            to = next((c for c in self._kids(token.i, "mark") if self.tokens[c].text.lower() == "to"), None)
            if to is None or to == 0:
                continue
            noun = self.tokens[to - 1]
            if (
                noun.pos == "NOUN"
                and noun.lemma.lower() in PLANS
                and noun.dep in ("obl", "obj", "nmod")
                and self._kids(noun.i, "nmod:poss", "case")
            ):
                self._attach(token.i, noun.i, "acl")

    def reduced(self) -> None:
        """ "The land ISIL once controlled": a name between a noun and the verb about it is who did it, and owns nothing."""
        for token in self.tokens:
            if (
                token.dep != "acl"
                or token.tag not in ("VBN", "VBD")
                or self._kids(token.i, "aux:pass", "obl:agent", "nsubj")
            ):
                continue
            for c in self._kids(token.head, "nmod:poss", "appos", "compound", "flat"):
                first = min([c, *(k for k in self._kids(c, "det", "compound", "amod") if k < c)])
                if (
                    token.head < first
                    and c < token.i
                    and self.tokens[c].pos == "PROPN"
                    and first == token.head + 1
                    and not self._kids(c, "case")
                    and all(t.pos == "ADV" or t.head == c for t in self.tokens[c + 1 : token.i])
                ):
                    self._attach(c, token.i, "nsubj")
                    token.dep, token.tag = "acl:relcl", "VBD"
                    break
