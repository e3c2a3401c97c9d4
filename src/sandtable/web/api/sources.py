"""Sources, where an actor stands, and names as they are typed. Invariant: as of `questions`."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Path, Query, Request
from starlette.responses import Response

from sandtable.picture import AsOf, RollCall, to_json
from sandtable.web.api import source_shapes
from sandtable.web.api.answering import TheDesk, answered, asked, next_page
from sandtable.web.api.asking import Name, OfActor, Question, SourcesAsked, Typed
from sandtable.web.api.wire import Json
from sandtable.web.desk import Desk

router = APIRouter(tags=["sources"])


@router.get("/sources", responses={200: {"model": source_shapes.Sources}})
def sources(request: Request, desk: TheDesk, query: Annotated[SourcesAsked, Query()]) -> Response:
    """The outlets that published reports and the speakers whom they name, those with most claims first: `sandtable sources`.
    `grade` is that of the day of `on`."""

    def make() -> Json:
        called = roll_call(desk, query)
        last = query.cursor + len(called.rolls)
        return to_json(replace(called, next=next_page(request, last, last < called.total)))

    return answered(request, desk, make)


def roll_call(desk: Desk, query: SourcesAsked) -> RollCall:
    """The sources of a page."""
    rolls = [
        roll
        for roll in desk.picture.standpoint.roster.rolls(query.known)
        if not query.grade or (roll.source.grade(query.day).letter if roll.source else None) in query.grade
        if not query.type or roll.type in query.type
    ]
    some = rolls[query.cursor : query.cursor + query.limit]
    return RollCall(tuple(some), query.day, len(rolls))


@router.get("/sources/{name:path}", responses={200: {"model": source_shapes.Source}})
def source(
    request: Request, desk: TheDesk, name: Annotated[Name, Path()], query: Annotated[Question, Query()]
) -> Response:
    """A source by a name or an id: its grade with the basis, for whom it speaks, what it copies, its claims by kind, and how
    often independent voices bore out or contradicted what it said of who holds what: `sandtable sources NAME`."""
    as_of = query.as_of()
    return asked(request, desk, lambda ask: ask.source(name, as_of), as_of)


@router.get("/whereabouts", responses={200: {"model": source_shapes.Whereabouts}})
def whereabouts(request: Request, desk: TheDesk, query: Annotated[OfActor, Query()]) -> Response:
    """What an actor is said to hold on a day, and where it was last seen up to then. Persons are not followed."""
    as_of = query.as_of()
    return asked(request, desk, lambda ask: ask.whereabouts(query.actor, as_of), as_of)


@router.get("/suggest", responses={200: {"model": source_shapes.Suggestions}})
def suggest(request: Request, desk: TheDesk, query: Annotated[Typed, Query()]) -> Response:
    """Places, actors and sources by the beginnings of the words of a name, while it is typed."""

    def make() -> Json:
        found = desk.enquiry(_quiet).names(query.q, AsOf(known=query.known), query.limit)
        return {"schema": "sandtable.suggestions/1", **to_json(found)}

    return answered(request, desk, make)


def _quiet(_line: str) -> None:
    """What is told of names that were typed in full is not told here."""
