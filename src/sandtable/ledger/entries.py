"""What a ledger answers with. Invariant: every record names the report it comes from, and none carries its text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sandtable.terms import Claim, Decision, Warning


class LedgerError(Exception):
    """A ledger that cannot be opened or written as asked. The message says what to do; nothing was changed."""


class HeldError(LedgerError):
    """A claim that was to be added and that the ledger has already, under the id `claim`. Nothing was stored."""

    def __init__(self, message: str, claim: str) -> None:
        super().__init__(message)
        self.claim = claim


class OvertakenError(LedgerError):
    """A decision that was made without sight of a later one. Nothing was stored; `standing` is the later one."""

    def __init__(self, message: str, standing: Ruling) -> None:
        super().__init__(message)
        self.standing = standing


@dataclass(frozen=True, slots=True)
class ReportHead:
    """A report without its text. `known_on` is the published day or, where none is known, the day it was recorded (UTC)."""

    id: str
    title: str | None
    publisher: str | None
    published: date | None
    url: str | None
    language: str | None
    source_id: str | None
    known_on: date


@dataclass(frozen=True, slots=True)
class Entry:
    """A claim as it stands on the day asked about.

    `claim` is the edited claim where an analyst edited it, under the id of the claim that was read. `recorded` is when
    its reading was stored, or it was added. `verdict` is `accept`, `add`, `edit`, or None where nobody has decided, or the
    decision was undone.
    """

    claim: Claim
    report: ReportHead
    recorded: datetime
    published: date | None
    verdict: str | None


@dataclass(frozen=True, slots=True)
class History:
    """A claim as first read, beside every decision about it, oldest first."""

    original: Claim
    report: ReportHead
    recorded: datetime
    decisions: tuple[Decision, ...]


@dataclass(frozen=True, slots=True)
class Listed:
    """A claim of a page. `number` is its place in the ledger; `ruling` the number of the decision that stands on it, 0
    where nobody has decided. Its entry's verdict may be `reject`."""

    number: int
    entry: Entry
    ruling: int


@dataclass(frozen=True, slots=True)
class ReadingHead:
    """A reading without its text and claims; `claims` and `warnings` say how many it has."""

    number: int
    report: ReportHead
    coder: str
    recorded: datetime
    claims: int
    warnings: int


@dataclass(frozen=True, slots=True)
class Ruling:
    """A decision as the ledger holds it: numbered in the order of storing, with the report that it is about. `batch`: the
    number of the first of those made in one act with it; `undoes`: that of the decision that it undid."""

    number: int
    report: str
    decision: Decision
    batch: int | None = None
    undoes: int | None = None


@dataclass(frozen=True, slots=True)
class Batch:
    """Decisions made in one act: the number of the first, how many there are, and how many claims were left as they stood,
    since somebody has decided on them in between."""

    first: int
    made: int
    left: int = 0


@dataclass(frozen=True, slots=True)
class Warned:
    """A warning of a report's current reading, with the ids of the claims whose sentences it touches."""

    report: ReportHead
    warning: Warning
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EntityCount:
    """An entity that claims speak of, and how many claims of the current readings do."""

    id: str
    name: str
    claims: int


@dataclass(frozen=True, slots=True)
class Counts:
    """How much a ledger holds. `claims` counts those of current readings, `superseded` those of older readings."""

    reports: int
    readings: int
    claims: int
    superseded: int
    warnings: int
    decisions: int
