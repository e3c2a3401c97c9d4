"""What each phrase may mean before the report decides. Invariant: a reading's candidates are places of the
gazetteer; where the noun names a kind and a place of that kind bears the name, no other kind is a candidate.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from sandtable.gazetteer.gazetteer import Gazetteer
from sandtable.gazetteer.phrase import Reading, readings
from sandtable.gazetteer.place import How, Match, Place, PlaceQuery, PlaceType


@dataclass(slots=True)
class Case:
    """A query under decision: the reading taken, its candidates, the places that hold it by the report's words,
    and the choice so far."""

    query: PlaceQuery
    reading: Reading
    candidates: list[Match] = field(default_factory=list)
    holders: list[list[Place]] = field(default_factory=list)
    chosen: Match | None = None
    note: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """What must be equal for two queries to name one place: the name looked up, and its kind noun."""
        return self.reading.name.casefold(), self.reading.noun


def cases(gazetteer: Gazetteer, queries: Collection[PlaceQuery], countries: Collection[str]) -> list[Case]:
    """A case for each query. Skeletons are tried only where no spelling is known, and only inside `countries`."""

    def country_of(word: str) -> str | None:
        place = gazetteer.country_of(word)
        return place.country if place else None

    found: list[Case] = []
    for query in queries:
        options = readings(query.text, country_of, query.head, query.inside)
        case = _spelt(gazetteer, query, options, ()) or (
            _spelt(gazetteer, query, options, countries) if countries else None
        )
        case = case or Case(query, options[-1] if options else Reading(query.text))
        case.holders = [_holders(gazetteer, name) for name in case.reading.inside]
        found.append(case)
    return found


def _spelt(
    gazetteer: Gazetteer, query: PlaceQuery, options: list[Reading], countries: Collection[str]
) -> Case | None:
    for reading in options:
        if reading.border is not None or not reading.name:
            return Case(query, reading)
        matches = candidates(gazetteer, reading, countries)
        if matches:
            return Case(query, reading, matches)
    return None


def candidates(gazetteer: Gazetteer, reading: Reading, countries: Collection[str]) -> list[Match]:
    """The places that a reading may mean, those of its kind alone where there are any."""
    matches = gazetteer.find(reading.name, countries)
    state = gazetteer.country_of(reading.name)
    if state is not None and all(m.place.id != state.id for m in matches):
        matches = [Match(state, How.EXACT), *matches]
    if reading.types:
        of_kind = [m for m in matches if m.place.type in reading.types]
        narrower = [m for m in of_kind if m.place.kind and reading.noun.endswith(m.place.kind)]
        if of_kind:
            return narrower or of_kind
        matches = [m for m in matches if m.place.type is not PlaceType.COUNTRY]
    return matches


def _holders(gazetteer: Gazetteer, name: str) -> list[Place]:
    """The places that a container's name may mean, countries first, then regions, then settlements."""
    state = gazetteer.country_of(name)
    regions = [m.place for m in gazetteer.find(name)][:40]
    regions.sort(key=lambda p: (p.type is PlaceType.SETTLEMENT, p.type is not PlaceType.REGION))
    return ([state] if state else []) + regions
