"""Slips of the parse about what stands right behind a noun that names an act: who does it, and to whom. Invariant: every
sentence stays one tree, and no token is added or lost."""

from __future__ import annotations

from sandtable.coding.frames import Lexicon
from sandtable.coding.grafting import Grafter
from sandtable.coding.parts import NOMINAL, SUBJECTS
from sandtable.coding.predicates import ACCUSING
from sandtable.language.document import Token
from sandtable.terms import Kind, MentionType

ACTS = frozenset(
    {Kind.ASSAULT, Kind.CAPTURE, Kind.WITHDRAWAL, Kind.SIEGE, Kind.MOVEMENT, Kind.CASUALTY, Kind.COERCION}
)
AIMS = frozenset({"on", "against", "of", "from"})


def mend_acts(graft: Grafter, lexicon: Lexicon) -> None:
    """Mends the document's trees in place."""
    mender = _ActMender(graft, lexicon)
    for token in graft.tokens[:-1]:
        mender.gerund(token)
        mender.doers(token)
        mender.aimed(token)
        mender.posts(token)
        mender.titled(token)
        mender.under(token)
        mender.aside(token)
        mender.said_last(token)


class _ActMender:
    def __init__(self, graft: Grafter, lexicon: Lexicon) -> None:
        self.graft = graft
        self.tokens = graft.tokens
        self.lexicon = lexicon
        self.times = graft.marked(MentionType.TEMPORAL)
        self.organs = graft.marked(MentionType.ORGANISATION)

    def _act(self, lemma: str) -> bool:
        return any(self.lexicon.evokes(lemma, kind) for kind in ACTS)

    def gerund(self, token: Token) -> None:
        """ "Shelling by the army killed three", "by shelling of the market", "died in fighting near the town": what has a doer
        or an of-phrase behind it, or was deadly, and has no object is a noun."""
        lemma = token.text.lower()
        if token.pos != "VERB" or token.tag != "VBG" or not self._act(lemma):
            return
        doer = self._doer(token)
        objects = self.graft.kids(token.i, "obj", "ccomp", "xcomp", "aux", "aux:pass", *SUBJECTS)
        if any(doer is None or c != doer.i for c in objects):
            return
        marks = [c for c in self.graft.kids(token.i, "mark", "case") if c < token.i]
        told = self._headed(token.i + 1, "of") is not None or (
            token.dep in SUBJECTS and self._headed(token.i + 1, "from") is not None
        )
        if doer is None and not told and not (marks and self._deadly(token, self.tokens[marks[-1]])):
            return
        if not marks and token.dep not in (*SUBJECTS, "csubj"):
            return
        token.pos, token.tag, token.lemma = "NOUN", "NN", lemma
        for c in marks:
            self.tokens[c].dep = "case"
        for c in self.graft.kids(token.i, "obl", "obj"):
            self.tokens[c].dep = "nmod"
        if token.dep == "csubj":
            token.dep = "nsubj"
        elif token.dep in ("advcl", "acl", "xcomp"):
            token.dep = "obl" if self.tokens[token.head].pos == "VERB" else "nmod"

    def _deadly(self, act: Token, mark: Token) -> bool:
        """Whether an act is told as that in which somebody came to harm."""
        harm = self.lexicon.tells(self.tokens[act.head].lemma, Kind.CASUALTY)
        return harm and mark.text.lower() in ("in", "during")

    def doers(self, token: Token) -> None:
        """ "A strike by the coalition on the town killed", "hit by fire from the army": the phrases right behind the act are its own."""
        if token.pos != "NOUN" or not self._act(token.lemma.lower()):
            return
        doer = self._doer(token)
        if doer is None:
            # "Fire from the army", but not "a withdrawal from the town".
            doer = self._headed(token.i + 1, "from")
            if doer is not None and doer.i not in self.organs:
                doer = None
        if doer is None:
            return
        self._own(doer, token)
        after = doer.i + 1
        while (
            after < len(self.tokens)
            and self.graft.document.under(after, doer.i)
            and self.tokens[after].pos != "ADP"
        ):
            after += 1
        for word in AIMS:
            aim = self._headed(after, word)
            if aim is not None and aim.sentence == token.sentence:
                self._own(aim, token)

    def aimed(self, token: Token) -> None:
        """ "Strikes on the port killed three": what stands between an act and its verb without a comma is the act's."""
        verb = self.tokens[token.head]
        if token.dep != "obl" or verb.pos != "VERB" or token.i > verb.i or token.i in self.times:
            return
        act = next((c for c in self.graft.kids(verb.i, *SUBJECTS) if c < token.i), None)
        case = next((c for c in self.graft.kids(token.i, "case") if c < token.i), None)
        if act is None or case is None or self.tokens[case].text.lower() not in AIMS | {"at"}:
            return
        noun = self.tokens[act]
        if noun.pos == "NOUN" and self._act(noun.lemma.lower()) and case == act + 1:
            self.graft.attach(token.i, act, "nmod")

    def posts(self, token: Token) -> None:
        """ "Was replaced as commander by X": the by-phrase behind a post is of the passive."""
        verb = self.tokens[token.head]
        if (
            token.pos != "NOUN"
            or not self.graft.kids(verb.i, "aux:pass")
            or self.graft.kids(verb.i, "obl:agent")
        ):
            return
        if not any(self.tokens[c].text.lower() == "as" for c in self.graft.kids(token.i, "case")):
            return
        for c in self.graft.kids(token.i, "nmod"):
            if any(self.tokens[k].text.lower() == "by" for k in self.graft.kids(c, "case")):
                self.graft.rehang(c, verb.i, "obl:agent")

    def titled(self, token: Token) -> None:
        """ "Under the Guards general X": the preposition before a title is the name's."""
        for title in self.graft.kids(token.i, "nmod:desc"):
            for c in self.graft.kids(title, "case"):
                if title < token.i and not self.graft.kids(token.i, "case"):
                    self.graft.rehang(c, token.i, "case")

    def under(self, token: Token) -> None:
        """ "Militias under general X reached the border": of two subjects before a verb the one behind "under" hangs on the other."""
        if token.dep != "nsubj" or token.head < token.i:
            return
        before = [c for c in self.graft.kids(token.head, "nsubj") if c < token.i]
        cases = [c for c in self.graft.kids(token.i, "case") if self.tokens[c].text.lower() == "under"]
        if before and cases and cases[0] > before[-1]:
            self.graft.rehang(token.i, before[-1], "nmod")

    def aside(self, token: Token) -> None:
        """ "They reached the border, our sources in the capital report, bypassing a post": who stands before a verb between commas
        is its subject."""
        if token.dep != "parataxis" or token.pos != "VERB" or self.graft.kids(token.i, *SUBJECTS):
            return
        subjects = self.graft.kids(token.head, "nsubj")
        if len(subjects) < 2 or not subjects[0] < token.head < subjects[-1] < token.i:
            return
        late = self.tokens[subjects[-1]]
        between = self.tokens[late.i + 1 : token.i]
        if self._after_comma(late.i) and all(self.graft.document.under(t.i, late.i) for t in between):
            self.graft.rehang(late.i, token.i, "nsubj")

    def said_last(self, token: Token) -> None:
        """ "Troops crossed the river and entered the town, residents said": whoever stands between the comma and the last verb says
        it, whoever opens the sentence does it."""
        if token.pos != "VERB":
            return
        for c in self.graft.kids(token.i, "ccomp"):
            told = [c, *(k for k in self.graft.kids(c, "conj") if c < k < token.i)]
            late = [
                (s, v)
                for v in told
                for s in self.graft.kids(v, "nsubj")
                if v < s < token.i and self.tokens[s].pos in NOMINAL
            ]
            if not late or not self._after_comma(late[-1][0]):
                continue
            speaker, verb = late[-1]
            early = [s for s in self.graft.kids(token.i, "nsubj") if s < c]
            if verb == c and len(self.graft.kids(c, *SUBJECTS)) + len(early) < 2:
                continue
            self.graft.rehang(speaker, token.i, "nsubj")
            for k in self.graft.kids(verb, "obl", "obl:unmarked"):
                if k > token.i:
                    self.graft.rehang(k, token.i, self.tokens[k].dep)
            passive = bool(self.graft.kids(c, "aux:pass"))
            for s in early:
                self.graft.rehang(s, c, "nsubj:pass" if passive else "nsubj")

    def _doer(self, act: Token) -> Token | None:
        """The noun of the by-phrase right behind an act; not that of who charges somebody with it."""
        doer = self._headed(act.i + 1, "by")
        if doer is None or self.tokens[act.head].lemma not in ACCUSING:
            return doer
        return None if doer.head == act.head else doer

    def _own(self, phrase: Token, act: Token) -> None:
        if phrase.head == act.i:
            phrase.dep = "nmod"
        else:
            self.graft.rehang(phrase.i, act.i, "nmod")

    def _headed(self, at: int, word: str) -> Token | None:
        """The noun that a preposition at a token opens the phrase of, if it is this one, and no time."""
        if at >= len(self.tokens) or self.tokens[at].text.lower() != word:
            return None
        head = self.tokens[self.tokens[at].head]
        if self.tokens[at].dep != "case" or head.i < at or head.pos not in NOMINAL or head.i in self.times:
            return None
        return head

    def _after_comma(self, i: int) -> bool:
        return self.tokens[self.graft.opening(i) - 1].text == ","
