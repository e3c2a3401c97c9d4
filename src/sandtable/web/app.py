"""The app. Invariant: every address that answers JSON stands under `/api/v1`, and the OpenAPI document tells of each with all
that it may answer; the others are pages, and what pages are made of."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache
from typing import Any

from anyio.to_thread import current_default_thread_limiter, run_sync
from fastapi import APIRouter, FastAPI, Request
from fastapi.openapi.utils import get_openapi
from starlette.responses import Response
from starlette.types import ASGIApp

from sandtable import __version__
from sandtable.web import static_files
from sandtable.web.api import (
    accounts,
    decisions,
    downloads,
    entities,
    intake,
    maps,
    problems,
    questions,
    queue,
    record_shapes,
    records,
    reports,
    sessions,
    sources,
)
from sandtable.web.api.answering import JSON, TheDesk, answered
from sandtable.web.api.wire import encode
from sandtable.web.desk import Desk
from sandtable.web.guard import Guard
from sandtable.web.pages import ROUTERS
from sandtable.web.pages.shell import problem_page
from sandtable.web.team.gate import Gate
from sandtable.web.team.signing import Team

API = "/api/v1"
# Answers are made by the processor: more threads would only wait for each other, and each may hold two connections.
_THREADS = 6
_REFUSALS = {
    "400": "It cannot be read.",
    "401": "Nobody is signed in, and the desk has accounts.",
    "403": "It comes from a page of another site, lacks the token of the session, or takes another role.",
    "404": "There is nothing of that name, id or number.",
    "413": "It is too large.",
    "415": "It is not of the media type that the address takes.",
    "421": "It was sent to another host's name.",
    "422": "Something in it does not hold; `errors` tells where and what.",
    "429": "Too many sign-ins failed; `Retry-After` tells how long to wait.",
    "503": "The ledger does not answer, or too much is asked, or waiting, at once.",
}
_ABOUT = (
    "The sourced picture of a war, as reports give it: who holds what on a day as known by a day, according to whom, each fact by "
    "the claims that it rests on. The answers are those of the commands with `--json`. What is to be told beside an answer "
    "(other bearers of a name, a source that nobody quotes) stands in the header `Sandtable-Notes`, a JSON list. An answer's "
    "`ETag` changes when the ledger grows. Where the desk has accounts, a program signs in at `/api/v1/session`, and sends the cookie "
    "with every request and the header `Sandtable-CSRF` with those that change something."
)
health = APIRouter(tags=["server"])


@health.get("/healthz", responses={200: {"model": record_shapes.Health}})
def healthz(request: Request, desk: TheDesk) -> Response:
    """Whether the server and its ledger answer."""
    return answered(request, desk, lambda: {"status": "ok", "version": __version__, "ledger": desk.name})


def make_app(desk: Desk, hosts: frozenset[str] = frozenset(), team: Team | None = None) -> ASGIApp:
    """The app over a desk, behind its guard. `hosts`: what it answers to besides this machine's usual names; `team`: who may
    work at it, by default the accounts of its ledger."""
    team = team or Team(desk.ledger)
    return Guard(make_api(desk, team), hosts, secure=team.secure)


def make_api(desk: Desk, team: Team) -> FastAPI:
    """The app without its guard, and with its gate."""
    app = FastAPI(
        title="sandtable", version=__version__, description=_ABOUT, lifespan=_lifespan,
        docs_url=None, redoc_url=None, openapi_url=None, redirect_slashes=False,
    )  # fmt: skip
    app.state.desk, app.state.team = desk, team
    app.add_middleware(Gate, team=team, page=problem_page)
    problems.install(app, problem_page)
    for router in (
        questions.router,
        maps.router,
        downloads.router,
        sources.router,
        records.router,
        queue.router,
        decisions.router,
        intake.router,
        reports.router,
        entities.router,
        sessions.router,
        accounts.router,
        health,
    ):
        app.include_router(router, prefix=API)
    for pages in ROUTERS:
        app.include_router(pages)
    static_files.install(app)

    @cache
    def document() -> bytes:
        return encode(_document(app))

    def openapi() -> Response:
        return Response(document(), media_type=JSON)

    app.add_api_route(f"{API}/openapi.json", openapi, include_in_schema=False)
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    current_default_thread_limiter().total_tokens = _THREADS
    yield
    await run_sync(app.state.desk.reckoning.close)
    await run_sync(app.state.desk.catching_up.close)
    await run_sync(app.state.desk.taking.stop)


def _document(app: FastAPI) -> dict[str, Any]:
    """The OpenAPI document, with what every operation may refuse."""
    document = get_openapi(
        title=app.title, version=app.version, description=app.description, routes=app.routes
    )
    schemas = document["components"]["schemas"]
    schemas["Problem"] = record_shapes.Problem.model_json_schema()
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    content = {problems.MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    for path in document["paths"].values():
        for method, operation in path.items():
            saving = method != "get"
            answers = operation["responses"]
            if not saving:
                answers["304"] = {"description": "As it was under the tag in `If-None-Match`."}
            for status, says in _REFUSALS.items():
                if saving or status not in ("413", "415", "429"):
                    answers[status] = {"description": says, "content": content}
            for status, answer in answers.items():
                if status == "409":
                    answer["content"] = {problems.MEDIA_TYPE: answer["content"].popitem()[1]}
    return document
