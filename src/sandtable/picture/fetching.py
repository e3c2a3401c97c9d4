"""What a question needs, out of the ledger, the gazetteer and the registry. Invariant: only reads, and gives the pure
functions of this room everything that was said by the day of knowledge about what is asked, and no more."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

import numpy as np

from sandtable.gazetteer.place import Place
from sandtable.orbat.records import Relation
from sandtable.picture.annals import BEARING, Annals, testimonies, testimony_of
from sandtable.picture.asking import ALL, Actors, Claims, Copies, Heed, Judged, PictureError, Places
from sandtable.picture.battles import Numbers
from sandtable.picture.bonds import CLAIMED, Bond, from_claim, hostility
from sandtable.picture.compiling import Compiler
from sandtable.picture.days import Grid, places_of
from sandtable.picture.dossier import Dossier
from sandtable.picture.dossiers import Dossiers, Located
from sandtable.picture.pressure import PRESSING, Bout, bouts_of
from sandtable.picture.recall import Recall
from sandtable.picture.reckoning import Rows
from sandtable.picture.scene import Scene
from sandtable.picture.settings import Settings
from sandtable.picture.sides import Bonds
from sandtable.picture.sites import AREAS, Sites
from sandtable.picture.testimony import Testimony, heard
from sandtable.picture.tying import Tying
from sandtable.picture.voices import Speakers
from sandtable.picture.walk import Walk, registered
from sandtable.terms import Claim, Entity, EntityType, Kind

TYING = frozenset(CLAIMED)


@dataclass(frozen=True, slots=True)
class Fetcher:
    """The rooms that a picture draws on, and how to read them."""

    ledger: Claims
    gazetteer: Places
    registry: Actors
    speakers: Speakers
    copies: Copies | None
    settings: Settings
    dossiers: Dossiers = field(default_factory=Dossiers)
    _annals: Recall[Annals] = field(default_factory=lambda: Recall(4))
    _scene: Recall[tuple[Scene, Numbers]] = field(default_factory=lambda: Recall(200))
    _bonds: Recall[Bonds] = field(default_factory=lambda: Recall(8))
    _told: Recall[Tying] = field(default_factory=lambda: Recall(2))
    _grid: Recall[Grid] = field(default_factory=lambda: Recall(4))
    _scenes: Recall[dict[str, tuple[Scene, Numbers]]] = field(default_factory=lambda: Recall(4))

    def meant(self, heed: Heed) -> Heed:
        """Whose word is heard, by every name under which those who are named may stand in reports."""
        without, only = (
            frozenset(one for name in names for one in self.speakers.spellings(name))
            for names in (heed.without, heed.only)
        )
        return replace(heed, without=without, only=only)

    def annals(self, known: date | None, heed: Heed) -> Annals:
        """The gists of what is heard, kept until the ledger grows."""
        heed = self.meant(heed)
        return self._annals.get(
            self.ledger.version(),
            (known, heed),
            lambda: Annals(self.ledger.standing(known), known, heed, self.settings),
        )

    def heard(
        self, known: date | None, heed: Heed, kinds: Iterable[Kind], ids: Collection[str] | None = None
    ) -> tuple[Testimony, ...]:
        if ids is not None and not ids:
            return ()
        if heed.judged is Judged.ACCEPTED:
            # What analysts decided on is at hand; the rest need not be read.
            return self._grouped(self.annals(known, heed).ruled(frozenset(kinds), ids))
        return self._grouped(self._read(known, heed, kinds, ids or ()))

    def _read(
        self, known: date | None, heed: Heed, kinds: Iterable[Kind], ids: Collection[str]
    ) -> tuple[Testimony, ...]:
        entries, heed = self.ledger.claims(known=known, kinds=kinds, entity_ids=ids), self.meant(heed)
        return heard(testimonies(entries, heed), known, heed.without, heed.only)

    def tying(self, known: date | None, heed: Heed, ids: Collection[str]) -> tuple[Testimony, ...]:
        """What is heard of the bonds of some actors, each claim read once until the ledger grows."""
        if heed.judged is Judged.ACCEPTED:
            return self.heard(known, heed, TYING, ids)
        return self._grouped(self._ties(known, heed).about(ids))

    def _ties(self, known: date | None, heed: Heed) -> Tying:
        return self._told.get(
            self.ledger.version(),
            (known, heed),
            lambda: Tying(lambda new: self._read(known, heed, TYING, new)),
        )

    def _grouped(self, told: tuple[Testimony, ...]) -> tuple[Testimony, ...]:
        if self.copies is None:
            return told
        groups = self.copies.groups(tuple(dict.fromkeys(t.report_id for t in told)))
        return tuple(replace(t, text_group=groups.get(t.report_id, "")) for t in told) if groups else told

    @property
    def sites(self) -> Sites:
        """The places of the gazetteer and of the claims."""
        return Sites(self.ledger, self.gazetteer)

    def place(self, place_id: str) -> Place:
        """The place of an id: the gazetteer's, else what claims say of it. Raises PictureError."""
        return self.sites.place(place_id)

    def registered(self, actor: str, relation: Relation) -> Bond:
        """The bond that a tie of an actor in the registry makes."""
        return registered(self.registry, actor, relation)

    def actor(self, actor_id: str) -> Entity:
        """The actor of an id: the registry's, else what claims say of it. Raises PictureError."""
        listed = self.registry.get(actor_id)
        found = (
            Entity(listed.id, EntityType.ACTOR, listed.name)
            if listed
            else self.sites.told(actor_id, EntityType.ACTOR)
        )
        if found is None:
            raise PictureError(
                f"no actor has the id {actor_id!r}: give an id of the registry or of the ledger"
            )
        return found

    def bonds(self, actors: Collection[str], known: date | None = None, heed: Heed = ALL) -> list[Bond]:
        """The bonds of some actors, of those over them and of those that back or stand with any of these, by the
        registry and by claims."""
        listed = Walk(self.registry)
        near = listed.walk(actors, up_only=False)
        told = self.tying(known, heed, set(actors) | listed.seen)
        said = self._ties(known, heed)
        for t in told:
            for bond in said.bonds(t, self.settings):
                listed.found[t.report_id, t.id, bond.above.id, bond.below.id] = bond
                near |= {bond.above.id, bond.below.id}
        listed.walk(sorted(near), up_only=True)
        return list(listed.found.values())

    def graph(self, known: date | None = None, heed: Heed = ALL, also: Collection[str] = ()) -> Bonds:
        """All bonds of the registry and of the claims, and who is at odds with whom by fights anywhere: one graph for all
        questions, so that a place is told alike whether it is asked about alone or with others. `also`: actors that need
        not be named by any claim."""
        annals = self.annals(known, heed)
        rests_on = (annals.seal_of_bonds, annals.actors, annals.speakers)
        found = self._bonds.get(None, rests_on, lambda: Bonds(self._tied(annals, annals.actors)))
        new = frozenset(a for a in also if not found.of(a) and self.registry.ties.of(a))
        if not new:
            return found
        return self._bonds.get(None, (*rests_on, new), lambda: Bonds(self._tied(annals, annals.actors | new)))

    def _tied(self, annals: Annals, actors: Collection[str]) -> list[Bond]:
        told = [*annals.pairs.ties(), *annals.pairs.feuds()]
        for t in annals.decided:
            told += (*from_claim(t, self.settings), *hostility(t, self.settings))
        spoken = (self.speakers.stands_for(name, None, type_) for name, type_ in annals.speakers)
        named = {*self.registry.tied(), *actors, *(party for parties in spoken for party in parties)}
        listed = Walk(self.registry)
        listed.walk(sorted(listed.walk(sorted(named), up_only=False)), up_only=True)
        return [*listed.found.values(), *told]

    def scene_on(self, place: Place, on: date, known: date | None, heed: Heed) -> Scene:
        """What bears on a place on one day."""
        annals = self.annals(known, heed)
        scene, about = self._scene.get(
            annals.version,
            (place, known, heed),
            lambda: self.built(place, annals),
        )
        bouts = bouts_of(self.pressing(annals, scene.places, on), self.settings)
        return scene.dated(bouts, annals.battles.last(about, on))

    def _told_in(self, rows: Rows) -> list[Testimony]:
        return [testimony_of(e) for e in self.ledger.entries([int(n) for n in rows["seq"]])]

    def _fought(self, annals: Annals) -> Grid:
        """The places of the gazetteer where there ever was fighting, by where they lie."""
        fought = annals.battles.places

        def found() -> Grid:
            places = ((n, self.gazetteer.get(one)) for one, n in fought.items())
            points = [(n, p.lat, p.lon) for n, p in places if p is not None and p.type not in AREAS]
            return Grid(points, self.settings.near_km)

        return self._grid.get(None, tuple(fought), found)

    def built(self, place: Place, annals: Annals) -> tuple[Scene, Numbers]:
        """A place's scene without its fights and pressure, and the places whose fighting ages it."""
        return self._surrounded(self.scenes_at([place], annals)[place.id], annals)

    def scenes_at(self, places: Iterable[Place], annals: Annals) -> dict[str, Scene]:
        """The scenes of some places without their fights and pressure."""
        lying = {place.id: (place, *self.sites.containers(place)) for place in places}
        found = self._dossiers([Located(place, wholes) for place, wholes, _ in lying.values()], annals)
        # The region is heard where nothing is said of the place itself.
        bare = [
            Located(place, wholes, region)
            for id_, (place, wholes, region) in lying.items()
            if region is not None and not found[id_].heardsay.said
        ]
        found |= self._dossiers(bare, annals)
        bonds = self.graph(annals.known, annals.heed)
        return {
            id_: Scene(
                place, found[id_].heardsay, (), found[id_].voices, bonds, self.settings, (),
                frozenset({id_}) | wholes, found[id_].inferred_from,
            )
            for id_, (place, wholes, _) in lying.items()
        }  # fmt: skip

    def _dossiers(self, located: Iterable[Located], annals: Annals) -> dict[str, Dossier]:
        every = {one.place.id: one for one in located}
        seals = annals.seals({id_ for one in every.values() for id_ in one.sealed})
        every = {id_: one for id_, one in every.items() if one.region is None or seals[one.region]}
        bonds = self.graph(annals.known, annals.heed)
        return self.dossiers.of(
            {id_: one.key(self.dossiers.stamp, seals) for id_, one in every.items()},
            bonds,
            self._opened,
            self.speakers,
            lambda ids: Compiler(
                self.ledger, annals, bonds, self.speakers, self.copies, self.settings
            ).compiled([every[id_] for id_ in ids]),
        )

    def _opened(self, key: int) -> Claim:
        """A claim as it was read, by its key."""
        entry = self.ledger.keyed(key)
        if entry is None:
            raise PictureError("a claim of an answer is not in the ledger any more: ask again")
        return entry.claim

    def scenes_on(
        self, on: date, known: date | None = None, heed: Heed = ALL, places: Collection[str] | None = None
    ) -> dict[str, Scene]:
        """`scenes` for the answers of one day."""
        annals = self.annals(known, heed)
        built = self._all(annals, places)
        ids = None if places is None else frozenset(i for s, _ in built.values() for i in s.places)
        at: dict[str, list[Bout]] = defaultdict(list)
        for bout in bouts_of(self.pressing(annals, ids, on), self.settings):
            for place_id in bout.places:
                at[place_id].append(bout)
        return {
            p: scene.dated(_there(at, scene.places), annals.battles.last(about, on))
            for p, (scene, about) in built.items()
        }

    def _all(self, annals: Annals, places: Collection[str] | None = None) -> dict[str, tuple[Scene, Numbers]]:
        """`all_built`, once for each state of the ledger."""
        asked = (annals.known, annals.heed, None if places is None else tuple(places))
        return self._scenes.get(annals.version, asked, lambda: self.all_built(annals, places))

    def scenes_between(
        self, first: date, last: date, known: date | None = None, heed: Heed = ALL
    ) -> dict[str, Scene]:
        """`scenes` for the answers of some days, without pressure; of the places alone of which a word still counts."""
        annals = self.annals(known, heed)
        built = self._all(annals)
        oldest = first - timedelta(days=self.settings.quiet.unknown_after)
        return {
            p: replace(scene, fights=annals.battles.fights(about, oldest, last))
            for p, (scene, about) in built.items()
            if scene.stirs(first, last)
        }

    def scenes(
        self, known: date | None = None, heed: Heed = ALL, places: Collection[str] | None = None
    ) -> dict[str, Scene]:
        """The scenes of some places (None: of all) for the answers of any days, without pressure."""
        annals = self.annals(known, heed)
        built = self._all(annals, places)
        return {
            p: replace(scene, fights=annals.battles.fights(about, date.min, date.max))
            for p, (scene, about) in built.items()
        }

    def pressing(
        self, annals: Annals, ids: Collection[str] | None, on: date | None = None
    ) -> tuple[Testimony, ...]:
        """What is heard of pressure on some places (None: on any) that may show on a day (None: on whatever day)."""
        rows = annals.about(PRESSING, ids) if on is None else annals.pressing(ids, on)
        return heard((*self._told_in(rows), *annals.ruled(PRESSING, ids)))

    def happened(
        self, kinds: Iterable[Kind], first: date, last: date, known: date | None, heed: Heed
    ) -> tuple[Testimony, ...]:
        """What is heard of some kinds that may touch any day from `first` to `last`. Who copies whom is not looked for: what
        happened is told with all its claims, and no voices of it are counted."""
        annals, kinds = self.annals(known, heed), frozenset(kinds)
        return heard((*self._told_in(annals.between(kinds, first, last)), *annals.ruled(kinds, None)))

    def all_built(self, annals: Annals, places: Collection[str] | None) -> dict[str, tuple[Scene, Numbers]]:
        """The same of some places (None: of all that claims of holding or pressure name), by id."""
        named = dict[str, Entity]()
        if places is None:
            rows, ruled = annals.about(BEARING, None), annals.ruled(BEARING, None)
            named = annals.names_of(rows, ("place", "target", "destination")) | places_of(ruled)
        known_places = self.sites.placed(named, places)
        found = self.scenes_at(known_places.values(), annals)
        return {p: self._surrounded(scene, annals) for p, scene in found.items()}

    def _surrounded(self, scene: Scene, annals: Annals) -> tuple[Scene, Numbers]:
        """A scene, and the places whose fighting ages it."""
        here, place = annals.battles.numbers(scene.places), scene.place
        scene = replace(scene, war=annals.battles.first(here))
        if place.type in AREAS:
            return scene, here
        return scene, np.concatenate([here, self._fought(annals).near(place.lat, place.lon)])


def _there(at: Mapping[str, Sequence[Bout]], places: Collection[str]) -> Sequence[Bout]:
    """The bouts at any of some places, given by place, each once and in order."""
    found = [bouts for place in places if (bouts := at.get(place))]
    return (
        found[0] if len(found) == 1 else sorted({b for bouts in found for b in bouts}, key=lambda b: b.order)
    )
