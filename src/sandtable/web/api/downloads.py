"""What people take with them: the brief in one file, and the map of a day as GeoJSON. Invariant: they are what the commands `brief`
and `export geojson` write."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from sandtable.brief import drawn, exports, gather, render
from sandtable.brief.views import heard_of
from sandtable.web.api.answering import TheDesk, answered_as
from sandtable.web.api.asking import OfBrief, Question
from sandtable.web.api.problems import unfit

router = APIRouter(tags=["map"])
_PAGE = {"schema": {"type": "string"}}
_FEATURES = {"schema": {"type": "object", "description": "A FeatureCollection of GeoJSON (RFC 7946)."}}


@router.get("/brief", responses={200: {"content": {"text/html": _PAGE}}})
def brief(request: Request, desk: TheDesk, query: Annotated[OfBrief, Query()]) -> Response:
    """The brief as one HTML file that asks nothing of the network: `sandtable brief`."""
    ends = (query.start, query.to)
    if any(ends) != bool(query.by) or any(ends) != all(ends):
        raise unfit([("query.by", "a corridor has two ends, `from` and `to`, and is somebody's, `by`")])
    if len(query.beside) == 1:
        raise unfit([("query.beside", "it sets sources side by side: give two or more")])
    as_of = query.as_of()

    def make() -> bytes:
        way = None
        if query.start and query.to:
            way = drawn(desk.enquiry(_quiet).corridor((query.start, query.to), query.by, as_of))
        found = gather(
            desk.picture, desk.ledger, desk.gazetteer, desk.registry,
            on=as_of.day, known=as_of.known, heed=as_of.heed, beside=tuple(query.beside), corridor=way,
        )  # fmt: skip
        return render(found).encode("utf-8", "replace")

    return answered_as(request, desk, make, "text/html; charset=utf-8", f"brief-{as_of.day}.html")


@router.get("/export/geojson", responses={200: {"content": {"application/geo+json": _FEATURES}}})
def geojson(request: Request, desk: TheDesk, query: Annotated[Question, Query()]) -> Response:
    """The positions of a day, its movements, and the places of the claims that are heard: `sandtable export geojson`."""
    as_of = query.as_of()

    def make() -> bytes:
        entries = desk.ledger.claims(known=as_of.known)
        told = {t.claim.id for t in heard_of(entries, as_of.known, desk.picture.meant(as_of.heed))}
        found = gather(
            desk.picture, desk.ledger, desk.gazetteer, desk.registry, on=as_of.day, known=as_of.known, heed=as_of.heed
        )  # fmt: skip
        made = exports.export_geojson(found, (e for e in entries if e.claim.id in told))
        return made.text.encode("utf-8", "replace")

    return answered_as(request, desk, make, "application/geo+json", f"map-{as_of.day}.geojson")


def _quiet(_line: str) -> None:
    """What else a name may mean is told where it is asked for by name."""
