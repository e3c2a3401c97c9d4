"""The gate before every request. Invariant: nothing reaches the desk from another site's page or under another name than this
machine's, nothing larger than agreed, and every response carries the same strict headers.

A page elsewhere could have a browser ask a server on this machine. It cannot read the answer (no CORS); it cannot save
(a save must be JSON, which a browser asks leave for, and come from our own origin); and a name that was made to point
here, after the page was loaded, is refused by the Host header. A file that is handed in is no JSON, but of a media type that a
browser asks leave for too.
"""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sandtable.web.api.problems import Problem, code_of

MOST_BYTES = 1_000_000  # of a request's body
MOST_AT_ONCE = 64  # requests
_LOCAL = frozenset({"127.0.0.1", "localhost", "::1"})
_SAVING = frozenset({"POST", "PUT", "PATCH", "DELETE"})
# Of data: nothing may come of it, whatever a browser takes it for.
DATA_POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
# Of pages and their parts: only ours, no script or style inside a page.
PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; worker-src 'self'; "
    "manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
HEADERS = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


@dataclass(frozen=True, slots=True)
class _Body:
    """What may be sent: its media type, and bytes at most."""

    what: str = "JSON"
    media_type: str = "application/json"
    most: int = MOST_BYTES

    @property
    def too_large(self) -> str:
        return f"send at most {self.most:,} bytes in one request"


_JSON = _Body()
# A report's text, in which each letter may be written as an escape; a file.
_LARGER = {
    "/api/v1/intake": _Body(most=8_000_000),
    "/api/v1/intake/files": _Body("the file as it is", "application/octet-stream", 25_000_000),
}
SECURE_HEADERS = {"Strict-Transport-Security": "max-age=31536000"}


class Guard:
    """An ASGI app before another. `hosts`: names and addresses, besides this machine's usual ones, that it answers to;
    `secure`: browsers reach it over https."""

    def __init__(self, app: ASGIApp, hosts: frozenset[str] = frozenset(), *, secure: bool = False) -> None:
        self._app, self._hosts, self._now = app, _LOCAL | hosts, 0
        self._scheme = "https" if secure else "http"
        self._headers = {**HEADERS, **(SECURE_HEADERS if secure else {})}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or refuse it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        problem = self._problem(scope)

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.setdefault("Cache-Control", "no-store")
                data = scope["path"].startswith("/api/")
                headers["Content-Security-Policy"] = DATA_POLICY if data else PAGE_POLICY
                for name, value in self._headers.items():
                    headers[name] = value
            await send(message)

        if problem is not None:
            await problem.response()(scope, receive, with_headers)
            return
        self._now += 1
        try:
            await self._app(scope, _measured(receive, _body_of(scope)), with_headers)
        finally:
            self._now -= 1

    def _problem(self, scope: Scope) -> Problem | None:
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        if _host(f"//{host}") not in self._hosts:
            says = (
                "this server does not answer under that name: open http://127.0.0.1 at its port, or start it with "
                "`--name` and the name that people use"
            )
            return Problem(HTTPStatus.MISDIRECTED_REQUEST, "host", says)
        if "\0" in scope["path"] or b"%00" in scope["query_string"] or b"\0" in scope["query_string"]:
            return Problem(HTTPStatus.BAD_REQUEST, "nul", "leave NUL characters out of the address")
        if self._now >= MOST_AT_ONCE:
            says = f"more than {MOST_AT_ONCE} requests at once: ask again in a moment"
            return Problem(HTTPStatus.SERVICE_UNAVAILABLE, "busy", says)
        if scope["method"] in _SAVING:
            return _unsafe(headers, f"{self._scheme}://{host}", _body_of(scope))
        return None


def _body_of(scope: Scope) -> _Body:
    return _LARGER.get(scope["path"], _JSON)


def _unsafe(headers: Headers, ours: str, body: _Body) -> Problem | None:
    """Why a request that would change something is not let through."""
    origin = headers.get("origin")
    if origin is not None and origin.lower() != ours.lower():
        return Problem(HTTPStatus.FORBIDDEN, "origin", "a page of another site may not save here")
    if headers.get("sec-fetch-site", "none") not in ("same-origin", "none"):
        return Problem(HTTPStatus.FORBIDDEN, "origin", "a page of another site may not save here")
    if headers.get("content-type", "").partition(";")[0].strip().lower() != body.media_type:
        says = f"send {body.what} as {body.media_type}"
        return Problem(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "media-type", says)
    length = headers.get("content-length", "0")
    if not length.isdecimal() or int(length) > body.most:
        status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
        return Problem(status, code_of(status), body.too_large)
    return None


def _measured(receive: Receive, body: _Body) -> Receive:
    """`receive`, up to the most bytes, whatever length was announced."""
    taken = 0

    async def measured() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > body.most:
            # The one kind of exception that FastAPI lets through while it reads a body.
            raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, body.too_large)
        return message

    return measured


def _host(address: str) -> str | None:
    try:
        return urlsplit(address).hostname
    except ValueError:
        return None
