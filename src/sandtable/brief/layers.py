"""What the map is drawn from, as JSON. Invariant: every day of the brief is answered in it, so the page needs no
reckoning of its own and nobody to ask."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Any

from sandtable.brief.citations import Citations
from sandtable.brief.looks import look
from sandtable.brief.palette import OTHER, colours, sidc, slots
from sandtable.brief.records import BriefInput, Line, Movement, Presence, Spot, Standing, changes
from sandtable.brief.safety import visible
from sandtable.terms import Position, Spoken

Json = dict[str, Any]
BEND = 0.12  # how far a movement's line bows out, as a part of its length, so that there and back differ
STEPS = 16


def colouring(brief: BriefInput) -> dict[str, int]:
    """The colour slot of every party: those that hold most places over the brief's days choose first, then those
    that move or are present; parties of the order of battle alone have none."""
    held = Counter(p.holder.id for spot in brief.spots for s in spot.standings for p in s.positions)
    held.update(
        {
            party: 0
            for party in (*(m.party for m in brief.movements if m.drawn), *(f.party for f in brief.presences))
        }
    )
    told = (s for view in brief.views for spot in view.spots for s in spot.standings)
    held.update({p.holder.id: 0 for s in told for p in s.positions})
    held.pop("", None)  # forces that no report names have no colour of their own
    chosen = slots(held, held)
    return {p.id: chosen.get(p.id, OTHER) for p in brief.parties} | chosen


def payload(brief: BriefInput, citations: Citations) -> Json:
    """The JSON of the page: days count from `first`, sentences are given by number, colours by slot."""
    slot = colouring(brief)
    return {
        "first": brief.first.isoformat(),
        "days": (brief.last - brief.first).days,
        "on": _day(brief, brief.on),
        "changes": sorted({_day(brief, c.day) for c in changes(brief)}),
        "colours": [[c.light, c.dark] for c in colours()],
        "parties": {
            p.id: {"name": visible(p.name), "slot": slot[p.id], "sidc": sidc(p.kind)} for p in brief.parties
        },
        "spots": [_spot(brief, citations, spot, slot) for spot in brief.spots],
        "moves": [_move(brief, citations, m) for m in brief.movements if m.drawn and len(m.stops) > 1],
        "forces": [_presence(brief, citations, p) for p in brief.presences],
        "views": [
            {"spots": [[_standing(brief, citations, t, slot) for t in spot.standings] for spot in view.spots]}
            for view in brief.views
        ],
        "way": _way(brief),
        "base": _base(brief),
    }


def _way(brief: BriefInput) -> list[Json]:
    """The legs of the corridor, drawn on the day that they are told of."""
    return [
        {
            "status": leg.status,
            "line": [list(p) for p in leg.line],
            "label": visible(f"{leg.name}: {leg.status}, {leg.says}"),
        }
        for leg in (brief.corridor.legs if brief.corridor else ())
    ]


def _day(brief: BriefInput, day: date) -> int:
    return min(max((day - brief.first).days, 0), (brief.last - brief.first).days)


def _spot(brief: BriefInput, citations: Citations, spot: Spot, slot: Mapping[str, int]) -> Json:
    return {
        "id": spot.id,
        "name": visible(spot.name),
        "type": spot.type,
        "vague": spot.precision in {"area", "vague"},
        "at": [spot.lon, spot.lat],
        "lines": [[list(p) for p in line] for line in spot.lines],
        "standings": [_standing(brief, citations, s, slot) for s in spot.standings],
    }


def _standing(brief: BriefInput, citations: Citations, standing: Standing, slot: Mapping[str, int]) -> Json:
    seen = look(standing, slot)
    return {
        "day": standing.first.isoformat(),
        "from": _day(brief, standing.first),
        "to": _day(brief, standing.last),
        "state": standing.state,
        "look": {"style": seen.style, "slots": seen.slots, "partial": seen.partial},
        "cites": citations.numbers(standing.claims),
        "positions": [_position(citations, p) for p in standing.positions],
    }


def _position(citations: Citations, position: Position) -> Json:
    return {
        "holder": position.holder.id,
        "status": position.status,
        "extent": position.extent,
        "since": position.since,
        "voices": _voices(citations, position.voices),
        "against": _voices(citations, position.against),
    }


def _voices(citations: Citations, voices: tuple[Spoken, ...]) -> list[Json]:
    return [{"source": visible(v.source), "cites": citations.numbers(v.claims)} for v in voices]


def _move(brief: BriefInput, citations: Citations, move: Movement) -> Json:
    return {
        "party": move.party,
        "also": move.also,
        "label": " → ".join(visible(name) for name, _, _ in move.stops),
        "line": [list(p) for p in bow([(lon, lat) for _, lon, lat in move.stops])],
        "from": _day(brief, move.first),
        "to": _day(brief, move.last),
        "sure": move.factuality == "asserted",
        "factuality": move.factuality,
        "cites": citations.numbers(move.claims),
    }


def _presence(brief: BriefInput, citations: Citations, presence: Presence) -> Json:
    return {
        "party": presence.party,
        "place": visible(presence.place),
        "at": [presence.lon, presence.lat],
        "from": _day(brief, presence.first),
        "to": _day(brief, presence.last),
        "cites": citations.numbers(presence.claims),
    }


def bow(stops: list[tuple[float, float]]) -> Line:
    """The line of a movement: straight through its stops where it has several, a shallow bow between two."""
    if len(stops) != 2:
        return tuple(stops)
    (x0, y0), (x1, y1) = stops
    cx, cy = (x0 + x1) / 2 - (y1 - y0) * BEND, (y0 + y1) / 2 + (x1 - x0) * BEND
    return tuple(
        (round((1 - t) ** 2 * x0 + 2 * t * (1 - t) * cx + t * t * x1, 4),
         round((1 - t) ** 2 * y0 + 2 * t * (1 - t) * cy + t * t * y1, 4))
        for t in (i / STEPS for i in range(STEPS + 1))
    )  # fmt: skip


def _base(brief: BriefInput) -> Json:
    base = brief.base
    return {
        "box": list(base.box),
        "reach": list(base.reach),
        "land": _feature("MultiPolygon", base.land),
        "borders": _feature("MultiLineString", base.borders),
        "rivers": _feature("MultiLineString", base.rivers),
        "labels": {
            "type": "FeatureCollection",
            "features": [
                _feature("Point", (x.lon, x.lat), {"name": visible(x.name), "rank": x.rank, "zoom": x.zoom})
                for x in base.labels
            ],
        },
    }


def _feature(kind: str, coordinates: object, properties: Mapping[str, Any] | None = None) -> Json:
    return {
        "type": "Feature",
        "properties": dict(properties or {}),
        "geometry": {"type": kind, "coordinates": coordinates},
    }
