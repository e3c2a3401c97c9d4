"""Which of its namesakes a report means. Invariant: a name known nowhere stays unplaced with a note; a vague place
becomes a region, a part or a segment, never a point of its own.

Every place of the report speaks for the countries, regions and neighbourhoods that the others lie in, after the
spatial-minimality and one-sense-per-discourse heuristics (Leidner 2007, Toponym Resolution in Text, ch. 3).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from math import exp, log10

from sandtable.gazetteer.borderland import BorderContext, resolve_border
from sandtable.gazetteer.candidates import Case, cases, held_by
from sandtable.gazetteer.folding import fold
from sandtable.gazetteer.gazetteer import Gazetteer
from sandtable.gazetteer.measure import km_between
from sandtable.gazetteer.parts import SITES
from sandtable.gazetteer.phrase import Reading
from sandtable.gazetteer.place import How, Match, Place, PlaceQuery, PlaceType, Precision, Resolution

_ROUNDS = 3
_NEAR_KM = 250.0
_WINDOW = 40  # settled names before and after a name in the text, as far as neighbourhood is felt
_PRIOR = {
    PlaceType.COUNTRY: 4.0, PlaceType.REGION: 1.7, PlaceType.SETTLEMENT: 0.0, PlaceType.SITE: 1.0, PlaceType.SEA: 4.0,
    PlaceType.CROSSING: 1.0, PlaceType.RIVER: 0.5, PlaceType.RANGE: 1.0, PlaceType.ROAD: 0.5,
}  # fmt: skip
_PRIOR_OF_WORLD_REGION = 3.5
_SHARE, _PEOPLE, _REGION, _CLOSE = 3.0, 0.65, 1.2, 1.5
_ALTERNATE = 0.7
_CAPITAL = 1.6
_PRIOR_OF_TOWN = 3.0
_SITES = frozenset({PlaceType.SITE, PlaceType.CROSSING, PlaceType.ROAD})
_HOW = {How.EXACT: 0.0, How.ARTICLE: -0.4, How.SKELETON: -1.0}


Key = tuple[str, str]


@dataclass(slots=True)
class _Context:
    """What the report's places say, each name heard once: its countries and first-level regions, in all and by the
    name that says so, and the settled places in the order of the text, with each name's place in that order. A name
    is no witness in its own cause."""

    countries: Counter[str]
    regions: Counter[str]
    countries_by: dict[Key, Counter[str]]
    regions_by: dict[Key, Counter[str]]
    settled: list[tuple[Key | None, Place]]
    position: dict[Key, int]


def resolve(
    gazetteer: Gazetteer,
    queries: Sequence[PlaceQuery],
    countries: Collection[str] = (),
    near: Sequence[Place] = (),
) -> list[Resolution]:
    """Resolves a report's place phrases together; the answers are in the order of the queries.

    `countries`: ISO codes of the countries that the report is known to speak of (its actors' states, its
    publisher's subject); `near`: places already settled. Both weigh as the report's own places do.
    """
    spoken = _spoken_of(gazetteer, queries, countries)
    found = cases(gazetteer, queries, spoken)
    for case in found:
        if len(case.candidates) == 1:
            case.chosen = case.candidates[0]
    for _ in range(_ROUNDS):
        context = _context(found, countries, near)
        decided: dict[Reading, Match] = {}
        for case in found:
            if case.candidates:
                if case.reading not in decided:
                    decided[case.reading] = _best(gazetteer, case, context)
                case.chosen = decided[case.reading]
        _one_sense(found)
    context = _context(found, countries, near)
    return [_resolution(gazetteer, case, found, context) for case in found]


def _spoken_of(
    gazetteer: Gazetteer, queries: Sequence[PlaceQuery], countries: Collection[str]
) -> frozenset[str]:
    """The countries whose names or adjectives stand in the queries, and those given."""
    isos = set(countries)
    for query in queries:
        for phrase in (query.text, *query.inside):
            for word in (
                phrase,
                *phrase.replace("-", " ").replace("–", " ").replace("’s", "").replace("'s", "").split(),
            ):
                state = gazetteer.country_of(word) if word[:1].isupper() else None
                if state and state.country:
                    isos.add(state.country)
    return frozenset(isos)


def _context(found: Sequence[Case], countries: Collection[str], near: Sequence[Place]) -> _Context:
    votes: Counter[str] = Counter()
    for iso in countries:
        votes[iso] += 2
    settled: list[tuple[Key | None, Place]] = [(None, p) for p in near]
    regions_by: dict[Key, Counter[str]] = {}
    countries_by: dict[Key, Counter[str]] = {}
    position: dict[Key, int] = {}
    for case in found:
        position.setdefault(case.key, len(settled))
        for holder in (h[0] for h in case.holders if h and h[0].type is PlaceType.COUNTRY):
            votes.update(holder.countries)
        if case.reading.border:
            votes.update(case.reading.border)
        if case.chosen is None:
            continue
        place = case.chosen.place
        if case.key not in countries_by:
            settled.append((case.key, place))
            regions_by[case.key] = Counter()
            if place.admin1:
                regions_by[case.key][place.admin1] = 2 if place.type is PlaceType.REGION else 1
            countries_by[case.key] = Counter({iso: 1 for iso in place.countries[:3]})
        countries_by[case.key].update({iso: 1 for iso in place.countries[:3]})
    regions: Counter[str] = Counter()
    for key, by_name in regions_by.items():
        regions.update(by_name)
        votes.update(countries_by[key])
    return _Context(votes, regions, countries_by, regions_by, settled, position)


def _best(gazetteer: Gazetteer, case: Case, context: _Context) -> Match:
    return max(case.candidates, key=lambda m: _score(gazetteer, case, m, context))


def _score(gazetteer: Gazetteer, case: Case, match: Match, context: _Context) -> float:
    place = match.place
    own = context.countries_by.get(case.key, Counter())
    total = context.countries.total() - own.total()
    share = sum(context.countries[iso] - own[iso] for iso in place.countries) / total if total > 0 else 0.0
    score = _HOW[match.how] + _prior(place) + _SHARE * share
    if match.how is not How.SKELETON and case.folded != fold(place.name):
        score -= _ALTERNATE
    if place.kind == "capital":
        score += _CAPITAL
    if place.kind == "province" and not case.reading.noun and _has_namesake_town(case, place):
        score -= _PRIOR_OF_TOWN
    score += _PEOPLE * log10(place.population + 200)
    if place.admin1:
        in_region = context.regions[place.admin1] - context.regions_by.get(case.key, Counter())[place.admin1]
        score += _REGION * min(1.0, in_region / 2)
    score += _CLOSE * _closeness(case, place, context)
    for holders in case.holders:
        score += 6.0 if held_by(gazetteer, place, holders) else -2.0
    return score


def _prior(place: Place) -> float:
    if place.type is PlaceType.REGION and not place.country:
        return _PRIOR_OF_WORLD_REGION
    return _PRIOR.get(place.type, 0.0)


def _has_namesake_town(case: Case, province: Place) -> bool:
    """Whether a town of the same name lies in the province, or is its country's capital: the bare name then means
    the town."""
    towns = [m.place for m in case.candidates if m.place.type is PlaceType.SETTLEMENT]
    return any(
        town.country == province.country
        and (
            town.kind == "capital"
            or (
                (town.admin1 == province.admin1 or province.admin1 is None)
                and town.population * 20 > province.population
            )
        )
        for town in towns
    )


def _closeness(case: Case, place: Place, context: _Context) -> float:
    """How near the report's other settled places lie: 0 where none is near, towards 1.5 among several."""
    if place.precision is not Precision.POINT and place.type is not PlaceType.REGION:
        return 0.0
    near = 0.0
    at = context.position.get(case.key, 0)
    for key, settled in context.settled[max(0, at - _WINDOW) : at + _WINDOW]:
        if key == case.key or settled.type is PlaceType.COUNTRY:
            continue
        near += exp(-km_between(place.lat, place.lon, settled.lat, settled.lon) / _NEAR_KM)
    return min(1.5, near)


def _one_sense(found: Sequence[Case]) -> None:
    """A name means one place through a report: what was chosen where its container was given, or most often."""
    groups: dict[tuple[str, str], list[Case]] = {}
    for case in found:
        if case.chosen is not None:
            groups.setdefault(case.key, []).append(case)
    for group in groups.values():
        explicit = [c for c in group if c.holders]
        free = [c for c in group if not c.holders]
        if explicit and free:
            chosen = Counter(c.chosen.place.id for c in explicit if c.chosen).most_common(1)[0][0]
            for case in free:
                case.chosen = next((m for m in case.candidates if m.place.id == chosen), case.chosen)


def _resolution(gazetteer: Gazetteer, case: Case, found: Sequence[Case], context: _Context) -> Resolution:
    reading = case.reading
    if reading.border is not None:
        mentioned = [c.reading.border for c in found if c.reading.border and len(c.reading.border) > 1]
        return resolve_border(gazetteer, reading, BorderContext(context.countries, mentioned))
    if not reading.name and reading.part:
        return _vague(gazetteer, case, context)
    if case.chosen is None:
        return Resolution(None, None, None, _why_unplaced(case))
    place, how, note = case.chosen.place, case.chosen.how, ""
    if reading.types and place.type not in reading.types:
        note = f"the report calls it a {reading.noun}; the place known by that name is a {place.type}"
    side = reading.part or ("near" if note and _SITES.intersection(reading.types) else "")
    if side == "near" and reading.noun in SITES and place.type is PlaceType.SETTLEMENT:
        side = reading.noun  # "Goma airport"
    if side:
        part = gazetteer.get(f"{place.id}#{side}")
        if part is not None:
            return Resolution(part, how, part.precision, note or f"a part of or an area by {place.name}")
    return Resolution(place, how, place.precision, note)


def _why_unplaced(case: Case) -> str:
    if case.reading.name:
        return f"no place called {case.reading.name!r} is known"
    return f"{case.query.text!r} describes a place without naming it"


def _vague(gazetteer: Gazetteer, case: Case, context: _Context) -> Resolution:
    """'The east': of what holds it by the report's words, else of the country that the report speaks of most."""
    holder = next((h[0] for h in case.holders if h), None)
    if holder is None:
        iso = next((iso for iso, _ in context.countries.most_common(1)), None)
        holder = gazetteer.get(f"iso:{iso}") if iso else None
    part = gazetteer.get(f"{holder.id}#{case.reading.part}") if holder else None
    if holder is None or part is None:
        return Resolution(None, None, None, f"{case.query.text!r}: the report does not say of what place")
    return Resolution(part, How.EXACT, Precision.VAGUE, f"taken as the {case.reading.part} of {holder.name}")
