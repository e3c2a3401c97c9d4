"""The records that pass between rooms. Invariant: frozen, and every span is a half-open character offset
into `Report.text` whose slice equals the text that the record carries."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from sandtable.terms.kinds import (
    EntityType,
    Extent,
    Factuality,
    Kind,
    MentionType,
    Stance,
    VoiceType,
)


@dataclass(frozen=True, slots=True)
class Report:
    """One published text. `id` is a sha256 over what was published; `source_id` is the id that the input gave."""

    id: str
    text: str
    title: str | None = None
    publisher: str | None = None
    published: date | None = None
    url: str | None = None
    language: str | None = "en"
    source_id: str | None = None


@dataclass(frozen=True, slots=True)
class Entity:
    """What a mention or role was resolved to. `lat`, `lon`: degrees WGS 84, for a place; the four quantity fields for a quantity."""

    id: str
    type: EntityType
    name: str
    lat: float | None = None
    lon: float | None = None
    low: float | None = None
    best: float | None = None
    high: float | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """A span that names an actor, a place, a time, a quantity or a weapon."""

    start: int
    end: int
    text: str
    type: MentionType
    entity: Entity | None = None


@dataclass(frozen=True, slots=True)
class Role:
    """One filler of a claim's role, with its words and what they resolve to."""

    role: str
    text: str
    start: int
    end: int
    entity: Entity | None = None


@dataclass(frozen=True, slots=True)
class TimeSpan:
    """A time as the report words it. `earliest`, `latest`: ISO 8601 days, inclusive; None where open or not normalised.

    `granularity` is one of day, week, month, season, year, span, hour, vague.
    """

    text: str
    start: int
    end: int
    earliest: str | None
    latest: str | None
    granularity: str


@dataclass(frozen=True, slots=True)
class Voice:
    """One link of an attribution chain: who says it, in the report's words."""

    text: str
    start: int
    end: int
    name: str
    type: VoiceType


@dataclass(frozen=True, slots=True)
class Trigger:
    """The words inside the evidence that carry the claim."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """The sentence a claim rests on; `prefix` and `suffix` are up to 32 characters around it."""

    start: int
    end: int
    exact: str
    prefix: str
    suffix: str
    trigger: Trigger


@dataclass(frozen=True, slots=True)
class Claim:
    """One thing that a report says is so or happened, with who says it and the words that say it."""

    id: str
    kind: Kind
    roles: tuple[Role, ...]
    evidence: Evidence
    factuality: Factuality = Factuality.ASSERTED
    stance: Stance | None = None
    extent: Extent | None = None
    time: TimeSpan | None = None
    attribution: tuple[Voice, ...] = ()
    plover: str | None = None
    acled: str | None = None
    confidence: float = 0.5
    coder: str = ""

    def fillers(self, role: str) -> tuple[Role, ...]:
        """The roles of that name, in text order."""
        return tuple(r for r in self.roles if r.role == role)


@dataclass(frozen=True, slots=True)
class Warning:
    """What could not be read, placed or reconciled: a code, a sentence that says what to do, and a span where there is one."""

    code: str
    message: str
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was read from one report."""

    report: Report
    mentions: tuple[Mention, ...] = ()
    claims: tuple[Claim, ...] = ()
    warnings: tuple[Warning, ...] = ()


@dataclass(frozen=True, slots=True)
class Decision:
    """An analyst's verdict on a claim: `accept`, `edit` (then `edited` replaces it), `reject`, `reopen` (nobody has decided
    any more), or `add` (then `edited` is a claim that the reading lacks). Never overwritten."""

    claim_id: str
    verdict: str
    who: str
    when: datetime
    why: str = ""
    edited: Claim | None = None


@dataclass(frozen=True, slots=True)
class Spoken:
    """One independent voice behind a position: its name and the ids of the claims it makes."""

    source: str
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Position:
    """What a set of claims says about who holds a place on a day. `status`: confirmed, claimed or stale."""

    holder: Entity
    status: str
    extent: str
    since: str | None
    voices: tuple[Spoken, ...]
    against: tuple[Spoken, ...] = field(default=())
