"""What a dispute is. Invariant: every dispute names its sides, each with the words, the voices and the claims; nothing
here says who is right."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from sandtable.terms import Entity, Spoken, Warning


class DisputeKind(StrEnum):
    """What the sides differ about."""

    HOLDER = "holder"
    DATE = "date"
    FIGURE = "figure"
    COMMAND = "command"
    SELF = "self"


@dataclass(frozen=True, slots=True)
class Side:
    """One side: what it says and the voices that say so."""

    says: str
    voices: tuple[Spoken, ...]

    @property
    def claims(self) -> tuple[str, ...]:
        """The claims of the side."""
        return tuple(c for v in self.voices for c in v.claims)


@dataclass(frozen=True, slots=True)
class Dispute:
    """A dispute about a place, an actor or a report, in days from `first` to `last`."""

    kind: DisputeKind
    about: tuple[tuple[str, Entity], ...]
    sides: tuple[Side, ...]
    first: date | None = None
    last: date | None = None
    report: str | None = None
    span: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Doubt:
    """A warning that a reading of a report carries."""

    report_id: str
    publisher: str | None
    published: date | None
    warning: Warning
    claims: tuple[str, ...] = field(default=())
