"""Tables for a spreadsheet, and pages of names that are not known. Invariant: a cell that a spreadsheet would take for a formula
is text there too.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from http import HTTPStatus
from typing import Literal

from fastapi import Request
from starlette.responses import Response

from sandtable.picture import AsOf, Named, PictureError
from sandtable.web.desk import Desk
from sandtable.web.pages.asked import View, quiet
from sandtable.web.pages.shell import page

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_NEAR = 6
Sort = Literal["places", "actors", "sources"]


def sheet(name: str, head: Sequence[str], rows: Iterable[Sequence[object]]) -> Response:
    """Rows as CSV (RFC 4180) in UTF-8, to be saved under a name."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(head)
    writer.writerows([_cell(value) for value in row] for row in rows)
    headers = {"Content-Disposition": f'attachment; filename="{name}.csv"'}
    body = out.getvalue().encode("utf-8", "replace")
    return Response(body, media_type="text/csv; charset=utf-8", headers=headers)


def _cell(value: object) -> str:
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text


def unknown(
    request: Request, desk: Desk, view: View, sort: Sort, asked: str, error: PictureError
) -> Response:
    """Nothing is known by a name: what comes near it, each with its page."""
    ask = desk.enquiry(quiet)
    near: list[Named] = []
    for name in (asked, *error.near):
        found = ask.names(name, AsOf(known=view.known), _NEAR)
        near += {"places": found.places, "actors": found.actors, "sources": found.sources}[sort]
    link = {"places": view.place, "actors": view.actor, "sources": view.source}[sort]
    shown = {one.id: (one.name, link(one.id), one.claims) for one in near}
    return page(
        request, desk, "unknown.html", title="Not known", section=sort, status=HTTPStatus.NOT_FOUND,
        sort=sort, asked=asked, near=list(shown.values())[:_NEAR], says=str(error),
    )  # fmt: skip
