"""Positions of a day and claims with places as GeoJSON (RFC 7946). Invariant: degrees WGS 84, longitude first; every
feature says by `layer` whether it is a position, a movement or a claim, and names its claims."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from sandtable.brief.exports.common import Exported, actors, counted, places, when
from sandtable.brief.records import BriefInput, Spot
from sandtable.ledger import Entry
from sandtable.terms import Spoken

Json = dict[str, Any]


def export_geojson(brief: BriefInput, entries: Iterable[Entry]) -> Exported:
    """The positions of `brief.on`, its movements, and one point for each place of each claim."""
    entries = list(entries)
    features = [*_positions(brief), *_movements(brief), *(f for e in entries for f in _claims(e))]
    left = counted("claims that name no place with coordinates" for e in entries if not list(_claims(e)))
    text = json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False)
    return Exported(text + "\n", len(features), left)


def _feature(geometry: Json, properties: Json) -> Json:
    return {"type": "Feature", "geometry": geometry, "properties": properties}


def _point(lon: float, lat: float) -> Json:
    return {"type": "Point", "coordinates": [lon, lat]}


def _positions(brief: BriefInput) -> Iterator[Json]:
    for spot in brief.spots:
        standing = spot.on(brief.on)
        if standing is None:
            continue
        yield _feature(
            _geometry(spot),
            {
                "layer": "position",
                "on": brief.on.isoformat(),
                "place": spot.id,
                "name": spot.name,
                "type": spot.type,
                "state": standing.state,
                "positions": [
                    {
                        "holder": {"id": p.holder.id, "name": p.holder.name},
                        "status": p.status,
                        "extent": p.extent,
                        "since": p.since,
                        "voices": _voices(p.voices),
                        "against": _voices(p.against),
                    }
                    for p in standing.positions
                ],
            },
        )


def _geometry(spot: Spot) -> Json:
    if spot.lines:
        return {"type": "MultiLineString", "coordinates": [[list(p) for p in line] for line in spot.lines]}
    return _point(spot.lon, spot.lat)


def _voices(voices: tuple[Spoken, ...]) -> list[Json]:
    return [{"source": v.source, "claims": list(v.claims)} for v in voices]


def _movements(brief: BriefInput) -> Iterator[Json]:
    names = {p.id: p.name for p in brief.parties}
    for move in brief.movements:
        if len(move.stops) > 1:
            yield _feature(
                {"type": "LineString", "coordinates": [[lon, lat] for _, lon, lat in move.stops]},
                {
                    "layer": "movement",
                    "actor": {"id": move.party, "name": names.get(move.party, move.party)},
                    "stops": [name for name, _, _ in move.stops],
                    "first": move.first.isoformat(),
                    "last": move.last.isoformat(),
                    "factuality": move.factuality,
                    "claims": list(move.claims),
                },
            )


def _claims(entry: Entry) -> Iterator[Json]:
    claim, days = entry.claim, when(entry)
    for place in places(claim):
        if place.lat is None or place.lon is None:
            continue
        yield _feature(
            _point(place.lon, place.lat),
            {
                "layer": "claim",
                "claim": claim.id,
                "kind": claim.kind.value,
                "factuality": claim.factuality.value,
                "actors": [{"id": a.id, "name": a.name} for a in actors(claim)],
                "place": place.id,
                "name": place.name,
                "first": days.first.isoformat() if days and days.by_words else None,
                "last": days.last.isoformat() if days and days.by_words else None,
                "published": entry.published.isoformat() if entry.published else None,
                "publisher": entry.report.publisher,
                "url": entry.report.url,
                "said_by": [v.name for v in claim.attribution],
                "sentence": claim.evidence.exact,
            },
        )
