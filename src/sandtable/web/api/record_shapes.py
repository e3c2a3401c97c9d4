"""The shapes of what the ledger holds, and of refusals, for the OpenAPI document. Invariant: as of `answer_shapes`."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, Field

from sandtable.terms import EntityType, Extent, Factuality, Kind, MentionType, Stance
from sandtable.web.api.answer_shapes import Shape
from sandtable.web.api.asking import Status, Verdict
from sandtable.web.api.saving import SentEvidence, SentTime, SentVoice
from sandtable.web.api.source_shapes import FoundName


class Problem(BaseModel):
    """RFC 9457. `type` stays the same between versions; `detail` says what to do."""

    type: str
    title: str
    status: int
    detail: str


class Entity(Shape):
    id: str
    type: EntityType
    name: str
    lat: float | None
    lon: float | None
    low: float | None = None
    best: float | None = None
    high: float | None = None
    unit: str | None = None


class Role(Shape):
    role: str
    text: str
    start: int
    end: int
    entity: Entity | None


class Claim(Shape):
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


class Report(Shape):
    """A report without its text. `known`: the day by which it was known."""

    id: str
    title: str | None
    publisher: str | None
    published: str | None
    url: str | None
    language: str | None
    source_id: str | None
    known: str


class ListedClaim(Shape):
    """A claim as it stands. `decision`: the number of the decision that stands on it, 0 for none."""

    number: int
    status: Status
    decision: int
    claim: Claim
    report: Report
    recorded: str


class Claims(Shape):
    """`next`: where the next page is, null on the last."""

    schema_: Literal["sandtable.claims/1"] = Field(alias="schema")
    claims: list[ListedClaim]
    next: str | None


class Decision(Shape):
    """`batch`: the number of the first of those made in one act with it; `undoes`: that of the decision that it undid."""

    number: int
    report: str
    claim: str
    verdict: Verdict
    who: str
    when: str
    why: str
    edited: Claim | None
    batch: int | None
    undoes: int | None


class ClaimHistory(Shape):
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


class Decisions(Shape):
    schema_: Literal["sandtable.decisions/1"] = Field(alias="schema")
    decisions: list[Decision]
    next: str | None


class UnsavedDecision(Shape):
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


class ReadingHead(Shape):
    number: int
    report: Report
    coder: str
    recorded: str
    claims: int
    warnings: int


class Readings(Shape):
    schema_: Literal["sandtable.readings/1"] = Field(alias="schema")
    readings: list[ReadingHead]
    next: str | None


class Mention(Shape):
    start: int
    end: int
    text: str
    type: MentionType
    entity: Entity | None


class Warned(Shape):
    code: str
    message: str
    start: int | None
    end: int | None


class Reading(Shape):
    """All that was read from one report, as `sandtable read --format json` prints it."""

    schema_: Literal["sandtable.reading/1"] = Field(alias="schema")
    report: dict[str, Any]
    mentions: list[Mention]
    claims: list[Claim]
    warnings: list[Warned]


class FoundReport(Shape):
    """`exact` is the report's text from `start` up to `end`, about the first word found."""

    report: Report
    start: int
    end: int
    exact: str


class Found(Shape):
    """The best first."""

    schema_: Literal["sandtable.search/1"] = Field(alias="schema")
    reports: list[FoundReport]
    claims: list[ListedClaim]
    places: list[FoundName]
    actors: list[FoundName]
    sources: list[FoundName]


class Health(Shape):
    status: Literal["ok"]
    version: str
    ledger: str
