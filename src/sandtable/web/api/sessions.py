"""Signing in, signing out, and one's own password. Invariant: an answer that opens or ends a session sets the cookie, and none
other does."""

from __future__ import annotations

from http import HTTPStatus

from fastapi import APIRouter, Request
from starlette.responses import Response

from sandtable.web.api import team_shapes
from sandtable.web.api.answering import JSON
from sandtable.web.api.problems import Problem, unfit
from sandtable.web.api.team_shapes import SentPassword, SentSignIn, session_to
from sandtable.web.api.wire import encode
from sandtable.web.team.passwords import PasswordError
from sandtable.web.team.signing import Opened, Team, address_of, csrf_of, session_of, team_of

router = APIRouter(tags=["team"])


@router.get("/session", responses={200: {"model": team_shapes.Session}})
def session(request: Request) -> Response:
    """Who is signed in."""
    return Response(encode(session_to(request.state.account, request.state.csrf)), media_type=JSON)


@router.post("/session", status_code=HTTPStatus.CREATED, responses={201: {"model": team_shapes.Session}})
def sign_in(request: Request, sent: SentSignIn) -> Response:
    """Sign in. The cookie that is set, and `csrf` in the header Sandtable-CSRF, go with every further request."""
    team = team_of(request)
    if not team.asks():
        says = "nobody needs to sign in here: make accounts with `sandtable accounts add`"
        raise Problem(HTTPStatus.NOT_FOUND, "no-accounts", says)
    opened = team.sign_in(sent.name, sent.password, address_of(request))
    before = session_of(request)
    if before is not None:
        team.sign_out(before, address_of(request))
    return _opened(team, opened, HTTPStatus.CREATED)


@router.delete("/session", status_code=HTTPStatus.NO_CONTENT, responses={204: {"description": "It is over."}})
def sign_out(request: Request) -> Response:
    """Sign out."""
    team, found = team_of(request), session_of(request)
    if found is not None:
        team.sign_out(found, address_of(request))
    return _closed(team)


@router.delete(
    "/sessions", status_code=HTTPStatus.NO_CONTENT, responses={204: {"description": "All are over."}}
)
def sign_out_everywhere(request: Request) -> Response:
    """End all sessions of one's own account, this one among them."""
    team, found = team_of(request), session_of(request)
    if found is not None:
        name = found.account.name
        team.ledger.accounts.change(name, by=name, address=address_of(request))
    return _closed(team)


@router.put("/account/password", responses={200: {"model": team_shapes.Session}})
def own_password(request: Request, sent: SentPassword) -> Response:
    """Change one's own password. Every other session of the account ends; this one goes on under a new cookie and `csrf`."""
    team, found = team_of(request), session_of(request)
    if found is None:
        says = "this desk has no accounts, or asks nobody to sign in: there is no password to change"
        raise Problem(HTTPStatus.NOT_FOUND, "no-accounts", says)
    try:
        opened = team.own_password(found.account, sent.now, sent.new, address_of(request))
    except PasswordError as error:
        raise unfit([("body.new", str(error))]) from error
    return _opened(team, opened, HTTPStatus.OK)


def _opened(team: Team, opened: Opened, status: HTTPStatus) -> Response:
    answer = Response(encode(session_to(opened.account, csrf_of(opened.token))), status, media_type=JSON)
    team.keep(answer, opened)
    return answer


def _closed(team: Team) -> Response:
    answer = Response(status_code=HTTPStatus.NO_CONTENT)
    team.forget(answer)
    return answer
