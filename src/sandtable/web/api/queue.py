"""The queue, and one verdict on all that a filter leaves of it. Invariant: what is decided at once is what was counted: where
the number of claims is another by now, nothing is stored."""

from __future__ import annotations

from datetime import UTC, datetime
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from sandtable.ledger import MATTERS, STATUSES, Batch, Chosen, Line, Listed, Place, Wanted
from sandtable.terms import Decision
from sandtable.web.api import queue_shapes
from sandtable.web.api.answering import JSON, TheDesk, answered
from sandtable.web.api.asking import QueueAsked, QueueFilter
from sandtable.web.api.problems import Problem
from sandtable.web.api.saving import SentBulk
from sandtable.web.api.wire import Json, encode, head_to
from sandtable.web.desk import Desk
from sandtable.web.team.signing import address_of, signed

router = APIRouter(tags=["queue"])
MOST = 60  # claims of a report in a page
_EVERY = tuple(dict.fromkeys(STATUSES.values()))
_TRIES = 5  # to find the ledger as it was when its claims were counted


@router.get("/queue", responses={200: {"model": queue_shapes.Queue}})
def queue(request: Request, desk: TheDesk, query: Annotated[QueueAsked, Query()]) -> Response:
    """What waits for a decision, by report: those with a claim that moves control first (a capture, a withdrawal, a word of who
    holds what, told as done or denied), then those with one in a dispute, then those with one of a confidence under 0.5; the
    newest first among equals. Disputes are worked out beside the requests; `disputes` tells how far that is."""
    notes: list[str] = []
    state = desk.reckoning.state()
    return answered(request, desk, lambda: _queue(request, desk, query, state, notes), notes, state)


def _queue(request: Request, desk: Desk, query: QueueAsked, state: str, notes: list[str]) -> Json:
    line = desk.ledger.queue.line(chosen(desk, query, notes))
    places, more = line.page(query.after, query.limit)
    numbers = [n for place in places for n, _ in place.claims[:MOST]]
    found = {one.number: one for one in desk.ledger.listing.numbered(numbers, Wanted(statuses=_EVERY))}
    following = None
    if more:
        url = request.url.include_query_params(cursor=".".join(map(str, places[-1].at)))
        following = f"{url.path}?{url.query}"
    return {
        "schema": "sandtable.queue/1",
        "reports": [one for place in places if (one := _report(place, found)) is not None],
        "counts": _counts(line),
        "upto": line.upto,
        "disputes": state,
        "next": following,
    }


def chosen(desk: Desk, asked: QueueFilter, notes: list[str]) -> Chosen:
    """Which claims a filter leaves; names are taken as the commands take them."""
    ask = desk.enquiry(notes.append)
    queue = desk.ledger.queue
    actors = (one if queue.knows(one) else ask.actor(one) for one in asked.actor)
    places = (one if queue.knows(one) else ask.place(one) for one in asked.place)
    return Chosen(
        kinds=tuple(kind.value for kind in asked.kind),
        entities=(*actors, *places),
        statuses=tuple(asked.status),
        report=asked.report,
        source=asked.source,
        below=asked.below,
        numbers=desk.ledger.index.numbers(asked.q) if asked.q is not None else None,
    )


def _counts(line: Line) -> Json:
    moving, disputed, low, _ = line.counts
    return {
        "reports": len(line.keys), "claims": sum(line.counts), "moves_control": moving, "in_a_dispute": disputed,
        "low_confidence": low,
    }  # fmt: skip


def _report(place: Place, found: dict[int, Listed]) -> Json | None:
    """A report of a page; None where it has no claim any more, since somebody is adding to the ledger just now."""
    told = [(found[n], rank) for n, rank in place.claims if n in found]
    if not told:
        return None
    return {
        "report": head_to(told[0][0].entry.report),
        "matters": MATTERS[place.rank],
        "claims": [_claim(listed, rank) for listed, rank in told],
        "more": max(0, len(place.claims) - MOST),
    }


def _claim(listed: Listed, rank: int) -> Json:
    claim = listed.entry.claim
    return {
        "id": claim.id,
        "number": listed.number,
        "status": STATUSES[listed.entry.verdict],
        "decision": listed.ruling,
        "kind": claim.kind.value,
        "factuality": claim.factuality.value,
        "confidence": claim.confidence,
        "matters": MATTERS[rank],
        "words": claim.evidence.trigger.text,
        "roles": [{"role": r.role, "name": r.entity.name if r.entity else r.text} for r in claim.roles],
    }


@router.post(
    "/decisions/bulk",
    status_code=HTTPStatus.CREATED,
    responses={
        201: {"model": queue_shapes.Batch},
        409: {
            "model": queue_shapes.Miscounted,
            "description": "There are other claims by now; nothing was stored.",
        },
    },
)
def bulk(request: Request, desk: TheDesk, sent: SentBulk) -> Response:
    """Accept or reject all claims of a filter in one act: one decision on each, or none at all. `expected` and `upto` are what the
    queue told (`counts.claims` and `upto`), so that nothing is decided that nobody saw: where there are more or fewer by now, the
    answer is 409. One undo takes all of it back."""
    who = signed(request, sent.who)
    made = Decision("", sent.verdict, who, datetime.now(UTC), sent.why)
    for _ in range(_TRIES):
        line = desk.ledger.queue.line(chosen(desk, sent.filter, []))
        numbers = line.numbers(sent.upto)
        if len(numbers) != sent.expected:
            says = (
                f"there are {len(numbers):,} such claims now, and not {sent.expected:,}: nothing was stored; look again, then "
                "send the new number"
            )
            told = {"claims": len(numbers), "upto": line.upto}
            raise Problem(HTTPStatus.CONFLICT, "miscounted", says, told)
        batch = desk.ledger.rulings.bulk(numbers, line.version, made, address_of(request))
        if batch is not None:
            return Response(encode(batch_to(batch)), HTTPStatus.CREATED, media_type=JSON)
    says = "others are adding to the ledger at this moment, and nothing was stored: send it again"
    raise Problem(HTTPStatus.SERVICE_UNAVAILABLE, "busy", says)


def batch_to(batch: Batch) -> Json:
    """Decisions made in one act."""
    return {"schema": "sandtable.batch/1", "decision": batch.first, "made": batch.made, "left": batch.left}
