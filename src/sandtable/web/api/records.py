"""What the ledger holds: readings, claims, search. Invariant: a page goes on where the one before it ended, whatever was stored
in between."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Path, Query, Request
from starlette.responses import Response

from sandtable.ledger import ReportHead, Wanted
from sandtable.picture import AsOf, to_json
from sandtable.terms.wire import claim_to, reading_to
from sandtable.web.api import record_shapes
from sandtable.web.api.answering import TheDesk, answered, next_page
from sandtable.web.api.asking import Asked, ClaimsAsked, Id, Paged, Searched
from sandtable.web.api.problems import Problem
from sandtable.web.api.wire import Json, found_to, head_to, listed_to, reading_head_to, ruling_to
from sandtable.web.desk import Desk

router = APIRouter(tags=["ledger"])


@router.get("/readings", responses={200: {"model": record_shapes.Readings}})
def readings(request: Request, desk: TheDesk, query: Annotated[Paged, Query()]) -> Response:
    """The readings that count, one a report, in the order in which they were stored."""

    def make() -> Json:
        found, more = desk.ledger.listing.readings(query.cursor, query.limit, query.known)
        return {
            "schema": "sandtable.readings/1",
            "readings": [reading_head_to(one) for one in found],
            "next": next_page(request, found[-1].number, more) if found else None,
        }

    return answered(request, desk, make)


@router.get("/readings/{report}", responses={200: {"model": record_shapes.Reading}})
def reading(
    request: Request, desk: TheDesk, report: Annotated[Id, Path()], query: Annotated[Asked, Query()]
) -> Response:
    """All that was read from one report, as it was read, decisions not applied: what `sandtable read --format json` prints."""

    def make() -> Json:
        head = desk.ledger.listing.report(report)
        found = desk.ledger.reading(report, query.known) if _known(head, query) else None
        if found is None:
            raise _unknown("report", "readings")
        return reading_to(found)

    return answered(request, desk, make)


@router.get("/claims", responses={200: {"model": record_shapes.Claims}})
def claims(request: Request, desk: TheDesk, query: Annotated[ClaimsAsked, Query()]) -> Response:
    """The claims as they stand, in the order in which they were stored; edited ones by what they were edited to."""
    notes: list[str] = []

    def make() -> Json:
        ask = desk.enquiry(notes.append)
        wanted = Wanted(
            kinds=tuple(kind.value for kind in query.kind),
            entities=(*map(ask.actor, query.actor), *map(ask.place, query.place)),
            statuses=tuple(query.status),
            report=query.report,
            source=query.source,
            day=query.day,
            known=query.known,
        )
        found, more = desk.ledger.listing.claims(wanted, query.cursor, query.limit)
        return {
            "schema": "sandtable.claims/1",
            "claims": [listed_to(one) for one in found],
            "next": next_page(request, found[-1].number, more) if found else None,
        }

    return answered(request, desk, make, notes)


@router.get("/claims/{claim}", responses={200: {"model": record_shapes.ClaimHistory}})
def claim(
    request: Request, desk: TheDesk, claim: Annotated[Id, Path()], query: Annotated[Asked, Query()]
) -> Response:
    """One claim as it stands, beside the claim as it was read and every decision on it. `known` is of how it stands."""
    return answered(request, desk, lambda: _history(desk, claim, query))


def _history(desk: Desk, claim: str, query: Asked) -> Json:
    history = desk.ledger.history(claim)
    if history is None or not _known(history.report, query):
        raise _unknown("claim", "claims")
    standing = desk.ledger.listing.claim(claim, query.known)
    out: Json = (
        listed_to(standing)
        if standing is not None
        else {
            "status": "superseded",
            "decision": 0,
            "claim": claim_to(history.original),
            "report": head_to(history.report),
            "recorded": history.recorded.isoformat(),
        }
    )
    out.pop("number", None)
    made, more, after = [], True, 0
    while more:
        page, more = desk.ledger.rulings.page(after, claim=claim)
        made += [ruling_to(one) for one in page]
        after = page[-1].number if page else 0
    return {
        "schema": "sandtable.claim/1",
        **out,
        "original": claim_to(history.original),
        "decisions": made,
    }


@router.get("/search", responses={200: {"model": record_shapes.Found}})
def search(request: Request, desk: TheDesk, query: Annotated[Searched, Query()]) -> Response:
    """The reports and the claims that have all the words (a claim those of its sentence, its kind, its speakers, and what
    fills its roles), and the places, actors and sources whose names have words that begin so."""

    def make() -> Json:
        texts, told = desk.ledger.index.search(query.q, query.limit, query.known)
        named = desk.enquiry(_untold).names(query.q, AsOf(known=query.known), query.limit)
        return {
            "schema": "sandtable.search/1",
            "reports": [found_to(one) for one in texts],
            "claims": [listed_to(one) for one in told],
            **to_json(named),
        }

    return answered(request, desk, make)


def _untold(_line: str) -> None:
    """A search tells of all bearers of a name."""


def _known(report: ReportHead | None, query: Asked) -> bool:
    """Whether a report is there, and was by the day of knowledge."""
    return report is not None and (query.known is None or report.known_on <= query.known)


def _unknown(what: str, where: str) -> Problem:
    says = f"the ledger holds no {what} of this id that was known by then: take one from /api/v1/{where}"
    return Problem(HTTPStatus.NOT_FOUND, f"unknown-{what}", says)
