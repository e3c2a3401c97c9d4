"""What is handed in over the API, and the shapes of what it tells of jobs. Invariant: what is left empty counts as not said."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from sandtable.web.api.answer_shapes import Shape
from sandtable.web.api.asking import MOST, Day
from sandtable.web.api.wire import Json
from sandtable.web.taking import Fate, Job, Outcome, Stage

MOST_TEXT = 1_000_000  # characters
_MOST_SAID = 20  # warnings of one report
_LONGEST_SAID = 300  # characters of one


def _said(value: Any) -> Any:
    return (value.strip() or None) if isinstance(value, str) else value


Title = Annotated[
    Annotated[str, StringConstraints(max_length=500)] | None,
    BeforeValidator(_said),
    Field(description="Its headline."),
]
Publisher = Annotated[
    Annotated[str, StringConstraints(max_length=300)] | None,
    BeforeValidator(_said),
    Field(description="The outlet; of files and addresses, for reports that name none."),
]
Published = Annotated[
    Day | None,
    BeforeValidator(_said),
    Field(
        description="The day it was published, YYYY-MM-DD; of files and addresses, for reports that have none."
    ),
]
Url = Annotated[str, StringConstraints(strip_whitespace=True, max_length=2000)]


class _Sent(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class SentText(_Sent):
    """A report's text, with what is known of it."""

    text: Annotated[str, StringConstraints(max_length=MOST_TEXT)]
    title: Title = None
    publisher: Publisher = None
    published: Published = None
    url: Annotated[Url | None, BeforeValidator(_said), Field(description="Where it was published.")] = None


class SentAddress(_Sent):
    """The address of a page, a feed or a file on the web."""

    url: Annotated[Url, StringConstraints(min_length=1)]
    publisher: Publisher = None
    published: Published = None


class FileAsked(_Sent):
    """What goes with a file."""

    name: Annotated[
        str,
        StringConstraints(min_length=1, max_length=300),
        Field(description="The name of the file; what it is, its content decides."),
    ]
    publisher: Publisher = None
    published: Published = None


class JobAsked(_Sent):
    """Which outcomes of a job."""

    after: int = Field(0, ge=0, le=2**53, description="How many outcomes were seen already.")
    limit: int = Field(MOST, ge=0, le=MOST)


class Copied(Shape):
    id: str
    title: str


class OutcomeShape(Shape):
    """What became of one report. `report`: its id, where the ledger holds it; `why`: of a refusal. `said`: its warnings that are
    about all of it; `warnings`: how many it has."""

    source: str
    title: str | None
    publisher: str | None
    published: str | None
    fate: Fate
    report: str | None
    claims: int
    warnings: int
    said: list[str]
    why: str | None
    copies: list[Copied]


class JobShape(Shape):
    """How far a job is. `total`: its reports, once they are known; `done`: those with an outcome; `why`: it was stopped."""

    schema_: Literal["sandtable.intake/1"] = Field(alias="schema")
    id: str
    kind: Literal["pasted", "file", "address"]
    name: str
    who: str | None
    handed: str
    stage: Stage
    why: str | None
    done: int
    total: int | None
    stored: int
    known: int
    refused: int
    claims: int
    outcomes: list[OutcomeShape]
    next: int | None


class JobsShape(Shape):
    schema_: Literal["sandtable.jobs/1"] = Field(alias="schema")
    jobs: list[JobShape]


def job_to(job: Job, after: int = 0, limit: int = MOST) -> Json:
    """A job with its outcomes from `after` on."""
    # The stage is read first: who sees the end of a job sees all of it.
    stage, outcomes = job.stage, job.outcomes[:]
    fates = [one.fate for one in outcomes]
    shown = outcomes[after : after + limit]
    return {
        "schema": "sandtable.intake/1",
        "id": job.id,
        "kind": job.kind,
        "name": job.name,
        "who": job.who,
        "handed": job.handed.isoformat(),
        "stage": stage,
        "why": job.why,
        "done": len(outcomes),
        "total": job.total,
        "stored": fates.count(Fate.STORED),
        "known": fates.count(Fate.KNOWN),
        "refused": fates.count(Fate.REFUSED),
        "claims": sum(one.claims for one in outcomes),
        "outcomes": [_outcome_to(one) for one in shown],
        "next": after + len(shown) if after + len(shown) < len(outcomes) else None,
    }


def _outcome_to(one: Outcome) -> Json:
    of_all = [w.message[:_LONGEST_SAID] for w in one.warnings if w.start is None]
    return {
        "source": one.source,
        "title": one.title,
        "publisher": one.publisher,
        "published": one.published.isoformat() if one.published else None,
        "fate": one.fate,
        "report": one.report,
        "claims": one.claims,
        "warnings": len(one.warnings),
        "said": of_all[:_MOST_SAID],
        "why": one.why,
        "copies": [{"id": id_, "title": title} for id_, title in one.copies],
    }
