"""The picture out of a ledger. Invariant: it only reads; what a question needs is fetched, and the answer is that of
the pure functions of this room for what was fetched."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

from rich.tree import Tree

from sandtable.gazetteer.place import Leg, Place, PlaceType
from sandtable.ledger import Version
from sandtable.picture.almanac import Almanac, almanac_of
from sandtable.picture.asking import ALL, Copies, Heed, Places, Registered, Stored
from sandtable.picture.bonds import Bond, BondKind
from sandtable.picture.chart import bonds_below, chart
from sandtable.picture.contradictions import disputes_of
from sandtable.picture.corridor import Corridor
from sandtable.picture.course import Run, course_of
from sandtable.picture.days import (
    Change,
    Incident,
    Travel,
    changes_of,
    incidents_of,
    movements_of,
)
from sandtable.picture.dispute import Dispute
from sandtable.picture.dossiers import Dossiers, stamp_of
from sandtable.picture.fetching import TYING, Fetcher
from sandtable.picture.frontier import Frontier, frontier_of
from sandtable.picture.holds import Holds, Share, holds_of
from sandtable.picture.likeness import Likeness
from sandtable.picture.opened import scene_opened
from sandtable.picture.orders import Orders, orders_of, set_aside
from sandtable.picture.outlets import Kept, Outlets, ReportCopies
from sandtable.picture.overland import Overland
from sandtable.picture.people import commanding
from sandtable.picture.recall import Recall
from sandtable.picture.roster import Roster
from sandtable.picture.scene import Scene
from sandtable.picture.settings import DEFAULT, Settings
from sandtable.picture.sides import Bonds
from sandtable.picture.sites import length_km
from sandtable.picture.spells import Spells
from sandtable.picture.standpoint import Standpoint
from sandtable.picture.stretches import stretches_of
from sandtable.picture.theatre import Theatre
from sandtable.picture.timeline import Timeline, timeline_of
from sandtable.picture.voices import NoSpeakers, Speakers, Voices
from sandtable.sources import Sources
from sandtable.terms import Kind

_OVER = frozenset({BondKind.COMMAND, BondKind.WHOLE})
_HIGHEST = 5  # steps upward by claims


class Picture:
    """Answers from a ledger. `sources` knows whom outlets speak for and which reports repeat one text; without it each
    outlet speaks for itself. `speakers` and `copies` stand in for it, one by one. `kept`: what was worked out in earlier runs.

    Every method takes `known`, the day of knowledge (None: everything), and `heed`, whose word is heard. `standpoint` answers
    for the pages of an actor and of a source.
    """

    def __init__(
        self,
        ledger: Stored,
        gazetteer: Places,
        registry: Registered,
        sources: Sources | None = None,
        *,
        speakers: Speakers | None = None,
        copies: Copies | None = None,
        kept: Kept | None = None,
        settings: Settings = DEFAULT,
    ) -> None:
        if sources is not None:
            speakers = speakers or Outlets(sources, registry)
            copies = copies or ReportCopies(ledger, sources, kept=kept)
        stamp = stamp_of(settings, sources, registry) if kept is not None and sources is not None else ""
        dossiers = Dossiers(kept if stamp else None, stamp)
        self._fetch = Fetcher(ledger, gazetteer, registry, speakers or NoSpeakers(), copies, settings)
        self._theatre = Theatre(self._fetch, dossiers)
        self.standpoint = Standpoint(self._theatre, Roster(ledger, sources))
        self.ledger, self.settings = ledger, settings
        self._orders: Recall[Orders] = Recall(64)
        self._likeness = Likeness()

    # Answers

    def holds(
        self, place_id: str, on: date | None = None, known: date | None = None, heed: Heed = ALL
    ) -> Holds:
        """Who holds a place on a day (default: today, UTC); a border answers by segment as well. Raises PictureError."""
        place, on = self._fetch.place(place_id), on or today()
        answer = self._holds(place, on, known, heed)
        if place.type is not PlaceType.BORDER:
            return answer
        shares = tuple(
            Share(self._holds(segment, on, known, heed), self._length(segment.id))
            for segment in stretches_of(self.ledger, self._fetch.gazetteer, place)
        )
        return replace(answer, segments=shares)

    def frontier(self, answer: Holds, known: date | None = None, heed: Heed = ALL) -> Frontier | None:
        """Who stands at the border, or segment of one, that an answer of `holds` is about: kilometres by holder, and who
        holds what on either side. None for any other place, and where no line of it is known."""
        if answer.place.type not in (PlaceType.BORDER, PlaceType.SEGMENT):
            return None
        return frontier_of(self._theatre, answer.place, answer, known, heed)

    def _holds(self, place: Place, on: date, known: date | None, heed: Heed) -> Holds:
        return holds_of(self._theatre.scene_on(place, on, known, heed), on, known)

    def _length(self, place_id: str) -> float | None:
        shape = self._fetch.gazetteer.geometry(place_id)
        return length_km(shape) if shape else None

    def timeline(
        self, place_id: str, until: date | None = None, known: date | None = None, heed: Heed = ALL
    ) -> Timeline:
        """The steps of a place up to a day (default: today). Raises PictureError."""
        place = self._fetch.place(place_id)
        return timeline_of(scene_opened(self._theatre, place, known, heed), until or today(), known)

    def orbat(
        self, actor_id: str, on: date | None = None, known: date | None = None, heed: Heed = ALL
    ) -> Orders:
        """The order of battle of an actor on a day. Raises PictureError."""
        on = on or today()
        return self._orders.get(
            self.ledger.version(), (actor_id, on, known, heed), lambda: self._ordered(actor_id, on, known, heed)
        )  # fmt: skip

    def _ordered(self, actor_id: str, on: date, known: date | None, heed: Heed) -> Orders:
        actor = self._fetch.actor(actor_id)
        told = self._fetch.heard(known, heed, TYING | {Kind.STRENGTH}, {actor_id})
        bonds = self._upward(actor_id, known, heed)
        strength = [t for t in told if t.claim.kind is Kind.STRENGTH]
        every = {t.order: t for t in (*told, *(b.testimony for b in bonds if b.testimony))}
        said = [every[k] for k in sorted(every)]
        voices = Voices(said, self._fetch.speakers, likeness=self._likeness)
        people = commanding(self._fetch, bonds, known)
        answer = orders_of(actor, on, bonds, strength, voices, known=known, people=people)
        return replace(answer, aside=set_aside(told, answer))

    def _upward(self, actor_id: str, known: date | None, heed: Heed) -> list[Bond]:
        """The bonds of an actor and, as claims give them too, of those over it, so that a cycle is seen."""
        level, seen, bonds = {actor_id}, {actor_id}, dict[Bond, None]()
        for _ in range(_HIGHEST):
            found = self._fetch.bonds(sorted(level), known, heed)
            bonds.update(dict.fromkeys(found))
            said = [b for b in found if b.origin == "claims" and b.below.id in level and b.kind in _OVER]
            level = {b.above.id for b in said} - seen
            seen |= level
            if not level:
                break
        return list(bonds)

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
        bonds = bonds_below(actor_id, depth, lambda level: self._fetch.bonds(level, known, heed))
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
        return Overland(self._theatre).corridor(
            (start_id, end_id), by, on or today(), known, heed, legs=legs, most=most
        )

    def openings(
        self,
        start_id: str,
        end_id: str,
        by: Sequence[str],
        until: date | None = None,
        known: date | None = None,
        *,
        legs: Sequence[Leg] | None = None,
        heed: Heed = ALL,
    ) -> Spells:
        """When that way opened and closed up to a day (default: today), and by what. Raises PictureError."""
        return Overland(self._theatre).openings(
            (start_id, end_id), by, until or today(), known, heed, legs=legs
        )

    def scenes(self, known: date | None = None, heed: Heed = ALL) -> dict[str, Scene]:
        """What bears on each place of which any claim speaks, pressure aside; ask `answers_of` of any days."""
        return self._theatre.scenes(known, heed)

    def positions_on(
        self,
        on: date | None = None,
        known: date | None = None,
        heed: Heed = ALL,
        places: Collection[str] | None = None,
    ) -> dict[str, Holds]:
        """Who holds each place of which any claim speaks (or each of `places`), by place id, from one pass."""
        on = on or today()
        return {
            p: holds_of(scene, on, known)
            for p, scene in self._theatre.scenes_on(on, known, heed, places).items()
        }

    def timelines(
        self, until: date | None = None, known: date | None = None, heed: Heed = ALL
    ) -> dict[str, Timeline]:
        """The timelines of all places that were ever said to be held, by place id."""
        until = until or today()
        moved = {p: s for p, s in self._theatre.scenes(known, heed).items() if s.heardsay.moves}
        found = {p: timeline_of(s, until, known) for p, s in moved.items()}
        return {p: t for p, t in found.items() if t.steps}

    def changes(
        self, first: date, last: date, known: date | None = None, heed: Heed = ALL
    ) -> tuple[Change, ...]:
        """What changed between two days, both inclusive, by day and place."""
        return changes_of(self._theatre.scenes(known, heed).values(), first, last)

    def movements(
        self, first: date, last: date, known: date | None = None, heed: Heed = ALL
    ) -> tuple[Travel, ...]:
        """The movements between two days, both inclusive."""
        told = self._fetch.happened({Kind.MOVEMENT}, first, last, known, heed)
        return movements_of(told, first, last, self.settings)

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
        told = self._fetch.happened(kinds, first, last, known, heed)
        return incidents_of(told, kinds, first, last, self.settings)

    def courses(
        self, first: date, last: date, known: date | None = None, heed: Heed = ALL
    ) -> dict[str, tuple[Run, ...]]:
        """Who holds each place on each day between two days, both inclusive, pressure aside; by place id, those alone that
        anybody is said to hold on any of them."""
        found = {
            p: course_of(scene, first, last, known)
            for p, scene in self._theatre.scenes_between(first, last, known, heed).items()
        }
        return {p: runs for p, runs in found.items() if runs}

    def ready(self, places: Collection[str]) -> None:
        """Keeps what answers about some places rest on, so that the first question is as quick as the next."""
        self._theatre.ready(places)

    def meant(self, heed: Heed) -> Heed:
        """Whose word is heard, by every name under which those who are named may stand in reports."""
        return self._fetch.meant(heed)

    def version(self) -> Version:
        """What the ledger holds now; answers are the same as long as it is equal."""
        return self._fetch.ledger.version()

    def almanac(self, known: date | None = None, heed: Heed = ALL) -> Almanac:
        """On which days who is said to have gained, left or held a place, over the whole ledger."""
        return almanac_of(self._fetch.annals(known, heed), self.settings)

    def disputes(
        self, known: date | None = None, first: date | None = None, last: date | None = None, heed: Heed = ALL
    ) -> tuple[Dispute, ...]:
        """Where sources contradict each other or themselves; of those with days, only what touches `first` to `last`."""
        return disputes_of(self._theatre, self._likeness, known, first, last, heed)


def today() -> date:
    """Today, UTC."""
    return datetime.now(UTC).date()
