"""What every page stands in: head, sections, search, and who is signed in. Invariant: no page carries a script or a style of
its own, so that the content policy can forbid both; and what is not ours is escaped."""

from __future__ import annotations

from functools import cache
from http import HTTPStatus
from typing import Any

from fastapi import Request
from jinja2 import Environment
from starlette.responses import HTMLResponse, Response

from sandtable import __version__
from sandtable.brief.page import environment as templates_of
from sandtable.web.api.problems import Problem
from sandtable.web.desk import Desk

# Address, word, and the `section` of its pages.
SECTIONS = (
    ("/queue", "Queue", "queue"),
    ("/map", "Map", "map"),
    ("/disputes", "Disputes", "disputes"),
    ("/corridor", "Corridors", "corridor"),
    ("/sources", "Sources", "sources"),
    ("/add", "Add reports", "add"),
)


def page(
    request: Request,
    desk: Desk | None,
    template: str,
    *,
    title: str,
    section: str = "",
    status: int = HTTPStatus.OK,
    **context: Any,
) -> HTMLResponse:
    """A page, or a part of one, from a template. `section` marks its entry in the head.

    Templates have `account` (None, or whoever is signed in) and `csrf` beside what is given here.
    """
    shared = {
        "title": title,
        "section": section,
        "sections": SECTIONS,
        "ledger": desk.name if desk is not None else "",
        "readying": desk.readying if desk is not None else "",
        "version": __version__,
        "account": request.state.account,
        "csrf": request.state.csrf,
        "path": request.url.path,
    }
    body = environment().get_template(template).render(**shared, **context)
    return HTMLResponse(body, status)


def problem_page(request: Request, problem: Problem) -> Response:
    """What went wrong, for people."""
    return page(
        request, None, "problem.html", title=problem.status.phrase, status=problem.status, detail=problem.detail
    )  # fmt: skip


def is_fragment(request: Request) -> bool:
    """Whether htmx asks, and a part of the page is enough."""
    return "hx-request" in request.headers and "hx-history-restore-request" not in request.headers


@cache
def environment() -> Environment:
    """The templates of the desk."""
    return templates_of("sandtable.web")
