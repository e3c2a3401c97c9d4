"""What the pages of an actor and of a source ask of the ledger. Invariant: only reads, and answers by the pure functions of
`whereabouts` and `track`.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass, field
from datetime import date

from sandtable.picture.asking import ALL, Heed
from sandtable.picture.dispute import Dispute
from sandtable.picture.holds import holds_of
from sandtable.picture.people import person
from sandtable.picture.presence import SEEN
from sandtable.picture.profile import Allegiance, Profile
from sandtable.picture.recall import Recall
from sandtable.picture.roster import Roll, Roster
from sandtable.picture.theatre import Theatre
from sandtable.picture.track import track_of
from sandtable.picture.voices import Voices
from sandtable.picture.whereabouts import (
    FOLLOWED_NOT,
    Whereabouts,
    holdings_of,
    sightings_of,
)
from sandtable.terms import Entity, EntityType


@dataclass(frozen=True, slots=True)
class Standpoint:
    """The ledger from where an actor or a source stands. Every method takes `known` and `heed` as `Picture` does."""

    theatre: Theatre
    roster: Roster
    _disputes: Recall[tuple[Dispute, ...]] = field(default_factory=lambda: Recall(8))

    def knows_disputes(self, asked: Hashable) -> bool:
        """Whether `disputes` of this was answered since the ledger last grew."""
        return self._disputes.has(self.theatre.fetch.ledger.version(), asked)

    def disputes(self, asked: Hashable, work: Callable[[], tuple[Dispute, ...]]) -> tuple[Dispute, ...]:
        """What `work` gives, once for each state of the ledger and for what is `asked`: disputes are read page by page."""
        return self._disputes.get(self.theatre.fetch.ledger.version(), asked, work)

    def whereabouts(
        self, actor_id: str, on: date, known: date | None = None, heed: Heed = ALL
    ) -> Whereabouts:
        """What an actor holds on a day, and where it was last seen. Raises PictureError."""
        actor = self.theatre.fetch.actor(actor_id)
        about = {
            place: holds_of(scene, on, known)
            for place, scene in self.theatre.scenes_on(on, known, heed).items()
            if any(m.actor.id == actor_id for m in (*scene.heardsay.moves, *scene.heardsay.denials))
        }
        holds = holdings_of(actor_id, about)
        told = self.theatre.fetch.heard(known, heed, SEEN, {actor_id})
        if person(self.theatre.fetch, actor_id, told, known):
            return Whereabouts(actor, on, known, holds, (), FOLLOWED_NOT)
        voices = Voices(told, self.theatre.fetch.speakers)
        return Whereabouts(
            actor, on, known, holds, sightings_of(actor_id, told, on, voices, self.theatre.fetch.settings)
        )

    def profile(self, roll: Roll, on: date, known: date | None = None, heed: Heed = ALL) -> Profile:
        """What is known of a source as of a day, and its track record in all places."""
        source = roll.source
        track = track_of(self.theatre.scenes_on(on, known, heed).values(), roll.spellings)
        carried = [self.roster.listed(c) for c in source.carries] if source else []
        return Profile(
            roll,
            on,
            known,
            source.grade(on) if source else None,
            source.grades if source else (),
            tuple(self._allegiances(roll, on)),
            tuple((c.id, c.name) for c in carried if c is not None),
            track,
        )

    def _allegiances(self, roll: Roll, on: date) -> Iterator[Allegiance]:
        if roll.source is not None:
            for tie in roll.source.affiliations:
                yield Allegiance(self._named(tie.actor), tie.start, tie.end, roll.source.source)
            return
        for actor in sorted(self.theatre.fetch.speakers.stands_for(roll.name, on, roll.type)):
            yield Allegiance(self._named(actor), None, None, "its name, by the registry of actors")

    def _named(self, actor: str) -> Entity:
        found = self.theatre.fetch.registry.get(actor)
        return Entity(actor, EntityType.ACTOR, found.name if found else actor)
