"""What goes wrong, as `application/problem+json` (RFC 9457). Invariant: every refusal says what to do, and none repeats what
was sent but for a name that was asked about."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from sqlalchemy.exc import SQLAlchemyError
from starlette.exceptions import HTTPException
from starlette.responses import Response

from sandtable.ledger import LedgerError, SearchError
from sandtable.picture import PictureError
from sandtable.web.api.wire import Json, encode

MEDIA_TYPE = "application/problem+json"
_WHAT_TO_DO = {
    HTTPStatus.NOT_FOUND: "there is nothing at this address: /api/v1/openapi.json lists what there is",
    HTTPStatus.METHOD_NOT_ALLOWED: "this address is not asked in that way: /api/v1/openapi.json tells how",
    HTTPStatus.BAD_REQUEST: "the request cannot be read: send JSON in UTF-8",
}


class Problem(Exception):
    """A request that is refused. `code` names the sort of problem and stays the same between versions; `more` are members
    besides those of the RFC."""

    def __init__(
        self,
        status: HTTPStatus,
        code: str,
        detail: str,
        more: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(detail)
        self.status, self.code, self.detail, self.more = status, code, detail, dict(more or {})
        self.headers = dict(headers or {})

    def response(self) -> Response:
        """The response that tells of it."""
        body: Json = {
            "type": f"urn:sandtable:problem:{self.code}",
            "title": self.status.phrase,
            "status": self.status.value,
            "detail": self.detail,
            **self.more,
        }
        return Response(encode(body), self.status.value, self.headers, media_type=MEDIA_TYPE)


def unfit(errors: Sequence[tuple[str, str]]) -> Problem:
    """What was sent does not hold: where, and what is wrong there."""
    told = [{"at": at, "says": says} for at, says in errors]
    detail = "; ".join(f"{at}: {says}" for at, says in errors[:5])
    return Problem(HTTPStatus.UNPROCESSABLE_ENTITY, "unfit", detail, {"errors": told})


def install(app: FastAPI, page: Callable[[Request, Problem], Response]) -> None:
    """Have the app tell of problems in this one way; to a person's browser as `page` shows them."""

    def told(request: Request, problem: Problem) -> Response:
        return page(request, problem) if wants_page(request) else problem.response()

    @app.exception_handler(Problem)
    async def _(request: Request, error: Problem) -> Response:
        return told(request, error)

    @app.exception_handler(RequestValidationError)
    async def _(request: Request, error: RequestValidationError) -> Response:
        return told(request, unfit([(_place(e["loc"]), _says(e)) for e in error.errors()]))

    @app.exception_handler(PictureError)
    async def _(request: Request, error: PictureError) -> Response:
        return told(request, Problem(HTTPStatus.NOT_FOUND, "unknown-name", str(error)))

    @app.exception_handler(SearchError)
    async def _(request: Request, error: SearchError) -> Response:
        return told(request, unfit([("query.q", str(error))]))

    @app.exception_handler(LedgerError)
    async def _(request: Request, error: LedgerError) -> Response:
        return told(request, Problem(HTTPStatus.SERVICE_UNAVAILABLE, "ledger", str(error)))

    @app.exception_handler(SQLAlchemyError)
    async def _(request: Request, _error: SQLAlchemyError) -> Response:
        says = "the ledger does not answer: see that its file or server is there, then ask again"
        return told(request, Problem(HTTPStatus.SERVICE_UNAVAILABLE, "ledger", says))

    @app.exception_handler(HTTPException)
    async def _(request: Request, error: HTTPException) -> Response:
        status = HTTPStatus(error.status_code)
        says = _WHAT_TO_DO.get(status, str(error.detail))
        found = told(request, Problem(status, code_of(status), says))
        found.headers.update(error.headers or {})
        return found

    @app.exception_handler(Exception)
    async def _(request: Request, _error: Exception) -> Response:
        says = "sandtable failed at this; its log, where it was started, tells how: please report it"
        return told(request, Problem(HTTPStatus.INTERNAL_SERVER_ERROR, "fault", says))


def wants_page(request: Request) -> bool:
    """Whether a person's browser asks for a page."""
    return not request.url.path.startswith("/api/") and "text/html" in request.headers.get("accept", "")


def code_of(status: HTTPStatus) -> str:
    """The code of a problem that is no more than its status."""
    return status.phrase.lower().replace(" ", "-")


def _place(where: Sequence[int | str]) -> str:
    return ".".join(str(part) for part in where)


def _says(error: Mapping[str, Any]) -> str:
    if error["type"] == "extra_forbidden":
        return "there is no such parameter here: /api/v1/openapi.json lists those there are"
    if error["type"] == "json_invalid":
        return "this is no JSON"
    return str(error["msg"]).removeprefix("Value error, ")
