"""Slips of the parse about what is set beside a name or an object: short forms in brackets, lists, "street by street", what somebody
is made. Invariant: every sentence stays one tree, and no token is added or lost."""

from __future__ import annotations

from sandtable.coding.classes import noun_classes
from sandtable.coding.frames import data, words
from sandtable.coding.grafting import Grafter
from sandtable.coding.grammar import dateline, inside, name_start
from sandtable.coding.parts import SUBJECTS, THIRD_PERSON
from sandtable.language.document import Token
from sandtable.terms import MentionType

NOUNS = frozenset({"NOUN", "PROPN"})
SAYING = frozenset(data("speech.toml")["verbs"]) | {"deny", "reject", "dismiss", "warn", "threaten"}
SPEAKING = frozenset({"person", "people", "org", "force", "actor"})
ABREAST = (
    ["side", "by", "side", "with"],
    ["shoulder", "to", "shoulder", "with"],
    ["hand", "in", "hand", "with"],
)
CAPTIVE = frozenset({"hostage", "hostages", "captive", "captives", "prisoner", "prisoners"})


def mend_insets(graft: Grafter) -> None:
    """Mends the document's trees in place."""
    mender = _InsetMender(graft)
    for token in graft.tokens:
        mender.bracket(token)
        mender.abreast(token)
        mender.by_turns(token)
        mender.listed(token)
        mender.captive(token)
        mender.fronted(token)
        mender.saying_on(token)
        mender.behind_semicolon(token)
        mender.timed(token)
    mender.joined_names()
    mender.datelines()


class _InsetMender:
    def __init__(self, graft: Grafter) -> None:
        self.graft = graft
        self.tokens = graft.tokens
        self.times = graft.marked(MentionType.TEMPORAL)

    def bracket(self, token: Token) -> None:
        """ "The 5th Battalion of the Libyan National Army (LNA)": capitals in brackets are the short form of the name before them."""
        around = self.tokens[token.i - 1 : token.i + 2]
        if token.i < 2 or [t.text for t in around[:1] + around[2:]] != ["(", ")"] or not token.text.isupper():
            return
        name = self.tokens[name_start(self.tokens, token.i - 2, "flat")]
        if name.pos in NOUNS and name.text[:1].isupper() and name.sentence == token.sentence:
            self.graft.rehang(token.i, name.i, "appos")

    def abreast(self, token: Token) -> None:
        """ "Fighting side by side with the militia": the words are one preposition, and the militia is not what is fought."""
        words = self.tokens[token.i : token.i + 4]
        said = [t.text.lower() for t in words]
        if said not in ABREAST:
            return
        noun = self.tokens[words[3].head]
        verb = self.tokens[token.head]
        if noun.i < token.i or noun.pos not in NOUNS or verb.pos != "VERB":
            return
        self.graft.attach(noun.i, verb.i, "obl")
        self.graft.attach(token.i, noun.i, "case")
        token.pos = "ADP"
        for word in words[1:]:
            self.graft.attach(word.i, token.i, "fixed")
        for c in self.graft.kids(noun.i, "nmod"):
            if any(
                self.tokens[k].text.lower() in ("against", "near", "in") for k in self.graft.kids(c, "case")
            ):
                self.graft.attach(c, verb.i, "obl")

    def by_turns(self, token: Token) -> None:
        """ "Fought the rebels street by street in the town": what is told twice about "by" says how, and is fought by nobody."""
        turn = self.tokens[token.i + 2] if token.i + 2 < len(self.tokens) else token
        verb = self.tokens[token.head]
        if (
            turn.i == token.i
            or token.pos != "NOUN"
            or turn.text.lower() != token.text.lower()
            or self.tokens[token.i + 1].text.lower() != "by"
            or verb.pos != "VERB"
            or token.dep not in ("obj", "obl", "obl:unmarked")
        ):
            return
        foes = [c for c in self.graft.kids(token.i, "compound") if c < token.i]
        if token.dep == "obj" and foes:
            foe = foes[-1]
            self.graft.attach(foe, verb.i, "obj")
            noun = self.tokens[foe]
            if noun.tag == "NN" and noun.lemma.endswith("s"):
                noun.tag, noun.lemma = (
                    "NNS",
                    noun.lemma.removesuffix("s"),
                )  # "rebels" before "street" was no plural
            for c in self.graft.kids(token.i, "det", "amod", "nummod", "compound", "nmod:poss"):
                self.graft.attach(c, foe, self.tokens[c].dep)
        token.dep = "obl:unmarked"
        self.graft.attach(turn.i, token.i, "nmod")
        for c in self.graft.kids(turn.i, "nmod"):
            if c > turn.i:
                self.graft.attach(c, verb.i, "obl")

    def listed(self, token: Token) -> None:
        """ "Destroyed three missiles and one vessel in the bay": a noun that "and" joins is listed with the object, not with the verb."""
        verb = self.tokens[token.head]
        if token.dep != "conj" or token.pos not in NOUNS or verb.pos != "VERB" or token.i < verb.i:
            return
        if self.graft.kids(token.i, *SUBJECTS, "cop", "aux", "aux:pass", "case", "orphan"):
            return
        objects = [c for c in self.graft.kids(verb.i, "obj") if verb.i < c < token.i]
        joints = [c for c in self.graft.kids(token.i, "cc") if objects and objects[0] < c < token.i]
        if joints and not any(
            t.text == "," or t.pos in ("VERB", "AUX") for t in self.tokens[objects[-1] : joints[-1]]
        ):
            self.graft.attach(token.i, objects[-1], "conj")

    def captive(self, token: Token) -> None:
        """ "Took a priest and ten worshippers hostage": what somebody is made behind the objects belongs to the verb."""
        noun = self.tokens[token.head]
        if token.text.lower() not in CAPTIVE or token.dep not in (
            "acl",
            "amod",
            "appos",
            "nmod",
            "conj",
            "dep",
        ):
            return
        while noun.dep == "conj" and noun.head != noun.i:
            noun = self.tokens[noun.head]
        verb = self.tokens[noun.head]
        bare = not self.graft.kids(token.i, "det", "case", "nummod", "cc")
        if bare and noun.dep == "obj" and verb.lemma in ("take", "hold") and noun.i < token.i:
            token.pos, token.lemma = "NOUN", token.text.lower().removesuffix("s")
            self.graft.attach(token.i, verb.i, "xcomp")

    def fronted(self, token: Token) -> None:
        """ "A graduate of the academy, he fought in Chad": of a noun and a pronoun before a verb the pronoun is its subject."""
        if (
            token.text.lower() not in THIRD_PERSON
            or token.dep not in SUBJECTS
            or token.i < 2
            or self.tokens[token.i - 1].text != ","
        ):
            return
        before = [c for c in self.graft.kids(token.head, *SUBJECTS) if c < token.i]
        if len(before) != 1 or self.tokens[before[0]].pos not in NOUNS or token.head < token.i:
            return
        noun, first = before[0], self.graft.document.sentences[token.sentence].first
        between = [t for t in self.tokens[first : token.i - 1] if t.i != noun]
        if all(self.graft.document.under(t.i, noun) for t in between):
            self.graft.attach(noun, token.i, "appos")

    def saying_on(self, token: Token) -> None:
        """ "He told us that talks went on and denied that he would leave": talks deny nothing, who told it does."""
        said = self.tokens[token.head]
        told = self.tokens[said.head]
        if (
            token.dep != "conj"
            or token.lemma not in SAYING
            or said.dep != "ccomp"
            or told.lemma not in SAYING
            or not self.graft.kids(token.i, "ccomp")
            or self.graft.kids(token.i, *SUBJECTS)
        ):
            return
        subjects = self.graft.kids(said.i, *SUBJECTS)
        classes = [noun_classes().get(self.tokens[s].lemma.lower(), frozenset()) for s in subjects]
        if subjects and self.tokens[subjects[0]].pos == "NOUN" and classes[0] and not classes[0] & SPEAKING:
            self.graft.attach(token.i, told.i, "conj")

    def behind_semicolon(self, token: Token) -> None:
        """ "The army warned them; a general is to visit": what is told behind a semicolon is not said by who spoke before it; and of
        "denies that the town fell: we hold it" what stands behind the colon is not denied."""
        verb = self.tokens[token.head]
        if token.dep != "ccomp" or verb.i > token.i or not self.graft.kids(token.i, *SUBJECTS):
            return
        first = min(self.graft.kids(token.i, *SUBJECTS))
        between = [t.text for t in self.tokens[verb.i : first]]
        if any(t in ('"', "“", "«") for t in between):
            return
        if ";" in between:
            token.dep = "conj"
        elif ":" in between and any(c < token.i for c in self.graft.kids(verb.i, "ccomp", "obj")):
            token.dep = "parataxis"

    def datelines(self) -> None:
        """ "Homs, SANA – Units of the army took the town": where it was written took nothing."""
        for sentence in self.graft.document.sentences:
            dash = dateline(self.tokens, sentence)
            if dash is None:
                continue
            for token in self.tokens[sentence.first : dash]:
                verb = self.tokens[token.head]
                if token.dep not in SUBJECTS or verb.i < dash or verb.pos not in ("VERB", "ADJ", "NOUN"):
                    continue
                actor = next(
                    (
                        c
                        for c in self.graft.kids(token.i, "appos", "parataxis", "nmod", "list", "dep")
                        if dash < c < verb.i
                    ),
                    None,
                )
                if actor is not None and self.tokens[actor].pos in NOUNS:
                    self.graft.attach(actor, verb.i, token.dep)
                    token.dep = "dep"

    def timed(self, token: Token) -> None:
        """ "It held the town on Sunday and it holds it today": of two verbs the time right behind the second is its own."""
        verb = self.tokens[token.head]
        if token.dep not in ("obl", "obl:unmarked") or token.i not in self.times or verb.i > token.i:
            return
        for second in self.tokens[verb.i + 1 : token.i]:
            if second.dep != "conj" or second.head != verb.i or not self.graft.kids(second.i, *SUBJECTS):
                continue
            first = self.graft.opening(token.i)
            own = all(
                t.i == second.i or self.graft.document.under(t.i, second.i)
                for t in self.tokens[second.i : first]
            )
            earlier = any(
                c in self.times and c < second.i for c in self.graft.kids(verb.i, "obl", "obl:unmarked")
            )
            if own and earlier:
                self.graft.attach(token.i, second.i, token.dep)
                return

    def joined_names(self) -> None:
        """ "The National Defence and Security Forces": a name told as one, whose parts "and" joins, has its last word for head."""
        starts = {t.start: t.i for t in self.tokens}
        for mention in self.graft.document.mentions:
            first = starts.get(mention.start)
            if mention.type is not MentionType.ORGANISATION or first is None:
                continue
            span = inside(self.tokens, first, mention.end)
            last = self.tokens[span[-1]]
            joints = [i for i in span if self.tokens[i].dep == "cc"]
            if (
                len(joints) != 1
                or last.lemma.lower() not in words("unit_nouns")
                or not last.text[:1].isupper()
            ):
                continue
            before = self.tokens[joints[0] - 1]
            named = [self.tokens[i] for i in span if i != joints[0] and self.tokens[i].dep != "det"]
            if (
                before.lemma.lower() not in noun_classes()
                or before.lemma.lower() in words("unit_nouns") | words("group_nouns")
                or not all(t.text[:1].isupper() for t in named)
            ):
                continue
            outer = next((self.tokens[i] for i in span if self.tokens[i].head not in span), None)
            if outer is None or (outer.i == last.i and all(self.tokens[i].dep != "conj" for i in span)):
                continue
            if outer.i != last.i and not self._lead(last, outer):
                continue
            last.pos, last.tag = "PROPN", "NNPS" if last.tag in ("NNS", "NNPS") else "NNP"
            for i in span[:-1]:
                self.graft.attach(i, last.i, "det" if self.tokens[i].dep == "det" else "compound")

    def _lead(self, last: Token, outer: Token) -> bool:
        """Hangs the last word of a name where its first one hung."""
        if outer.head == outer.i:
            return False
        return self.graft.attach(last.i, outer.head, outer.dep)
