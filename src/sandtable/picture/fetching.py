"""What a question needs, out of the ledger, the gazetteer and the registry. Invariant: only reads, and gives the pure
functions of this room everything that was said by the day of knowledge about what is asked, and no more."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from sandtable.gazetteer.measure import km_between
from sandtable.gazetteer.place import GeoJson, Place, PlaceType, Precision
from sandtable.ledger import Entry
from sandtable.orbat.records import ActorKind, Relation, Tie
from sandtable.picture.asking import ALL, Actors, Claims, Copies, Heed, PictureError, Places
from sandtable.picture.bonds import CLAIMED, Bond, BondKind, from_claim, from_registry, hostility
from sandtable.picture.days import (
    Grid,
    fights_of,
    places_of,
)
from sandtable.picture.holds import Scene, scene_of
from sandtable.picture.moves import MOVING
from sandtable.picture.pressure import PRESSING, bouts_of
from sandtable.picture.settings import Settings
from sandtable.picture.sides import Bonds
from sandtable.picture.testimony import Testimony, heard
from sandtable.picture.voices import Speakers, speaks_for
from sandtable.terms import Entity, EntityType, Kind

TYING = frozenset(CLAIMED)
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
_DEEPEST = 8  # steps of containment, so that a loop in the data ends
_UP = frozenset({BondKind.COMMAND, BondKind.WHOLE, BondKind.COALITION})


@dataclass(frozen=True, slots=True)
class Fetcher:
    """The rooms that a picture draws on, and how to read them."""

    ledger: Claims
    gazetteer: Places
    registry: Actors
    speakers: Speakers
    copies: Copies | None
    settings: Settings

    def heard(
        self, known: date | None, heed: Heed, kinds: Iterable[Kind], ids: Collection[str] | None = None
    ) -> tuple[Testimony, ...]:
        if ids is not None and not ids:
            return ()
        entries = self.ledger.claims(known=known, kinds=kinds, entity_ids=ids or ())
        told = heard((testimony_of(e) for e in entries), known, heed.without, heed.only)
        return self._grouped(told)

    def _grouped(self, told: tuple[Testimony, ...]) -> tuple[Testimony, ...]:
        if self.copies is None:
            return told
        groups = self.copies.groups(tuple(dict.fromkeys(t.report_id for t in told)))
        return tuple(replace(t, text_group=groups.get(t.report_id, "")) for t in told) if groups else told

    def place(self, place_id: str) -> Place:
        """The place of an id: the gazetteer's, else what claims say of it. Raises PictureError."""
        listed = self.gazetteer.get(place_id)
        if listed is not None:
            return listed
        told = self._told(place_id, EntityType.PLACE)
        if told is None:
            raise PictureError(
                f"no place has the id {place_id!r}: give an id of the gazetteer or of the ledger"
            )
        return _unlisted(told)

    def actor(self, actor_id: str) -> Entity:
        """The actor of an id: the registry's, else what claims say of it. Raises PictureError."""
        listed = self.registry.get(actor_id)
        found = (
            Entity(listed.id, EntityType.ACTOR, listed.name)
            if listed
            else self._told(actor_id, EntityType.ACTOR)
        )
        if found is None:
            raise PictureError(
                f"no actor has the id {actor_id!r}: give an id of the registry or of the ledger"
            )
        return found

    def _told(self, entity_id: str, type_: EntityType) -> Entity | None:
        entries = self.ledger.claims(entity_ids=[entity_id])
        roles = (r.entity for e in entries for r in e.claim.roles)
        return next((e for e in roles if e is not None and e.id == entity_id and e.type is type_), None)

    def _containers(self, place: Place) -> tuple[frozenset[str], str | None]:
        """What a place is part of, so that the whole's taking takes it (the town of a quarter, the border of a segment),
        and the region that it lies in."""
        wholes: set[str] = set()
        part = place.id.partition("#")[2]
        # "west of the town" and "near it" are outside it.
        inside = not (part == "near" or part.endswith("-of"))
        quarter = inside and (place.type is PlaceType.SETTLEMENT or bool(part))
        parent = place.parent
        for _ in range(_DEEPEST):
            above = self.gazetteer.get(parent) if parent else None
            if above is None:
                break
            if above.type is PlaceType.REGION:
                return frozenset(wholes), above.id
            if (above.type is PlaceType.SETTLEMENT and quarter) or (
                above.type is PlaceType.BORDER and place.type is PlaceType.SEGMENT
            ):
                wholes.add(above.id)
            parent = above.parent
        return frozenset(wholes), None

    def bonds(self, actors: Collection[str], known: date | None = None, heed: Heed = ALL) -> list[Bond]:
        """The bonds of some actors, of those over them and of those that back or stand with any of these, by the
        registry and by claims."""
        found: dict[tuple[object, ...], Bond] = {}
        seen: set[str] = set()

        def walk(ids: Iterable[str], up_only: bool) -> set[str]:
            near: set[str] = set()
            todo = [i for i in ids if i not in seen]
            while todo:
                one = todo.pop()
                if one in seen:
                    continue
                seen.add(one)
                for relation in self.registry.ties.of(one):
                    bond = self.registered(one, relation)
                    if self._government(bond):
                        same = replace(bond, kind=BondKind.SAME)
                        found[same.kind, same.above.id, same.below.id] = same
                        todo.append(same.below.id)
                    found[bond.kind, bond.above.id, bond.below.id, bond.first, bond.last, bond.source] = bond
                    other = relation.actor
                    if bond.kind in _UP and bond.below.id == one:
                        todo.append(other)
                    elif bond.kind in (BondKind.BACKING, BondKind.ALLIANCE) and not up_only:
                        near.add(other)
            return near

        near = walk(actors, up_only=False)
        told = self.heard(known, heed, TYING, sorted(set(actors) | seen))
        for t in told:
            for bond in from_claim(t, self.settings):
                found[t.order, bond.above.id, bond.below.id] = bond
                near |= {bond.above.id, bond.below.id}
        walk(sorted(near), up_only=True)
        return list(found.values())

    def _government(self, bond: Bond) -> bool:
        """Whether the bond is that of a government to its state."""
        if bond.kind is not BondKind.WHOLE:
            return False
        above, below = self.registry.get(bond.above.id), self.registry.get(bond.below.id)
        kinds = (above.kind if above else None, below.kind if below else None)
        return kinds == (ActorKind.STATE, ActorKind.GOVERNMENT)

    def registered(self, actor: str, relation: Relation) -> Bond:
        other = self.registry.get(relation.actor)
        whole = other if relation.kind is Tie.MEMBER_OF else self.registry.get(actor)
        fighting = whole is not None and whole.kind is ActorKind.COALITION
        return from_registry(self._named(actor), relation, self._named(relation.actor), fighting)

    def _named(self, actor: str) -> Entity:
        found = self.registry.get(actor)
        return Entity(actor, EntityType.ACTOR, found.name if found else actor)

    def _parties(self, moves: Iterable[Testimony]) -> set[str]:
        """Those who gain and lose, and those for whom the speakers speak."""
        out: set[str] = set()
        for t in moves:
            out |= {a.id for role in ("actor", "from", "to") for a in t.actors(role)} | speaks_for(
                t, self.speakers
            )
        return out

    def scene(self, place: Place, known: date | None, heed: Heed, fights_from: date | None = None) -> Scene:
        towns, region = self._containers(place)
        ids = {place.id, *towns}
        told = self.heard(known, heed, MOVING | PRESSING, ids)
        if region is not None and not any(t.claim.kind in MOVING for t in told):
            told = tuple(sorted({*told, *self.heard(known, heed, MOVING, {region})}, key=lambda t: t.order))
        moves = [t for t in told if t.claim.kind in MOVING]
        actors = self._parties(moves)
        nearby: frozenset[str] = frozenset()
        if fights_from is not None and place.type not in _AREAS:
            around = self.gazetteer.nearest(place.lat, place.lon, self.settings.near_km)
            nearby = frozenset(p.id for p, _ in around) - ids
            extra = self.heard(known, heed, PRESSING, nearby)
            told = tuple(sorted({*told, *extra}, key=lambda t: t.order))
        return scene_of(
            place,
            told,
            containers=towns,
            region=region,
            nearby=nearby,
            bonds=self._sides(actors, told, known, heed),
            speakers=self.speakers,
            settings=self.settings,
        )

    def _sides(
        self, actors: Collection[str], told: Iterable[Testimony], known: date | None, heed: Heed
    ) -> Bonds:
        fights = [bond for t in told for bond in hostility(t, self.settings)]
        return Bonds([*self.bonds(sorted(actors), known, heed), *fights]) if actors else Bonds()

    def scenes(
        self, known: date | None = None, heed: Heed = ALL, places: Collection[str] | None = None
    ) -> dict[str, Scene]:
        """What bears on each place of which any claim speaks (or on `places`), from one pass over the ledger."""
        wanted = None if places is None else {*places, *(t for p in places for t in self._over(p))}
        told = self.heard(known, heed, MOVING | PRESSING, wanted)
        named = places_of(told)
        by_place: dict[str, list[Testimony]] = defaultdict(list)
        for t in told:
            for place_id in {p.id for role in ("place", "target", "destination") for p in t.places(role)}:
                by_place[place_id].append(t)
        actors = self._parties(t for t in told if t.claim.kind in MOVING)
        bonds = self._sides(actors, told, known, heed)
        known_places = {
            p: self.gazetteer.get(p) or (_unlisted(named[p]) if p in named else self.place(p))
            for p in (named if places is None else places)
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
                speakers=self.speakers,
                settings=self.settings,
            )
            around = tuple(d for p in near for d in fights.get(p, ()))
            out[place_id] = replace(scene, fights=(*scene.fights, *around))
        return out

    def _over(self, place_id: str) -> tuple[str, ...]:
        towns, region = self._containers(self.place(place_id))
        return (*towns, region) if region else tuple(towns)


def _unlisted(entity: Entity) -> Place:
    """A place that the gazetteer does not list, as its claims give it."""
    return Place(
        entity.id,
        entity.name,
        PlaceType.SITE,
        entity.lat or 0.0,
        entity.lon or 0.0,
        precision=Precision.VAGUE,
    )


def testimony_of(entry: Entry) -> Testimony:
    """A ledger's entry as the picture hears it."""
    head = entry.report
    return Testimony(entry.claim, head.id, head.publisher, head.published, head.known_on)


def length_km(shape: GeoJson) -> float | None:
    """The length of a GeoJSON line in kilometres, None where the shape is no line."""
    kind, lines = shape.get("type"), shape.get("coordinates", ())
    if kind == "LineString":
        lines = [lines]
    elif kind != "MultiLineString":
        return None
    return round(sum(km_between(a[1], a[0], b[1], b[0]) for line in lines for a, b in pairwise(line)), 1)
