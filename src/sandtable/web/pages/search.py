"""The page of search, and what is suggested while a name is typed. Invariant: it is what `/api/v1/search` and `/api/v1/suggest`
answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated

from fastapi import APIRouter, Query, Request
from pydantic import Field
from starlette.responses import Response

from sandtable.ledger import FoundReport, Listed, SearchError
from sandtable.picture import Matches
from sandtable.web.api.answering import TheDesk
from sandtable.web.pages.asked import Seen, quiet, view_of
from sandtable.web.pages.evidence import quote_of
from sandtable.web.pages.shell import is_fragment, page

router = APIRouter(include_in_schema=False)
SUGGESTED = 5


class SeenSearch(Seen):
    """What is searched for."""

    q: str = Field("", max_length=300)
    limit: int = Field(20, ge=1, le=100)


@router.get("/search")
def search(request: Request, desk: TheDesk, query: Annotated[SeenSearch, Query()]) -> Response:
    """Reports, claims, places, actors and sources with some words."""
    view, says = view_of(desk, query), ""
    reports, told = list[FoundReport](), list[Listed]()
    named = Matches((), (), ())
    if query.q.strip():
        named = desk.enquiry(quiet).names(query.q, view.as_of(query), query.limit)
        try:
            reports, told = desk.ledger.index.search(query.q, query.limit, query.known)
        except SearchError as error:
            says = str(error)
    words = re.findall(r"\w+", query.q)
    return page(
        request, desk, "found.html" if is_fragment(request) else "search.html", title="Search", section="search",
        view=view, asked=query.q, limit=query.limit, reports=[(r, list(pieces(r.exact, words))) for r in reports],
        claims=[(c, list(pieces(f"{c.before}{c.words}{c.after}", words))) for c in map(quote_of, told)], named=named, says=says,
    )  # fmt: skip


@router.get("/suggest")
def suggest(request: Request, desk: TheDesk, query: Annotated[SeenSearch, Query()]) -> Response:
    """What may be meant by the beginning of a name: a part for the box in the head."""
    view = view_of(desk, query)
    named = desk.enquiry(quiet).names(query.q, view.as_of(query), SUGGESTED)
    return page(request, desk, "suggest.html", title="Suggestions", view=view, named=named, asked=query.q)


def pieces(text: str, words: list[str]) -> Iterator[tuple[str, bool]]:
    """A text in pieces, those that begin a word with one that was searched for apart."""
    if not words:
        yield text, False
        return
    found = re.compile(
        rf"\b(?:{'|'.join(map(re.escape, sorted(words, key=len, reverse=True)))})\w*", re.IGNORECASE
    )
    at = 0
    for hit in found.finditer(text):
        if hit.start() > at:
            yield text[at : hit.start()], False
        yield hit.group(), True
        at = hit.end()
    if at < len(text):
        yield text[at:], False
