"""Questions as people put them: places and actors by name, days and sources given or left open. Invariant: whoever asks,
on the command line or over the network, the same question of the same ledger has the same answer and the same JSON."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from sandtable.gazetteer import Leg
from sandtable.ledger import EntityCount
from sandtable.picture.asking import ALL, Heed, PictureError
from sandtable.picture.corridor import Corridor
from sandtable.picture.directory import Matches
from sandtable.picture.dispute import Dispute
from sandtable.picture.explain import Told, explain, why_json
from sandtable.picture.frontier import Frontier
from sandtable.picture.holds import Holds
from sandtable.picture.naming import Naming, Say, unknown
from sandtable.picture.orders import Orders
from sandtable.picture.picture import Picture
from sandtable.picture.profile import Profile
from sandtable.picture.reasons import Link, Reasons, reasons_of
from sandtable.picture.roster import RollCall
from sandtable.picture.spells import Spells
from sandtable.picture.timeline import Timeline
from sandtable.picture.told import told
from sandtable.picture.whereabouts import Whereabouts
from sandtable.picture.wire import Json, frontier_json, to_json

WAYS = 8  # compared where all are asked for


@dataclass(frozen=True, slots=True)
class AsOf:
    """`on` None: today (UTC); `known` None: everything that the ledger holds; `heed`: whose word is heard."""

    on: date | None = None
    known: date | None = None
    heed: Heed = ALL

    @property
    def day(self) -> date:
        """The day asked about."""
        return self.on or datetime.now(UTC).date()


@dataclass(frozen=True, slots=True)
class Held:
    """Who holds a place; of a border also who stands on either side."""

    holds: Holds
    frontier: Frontier | None


@dataclass(frozen=True, slots=True)
class Enquiry:
    """The questions. Each raises PictureError, saying what to do, for a name that nothing is known by; what else is to be
    told of a name goes to `say`."""

    picture: Picture
    naming: Naming
    say: Say

    def place(self, name: str, *, ends: bool = False) -> str:
        """The id of a place by name, phrase or id; of `ends` of a way nobody need speak."""
        return self.naming.place(name, self.say, ends=ends)

    def actor(self, name: str, on: date | None = None) -> str:
        """The id of an actor by name, description or id."""
        return self.naming.actor(name, self.say, on)

    def parties(self, by: Sequence[str], on: date) -> tuple[str, ...]:
        """The ids of the actors of a way, each of `by` a name or a list with commas."""
        names = [name.strip() for one in by for name in one.split(",")]
        found = tuple(self.actor(name, on) for name in names if name)
        if not found:
            raise PictureError("by names nobody: give an actor, such as Iran")
        return found

    def holds(self, place: str, asked: AsOf) -> Held:
        """Who holds a place on a day."""
        answer = self.picture.holds(self.place(place), asked.day, asked.known, asked.heed)
        return Held(answer, self.picture.frontier(answer, asked.known, asked.heed))

    def timeline(self, place: str, asked: AsOf) -> Timeline:
        """How a place changed hands up to a day."""
        return self.picture.timeline(self.place(place), asked.day, asked.known, asked.heed)

    def orbat(self, actor: str, asked: AsOf) -> Orders:
        """The order of battle of an actor on a day."""
        return self.picture.orbat(self.actor(actor, asked.day), asked.day, asked.known, asked.heed)

    def corridor(
        self,
        ends: tuple[str, str],
        by: Sequence[str],
        asked: AsOf,
        *,
        every: bool = False,
        legs: Sequence[Leg] | None = None,
    ) -> Corridor:
        """The overland way between two places by some actors on a day; `every`: compared with up to `WAYS` ways."""
        parties = self.parties(by, asked.day)
        start, end = (self.place(name, ends=True) for name in ends)
        most = WAYS if every else 1
        return self.picture.corridor(
            start, end, parties, asked.day, asked.known, most=most, legs=legs, heed=asked.heed
        )

    def openings(
        self, ends: tuple[str, str], by: Sequence[str], asked: AsOf, *, legs: Sequence[Leg] | None = None
    ) -> Spells:
        """When that way opened and closed up to a day."""
        parties = self.parties(by, asked.day)
        start, end = (self.place(name, ends=True) for name in ends)
        return self.picture.openings(start, end, parties, asked.day, asked.known, legs=legs, heed=asked.heed)

    def disputes(self, asked: AsOf) -> tuple[Dispute, ...]:
        """Where sources contradict each other or themselves; with a day given, what touches it and what has none."""
        return self.picture.disputes(asked.known, asked.on, asked.on, asked.heed)

    def whereabouts(self, actor: str, asked: AsOf) -> Whereabouts:
        """What an actor holds on a day, and where it was last seen."""
        found = self.actor(actor, asked.day)
        return self.picture.standpoint.whereabouts(found, asked.day, asked.known, asked.heed)

    def sources(self, asked: AsOf) -> RollCall:
        """All sources heard by the day of knowledge, with their grades of the day asked about."""
        rolls = self.picture.standpoint.roster.rolls(asked.known)
        return RollCall(rolls, asked.day, len(rolls))

    def source(self, name: str, asked: AsOf) -> Profile:
        """A source, by a name or an id, with its track record."""
        standpoint = self.picture.standpoint
        roll = standpoint.roster.find(name, asked.known)
        if roll is None:
            heard = [EntityCount(r.name, r.name, r.claims) for r in standpoint.roster.rolls(asked.known)]
            raise unknown("source", name, heard, {})
        return standpoint.profile(roll, asked.day, asked.known, asked.heed)

    def names(self, typed: str, asked: AsOf, limit: int) -> Matches:
        """Places, actors and sources by what is typed of a name."""
        rolls = self.picture.standpoint.roster.rolls(asked.known)
        return self.naming.directory.matches(typed, rolls, limit)

    def unheard(self, heed: Heed) -> list[str]:
        """A line for each source of which nothing is heard."""
        named = sorted(heed.without | heed.only)
        return self.naming.unheard(named, lambda one: self.picture.meant(Heed(only=frozenset({one}))).only)

    def told(self, known: date | None) -> Told:
        """Finds claims by id, as of a day of knowledge."""
        return lambda claims: told(self.picture.ledger, claims, known)

    def explained(self, answer: object, asked: AsOf) -> list[str]:
        """The chain of an answer in lines."""
        return explain(chain_of(answer), self.told(asked.known))

    def wire(self, answer: object, asked: AsOf, *, why: bool = False) -> Json:
        """The JSON of an answer, where asked with its chain under `why`."""
        out = answer_json(answer)
        if why:
            out["why"] = why_json(chain_of(answer), self.picture.settings, self.told(asked.known))
        return out


def chain_of(answer: object) -> Reasons:
    """The chain of what an `Enquiry` answers; of a border also that of the places beside it."""
    if not isinstance(answer, Held):
        return reasons_of(answer)
    chain, border = reasons_of(answer.holds), answer.frontier
    beside = tuple(
        Link("beside it", near.holds.place.name, (), reasons_of(near.holds))
        for flank in (border.flanks if border else ())
        for near in flank.places
    )
    return replace(chain, links=(*chain.links, *beside))


def answer_json(answer: object) -> Json:
    """The JSON of what an `Enquiry` answers."""
    if isinstance(answer, Held):
        return {**to_json(answer.holds), **(frontier_json(answer.frontier) if answer.frontier else {})}
    return to_json(answer)
