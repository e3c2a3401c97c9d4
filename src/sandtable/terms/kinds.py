"""The vocabulary: kinds of claim and what each may carry. Invariant: equal to the claim contract, word for word."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """What a claim says is so or happened."""

    CAPTURE = "capture"
    WITHDRAWAL = "withdrawal"
    ASSAULT = "assault"
    SIEGE = "siege"
    MOVEMENT = "movement"
    CASUALTY = "casualty"
    COERCION = "coercion"
    STATEMENT = "statement"
    AGREEMENT = "agreement"
    MEETING = "meeting"
    SUPPORT = "support"
    CONCESSION = "concession"
    PROTEST = "protest"
    INACTION = "inaction"
    CONTROL = "control"
    PRESENCE = "presence"
    COMMAND = "command"
    MEMBERSHIP = "membership"
    ALLIANCE = "alliance"
    STRENGTH = "strength"
    AIM = "aim"


# What may move control of a place.
MOVING = frozenset({Kind.CAPTURE, Kind.WITHDRAWAL, Kind.CONTROL})


class Factuality(StrEnum):
    """Whether the report says that a claim is so, may be so, is planned, or is not so."""

    ASSERTED = "asserted"
    HEDGED = "hedged"
    PLANNED = "planned"
    DENIED = "denied"


class Stance(StrEnum):
    """The speech act of a `statement`."""

    PRAISE = "praise"
    ACCUSE = "accuse"
    CONDEMN = "condemn"
    THREATEN = "threaten"
    WARN = "warn"
    DEMAND = "demand"
    REJECT = "reject"
    DENY = "deny"
    PROMISE = "promise"
    WELCOME = "welcome"


class Extent(StrEnum):
    """How far a `control` claim reaches."""

    FULL = "full"
    PARTIAL = "partial"
    CONTESTED = "contested"


class VoiceType(StrEnum):
    """What kind of source speaks in an attribution."""

    OUTLET = "outlet"
    OFFICIAL = "official"
    PARTY = "party"
    WITNESS = "witness"
    DOCUMENT = "document"
    UNNAMED = "unnamed"


class EntityType(StrEnum):
    """What fills a role."""

    ACTOR = "actor"
    PLACE = "place"
    QUANTITY = "quantity"
    WEAPON = "weapon"
    TIME = "time"


class MentionType(StrEnum):
    """The ten types of mention."""

    PERSON = "Person"
    ORGANISATION = "Organisation"
    LOCATION = "Location"
    NATIONALITY = "Nationality"
    TEMPORAL = "Temporal"
    QUANTITY = "Quantity"
    MONEY = "Money"
    WEAPON = "Weapon"
    MILITARY_PLATFORM = "MilitaryPlatform"
    VEHICLE = "Vehicle"


# Roles of each kind: (required, allowed besides).
ROLES: dict[Kind, tuple[frozenset[str], frozenset[str]]] = {
    kind: (frozenset(required.split()), frozenset(besides.split()))
    for kind, required, besides in (
        (Kind.CAPTURE, "actor place", "from"),
        (Kind.WITHDRAWAL, "actor", "place to"),
        (Kind.ASSAULT, "", "actor target place instrument"),
        (Kind.SIEGE, "actor", "place target"),
        (Kind.MOVEMENT, "actor", "origin destination via"),
        (Kind.CASUALTY, "victim", "quantity actor place"),
        (Kind.COERCION, "actor", "target place"),
        (Kind.STATEMENT, "actor", "target"),
        (Kind.AGREEMENT, "actor", "target"),
        (Kind.MEETING, "actor", "place"),
        (Kind.SUPPORT, "actor", "recipient instrument"),
        (Kind.CONCESSION, "actor", "target place"),
        (Kind.PROTEST, "actor", "target place"),
        (Kind.INACTION, "actor", "target"),
        (Kind.CONTROL, "actor place", ""),
        (Kind.PRESENCE, "actor place", ""),
        (Kind.COMMAND, "superior subordinate", ""),
        (Kind.MEMBERSHIP, "member whole", ""),
        (Kind.ALLIANCE, "actor", "place"),
        (Kind.STRENGTH, "actor quantity", "place"),
        (Kind.AIM, "actor", "origin destination place target"),
    )
}

PLOVER_CODES = frozenset(
    "AGREE CONSULT SUPPORT COOPERATE AID CONCEDE RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION "
    "MOBILIZE COERCE ASSAULT".split()
)
