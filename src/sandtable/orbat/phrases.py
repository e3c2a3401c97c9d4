"""Noun phrases about actors. Invariant: a phrase is resolved only by its own words and the report's countries; where
they leave a choice, the answer is None. The words themselves are data (`words.toml`, `organs.toml`)."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from sandtable.orbat.catalogue import ADJECTIVE, LOCAL, NAME, ORGAN, PEOPLE
from sandtable.orbat.records import Actor, ActorKind, Tie
from sandtable.orbat.scan import Hit
from sandtable.orbat.spelling import BARRIER, fold, folded

if TYPE_CHECKING:
    from sandtable.orbat.registry import Registry

_MADE_OF_PEOPLE = frozenset({ActorKind.STATE, ActorKind.PERSON, ActorKind.PEOPLE})


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a modifier says: a country, a creed, a sponsor or leader (an actor id), or nothing telling."""

    sort: str
    value: str


class Phrases:
    """The reading of noun phrases over a registry."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry
        words: dict[str, Any] = registry.catalogue.words
        self._names = registry.catalogue.names
        self._heads = frozenset(words["force_heads"])
        self._openers = [tuple(o.split()) for o in sorted(words["openers"], key=lambda o: -len(o.split()))]
        self._fillers = frozenset(words["fillers"])
        self._titles = frozenset(words["titles"])
        self._turning = frozenset(words["turning"])
        self._bare = frozenset(words["bare_organs"])
        self._creeds: dict[str, str] = words["creeds"]
        self._broader: dict[str, list[str]] = words["broader"]
        self._nouns: dict[str, frozenset[str]] = {k: frozenset(v) for k, v in words["nouns"].items()}
        self._neutral = frozenset(words["neutral"]["words"])
        self._word_like = frozenset(words["word_like"])
        abbreviated = sorted(
            {t for title in self._titles for t in title.split() if len(t) <= 4}, key=len, reverse=True
        )
        self._abbreviation = re.compile(rf"\b({'|'.join(abbreviated)})\.(?=\s)", re.IGNORECASE)

    # Words

    def tokens(self, text: str) -> list[str]:
        """The folded words of a phrase up to its first stop; a common word that is also an acronym ("us", "is") is
        kept from being read as one unless it stands in capitals."""
        text = self._abbreviation.sub(r"\1", text)
        form = fold(text)
        body = form.text.strip()
        lead = len(form.text) - len(form.text.lstrip())
        body = body.split(BARRIER)[0]
        out, at = [], lead
        for word in body.split(" "):
            if not word:
                at += 1
                continue
            first, last = form.offsets[at], form.offsets[at + len(word) - 1]
            written = text[first : last + 1]
            common = word in self._word_like and any(c.islower() for c in written)
            out.append(f"_{word}" if common else word)
            at += len(word) + 1
        return out

    def turns(self, word: str) -> bool:
        """Whether a folded word before a name turns the phrase away from it ("anti", "non")."""
        return word in self._turning

    def is_state(self, hit: Hit) -> bool:
        """Whether a hit is a state's name or adjective."""
        return any(self._iso2(e.sort, e.ref) for e in hit.entries)

    def _iso2(self, sort: str, ref: str) -> str | None:
        if sort == ADJECTIVE:
            return ref
        if sort == NAME:
            actor = self._registry.catalogue.actors.get(ref)
            return actor.country if actor and actor.kind is ActorKind.STATE else None
        return None

    def _state_of(self, words: Sequence[str]) -> str | None:
        """The ISO code of words that are wholly a state's name or adjective."""
        for entry in self._names.get(" ".join(words), ()):
            if iso2 := self._iso2(entry.sort, entry.ref):
                return iso2
        return None

    def _organ(self, words: Sequence[str]) -> str | None:
        return next((e.ref for e in self._names.get(" ".join(words), ()) if e.sort == ORGAN), None)

    # Organs of states

    def organ_of(self, words: Sequence[str]) -> Actor | None:
        """The organ of "Syrian army", "Syria's government forces", "Government of Iraq"; None for anything else."""
        for i in range(min(4, len(words) - 1), 0, -1):
            if iso2 := self._state_of(words[:i]):
                rest = list(words[i:])
                if rest[0] == "s":
                    rest = rest[1:]
                if slug := self._organ_after_fillers(rest):
                    return self._registry.organ(iso2, slug)
        if "of" in words:
            i = list(words).index("of")
            slug = self._organ_after_fillers(words[:i])
            iso2 = self._state_of(words[i + 2 :] if words[i + 1 : i + 2] == ["the"] else words[i + 1 :])
            if slug and iso2:
                return self._registry.organ(iso2, slug)
        return None

    def _organ_after_fillers(self, words: Sequence[str]) -> str | None:
        for i in range(len(words)):
            if slug := self._organ(words[i:]):
                return slug
            if (
                words[i] not in self._fillers
                and words[i] not in self._neutral
                and words[i] not in self._creeds
            ):
                return None
        return None

    # Names with words around them

    def head_of(self, words: Sequence[str], countries: Collection[str], on: date | None) -> Actor | None:
        """The actor of a name followed by force nouns."""
        for end in range(len(words) - 1, 0, -1):
            if not self._is_head(words[end:]):
                continue
            actor = self._registry.named(" ".join(words[:end]), countries, on)
            if actor and actor.kind not in _MADE_OF_PEOPLE:
                return actor
        return None

    def _is_head(self, words: Sequence[str]) -> bool:
        """Whether the words are one force noun, or two and more in a row."""
        if " ".join(words) in self._heads:
            return True
        return all(w in self._heads or w in self._neutral for w in words) and words[-1] in self._heads

    def resolve(self, text: str, countries: Collection[str], on: date | None) -> Actor | None:
        """The actor of a noun phrase, or None."""
        words = self.tokens(text)
        if words[-1:] == ["s"]:
            words.pop()
        while words:
            found = self._whole(words, countries, on)
            if found:
                return found
            shorter = self._without_opener(words)
            if shorter is None:
                return None
            words = shorter
        return None

    def _whole(self, words: list[str], countries: Collection[str], on: date | None) -> Actor | None:
        phrase = " ".join(words)
        entries = self._names.get(phrase, ())
        if any(e.sort in (NAME, LOCAL, PEOPLE) for e in entries):
            found = self._registry.named(phrase, countries, on)
            if found:
                return found
        return (
            self.organ_of(words)
            or self._titled(words, countries, on)
            or self._of_person(words, countries, on)
            or self.head_of(words, countries, on)
            or self._organ_with_head(words)
            or self._described_name(words, countries, on)
            or self._bare_organ(words, countries)
            or self._by_description(words, on)
            or (self._registry.named(phrase, countries, on) if entries else None)
        )

    def _without_opener(self, words: list[str]) -> list[str] | None:
        for opener in self._openers:
            if tuple(words[: len(opener)]) == opener and len(words) > len(opener):
                return words[len(opener) :]
        if words[0].isdigit() and len(words) > 1:
            return words[1:]
        return None

    def _organ_with_head(self, words: Sequence[str]) -> Actor | None:
        for end in range(len(words) - 1, 1, -1):
            if self._is_head(words[end:]) and (found := self.organ_of(words[:end])):
                return found
        return None

    @cached_property
    def _family_names(self) -> dict[str, list[Actor]]:
        out: dict[str, list[Actor]] = {}
        for actor in self._registry:
            if actor.kind is ActorKind.PERSON:
                last = folded(actor.name).split()
                for form in {last[-1], " ".join(last[-2:])}:
                    out.setdefault(form, []).append(actor)
        return out

    def _titled(self, words: list[str], countries: Collection[str], on: date | None) -> Actor | None:
        """The person of "Russian Foreign Minister Lavrov", "President Bashar al-Assad"; a lone family name counts
        only after a title and where one known person has it."""
        for i in range(1, min(len(words), 9)):
            rest = " ".join(words[i:])
            countries_said = self._title(words[:i])
            if countries_said is None:
                continue
            found = self._registry.named(rest, countries_said or countries, on)
            if found and found.kind is ActorKind.PERSON:
                return found
            namesakes = self._family_names.get(rest, [])
            said = [a for a in namesakes if not countries_said or a.country in countries_said]
            if len(said) == 1 and (
                countries_said or not countries or said[0].country in countries or len(rest) > 5
            ):
                return said[0]
        return None

    def _title(self, words: Sequence[str]) -> list[str] | None:
        """The countries that a title names, or None where the words are no title."""
        said: list[str] = []
        titled = False
        i = 0
        while i < len(words):
            for end in range(min(len(words), i + 4), i, -1):
                part = words[i:end]
                if iso2 := self._state_of(part):
                    said.append(iso2)
                elif " ".join(part) in self._titles:
                    titled = True
                elif not (len(part) == 1 and (part[0] in self._fillers or part[0] == "s")):
                    continue
                i = end
                break
            else:
                return None
        return said if titled else None

    def _of_person(self, words: list[str], countries: Collection[str], on: date | None) -> Actor | None:
        """The organ of "Assad's forces", "the Assad regime": that of the state which the person leads."""
        for i in range(len(words) - 1, 0, -1):
            owner, rest = words[:i], words[i:]
            if owner[-1] == "s":
                owner = owner[:-1]
            slug = self._organ_after_fillers(rest)
            if not owner or slug is None:
                continue
            person = self._registry.named(" ".join(owner), countries, on) or self._titled(
                owner, countries, on
            )
            if person is None or person.kind is not ActorKind.PERSON:
                continue
            for r in self._registry.relations(person.id, on):
                led = self._registry.get(r.actor) if r.kind is Tie.LEADS else None
                if led and led.kind in (ActorKind.STATE, ActorKind.GOVERNMENT) and led.country:
                    return self._registry.organ(led.country, slug)
                if led and led.kind in (ActorKind.ARMED_GROUP, ActorKind.ARMED_FORCE) and slug == "forces":
                    return led
        return None

    def _described_name(self, words: list[str], countries: Collection[str], on: date | None) -> Actor | None:
        """The actor of a known name at the end of a description: "the Iran-backed Shiite group Hezbollah"."""
        for start in range(1, len(words)):
            rest = words[start:]
            found = self._registry.named(" ".join(rest), countries, on)
            if found is not None and found.kind in (ActorKind.STATE, ActorKind.PEOPLE):
                continue
            found = found or self.head_of(rest, countries, on)
            if found is None:
                continue
            entries = self._names.get(" ".join(rest), ())
            if entries and not any(e.sort in (NAME, LOCAL) for e in entries):
                continue
            if words[start - 1] in self._turning:
                return None
            return found if self._describing(words[:start]) else None
        return None

    def _describing(self, words: Sequence[str]) -> bool:
        """Whether every word is one that describes: a state, creed, head, opener, title or backing."""
        i = 0
        while i < len(words):
            for end in range(min(len(words), i + 4), i, -1):
                part = " ".join(words[i:end])
                known = (
                    part in self._heads
                    or part in self._titles
                    or part in self._neutral
                    or part in self._creeds
                )
                if (
                    known
                    or part in self._fillers
                    or part in ("s", "backed", "led", "the")
                    or self._state_of(words[i:end])
                ):
                    i = end
                    break
                if tuple(words[i:end]) in self._openers:
                    i = end
                    break
            else:
                return False
        return True

    def _bare_organ(self, words: Sequence[str], countries: Collection[str]) -> Actor | None:
        """The organ of the report's first country for "the army", "pro-government forces"."""
        rest = words[1:] if words[:1] == ["pro"] else words
        phrase = " ".join(rest)
        first = next(iter(countries), None)
        slug = self._organ(rest)
        if phrase not in self._bare or slug is None or first not in self._registry.catalogue.states:
            return None
        return self._registry.organ(first, slug)

    # Descriptions

    def _by_description(self, words: list[str], on: date | None) -> Actor | None:
        """The one actor that a description with two telling modifiers fits best."""
        for end in range(len(words) - 1, 0, -1):
            head = " ".join(words[end:])
            if not any(head in nouns for nouns in self._nouns.values()):
                continue
            modifiers = self._modifiers(words[:end])
            if modifiers is None:
                return None
            telling = [m for m in map(self._meaning, modifiers) if m and m.sort != "neutral"]
            if len(telling) < 2:
                return None
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
        if words[-1] in ("backed", "led", "aligned", "allied", "supported", "dominated") and len(words) > 1:
            owner = words[:-1]
            iso2 = self._state_of(owner)
            sort = "led" if words[-1] in ("led", "dominated") else "backed"
            if iso2:
                return Meaning(sort, self._registry.state(iso2).id)
            if " ".join(owner) in self._creeds:
                return Meaning("creed", self._creeds[" ".join(owner)])
            actor = self._registry.named(" ".join(owner))
            return Meaning(sort, actor.id) if actor else None
        if words[0] in ("pro", "anti") and len(words) > 1:
            iso2 = self._state_of(words[1:])
            return (
                Meaning("backed" if words[0] == "pro" else "against", self._registry.state(iso2).id)
                if iso2
                else None
            )
        if modifier in self._creeds:
            return Meaning("creed", self._creeds[modifier])
        if iso2 := self._state_of(words):
            return Meaning("country", iso2)
        if modifier in self._neutral or modifier == "s" or (len(words) == 1 and (modifier,) in self._openers):
            return Meaning("neutral", modifier)
        return None

    def describes(self, actor: Actor, head: str, modifiers: Sequence[str], on: date | None = None) -> float:
        """How well head and modifiers fit: 0 where one speaks against the actor, up to 1."""
        nouns = {folded(n) for n in actor.nouns}
        form = folded(head)
        single = form.removesuffix("s")
        if form in nouns or single in nouns:
            score = 0.5
        elif form in self._nouns.get(actor.kind.value, ()) or single in self._nouns.get(actor.kind.value, ()):
            # A listed noun is how reporting calls it; a noun of its kind merely fits.
            score = 0.3 if nouns else 0.4
        else:
            return 0.0
        gain = 0.5 / max(len(modifiers), 1)
        if not modifiers:
            return score
        for modifier in modifiers:
            meaning = self._meaning(folded(modifier))
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
            return 0.4 if meaning.value in actor.theatre else 0.0
        if meaning.sort == "creed":
            said = {*actor.creed, *(b for c in actor.creed for b in self._broader.get(c, ()))}
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
        return 1.0 if ties.backs(meaning.value, actor.id, on) else 0.0

    def _led(self, actor: Actor, leader: str, on: date | None) -> bool:
        return any(r.kind is Tie.COMMANDER and (r.actor == leader or leader in self._registry.ties.above(r.actor, on))
                   for r in self._registry.relations(actor.id, on))  # fmt: skip

    def ranked(self, head: str, modifiers: Sequence[str], on: date | None) -> list[tuple[float, Actor]]:
        """Every actor of the data that the description fits, with its score, best first, then as the data order them."""
        scored = [(self.describes(a, head, modifiers, on), a) for a in self._registry if a.existed(on)]
        return sorted(((s, a) for s, a in scored if s > 0), key=lambda pair: -pair[0])

    def candidates(self, head: str, modifiers: Sequence[str], on: date | None) -> list[Actor]:
        """The actors that a description fits by a telling modifier, best first; none where no modifier tells."""
        if not any((m := self._meaning(folded(x))) and m.sort != "neutral" for x in modifiers):
            return []
        return [a for _, a in self.ranked(head, modifiers, on)]
