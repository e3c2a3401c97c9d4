"""Answers as JSON. Invariant: to the letter of the picture contract; one of nobody adds who `left`, a border's
`segments` and who stands at it; a corridor that is not open adds what would `change` it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import singledispatch
from typing import Any

from sandtable.gazetteer.place import Place
from sandtable.picture.corridor import Corridor, Way
from sandtable.picture.dispute import Dispute, Side
from sandtable.picture.frontier import Frontier
from sandtable.picture.holds import Holds
from sandtable.picture.needs import Lever, lever_of
from sandtable.picture.orders import Force, Orders, Tied
from sandtable.picture.spells import Spells
from sandtable.picture.timeline import Timeline
from sandtable.terms import Entity, EntityType, Position, Spoken

Json = dict[str, Any]


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def place_json(place: Place) -> Json:
    """A place with its point in degrees WGS 84."""
    return {"id": place.id, "name": place.name, "type": place.type.value, "lat": place.lat, "lon": place.lon}


def _named(entity: Entity) -> Json:
    return {"id": entity.id, "name": entity.name}


def _voices(voices: Iterable[Spoken]) -> list[Json]:
    return [{"source": v.source, "claims": list(v.claims)} for v in voices]


def position_json(position: Position) -> Json:
    """One position of an answer."""
    return {
        "holder": _named(position.holder),
        "status": position.status,
        "extent": position.extent,
        "since": position.since,
        "voices": _voices(position.voices),
        "against": _voices(position.against),
    }


@singledispatch
def to_json(answer: object) -> Json:
    """The JSON of an answer: `Holds`, `Timeline`, `Orders`, `Corridor`, or a tuple of `Dispute`s. Raises TypeError."""
    raise TypeError(f"not an answer of the picture: {type(answer).__name__}")


@to_json.register
def _(answer: Holds) -> Json:
    out: Json = {
        "schema": "sandtable.holds/1",
        "place": place_json(answer.place),
        "on": answer.on.isoformat(),
        "known": _day(answer.known),
        "state": answer.state,
        "positions": [position_json(p) for p in answer.positions],
    }
    if answer.left:
        out["left"] = [
            {"holder": _named(one.actor), "on": one.day.isoformat(), "claims": list(one.claims)}
            for one in answer.left
        ]
    if answer.segments:
        out["segments"] = [
            {
                "place": place_json(share.holds.place),
                "km": share.km,
                "state": share.holds.state,
                "positions": [position_json(p) for p in share.holds.positions],
            }
            for share in answer.segments
        ]
    return out


def frontier_json(frontier: Frontier) -> Json:
    """Who stands at a border, to be joined to the JSON of its answer. A side's `country` is null for crossings."""
    return {
        "lengths": [
            {"holders": [_named(h) for h in part.holders], "state": part.state, "km": part.km}
            for part in frontier.lengths
        ],
        "sides": [
            {
                "country": flank.country or None,
                "within_km": frontier.within,
                "places": [
                    {
                        "place": place_json(near.holds.place),
                        "km": near.km,
                        "state": near.holds.state,
                        "positions": [position_json(p) for p in near.holds.positions],
                    }
                    for near in flank.places
                ],
            }
            for flank in frontier.flanks
        ],
        "across": [{"holders": [_named(a.one), _named(a.other)], "stand": a.stand} for a in frontier.across],
    }


@to_json.register
def _(answer: Timeline) -> Json:
    """One step per holder, so that joint and rival holders of the same days stand side by side; `to` is the day on
    which the next step begins, null for the last."""
    return {
        "schema": "sandtable.timeline/1",
        "place": place_json(answer.place),
        "steps": [
            {
                "from": step.first.isoformat(),
                "to": _day(step.until),
                "state": step.state,
                "holder": _named(holder) if holder else None,
                "claims": list(step.claims),
            }
            for step in answer.steps
            for holder in (step.holders or (None,))
        ],
    }


def _tied(tied: Tied) -> Json:
    return {
        "actor": _named(tied.actor),
        "kind": tied.kind.value,
        "since": _day(tied.since),
        "until": _day(tied.until),
        "origin": tied.origin,
        "source": list(tied.sources),
        "voices": _voices(tied.voices),
        "against": _voices(tied.against),
        "claims": list(tied.claims),
    }


def _force(force: Force) -> Json:
    q = force.quantity
    return {
        "quantity": {"low": q.low, "best": q.best, "high": q.high, "unit": q.unit, "text": force.words},
        "place": _named(force.place) if force.place else None,
        "said": _day(force.day),
        "voices": _voices(force.voices),
        "claims": [c for v in force.voices for c in v.claims],
    }


@to_json.register
def _(answer: Orders) -> Json:
    out: Json = {
        "schema": "sandtable.orbat/1",
        "actor": _named(answer.actor),
        "on": answer.on.isoformat(),
        "known": _day(answer.known),
        "superiors": [_tied(t) for t in answer.superiors],
        "sponsors": [_tied(t) for t in answer.sponsors],
        "wholes": [_tied(t) for t in answer.wholes],
        "subordinates": [_tied(t) for t in answer.subordinates],
        "backs": [_tied(t) for t in answer.clients],
        "parts": [_tied(t) for t in answer.parts],
        "allies": [_tied(t) for t in answer.allies],
        "opponents": [_tied(t) for t in answer.opponents],
        "strength": [_force(f) for f in answer.strength],
    }
    if answer.cycles:
        out["cycles"] = [[_named(e) for e in cycle] for cycle in answer.cycles]
    if answer.rivals:
        out["contradictory"] = [_named(e) for e in answer.rivals]
    return out


def _legs(way: Way) -> list[Json]:
    return [
        {
            "id": leg.leg.id,
            "name": leg.leg.name,
            "from": place_json(leg.posts[0].place),
            "to": place_json(leg.posts[-1].place),
            "via": [place_json(p) for p in leg.via],
            "status": leg.passage.word,
            "claims": list(leg.claims),
        }
        for leg in way.legs
    ]


@to_json.register
def _(answer: Corridor) -> Json:
    weakest = answer.way.weakest
    out: Json = {
        "schema": "sandtable.corridor/1",
        "from": place_json(answer.start),
        "to": place_json(answer.end),
        "by": [_named(b) for b in answer.by],
        "on": answer.on.isoformat(),
        "status": answer.way.passage.word,
        "legs": _legs(answer.way),
        "weakest": weakest.leg.id if weakest else None,
    }
    lever = lever_of(answer.way, answer.by)
    if lever is not None:
        out["change"] = _change(lever)
    if len(answer.ways) > 1:
        out["ways"] = [
            {
                "status": way.passage.word,
                "km": round(way.km),
                "legs": _legs(way),
                "weakest": way.weakest.leg.id if way.weakest else None,
            }
            for way in answer.ways
        ]
    return out


def _change(lever: Lever) -> Json:
    """What would change a corridor; `then` is how it would stand, `next` the leg that would decide."""
    return {
        "leg": lever.leg.leg.id,
        "places": [
            {
                "place": place_json(need.post.place),
                "status": need.post.passage.word,
                "says": need.post.says,
                "needs": need.says,
                "claims": list(need.claims),
            }
            for need in lever.needs
        ],
        "then": lever.then.word,
        "next": lever.next.leg.id if lever.next else None,
    }


@to_json.register
def _(answer: Spells) -> Json:
    """`to` is the day on which the next step begins, null for the last; `because` what turned on the day `from`."""
    return {
        "schema": "sandtable.corridor-timeline/1",
        "from": place_json(answer.start),
        "to": place_json(answer.end),
        "by": [_named(b) for b in answer.by],
        "known": _day(answer.known),
        "steps": [
            {
                "from": spell.first.isoformat(),
                "to": _day(spell.until),
                "status": spell.passage.word,
                "legs": [leg.leg.id for leg in spell.way.legs],
                "weakest": spell.way.weakest.leg.id if spell.way.weakest else None,
                "because": [
                    {
                        "place": place_json(cause.post.place),
                        "was": cause.before.word if cause.before is not None else None,
                        "status": cause.post.passage.word,
                        "says": cause.post.says,
                        "claims": list(cause.claims),
                    }
                    for cause in spell.because
                ],
            }
            for spell in answer.spells
        ],
    }


def _side(side: Side) -> Json:
    return {"says": side.says, "voices": _voices(side.voices), "claims": list(side.claims)}


@to_json.register(tuple)
def _(answers: tuple[Dispute, ...]) -> Json:
    return {"schema": "sandtable.disputes/1", "disputes": [dispute_json(d) for d in answers]}


def dispute_json(dispute: Dispute) -> Json:
    """One dispute."""
    about: Json = {
        role: {**_named(e), "lat": e.lat, "lon": e.lon} if e.type is EntityType.PLACE else _named(e)
        for role, e in dispute.about
    }
    about |= {"from": _day(dispute.first), "to": _day(dispute.last)}
    if dispute.report:
        about["report"] = dispute.report
    if dispute.span:
        about |= {"start": dispute.span[0], "end": dispute.span[1]}
    return {"kind": dispute.kind.value, "about": about, "sides": [_side(s) for s in dispute.sides]}
