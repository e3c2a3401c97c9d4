"""Accounts, for admins, and the audit log. Invariant: the first account is made on the server's own machine, not from here."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Path, Query, Request
from starlette.responses import Response

from sandtable.ledger import AccountError
from sandtable.web.api import team_shapes
from sandtable.web.api.answering import JSON, TheDesk, next_page
from sandtable.web.api.problems import Problem, unfit
from sandtable.web.api.team_shapes import AuditAsked, SentAccount, SentChange, account_to, deed_to
from sandtable.web.api.wire import encode
from sandtable.web.team.passwords import PasswordError
from sandtable.web.team.signing import address_of, team_of

router = APIRouter(tags=["team"])
Named = Annotated[str, Path(min_length=1, max_length=200)]
FIRST = "this desk has no accounts, or asks nobody to sign in: make the first with `sandtable accounts add NAME --role admin`"


@router.get("/accounts", responses={200: {"model": team_shapes.AccountsShape}})
def accounts(desk: TheDesk) -> Response:
    """Every account as it stands, by name."""
    found = [account_to(one) for one in desk.ledger.accounts.all()]
    return Response(encode({"schema": "sandtable.accounts/1", "accounts": found}), media_type=JSON)


@router.post(
    "/accounts", status_code=HTTPStatus.CREATED, responses={201: {"model": team_shapes.AccountShape}}
)
def add(request: Request, desk: TheDesk, sent: SentAccount) -> Response:
    """Make an account."""
    by, team = _admin(request), team_of(request)
    try:
        made = desk.ledger.accounts.add(
            sent.name, sent.role, team.passwords.hash(sent.password, sent.name), by=by, why=sent.why,
            address=address_of(request),
        )  # fmt: skip
    except PasswordError as error:
        raise unfit([("body.password", str(error))]) from error
    except AccountError as error:
        raise unfit([("body.name", str(error))]) from error
    return Response(encode(account_to(made)), HTTPStatus.CREATED, media_type=JSON)


@router.patch("/accounts/{name}", responses={200: {"model": team_shapes.AccountShape}})
def change(request: Request, desk: TheDesk, name: Named, sent: SentChange) -> Response:
    """Change an account's role or password, disable it, or enable it again. All its sessions end."""
    by, team = _admin(request), team_of(request)
    if desk.ledger.accounts.get(name) is None:
        says = "there is no account of this name: take one from /api/v1/accounts"
        raise Problem(HTTPStatus.NOT_FOUND, "unknown-account", says)
    try:
        changed = desk.ledger.accounts.change(
            name, by=by, why=sent.why, address=address_of(request), role=sent.role, enabled=sent.enabled,
            password=team.passwords.hash(sent.password, name) if sent.password is not None else None,
        )  # fmt: skip
    except PasswordError as error:
        raise unfit([("body.password", str(error))]) from error
    except AccountError as error:
        raise unfit([("body", str(error))]) from error
    return Response(encode(account_to(changed)), media_type=JSON)


@router.get("/audit", responses={200: {"model": team_shapes.AuditShape}})
def audit(request: Request, desk: TheDesk, query: Annotated[AuditAsked, Query()]) -> Response:
    """Who did what, the newest first."""
    found, more = desk.ledger.audit.page(
        query.cursor, query.limit, who=query.who, act=query.act, since=query.since, until=query.until
    )
    told = {
        "schema": "sandtable.audit/1",
        "deeds": [deed_to(one) for one in found],
        "next": next_page(request, found[-1].number, more) if found else None,
    }
    return Response(encode(told), media_type=JSON)


def _admin(request: Request) -> str:
    """Who changes accounts. Raises Problem where nobody is signed in: then anybody could make himself admin."""
    if request.state.account is None:
        raise Problem(HTTPStatus.FORBIDDEN, "no-accounts", FIRST)
    return str(request.state.account.name)
