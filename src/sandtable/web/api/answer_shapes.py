"""The shapes of what the picture answers, for the OpenAPI document. Invariant: they describe, and change nothing: answers go
out as the wire modules of the rooms make them, and the tests hold those against these."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field


class Shape(BaseModel):
    """What has these members and no others."""

    model_config = ConfigDict(extra="forbid")


class Named(Shape):
    id: str
    name: str


class Place(Named):
    type: str
    lat: float
    lon: float


class Voiced(Shape):
    source: str
    claims: list[str]


class Position(Shape):
    holder: Named
    status: Literal["confirmed", "claimed", "stale"]
    extent: Literal["full", "partial"]
    since: str | None
    voices: list[Voiced]
    against: list[Voiced]


class Segment(Shape):
    place: Place
    km: float | None
    state: Literal["agreed", "single-source", "contested", "unknown"]
    positions: list[Position]


class Left(Shape):
    """One who is said to have left the place on a day."""

    holder: Named
    on: str
    claims: list[str]


class Rule(Shape):
    """A rule, what it says here, the claims it was applied to, and the chain beneath it."""

    rule: str
    says: str
    claims: list[str]
    under: Chain | None = None


class SetAside(Shape):
    claim: str
    reason: str


class Chain(Shape):
    rules: list[Rule]
    set_aside: list[SetAside]


class Told(Shape):
    """A claim of the chain with its sentence, the outlet, and the speakers that it cites, outermost first."""

    id: str
    kind: str
    factuality: str
    sentence: str
    trigger: str
    report: str
    source: str | None
    published: str | None
    citing: list[str]


class Why(Chain):
    """With `why=true`: the chain behind the answer. `settings`: days, but for what ends in `_km` or `_percent`."""

    claims: list[Told]
    settings: dict[str, float | dict[str, int]]


class Holds(BaseModel):
    """Of a border, also its segments and who stands on either side; where nobody is said to hold the place, who left it."""

    schema_: Literal["sandtable.holds/1"] = Field(alias="schema")
    place: Place
    on: str
    known: str | None
    state: Literal["agreed", "single-source", "contested", "unknown"]
    positions: list[Position]
    left: list[Left] = Field(default_factory=list)
    why: Why | None = None


class Step(Shape):
    from_: str = Field(alias="from")
    to: str | None
    state: str
    holder: Named | None
    claims: list[str]


class Timeline(Shape):
    schema_: Literal["sandtable.timeline/1"] = Field(alias="schema")
    place: Place
    steps: list[Step]
    why: Why | None = None


class Openings(BaseModel):
    """When a corridor opened and closed, and by what."""

    schema_: Literal["sandtable.corridor-timeline/1"] = Field(alias="schema")
    from_: Place = Field(alias="from")
    to: Place
    by: list[Named]
    known: str | None
    steps: list[dict[str, Any]]
    why: Why | None = None


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
    why: Why | None = None


class Leg(Shape):
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
    why: Why | None = None


class Side(Shape):
    says: str
    voices: list[Voiced]
    claims: list[str]


class Dispute(Shape):
    kind: Literal["holder", "date", "figure", "command", "self"]
    about: dict[str, Any]
    sides: list[Side]


class Disputes(Shape):
    schema_: Literal["sandtable.disputes/1"] = Field(alias="schema")
    disputes: list[Dispute]
    why: Why | None = None
