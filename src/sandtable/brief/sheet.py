"""The map of a run of days as data, for the desk. Invariant: each look and holder is what the picture answers on each of its
days; days count from `first`; and an actor keeps its colour from one sheet of a ledger to the next.

Claims behind who holds a place are not in it: they are asked for, place by place. A ledger of any size has a small sheet.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from threading import Lock
from typing import Any

from sandtable.brief.basemap import core
from sandtable.brief.gather import movement_of, named
from sandtable.brief.ground import held_lines, vague
from sandtable.brief.layers import bow
from sandtable.brief.looks import look
from sandtable.brief.palette import OTHER, sidc, slots
from sandtable.brief.records import Movement, Point, Standing
from sandtable.brief.safety import visible
from sandtable.brief.tiles import Tiles
from sandtable.gazetteer import Gazetteer
from sandtable.orbat import Registry
from sandtable.picture import ALL, Almanac, Heed, Incident, Picture, Recall, Run
from sandtable.terms import Entity, Kind

Json = dict[str, Any]
RECENT = timedelta(days=14)  # what happened is drawn so long after it
SHOWN = (Kind.ASSAULT, Kind.SIEGE, Kind.PRESENCE)
MOST = 12  # voices about a place that count for the first view
_KEPT = 24  # maps; each has some hundred kilobytes


@dataclass(frozen=True, slots=True)
class Sheet:
    """The days from `first` to `last`, as known by a day and by whose word; of the actors of `only_of` and of the `kinds` (control:
    who holds what) alone, where given."""

    first: date
    last: date
    known: date | None = None
    heed: Heed = ALL
    only_of: frozenset[str] = frozenset()
    kinds: frozenset[Kind] = frozenset()

    def shows(self, kind: Kind) -> bool:
        """Whether what is said of this kind is on it."""
        return not self.kinds or kind in self.kinds

    def wants(self, *actors: str) -> bool:
        """Whether what these actors hold or do is on it."""
        return not self.only_of or not self.only_of.isdisjoint(actors)

    def day(self, day: date) -> int:
        """The number of a day."""
        return (day - self.first).days


def colours_of(almanac: Almanac) -> dict[str, int]:
    """The colour slots of a ledger's actors: those who are most said to hold places choose first, then those who do most."""
    actors = sorted({*almanac.parties, *almanac.acting})
    told = sorted(actors, key=lambda a: (almanac.parties.get(a, 0), almanac.acting.get(a, 0), a))
    return slots(actors, {actor: rank for rank, actor in enumerate(told)})


def sheet_json(
    sheet: Sheet, picture: Picture, gazetteer: Gazetteer, registry: Registry, slot: Mapping[str, int]
) -> Json:
    """The map of a sheet. `slot`: the colours of actors."""
    names: dict[str, str] = {}
    holds, moving = sheet.shows(Kind.CONTROL), sheet.shows(Kind.MOVEMENT)
    courses = picture.courses(sheet.first, sheet.last, sheet.known, sheet.heed) if holds else {}
    places = [_place(sheet, gazetteer, runs, slot, names) for _, runs in sorted(courses.items())]
    places = [place for place in places if place["runs"]]
    since = sheet.first - RECENT
    travels = picture.movements(since, sheet.last, sheet.known, sheet.heed) if moving else ()
    kinds = tuple(kind for kind in SHOWN if sheet.shows(kind))
    moves = [
        movement_of(travel, registry, names)
        for travel in travels
        if sheet.wants(*(a.id for a in travel.actors))
    ]
    incidents = [
        i
        for i in picture.incidents(since, sheet.last, sheet.known, kinds, sheet.heed)
        if i.place.lat is not None and sheet.wants(*(a.id for a in (*i.actors, *i.targets)))
    ]
    happened = [_incident(sheet, i, names) for i in incidents]
    return {
        "first": sheet.first.isoformat(),
        "last": sheet.last.isoformat(),
        "known": sheet.known.isoformat() if sheet.known else None,
        "box": _box(places, happened),
        "parties": {
            id_: {"name": visible(registered or name), "slot": slot.get(id_, OTHER), "kind": kind, "sidc": sidc(kind)}
            for id_, name, registered, kind in named(names, registry)
        },
        "places": places,
        "moves": [_move(sheet, m) for m in moves],
        "incidents": happened,
    }  # fmt: skip


def _place(
    sheet: Sheet, gazetteer: Gazetteer, runs: Sequence[Run], slot: Mapping[str, int], names: dict[str, str]
) -> Json:
    told = [run for run in runs if sheet.wants(*run.holds.holders)]
    for run in told:
        names.update({p.holder.id: p.holder.name for p in run.holds.positions if p.holder.id not in names})
    place = runs[0].holds.place
    out: Json = {
        "id": place.id,
        "name": visible(place.name),
        "type": place.type.value,
        "at": [round(place.lon, 4), round(place.lat, 4)],
        "vague": vague(place),
        "runs": [_run(sheet, run, slot) for run in told],
    }
    lines = held_lines(gazetteer, place)
    return {**out, "lines": [[list(point) for point in line] for line in lines]} if lines else out


def _run(sheet: Sheet, run: Run, slot: Mapping[str, int]) -> Json:
    answer = run.holds
    seen = look(Standing(run.first, run.last, answer.state, answer.positions), slot)
    return {
        "from": sheet.day(run.first),
        "to": sheet.day(run.last),
        "state": answer.state,
        "style": seen.style,
        "slots": list(seen.slots),
        "partial": seen.partial,
        "inferred": answer.inferred,
        "holders": [
            {
                "id": p.holder.id,
                "status": p.status,
                "extent": p.extent,
                "since": p.since,
                "voices": len(p.voices),
                "against": len(p.against),
            }
            for p in answer.positions
        ],
    }


def _move(sheet: Sheet, move: Movement) -> Json:
    stops = [(lon, lat) for _, lon, lat in move.stops]
    return {
        "by": [a for a in (move.party, *move.also) if a],
        "label": " → ".join(visible(name) for name, _, _ in move.stops),
        "line": [list(p) for p in bow(stops)] if move.drawn and len(stops) > 1 else [],
        "at": list(stops[-1]) if stops else None,
        "from": sheet.day(move.first),
        "to": sheet.day(move.last),
        "factuality": move.factuality,
        "claims": list(move.claims),
    }


def _incident(sheet: Sheet, incident: Incident, names: dict[str, str]) -> Json:
    def ids(actors: Iterable[Entity]) -> Iterator[str]:
        for actor in actors:
            names.setdefault(actor.id, actor.name)
            yield actor.id

    place = incident.place
    return {
        "kind": incident.kind.value,
        "by": list(ids(incident.actors)),
        "on": list(ids(incident.targets)),
        "place": place.id,
        "name": visible(place.name),
        "at": [place.lon, place.lat],
        "from": sheet.day(incident.first),
        "to": sheet.day(incident.last),
        "claims": list(incident.claims),
    }


def _box(places: Iterable[Json], incidents: Iterable[Json]) -> list[float] | None:
    """The first view: west, south, east, north. A place counts by what is told of it, so that a stray one does not set it."""
    points: list[Point] = []
    for place in places:
        if not place["vague"]:
            points += [(place["at"][0], place["at"][1])] * min(
                sum(h["voices"] for h in place["runs"][0]["holders"]), MOST
            )
    points += [(i["at"][0], i["at"][1]) for i in incidents]
    return [round(edge, 3) for edge in core(points)] if points else None


class Maps:
    """The maps of a ledger, each kept as long as the ledger stays as it is, and beside them what the same questions had for an
    answer last. May be shared between threads."""

    def __init__(self, picture: Picture, gazetteer: Gazetteer, registry: Registry) -> None:
        self._picture, self._gazetteer, self._registry = picture, gazetteer, registry
        self._sheets, self._slots = Recall[Json](_KEPT), Recall[dict[str, int]](1)
        self._lock, self._last = Lock(), OrderedDict[Sheet, Json]()
        self.tiles = Tiles()

    def sheet(self, sheet: Sheet) -> Json:
        """The map of some days."""
        version = self._picture.version()

        def made() -> Json:
            # Colours are those of everybody's word, so that two maps side by side have the same.
            slot = self._slots.get(version, None, lambda: colours_of(self._picture.almanac()))
            found = sheet_json(sheet, self._picture, self._gazetteer, self._registry, slot)
            with self._lock:
                self._last[sheet] = found
                self._last.move_to_end(sheet)
                while len(self._last) > _KEPT:
                    self._last.popitem(last=False)
            return found

        return self._sheets.get(version, sheet, made)

    def earlier(self, sheet: Sheet) -> Json | None:
        """The map of some days as it was before the ledger grew last; None where it is at hand as it is now, or never was made."""
        if self._sheets.has(self._picture.version(), sheet):
            return None
        with self._lock:
            return self._last.get(sheet)
