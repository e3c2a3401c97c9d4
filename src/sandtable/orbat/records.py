"""What the registry says of an actor. Invariant: frozen; every actor and every tie names its source, and a tie's
start is never after its end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class ActorKind(StrEnum):
    """What sort of actor it is."""

    STATE = "state"
    GOVERNMENT = "government"
    ARMED_FORCE = "armed-force"
    SERVICE = "service"
    UNIT = "unit"
    ARMED_GROUP = "armed-group"
    COALITION = "coalition"
    ORGANISATION = "organisation"
    OFFICE = "office"
    PERSON = "person"
    PEOPLE = "people"


class Tie(StrEnum):
    """How the first actor stands to the second. Each tie reads `first <tie> second`."""

    PARENT = "parent"  # the second is the whole that the first is part of
    PART = "part"
    SPONSOR = "sponsor"  # the second arms, funds or directs the first from outside
    CLIENT = "client"
    COMMANDER = "commander"  # the second is the person or office that commands the first
    LEADS = "leads"
    MEMBER_OF = "member-of"  # the second is a coalition or body that the first has joined
    MEMBER = "member"
    ALLY = "ally"
    OPPONENT = "opponent"


INVERSE: dict[Tie, Tie] = {
    Tie.PARENT: Tie.PART,
    Tie.PART: Tie.PARENT,
    Tie.SPONSOR: Tie.CLIENT,
    Tie.CLIENT: Tie.SPONSOR,
    Tie.COMMANDER: Tie.LEADS,
    Tie.LEADS: Tie.COMMANDER,
    Tie.MEMBER_OF: Tie.MEMBER,
    Tie.MEMBER: Tie.MEMBER_OF,
    Tie.ALLY: Tie.ALLY,
    Tie.OPPONENT: Tie.OPPONENT,
}


@dataclass(frozen=True, slots=True)
class Relation:
    """A tie to `actor` (an actor id). `start`, `end`: the first and last known day, None where open or unknown."""

    kind: Tie
    actor: str
    start: date | None = None
    end: date | None = None
    source: str = ""

    def holds(self, on: date | None) -> bool:
        """Whether the tie holds on that day; with no day, whether it ever did."""
        if on is None:
            return True
        return (self.start is None or self.start <= on) and (self.end is None or on <= self.end)


@dataclass(frozen=True, slots=True)
class Actor:
    """A state, government, force, unit, group, coalition, organisation, office, person or people.

    `country` is an ISO 3166-1 alpha-2 code; `creed` and `nouns` are the words that a description may use of it
    ("the Lebanese Shiite group"); `local` are names that mean it only in a report about `theatre` ("the regime").
    """

    id: str
    name: str
    kind: ActorKind
    aliases: tuple[str, ...] = ()
    country: str | None = None
    creed: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    relations: tuple[Relation, ...] = ()
    founded: date | None = None
    dissolved: date | None = None
    source: str = ""
    local: tuple[str, ...] = ()
    theatre: tuple[str, ...] = ()

    def existed(self, on: date | None) -> bool:
        """Whether it existed on that day, as far as known."""
        if on is None:
            return True
        return (self.founded is None or self.founded <= on) and (
            self.dissolved is None or on <= self.dissolved
        )
