"""Corridors out of a ledger. Invariant: only reads; every stop of every leg is asked about, with those who stand with the
parties on the day as claims and registry make them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import chain, pairwise

from sandtable.gazetteer.measure import km_between
from sandtable.gazetteer.place import Leg, Place, PlaceType
from sandtable.orbat.records import ActorKind
from sandtable.picture.asking import Heed, PictureError
from sandtable.picture.bonds import BondKind
from sandtable.picture.corridor import Corridor, Post, corridor_of, post_of
from sandtable.picture.fetching import Fetcher
from sandtable.picture.holds import Holds, holds_of
from sandtable.picture.move import Act
from sandtable.picture.scene import Scene
from sandtable.picture.sides import Asked, Bonds
from sandtable.picture.spells import Spells, spells_of
from sandtable.picture.theatre import Theatre
from sandtable.picture.turning import answers_of, first_word
from sandtable.terms import Entity, EntityType

_STATE_LIKE = frozenset({ActorKind.STATE, ActorKind.GOVERNMENT, ActorKind.ARMED_FORCE, ActorKind.SERVICE})


@dataclass(frozen=True, slots=True)
class _Route:
    """From where to where, by whom, over which legs. `stops` are the ids of all places on the legs, `starts` and `ends`
    those of them that stand for its two ends."""

    start: Place
    end: Place
    by: tuple[Entity, ...]
    legs: tuple[Leg, ...]
    stops: frozenset[str]
    starts: frozenset[str]
    ends: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Stance:
    """Those asked about, `arms`: the armed forces and bodies of those that are states, whose friends are theirs; their bonds, the party whose own ground a country is, and the day of the first word of war
    there: that a stop was taken, besieged or fought over, or is held by one who does not stand with it. From then on
    nothing in that country is taken to be its own that nobody says it holds."""

    by: tuple[Entity, ...]
    arms: tuple[Entity, ...]
    bonds: Bonds
    homes: dict[str, Entity]
    lost: dict[str, date]

    def post(self, holds: Holds) -> Post:
        """How a place stands to them, by its answer."""
        place = holds.place
        home = self.homes.get(place.country or "") if len(place.countries) < 2 else None
        if home is not None and self.lost.get(place.country or "", date.max) <= holds.on:
            home = None
        return post_of(place, holds, (*self.by, *self.arms), self.bonds, home=home)

    def turn(self, holds: Holds) -> date | None:
        """The next day on which a place may stand otherwise to them though its answer is the same."""
        friends = (*self.by, *self.arms)
        asked: list[Asked] = [("aligned", p.holder.id, b.id) for p in holds.positions for b in friends]
        days = (self.bonds.next_turn(asked, holds.on), self.lost.get(holds.place.country or ""))
        return min((day for day in days if day is not None and day > holds.on), default=None)


@dataclass(frozen=True, slots=True)
class Overland:
    """Corridors, asked of a ledger. `ends`: ids of the places between which the way is sought; `by`: ids of actors."""

    theatre: Theatre

    @property
    def _fetch(self) -> Fetcher:
        return self.theatre.fetch

    def corridor(
        self,
        ends: tuple[str, str],
        by: Sequence[str],
        on: date,
        known: date | None,
        heed: Heed,
        *,
        legs: Sequence[Leg] | None,
        most: int,
    ) -> Corridor:
        """The best way on a day, and up to `most` ways to compare. Raises PictureError."""
        asked = self._route(ends, by, legs)
        scenes = self.theatre.scenes_on(on, known, heed, asked.stops)
        answers = {stop: holds_of(scene, on, known) for stop, scene in scenes.items()}
        stance = self._stance(asked.by, scenes.values(), known, heed)
        return corridor_of(
            asked.start,
            asked.end,
            asked.by,
            on,
            known,
            legs=asked.legs,
            starts=asked.starts,
            ends=asked.ends,
            post=lambda stop: stance.post(answers[stop]),
            km=self._km,
            most=most,
        )

    def openings(
        self,
        ends: tuple[str, str],
        by: Sequence[str],
        until: date,
        known: date | None,
        heed: Heed,
        *,
        legs: Sequence[Leg] | None,
    ) -> Spells:
        """How open the best way was from the first word on any of its places up to `until`. Raises PictureError."""
        asked = self._route(ends, by, legs)
        scenes = self.theatre.scenes(known, heed, asked.stops)
        stance = self._stance(asked.by, scenes.values(), known, heed)
        words = (day for scene in scenes.values() if (day := first_word(scene)) is not None)
        first = min((day for day in words if day <= until), default=until)
        return spells_of(
            asked.start,
            asked.end,
            asked.by,
            known,
            legs=asked.legs,
            starts=asked.starts,
            ends=asked.ends,
            posts=[_posts(scene, stance, first, until, known) for scene in scenes.values()],
            told=lambda day, stop: stance.post(holds_of(scenes[stop], day, known)),
            km=self._km,
        )

    def _route(self, ends: tuple[str, str], by: Sequence[str], legs: Sequence[Leg] | None) -> _Route:
        start, end = (self._fetch.place(e) for e in ends)
        legs = tuple(self._fetch.gazetteer.legs() if legs is None else legs)
        self._apart(start, end)
        stops = frozenset(p for leg in legs for p in (leg.start, *leg.via, leg.end))
        # A leg to the sea counts where the sea is an end of the way: nobody comes from port to port by land.
        sea = {p for p in stops - set(ends) if self._fetch.place(p).type is PlaceType.SEA}
        if sea:
            legs = tuple(leg for leg in legs if sea.isdisjoint((leg.start, *leg.via, leg.end)))
            stops = frozenset(p for leg in legs for p in (leg.start, *leg.via, leg.end))
        parties = tuple(self._fetch.actor(a) for a in by)
        return _Route(start, end, parties, legs, stops, self._inside(start, stops), self._inside(end, stops))

    def _apart(self, start: Place, end: Place) -> None:
        """Raises PictureError where there is no way to ask about, since one of the ends lies in the other."""
        for one, other in ((start, end), (end, start)):
            if one.id == other.id or self._fetch.gazetteer.within(one.id, other.id):
                lies = (
                    f"{one.name} lies in {other.name}" if one.id != other.id else f"both ends are {one.name}"
                )
                raise PictureError(f"{lies}, so there is no way between: name two places apart")

    def _inside(self, place: Place, stops: Collection[str]) -> frozenset[str]:
        return frozenset(s for s in stops if s == place.id or self._fetch.gazetteer.within(s, place.id))

    def _stance(
        self, by: tuple[Entity, ...], scenes: Collection[Scene], known: date | None, heed: Heed
    ) -> _Stance:
        bonds = self._fetch.graph(known, heed, [b.id for b in by])
        homes = {c: p for p in reversed(by) for c in self._home(p.id)}
        lost: dict[str, date] = {}
        for scene in scenes:
            country = scene.place.country or ""
            if country in homes and len(scene.place.countries) < 2:
                days = [lost.get(country, date.max), *_war(scene, bonds, homes[country].id)]
                lost[country] = min(days)
        return _Stance(by, tuple(self._arms(by, bonds)), bonds, homes, lost)

    def _arms(self, by: Sequence[Entity], bonds: Bonds) -> Iterator[Entity]:
        """The armed forces and other bodies of the states among those asked about that are tied to anybody but their state."""
        states = {b.id: home[0] for b in by if (home := self._home(b.id))}
        for id_ in sorted(self._fetch.registry.tied()) if states else ():
            found = self._fetch.registry.get(id_)
            if found is None or found.kind not in _STATE_LIKE or id_ in states:
                continue
            own = any(found.country == land and bonds.within(id_, a, None) for a, land in states.items())
            if own and any(b.kind in (BondKind.ALLIANCE, BondKind.BACKING) for b in bonds.of(id_)):
                yield Entity(id_, EntityType.ACTOR, found.name)

    def _home(self, actor: str) -> tuple[str, ...]:
        found = self._fetch.registry.get(actor)
        return (found.country,) if found and found.country and found.kind in _STATE_LIKE else ()

    def _km(self, leg: Leg) -> float:
        if leg.km is not None:
            return leg.km
        points = [self._fetch.place(p) for p in (leg.start, *leg.via, leg.end)]
        return sum(km_between(a.lat, a.lon, b.lat, b.lon) for a, b in pairwise(points))


def _war(scene: Scene, bonds: Bonds, home: str) -> Iterator[date]:
    """The days of the words of war at a place."""
    for m in scene.heardsay.moves:
        if m.act is not Act.STATE or not bonds.aligned(m.actor.id, home, m.from_day):
            yield m.from_day
    if scene.war is not None:
        yield scene.war


def _posts(
    scene: Scene, stance: _Stance, first: date, until: date, known: date | None
) -> Iterator[tuple[date, Post]]:
    """The days from `first` to `until` on which a place may come to stand otherwise, `first` among them, each with how it stands."""
    after: list[tuple[date, Holds | None]] = [(until + timedelta(days=1), None)]
    for (begins, answer), (ends, _) in pairwise(chain(answers_of(scene, first, until, known), after)):
        day: date | None = begins
        while answer is not None and day is not None and day < ends:
            now = replace(answer, on=day)
            yield day, stance.post(now)
            day = stance.turn(now)
