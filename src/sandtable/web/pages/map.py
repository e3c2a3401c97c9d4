"""The map. Invariant: the page is the same whatever it shows: what is shown stands in its address, which its modules read."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from sandtable.web.api.answering import TheDesk
from sandtable.web.pages.shell import page

router = APIRouter(include_in_schema=False)
LAYERS = (
    ("places", "who holds places"),
    ("borders", "who holds borders"),
    ("moves", "movements"),
    ("assaults", "assaults"),
    ("sieges", "sieges"),
    ("forces", "forces present"),
    ("symbols", "military symbols"),
    ("names", "names of places"),
)


@router.get("/map")
def map_page(request: Request, desk: TheDesk) -> Response:
    """The map with its day slider."""
    return page(request, desk, "map.html", title="Map", section="map", layers=LAYERS)
