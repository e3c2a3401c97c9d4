"""The queue and the review of a report: one page, which asks the API for what it shows. Invariant: the page itself holds
nothing of any report but the title at the head."""

from __future__ import annotations

from http import HTTPStatus

from fastapi import APIRouter, Request
from starlette.responses import Response

from sandtable.ledger import AccountRole
from sandtable.terms import ROLES, EntityType, Extent, Factuality, Kind, Stance, VoiceType
from sandtable.web.api.answering import TheDesk
from sandtable.web.api.problems import Problem
from sandtable.web.desk import Desk
from sandtable.web.pages.shell import page

router = APIRouter(include_in_schema=False)
GRANULARITIES = ("day", "week", "month", "season", "year", "span", "hour", "vague")


@router.get("/queue")
def queue(request: Request, desk: TheDesk) -> Response:
    """What waits, by what matters, and the first report of it."""
    return _review(request, desk, "", "Queue")


@router.get("/reports/{report}")
def report(request: Request, desk: TheDesk, report: str) -> Response:
    """One report, with its text and claims."""
    head = desk.ledger.listing.report(report)
    if head is None:
        raise Problem(
            HTTPStatus.NOT_FOUND,
            "unknown-report",
            "the ledger holds no report of this id: find it in the queue",
        )
    return _review(request, desk, head.id, head.title or head.source_id or "Report")


def _review(request: Request, desk: Desk, report: str, title: str) -> Response:
    account = request.state.account
    return page(
        request, desk, "review.html", title=title, section="queue", report=report,
        decides=account is None or account.role.covers(AccountRole.CODER),
        decides_many=account is None or account.role.covers(AccountRole.EDITOR),
        words={
            "roles": {kind.value: [sorted(needed), sorted(besides)] for kind, (needed, besides) in ROLES.items()},
            "factuality": [one.value for one in Factuality],
            "stance": [one.value for one in Stance],
            "extent": [one.value for one in Extent],
            "voices": [one.value for one in VoiceType],
            "granularity": GRANULARITIES,
            "types": [one.value for one in EntityType],
        },
        kinds=[kind.value for kind in Kind],
    )  # fmt: skip
