"""What a noun phrase can be: actor, place, weapon and so on. Invariant: classes come from mentions, the registries and the noun
data alone."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING

from sandtable.coding.frames import CLASSES, data, lexicon, words
from sandtable.orbat import Actor
from sandtable.terms import MOVING, Mention, MentionType

if TYPE_CHECKING:
    from sandtable.coding.phrases import Phrases

OF_MENTION: Mapping[MentionType, frozenset[str]] = {
    MentionType.PERSON: frozenset({"person", "actor"}),
    MentionType.ORGANISATION: frozenset({"org", "actor"}),
    MentionType.LOCATION: frozenset({"place"}),
    MentionType.NATIONALITY: frozenset({"actor", "people"}),
    MentionType.TEMPORAL: frozenset({"time"}),
    MentionType.QUANTITY: frozenset({"quantity"}),
    MentionType.MONEY: frozenset({"quantity", "goods"}),
    MentionType.WEAPON: frozenset({"weapon"}),
    MentionType.MILITARY_PLATFORM: frozenset({"weapon"}),
    MentionType.VEHICLE: frozenset({"weapon", "goods"}),
}
OF_ACTOR: Mapping[str, frozenset[str]] = {
    "state": frozenset({"actor", "place"}),
    "government": frozenset({"actor", "org"}),
    "armed-force": frozenset({"actor", "force", "org"}),
    "service": frozenset({"actor", "force", "org"}),
    "unit": frozenset({"actor", "force", "org"}),
    "armed-group": frozenset({"actor", "force", "org"}),
    "coalition": frozenset({"actor", "force", "org"}),
    "organisation": frozenset({"actor", "org"}),
    "office": frozenset({"actor", "org", "person"}),
    "person": frozenset({"actor", "person"}),
    "people": frozenset({"actor", "people"}),
}
PRONOUNS: Mapping[str, frozenset[str]] = {
    **dict.fromkeys(
        ["he", "she", "him", "her", "his", "hers", "himself", "herself"], frozenset({"person", "actor"})
    ),
    **dict.fromkeys(
        ["they", "them", "their", "theirs", "themselves"], frozenset({"actor", "force", "people", "org"})
    ),
    **dict.fromkeys(["it", "its", "itself"], frozenset({"actor", "org", "force"})),
    **dict.fromkeys(
        ["we", "us", "our", "ours", "i", "me", "my", "you"], frozenset({"actor", "org", "person"})
    ),
    **dict.fromkeys(("there", "here"), frozenset({"place"})),
    "who": frozenset({"actor", "force", "people", "person"}),
    **dict.fromkeys(
        [
            "both",
            "those",
            "others",
            "many",
            "everyone",
            "everybody",
            "anyone",
            "someone",
            "somebody",
            "whoever",
            "none",
            "neither",
        ],
        frozenset({"actor", "force", "people", "org"}),
    ),
    "another": frozenset({"goods", "facility", "weapon"}),
}
# Bodies that are never meant by the name of a place where they sit.
NOWHERE = frozenset({"armed-group", "armed-force", "unit", "coalition"})
KNOWN = 50_000  # inhabitants of a town that needs no land told beside it
SHIPS = frozenset(
    {"USS", "HMS", "INS", "HMCS", "HMAS", "BRP", "USNS", "IRIS", "ROKS"}
)  # before a warship's name
WITHIN = frozenset({"in", "at", "near", "inside", "outside", "around"})


@cache
def noun_classes() -> Mapping[str, frozenset[str]]:
    """Lemma to semantic classes, from the noun data (class = [lemmas])."""
    out: dict[str, set[str]] = {}
    for name, lemmas in data("nouns.toml").items():
        if name not in CLASSES:
            raise ValueError(f"nouns.toml: unknown class {name}")
        for lemma in lemmas:
            out.setdefault(lemma, set()).add(name)
    return {k: frozenset(v) for k, v in out.items()}


# What is said of places alone: to be held so, and to be taken.
IN_HANDS = frozenset(
    {("under", "control"), ("under", "rule"), ("under", "occupation"), ("in", "hand"), ("in", "hands")}
)
TAKEN = frozenset({"recapture", "retake", "capture", "overrun", "liberate", "besiege", "shell", "occupy"})
STAYING = frozenset({"remain", "stay", "be"})


class ClassReader:
    """Reads the classes of the phrases of one document."""

    def __init__(self, phrases: Phrases) -> None:
        self.phrases = phrases
        self.tree = phrases.tree

    def of(self, head: int, actor: Actor | None, mention: Mention | None) -> frozenset[str]:
        """The classes of the phrase of a head, by the actor and the mention that name it."""
        token = self.tree.token(head)
        lower = token.text.lower()
        if token.pos in ("PRON", "ADV") or (
            token.pos == "DET" and lower in PRONOUNS and not self.tree.has(head, "nmod", "obl")
        ):
            return PRONOUNS.get(lower, frozenset())
        if mention is not None and mention.type is MentionType.MONEY:
            return OF_MENTION[MentionType.MONEY]
        known = noun_classes().get(token.lemma.lower(), frozenset()) | noun_classes().get(lower, frozenset())
        if lower in words("partitives") or token.lemma.lower() in words("partitives") or token.pos == "NUM":
            for c in self.tree.kids(head, "nmod", "obl"):
                if self.tree.preposition(c) in ("of", "from"):
                    return self.phrases.of(c).classes | {"quantity"}
        if token.pos == "NUM" and token.dep in ("nsubj", "nsubj:pass", "obj"):
            return frozenset({"people", "quantity"})  # "19 were injured"
        out = set(known) if token.pos != "PROPN" or not mention else set()
        if actor is not None:
            out |= OF_ACTOR.get(actor.kind, frozenset({"actor"}))
        if mention is not None and (not known or token.pos == "PROPN"):
            out |= OF_MENTION[mention.type]
        if (
            token.pos == "PROPN"
            and mention is not None
            and mention.type in (MentionType.PERSON, MentionType.ORGANISATION, MentionType.NATIONALITY)
            and actor is None
            and not known
        ):
            out |= self._also_a_place(head)
        if (
            token.pos == "PROPN"
            and token.lemma.lower() in words("unit_nouns") | words("group_nouns")
            and not (mention is not None and mention.type is MentionType.LOCATION)
        ):
            known = frozenset({"org", "actor", "force"})  # "the Patriotic Front" is no place
        if token.pos == "PROPN":
            out |= known
            if mention is not None and mention.type is MentionType.MILITARY_PLATFORM and self._manned(head):
                out |= {"force", "actor"}
            if not out:
                out |= self._unmarked_name(head)
        if token.dep in ("amod", "compound") and token.text[:1].isupper() and self._holding(token.head):
            out.add("org")  # "Tigrayan control", "Serb hands": whoever the tagger takes the people for
        if "force" in out or "org" in out:
            out.add("actor")
        body = actor is not None and actor.kind == "office" and "person" not in known
        if body and not (mention is not None and mention.type is MentionType.PERSON):
            out -= {"person"}  # a ministry is "it", its minister is "he"
        if actor is not None and token.pos == "PROPN" and actor.kind not in ("person", "office", "people"):
            out -= {"person"}  # a body is nobody's "he", whatever the tagger takes its name for
        both = (
            mention is not None
            and (head, mention.start, mention.end) in self.phrases.located
            and (actor is None or actor.kind not in NOWHERE)
        )
        ruled = actor is not None and actor.kind == "government" and self._stood_in(head)
        if token.pos == "PROPN" and (both or ruled):
            out.add(
                "place"
            )  # a capital that acts is a place too; "held talks in Brasilia" is the place alone
        elif actor is not None and actor.kind != "state":
            out -= {"place", "facility"}
        return frozenset(out)

    def _manned(self, head: int) -> bool:
        """Whether a platform's name is told with what it is, and men fight from it: "the destroyer Laboon"."""
        beside = self.tree.kids(head, "compound", "nmod:desc", "amod")
        return any(
            "force" in noun_classes().get(self.tree.token(c).lemma.lower(), ())
            or self.tree.token(c).text in SHIPS
            for c in beside
        )

    def _also_a_place(self, head: int) -> frozenset[str]:
        """A name that the tagger takes for a person or body, and the gazetteer for a place of the report's countries."""
        first, last = self.tree.core(head)
        if self.tree.hyphen_name(first) is None:
            first = (
                min([head, *(c for c in self.tree.kids(head, "compound", "flat") if c > first)])
                if any(self.tree.hyphen_name(c) is not None for c in self.tree.kids(head, "amod"))
                else first
            )  # "government-held Gao"
        start, end = self.tree.chars(first, last)
        found = self.phrases.gazetteer.find(self.tree.document.text[start:end], self.phrases.countries)
        told = (
            self.tree.document.text[start:end] in self.phrases.towns
        )  # one name means one thing in a report
        near = [
            m
            for m in found
            if (told and m.how == "exact")
            or m.place.country in self.phrases.countries[:3]
            or (
                m.how == "exact"
                and (
                    not self.phrases.countries
                    or (m is found[0] and m.place.country in self.phrases.countries)
                    or (m is found[0] and m.place.population >= KNOWN and self._bare(head))
                    or (m is found[0] and m.place.type == "settlement" and self._held(head))
                )
            )
        ]
        return frozenset({"place"} if near else set())

    def _holding(self, head: int) -> bool:
        """Whether a word stands for being in somebody's hands: "under control", "in hands"."""
        return (self.tree.preposition(head), self.tree.token(head).lemma.lower()) in IN_HANDS

    def _held(self, head: int) -> bool:
        """Whether a name alone is told to be in somebody's hands or to have changed them, as only a place is."""
        if not self._bare(head):
            return False
        said = self.tree.token(self.tree.token(head).head)
        if self.tree.token(head).dep == "nsubj:pass":
            return said.lemma in TAKEN
        if said.lemma in STAYING and said.pos == "VERB":
            held = self.tree.kids(said.i, "obl", "xcomp")
        else:
            held = [said.i] if self.tree.has(said.i, "cop") else []
        fallen = said.lemma == "fall" and any(
            self.tree.preposition(c) == "to" for c in self.tree.kids(said.i, "obl")
        )
        return fallen or any(map(self._holding, held))

    def _bare(self, head: int) -> bool:
        """Whether the subject or object of a verb, or that of which "the loss of" tells, is a name alone, as a town's is: neither "the
        Front" nor "Tobruk Brigade"."""
        token = self.tree.token(head)
        over = lexicon().nouns.get(self.tree.token(token.head).lemma.lower(), ())
        lost = token.dep == "nmod" and self.tree.preposition(head) == "of"
        befalls = lost and any(e.frame.kind in MOVING for e in over)
        return (befalls or token.dep in ("nsubj", "nsubj:pass", "obj")) and not self.tree.kids(
            head, "det", "compound", "amod", "flat", "nmod:poss", "appos"
        )

    def _stood_in(self, head: int) -> bool:
        """Whether a name stands behind a preposition of place and the gazetteer knows it."""
        first, last = self.tree.core(head)
        name = self.tree.document.text[slice(*self.tree.chars(first, last))]
        return self.tree.preposition(head) in WITHIN and any(
            m.how == "exact" for m in self.phrases.gazetteer.find(name)
        )

    def _unmarked_name(self, head: int) -> frozenset[str]:
        first, last = self.tree.core(head)
        start, end = self.tree.chars(first, last)
        if self.phrases.gazetteer.find(self.tree.document.text[start:end], self.phrases.countries):
            return frozenset({"place"})
        return frozenset({"actor"})
