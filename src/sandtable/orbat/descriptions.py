"""Descriptions of actors: "the Lebanese Shiite group". Invariant: a description that says anything against an actor
(another country, another creed, no such backer) does not fit it at all."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sandtable.orbat.lexicon import Lexicon
from sandtable.orbat.records import Actor, ActorKind, Tie
from sandtable.orbat.spelling import folded

if TYPE_CHECKING:
    from sandtable.orbat.registry import Registry

_BACKED = frozenset(("backed", "aligned", "allied", "supported", "funded", "sponsored"))
_LED = frozenset(("led", "dominated"))
_LINKED = frozenset(("linked", "affiliated"))
_TIED = frozenset(("backed", "led", "linked", "against"))
# Outlooks that many parties share, so that no land's one party is told by them.
_SHARED = frozenset(
    ("rebel", "opposition", "Islamist", "jihadist", "terrorist", "Sunni", "Shiite", "Christian", "Arab", "tribal", "paramilitary",
     "mercenary", "separatist", "communist", "Kurdish")
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a modifier says. `sort`: country (ISO code), creed, backed, led, linked, against (an actor id), or neutral."""

    sort: str
    value: str


class Descriptions:
    """How well head noun and modifiers fit the actors of a registry."""

    def __init__(self, registry: Registry, lexicon: Lexicon) -> None:
        self._registry = registry
        self._words = lexicon

    def only(self, words: Sequence[str], on: date | None, countries: Collection[str] = ()) -> Actor | None:
        """The one actor that a description with two telling modifiers fits best; beside whom it is tied to or what people it
        is of ("Rwanda-backed rebels", "al-Qaeda-linked militants"), the report's first country tells as well."""
        for end in range(len(words) - 1, 0, -1):
            head = " ".join(words[end:])
            if not any(head in nouns for nouns in self._words.nouns.values()):
                continue
            modifiers = self._modifiers(words[:end])
            if modifiers is None:
                return None
            telling = [m for m in map(self._meaning, modifiers) if m and m.sort != "neutral"]
            if len(telling) < 2:
                land = self._registry.catalogue.states.get(next(iter(countries), ""))
                if land is None or not telling or not _narrow(telling[0]):
                    return None
                ranked = self.ranked(head, [*modifiers, folded(land.name)], on)
                own = [a for _, a in ranked if a.country == land.iso2]
                return self._registry.whole(own or [a for _, a in ranked], on)
            ranked = self.ranked(head, modifiers, on)
            if ranked and (len(ranked) == 1 or ranked[0][0] > ranked[1][0]):
                return ranked[0][1]
            return None
        return None

    def _modifiers(self, words: Sequence[str]) -> list[str] | None:
        """The words as modifiers, a name with "backed" or "led" joined to it; None where one is unknown."""
        out: list[str] = []
        i = 0
        while i < len(words):
            for end in range(min(len(words), i + 4), i, -1):
                part = " ".join(words[i:end])
                if self._meaning(part) is not None:
                    out.append(part)
                    i = end
                    break
            else:
                return None
        return out

    def _meaning(self, modifier: str) -> Meaning | None:
        """What a folded modifier says, or None where it is unknown."""
        words = modifier.split()
        if not words:
            return None
        if words[-1] in _BACKED | _LED | _LINKED and len(words) > 1:
            owner = words[:-1]
            iso2 = self._words.state_of(owner)
            sort = "led" if words[-1] in _LED else "linked" if words[-1] in _LINKED else "backed"
            if iso2:
                return Meaning(sort, self._registry.state(iso2).id)
            if " ".join(owner) in self._words.creeds:
                return Meaning("creed", self._words.creeds[" ".join(owner)])
            actor = self._registry.named(" ".join(owner))
            return Meaning(sort, actor.id) if actor else None
        if words[0] in ("pro", "anti") and len(words) > 1:
            iso2 = self._words.state_of(words[1:])
            return (
                Meaning("backed" if words[0] == "pro" else "against", self._registry.state(iso2).id)
                if iso2
                else None
            )
        if modifier in self._words.creeds:
            return Meaning("creed", self._words.creeds[modifier])
        if iso2 := self._words.state_of(words):
            return Meaning("country", iso2)
        if (
            modifier in self._words.neutral
            or modifier == "s"
            or (len(words) == 1 and (modifier,) in self._words.openers)
        ):
            return Meaning("neutral", modifier)
        return None

    def describes(self, actor: Actor, head: str, modifiers: Sequence[str], on: date | None = None) -> float:
        """How well head and modifiers fit: 0 where one speaks against the actor, up to 1."""
        return self._score(actor, folded(head), self._meanings(modifiers), on)

    def _meanings(self, modifiers: Sequence[str]) -> list[Meaning | None]:
        """What the modifiers say, those first that are quickest to check."""
        found = [self._meaning(m) for m in _joined(modifiers)]
        return sorted(found, key=lambda m: m is not None and m.sort in _TIED)

    def _score(self, actor: Actor, head: str, meanings: Sequence[Meaning | None], on: date | None) -> float:
        forms = {head, head.removesuffix("s"), f"{head}s"}
        if not forms.isdisjoint(actor.nouns):
            score = 0.5
        elif not forms.isdisjoint(self._words.nouns.get(actor.kind.value, ())):
            # A listed noun is how reporting calls it; a noun of its kind merely fits.
            score = 0.3 if actor.nouns else 0.4
        else:
            return 0.0
        gain = 0.5 / max(len(meanings), 1)
        for meaning in meanings:
            if meaning is None or meaning.sort == "neutral":
                score += gain * 0.2
                continue
            fit = self._fits(actor, meaning, on)
            if fit <= 0:
                return 0.0
            score += gain * fit
        return min(score, 1.0)

    def _fits(self, actor: Actor, meaning: Meaning, on: date | None) -> float:
        if meaning.sort == "country":
            if actor.country == meaning.value:
                return 1.0
            if self._named_by(actor, meaning.value):
                return 0.8
            return 0.4 if meaning.value in actor.theatre else 0.0
        if meaning.sort == "creed":
            said = {*actor.creed, *(b for c in actor.creed for b in self._words.broader.get(c, ()))}
            if meaning.value in actor.creed:
                return 1.0
            if meaning.value in said:
                return 0.8
            return 0.3 if meaning.value == "terrorist" and actor.kind is ActorKind.ARMED_GROUP else 0.0
        if meaning.sort == "against":
            return 1.0 if self._registry.ties.opposed(actor.id, meaning.value, on) else 0.3
        ties = self._registry.ties
        if meaning.sort == "led":
            led = ties.commands(meaning.value, actor.id, on) or self._led(actor, meaning.value, on)
            return 1.0 if led else 0.0
        if meaning.sort == "linked":
            return (
                1.0
                if meaning.value in ties.above(actor.id, on) or ties.backs(meaning.value, actor.id, on)
                else 0.0
            )
        return 1.0 if ties.backs(meaning.value, actor.id, on) else 0.0

    def _named_by(self, actor: Actor, iso2: str) -> bool:
        """Whether a party bears a nation's name though it fights elsewhere: the Croatian Defence Council, of Bosnia."""
        adjectives = self._registry.catalogue.states[iso2].adjectives
        return any(folded(adjective) in folded(actor.name).split() for adjective in adjectives)

    def _led(self, actor: Actor, leader: str, on: date | None) -> bool:
        return any(r.kind is Tie.COMMANDER and (r.actor == leader or leader in self._registry.ties.above(r.actor, on))
                   for r in self._registry.relations(actor.id, on))  # fmt: skip

    def ranked(self, head: str, modifiers: Sequence[str], on: date | None) -> list[tuple[float, Actor]]:
        """Every actor of the data that the description fits, with its score, best first, then as the data order them."""
        form, meanings = folded(head), self._meanings(modifiers)
        scored = [(self._score(a, form, meanings, on), a) for a in self._registry if a.existed(on)]
        return sorted(((s, a) for s, a in scored if s > 0), key=lambda pair: -pair[0])

    def candidates(self, head: str, modifiers: Sequence[str], on: date | None) -> list[Actor]:
        """The actors that a description fits by a telling modifier, best first; none where no modifier tells."""
        if not any(m is not None and m.sort != "neutral" for m in self._meanings(modifiers)):
            return []
        return [a for _, a in self.ranked(head, modifiers, on)]


def _narrow(meaning: Meaning) -> bool:
    """Whether a modifier says so much that the land decides the rest: a backer, or a people, never an outlook that many share."""
    return meaning.sort in ("backed", "led", "linked") or (
        meaning.sort == "creed" and meaning.value not in _SHARED
    )


def _joined(modifiers: Sequence[str]) -> list[str]:
    """The folded modifiers, with "Iran", "backed" (or "Iran", "-", "backed") as one."""
    out: list[str] = []
    for form in filter(None, map(folded, modifiers)):
        if out and form in _BACKED | _LED | _LINKED:
            out[-1] = f"{out[-1]} {form}"
        else:
            out.append(form)
    return out
