"""The scenes of places, out of the ledger. Invariant: a scene is given everything that was said by the day of knowledge about its
place, and about what the place is part of or lies in, and no more; and what is kept of it stands while that does."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from sandtable.gazetteer.parts import parts_within
from sandtable.gazetteer.place import Place
from sandtable.picture.annals import BEARING, Annals
from sandtable.picture.asking import ALL, Heed, PictureError
from sandtable.picture.compiling import Compiler
from sandtable.picture.days import places_of
from sandtable.picture.dossier import Dossier
from sandtable.picture.dossiers import Dossiers, Located
from sandtable.picture.fetching import Fetcher
from sandtable.picture.pressure import PRESSING, Bout, bouts_of
from sandtable.picture.recall import Recall
from sandtable.picture.scene import Scene
from sandtable.picture.testimony import Testimony, heard
from sandtable.picture.vicinity import Numbers, Vicinity
from sandtable.terms import Claim, Entity


@dataclass(frozen=True, slots=True)
class Theatre:
    """Where the scenes of places are set."""

    fetch: Fetcher
    dossiers: Dossiers = field(default_factory=Dossiers)
    _scene: Recall[tuple[Scene, Numbers]] = field(default_factory=lambda: Recall(200))
    _vicinity: Recall[Vicinity] = field(default_factory=lambda: Recall(4))
    _scenes: Recall[dict[str, tuple[Scene, Numbers]]] = field(default_factory=lambda: Recall(4))

    def scene_on(self, place: Place, on: date, known: date | None, heed: Heed) -> Scene:
        """What bears on a place on one day."""
        annals = self.fetch.annals(known, heed)
        scene, about = self._scene.get(
            annals.version,
            (place, known, heed),
            lambda: self.built(place, annals),
        )
        bouts = bouts_of(self.pressing(annals, scene.places, on), self.fetch.settings)
        return scene.dated(bouts, annals.battles.last(about, on))

    def _fought(self, annals: Annals) -> Vicinity:
        """Where there ever was fighting."""
        fought, fetch = annals.battles.places, self.fetch
        return self._vicinity.get(
            None, tuple(fought), lambda: Vicinity(fought, fetch.gazetteer, fetch.settings.near_km)
        )

    def built(self, place: Place, annals: Annals) -> tuple[Scene, Numbers]:
        """A place's scene without its fights and pressure, and the places whose fighting ages it."""
        return self._built_at([place], annals)[place.id]

    def _built_at(self, places: Iterable[Place], annals: Annals) -> dict[str, tuple[Scene, Numbers]]:
        """The same of some places, by id."""
        lying = {place.id: (place, *self.fetch.sites.containers(place)) for place in places}
        found = self._dossiers([Located(place, wholes) for place, wholes, _ in lying.values()], annals)
        # The region is heard where nothing is said of the place itself.
        bare = [
            Located(place, wholes, region)
            for id_, (place, wholes, region) in lying.items()
            if region is not None and not found[id_].heardsay.said
        ]
        found |= self._dossiers(bare, annals)
        bonds, fought = self.fetch.graph(annals.known, annals.heed), self._fought(annals)
        out = {}
        for id_, (place, wholes, _) in lying.items():
            dossier, ids = found[id_], frozenset({id_}) | wholes | parts_within(place)
            here, about = fought.of(place, ids)
            scene = Scene(
                place, dossier.heardsay, (), dossier.voices, bonds, self.fetch.settings, (), ids, dossier.inferred_from,
                annals.battles.first(here),
            )  # fmt: skip
            out[id_] = scene, about
        return out

    def _dossiers(self, located: Iterable[Located], annals: Annals) -> dict[str, Dossier]:
        every = {one.place.id: one for one in located}
        seals = annals.seals({id_ for one in every.values() for id_ in one.sealed})
        every = {id_: one for id_, one in every.items() if one.region is None or seals[one.region]}
        bonds = self.fetch.graph(annals.known, annals.heed)
        return self.dossiers.of(
            {id_: one.key(self.dossiers.stamp, seals) for id_, one in every.items()},
            bonds,
            self._opened,
            self.fetch.speakers,
            lambda ids: Compiler(
                self.fetch.ledger,
                annals,
                bonds,
                self.fetch.speakers,
                self.fetch.copies,
                self.fetch.registry,
                self.fetch.settings,
            ).compiled([every[id_] for id_ in ids]),
        )

    def _opened(self, key: int) -> Claim:
        """A claim as it was read, by its key."""
        entry = self.fetch.ledger.keyed(key)
        if entry is None:
            raise PictureError("a claim of an answer is not in the ledger any more: ask again")
        return entry.claim

    def scenes_on(
        self, on: date, known: date | None = None, heed: Heed = ALL, places: Collection[str] | None = None
    ) -> dict[str, Scene]:
        """`scenes` for the answers of one day."""
        annals = self.fetch.annals(known, heed)
        built = self._all(annals, places)
        ids = None if places is None else frozenset(i for s, _ in built.values() for i in s.places)
        at: dict[str, list[Bout]] = defaultdict(list)
        for bout in bouts_of(self.pressing(annals, ids, on), self.fetch.settings):
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
        annals = self.fetch.annals(known, heed)
        built = self._all(annals)
        oldest = first - timedelta(days=self.fetch.settings.quiet.unknown_after)
        return {
            p: replace(scene, fights=annals.battles.fights(about, oldest, last))
            for p, (scene, about) in built.items()
            if scene.stirs(first, last)
        }

    def scenes(
        self, known: date | None = None, heed: Heed = ALL, places: Collection[str] | None = None
    ) -> dict[str, Scene]:
        """The scenes of some places (None: of all) for the answers of any days, without pressure."""
        annals = self.fetch.annals(known, heed)
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
        return heard((*self.fetch.told_in(rows), *annals.ruled(PRESSING, ids)))

    def all_built(self, annals: Annals, places: Collection[str] | None) -> dict[str, tuple[Scene, Numbers]]:
        """The same of some places (None: of all that claims of holding or pressure name), by id."""
        named = self._named(annals) if places is None else dict[str, Entity]()
        return self._built_at(self.fetch.sites.placed(named, places).values(), annals)

    def ready(self, places: Collection[str]) -> None:
        """Makes and keeps what answers about some places rest on, of those that claims of holding or pressure name."""
        annals = self.fetch.annals(None, ALL)
        named = {p: entity for p, entity in self._named(annals, places).items() if p in places}
        self._built_at(self.fetch.sites.placed(named, None).values(), annals)

    def _named(self, annals: Annals, ids: Collection[str] | None = None) -> dict[str, Entity]:
        """The places that claims of holding or pressure name, by id, as they name them; `ids`: of the claims alone that name these."""
        rows, ruled = annals.about(BEARING, ids), annals.ruled(BEARING, ids)
        return annals.names_of(rows, ("place", "target", "destination")) | places_of(ruled)


def _there(at: Mapping[str, Sequence[Bout]], places: Collection[str]) -> Sequence[Bout]:
    """The bouts at any of some places, given by place, each once and in order."""
    found = [bouts for place in places if (bouts := at.get(place))]
    return (
        found[0] if len(found) == 1 else sorted({b for bouts in found for b in bouts}, key=lambda b: b.order)
    )
