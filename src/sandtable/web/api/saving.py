"""A decision as it is sent, and the edited claim in it. Invariant: what is stored of an edit keeps to the claim contract: its
roles are those of its kind, and every span is exactly the words of the report at its offsets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from sandtable.terms import (
    PLOVER_CODES,
    ROLES,
    Claim,
    EntityType,
    Extent,
    Factuality,
    Kind,
    Report,
    Stance,
    VoiceType,
    claim_id,
)
from sandtable.terms.wire import claim_from
from sandtable.web.api.asking import Id, QueueFilter
from sandtable.web.api.problems import unfit

Text = Annotated[str, StringConstraints(max_length=10_000)]
Short = Annotated[str, StringConstraints(min_length=1, max_length=300)]
Offset = Annotated[int, Field(ge=0, le=2**31 - 1)]
Number = Annotated[float, Field(allow_inf_nan=False)]
DayText = Annotated[str, StringConstraints(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$")]
_CONTEXT = 32  # characters of prefix and suffix
Granularity = Literal["day", "week", "month", "season", "year", "span", "hour", "vague"]


class _Sent(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class SentSpan(_Sent):
    """Words of the report: `text` is its characters from `start` up to `end`."""

    text: Text
    start: Offset
    end: Offset


class SentEntity(_Sent):
    """What words stand for. `lat` and `lon`, degrees WGS 84, for a place alone; the last four for a quantity."""

    id: Short
    type: EntityType
    name: Short
    lat: Annotated[float, Field(ge=-90, le=90)] | None = None
    lon: Annotated[float, Field(ge=-180, le=180)] | None = None
    low: Number | None = None
    best: Number | None = None
    high: Number | None = None
    unit: Text | None = None


class SentRole(SentSpan):
    """What fills a role of a claim."""

    role: Short
    entity: SentEntity | None = None


class SentTime(SentSpan):
    """A time in the report's words, with its days as far as they are known."""

    earliest: DayText | None
    latest: DayText | None
    granularity: Granularity


class SentVoice(SentSpan):
    """Who says it."""

    name: Short
    type: VoiceType


class SentEvidence(_Sent):
    """The sentence, and the words in it that carry the claim."""

    start: Offset
    end: Offset
    exact: Annotated[str, StringConstraints(max_length=1_000_000)]
    prefix: Text
    suffix: Text
    trigger: SentSpan


class SentClaim(_Sent):
    """A claim of the claim contract. `id`, `confidence` and `coder` may be left out: they stay those of the claim that was
    read."""

    kind: Kind
    roles: Annotated[list[SentRole], Field(max_length=100)]
    evidence: SentEvidence
    factuality: Factuality
    stance: Stance | None = None
    extent: Extent | None = None
    time: SentTime | None = None
    attribution: Annotated[list[SentVoice], Field(max_length=20)] = []
    plover: Short | None = None
    acled: Short | None = None
    id: Id | None = None
    confidence: Number | None = None
    coder: Text | None = None


Who = Annotated[
    Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)] | None,
    Field(description="Needed where the desk has no accounts; else the name of one's account, or left out."),
]
Why = Annotated[str, StringConstraints(strip_whitespace=True, max_length=4000)]


class SentDecision(_Sent):
    """A verdict on a claim."""

    claim: Id = Field(description="The id of the claim.")
    verdict: Literal["accept", "edit", "reject", "reopen"]
    who: Who = None
    why: Why = Field("", description="Needed to edit or reject.")
    after: int = Field(
        strict=True,
        ge=0,
        le=2**31 - 1,
        description="The number of the decision that stood on the claim when this one was made (its `decision`); 0: none.",
    )
    edited: SentClaim | None = Field(
        None, description="With `edit`, and only then: the claim as it should be."
    )

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if (self.verdict == "edit") != (self.edited is not None):
            raise ValueError("an edit, and only an edit, carries the edited claim in `edited`")
        if self.verdict in ("edit", "reject") and not self.why:
            raise ValueError("say in `why` what is wrong with the claim as it was read")
        return self


class SentAddition(_Sent):
    """A claim that the reading of a report lacks."""

    claim: SentClaim
    who: Who = None
    why: Why = ""


class SentUndo(_Sent):
    """Who undoes a decision."""

    who: Who = None
    why: Why = ""


class SentBulk(_Sent):
    """One verdict on each claim of a filter."""

    verdict: Literal["accept", "reject"]
    who: Who = None
    why: Annotated[Why, Field(min_length=1, description="Why all of them.")]
    filter: QueueFilter
    expected: int = Field(
        ge=1, le=10_000, description="How many claims there are; with any other number nothing is stored."
    )
    upto: int = Field(
        ge=1,
        le=2**31 - 1,
        description="The highest number of a claim when they were counted, as `upto` of the queue.",
    )


class SentPresence(_Sent):
    """That somebody has a report open, in one page of a browser."""

    page: Id
    who: Who = None


CODER = "analyst"  # of claims that were added


def added_claim(sent: SentClaim, report: Report) -> Claim:
    """A claim that an analyst adds to a report. Raises Problem, naming everything that is amiss."""
    errors = [(f"body.claim.{at}", says) for at, says in _amiss(sent, None, report.text)]
    if errors:
        raise unfit(errors)
    ev, text = sent.evidence, report.text
    around = {
        "prefix": text[max(0, ev.start - _CONTEXT) : ev.start],
        "suffix": text[ev.end : ev.end + _CONTEXT],
    }
    raw = sent.model_dump(mode="json") | {"id": "", "confidence": 1.0, "coder": CODER}
    claim = claim_from(raw | {"evidence": raw["evidence"] | around})
    return replace(claim, id=claim_id(report, claim.evidence, claim.kind, claim.roles, CODER))


def edited_claim(sent: SentClaim, original: Claim, text: str) -> Claim:
    """The claim of an edit, with the id, confidence and coder of the one that was read. `text`: that of the report. Raises
    Problem, naming everything that is amiss."""
    errors = [(f"body.edited.{at}", says) for at, says in _amiss(sent, original, text)]
    if errors:
        raise unfit(errors)
    raw = sent.model_dump(mode="json")
    raw |= {"id": original.id, "confidence": original.confidence, "coder": original.coder}
    return claim_from(raw)


def _amiss(sent: SentClaim, original: Claim | None, text: str) -> Iterator[tuple[str, str]]:
    if sent.id is not None and (original is None or sent.id != original.id):
        yield "id", "this is another claim's: leave it out, or give that of `claim`"
    needed, besides = ROLES[sent.kind]
    given = {role.role for role in sent.roles}
    for role in sorted(needed - given):
        yield "roles", f"{sent.kind} needs the role {role}"
    for role in sorted(given - needed - besides):
        yield "roles", f"{sent.kind} has no role {role!r}: it has {', '.join(sorted(needed | besides))}"
    if sent.stance is not None and sent.kind is not Kind.STATEMENT:
        yield "stance", "only a statement has a stance"
    if sent.plover is not None and sent.plover not in PLOVER_CODES:
        yield "plover", f"give one of {', '.join(sorted(PLOVER_CODES))}, or null"
    for at, span in _spans(sent):
        if not 0 <= span.start < span.end <= len(text) or text[span.start : span.end] != span.text:
            yield at, "the report has other words at these offsets (characters from its beginning)"
    ev = sent.evidence
    if not ev.start <= ev.trigger.start < ev.trigger.end <= ev.end:
        yield "evidence.trigger", "the words that carry the claim stand in its sentence"
    if not text[: ev.start].endswith(ev.prefix) or not text[ev.end :].startswith(ev.suffix):
        yield "evidence", "prefix and suffix are the words right before and after the sentence"
    if sent.time is not None:
        yield from _time_amiss(sent.time)
    for number, filler in enumerate(sent.roles):
        if filler.entity is not None:
            yield from ((f"roles.{number}.entity", says) for says in _entity_amiss(filler.entity))


def _spans(sent: SentClaim) -> Iterator[tuple[str, SentSpan]]:
    ev = sent.evidence
    yield "evidence", SentSpan.model_construct(text=ev.exact, start=ev.start, end=ev.end)
    yield "evidence.trigger", ev.trigger
    yield from ((f"roles.{n}", role) for n, role in enumerate(sent.roles))
    yield from ((f"attribution.{n}", voice) for n, voice in enumerate(sent.attribution))
    if sent.time is not None:
        yield "time", sent.time


def _time_amiss(time: SentTime) -> Iterator[tuple[str, str]]:
    days: list[date] = []
    for at, day in (("earliest", time.earliest), ("latest", time.latest)):
        if day is not None:
            try:
                days.append(date.fromisoformat(day))
            except ValueError:
                yield f"time.{at}", "there is no such day in the calendar"
    if len(days) == 2 and days[0] > days[1]:
        yield "time", "earliest is after latest"


def _entity_amiss(entity: SentEntity) -> Iterator[str]:
    if (entity.type is EntityType.PLACE) != (entity.lat is not None and entity.lon is not None):
        yield "a place, and nothing else, has lat and lon"
    quantity = (entity.low, entity.best, entity.high, entity.unit)
    if entity.type is not EntityType.QUANTITY and any(part is not None for part in quantity):
        yield "only a quantity has low, best, high and unit"
