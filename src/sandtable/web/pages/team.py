"""Signing in, one's account, the accounts, and the audit log. Invariant: these pages show and link; whatever they change goes
through the API, and who is sent on after signing in stays at this desk."""

from __future__ import annotations

from datetime import datetime
from http import HTTPStatus
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from pydantic import ValidationError
from starlette.responses import RedirectResponse, Response

from sandtable.ledger import AccountRole, Act
from sandtable.web.api.answering import TheDesk
from sandtable.web.api.problems import Problem
from sandtable.web.api.team_shapes import AuditAsked
from sandtable.web.pages.shell import page
from sandtable.web.team.gate import local
from sandtable.web.team.signing import LONGEST, session_of, team_of

router = APIRouter(include_in_schema=False)
MAY = {
    AccountRole.READER: "read",
    AccountRole.CODER: "read, decide on claims and add reports",
    AccountRole.EDITOR: "read, add reports, and decide on claims, also on many at once",
    AccountRole.ADMIN: "do everything, and keep the accounts",
}
LINES = 100  # of a page of the audit log


@router.get("/sign-in")
def sign_in(request: Request, desk: TheDesk, next: Annotated[str, Query(max_length=4000)] = "/") -> Response:
    """The form, or onward where somebody is signed in, or nobody needs to be."""
    onward = local(next)
    if not team_of(request).asks() or session_of(request) is not None:
        return RedirectResponse(onward, HTTPStatus.SEE_OTHER)
    return page(request, None, "sign_in.html", title="Sign in", next=onward)


@router.get("/account")
def own(request: Request, desk: TheDesk) -> Response:
    """One's own account."""
    session = session_of(request)
    return page(
        request, desk, "account.html", title="Your account",
        may=MAY[session.account.role] if session else "",
        opened=_minute(session.opened) if session else "",
        ends=_minute(session.opened + LONGEST) if session else "",
    )  # fmt: skip


@router.get("/accounts")
def accounts(request: Request, desk: TheDesk) -> Response:
    """All accounts, and a form for each."""
    return page(
        request, desk, "accounts.html", title="Accounts", accounts=desk.ledger.accounts.all(), roles=list(AccountRole)
    )  # fmt: skip


@router.get("/audit")
def audit(request: Request, desk: TheDesk) -> Response:
    """Who did what."""
    given = {key: value for key, value in request.query_params.items() if value}
    try:
        asked = AuditAsked.model_validate({"limit": LINES, **given})
    except ValidationError as error:
        says = "; ".join(f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in error.errors())
        raise Problem(HTTPStatus.UNPROCESSABLE_ENTITY, "unfit", says) from error
    deeds, more = desk.ledger.audit.page(
        asked.cursor, asked.limit, who=asked.who, act=asked.act, since=asked.since, until=asked.until
    )
    narrowed = {key: value for key, value in given.items() if key != "cursor"}
    return page(
        request, desk, "audit.html", title="Audit log", deeds=deeds, asked=asked, acts=list(Act),
        first=urlencode(narrowed), older=urlencode({**narrowed, "cursor": deeds[-1].number}) if more else "",
    )  # fmt: skip


def _minute(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC"
