"""The page on which reports are handed in. Invariant: it shows nothing of a report but what its job tells, as text."""

from __future__ import annotations

from functools import cache

from fastapi import APIRouter, Request
from starlette.responses import Response

from sandtable.ledger import AccountRole
from sandtable.sources import Sources
from sandtable.web.api.answering import TheDesk
from sandtable.web.pages.shell import page

router = APIRouter(include_in_schema=False)


@router.get("/add")
def add(request: Request, desk: TheDesk) -> Response:
    """Paste text, drop files, give an address; and what became of it."""
    account = request.state.account
    may = account is None or account.role.covers(AccountRole.CODER)
    return page(request, desk, "add.html", title="Add reports", section="add", outlets=_outlets(), may=may)


@cache
def _outlets() -> tuple[str, ...]:
    return tuple(sorted(source.name for source in Sources.load()))
