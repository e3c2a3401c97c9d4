"""The page of an actor: its order of battle as a chart, where it stands, and what is claimed of it. Invariant: it is what `orbat`
and the whereabouts answer for the same days; a tie is drawn under the one that commands, holds or backs.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from fastapi import APIRouter, Path, Query, Request
from starlette.responses import Response

from sandtable.brief.chart import Drawing, draw, trees
from sandtable.brief.gather import TIES
from sandtable.brief.palette import sidc
from sandtable.brief.records import Bond, Party
from sandtable.picture import BondKind, Orders, PictureError, Tied, explain
from sandtable.web.api.answering import TheDesk
from sandtable.web.api.asking import Name
from sandtable.web.desk import Desk
from sandtable.web.pages.asked import SeenClaims, path_of, view_of
from sandtable.web.pages.evidence import claim_page, heed_words, of_voices, quotes
from sandtable.web.pages.sheets import sheet, unknown
from sandtable.web.pages.shell import page

router = APIRouter(include_in_schema=False)
DRAWN = 16  # ties of each sort in the chart; the list has all


@router.get("/actors/{actor:path}")
def actor(
    request: Request, desk: TheDesk, actor: Annotated[Name, Path()], query: Annotated[SeenClaims, Query()]
) -> Response:
    """An actor as of a day."""
    view, notes = view_of(desk, query), list[str]()
    ask, as_of = desk.enquiry(notes.append), view.as_of(query)
    try:
        orders = ask.orbat(actor, as_of)
    except PictureError as error:
        return unknown(request, desk, view, "actors", actor, error)
    if query.form == "csv":
        head = ("tie", "actor", "actor_id", "kind", "since", "until", "from", "voices", "against")
        return sheet("orbat", head, _rows(orders))
    where = ask.whereabouts(orders.actor.id, as_of)
    listed = desk.registry.get(orders.actor.id)
    ties = [t for _, some in orders.by_tie() for t in some]
    wanted = [c for t in ties for c in of_voices(t.voices, t.against)]
    wanted += [c for f in orders.strength for c in of_voices(f.voices)]
    wanted += [c for s in where.seen[:60] for c in of_voices(s.voices)]
    return page(
        request, desk, "actor.html", title=orders.actor.name, section="actors", view=view, heard=heed_words(as_of.heed),
        path_of=path_of, orders=orders, charts=charts_of(desk, orders), kinds=_kinds(desk, orders), where=where, notes=notes,
        listed=listed if listed is not None and listed.source != "report" else None, why=explain(orders),
        quotes=quotes(desk, view.known, wanted), claims=claim_page(desk, view, query, orders.actor.id),
    )  # fmt: skip


def _rows(orders: Orders) -> Iterator[tuple[object, ...]]:
    for word, ties in orders.by_tie():
        for t in ties:
            said, against = ("; ".join(v.source for v in some) for some in (t.voices, t.against))
            yield word, t.actor.name, t.actor.id, t.kind.value, t.since, t.until, t.origin, said, against


def _kinds(desk: Desk, orders: Orders) -> dict[str, str]:
    """The symbol code of each actor that is drawn."""
    ids = {orders.actor.id, *(t.actor.id for _, ties in orders.by_tie() for t in ties)}
    return {i: sidc(found.kind.value if (found := desk.registry.get(i)) else "") for i in ids}


def charts_of(desk: Desk, orders: Orders) -> list[Drawing]:
    """The ties as trees, drawn; without what is only opposed or denied."""
    parties = {
        e.id: Party(e.id, e.name, found.kind.value if (found := desk.registry.get(e.id)) else "")
        for e in (orders.actor, *(t.actor for _, ties in orders.by_tie() for t in ties))
    }
    return [draw(tree) for tree in trees(tuple(_bonds(orders)), parties)]


def _bonds(orders: Orders) -> Iterator[Bond]:
    own = orders.actor.id
    over = (*orders.superiors[:DRAWN], *orders.wholes[:DRAWN], *orders.sponsors[:DRAWN])
    under = (*orders.subordinates[:DRAWN], *orders.parts[:DRAWN], *orders.clients[:DRAWN])
    for tied in over:
        if _stands(tied):
            yield Bond(tied.actor.id, own, TIES[tied.kind])
    for tied in under:
        if _stands(tied):
            yield Bond(own, tied.actor.id, TIES[tied.kind])
    for tied in orders.allies[:DRAWN]:
        if tied.kind is BondKind.ALLIANCE and _stands(tied):
            yield Bond(tied.actor.id, own, TIES[tied.kind])


def _stands(tied: Tied) -> bool:
    return tied.kind in TIES and bool(tied.voices or tied.sources)
