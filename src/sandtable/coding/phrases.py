"""Noun phrases and what they can be: actor, place, weapon and so on. Invariant: a phrase's words are an exact slice
of the report, and its classes come from mentions, the registries and the noun data alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from sandtable.coding.frames import CLASSES, data, words
from sandtable.coding.grammar import Tree
from sandtable.gazetteer import Gazetteer
from sandtable.orbat import Actor, Registry
from sandtable.terms import Mention, MentionType

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


HYPHENS = frozenset("-–‑")

MANY = frozenset({"mujahideen", "mujahidin", "fedayeen", "peshmerga"})  # plural without an s
WITHIN = frozenset({"in", "at", "near", "inside", "outside", "around"})


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase: its head token, its characters, the name-like core, its classes and what named it."""

    head: int
    start: int
    end: int
    text: str
    core: str
    lemma: str
    classes: frozenset[str]
    mention: Mention | None
    actor: Actor | None
    named: bool
    definite: bool
    plural: bool


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


def text_after(tree: Tree, i: int) -> str:
    """The token behind one, where it touches it; else nothing."""
    tokens = tree.tokens
    return tokens[i + 1].text if i + 1 < len(tokens) and tokens[i + 1].start == tokens[i].end else ""


class Phrases:
    """All noun phrases of one document, found when asked for and kept."""

    def __init__(
        self, tree: Tree, registry: Registry, gazetteer: Gazetteer, countries: tuple[str, ...]
    ) -> None:
        self.tree = tree
        self.registry = registry
        self.gazetteer = gazetteer
        self.countries = countries
        self._kept: dict[int, Phrase] = {}
        document = tree.document
        self._at: list[int] = [t.start for t in document.tokens]
        self.mention_at: dict[int, Mention] = {}
        self._located: set[tuple[int, int, int]] = set()  # token and bounds of each mention of a place
        self.actor_at: dict[int, tuple[int, int, Actor]] = {}
        self._place(document.mentions)

    def _place(self, mentions: list[Mention]) -> None:
        by_end = {t.end: t.i for t in self.tree.tokens}
        for mention in mentions:
            first, last = self.tree.starts.get(mention.start), by_end.get(mention.end)
            if first is None or last is None:
                continue
            for i in range(first, last + 1):
                if mention.type is MentionType.LOCATION:
                    self._located.add((i, mention.start, mention.end))
                kept = self.mention_at.get(i)
                if kept is None or kept.end - kept.start < mention.end - mention.start:
                    self.mention_at[i] = mention
        for start, end, actor in self.registry.scan(self.tree.document.text, self.countries):
            first, last = self.tree.starts.get(start), by_end.get(end)
            if first is None or last is None:
                continue
            for i in range(first, last + 1):
                self.actor_at[i] = (first, last, actor)

    def of(self, head: int) -> Phrase:
        """The phrase of a head token."""
        if head not in self._kept:
            self._kept[head] = self._build(head)
        return self._kept[head]

    def _build(self, head: int) -> Phrase:
        tree = self.tree
        token = tree.token(head)
        first, last = tree.phrase(head)
        start, end = tree.chars(first, last)
        core_first, core_last = tree.core(head)
        core_start, core_end = tree.chars(core_first, core_last)
        mention = self.mention_at.get(head)
        hyphened = text_after(tree, head) in HYPHENS  # of "US-led coalition" the US is not the whole name
        if (
            mention is not None
            and token.pos == "PROPN"
            and start <= mention.start
            and end < mention.end
            and not hyphened
        ):
            end = mention.end  # "the Institute for the Study of War"
        text, core = tree.document.text[start:end], tree.document.text[core_start:core_end]
        actor = self._actor(head, core, core_first, core_last)
        classes = self._classes(head, actor, mention)
        definite = any(
            tree.token(c).dep in ("det", "nmod:poss")
            and tree.token(c).text.lower() not in ("a", "an", "some", "any", "no", "another")
            for c in token.children
        )
        return Phrase(
            head=head,
            start=start,
            end=end,
            text=text,
            core=core,
            lemma=token.lemma.lower(),
            classes=classes,
            mention=mention,
            actor=actor,
            named=token.pos == "PROPN" or actor is not None,
            definite=definite,
            plural=token.tag in ("NNS", "NNPS")
            or token.text.lower() in ("they", "them", "their", "we", "us", "our")
            or tree.has(head, "conj"),
        )

    def _actor(self, head: int, core: str, first: int, last: int) -> Actor | None:
        token = self.tree.token(head)
        if token.pos == "PRON":
            return None
        hit = self.actor_at.get(head)
        if hit is not None and hit[0] <= first and hit[1] == last - 1:
            return hit[2]
        if hit is not None and hit[0] <= first < last <= hit[1] and not hit[0] <= token.head <= hit[1]:
            return hit[2]  # "the Movement for the Liberation of Azawad": the name goes on behind its head
        if hit is not None and hit[1] == last - 1 and hit[2].kind != "state" and self._owned(head, hit[0]):
            return hit[2]  # "Riek Machar's SPLM-IO": the name begins behind whose it is
        inner = self._of_owner(head) or self._of_behind(head)
        if inner is not None:
            return inner
        if token.pos == "NOUN" and not noun_classes().get(token.lemma.lower(), frozenset()) & {
            "force",
            "org",
            "actor",
            "person",
            "people",
        }:
            return hit[2] if hit is not None and hit[1] == head and hit[2].kind != "state" else None
        found = self.registry.resolve_np(core, self.countries)
        if (
            found is not None
            and token.pos == "NOUN"
            and token.tag != "NNS"
            and found.kind not in ("person", "office")
        ):
            classes = noun_classes().get(token.lemma.lower(), frozenset())
            if "person" in classes and not classes & {"force", "org"}:
                return None  # "a Syrian commander" is a person, not the army
        if found is not None:
            return found
        longer = any(c > head for c in self.tree.kids(head, "flat"))
        if (
            hit is not None
            and hit[1] == head
            and not longer
            and (token.pos == "PROPN" or hit[2].kind != "state")
        ):
            return hit[2]
        return None

    def _owned(self, head: int, first: int) -> bool:
        """Whether all that stands in a phrase before a token is the phrase's possessor."""
        owners = self.tree.kids(head, "nmod:poss")
        return (
            first <= head
            and bool(owners)
            and text_after(self.tree, first - 1) == ""
            and (self.tree.token(first - 1).text in ("'s", "’s", "'", "’") or first - 1 in owners)
        )

    def number(self, head: int) -> tuple[int, int] | None:
        """The token range of a phrase's number: "more than 60", "hundreds", "some 3,000"; None where it has none."""
        tree = self.tree
        token = tree.token(head)
        if token.pos == "NUM":
            return head, head + 1
        for c in tree.kids(head, "nummod"):
            if c < head:
                first, last = c, c + 1
                while (
                    first > 0
                    and tree.token(first - 1).sentence == token.sentence
                    and tree.token(first - 1).dep != "compound:prt"  # "made up 80 percent"
                    and ":" not in tree.token(first - 1).text  # "11:15 Some 1,200 soldiers"
                    and (
                        tree.token(first - 1).text.lower() in words("qualifiers")
                        or tree.token(first - 1).pos in ("NUM", "SYM")
                    )
                ):
                    first -= 1
                while (last < head and tree.token(last).pos in ("NUM", "SYM")) or tree.token(
                    last
                ).text.lower() in ("percent", "%"):
                    last += 1
                while (
                    first < c
                    and tree.token(first).text.lower() == "to"
                    and tree.token(first - 1).text.lower() != "up"
                ):
                    first += 1
                return first, min(last, head) if tree.token(head).text.lower() not in (
                    "percent",
                    "%",
                ) else head + 1
        lower = token.text.lower()
        if lower in words("partitives") and lower not in ("member", "members", "part", "parts", "group", "rest", "remnant", "remnants", "wave", "waves", "all") and any(
            tree.preposition(c) == "of" for c in tree.kids(head, "nmod")
        ):  # fmt: skip
            first = head
            for c in tree.token(head).children:
                if c < head and tree.token(c).dep in ("det", "amod", "nummod", "advmod", "compound"):
                    first = min(first, c)
            return first, head + 1
        for c in tree.kids(head, "amod", "det"):
            if (
                tree.token(c).lemma.lower() in ("dozen", "several", "many", "hundred", "thousand", "numerous")
                and c < head
            ):
                return c, c + 1
        return None

    def _of_owner(self, head: int) -> Actor | None:
        """Whose fighters: "officers of the Revolutionary Guards", "fighters of the Islamic State"."""
        tree = self.tree
        token = tree.token(head)
        part = token.text.lower() in words("partitives") or token.lemma.lower() in words("partitives")
        several = token.tag == "NNPS" or token.text.lower() in MANY
        named = token.pos not in ("NOUN", "PROPN") or (token.pos == "PROPN" and not several)
        if not part and (named or token.lemma.lower() not in words("member_nouns")):
            return None
        classes = noun_classes().get(token.lemma.lower(), frozenset())
        if not part and token.tag == "NN" and "person" in classes and "force" not in classes:
            return None  # "a commander of the guards" is a person, not the guards
        for c in tree.kids(head, "nmod"):
            if c > head and tree.preposition(c) in ("of", "from"):
                return self.of(c).actor
        return None

    def _of_behind(self, head: int) -> Actor | None:
        """Whose fighters, by the words right behind, wherever the parse hangs them: "jihadists of the Islamic State"."""
        tree = self.tree
        token = tree.token(head)
        lemma = token.text.lower().removesuffix("s")
        if (
            lemma not in words("member_nouns")
            or token.text.lower() == lemma
            or "person" in noun_classes().get(lemma, ())
        ):
            return None
        behind = [t.text.lower() for t in tree.tokens[head + 1 : head + 3]]
        first = head + (3 if behind[1:] == ["the"] else 2)
        hit = self.actor_at.get(first) if behind[:1] == ["of"] else None
        return hit[2] if hit is not None and hit[0] == first and hit[2].kind != "state" else None

    def _classes(self, head: int, actor: Actor | None, mention: Mention | None) -> frozenset[str]:
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
                    return self.of(c).classes | {"quantity"}
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
            if not out:
                out |= self._unmarked_name(head)
        if "force" in out or "org" in out:
            out.add("actor")
        if actor is not None and token.pos == "PROPN" and actor.kind not in ("person", "office", "people"):
            out -= {"person"}  # a body is nobody's "he", whatever the tagger takes its name for
        both = mention is not None and (head, mention.start, mention.end) in self._located
        ruled = actor is not None and actor.kind == "government" and self._stood_in(head)
        if token.pos == "PROPN" and (both or ruled):
            out.add(
                "place"
            )  # a capital that acts is a place too; "held talks in Brasilia" is the place alone
        elif actor is not None and actor.kind != "state":
            out -= {"place", "facility"}
        return frozenset(out)

    def _also_a_place(self, head: int) -> frozenset[str]:
        """A name that the tagger takes for a person or body, and the gazetteer for a place of the report's countries."""
        first, last = self.tree.core(head)
        start, end = self.tree.chars(first, last)
        found = self.gazetteer.find(self.tree.document.text[start:end], self.countries)
        near = [
            m
            for m in found
            if m.place.country in self.countries[:3]
            or (
                m.how == "exact"
                and (not self.countries or (m is found[0] and m.place.country in self.countries))
            )
        ]
        return frozenset({"place"} if near else set())

    def _stood_in(self, head: int) -> bool:
        """Whether a name stands behind a preposition of place and the gazetteer knows it."""
        first, last = self.tree.core(head)
        name = self.tree.document.text[slice(*self.tree.chars(first, last))]
        return self.tree.preposition(head) in WITHIN and any(
            m.how == "exact" for m in self.gazetteer.find(name)
        )

    def _unmarked_name(self, head: int) -> frozenset[str]:
        first, last = self.tree.core(head)
        start, end = self.tree.chars(first, last)
        if self.gazetteer.find(self.tree.document.text[start:end], self.countries):
            return frozenset({"place"})
        return frozenset({"actor"})
