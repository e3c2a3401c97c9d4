"""The page of a place: who holds it on a day and by whose word, how it changed hands, and what is claimed of it. Invariant: it is
what `holds` and `timeline` answer for the same days.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request
from starlette.responses import Response

from sandtable.picture import Holds, PictureError, Timeline, explain
from sandtable.picture.naming import Naming
from sandtable.web.api.answering import TheDesk
from sandtable.web.api.asking import Name
from sandtable.web.desk import Desk
from sandtable.web.pages.asked import Seen, SeenClaims, View, path_of, quiet, view_of
from sandtable.web.pages.bands import Bands, Span, bands, by_lane
from sandtable.web.pages.evidence import (
    claim_page,
    heed_words,
    of_positions,
    quotes,
)
from sandtable.web.pages.locator import around, locator
from sandtable.web.pages.sheets import sheet, unknown
from sandtable.web.pages.shell import page

router = APIRouter(include_in_schema=False)
BUSY = 300  # claims of a place from which its timeline is fetched after the page
STEPS = 40  # newest steps in the table
PARTS = 60
STYLES = {"agreed": "solid", "single-source": "lone", "contested": "contested", "unknown": "stale"}
ThePlace = Annotated[Name, Path()]


@router.get("/places/{place:path}/timeline")
def timeline(request: Request, desk: TheDesk, place: ThePlace, query: Annotated[Seen, Query()]) -> Response:
    """The timeline of a place alone: for the page, which fetches it where it takes long, or as CSV."""
    view, ask = view_of(desk, query), desk.enquiry(quiet)
    try:
        answer = ask.timeline(place, view.as_of(query))
    except PictureError as error:
        return unknown(request, desk, view, "places", place, error)
    if query.form == "csv":
        return sheet("timeline", ("from", "to", "state", "holder", "holder_id", "claims"), _rows(answer))
    return page(
        request,
        desk,
        "place_timeline.html",
        title="Timeline",
        view=view,
        path_of=path_of,
        **timeline_context(answer, view),
    )


def _rows(answer: Timeline) -> Iterator[tuple[object, ...]]:
    for step in answer.steps:
        for holder in step.holders or (None,):
            name, id_ = (holder.name, holder.id) if holder else ("", "")
            yield step.first, step.until, step.state, name, id_, " ".join(step.claims)


def timeline_context(answer: Timeline, view: View) -> dict[str, Any]:
    """The chart and the newest steps."""
    return {
        "place_id": answer.place.id,
        "chart": chart_of(answer, view),
        "steps": list(answer.steps[: -STEPS - 1 : -1]),
        "earlier": max(0, len(answer.steps) - STEPS),
        "sheet": view.to(path_of("places", answer.place.id) + "/timeline", **{"as": "csv"}),
    }


def chart_of(answer: Timeline, view: View) -> Bands | None:
    """The steps as bands, a lane for each holder."""
    end = view.on + timedelta(days=1)
    spans = [
        (holder.id, Span(step.first, step.until or end, STYLES[step.state], step.state))
        for step in answer.steps
        for holder in step.holders
    ]
    names = {h.id: h.name for step in answer.steps for h in step.holders}
    return bands(by_lane(spans), names, view.on)


@router.get("/places/{place:path}/map")
def small_map(request: Request, desk: TheDesk, place: ThePlace, query: Annotated[Seen, Query()]) -> Response:
    """The map of a place and those around it, as a part of the page."""
    view = view_of(desk, query)
    heed = query.as_of().heed
    ask = desk.enquiry(quiet)
    answer = ask.holds(place, view.as_of(query)).holds
    near = around(desk, answer.place, ask.naming.spoken_places)
    answers = desk.picture.positions_on(view.on, view.known, heed, near)
    found = locator(desk, view, {**answers, answer.place.id: answer}, own=answer.place.id)
    return page(
        request, desk, "locator.html", title=answer.place.name, view=view, map=found, what=answer.place.name
    )


@router.get("/places/{place:path}")
def place(
    request: Request, desk: TheDesk, place: ThePlace, query: Annotated[SeenClaims, Query()]
) -> Response:
    """Who holds a place, and by whose word."""
    view, notes = view_of(desk, query), list[str]()
    ask, as_of = desk.enquiry(notes.append), view.as_of(query)
    try:
        held = ask.holds(place, as_of)
    except PictureError as error:
        return unknown(request, desk, view, "places", place, error)
    answer = held.holds
    if query.form == "csv":
        return sheet(
            "positions",
            ("holder", "holder_id", "status", "extent", "since", "voices", "against"),
            _held(answer),
        )
    busy = ask.naming.spoken_places.get(answer.place.id, 0) > BUSY
    parts = parts_of(desk, ask.naming, view, query, answer)
    listed = desk.gazetteer.get(answer.place.id)
    whole = desk.gazetteer.get(listed.parent) if listed is not None and listed.parent else None
    flanks = held.frontier.flanks if held.frontier else ()
    codes = [*(listed.countries if listed else ()), *(f.country for f in flanks)]
    lands = {code: found.name for code in codes if (found := desk.gazetteer.get(f"iso:{code}"))}
    wanted = [*of_positions(answer.positions), *(c for p in answer.pressure for c in p.claims[:2])]
    wanted += [c for one in answer.left for c in one.claims[:2]]
    return page(
        request, desk, "place.html", title=answer.place.name, section="places", view=view, heard=heed_words(as_of.heed),
        answer=answer, frontier=held.frontier, parts=parts, why=explain(answer), notes=notes,
        quotes=quotes(desk, view.known, wanted), busy=busy,
        claims=claim_page(desk, view, query, answer.place.id), listed=listed, lands=lands,
        countries=[lands.get(code, code) for code in (listed.countries if listed else ())],
        path_of=path_of, parent=whole.name if whole is not None else listed.parent if listed is not None else "",
        **({} if busy else timeline_context(ask.timeline(answer.place.id, as_of), view)),
    )  # fmt: skip


def _held(answer: Holds) -> Iterator[tuple[object, ...]]:
    for p in answer.positions:
        said, against = ("; ".join(v.source for v in some) for some in (p.voices, p.against))
        yield p.holder.name, p.holder.id, p.status, p.extent, p.since, said, against


@dataclass(frozen=True, slots=True)
class Part:
    """A place that is a part of another, with its own answer; `km` of a segment."""

    holds: Holds
    km: float | None = None


def parts_of(desk: Desk, naming: Naming, view: View, query: Seen, answer: Holds) -> list[Part]:
    """The segments of a border, or the quarters and parts of a place that claims speak of."""
    if answer.segments:
        return [Part(share.holds, share.km) for share in answer.segments]
    own = answer.place.id
    inside = [p for p in naming.spoken_places if p != own and _within(desk, p, own)][:PARTS]
    found = desk.picture.positions_on(view.on, view.known, query.as_of().heed, inside) if inside else {}
    return [Part(found[p]) for p in inside if p in found]


def _within(desk: Desk, part: str, whole: str) -> bool:
    if part.startswith(f"{whole}#"):
        return True
    found = desk.gazetteer.get(part)
    return found is not None and found.parent == whole
