"""Ties between two actors as the picture uses them. Invariant: a bond is kept with where it comes from, the registry or
a claim, and with the days that its source gives it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from sandtable.orbat.records import Relation, Tie
from sandtable.picture.settings import DEFAULT, Settings
from sandtable.picture.testimony import Testimony, closed, window
from sandtable.terms import Entity, Factuality, Kind


class BondKind(StrEnum):
    """How the first actor stands to the second: it commands it, is the whole it is part of, backs it, ..."""

    COMMAND = "command"
    WHOLE = "whole"
    COALITION = "coalition"
    SAME = "same"  # a state and its government, which act as one
    BODY = "body"  # the UN and the like: being in one makes no allies
    BACKING = "backing"
    ALLIANCE = "alliance"
    OPPOSITION = "opposition"


@dataclass(frozen=True, slots=True)
class Bond:
    """A bond between two actors. `first`, `last`: the days on which it counts, None where open; `since`, `until`: those
    that the source itself gives. `origin` is "registry" or "claims"; `denied`: the claim says that it is not so."""

    kind: BondKind
    above: Entity
    below: Entity
    first: date | None
    last: date | None
    since: date | None
    until: date | None
    origin: str
    source: str = ""
    testimony: Testimony | None = None
    denied: bool = False

    def holds(self, on: date | None) -> bool:
        """Whether it counts on that day."""
        if on is None:
            return True
        return (self.first is None or self.first <= on) and (self.last is None or on <= self.last)


# Each tie of the registry reads `actor <tie> other`: the bond's kind, and whether the other is the one above.
_TIES: dict[Tie, tuple[BondKind, bool]] = {
    Tie.PARENT: (BondKind.WHOLE, True),
    Tie.PART: (BondKind.WHOLE, False),
    Tie.SPONSOR: (BondKind.BACKING, True),
    Tie.CLIENT: (BondKind.BACKING, False),
    Tie.COMMANDER: (BondKind.COMMAND, True),
    Tie.LEADS: (BondKind.COMMAND, False),
    Tie.MEMBER_OF: (BondKind.COALITION, True),
    Tie.MEMBER: (BondKind.COALITION, False),
    Tie.ALLY: (BondKind.ALLIANCE, True),
    Tie.OPPONENT: (BondKind.OPPOSITION, True),
}

# The claims that say a bond: the roles of the one above and the one below.
CLAIMED: dict[Kind, tuple[BondKind, str, str]] = {
    Kind.COMMAND: (BondKind.COMMAND, "superior", "subordinate"),
    Kind.MEMBERSHIP: (BondKind.WHOLE, "whole", "member"),
    Kind.SUPPORT: (BondKind.BACKING, "actor", "recipient"),
    Kind.ALLIANCE: (BondKind.ALLIANCE, "actor", "actor"),
}

# The claims that say that two fight each other: the roles of the two.
FOUGHT: dict[Kind, tuple[str, str]] = {Kind.ASSAULT: ("actor", "target"), Kind.CAPTURE: ("actor", "from")}


def from_registry(actor: Entity, relation: Relation, other: Entity, fighting: bool = True) -> Bond:
    """The bond of a registry's tie of `actor` to `other`. `fighting`: of a membership, that the whole is a coalition."""
    kind, above = _TIES[relation.kind]
    first, second = (other, actor) if above else (actor, other)
    if kind is BondKind.COALITION and not fighting:
        kind = BondKind.BODY
    return Bond(
        kind,
        first,
        second,
        relation.start,
        relation.end,
        relation.start,
        relation.end,
        "registry",
        relation.source,
    )


def tied_for(
    first: date, last: date, by_words: bool, settings: Settings = DEFAULT, *, over: bool = False
) -> tuple[date, date]:
    """The days on which a tie counts whose claim is of the days `first` to `last`; `over`: its words say that it ended then."""
    about = timedelta(days=settings.tie)
    return (first if by_words else first - about), (last if over else last + about)


def at_odds_for(first: date, last: date, settings: Settings = DEFAULT) -> tuple[date, date]:
    """The days on which two count as opposed who fought between two days."""
    about = timedelta(days=settings.enmity)
    return first - about, last + about


def from_claim(t: Testimony, settings: Settings = DEFAULT) -> tuple[Bond, ...]:
    """The bonds that a claim of command, membership, support or alliance says; none where it is planned, hedged,
    rejected or undated.

    A bond whose words give no days counts for `settings.tie` days about the publication.
    """
    shape = CLAIMED.get(t.claim.kind)
    if shape is None or t.rejected or t.claim.factuality in (Factuality.PLANNED, Factuality.HEDGED):
        return ()
    when = window(t, lasting=True, settings=settings)
    if when is None:
        return ()
    kind, upper, lower = shape
    time = t.claim.time
    over = time is not None and bool(time.earliest and time.latest) and closed(time.text)
    over = over and (t.day is None or when.last < t.day)
    first, last = tied_for(when.first, when.last, when.by_words, settings, over=over)
    since = when.first if time is not None and time.earliest else None
    until = when.last if time is not None and time.latest and when.by_words else None
    if until is not None and until == t.day:
        until = None
    denied = t.claim.factuality is Factuality.DENIED
    return tuple(
        Bond(kind, a, b, first, last, since, until, "claims", "", t, denied)
        for a in t.actors(upper)
        for b in t.actors(lower)
        if a.id != b.id and (upper != lower or a.id < b.id)
    )


def hostility(t: Testimony, settings: Settings = DEFAULT) -> tuple[Bond, ...]:
    """The opposition that an assault on an actor, or a capture from one, shows, for `settings.enmity` days about it."""
    roles = FOUGHT.get(t.claim.kind)
    if roles is None or t.rejected or t.claim.factuality is not Factuality.ASSERTED:
        return ()
    when = window(t, lasting=False, settings=settings)
    if when is None:
        return ()
    first, last = at_odds_for(when.first, when.last, settings)
    return tuple(
        Bond(
            BondKind.OPPOSITION,
            a,
            b,
            first,
            last,
            when.first,
            None,
            "claims",
            "",
            t,
        )
        for a in t.actors(roles[0])
        for b in t.actors(roles[1])
        if a.id != b.id
    )
