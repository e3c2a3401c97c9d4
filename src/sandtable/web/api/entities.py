"""Whom and what words may stand for: actors and places to choose from. Invariant: what the ledger speaks of stands before what is
only listed, and an actor that nothing lists is offered as it was typed, and said to be so."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from sandtable.gazetteer.place import Place
from sandtable.picture import AsOf
from sandtable.web.api import queue_shapes
from sandtable.web.api.answering import TheDesk, answered
from sandtable.web.api.asking import EntitiesAsked
from sandtable.web.api.problems import unfit
from sandtable.web.api.wire import Json
from sandtable.web.desk import Desk

router = APIRouter(tags=["ledger"])
_REACH_KM = 60.0
_DEEPEST = 6  # steps of containment, so that a loop in the data ends


@router.get("/entities", responses={200: {"model": queue_shapes.Entities}})
def entities(request: Request, desk: TheDesk, query: Annotated[EntitiesAsked, Query()]) -> Response:
    """Actors or places by the beginnings of the words of a name, the best first; or, with `lat` and `lon`, the places of the
    gazetteer nearest to a point."""
    near = query.lat is not None and query.lon is not None
    if (
        near == (query.q is not None)
        or (query.lat is None) != (query.lon is None)
        or (near and query.type != "place")
    ):
        raise unfit([("query.q", "give a name, or a point with `lat` and `lon` where places are asked for")])

    def make() -> Json:
        if query.lat is not None and query.lon is not None:
            found = _nearest(desk, query.lat, query.lon, query.limit)
        else:
            found = _named(desk, query.q or "", query.type, query.limit)
        return {"schema": "sandtable.entities/1", "entities": found}

    return answered(request, desk, make)


def _nearest(desk: Desk, lat: float, lon: float, limit: int) -> list[Json]:
    found = desk.gazetteer.nearest(lat, lon, _REACH_KM)
    return [
        _place(desk, place, 0, round(km, 1)) for place, km in sorted(found, key=lambda one: one[1])[:limit]
    ]


def _named(desk: Desk, typed: str, type_: str, limit: int) -> list[Json]:
    matches = desk.enquiry(_quiet).names(typed, AsOf(), limit)
    if type_ == "place":
        places = ((one, desk.gazetteer.get(one.id)) for one in matches.places)
        return [_place(desk, place, one.claims, None) for one, place in places if place is not None]
    found = [_actor(one.id, one.name, one.type, one.claims) for one in matches.actors]
    if not any(one["name"].casefold() == typed.casefold() for one in found):
        new = desk.registry.unknown(typed)
        found = [*found[: limit - 1], _actor(new.id, new.name, "", 0, listed=False)]
    return found


def _actor(id_: str, name: str, kind: str, claims: int, *, listed: bool = True) -> Json:
    return {"id": id_, "type": "actor", "name": name, "kind": kind, "lat": None, "lon": None, "within": "", "claims": claims,
            "km": None, "listed": listed}  # fmt: skip


def _place(desk: Desk, place: Place, claims: int, km: float | None) -> Json:
    return {"id": place.id, "type": "place", "name": place.name, "kind": place.type.value, "lat": place.lat, "lon": place.lon,
            "within": _within(desk, place), "claims": claims, "km": km, "listed": True}  # fmt: skip


def _within(desk: Desk, place: Place) -> str:
    """The names of what a place lies in, the nearest first."""
    names, parent = [], place.parent
    for _ in range(_DEEPEST):
        above = desk.gazetteer.get(parent) if parent else None
        if above is None:
            break
        names.append(above.name)
        parent = above.parent
    return ", ".join(names)


def _quiet(_line: str) -> None:
    """What is told of names that were typed in full is not told here."""
