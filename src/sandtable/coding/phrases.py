"""Noun phrases and what they can be: actor, place, weapon and so on. Invariant: a phrase's words are an exact slice
of the report, and its classes come from mentions, the registries and the noun data alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sandtable.coding.classes import ClassReader, noun_classes
from sandtable.coding.grammar import Tree
from sandtable.coding.numbers import number_range
from sandtable.coding.ranks import Ranks
from sandtable.gazetteer import SITES, Gazetteer
from sandtable.orbat import Actor, Registry
from sandtable.terms import Mention, MentionType

HYPHENS = frozenset("-–‑")

# Parties by words that stand before what they have and do.
BEARING = frozenset(
    "government regime army rebel militant coalition opposition insurgent junta separatist jihadist loyalist".split()
)


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


def text_after(tree: Tree, i: int) -> str:
    """The token behind one, where it touches it; else nothing."""
    tokens = tree.tokens
    return tokens[i + 1].text if i + 1 < len(tokens) and tokens[i + 1].start == tokens[i].end else ""


class Phrases:
    """All noun phrases of one document, found when asked for and kept."""

    def __init__(
        self,
        tree: Tree,
        registry: Registry,
        gazetteer: Gazetteer,
        countries: tuple[str, ...],
        on: date | None = None,
    ) -> None:
        self.tree = tree
        self.registry = registry
        self.gazetteer = gazetteer
        self.countries = countries
        self.on = on
        self._kept: dict[int, Phrase] = {}
        document = tree.document
        self._at: list[int] = [t.start for t in document.tokens]
        self.mention_at: dict[int, Mention] = {}
        self.located: set[tuple[int, int, int]] = set()  # token and bounds of each mention of a place
        self.towns = {m.text for m in document.mentions if m.type is MentionType.LOCATION}
        self.actor_at: dict[int, tuple[int, int, Actor]] = {}
        self._place(document.mentions)
        self._classes = ClassReader(self)
        self._ranks = Ranks(self)

    def _place(self, mentions: list[Mention]) -> None:
        by_end = {t.end: t.i for t in self.tree.tokens}
        for mention in mentions:
            first, last = self.tree.starts.get(mention.start), by_end.get(mention.end)
            if first is None or last is None:
                continue
            for i in range(first, last + 1):
                if mention.type is MentionType.LOCATION:
                    self.located.add((i, mention.start, mention.end))
                kept = self.mention_at.get(i)
                if kept is None or kept.end - kept.start < mention.end - mention.start:
                    self.mention_at[i] = mention
        for start, end, actor in self.registry.scan(self.tree.document.text, self.countries, self.on):
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
        classes = self._classes.of(head, actor, mention)
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

    def bears(self, i: int) -> bool:
        """Whether a word before a noun names or describes whose it is: "Russian hands", "rebel control"."""
        token = self.tree.token(i)
        told = (
            self.actor_at.get(i) or self.mention_at.get(i) or token.pos == "PROPN" or token.text[:1].isupper()
        )
        return bool(told) or token.lemma.lower() in BEARING

    def number(self, head: int) -> tuple[int, int] | None:
        """The token range of a phrase's number: "more than 60", "hundreds", "some 3,000"; None where it has none."""
        return number_range(self.tree, head)

    def _seated(self, head: int, core: str) -> Actor | None:
        """The organ of the state whose capital it sits in: "the defence ministry in Moscow"."""
        if self.tree.token(head).pos != "NOUN":
            return None
        for c in self.tree.kids(head, "nmod"):
            if self.tree.preposition(c) == "in" and self.tree.token(c).pos == "PROPN":
                seat = self.registry.resolve_np(self.tree.token(c).text)
                if seat is not None and seat.kind == "government" and seat.country:
                    return self.registry.resolve_np(core, (seat.country,), self.on)
        return None

    def _actor(self, head: int, core: str, first: int, last: int) -> Actor | None:
        token = self.tree.token(head)
        if token.pos == "PRON":
            return None
        seated = self._seated(head, core)
        if seated is not None:
            return seated
        hit = self.actor_at.get(head)
        if hit is not None and hit[0] <= first and hit[1] == last - 1:
            return hit[2]
        if hit is not None and hit[0] <= first < last <= hit[1] and not hit[0] <= token.head <= hit[1]:
            return hit[2]  # "the Movement for the Liberation of Azawad": the name goes on behind its head
        if hit is not None and hit[1] == last - 1 and hit[2].kind != "state" and self._owned(head, hit[0]):
            return hit[2]  # "Riek Machar's SPLM-IO": the name begins behind whose it is
        inner = self._ranks.of(head)
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
        site = (
            token.pos == "NOUN"
            and token.lemma.lower() in SITES
            and self.tree.has(head, "nmod:poss", "compound")
            and not self._manned(head)
        )
        found = None if site else self.registry.resolve_np(core, self.countries, self.on)
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

    def _manned(self, head: int) -> bool:
        """Whether a site that is men too is told by whose it is: "the RCD garrison"."""
        owners = [self.actor_at.get(c) for c in self.tree.kids(head, "compound")]
        force = "force" in noun_classes().get(self.tree.token(head).lemma.lower(), frozenset())
        return force and any(o is not None and o[2].kind != "state" for o in owners)

    def _owned(self, head: int, first: int) -> bool:
        """Whether all that stands in a phrase before a token is the phrase's possessor."""
        owners = self.tree.kids(head, "nmod:poss")
        return (
            first <= head
            and bool(owners)
            and text_after(self.tree, first - 1) == ""
            and (self.tree.token(first - 1).text in ("'s", "’s", "'", "’") or first - 1 in owners)
        )
