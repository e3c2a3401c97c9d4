"""The map's data. Invariant: each day of it is what the questions of the picture answer on that day, and what is large goes out
compressed."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import Annotated

from fastapi import APIRouter, Path, Query, Request
from starlette.responses import Response

from sandtable.brief import Sheet, drawn
from sandtable.brief.safety import visible
from sandtable.brief.sheet import colours_of
from sandtable.brief.tiles import ACROSS, DOWN, named_cell, rivers_of
from sandtable.ledger import STATUSES, Listed
from sandtable.picture import ALL, Heed
from sandtable.terms import EntityType, Kind
from sandtable.web.api import map_shapes
from sandtable.web.api.answering import TheDesk, answered, lasting, packed
from sandtable.web.api.asking import OfMap, OfSentences, OfWay, Question
from sandtable.web.api.problems import unfit
from sandtable.web.api.wire import Json, head_to
from sandtable.web.desk import Desk

router = APIRouter(tags=["map"])
LONGEST = timedelta(days=92)
OUTLETS = 300  # that are offered to filter by


@router.get("/map", responses={200: {"model": map_shapes.Map}})
def map_of(request: Request, desk: TheDesk, query: Annotated[OfMap, Query()]) -> Response:
    """What is held, moves and is attacked on the days from `on` to `to`: places with the runs of days on which they are held
    alike, and what happened, with two weeks before."""
    as_of = query.as_of()
    last = query.to or as_of.day
    if not timedelta(0) <= last - as_of.day <= LONGEST:
        raise unfit([("query.to", f"give a day from that of `on` to {LONGEST.days} days after it")])

    ask = desk.enquiry(_quiet)
    actors = frozenset(ask.actor(name, as_of.day) for name in query.actor)
    sheet = Sheet(as_of.day, last, as_of.known, as_of.heed, actors, frozenset(map(Kind, query.kind)))
    earlier = desk.maps.earlier(sheet) if query.earlier else None
    behind = earlier is not None and desk.catching_up.want(sheet)

    def make() -> Json:
        told = earlier if earlier is not None and behind else desk.maps.sheet(sheet)
        return {"schema": "sandtable.map/1", "behind": behind, **told}

    return packed(request, answered(request, desk, make, state="behind" if behind else ""))


@router.get("/map/days", responses={200: {"model": map_shapes.Days}})
def days(request: Request, desk: TheDesk, query: Annotated[Question, Query()]) -> Response:
    """Over the whole ledger: on which days places are said to have been gained or left, by whom, and who publishes. `on` has no
    bearing."""
    as_of = query.as_of()
    return packed(request, answered(request, desk, lambda: days_of(desk, as_of.known, as_of.heed)))


def days_of(desk: Desk, known: date | None = None, heed: Heed = ALL) -> Json:
    """What `days` answers."""
    return desk.days.get(desk.picture.version(), (known, heed), lambda: _days(desk, known, heed))


def _days(desk: Desk, known: date | None, heed: Heed) -> Json:
    almanac = desk.picture.almanac(known, heed)
    slot = colours_of(desk.picture.almanac())
    outlets = Counter(head.publisher for head in desk.ledger.reports(known) if head.publisher)
    names = {one.id: one.name for one in desk.ledger.entities(EntityType.ACTOR)}

    def name(actor: str) -> str:
        found = desk.registry.get(actor)
        return found.name if found is not None and found.source != "report" else names.get(actor, actor)

    return {
        "schema": "sandtable.map-days/1",
        "first": almanac.first.isoformat() if almanac.first else None,
        "last": almanac.last.isoformat() if almanac.last else None,
        "days": [[day.isoformat(), count] for day, count in sorted(almanac.days.items())],
        "parties": [
            {"id": actor, "name": visible(name(actor)), "slot": slot.get(actor, -1), "claims": count}
            for actor, count in sorted(almanac.parties.items(), key=lambda p: (-p[1], p[0]))
        ],
        "outlets": [{"name": name, "reports": count} for name, count in outlets.most_common(OUTLETS)],
    }


@router.get("/map/way", responses={200: {"model": map_shapes.MapWay}})
def way(request: Request, desk: TheDesk, query: Annotated[OfWay, Query()]) -> Response:
    """A corridor leg by leg with the lines of its legs; of several ways (`all`) the best alone."""
    as_of = query.as_of()

    def make() -> Json:
        found = drawn(desk.enquiry(_quiet).corridor((query.start, query.to), query.by, as_of))
        legs = [
            {"name": leg.name, "status": leg.status, "says": leg.says, "line": leg.line, "claims": leg.claims}
            for leg in found.legs
        ]
        return {
            "schema": "sandtable.map-way/1", "name": found.name, "status": found.status, "legs": legs,
            "weakest": found.weakest, "needs": found.needs, "then": found.then,
        }  # fmt: skip

    return answered(request, desk, make)


@router.get("/map/ground", responses={200: {"model": map_shapes.World}})
def ground(request: Request, desk: TheDesk) -> Response:
    """Land, borders, rivers and the names of countries, coarse, of the whole world."""

    return lasting(request, desk, lambda: ground_of(desk))


def ground_of(desk: Desk) -> Json:
    """What `ground` answers."""
    return {"schema": "sandtable.ground/1", **desk.maps.tiles.world(), "rivers": rivers_of(desk.gazetteer)}


@router.get("/map/ground/{column}/{row}", responses={200: {"model": map_shapes.Cell}})
def cell(
    request: Request,
    desk: TheDesk,
    column: Annotated[int, Path(ge=0, lt=ACROSS)],
    row: Annotated[int, Path(ge=0, lt=DOWN)],
) -> Response:
    """Land, borders and towns of ten degrees by ten, counted from 180 W and from 90 S."""

    def make() -> Json:
        return {
            "schema": "sandtable.ground-cell/1",
            **desk.maps.tiles.cell(column, row),
            "labels": named_cell(desk.gazetteer, column, row),
        }

    return lasting(request, desk, make)


@router.get("/sentences", responses={200: {"model": map_shapes.MapSentences}})
def sentences(request: Request, desk: TheDesk, query: Annotated[OfSentences, Query()]) -> Response:
    """The words behind some claims, in the order in which these are given; those that nothing is known of are left out."""

    def make() -> Json:
        found = desk.ledger.listing.several(query.claim, query.known)
        return {"schema": "sandtable.sentences/1", "sentences": [_sentence(one) for one in found]}

    return answered(request, desk, make)


def _sentence(listed: Listed) -> Json:
    claim = listed.entry.claim
    evidence, trigger = claim.evidence, claim.evidence.trigger
    return {
        "claim": claim.id,
        "kind": claim.kind.value,
        "status": STATUSES[listed.entry.verdict],
        "factuality": claim.factuality.value,
        "text": evidence.exact,
        "start": trigger.start - evidence.start,
        "end": trigger.end - evidence.start,
        "said_by": [voice.name for voice in claim.attribution],
        "report": head_to(listed.entry.report),
    }


def _quiet(_line: str) -> None:
    """What else a name may mean is told where it is asked for by name, not on the map."""
