"""The picture out of a ledger. Invariant: it only reads; what a question needs is fetched, and the answer is that of
the pure functions of this room for what was fetched."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from itertools import pairwise
from typing import Protocol

from rich.tree import Tree

from sandtable.gazetteer.measure import km_between
from sandtable.gazetteer.place import GeoJson, Leg, Place, PlaceType
from sandtable.ledger import Entry, ReportHead
from sandtable.orbat.records import Actor, ActorKind, Relation, Tie
from sandtable.picture.bonds import CLAIMED, Bond, BondKind, Bonds, from_claim, from_registry
from sandtable.picture.corridor import Corridor, Post, corridor_of, post_of
from sandtable.picture.days import (
    Change,
    Grid,
    Incident,
    Travel,
    changes_of,
    fights_of,
    incidents_of,
    movements_of,
    places_of,
)
from sandtable.picture.dispute import Dispute, Doubt
from sandtable.picture.disputes import (
    SELF_CODES,
    command_disputes,
    date_disputes,
    holder_disputes,
    self_disputes,
)
from sandtable.picture.figures import figure_disputes
from sandtable.picture.holds import Holds, Scene, Share, holds_of, scene_of
from sandtable.picture.moves import MOVING
from sandtable.picture.orders import Orders, chart, orders_of
from sandtable.picture.pressure import PRESSING, bouts_of
from sandtable.picture.settings import DEFAULT, Settings
from sandtable.picture.testimony import Testimony, heard
from sandtable.picture.timeline import Timeline, timeline_of
from sandtable.picture.voices import NoSpeakers, Speakers, Voices
from sandtable.terms import Claim, Entity, EntityType, Kind, Reading, Warning

TYING = frozenset(CLAIMED)


class PictureError(LookupError):
    """A place or actor that the picture was asked about and that is not known; the message says what to do."""


class Claims(Protocol):
    """What the picture asks of a ledger."""

    def claims(
        self,
        *,
        known: date | None = None,
        kinds: Iterable[Kind] = (),
        entity_ids: Iterable[str] = (),
        report_id: str | None = None,
    ) -> list[Entry]:
        """Claims as of a day of knowledge."""
        ...

    def reports(self, known: date | None = None) -> list[ReportHead]:
        """The heads of the reports known by a day."""
        ...

    def reading(self, report_id: str, known: date | None = None) -> Reading | None:
        """A report's reading, with its warnings."""
        ...


class Places(Protocol):
    """What the picture asks of a gazetteer."""

    def get(self, place_id: str, /) -> Place | None:
        """The place of an id."""
        ...

    def within(self, place_id: str, container_id: str) -> bool:
        """Whether a place lies in another."""
        ...

    def nearest(
        self, lat: float, lon: float, km: float, types: Collection[PlaceType] = ()
    ) -> list[tuple[Place, float]]:
        """The places near a point."""
        ...

    def segments(self, border_id: str) -> list[Place]:
        """The segments of a border."""
        ...

    def geometry(self, place_id: str) -> GeoJson | None:
        """The geometry of a place that is more than a point."""
        ...

    def legs(self) -> tuple[Leg, ...]:
        """The legs of the overland ways."""
        ...


class Ties(Protocol):
    """The registry's ties."""

    def of(self, actor: str, on: date | None = None) -> list[Relation]:
        """Every tie of an actor, both ways."""
        ...


class Actors(Protocol):
    """What the picture asks of the registry."""

    @property
    def ties(self) -> Ties:
        """The ties of all actors."""
        ...

    def get(self, key: str) -> Actor | None:
        """The actor of an id."""
        ...


class Copies(Protocol):
    """Which reports are copies of one text."""

    def groups(self, reports: Sequence[str]) -> Mapping[str, str]:
        """Report id to the id of its group, for those of these reports whose text another of them repeats."""
        ...


@dataclass(frozen=True, slots=True)
class Heed:
    """Whose word is heard: all but `without`, or, where given, `only` these (names of outlets or speakers)."""

    without: frozenset[str] = frozenset()
    only: frozenset[str] = frozenset()


ALL = Heed()
_AREAS = frozenset(
    {
        PlaceType.REGION,
        PlaceType.COUNTRY,
        PlaceType.BORDER,
        PlaceType.SEGMENT,
        PlaceType.RIVER,
        PlaceType.RANGE,
        PlaceType.SEA,
    }
)
_STATE_LIKE = frozenset({ActorKind.STATE, ActorKind.GOVERNMENT, ActorKind.ARMED_FORCE, ActorKind.SERVICE})
_UP = frozenset({BondKind.COMMAND, BondKind.WHOLE, BondKind.COALITION})


class Picture:
    """Answers from a ledger. `speakers` knows whom outlets speak for, `copies` which reports repeat one text.

    Every method takes `known`, the day of knowledge (None: everything), and `heed`, whose word is heard.
    """

    def __init__(
        self,
        ledger: Claims,
        gazetteer: Places,
        registry: Actors,
        *,
        speakers: Speakers | None = None,
        copies: Copies | None = None,
        settings: Settings = DEFAULT,
    ) -> None:
        self._ledger, self._gazetteer, self._registry = ledger, gazetteer, registry
        self._speakers = speakers or NoSpeakers()
        self._copies = copies
        self.settings = settings

    # What is fetched

    def _heard(
        self, known: date | None, heed: Heed, kinds: Iterable[Kind], ids: Collection[str] | None = None
    ) -> tuple[Testimony, ...]:
        if ids is not None and not ids:
            return ()
        entries = self._ledger.claims(known=known, kinds=kinds, entity_ids=ids or ())
        told = heard((testimony_of(e) for e in entries), known, heed.without, heed.only)
        return self._grouped(told)

    def _grouped(self, told: tuple[Testimony, ...]) -> tuple[Testimony, ...]:
        if self._copies is None:
            return told
        groups = self._copies.groups(tuple(dict.fromkeys(t.report_id for t in told)))
        return tuple(replace(t, text_group=groups.get(t.report_id, "")) for t in told) if groups else told

    def place(self, place_id: str) -> Place:
        """The place of an id. Raises PictureError."""
        found = self._gazetteer.get(place_id)
        if found is None:
            raise PictureError(f"no place has the id {place_id!r}: give an id of the gazetteer")
        return found

    def actor(self, actor_id: str) -> Entity:
        """The actor of an id. Raises PictureError."""
        found = self._registry.get(actor_id)
        if found is None:
            raise PictureError(
                f"no actor has the id {actor_id!r}: give an id of the registry or of the ledger"
            )
        return Entity(found.id, EntityType.ACTOR, found.name)

    def _containers(self, place: Place) -> tuple[frozenset[str], str | None]:
        """The towns that a quarter is part of, and the region that a place lies in."""
        towns: set[str] = set()
        quarter = place.type is PlaceType.SETTLEMENT or "#" in place.id
        parent, steps = place.parent, 0
        while parent is not None and steps < 8:
            above = self._gazetteer.get(parent)
            if above is None:
                break
            if above.type is PlaceType.SETTLEMENT and quarter:
                towns.add(above.id)
            elif above.type is PlaceType.REGION:
                return frozenset(towns), above.id
            parent, steps = above.parent, steps + 1
        return frozenset(towns), None

    def bonds(self, actors: Collection[str], known: date | None = None, heed: Heed = ALL) -> list[Bond]:
        """The bonds of some actors, of those over them and of those that back or stand with any of these, by the
        registry and by claims."""
        found: dict[tuple[object, ...], Bond] = {}
        seen: set[str] = set()

        def registered(ids: Iterable[str], up_only: bool) -> set[str]:
            near: set[str] = set()
            todo = [i for i in ids if i not in seen]
            while todo:
                one = todo.pop()
                if one in seen:
                    continue
                seen.add(one)
                for relation in self._registry.ties.of(one):
                    bond = self._registered(one, relation)
                    found[bond.kind, bond.above.id, bond.below.id, bond.first, bond.last, bond.source] = bond
                    other = relation.actor
                    if bond.kind in _UP and bond.below.id == one:
                        todo.append(other)
                    elif bond.kind in (BondKind.BACKING, BondKind.ALLIANCE) and not up_only:
                        near.add(other)
            return near

        near = registered(actors, up_only=False)
        told = self._heard(known, heed, TYING, sorted(set(actors) | seen))
        for t in told:
            for bond in from_claim(t, self.settings):
                found[t.order, bond.above.id, bond.below.id] = bond
                near |= {bond.above.id, bond.below.id}
        registered(sorted(near), up_only=True)
        return list(found.values())

    def _registered(self, actor: str, relation: Relation) -> Bond:
        other = self._registry.get(relation.actor)
        whole = other if relation.kind is Tie.MEMBER_OF else self._registry.get(actor)
        fighting = whole is not None and whole.kind is ActorKind.COALITION
        return from_registry(self._named(actor), relation, self._named(relation.actor), fighting)

    def _named(self, actor: str) -> Entity:
        found = self._registry.get(actor)
        return Entity(actor, EntityType.ACTOR, found.name if found else actor)

    def _scene(self, place: Place, known: date | None, heed: Heed, fights_from: date | None = None) -> Scene:
        towns, region = self._containers(place)
        ids = {place.id, *towns}
        told = self._heard(known, heed, MOVING | PRESSING, ids)
        if region is not None and not any(t.claim.kind in MOVING for t in told):
            told = tuple(sorted({*told, *self._heard(known, heed, MOVING, {region})}, key=lambda t: t.order))
        moves = [t for t in told if t.claim.kind in MOVING]
        actors = {a.id for t in moves for role in ("actor", "from", "to") for a in t.actors(role)}
        nearby: frozenset[str] = frozenset()
        if fights_from is not None and place.type not in _AREAS:
            around = self._gazetteer.nearest(place.lat, place.lon, self.settings.near_km)
            nearby = frozenset(p.id for p, _ in around) - ids
            extra = self._heard(known, heed, PRESSING, nearby)
            told = tuple(sorted({*told, *extra}, key=lambda t: t.order))
        return scene_of(
            place,
            told,
            containers=towns,
            region=region,
            nearby=nearby,
            bonds=Bonds(self.bonds(sorted(actors), known, heed)) if actors else Bonds(),
            speakers=self._speakers,
            settings=self.settings,
        )

    # Answers

    def holds(
        self, place_id: str, on: date | None = None, known: date | None = None, heed: Heed = ALL
    ) -> Holds:
        """Who holds a place on a day (default: today, UTC); a border answers by segment as well. Raises PictureError."""
        place, on = self.place(place_id), on or today()
        answer = self._holds(place, on, known, heed)
        if place.type is not PlaceType.BORDER:
            return answer
        shares = tuple(
            Share(self._holds(segment, on, known, heed), self._length(segment.id))
            for segment in self._gazetteer.segments(place.id)
        )
        return replace(answer, segments=shares)

    def _holds(self, place: Place, on: date, known: date | None, heed: Heed) -> Holds:
        scene = self._scene(place, known, heed)
        words = [m.last for m in scene.heardsay.moves if m.from_day <= on]
        quiet_since = max(words, default=on)
        if (on - quiet_since).days > self.settings.fighting.stale_after:
            # Only an old word can age by the fighting around it.
            scene = self._scene(place, known, heed, fights_from=quiet_since)
        return holds_of(scene, on, known)

    def _length(self, place_id: str) -> float | None:
        shape = self._gazetteer.geometry(place_id)
        return length_km(shape) if shape else None

    def timeline(
        self, place_id: str, until: date | None = None, known: date | None = None, heed: Heed = ALL
    ) -> Timeline:
        """The steps of a place up to a day (default: today). Raises PictureError."""
        place = self.place(place_id)
        return timeline_of(self._scene(place, known, heed, fights_from=date.min), until or today(), known)

    def orbat(
        self, actor_id: str, on: date | None = None, known: date | None = None, heed: Heed = ALL
    ) -> Orders:
        """The order of battle of an actor on a day. Raises PictureError."""
        actor = self.actor(actor_id)
        told = self._heard(known, heed, TYING | {Kind.STRENGTH}, {actor_id})
        bonds = self.bonds([actor_id], known, heed)
        strength = [t for t in told if t.claim.kind is Kind.STRENGTH]
        every = {t.order: t for t in (*told, *(b.testimony for b in bonds if b.testimony))}
        voices = Voices([every[k] for k in sorted(every)], self._speakers)
        return orders_of(actor, on or today(), bonds, strength, voices, known=known)

    def chart(
        self,
        actor_id: str,
        on: date | None = None,
        known: date | None = None,
        heed: Heed = ALL,
        depth: int = 3,
    ) -> Tree:
        """The order of battle as a tree for the terminal, down to `depth` steps. Raises PictureError."""
        orders = self.orbat(actor_id, on, known, heed)
        level, seen, bonds = {actor_id}, {actor_id}, list[Bond]()
        for _ in range(depth):
            found = self.bonds(sorted(level), known, heed)
            bonds += found
            level = {
                b.below.id for b in found if b.above.id in level and b.kind is not BondKind.BACKING
            } - seen
            seen |= level
            if not level:
                break
        return chart(orders, Bonds(dict.fromkeys(bonds)), depth)

    def corridor(
        self,
        start_id: str,
        end_id: str,
        by: Sequence[str],
        on: date | None = None,
        known: date | None = None,
        *,
        most: int = 1,
        legs: Sequence[Leg] | None = None,
        heed: Heed = ALL,
    ) -> Corridor:
        """The overland way from one place to another held by `by` (actor ids) or those that stand with them on the day.
        `most`: how many ways to compare; `legs`: the caller's own instead of the theatre pack's. Raises PictureError."""
        start, end, on = self.place(start_id), self.place(end_id), on or today()
        parties = tuple(self.actor(a) for a in by)
        legs = tuple(self._gazetteer.legs() if legs is None else legs)
        stops = {p for leg in legs for p in (leg.start, *leg.via, leg.end)}
        answers = self.positions_on(on, known, heed, places=stops)
        holders = {p.holder.id for a in answers.values() for p in a.positions}
        bonds = Bonds(self.bonds(sorted(holders | set(by)), known, heed))
        homes = {c: p for p in reversed(parties) for c in self._home(p.id)}

        def post(place_id: str) -> Post:
            place = self.place(place_id)
            home = homes.get(place.country or "") if len(place.countries) < 2 else None
            return post_of(place, answers[place_id], parties, bonds, home=home)

        return corridor_of(
            start,
            end,
            parties,
            on,
            known,
            legs=legs,
            starts=self._ends(start, stops),
            ends=self._ends(end, stops),
            post=post,
            km=self._km,
            most=most,
        )

    def _home(self, actor: str) -> tuple[str, ...]:
        found = self._registry.get(actor)
        return (found.country,) if found and found.country and found.kind in _STATE_LIKE else ()

    def _ends(self, place: Place, stops: Collection[str]) -> frozenset[str]:
        return frozenset(s for s in stops if s == place.id or self._gazetteer.within(s, place.id))

    def _km(self, leg: Leg) -> float:
        points = [self.place(p) for p in (leg.start, *leg.via, leg.end)]
        return sum(km_between(a.lat, a.lon, b.lat, b.lon) for a, b in pairwise(points))

    def scenes(
        self, known: date | None = None, heed: Heed = ALL, places: Collection[str] | None = None
    ) -> dict[str, Scene]:
        """What bears on each place of which any claim speaks (or on `places`), from one pass over the ledger."""
        wanted = None if places is None else {*places, *(t for p in places for t in self._over(p))}
        told = self._heard(known, heed, MOVING | PRESSING, wanted)
        named = places_of(told)
        by_place: dict[str, list[Testimony]] = defaultdict(list)
        for t in told:
            for place_id in {p.id for role in ("place", "target", "destination") for p in t.places(role)}:
                by_place[place_id].append(t)
        actors = {
            a.id for t in told if t.claim.kind in MOVING for r in ("actor", "from", "to") for a in t.actors(r)
        }
        bonds = Bonds(self.bonds(sorted(actors), known, heed)) if actors else Bonds()
        known_places = {
            p: found for p in (named if places is None else places) if (found := self._gazetteer.get(p))
        }
        points = [(p.id, p.lat, p.lon) for p in known_places.values() if p.type not in _AREAS]
        grid = Grid(points, self.settings.near_km)
        fights = fights_of(bouts_of(told, self.settings))
        out = {}
        for place_id, place in known_places.items():
            towns, region = self._containers(place)
            near = grid.near(place.lat, place.lon) - {place_id} if place.type not in _AREAS else frozenset()
            own = [t for p in (place_id, *towns, *((region,) if region else ())) for t in by_place.get(p, ())]
            scene = scene_of(
                place,
                tuple(sorted(dict.fromkeys(own), key=lambda t: t.order)),
                containers=towns,
                region=region,
                bonds=bonds,
                speakers=self._speakers,
                settings=self.settings,
            )
            around = tuple(d for p in near for d in fights.get(p, ()))
            out[place_id] = replace(scene, fights=(*scene.fights, *around))
        return out

    def _over(self, place_id: str) -> tuple[str, ...]:
        towns, region = self._containers(self.place(place_id))
        return (*towns, region) if region else tuple(towns)

    def positions_on(
        self,
        on: date | None = None,
        known: date | None = None,
        heed: Heed = ALL,
        places: Collection[str] | None = None,
    ) -> dict[str, Holds]:
        """Who holds each place of which any claim speaks (or each of `places`), by place id, from one pass."""
        on = on or today()
        return {p: holds_of(scene, on, known) for p, scene in self.scenes(known, heed, places).items()}

    def timelines(
        self, until: date | None = None, known: date | None = None, heed: Heed = ALL
    ) -> dict[str, Timeline]:
        """The timelines of all places that were ever said to be held, by place id."""
        until = until or today()
        found = {
            p: timeline_of(s, until, known) for p, s in self.scenes(known, heed).items() if s.heardsay.moves
        }
        return {p: t for p, t in found.items() if t.steps}

    def changes(
        self, first: date, last: date, known: date | None = None, heed: Heed = ALL
    ) -> tuple[Change, ...]:
        """What changed between two days, both inclusive, by day and place."""
        return changes_of(self.scenes(known, heed).values(), first, last)

    def movements(
        self, first: date, last: date, known: date | None = None, heed: Heed = ALL
    ) -> tuple[Travel, ...]:
        """The movements between two days, both inclusive."""
        return movements_of(self._heard(known, heed, {Kind.MOVEMENT}), first, last, self.settings)

    def incidents(
        self,
        first: date,
        last: date,
        known: date | None = None,
        kinds: Iterable[Kind] = (Kind.ASSAULT, Kind.SIEGE),
        heed: Heed = ALL,
    ) -> tuple[Incident, ...]:
        """The assaults and sieges (or other `kinds`, presence among them) at places between two days."""
        kinds = frozenset(kinds)
        return incidents_of(self._heard(known, heed, kinds), kinds, first, last, self.settings)

    def disputes(
        self, known: date | None = None, first: date | None = None, last: date | None = None, heed: Heed = ALL
    ) -> tuple[Dispute, ...]:
        """Where sources contradict each other or themselves; of those with days, only what touches `first` to `last`."""
        scenes = [s for s in self.scenes(known, heed).values() if s.heardsay.moves or s.heardsay.denials]
        told = self._heard(known, heed, TYING | {Kind.STRENGTH, Kind.CASUALTY})
        voices = Voices(told, self._speakers)
        bonds = [b for t in told for b in from_claim(t, self.settings)]
        actors = {a for b in bonds for a in (b.above.id, b.below.id)}
        registry = [self._registered(a, r) for a in sorted(actors) for r in self._registry.ties.of(a)]
        pairs = {(b.kind, b.above.id, b.below.id) for b in bonds}
        also = [b for b in registry if (b.kind, b.above.id, b.below.id) in pairs]
        end = last or max(
            (m.last for s in scenes for m in (*s.heardsay.moves, *s.heardsay.denials)), default=today()
        )
        found: list[Dispute] = []
        for scene in scenes:
            found += holder_disputes(scene, end)
            found += date_disputes(scene, self.settings)
        found += figure_disputes(told, voices, self.settings)
        found += command_disputes([*bonds, *also], Bonds([*bonds, *registry]), voices)
        found += self_disputes(self._doubts(known), scenes)
        return tuple(
            d
            for d in found
            if (last is None or d.first is None or d.first <= last)
            and (first is None or d.last is None or d.last >= first)
        )

    def _doubts(self, known: date | None) -> Iterable[Doubt]:
        for head in self._ledger.reports(known):
            reading = self._ledger.reading(head.id, known)
            if reading is None:
                continue
            for warning in reading.warnings:
                if warning.code in SELF_CODES:
                    claims = [c for c in reading.claims if _touches(c, warning)]
                    yield Doubt(head.id, head.publisher, head.known_on, warning, tuple(c.id for c in claims))


def _touches(claim: Claim, warning: Warning) -> bool:
    if warning.start is None or warning.end is None:
        return False
    return claim.evidence.start < warning.end and warning.start < claim.evidence.end


def testimony_of(entry: Entry) -> Testimony:
    """A ledger's entry as the picture hears it."""
    head = entry.report
    return Testimony(entry.claim, head.id, head.publisher, head.published, head.known_on)


def today() -> date:
    """Today, UTC."""
    return datetime.now(UTC).date()


def length_km(shape: GeoJson) -> float | None:
    """The length of a GeoJSON line in kilometres, None where the shape is no line."""
    kind, lines = shape.get("type"), shape.get("coordinates", ())
    if kind == "LineString":
        lines = [lines]
    elif kind != "MultiLineString":
        return None
    return round(sum(km_between(a[1], a[0], b[1], b[0]) for line in lines for a, b in pairwise(line)), 1)
