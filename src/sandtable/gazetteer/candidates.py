"""What each phrase may mean before the report decides. Invariant: a reading's candidates are places of the
gazetteer; where the noun names a kind and a place of that kind bears the name, no other kind is a candidate.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace

from sandtable.gazetteer.folding import fold, without_article
from sandtable.gazetteer.gazetteer import Gazetteer
from sandtable.gazetteer.measure import km_between
from sandtable.gazetteer.phrase import Reading, is_noun, readings
from sandtable.gazetteer.place import How, Match, Place, PlaceQuery, PlaceType
from sandtable.gazetteer.seats import seat_of

# A river or a sea is never the town of its name; an airport may at least lie by it.
_NATURAL = frozenset({PlaceType.RIVER, PlaceType.SEA, PlaceType.RANGE})
# How far from a holder's point its places may lie, where its outline is not known.
_REACH_KM = {PlaceType.SETTLEMENT: 50.0, PlaceType.REGION: 150.0}


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

    @property
    def folded(self) -> str:
        """The name looked up, as spellings are compared."""
        return fold(self.reading.name)


def cases(gazetteer: Gazetteer, queries: Collection[PlaceQuery], countries: Collection[str]) -> list[Case]:
    """A case for each query. Skeletons are tried only inside `countries`, and only where no spelling is known there."""

    def country_of(word: str) -> str | None:
        place = gazetteer.country_of(word)
        return place.country if place else None

    known: dict[tuple[str, str | None, tuple[str, ...]], Case] = {}
    found: list[Case] = []
    for query in queries:
        words = query.text, query.head, query.inside
        if words not in known:
            seats = seat_of(gazetteer, query.text, countries)
            if seats is not None:
                meant = [Match(seat, How.EXACT) for seat in seats[:1]]
                known[words] = Case(query, Reading(query.text, inside=query.inside), meant)
                found.append(known[words])
                continue
            options = readings(query.text, country_of, query.head, query.inside)
            case = _spelt(gazetteer, query, options, ())
            if case is None and countries:
                case = _spelt(gazetteer, query, options, countries)
            elif case is not None and case.candidates:
                case.candidates += _nearer(gazetteer, case, countries)
            known[words] = case or Case(query, options[0] if options else Reading(""))
        found.append(replace(known[words], query=query))
    return found


def _nearer(gazetteer: Gazetteer, case: Case, countries: Collection[str]) -> list[Match]:
    """Skeletons inside the report's countries for a name that is spelt so only outside them."""
    if any(not set(countries).isdisjoint(m.place.countries) for m in case.candidates):
        return []
    known = {m.place.id for m in case.candidates}
    return [m for m in candidates(gazetteer, case.reading, countries) if m.place.id not in known]


def _spelt(
    gazetteer: Gazetteer, query: PlaceQuery, options: list[Reading], countries: Collection[str]
) -> Case | None:
    for reading in options:
        if reading.border is not None or not reading.name:
            return Case(query, reading)
        matches = candidates(gazetteer, reading, countries)
        if not matches:
            continue
        case = Case(
            query, reading, matches, [_holders(gazetteer, name, reading.strict) for name in reading.inside]
        )
        if reading.strict:
            case.candidates = [
                m for m in matches if all(held_by(gazetteer, m.place, h) for h in case.holders)
            ]
        if case.candidates:
            return case
    return None


def candidates(gazetteer: Gazetteer, reading: Reading, countries: Collection[str]) -> list[Match]:
    """The places that a reading may mean, those of its kind alone where there are any."""
    matches = gazetteer.find(reading.name, countries)
    if (
        reading.name.islower()
    ):  # typed by hand, or a common noun: the place's own name only, no other it goes by
        own = fold(reading.name), without_article(fold(reading.name))
        matches = [
            m
            for m in matches
            if not {fold(m.place.name), without_article(fold(m.place.name))}.isdisjoint(own)
        ]
    if is_noun(reading.name) and not reading.inside:
        matches = [
            m for m in matches if m.place.type is not PlaceType.SETTLEMENT
        ]  # 'the Gulf', but no village Village
    state = gazetteer.country_of(reading.name)
    if state is not None and all(m.place.id != state.id for m in matches):
        matches = [Match(state, How.EXACT), *matches]
    if reading.types:
        of_kind = [m for m in matches if m.place.type in reading.types]
        narrower = [m for m in of_kind if m.place.kind and reading.noun.endswith(m.place.kind)]
        if of_kind:
            return narrower or of_kind
        named = _with_noun(gazetteer, reading, countries)
        if named:
            return named
        if _NATURAL.issuperset(reading.types):
            return []
        matches = [m for m in matches if m.place.type is not PlaceType.COUNTRY]
    return matches


def _with_noun(gazetteer: Gazetteer, reading: Reading, countries: Collection[str]) -> list[Match]:
    """The places whose name ends in the noun that the phrase puts first: 'the airport of X' as 'X airport'."""
    for noun in dict.fromkeys((reading.noun, reading.noun.rpartition(" ")[2])):
        matches = gazetteer.find(f"{reading.name} {noun}", countries)
        of_kind = [m for m in matches if m.place.type in reading.types]
        if of_kind:
            return of_kind
    return []


def _holders(gazetteer: Gazetteer, name: str, strict: bool) -> list[Place]:
    """The places that a container's name may mean, countries first, then regions, then settlements; where the phrase
    is only a guess at a container (`strict`), a country's name means the country."""
    state = gazetteer.country_of(name)
    if state is not None and strict:
        return [state]
    regions = [m.place for m in gazetteer.find(name)][:40]
    regions.sort(key=lambda p: (p.type is PlaceType.SETTLEMENT, p.type is not PlaceType.REGION))
    return ([state] if state else []) + regions


def held_by(gazetteer: Gazetteer, place: Place, holders: Sequence[Place]) -> bool:
    """Whether a place lies in one of the places that a container's name may mean."""
    for holder in holders:
        if holder.id == place.id:
            continue
        if holder.type is PlaceType.COUNTRY:
            if holder.country in place.countries:
                return True
        elif holder.admin1 and holder.type is PlaceType.REGION:
            if place.admin1 == holder.admin1:
                return True
        elif gazetteer.within(place.id, holder.id):
            return True
        elif set(holder.countries) & set(place.countries):
            reach = _REACH_KM.get(holder.type, 0.0)
            if km_between(place.lat, place.lon, holder.lat, holder.lon) <= reach:
                return True
    return False
