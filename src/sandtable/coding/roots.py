"""Slips of the parse about the root of a sentence: a sentence taken for a noun, or what is said for a word beside it. Invariant:
every sentence stays one tree with one root, and no token is added or lost."""

from __future__ import annotations

from dataclasses import replace

from sandtable.coding.frames import Lexicon
from sandtable.coding.grafting import Grafter
from sandtable.coding.parts import SUBJECTS
from sandtable.language.document import Token
from sandtable.terms import MentionType

# Of these the second object of a passive stays: "troops given weapons".
GIVING = frozenset(
    "give send award grant offer hand show teach pay deny allow promise issue assign call name".split()
)
# What is told and may be untrue.
TOLD = frozenset({"report", "claim", "rumour", "rumor", "allegation"})
# For such a while something is in somebody's hands.
WHILES = frozenset({"moment", "time", "while", "present"})
HOLDS = frozenset({"hand", "control", "rule", "grip", "possession", "authority", "occupation", "command"})
OF_NOUN = frozenset({"case", "det", "amod", "nummod", "compound"})


def mend_roots(graft: Grafter, lexicon: Lexicon) -> None:
    """Mends the document's trees in place."""
    mender = _RootMender(graft, lexicon)
    mender.finite()
    mender.headless()
    mender.entries()
    mender.meanwhile()
    mender.reports_that()


class _RootMender:
    def __init__(self, graft: Grafter, lexicon: Lexicon) -> None:
        self.document = graft.document
        self.tokens = graft.tokens
        self.lexicon = lexicon
        self.graft = graft

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
                or self.graft.kids(noun.i, "cop", "acl:relcl", "conj", *SUBJECTS)
                or not self.graft.kids(token.i, "obj")
                or self.graft.kids(token.i, "aux:pass", "obl:agent", "mark")
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
            sentence = self.document.sentences[token.sentence]
            self.document.sentences[token.sentence] = replace(sentence, root=token.i)
        for token in self.tokens:
            noun = self.tokens[token.head]
            if (
                token.dep == "acl"
                and token.tag in ("VBN", "VBD")
                and noun.dep == "nsubj"
                and self.tokens[noun.head].tag == "VBD"
                and self.graft.kids(token.i, "obj")
                and not self.graft.kids(token.i, "aux:pass", "obl:agent", "mark")
                and self._told_apart(token, self.tokens[noun.head])
            ):
                self.graft.attach(token.i, noun.head, "conj")

    def _told_apart(self, token: Token, verb: Token) -> bool:
        """Whether a semicolon stands between two verbs of one subject."""
        first, last = sorted((token.i, verb.i))
        return any(t.text == ";" for t in self.tokens[first:last])

    def headless(self) -> None:
        """ "The army shelled buildings": a past tense between two nouns is the verb, not a mark of the second."""
        for token in self.tokens:
            noun = self.tokens[token.head]
            if (
                token.dep != "amod"
                or token.tag != "VBD"
                or token.lemma not in self.lexicon.verbs
                or noun.head != noun.i
                or noun.i < token.i
                or token.i - 1 not in self.graft.kids(noun.i, "compound")
            ):
                continue
            subject = self.tokens[token.i - 1]
            before = [c for c in noun.children if c < subject.i]
            stops = [c for c in noun.children if c > noun.i and self.tokens[c].dep == "punct"]
            noun.children = sorted(set(noun.children) - {*before, *stops, token.i, subject.i})
            subject.children = sorted([*subject.children, *before])
            token.children = sorted([*token.children, *stops, subject.i, noun.i])
            for c in before:
                self.tokens[c].head = subject.i
            for c in stops:
                self.tokens[c].head = token.i
            subject.head, subject.dep = token.i, "nsubj"
            noun.head, noun.dep = token.i, "obj"
            token.head, token.dep, token.pos = token.i, "root", "VERB"
            sentence = self.document.sentences[token.sentence]
            self.document.sentences[token.sentence] = replace(sentence, root=token.i)

    def entries(self) -> None:
        """ "Goma: held by the M23; no change", "Sake: under army control": of an entry under the name of a place what is told behind the
        colon is told of the place."""
        places = self.graft.marked(MentionType.LOCATION)
        for sentence in self.document.sentences:
            place = self.tokens[sentence.root]
            colon = next((t.i for t in self.tokens[sentence.first : sentence.last] if t.text == ":"), None)
            if place.i not in places or place.pos != "PROPN" or colon is None or place.i > colon:
                continue
            if not all(
                t.i == place.i or self.document.under(t.i, place.i)
                for t in self.tokens[sentence.first : colon]
            ):
                continue
            told = [
                c for c in self.graft.kids(place.i, "acl", "parataxis", "nmod", "appos", "dep") if c > colon
            ]
            said = self.tokens[told[0]] if told else place
            held = said.lemma.lower() in HOLDS and self._in_or_under(said.i)
            done = said.tag in ("VBN", "VBD") and said.pos == "VERB" and said.lemma in self.lexicon.verbs
            if any(t.text == ";" for t in self.tokens[colon : said.i]) or not (held or done):
                continue
            strays = self.graft.kids(said.i, *SUBJECTS)
            if any(c < said.i for c in strays):
                continue
            self._crown(said, place, "nsubj:pass" if done else "nsubj")
            said.tag = "VBN" if done else said.tag
            for c in [c for c in place.children if c > colon]:
                self.graft.attach(c, said.i, self.tokens[c].dep)
            for agent in self.graft.kids(said.i, "obl:agent"):
                for c in self.graft.kids(agent, "conj"):
                    if not self.graft.kids(c, "cc"):  # "held by the army, three air strikes"
                        self.graft.attach(c, said.i, "parataxis")
            behind = self.graft.kids(said.i, "parataxis")
            for c in strays:  # "; at least 18 killed"
                self.graft.attach(c, behind[0] if behind else said.i, "nsubj:pass" if behind else "dep")

    def meanwhile(self) -> None:
        """ "Is once more in the hands of the army", "is for the moment under its control": where something is is what is said of it, not
        "more" or the time."""
        times = self.graft.marked(MentionType.TEMPORAL)
        for token in self.tokens:
            beside = self.graft.kids(token.i, "appos")  # "today, Wednesday"
            if not any(self.graft.kids(t, "cop") for t in (token.i, *beside)):
                continue
            again = token.text.lower() in ("more", "again") and self._word_before(token.i) == "once"
            timed = token.i in times or (
                token.lemma.lower() in WHILES and self._word_before(token.i) in ("the", "a", "at")
            )
            said = [
                c
                for c in self.graft.kids(token.i, "obl", "nmod")
                if c > token.i
                and c not in times
                and (again or (timed and self.tokens[c].lemma.lower() in HOLDS and self._in_or_under(c)))
            ]
            if not said:
                continue
            head = self.tokens[said[0]]
            over, dep = token.head, token.dep
            hung = "advmod" if again else "obl:unmarked"
            if over == token.i:
                self._crown(head, token, hung)
            elif not (self.graft.attach(head.i, over, dep) and self.graft.attach(token.i, head.i, hung)):
                continue
            inner = [k for t in (token.i, *beside) for k in self.graft.kids(t, "cop")]
            for c in [
                k for t in (*token.children, *beside, *inner) for k in self.graft.kids(t, *SUBJECTS, "cop")
            ]:
                self.graft.attach(c, head.i, self.tokens[c].dep)  # neither "today" nor "is" has a subject
            own = {t for t in token.children if self.tokens[t].dep in OF_NOUN and t < token.i}
            for c in [c for c in token.children if c != token.i - 1 and c not in own]:
                if not (timed and self.tokens[c].dep == "appos"):
                    self.graft.attach(c, head.i, self.tokens[c].dep)

    def _word_before(self, i: int) -> str:
        return self.tokens[i - 1].text.lower() if i else ""

    def _in_or_under(self, i: int) -> bool:
        return any(self.tokens[c].text.lower() in ("in", "under") for c in self.graft.kids(i, "case"))

    def reports_that(self) -> None:
        """ "Reports that the town had fallen are untrue": what opens the sentence before "that" is a noun, and subject."""
        for sentence in self.document.sentences:
            first = self.tokens[sentence.first]
            following = self.tokens[sentence.first + 1] if sentence.first + 1 < sentence.last else first
            if first.lemma.lower() not in TOLD or following.text.lower() != "that" or first.pos != "VERB":
                continue
            said = [c for c in self.graft.kids(first.i, "ccomp") if self.graft.kids(c, "cop")]
            clause = [c for c in self.graft.kids(first.i, "acl", "appos") if self.tokens[c].pos == "VERB"]
            if first.head != first.i or not said or not clause:
                continue
            first.pos, first.tag = "NOUN", "NNS"
            self._crown(self.tokens[said[0]], first)
            first.dep, self.tokens[clause[0]].dep = "nsubj", "acl"
            for c in self.graft.kids(first.i, "parataxis"):
                self.graft.attach(c, said[0], "parataxis")
            self.graft.attach(following.i, clause[0], "mark")

    def _crown(self, head: Token, root: Token, dep: str = "advmod") -> None:
        """Makes a child of its sentence's root the root, over the old one."""
        root.children.remove(head.i)
        head.head, head.dep = head.i, "root"
        root.head, root.dep = head.i, dep
        head.children = sorted([*head.children, root.i])
