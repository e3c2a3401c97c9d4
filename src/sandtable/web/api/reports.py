"""What is done at a report: a claim that its reading lacks is added; pages tell that they have it open. Invariant: an added
claim keeps to the contract as an edited one does, and is stored with its decision or not at all."""

from __future__ import annotations

from datetime import UTC, date, datetime
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Path, Request
from starlette.responses import Response

from sandtable.ledger import HeldError
from sandtable.sources import Source
from sandtable.terms import Decision
from sandtable.web.api import queue_shapes, record_shapes
from sandtable.web.api.answering import JSON, TheDesk, answered
from sandtable.web.api.asking import Id
from sandtable.web.api.problems import Problem
from sandtable.web.api.saving import SentAddition, SentPresence, added_claim
from sandtable.web.api.wire import Json, encode, head_to, ruling_to
from sandtable.web.desk import Desk
from sandtable.web.team.signing import address_of, signed

router = APIRouter(tags=["reports"])


@router.get("/reports/{report}", responses={200: {"model": queue_shapes.ReportHead}})
def report(request: Request, desk: TheDesk, report: Annotated[Id, Path()]) -> Response:
    """A report without its text, and what is known of its outlet on the day that it was published."""

    def make() -> Json:
        head = desk.ledger.listing.report(report)
        if head is None:
            raise _unknown()
        outlet = desk.sources.find(head.publisher) if head.publisher else None
        return {
            "schema": "sandtable.report/1",
            "report": head_to(head),
            "outlet": _outlet(desk, outlet, head.known_on) if outlet is not None else None,
        }

    return answered(request, desk, make)


def _outlet(desk: Desk, outlet: Source, on: date) -> Json:
    grade = outlet.grade(on)
    party = desk.sources.affiliation(outlet.name, on)
    actor = desk.registry.get(party) if party else None
    return {
        "id": outlet.id,
        "name": outlet.name,
        "grade": grade.letter,
        "basis": grade.source,
        "speaks_for": actor.name if actor is not None else party,
    }


def _unknown() -> Problem:
    says = "the ledger holds no report of this id: take one from /api/v1/readings"
    return Problem(HTTPStatus.NOT_FOUND, "unknown-report", says)


@router.post(
    "/reports/{report}/claims",
    status_code=HTTPStatus.CREATED,
    responses={
        200: {"model": record_shapes.Decision, "description": "It was added already; nothing was stored."},
        201: {"model": record_shapes.Decision},
        409: {
            "model": queue_shapes.Held,
            "description": "The ledger has this claim already; nothing was stored.",
        },
    },
)
def add(request: Request, desk: TheDesk, report: Annotated[Id, Path()], sent: SentAddition) -> Response:
    """Add a claim that the reading lacks: a decision `add`, which counts as accepted from its day on. The sentence, the words that
    carry the claim and those that fill its roles are given as for an edit."""
    found = desk.ledger.report(report)
    if found is None:
        raise _unknown()
    claim = added_claim(sent.claim, found)
    made = Decision(claim.id, "add", signed(request, sent.who), datetime.now(UTC), sent.why, claim)
    try:
        ruling, new = desk.ledger.rulings.introduce(report, made, address_of(request))
    except HeldError as error:
        raise Problem(HTTPStatus.CONFLICT, "held", str(error), {"claim": error.claim}) from error
    where = {"Location": f"/api/v1/decisions/{ruling.number}"}
    status = HTTPStatus.CREATED if new else HTTPStatus.OK
    return Response(encode(ruling_to(ruling)), status, media_type=JSON, headers=where)


@router.post("/reports/{report}/presence", responses={200: {"model": queue_shapes.Presence}})
def presence(request: Request, desk: TheDesk, report: Annotated[Id, Path()], sent: SentPresence) -> Response:
    """Tell that a page has a report open, every fifteen seconds, and learn who else has. `page`: any id of that page's own. Kept in
    memory alone, for forty seconds."""
    others = desk.presence.beat(report, sent.page, signed(request, sent.who))
    return Response(encode({"schema": "sandtable.presence/1", "others": others}), media_type=JSON)
