"""What bears on a place. Invariant: a scene is sorted and joined, so that any day may be asked of it, and holds nothing that was not
said of the place, of what it is a part of or of what it lies in."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import islice

from sandtable.gazetteer.parts import parts_within
from sandtable.gazetteer.place import Place, PlaceType
from sandtable.picture.aside import of_the_whole
from sandtable.picture.described import Descriptions, Known, Nobody
from sandtable.picture.joining import joined
from sandtable.picture.moves import Heardsay, moves_of
from sandtable.picture.presence import borne_out, sees, sightings
from sandtable.picture.pressure import Bout, Strain, bouts_of
from sandtable.picture.settings import DEFAULT, Settings
from sandtable.picture.sides import Bonds
from sandtable.picture.testimony import Testimony
from sandtable.picture.voices import NoSpeakers, Speakers, Voices
from sandtable.terms import MOVING, Extent


@dataclass(frozen=True, slots=True)
class Scene:
    """What bears on one place, sorted and joined, ready to be asked of any day; or of one, where `bouts` and `fights` are
    those that bear on it. `places`: the ids at which what happens bears on it; `war`: the first day of fighting there."""

    place: Place
    heardsay: Heardsay
    bouts: tuple[Bout, ...]
    voices: Voices
    bonds: Bonds
    settings: Settings
    fights: tuple[date, ...]
    places: frozenset[str]
    inferred_from: str | None = None
    war: date | None = None

    def dated(self, bouts: Iterable[Bout], fight: date | None) -> Scene:
        """The scene for the answer of one day, with the `bouts` that may show on it and the last `fight` by it."""
        return Scene(
            self.place, self.heardsay, tuple(bouts), self.voices, self.bonds, self.settings, (fight,) if fight else (), self.places,
            self.inferred_from, self.war,
        )  # fmt: skip

    def stirs(self, first: date, last: date) -> bool:
        """Whether any word about the place can still count on a day from `first` to `last`: older ones tell nothing by then."""
        oldest = first - timedelta(
            days=max(self.settings.quiet.unknown_after, self.settings.fighting.unknown_after)
        )
        moves = self.heardsay.moves
        at = bisect_left(moves, oldest, key=lambda m: m.last)
        if any(m.from_day <= last for m in islice(moves, at, None)):
            return True
        denied = (d.testimony.day for d in self.heardsay.denials)
        recent = any(day is not None and day >= oldest for day in denied)
        return recent and any(m.from_day <= last for m in moves)


def scene_of(
    place: Place,
    testimonies: Sequence[Testimony],
    *,
    containers: frozenset[str] = frozenset(),
    region: str | None = None,
    nearby: frozenset[str] = frozenset(),
    bonds: Bonds | None = None,
    speakers: Speakers | None = None,
    known: Known | None = None,
    settings: Settings = DEFAULT,
) -> Scene:
    """What testimonies (already `heard`) say of a place.

    `containers`: the towns whose quarter it is, whose taking takes it; `region`: the province or the like that it lies
    in, heard only where nothing is said of the place itself and only where a claim says that all of it is held;
    `nearby`: places whose fighting ages its positions faster; `known`: the actors that are known of.
    """
    bonds = bonds or Bonds()
    told = [t for t in testimonies if t.claim.kind in MOVING or sees(t, place)]
    voices = Voices(told, speakers or NoSpeakers(), bonds.top)
    own = frozenset({place.id}) | containers
    town, land = place.type is PlaceType.SETTLEMENT, place.type is PlaceType.COUNTRY
    heardsay = moves_of(testimonies, own, voices, settings, known, home=place.country, town=town, land=land)
    meant = Descriptions(heardsay.moves, bonds, known or Nobody(), settings)
    heardsay = of_the_whole(_joined(_under_names(heardsay, meant), bonds, settings), place.id)
    seen = meant.told(sightings(told, place, voices, settings))
    added = borne_out(heardsay.moves, seen, bonds, settings)
    heardsay = replace(heardsay, moves=tuple(sorted((*heardsay.moves, *added), key=lambda m: m.order)))
    inferred_from = None
    if region is not None and not heardsay.moves and not heardsay.denials:
        whole = [t for t in testimonies if t.claim.extent is Extent.FULL]
        wider = moves_of(whole, frozenset({region}), voices, settings, known, home=place.country)
        if wider.moves:
            meant = Descriptions(wider.moves, bonds, known or Nobody(), settings)
            wider = _joined(_under_names(wider, meant), bonds, settings)
            heardsay = Heardsay(wider.moves, wider.denials, heardsay.aside + wider.aside)
            inferred_from = region
    bouts = bouts_of(testimonies, settings)
    there = own | parts_within(place)  # what presses on the centre of a town presses on the town
    about = there | nearby
    fights = tuple(b.last for b in bouts if b.strain is not Strain.ADVANCE and b.places & about)
    war = min((b.last for b in bouts if b.strain is not Strain.ADVANCE and b.places & there), default=None)
    return Scene(place, heardsay, bouts, voices, bonds, settings, fights, there, inferred_from, war)


def _under_names(heardsay: Heardsay, meant: Descriptions) -> Heardsay:
    """With those who are only described under the names of whom they are told."""
    return replace(heardsay, moves=meant.told(heardsay.moves), denials=meant.told(heardsay.denials))


def _joined(heardsay: Heardsay, bonds: Bonds, settings: Settings) -> Heardsay:
    """With the accounts of one event brought to one day."""
    moves = joined(heardsay.moves, bonds, settings)
    return replace(heardsay, moves=tuple(sorted(moves, key=lambda m: m.order)))
