"""The page of disputes. Invariant: it is what `disputes` answers, both sides' words beside each other; nothing here says who is
right.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Annotated

from fastapi import APIRouter, Query, Request
from pydantic import Field
from starlette.responses import Response

from sandtable.picture import AsOf, Dispute, DisputeKind, PictureError
from sandtable.web.api.answering import TheDesk
from sandtable.web.api.asking import Name
from sandtable.web.pages.asked import Seen, view_of
from sandtable.web.pages.evidence import heed_words, of_voices, quotes
from sandtable.web.pages.sheets import sheet, unknown
from sandtable.web.pages.shell import is_fragment, page

router = APIRouter(include_in_schema=False)
PAGE = 20
LARGE = 1000  # readings from which the disputes are fetched after the page
SAYS = {
    DisputeKind.HOLDER: ("who holds it", "parties that cannot both hold a place on a day are said to, and nothing orders them"),
    DisputeKind.DATE: ("when it happened", "voices give one event days that do not overlap"),
    DisputeKind.FIGURE: ("how many", "voices give counts of one thing that do not overlap"),
    DisputeKind.COMMAND: ("who commands", "a tie is asserted and denied, or two are said to command one force"),
    DisputeKind.SELF: ("a report against itself", "one report contradicts itself"),
}  # fmt: skip


class SeenDisputes(Seen):
    """Which disputes."""

    kind: DisputeKind | None = None
    place: Name | None = None
    cursor: int = Field(0, ge=0, le=2**31, description="How many to pass over.")


@router.get("/disputes")
def disputes(request: Request, desk: TheDesk, query: Annotated[SeenDisputes, Query()]) -> Response:
    """Where sources contradict each other, or a report contradicts itself."""
    view, notes = view_of(desk, query), list[str]()
    ask = desk.enquiry(notes.append)
    as_of = AsOf(query.on, query.known, query.as_of().heed)
    about = None
    if query.place:
        try:
            about = ask.place(query.place)
        except PictureError as error:
            return unknown(request, desk, view, "places", query.place, error)
    standpoint, long = desk.picture.standpoint, desk.ledger.version().reading > LARGE
    if long and not standpoint.knows_disputes(as_of) and query.form == "page" and not is_fragment(request):
        return page(
            request, desk, "disputes.html", title="Disputes", section="disputes", view=view, heard=heed_words(as_of.heed),
            disputes=None, says=SAYS, chosen=query, notes=notes, here=f"{request.url.path}?{request.url.query}",
        )  # fmt: skip
    told = standpoint.disputes(as_of, lambda: ask.disputes(as_of))
    every = [d for d in told if about is None or any(e.id == about for _, e in d.about)]
    kinds = Counter(d.kind for d in every)
    found = [d for d in every if query.kind is None or d.kind is query.kind]
    if query.form == "csv":
        return sheet(
            "disputes", ("kind", "about", "from", "to", "side", "says", "voices", "claims"), _rows(found)
        )
    some = found[query.cursor : query.cursor + PAGE]
    more = query.cursor + len(some)
    wanted = [c for d in some for s in d.sides for c in of_voices(s.voices)]
    return page(
        request, desk, "dispute_list.html" if is_fragment(request) else "disputes.html", title="Disputes", section="disputes",
        view=view, heard=heed_words(as_of.heed), disputes=some, total=len(found), kinds=kinds, every=len(every), says=SAYS, chosen=query, about=about,
        quotes=quotes(desk, view.known, wanted), next=more if more < len(found) else None, each=PAGE,
        back=max(0, query.cursor - PAGE) if query.cursor else None, notes=notes,
    )  # fmt: skip


def _rows(found: Sequence[Dispute]) -> Iterator[tuple[object, ...]]:
    for d in found:
        about = ", ".join(dict.fromkeys(e.name for _, e in d.about)) or d.report
        for n, side in enumerate(d.sides, 1):
            voices = "; ".join(v.source for v in side.voices)
            yield d.kind.value, about, d.first, d.last, n, side.says, voices, " ".join(side.claims)
