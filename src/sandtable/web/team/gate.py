"""Who comes in. Invariant: before any request is answered, in this one place, the session is looked up, the role compared with
the table of rules and, for what changes something, the session's own token asked for."""

from __future__ import annotations

import re
from collections.abc import Callable
from hmac import compare_digest
from http import HTTPStatus
from urllib.parse import quote, urlsplit

from anyio.to_thread import run_sync
from sqlalchemy.exc import SQLAlchemyError
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sandtable.ledger import Act, Session
from sandtable.web.api.problems import Problem, wants_page
from sandtable.web.team.rules import READING, role_needed, rule_of
from sandtable.web.team.signing import CSRF_HEADER, Team, address_of, csrf_of

_LONGEST = 1000  # characters of an address in the audit log
_LOCAL = re.compile(r"/(?![/\\])[^\\\x00-\x20\x7f]*")


class Gate:
    """An ASGI app before another. `page`: what tells people of a problem.

    It sets `request.state.account` (None where nobody is asked to sign in), `.session` and `.csrf`.
    """

    def __init__(self, app: ASGIApp, team: Team, page: Callable[[Request, Problem], Response]) -> None:
        self._app, self._team, self._page = app, team, page

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or refuse it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        scope["state"] = {**scope.get("state", {}), "account": None, "session": None, "csrf": ""}
        request = Request(scope)
        try:
            refused = await self._refusal(request)
        except SQLAlchemyError:
            says = "the ledger does not answer: see that its file or server is there, then ask again"
            refused = self._told(request, Problem(HTTPStatus.SERVICE_UNAVAILABLE, "ledger", says))
        if refused is not None:
            await refused(scope, receive, send)
            return
        rule = rule_of(request.method, request.url.path)
        await self._app(scope, receive, self._logging(request, rule.act, send) if rule and rule.act else send)

    def _logging(self, request: Request, act: Act, send: Send) -> Send:
        """`send`, which writes down what was done before the answer to it leaves."""
        account, asked = request.state.account, request.url
        about = (f"{asked.path}?{asked.query}" if asked.query else asked.path)[:_LONGEST]

        async def logging(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] == HTTPStatus.OK:
                who = account.name if account is not None else ""
                await run_sync(self._team.ledger.audit.add, act, who, about, "", address_of(request))
            await send(message)

        return logging

    async def _refusal(self, request: Request) -> Response | None:
        method, path = request.method, request.url.path
        if path.startswith("/static/") or not (self._team.known_to_ask or await run_sync(self._team.asks)):
            return None
        token = request.cookies.get(self._team.cookie, "")
        rule = rule_of(method, path)
        by_hand = rule is None or rule.by_hand
        session = await run_sync(self._team.session, token, by_hand) if token else None
        if session is not None:
            self._enter(request, session, token)
        needed = role_needed(method, path)
        if needed is None:
            return None
        if session is None:
            return self._to_sign_in(request)
        if not session.account.role.covers(needed):
            says = (
                f"this takes the role {needed}, and {session.account.name} is signed in with the role "
                f"{session.account.role}: an admin can change it"
            )
            return self._told(request, Problem(HTTPStatus.FORBIDDEN, "role", says))
        if method not in READING and not compare_digest(
            request.headers.get(CSRF_HEADER, "").encode(), csrf_of(token).encode()
        ):
            says = f"the token of your session is missing in the header {CSRF_HEADER}, or of another: load the page anew"
            return self._told(request, Problem(HTTPStatus.FORBIDDEN, "csrf", says))
        return None

    def _enter(self, request: Request, session: Session, token: str) -> None:
        request.state.account, request.state.session, request.state.csrf = (
            session.account,
            session,
            csrf_of(token),
        )

    def _to_sign_in(self, request: Request) -> Response:
        if "hx-request" in request.headers:
            shown = urlsplit(request.headers.get("hx-current-url", "/"))
            answer = Response(status_code=HTTPStatus.UNAUTHORIZED)
            answer.headers["HX-Redirect"] = _sign_in(shown.path, shown.query)
            return answer
        if wants_page(request):
            return RedirectResponse(_sign_in(request.url.path, request.url.query), HTTPStatus.SEE_OTHER)
        says = "nobody is signed in, or the session is over: open /sign-in, or post name and password to /api/v1/session"
        return Problem(HTTPStatus.UNAUTHORIZED, "session", says).response()

    def _told(self, request: Request, problem: Problem) -> Response:
        return self._page(request, problem) if wants_page(request) else problem.response()


def local(address: str) -> str:
    """An address of this desk as it is, and the first page for any other: nobody is sent elsewhere after signing in."""
    return address if _LOCAL.fullmatch(address) else "/"


def _sign_in(path: str, query: str) -> str:
    shown = local(f"{path}?{query}" if query else path)
    return "/sign-in" if shown == "/" else f"/sign-in?next={quote(shown, safe='/')}"
