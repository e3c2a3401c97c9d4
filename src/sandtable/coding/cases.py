"""Slips of the parse about small words before a noun, and about bare nouns beside a verb: "whose", "of" behind a number, two
prepositions of one noun. Invariant: every sentence stays one tree, and no token is added or lost."""

from __future__ import annotations

from sandtable.coding.classes import noun_classes
from sandtable.coding.grafting import Grafter
from sandtable.coding.grammar import name_start
from sandtable.coding.parts import RELATIVE_PRONOUNS, SUBJECTS
from sandtable.language.document import Token
from sandtable.terms import MentionType

NOUNS = frozenset({"NOUN", "PROPN"})
FINITE = frozenset({"VBD", "VBZ", "VBP"})
PARTIES = frozenset({"force", "org", "people"})
TANGIBLE = frozenset({"weapon", "force", "people", "facility", "goods"})
SITES = frozenset({"place", "facility"})
INNER = ("compound", "flat", "amod", "nummod", "det", "punct")


def mend_cases(graft: Grafter) -> None:
    """Mends the document's trees in place."""
    mender = _CaseMender(graft)
    for token in graft.tokens:
        mender.finite(token)
        mender.whose(token)
        mender.of_number(token)
        mender.two_cases(token)
        mender.bare(token)
        mender.kind_before_name(token)
        mender.agent(token)


class _CaseMender:
    def __init__(self, graft: Grafter) -> None:
        self.graft = graft
        self.tokens = graft.tokens
        self.times = graft.marked(MentionType.TEMPORAL)
        self.numbers = graft.marked(MentionType.QUANTITY)
        self.platforms = graft.marked(MentionType.MILITARY_PLATFORM)
        self.places = graft.marked(MentionType.LOCATION)
        self.parties = graft.marked(MentionType.ORGANISATION) | graft.marked(MentionType.PERSON)

    def finite(self, token: Token) -> None:
        """ "Egypt and Jordan back Haftar", "militias which the government arms": a verb that is spelt like an adverb or a plural."""
        subjects = self.graft.kids(token.i, *SUBJECTS)
        if (
            token.text == "back"
            and token.pos == "ADV"
            and subjects
            and not self.graft.kids(token.i, "cop", "aux")
        ):
            whom = next(
                (t for t in self.tokens[token.i + 1 : token.i + 5] if t.pos in NOUNS and t.dep != "compound"),
                None,
            )
            if (
                whom is not None
                and whom.head in (token.i, subjects[-1])
                and not self.graft.kids(whom.i, "case")
            ):
                token.pos, token.tag, token.lemma = "VERB", "VBP", "back"
                self.graft.attach(whom.i, token.i, "obj")
        elif token.dep == "acl:relcl" and token.tag == "NNS" and not self.graft.kids(token.i, "cop"):
            doer = next((c for c in self.graft.kids(token.i, "compound") if c == token.i - 1), None)
            relative = all(self.tokens[c].text.lower() in RELATIVE_PRONOUNS for c in subjects)
            if (
                doer is not None
                and relative
                and self.graft.kids(doer, "det") + self.graft.kids(token.i, "det")
            ):
                token.pos, token.tag = "VERB", "VBZ"
                for c in self.graft.kids(token.i, "det", "amod"):
                    self.graft.attach(c, doer, self.tokens[c].dep)
                self.tokens[doer].dep = "nsubj"
                for c in subjects:
                    self.tokens[c].dep = "obj"

    def whose(self, token: Token) -> None:
        """ "The navy, whose jets bombed the port, denied it": "whose" is the next noun's, and its clause of the name before it."""
        if token.text.lower() != "whose" or token.i < 1:
            return
        noun = next((t for t in self.tokens[token.i + 1 : token.i + 6] if t.pos in NOUNS), None)
        while noun is not None and noun.dep in ("compound", "flat") and noun.head > noun.i:
            noun = self.tokens[noun.head]
        if noun is None or noun.sentence != token.sentence:
            return
        if token.dep != "nmod:poss":
            self.graft.attach(token.i, noun.i, "nmod:poss")
        clause = self.tokens[noun.head]
        before = self.tokens[token.i - 1]
        owner = self.tokens[
            name_start(self.tokens, token.i - (2 if before.text == "," else 1), "flat", "compound")
        ]
        if (
            clause.pos == "VERB"
            and clause.i > noun.i
            and clause.dep in ("ccomp", "parataxis", "advcl", "conj")
            and owner.pos in NOUNS
        ):
            self.graft.rehang(clause.i, owner.i, "acl:relcl")

    def of_number(self, token: Token) -> None:
        """ "Shot down 18 of 20 drones": what stands behind a number and "of" is what was counted, and hangs on no verb."""
        if token.text.lower() != "of" or token.dep != "case" or token.i < 1 or token.head < token.i:
            return
        number, noun = self.tokens[token.i - 1], self.tokens[token.head]
        if number.pos == "NUM" and noun.dep == "obl" and noun.head == number.head:
            self.graft.attach(noun.i, number.i, "nmod")

    def two_cases(self, token: Token) -> None:
        """ "Opened fire with mortars on the posts": each of two prepositions belongs to the noun behind it."""
        cases = [c for c in self.graft.kids(token.i, "case") if c < token.i]
        for c in [c for c in cases if self.tokens[c].tag == "POS"]:
            owner = self.tokens[name_start(self.tokens, c - 1, "flat")]
            if owner.pos in NOUNS and self.graft.attach(c, owner.i, "case"):
                cases.remove(c)  # "the insurgents' base near the town"
        if len(cases) < 2 or token.pos not in NOUNS:
            return
        first, second = cases[0], cases[1]
        noun = self.tokens[second - 1]
        while noun.dep in INNER and first < noun.head < second:
            noun = self.tokens[noun.head]
        if (
            first < noun.i < second
            and noun.pos in NOUNS
            and noun.dep in ("obl", "nmod", "obj", "obl:unmarked", "nmod:unmarked")
            and noun.i not in self.times
            and not self.graft.kids(noun.i, "case")
        ):
            self.graft.attach(first, noun.i, "case")

    def bare(self, token: Token) -> None:
        """ "Jets dropped bombs on the town": a bare noun right before a verb that has no subject is one, and one right behind a verb
        its object."""
        if token.pos != "VERB" or token.tag not in FINITE or self.graft.kids(token.i, "csubj", "aux:pass"):
            return
        bare = [c for c in self.graft.kids(token.i, "obl:unmarked") if self._thing(c)]
        subjects = self.graft.kids(token.i, *SUBJECTS)
        before = [c for c in bare if not subjects and c == token.i - 1 and self._opens(c)]
        if before:
            self.tokens[before[0]].dep = "nsubj"
        if not (before or subjects) or self.graft.kids(token.i, "obj", "ccomp", "xcomp"):
            return
        first = max([token.i, *self.graft.kids(token.i, "compound:prt")]) + 1
        behind = [c for c in bare if c > token.i and self.graft.opening(c) == first and self._struck(c)]
        if behind:
            self.tokens[behind[0]].dep = "obj"

    def _struck(self, i: int) -> bool:
        """Whether a noun is of a thing or of people."""
        return bool(noun_classes().get(self.tokens[i].lemma.lower(), frozenset()) & TANGIBLE)

    def kind_before_name(self, token: Token) -> None:
        """ "The frigate Jinan fired": of two subjects side by side in one name the first says what the second is."""
        if token.dep not in SUBJECTS or token.pos != "NOUN" or token.i + 1 >= len(self.tokens):
            return
        name = self.tokens[token.i + 1]
        while name.dep in ("compound", "nmod:desc") and name.head > name.i:
            name = self.tokens[name.head]
        same = name.head == token.head and name.dep in SUBJECTS and name.i > token.i
        if same and {token.i, name.i} <= self.platforms:
            for c in self.graft.kids(token.i, "det", "amod"):
                self.graft.attach(c, name.i, self.tokens[c].dep)
            self.graft.attach(token.i, name.i, "nmod:desc")
            name.pos, name.tag = "PROPN", "NNP"

    def agent(self, token: Token) -> None:
        """ "Were escorted to the station by a company": a station has no doer, and the by-phrase behind it is of the passive."""
        case = next((c for c in self.graft.kids(token.i, "case") if c < token.i), None)
        place = self.tokens[token.head]
        verb = self.tokens[place.head]
        if (
            token.dep not in ("nmod", "nmod:poss")
            or case is None
            or self.tokens[case].text.lower() != "by"
            or not self._placed(place)
            or not (token.i in self.parties or noun_classes().get(token.lemma.lower(), frozenset()) & PARTIES)
        ):
            return
        while verb.pos == "ADV" and verb.dep == "advmod":
            verb = self.tokens[verb.head]  # "as far as"
        if (
            verb.pos == "VERB"
            and self.graft.kids(verb.i, "aux:pass")
            and not self.graft.kids(verb.i, "obl:agent")
        ):
            self.graft.attach(token.i, verb.i, "obl:agent")

    def _placed(self, noun: Token) -> bool:
        """Whether a noun names a place or building that a phrase of place tells of."""
        placed = noun.i in self.places or bool(noun_classes().get(noun.lemma.lower(), frozenset()) & SITES)
        return placed and noun.dep in ("obl", "nmod") and bool(self.graft.kids(noun.i, "case"))

    def _thing(self, i: int) -> bool:
        token = self.tokens[i]
        return token.pos in NOUNS and i not in self.times and i not in self.numbers

    def _opens(self, i: int) -> bool:
        """Whether a phrase opens its sentence, or stands behind what joins or parts clauses."""
        first = self.graft.opening(i)
        before = self.tokens[max(first - 1, 0)]
        return (
            first == 0
            or before.sentence != self.tokens[i].sentence
            or before.dep in ("cc", "mark")
            or before.text in (",", ";", ":")
        )
