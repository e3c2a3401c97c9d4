"""The shapes of the map's data, for the OpenAPI document. Invariant: they describe, and change nothing."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, Field

from sandtable.web.api.answer_shapes import Shape
from sandtable.web.api.record_shapes import Report

Point = list[float]


class Party(Shape):
    """`slot`: of its colour, -1 for one that has none of its own; `sidc`: the code of its military symbol."""

    name: str
    slot: int
    kind: str
    sidc: str


class Holder(Shape):
    """`voices` and `against`: how many independent voices say so, and how many speak against it."""

    id: str
    status: Literal["confirmed", "claimed", "stale"]
    extent: Literal["full", "partial"]
    since: str | None
    voices: int
    against: int


class Run(Shape):
    """Who holds it on the days from `from` to `to`, counted from the first of the map."""

    from_: int = Field(alias="from")
    to: int
    state: Literal["agreed", "single-source", "contested", "unknown"]
    style: Literal["solid", "hollow", "hatch", "faded", "none"]
    slots: list[int]
    partial: bool
    inferred: bool
    holders: list[Holder]


class MapPlace(BaseModel):
    """With `lines`, where it is a line. `vague`: its point stands for an area, or for somewhere about."""

    id: str
    name: str
    type: str
    at: Point
    vague: bool
    runs: list[Run]


class Move(Shape):
    """`line` is empty for persons, and where one end alone is named."""

    by: list[str]
    label: str
    line: list[Point]
    at: Point | None
    from_: int = Field(alias="from")
    to: int
    factuality: Literal["asserted", "hedged", "planned"]
    claims: list[str]


class MapIncident(Shape):
    kind: Literal["assault", "siege", "presence"]
    by: list[str]
    on: list[str]
    place: str
    name: str
    at: Point
    from_: int = Field(alias="from")
    to: int
    claims: list[str]


class Map(Shape):
    """Days count from `first`; what happened in the two weeks before it is there too, with numbers below 0. `box`: west, south,
    east, north of the first view. `behind`: it is of an earlier state of the ledger, as was asked for."""

    schema_: Literal["sandtable.map/1"] = Field(alias="schema")
    behind: bool
    first: str
    last: str
    known: str | None
    box: list[float] | None
    parties: dict[str, Party]
    places: list[MapPlace]
    moves: list[Move]
    incidents: list[MapIncident]


class Days(Shape):
    """`days`: how many claims tell of a place gained or left, by day; `parties` by how much is told of them; `outlets` by their
    reports."""

    schema_: Literal["sandtable.map-days/1"] = Field(alias="schema")
    first: str | None
    last: str | None
    days: list[list[Any]]
    parties: list[dict[str, Any]]
    outlets: list[dict[str, Any]]


class MapLeg(Shape):
    name: str
    status: Literal["open", "contested", "closed", "unknown"]
    says: str
    line: list[Point]
    claims: list[str]


class MapWay(Shape):
    """A corridor with its lines; `needs`: what would open its weakest leg, which would then be `then`."""

    schema_: Literal["sandtable.map-way/1"] = Field(alias="schema")
    name: str
    status: Literal["open", "contested", "closed", "unknown"]
    legs: list[MapLeg]
    weakest: str
    needs: list[str]
    then: str


class MapSentence(Shape):
    """The words behind a claim. `start`, `end`: of those that carry it, in `text`; `said_by`: outermost first."""

    claim: str
    kind: str
    status: Literal["proposed", "accepted", "edited", "rejected"]
    factuality: Literal["asserted", "hedged", "planned", "denied"]
    text: str
    start: int
    end: int
    said_by: list[str]
    report: Report


class MapSentences(Shape):
    schema_: Literal["sandtable.sentences/1"] = Field(alias="schema")
    sentences: list[MapSentence]


class World(Shape):
    """GeoJSON features, and the names of countries with the step of the view from which there is room for them."""

    schema_: Literal["sandtable.ground/1"] = Field(alias="schema")
    land: dict[str, Any]
    borders: dict[str, Any]
    rivers: dict[str, Any]
    labels: list[dict[str, Any]]


class Cell(Shape):
    schema_: Literal["sandtable.ground-cell/1"] = Field(alias="schema")
    land: dict[str, Any]
    borders: dict[str, Any]
    labels: list[dict[str, Any]]
