"""The shapes of what is answered, for the OpenAPI document. Invariant: they describe, and change nothing: answers go out as
the wire modules of the rooms make them, and the tests hold those against these."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from sandtable.terms import EntityType, Extent, Factuality, Kind, MentionType, Stance
from sandtable.web.asking import Status, Verdict
from sandtable.web.saving import SentEvidence, SentTime, SentVoice


class _Shape(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Problem(BaseModel):
    """RFC 9457. `type` stays the same between versions; `detail` says what to do."""

    type: str
    title: str
    status: int
    detail: str


class Named(_Shape):
    id: str
    name: str


class Place(Named):
    type: str
    lat: float
    lon: float


class Voiced(_Shape):
    source: str
    claims: list[str]


class Position(_Shape):
    holder: Named
    status: Literal["confirmed", "claimed", "stale"]
    extent: Literal["full", "partial"]
    since: str | None
    voices: list[Voiced]
    against: list[Voiced]


class Segment(_Shape):
    place: Place
    km: float | None
    state: Literal["agreed", "single-source", "contested", "unknown"]
    positions: list[Position]


class Holds(BaseModel):
    """Of a border, also its segments and who stands on either side."""

    schema_: Literal["sandtable.holds/1"] = Field(alias="schema")
    place: Place
    on: str
    known: str | None
    state: Literal["agreed", "single-source", "contested", "unknown"]
    positions: list[Position]


class Step(_Shape):
    from_: str = Field(alias="from")
    to: str | None
    state: str
    holder: Named | None
    claims: list[str]


class Timeline(_Shape):
    schema_: Literal["sandtable.timeline/1"] = Field(alias="schema")
    place: Place
    steps: list[Step]


class Openings(BaseModel):
    """When a corridor opened and closed, and by what."""

    schema_: Literal["sandtable.corridor-timeline/1"] = Field(alias="schema")
    from_: Place = Field(alias="from")
    to: Place
    by: list[Named]
    known: str | None
    steps: list[dict[str, Any]]


class Orbat(BaseModel):
    schema_: Literal["sandtable.orbat/1"] = Field(alias="schema")
    actor: Named
    on: str
    known: str | None
    superiors: list[dict[str, Any]]
    sponsors: list[dict[str, Any]]
    wholes: list[dict[str, Any]]
    subordinates: list[dict[str, Any]]
    backs: list[dict[str, Any]]
    parts: list[dict[str, Any]]
    allies: list[dict[str, Any]]
    opponents: list[dict[str, Any]]
    strength: list[dict[str, Any]]


class Leg(_Shape):
    id: str
    name: str
    from_: Place = Field(alias="from")
    to: Place
    via: list[Place]
    status: Literal["open", "contested", "closed", "unknown"]
    claims: list[str]


class Corridor(BaseModel):
    """With `all`, also `ways`; where it is not open, also what would change it."""

    schema_: Literal["sandtable.corridor/1"] = Field(alias="schema")
    from_: Place = Field(alias="from")
    to: Place
    by: list[Named]
    on: str
    status: Literal["open", "contested", "closed", "unknown"]
    legs: list[Leg]
    weakest: str | None


class Side(_Shape):
    says: str
    voices: list[Voiced]
    claims: list[str]


class Dispute(_Shape):
    kind: Literal["holder", "date", "figure", "command", "self"]
    about: dict[str, Any]
    sides: list[Side]


class Disputes(_Shape):
    schema_: Literal["sandtable.disputes/1"] = Field(alias="schema")
    disputes: list[Dispute]


class Entity(_Shape):
    id: str
    type: EntityType
    name: str
    lat: float | None
    lon: float | None
    low: float | None = None
    best: float | None = None
    high: float | None = None
    unit: str | None = None


class Role(_Shape):
    role: str
    text: str
    start: int
    end: int
    entity: Entity | None


class Claim(_Shape):
    """A claim of the claim contract."""

    id: str
    kind: Kind
    roles: list[Role]
    stance: Stance | None
    extent: Extent | None
    time: SentTime | None
    factuality: Factuality
    attribution: list[SentVoice]
    evidence: SentEvidence
    plover: str | None
    acled: str | None
    confidence: float
    coder: str


class Report(_Shape):
    """A report without its text. `known`: the day by which it was known."""

    id: str
    title: str | None
    publisher: str | None
    published: str | None
    url: str | None
    language: str | None
    source_id: str | None
    known: str


class ListedClaim(_Shape):
    """A claim as it stands. `decision`: the number of the decision that stands on it, 0 for none."""

    number: int
    status: Status
    decision: int
    claim: Claim
    report: Report
    recorded: str


class Claims(_Shape):
    """`next`: where the next page is, null on the last."""

    schema_: Literal["sandtable.claims/1"] = Field(alias="schema")
    claims: list[ListedClaim]
    next: str | None


class Decision(_Shape):
    number: int
    report: str
    claim: str
    verdict: Verdict
    who: str
    when: str
    why: str
    edited: Claim | None


class ClaimHistory(_Shape):
    """A claim as it stands, as it was read, and all decisions on it, oldest first. `superseded`: a newer reading of its report
    does not have it."""

    schema_: Literal["sandtable.claim/1"] = Field(alias="schema")
    status: Literal["proposed", "accepted", "edited", "rejected", "superseded"]
    decision: int
    claim: Claim
    original: Claim
    report: Report
    recorded: str
    decisions: list[Decision]


class Decisions(_Shape):
    schema_: Literal["sandtable.decisions/1"] = Field(alias="schema")
    decisions: list[Decision]
    next: str | None


class UnsavedDecision(_Shape):
    """A decision that was not stored."""

    claim: str
    verdict: Verdict
    who: str
    when: str
    why: str
    edited: Claim | None


class Overtaken(Problem):
    """Somebody decided in between: theirs, which stands, and yours, which was not stored."""

    standing: Decision
    yours: UnsavedDecision


class ReadingHead(_Shape):
    number: int
    report: Report
    coder: str
    recorded: str
    claims: int
    warnings: int


class Readings(_Shape):
    schema_: Literal["sandtable.readings/1"] = Field(alias="schema")
    readings: list[ReadingHead]
    next: str | None


class Mention(_Shape):
    start: int
    end: int
    text: str
    type: MentionType
    entity: Entity | None


class Warned(_Shape):
    code: str
    message: str
    start: int | None
    end: int | None


class Reading(_Shape):
    """All that was read from one report, as `sandtable read --format json` prints it."""

    schema_: Literal["sandtable.reading/1"] = Field(alias="schema")
    report: dict[str, Any]
    mentions: list[Mention]
    claims: list[Claim]
    warnings: list[Warned]


class FoundReport(_Shape):
    """`exact` is the report's text from `start` up to `end`, about the first word found."""

    report: Report
    start: int
    end: int
    exact: str


class Found(_Shape):
    """The best first."""

    schema_: Literal["sandtable.search/1"] = Field(alias="schema")
    reports: list[FoundReport]
    claims: list[ListedClaim]


class Health(_Shape):
    status: Literal["ok"]
    version: str
    ledger: str
