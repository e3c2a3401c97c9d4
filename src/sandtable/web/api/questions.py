"""The questions of the picture, as the commands answer them with `--json`. Invariant: the same question has the same
object."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from sandtable.web.api import answer_shapes
from sandtable.web.api.answering import TheDesk, asked
from sandtable.web.api.asking import OfActor, OfPlace, OfPlaceOrWay, OfWay, Question
from sandtable.web.api.problems import unfit

router = APIRouter(tags=["picture"])


@router.get("/holds", responses={200: {"model": answer_shapes.Holds}})
def holds(request: Request, desk: TheDesk, query: Annotated[OfPlace, Query()]) -> Response:
    """Who holds a place, and by whose word: `sandtable holds`."""
    as_of = query.as_of()
    return asked(request, desk, lambda ask: ask.holds(query.place, as_of), as_of, why=query.why)


@router.get("/timeline", responses={200: {"model": answer_shapes.Timeline | answer_shapes.Openings}})
def timeline(request: Request, desk: TheDesk, query: Annotated[OfPlaceOrWay, Query()]) -> Response:
    """How a place changed hands up to the day of `on`; with `to` and `by`, when the corridor to there opened and closed:
    `sandtable timeline`."""
    as_of, end = query.as_of(), query.to
    if (end is None) != (not query.by):
        says = "`to` and `by` go together: a corridor has another end, and is somebody's"
        raise unfit([("query.to", says)])
    if end is None:
        return asked(request, desk, lambda ask: ask.timeline(query.place, as_of), as_of, why=query.why)
    ends = (query.place, end)
    return asked(request, desk, lambda ask: ask.openings(ends, query.by, as_of), as_of, why=query.why)


@router.get("/orbat", responses={200: {"model": answer_shapes.Orbat}})
def orbat(request: Request, desk: TheDesk, query: Annotated[OfActor, Query()]) -> Response:
    """Who commands, backs and belongs to an actor, and whom it commands and backs: `sandtable orbat`."""
    as_of = query.as_of()
    return asked(request, desk, lambda ask: ask.orbat(query.actor, as_of), as_of, why=query.why)


@router.get("/corridor", responses={200: {"model": answer_shapes.Corridor}})
def corridor(request: Request, desk: TheDesk, query: Annotated[OfWay, Query()]) -> Response:
    """Whether there is an overland way held by these actors, leg by leg: `sandtable corridor`, over the theatre pack's
    legs."""
    as_of, ends = query.as_of(), (query.start, query.to)
    return asked(
        request,
        desk,
        lambda ask: ask.corridor(ends, query.by, as_of, every=query.every),
        as_of,
        why=query.why,
    )


@router.get("/disputes", responses={200: {"model": answer_shapes.Disputes}})
def disputes(request: Request, desk: TheDesk, query: Annotated[Question, Query()]) -> Response:
    """Where sources contradict each other, or a report contradicts itself: `sandtable disputes`. With `on`, only what
    touches that day, and what has no day."""
    as_of = query.as_of()
    return asked(request, desk, lambda ask: ask.disputes(as_of), as_of, why=query.why)
