"""Analysts' decisions. Invariant: a decision is acknowledged only once it is on disk, none is ever changed, and one made
without sight of another is not stored but told of that one."""

from __future__ import annotations

from datetime import UTC, datetime
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Path, Query, Request
from starlette.responses import Response

from sandtable.ledger import AccountRole, LedgerError, OvertakenError
from sandtable.terms import Decision
from sandtable.web.api import queue_shapes, record_shapes
from sandtable.web.api.answering import JSON, TheDesk, answered, next_page
from sandtable.web.api.asking import DecisionsAsked
from sandtable.web.api.problems import Problem, unfit
from sandtable.web.api.queue import batch_to
from sandtable.web.api.saving import SentDecision, SentUndo, edited_claim
from sandtable.web.api.wire import Json, decision_to, encode, ruling_to
from sandtable.web.desk import Desk
from sandtable.web.team.signing import address_of, signed

router = APIRouter(tags=["decisions"])
Number = Annotated[int, Path(ge=1, le=2**31 - 1)]


@router.get("/decisions", responses={200: {"model": record_shapes.Decisions}})
def decisions(request: Request, desk: TheDesk, query: Annotated[DecisionsAsked, Query()]) -> Response:
    """The decisions in the order in which they were stored."""

    def make() -> Json:
        found, more = desk.ledger.rulings.page(
            query.cursor,
            query.limit,
            claim=query.claim,
            report=query.report,
            who=query.who,
            verdict=query.verdict,
            known=query.known,
        )
        return {
            "schema": "sandtable.decisions/1",
            "decisions": [ruling_to(one) for one in found],
            "next": next_page(request, found[-1].number, more) if found else None,
        }

    return answered(request, desk, make)


@router.get("/decisions/{number}", responses={200: {"model": record_shapes.Decision}})
def decision(request: Request, desk: TheDesk, number: Number) -> Response:
    """One decision."""

    def make() -> Json:
        found = desk.ledger.rulings.get(number)
        if found is None:
            says = "the ledger holds no decision of this number: take one from /api/v1/decisions"
            raise Problem(HTTPStatus.NOT_FOUND, "unknown-decision", says)
        return ruling_to(found)

    return answered(request, desk, make)


@router.post(
    "/decisions",
    status_code=HTTPStatus.CREATED,
    responses={
        200: {
            "model": record_shapes.Decision,
            "description": "The same decision stands already; nothing was added.",
        },
        201: {"model": record_shapes.Decision},
        409: {
            "model": record_shapes.Overtaken,
            "description": "Somebody decided in between; nothing was added.",
        },
    },
)
def decide(request: Request, desk: TheDesk, sent: SentDecision) -> Response:
    """Accept, edit or reject a claim, or take back what was decided (`reopen`). The decision is added and overwrites none; a later one may change the verdict.

    `after` is the number of the decision that stood on the claim when this one was made. Where another stands by now,
    the answer is 409 with both, and nothing is stored: compare them, and send yours again after that one if it holds. A
    save whose answer got lost may be sent again as it was.
    """
    made = _decision(desk, sent, signed(request, sent.who))
    try:
        ruling, new = desk.ledger.rulings.add(made, sent.after, address_of(request))
    except OvertakenError as error:
        both = {"standing": ruling_to(error.standing), "yours": decision_to(made)}
        raise Problem(HTTPStatus.CONFLICT, "overtaken", str(error), both) from error
    except LedgerError as error:
        raise unfit([("body.after", str(error))]) from error
    status = HTTPStatus.CREATED if new else HTTPStatus.OK
    where = {"Location": f"/api/v1/decisions/{ruling.number}"}
    return Response(encode(ruling_to(ruling)), status, media_type=JSON, headers=where)


@router.post(
    "/decisions/{number}/undo",
    status_code=HTTPStatus.CREATED,
    responses={
        201: {"model": queue_shapes.Batch},
        409: {
            "model": record_shapes.Overtaken,
            "description": "A later decision stands; nothing was stored.",
        },
    },
)
def undo(request: Request, desk: TheDesk, number: Number, sent: SentUndo) -> Response:
    """Put the claim of a decision back to what it was before: by a new decision, since none is taken away. Of a decision that was
    made in one act with others, all are undone, in one act too, but for claims on which somebody has decided since."""
    who = signed(request, sent.who)
    found = desk.ledger.rulings.get(number)
    if found is None:
        says = "the ledger holds no decision of this number: take one from /api/v1/decisions"
        raise Problem(HTTPStatus.NOT_FOUND, "unknown-decision", says)
    account = request.state.account
    if found.batch is not None and account is not None and not account.role.covers(AccountRole.EDITOR):
        says = "many were decided in that act, and to undo it takes the role editor"
        raise Problem(HTTPStatus.FORBIDDEN, "role", says)
    why = sent.why or f"undid decision {number}"
    try:
        batch = desk.ledger.rulings.undo(number, who, why, datetime.now(UTC), address_of(request))
    except OvertakenError as error:
        mine = Decision(found.decision.claim_id, "reopen", who, datetime.now(UTC), why)
        both = {"standing": ruling_to(error.standing), "yours": decision_to(mine)}
        raise Problem(HTTPStatus.CONFLICT, "overtaken", str(error), both) from error
    return Response(encode(batch_to(batch)), HTTPStatus.CREATED, media_type=JSON)


def _decision(desk: Desk, sent: SentDecision, who: str) -> Decision:
    history = desk.ledger.history(sent.claim)
    report = desk.ledger.report(history.report.id) if history is not None else None
    if history is None or report is None:
        says = "the ledger holds no claim of this id: take one from /api/v1/claims"
        raise Problem(HTTPStatus.NOT_FOUND, "unknown-claim", says)
    edited = edited_claim(sent.edited, history.original, report.text) if sent.edited else None
    return Decision(sent.claim, sent.verdict, who, datetime.now(UTC), sent.why, edited)
