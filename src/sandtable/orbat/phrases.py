"""Noun phrases about actors. Invariant: a phrase is resolved only by its own words and the report's countries; where
they leave a choice, the answer is None."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from sandtable.orbat.catalogue import LOCAL, NAME, PEOPLE
from sandtable.orbat.descriptions import Descriptions
from sandtable.orbat.lexicon import Lexicon
from sandtable.orbat.records import Actor, ActorKind, Tie
from sandtable.orbat.spelling import folded

if TYPE_CHECKING:
    from sandtable.orbat.registry import Registry

# What takes no force noun after its name: "Syria forces" is the state's organ, "Assad fighters" are his state's.
_SOLDIERS = frozenset(
    {"troops", "troop", "soldiers", "soldier", "army", "jets", "warplanes", "garrison", "columns"}
)
_NO_HEAD = frozenset({ActorKind.STATE, ActorKind.PERSON, ActorKind.PEOPLE})
_BODIES = frozenset({ActorKind.ARMED_GROUP, ActorKind.ARMED_FORCE, ActorKind.COALITION, ActorKind.GOVERNMENT})
_JOINING = frozenset(("s", "backed", "led", "the", "and"))


class Phrases:
    """The reading of noun phrases over a registry."""

    def __init__(self, registry: Registry, lexicon: Lexicon, descriptions: Descriptions) -> None:
        self._registry = registry
        self._words = lexicon
        self._descriptions = descriptions

    def resolve(self, text: str, countries: Collection[str], on: date | None) -> Actor | None:
        """The actor of a noun phrase, or None. After a comma or bracket a second name for the same may follow, never
        more than a name: "the ministry, Paris" is not France."""
        for i, segment in enumerate(self._words.segments(text)):
            words = segment[:-1] if segment[-1] == "s" else segment
            near: Collection[str] = countries
            while words:
                found = self._whole(words, near, on)
                if found and (i == 0 or self._is_name(words)):
                    return found
                if words[0] in self._words.owners:
                    near = ()
                words = self._words.without_trailer(words) or self._words.without_opener(words) or []
        return None

    def _is_name(self, words: Sequence[str]) -> bool:
        """Whether words are wholly a name of an actor that is no state."""
        entries = self._words.names.get(" ".join(words), ())
        return any(e.sort == NAME for e in entries) and self._words.state_of(words) is None

    def _whole(self, words: list[str], countries: Collection[str], on: date | None) -> Actor | None:
        phrase = " ".join(words)
        entries = self._words.names.get(phrase, ())
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
            or self._bare_organ(words, countries, on)
            or self._descriptions.only(words, on, countries)
            or (self._registry.named(phrase, countries, on) if entries else None)
        )

    def organ_of(self, words: Sequence[str]) -> Actor | None:
        """The organ of "Syrian army", "Syria's government forces", "Government of Iraq"; None for anything else."""
        found = self._words.state_organ(words)
        return self._registry.organ(*found) if found else None

    def head_of(self, words: Sequence[str], countries: Collection[str], on: date | None) -> Actor | None:
        """The actor of a name followed by force nouns ("Hezbollah units")."""
        for end in range(len(words) - 1, 0, -1):
            if not self._words.is_head(words[end:]):
                continue
            owner = words[: end - 1] if words[end - 1] in ("s", "led") else words[:end]
            actor = self._registry.named(" ".join(owner), countries, on)
            if actor and actor.kind not in _NO_HEAD:
                return self._forces_of(actor, words[end:])
        return None

    def _forces_of(self, actor: Actor, head: Sequence[str]) -> Actor:
        """A state's armed forces for its government's soldiers ("junta troops"), else the actor itself."""
        national = actor.kind is ActorKind.GOVERNMENT and actor.country and _SOLDIERS & set(head)
        if not national or self._registry.government(str(actor.country)).id != actor.id:
            return actor
        return self._registry.armed_forces(str(actor.country))

    def _organ_with_head(self, words: Sequence[str]) -> Actor | None:
        for end in range(len(words) - 1, 1, -1):
            if self._words.is_head(words[end:]) and (found := self.organ_of(words[:end])):
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
            said = self._title(words[:i])
            if said is None:
                continue
            found = self._registry.named(rest, said or countries, on)
            if found and found.kind is ActorKind.PERSON:
                return found
            namesakes = [a for a in self._family_names.get(rest, ()) if not said or a.country in said]
            if len(namesakes) == 1:
                return namesakes[0]
        return None

    def _title(self, words: Sequence[str]) -> list[str] | None:
        """The countries that a title names, or None where the words are no title ("ISIS leader", "FCO Minister")."""
        said: list[str] = []
        titles = 0

        def admits(part: Sequence[str]) -> bool:
            nonlocal titles
            phrase = " ".join(part)
            if iso2 := self._words.state_of(part):
                said.append(iso2)
                return True
            if phrase in self._words.titles:
                titles += 1
                return True
            if phrase == "s" or phrase in self._words.fillers:
                return True
            entries = self._words.names.get(phrase, ())
            return any(e.sort == NAME and self._is_body(e.ref) for e in entries)

        return said if self._words.runs(words, admits) and titles else None

    def _is_body(self, key: str) -> bool:
        actor = self._registry.get(key)
        return actor is not None and actor.kind not in _NO_HEAD

    def _of_person(self, words: list[str], countries: Collection[str], on: date | None) -> Actor | None:
        """Whose "Assad's forces", "the Assad regime", "pro-Gaddafi fighters", "Haftar loyalists" are: of the state or the party
        which the person leads on the day."""
        said = words[1:] if words[0] == "pro" else words
        for i in range(len(said) - 1, 0, -1):
            owner, rest = said[:i], said[i:]
            if owner[-1] == "s":
                owner = owner[:-1]
            slug = self._words.organ_after_fillers(rest)
            following = rest[-1] in self._words.followers
            if not owner or (slug is None and not (following and self._words.is_head(rest))):
                continue
            person = self._registry.named(" ".join(owner), countries, on) or self._titled(
                owner, countries, on
            )
            if person is None or person.kind is not ActorKind.PERSON:
                continue
            for r in self._registry.relations(person.id, on):
                led = self._registry.get(r.actor) if r.kind is Tie.LEADS else None
                if led and led.kind in (ActorKind.STATE, ActorKind.GOVERNMENT) and led.country:
                    own = led.id in (
                        self._registry.state(led.country).id,
                        self._registry.government(led.country).id,
                    )
                    if rest[-1] in self._words.rising:
                        continue  # "Taylor's rebels" are no president's
                    return self._registry.organ(led.country, slug or "forces") if own else led
                if led and led.kind in _BODIES and (following or slug in ("forces", "army")):
                    return led
        return None

    def _described_name(self, words: list[str], countries: Collection[str], on: date | None) -> Actor | None:
        """The actor of a known name at the end of a description: "the Iran-backed Shiite group Hezbollah"."""
        for start in range(1, len(words)):
            rest = words[start:]
            phrase = " ".join(rest)
            found = self._registry.named(phrase, countries, on)
            if found is not None and found.kind in (ActorKind.STATE, ActorKind.PEOPLE):
                continue
            entries = self._words.names.get(phrase, ())
            if found is not None and not any(e.sort in (NAME, LOCAL) for e in entries):
                continue
            found = found or self.head_of(rest, countries, on)
            if found is not None:
                before = words[:start]
                if before[-1] in self._words.turning or not self._words.runs(before, self._describes):
                    return None
                return None if self._foreign(before, found, rest) else found
        return None

    def _foreign(self, before: Sequence[str], found: Actor, rest: Sequence[str]) -> bool:
        """Whether a local name is said of another state: "the Iranian opposition" is not Syria's."""
        owners = (self._words.names.get(" ".join(rest[:end]), ()) for end in range(1, len(rest) + 1))
        if any(e.sort == NAME and e.ref == found.id for entries in owners for e in entries):
            return False
        stated = {
            self._words.state_of(before[i:j])
            for i in range(len(before))
            for j in range(i + 1, len(before) + 1)
        }
        return bool(stated - {None}) and stated.isdisjoint((found.country, *found.theatre))

    def _describes(self, part: Sequence[str]) -> bool:
        """Whether words describe what follows: a state, creed, head, opener, title or backing."""
        phrase = " ".join(part)
        w = self._words
        lists = (w.heads, w.titles, w.neutral, w.creeds, w.fillers, _JOINING)
        return any(phrase in words for words in lists) or bool(w.state_of(part)) or tuple(part) in w.openers

    def _bare_organ(self, words: Sequence[str], countries: Collection[str], on: date | None) -> Actor | None:
        """The organ of the report's first country for "the army", "pro-government forces"."""
        rest = words[1:] if words[:1] == ["pro"] else words
        first = self._registry.ruled_by(next(iter(countries), ""), on)
        slug = self._words.organ(rest)
        if " ".join(rest) not in self._words.bare_organs or slug is None:
            return None
        return self._registry.organ(first, slug) if first in self._registry.catalogue.states else None
