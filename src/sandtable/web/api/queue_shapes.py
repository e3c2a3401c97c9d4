"""The shapes of the queue and of what is done at it, for the OpenAPI document. Invariant: as of `answer_shapes`."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from sandtable.terms import Factuality, Kind
from sandtable.web.api.answer_shapes import Shape
from sandtable.web.api.asking import Status
from sandtable.web.api.record_shapes import Problem, Report

Matters = Literal["moves control", "in a dispute", "low confidence", ""]


class QueuedRole(Shape):
    role: str
    name: str


class QueuedClaim(Shape):
    """What a list shows of a claim. `matters`: why it stands where it does; `words`: those that carry it."""

    id: str
    number: int
    status: Status
    decision: int
    kind: Kind
    factuality: Factuality
    confidence: float
    matters: Matters
    words: str
    roles: list[QueuedRole]


class QueuedReport(Shape):
    """A report with its claims in the order of the text. `more`: how many of them are not given here."""

    report: Report
    matters: Matters
    claims: list[QueuedClaim]
    more: int


class QueueCounts(Shape):
    """How many there are in all, by what matters."""

    reports: int
    claims: int
    moves_control: int
    in_a_dispute: int
    low_confidence: int


class Queue(Shape):
    """What waits, by what matters. `upto`: the highest number of a claim in the ledger; `disputes`: whether those of the ledger as
    it is now are taken into account."""

    schema_: Literal["sandtable.queue/1"] = Field(alias="schema")
    reports: list[QueuedReport]
    counts: QueueCounts
    upto: int
    disputes: Literal["reckoned", "behind", "not yet reckoned"]
    next: str | None


class Batch(Shape):
    """Decisions made in one act. `decision`: the number of the first; `left`: claims on which somebody decided in between, which
    were left as they stand."""

    schema_: Literal["sandtable.batch/1"] = Field(alias="schema")
    decision: int
    made: int
    left: int


class Held(Problem):
    """The ledger has that claim already, under the id `claim`."""

    claim: str


class Miscounted(Problem):
    """There are other claims now than were counted."""

    claims: int
    upto: int


class Presence(Shape):
    """Who else has the report open."""

    schema_: Literal["sandtable.presence/1"] = Field(alias="schema")
    others: list[str]


class FoundEntity(Shape):
    """`kind`: the place's type or the actor's kind; `within`: where a place is; `claims`: how many speak of it; `km`: from the point
    asked about. `listed` is false of an actor that nothing lists and nobody speaks of: the name as it was typed."""

    id: str
    type: Literal["actor", "place"]
    name: str
    kind: str
    lat: float | None
    lon: float | None
    within: str
    claims: int
    km: float | None
    listed: bool


class Entities(Shape):
    schema_: Literal["sandtable.entities/1"] = Field(alias="schema")
    entities: list[FoundEntity]


class Outlet(Shape):
    """`grade`: A to F, with the basis of that judgement; `speaks_for`: a party whose voice it is."""

    id: str
    name: str
    grade: str
    basis: str
    speaks_for: str | None


class ReportHead(Shape):
    """`outlet`: null where the registry has none of that name."""

    schema_: Literal["sandtable.report/1"] = Field(alias="schema")
    report: Report
    outlet: Outlet | None
