"""The page of a corridor. Invariant: it is what `corridor` and the corridor's `timeline` answer; unknown is never open."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Query, Request
from pydantic import Field
from starlette.responses import Response

from sandtable.brief.ways import drawn
from sandtable.picture import Corridor, Holds, Passage, PictureError, Spells, explain, lever_of
from sandtable.web.api.answering import TheDesk
from sandtable.web.api.asking import Actors, Name
from sandtable.web.pages.asked import Seen, View, quiet, view_of
from sandtable.web.pages.bands import Bands, Span, bands
from sandtable.web.pages.evidence import heed_words, quotes
from sandtable.web.pages.locator import locator
from sandtable.web.pages.sheets import sheet
from sandtable.web.pages.shell import page

router = APIRouter(include_in_schema=False)
SHAPES = {Passage.OPEN: "●", Passage.CONTESTED: "◐", Passage.CLOSED: "✕", Passage.UNKNOWN: "○"}
EACH = 2  # sentences of a leg


class SeenWay(Seen):
    """Which corridor, if any yet."""

    start: Name | None = Field(None, alias="from")
    to: Name | None = None
    by: list[Actors] = Field([], max_length=20)
    every: bool = Field(False, alias="all")


@router.get("/corridor/map")
def strip(request: Request, desk: TheDesk, query: Annotated[SeenWay, Query()]) -> Response:
    """The map of the best way, as a part of the page."""
    view = view_of(desk, query)
    ask = desk.enquiry(quiet)
    answer = ask.corridor((query.start or "", query.to or ""), query.by, view.as_of(query))
    posts: dict[str, Holds] = {
        p.place.id: p.holds for leg in answer.way.legs for p in leg.posts if p.holds is not None
    }
    found = locator(desk, view, posts, way=drawn(answer)) if posts else None
    return page(request, desk, "locator.html", title="Map", view=view, map=found, what="the corridor")


@router.get("/corridor")
def corridor(request: Request, desk: TheDesk, query: Annotated[SeenWay, Query()]) -> Response:
    """Whether there is a way, leg by leg; the form for another."""
    view, notes = view_of(desk, query), list[str]()
    ask, as_of, says = desk.enquiry(notes.append), view.as_of(query), ""
    answer: Corridor | None = None
    spells: Spells | None = None
    if query.start and query.to and query.by:
        try:
            answer = ask.corridor((query.start, query.to), query.by, as_of, every=query.every)
            spells = ask.openings((query.start, query.to), query.by, as_of)
        except PictureError as error:
            says = str(error)
    elif query.start or query.to or query.by:
        says = "give both ends, and who must hold the way"
    if answer is not None and query.form == "csv":
        return sheet("corridor", ("leg", "from", "to", "via", "status", "why", "claims"), _rows(answer))
    wanted = [c for leg in (answer.way.legs if answer else ()) for c in leg.claims[:EACH]]
    return page(
        request, desk, "corridor.html", title="Corridors", section="corridor", view=view, heard=heed_words(as_of.heed),
        chosen=query, answer=answer, lever=lever_of(answer.way, answer.by) if answer else None, says=says,
        chart=chart_of(spells, view) if spells else None, spells=spells, shapes=SHAPES, notes=notes,
        why=explain(answer) if answer else [], quotes=quotes(desk, view.known, wanted),
        same={"from": query.start, "to": query.to, "by": list(query.by)}, status=200 if not says else 404 if query.by else 200,
    )  # fmt: skip


def _rows(answer: Corridor) -> Iterator[tuple[object, ...]]:
    for leg in answer.way.legs:
        via = "; ".join(p.name for p in leg.via)
        post = leg.weakest
        why = f"{post.place.name}: {post.says}"
        yield (
            leg.leg.name,
            leg.posts[0].place.name,
            leg.posts[-1].place.name,
            via,
            leg.passage.word,
            why,
            " ".join(leg.claims),
        )


def chart_of(spells: Spells, view: View) -> Bands | None:
    """When it was open, contested, closed or unknown."""
    end = view.on + timedelta(days=1)
    spans = [Span(s.first, s.until or end, s.passage.word, s.passage.word) for s in spells.spells]
    return bands({"way": spans}, {"way": "the corridor"}, view.on, coloured=False)
