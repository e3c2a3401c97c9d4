"""The first page. Invariant: it tells what the ledger holds, and what to do next."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from sandtable.web.api.answering import TheDesk
from sandtable.web.pages.shell import page

router = APIRouter(include_in_schema=False)
NEWEST = 8  # reports


@router.get("/")
def home(request: Request, desk: TheDesk) -> Response:
    """How much the ledger holds, and its newest reports."""
    heads = desk.ledger.reports()
    return page(
        request, desk, "home.html", title="Overview", counts=desk.ledger.counts(), newest=heads[: -NEWEST - 1 : -1]
    )  # fmt: skip
