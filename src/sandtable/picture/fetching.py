"""What a question needs, out of the ledger, the gazetteer and the registry. Invariant: only reads, and gives the pure
functions of this room everything that was said by the day of knowledge about what is asked, and no more."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from sandtable.gazetteer.place import Place
from sandtable.orbat.records import Relation
from sandtable.picture.annals import Annals, testimonies, testimony_of
from sandtable.picture.asking import ALL, Actors, Claims, Copies, Heed, Judged, PictureError, Places
from sandtable.picture.bonds import CLAIMED, Bond, from_claim, hostility
from sandtable.picture.recall import Recall
from sandtable.picture.reckoning import Rows
from sandtable.picture.settings import Settings
from sandtable.picture.sides import Bonds
from sandtable.picture.sites import Sites
from sandtable.picture.testimony import Testimony, heard
from sandtable.picture.tying import Tying
from sandtable.picture.voices import Speakers
from sandtable.picture.walk import Walk, registered
from sandtable.terms import Entity, EntityType, Kind

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
    _annals: Recall[Annals] = field(default_factory=lambda: Recall(4))
    _bonds: Recall[Bonds] = field(default_factory=lambda: Recall(8))
    _told: Recall[Tying] = field(default_factory=lambda: Recall(2))

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

        def bonds(actors: Collection[str]) -> Bonds:
            return Bonds(self._tied(annals, actors), self._bonds.newest())

        found = self._bonds.get(None, rests_on, lambda: bonds(annals.actors))
        new = frozenset(a for a in also if not found.of(a) and self.registry.ties.of(a))
        if not new:
            return found
        return self._bonds.get(None, (*rests_on, new), lambda: bonds(annals.actors | new))

    def _tied(self, annals: Annals, actors: Collection[str]) -> list[Bond]:
        told = [*annals.pairs.ties(), *annals.pairs.feuds()]
        for t in annals.decided:
            told += (*from_claim(t, self.settings), *hostility(t, self.settings))
        spoken = (self.speakers.stands_for(name, None, type_) for name, type_ in annals.speakers)
        named = {*self.registry.tied(), *actors, *(party for parties in spoken for party in parties)}
        listed = Walk(self.registry)
        listed.walk(sorted(listed.walk(sorted(named), up_only=False)), up_only=True)
        return [*listed.found.values(), *told]

    def happened(
        self, kinds: Iterable[Kind], first: date, last: date, known: date | None, heed: Heed
    ) -> tuple[Testimony, ...]:
        """What is heard of some kinds that may touch any day from `first` to `last`. Who copies whom is not looked for: what
        happened is told with all its claims, and no voices of it are counted."""
        annals, kinds = self.annals(known, heed), frozenset(kinds)
        return heard((*self.told_in(annals.between(kinds, first, last)), *annals.ruled(kinds, None)))

    def told_in(self, rows: Rows) -> list[Testimony]:
        """The claims of some gists as the picture hears them."""
        return [testimony_of(e) for e in self.ledger.entries([int(n) for n in rows["seq"]])]
