"""Where an actor stands on a day: what it is said to hold, and where it was last seen. Invariant: no place is given more
precisely, and no day more recently, than a report published it; and persons are not followed from place to place.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sandtable.gazetteer.place import Place
from sandtable.picture.holds import Holds
from sandtable.picture.presence import SEEN
from sandtable.picture.settings import DEFAULT, Settings
from sandtable.picture.testimony import Testimony, window
from sandtable.picture.voices import Voices, spoken
from sandtable.terms import Entity, EntityType, Factuality, Kind, Position, Spoken

FOLLOWED_NOT = "sandtable does not follow persons from place to place"


@dataclass(frozen=True, slots=True)
class Holding:
    """A place that the actor is said to hold on the day; `state` is the place's own."""

    place: Place
    state: str
    position: Position


@dataclass(frozen=True, slots=True)
class Sighting:
    """The last word on the actor at a place: that it was there, or went there. It was so between `first` and `last`;
    `by_words`: the reports' words give these days, else they were published by then."""

    place: Entity
    kind: Kind
    first: date
    last: date
    by_words: bool
    voices: tuple[Spoken, ...]

    @property
    def claims(self) -> tuple[str, ...]:
        """The claims that it rests on."""
        return tuple(c for v in self.voices for c in v.claims)


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Holdings by name of the place, sightings newest first. `withheld`: why no sightings are given, where they are not."""

    actor: Entity
    on: date
    known: date | None
    holds: tuple[Holding, ...]
    seen: tuple[Sighting, ...]
    withheld: str | None = None


def holdings_of(actor: str, answers: Mapping[str, Holds]) -> tuple[Holding, ...]:
    """The places of which some answers say that the actor holds them; none that is only inferred from a wider one."""
    found = [
        Holding(answer.place, answer.state, position)
        for answer in answers.values()
        if not answer.inferred
        for position in answer.positions
        if position.holder.id == actor
    ]
    return tuple(sorted(found, key=lambda h: (h.place.name, h.place.id)))


def sightings_of(
    actor: str, told: Iterable[Testimony], on: date, voices: Voices, settings: Settings = DEFAULT
) -> tuple[Sighting, ...]:
    """The last sighting of an actor at each place up to a day, from what is asserted of its presence and movements."""
    last: dict[str, tuple[tuple[date, date], list[tuple[Testimony, Entity, date, date, bool]]]] = {}
    for t in told:
        if t.rejected or t.claim.factuality is not Factuality.ASSERTED or t.claim.kind not in SEEN:
            continue
        if all(a.id != actor for a in t.entities("actor", EntityType.ACTOR)):
            continue
        when = window(t, lasting=t.claim.kind is Kind.PRESENCE, settings=settings)
        if when is None or when.first > on:
            continue
        end = min(when.last, on)
        role = "place" if t.claim.kind is Kind.PRESENCE else "destination"
        for place in t.places(role):
            key = (end, when.first)
            days, said = last.get(place.id, (key, []))
            if key > days:
                days, said = key, []
            if key == days:
                said.append((t, place, when.first, end, when.by_words))
            last[place.id] = (days, said)
    out = []
    for _, said in last.values():
        t, place, first, end, by_words = said[0]
        words = spoken((one[0] for one in said), voices)
        out.append(Sighting(place, t.claim.kind, first, end, by_words, words))
    return tuple(sorted(out, key=lambda s: (-s.last.toordinal(), -s.first.toordinal(), s.place.name)))
