"""Answers as responses. Invariant: the tag of an answer is taken before the answer is made, so that a tag never outlives what
it stands for; and what is to be told beside an answer goes in a header, so that the answer stays the contract's."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Sequence
from http import HTTPStatus
from typing import Annotated, cast

from fastapi import Depends, Request
from starlette.responses import Response

from sandtable.picture import AsOf, Enquiry
from sandtable.web.api.wire import Json, encode
from sandtable.web.desk import Desk

JSON = "application/json"
NOTES = "Sandtable-Notes"  # a JSON list of lines, in ASCII
_LONGEST, _MOST = 500, 10  # characters of a note; notes
_SMALL, _EFFORT = 1000, 5  # bytes that are not worth compressing; how hard zlib tries
_OWN = ("content-length", "content-type")


def desk_of(request: Request) -> Desk:
    """The desk that a request is answered from."""
    return cast(Desk, request.app.state.desk)


TheDesk = Annotated[Desk, Depends(desk_of)]


def answered(
    request: Request, desk: Desk, make: Callable[[], Json], notes: Sequence[str] = (), state: str = ""
) -> Response:
    """What `make` gives, or 304 where the asker has it. `make` may add to `notes`. `state`: what the answer depends on besides the
    ledger."""
    tag = desk.etag(f"{request.url.path}?{request.url.query} {state}")
    headers = {"ETag": tag, "Cache-Control": "no-cache"}
    if _has(request.headers.get("if-none-match", ""), tag):
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
    body = encode(make())
    if notes:
        headers[NOTES] = json.dumps([note[:_LONGEST] for note in notes[:_MOST]])
    return Response(body, media_type=JSON, headers=headers)


def answered_as(
    request: Request, desk: Desk, make: Callable[[], bytes], media_type: str, name: str
) -> Response:
    """A file to be kept under a name, or 304 where the asker has it."""
    tag = desk.etag(f"{request.url.path}?{request.url.query}")
    headers = {"ETag": tag, "Cache-Control": "no-cache"}
    if _has(request.headers.get("if-none-match", ""), tag):
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
    # Never shown in place: a page of its own scripts has no business among ours.
    headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return Response(make(), media_type=media_type, headers=headers)


def packed(request: Request, answer: Response) -> Response:
    """A large answer, compressed where the asker takes it so. Only of what holds no secret: its size may be seen."""
    answer.headers["Vary"] = "Accept-Encoding"
    if answer.headers.get("etag", "").startswith('"'):
        answer.headers["ETag"] = f"W/{answer.headers['etag']}"
    if "gzip" not in request.headers.get("accept-encoding", "") or len(answer.body) < _SMALL:
        return answer
    headers = {name: value for name, value in answer.headers.items() if name not in _OWN}
    return Response(
        gzip.compress(answer.body, _EFFORT), headers={**headers, "Content-Encoding": "gzip"}, media_type=JSON
    )


def lasting(request: Request, desk: Desk, make: Callable[[], Json]) -> Response:
    """What no ledger changes: a browser may keep it for a day."""
    address = f"{request.url.path}?{request.url.query}"
    tag = desk.lasting_etag(address)
    headers = {"ETag": tag, "Cache-Control": "private, max-age=86400"}
    if _has(request.headers.get("if-none-match", ""), tag):
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
    body = desk.lasting(address, lambda: encode(make()))
    return packed(request, Response(body, media_type=JSON, headers=headers))


def asked(
    request: Request, desk: Desk, question: Callable[[Enquiry], object], as_of: AsOf, *, why: bool = False
) -> Response:
    """The answer to a question of the picture; `why`: with the chain behind it."""
    notes: list[str] = []

    def make() -> Json:
        ask = desk.enquiry(notes.append)
        answer = ask.wire(question(ask), as_of, why=why)
        notes.extend(ask.unheard(as_of.heed))
        return answer

    return answered(request, desk, make, notes)


def next_page(request: Request, last: int, more: bool) -> str | None:
    """The address of the page after the record of number `last`."""
    if not more:
        return None
    url = request.url.include_query_params(cursor=last)
    return f"{url.path}?{url.query}"


def _has(given: str, tag: str) -> bool:
    """Whether If-None-Match names a tag (RFC 9110, 13.1.2: compared weakly)."""
    return tag in {one.strip().removeprefix("W/") for one in given.split(",")}
