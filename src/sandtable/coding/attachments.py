"""Slips of the parse about what hangs on what: relative clauses, offices and their bodies, plans and their infinitives.
Invariant: every sentence stays one tree, and no token is added or lost."""

from __future__ import annotations

from sandtable.coding.classes import noun_classes
from sandtable.coding.frames import Lexicon
from sandtable.coding.grafting import Grafter
from sandtable.coding.parts import NOMINAL, SUBJECTS
from sandtable.language.document import Token
from sandtable.terms import Kind, MentionType

# What is done to a plan that comes to nothing.
UNDOING = frozenset(
    "abandon cancel deny drop foil frustrate oppose postpone reject renounce repel repulse resist scrap shelve thwart".split()
)
# Nouns whose infinitive says what is meant by them: "in their campaign to retake".
PLANS = frozenset(
    "campaign effort fight battle struggle bid push drive resolve determination commitment mission operation offensive war plan "
    "attempt quest capacity ability readiness willingness desire".split()
)
PEOPLE = frozenset({"person", "people", "force"})


def mend_attachments(graft: Grafter, lexicon: Lexicon) -> None:
    """Mends the document's trees in place."""
    mender = _AttachmentMender(graft, lexicon)
    mender.cases()
    mender.loyal()
    mender.speakers()
    mender.series()
    mender.things()
    mender.complex_prepositions()
    mender.bodies()
    mender.plans()
    mender.reduced()
    mender.persons()


class _AttachmentMender:
    def __init__(self, graft: Grafter, lexicon: Lexicon) -> None:
        self.document = graft.document
        self.tokens = graft.tokens
        self.lexicon = lexicon
        self.graft = graft
        self.places = self.graft.marked(MentionType.LOCATION)
        self.organs = self.graft.marked(MentionType.ORGANISATION)

    def cases(self) -> None:
        """ "In the hands of Boko Haram": a preposition before a name of two words is of the name."""
        for token in self.tokens:
            at = self.tokens[token.head]
            while token.dep == "case" and token.i < at.i and at.dep == "compound" and at.head > at.i:
                at = self.tokens[at.head]
            if at.i != token.head:
                self.graft.attach(token.i, at.i, "case")

    def loyal(self) -> None:
        """ "Forces loyal to the president withdrew": to whom men are loyal is not where they go, and "loyal" is no one's name."""
        for token in self.tokens[1:-2]:
            men, to = self.tokens[token.i - 1], self.tokens[token.i + 1]
            lord = self.tokens[to.head]
            if (
                token.lemma.lower() != "loyal"
                or men.pos not in NOMINAL
                or men.head == token.i
                or to.text.lower() != "to"
                or to.dep != "case"
                or lord.i < to.i
            ):
                continue
            if token.head != men.i:
                self.graft.attach(token.i, men.i, "amod")
            if lord.head != token.i:
                self.graft.attach(lord.i, token.i, "obl")

    def speakers(self) -> None:
        """ "X has taken the town, a senator and fleeing fishermen said": those who flee speak, and no verb goes on with them."""
        for token in self.tokens[2:-2]:
            noun, verb = self.tokens[token.i + 1], self.tokens[token.i + 2]
            first = self.tokens[token.i - 2]
            says = verb.pos == "VERB" and verb.lemma in self.lexicon.speech | {"say", "tell", "report"}
            if (
                token.tag == "VBG"
                and token.dep == "advcl"
                and self.tokens[token.i - 1].text == ","
                and noun.tag == "NNS"
                and noun.head == token.i
                and says
                and not self.graft.kids(verb.i, *SUBJECTS)
                and self.graft.attach(noun.i, verb.i, "nsubj")
            ):
                self.graft.attach(token.i, noun.i, "amod")  # "the rebels hold it, fleeing residents said"
                continue
            if (
                token.tag == "VBG"
                and token.dep == "conj"
                and self.tokens[token.i - 1].text.lower() in ("and", "or")
                and self.tokens[token.head].tag in ("VBD", "VBZ", "VBP", "VBN")
                and noun.tag == "NNS"
                and noun.head in (token.i, token.head)
                and first.pos in NOMINAL
                and says
            ):
                if first.dep == "appos" and not self.graft.kids(verb.i, *SUBJECTS):
                    self.graft.attach(first.i, verb.i, "nsubj")
                self.graft.attach(noun.i, first.i, "conj")
                self.graft.attach(token.i, noun.i, "amod")

    def series(self) -> None:
        """ "The army, the coalition and the government": a body between a comma and an "and" without one renames nothing."""
        for token in self.tokens:
            if token.dep != "appos" or token.head > token.i or token.i not in self.organs:
                continue
            last = next(
                (
                    c
                    for c in (*self.graft.kids(token.i, "conj"), *self.graft.kids(token.head, "conj"))
                    if c > token.i
                ),
                None,
            )
            joints = [] if last is None else [c for c in self.graft.kids(last, "cc") if c > token.i]
            if (
                joints
                and last in self.organs
                and not any(t.text == "," for t in self.tokens[token.i : joints[0]])
            ):
                token.dep = "conj"

    def persons(self) -> None:
        """ "Came from the village behind his troops, who hold it": "who" is nobody's town."""
        for token in self.tokens:
            clause = self.tokens[token.head]
            place = self.tokens[clause.head]
            if (
                token.tag != "WP"
                or token.dep not in SUBJECTS
                or clause.dep != "acl:relcl"
                or place.i not in self.places
            ):
                continue
            for noun in reversed(self.tokens[place.i + 1 : token.i]):
                if noun.pos in NOMINAL and noun_classes().get(noun.lemma.lower(), frozenset()) & PEOPLE:
                    self.graft.rehang(clause.i, noun.i, "acl:relcl")
                    break

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
                self.graft.attach(clause.i, j, "acl:relcl")

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
            self.graft.attach(of.head, token.i, "nmod")

    def bodies(self) -> None:
        """ "John Smith, commander, Joint Forces Command, said": what follows a bare office behind a name is its body."""
        for token in self.tokens[1:-2]:
            if (
                token.pos not in ("NOUN", "PROPN")
                or token.dep not in ("appos", "conj", "nmod", "flat", "nmod:desc")
                or token.head > token.i
                or self.tokens[token.i - 1].text != ","
                or self.tokens[token.i + 1].text != ","
                or not self._commands(token)
                or self.graft.kids(token.i, "nmod", "nmod:poss", "det")
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
                self.graft.attach(at.i, token.i, "nmod:unmarked")

    def _commands(self, token: Token) -> bool:
        return self.lexicon.evokes(token.lemma.lower(), Kind.COMMAND)

    def plans(self) -> None:
        """ "Support them in their campaign to retake the town": the infinitive right behind says what the campaign is for; so where
        it is given up or foiled: "dropped plans to retake"."""
        for token in self.tokens:
            if token.dep not in ("advcl", "xcomp") or token.tag != "VB":
                continue
            to = next(
                (c for c in self.graft.kids(token.i, "mark") if self.tokens[c].text.lower() == "to"), None
            )
            if to is None or to == 0:
                continue
            noun = self.tokens[to - 1]
            by = noun.dep == "nmod" and self.tokens[noun.head].lemma.lower() in PLANS
            if by and any(self.tokens[c].text.lower() == "by" for c in self.graft.kids(noun.i, "case")):
                noun = self.tokens[noun.head]  # "a bid by rebels to take it"
            undone = noun.dep == "obj" and self.tokens[noun.head].lemma.lower() in UNDOING
            if (
                noun.pos == "NOUN"
                and noun.lemma.lower() in PLANS
                and noun.dep in ("obl", "obj", "nmod")
                and (undone or self.graft.kids(noun.i, "nmod:poss", "case"))
            ):
                self.graft.attach(token.i, noun.i, "acl")

    def reduced(self) -> None:
        """ "The land ISIL once controlled": a name between a noun and the verb about it is who did it, and owns nothing."""
        for token in self.tokens:
            j = token.i - 1
            while j > token.head and self.tokens[j].pos == "ADV":
                j -= 1
            if (
                token.dep == "advcl"
                and token.tag == "VBN"
                and self.graft.kids(token.i, "obl:agent")
                and not self.graft.kids(token.i, "mark", "aux:pass", *SUBJECTS)
                and j in self.graft.kids(token.head, "obj")
            ):
                self.graft.attach(token.i, j, "acl")  # "retook land previously held by the rebels"
        for token in self.tokens:
            if (
                token.dep != "acl"
                or token.tag not in ("VBN", "VBD")
                or self.graft.kids(token.i, "aux:pass", "obl:agent", "nsubj")
            ):
                continue
            for c in self.graft.kids(token.head, "nmod:poss", "appos", "compound", "flat"):
                first = min([c, *(k for k in self.graft.kids(c, "det", "compound", "amod") if k < c)])
                if (
                    token.head < first
                    and c < token.i
                    and self.tokens[c].pos == "PROPN"
                    and first == token.head + 1
                    and not self.graft.kids(c, "case")
                    and all(t.pos == "ADV" or t.head == c for t in self.tokens[c + 1 : token.i])
                ):
                    self.graft.attach(c, token.i, "nsubj")
                    token.dep, token.tag = "acl:relcl", "VBD"
                    break
