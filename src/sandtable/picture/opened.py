"""Scenes that answer for any day, out of the claims themselves, each opened. Invariant: they answer for each day as the scenes of
that day do."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import replace
from datetime import date

from sandtable.gazetteer.place import Place
from sandtable.picture.asking import ALL, Heed
from sandtable.picture.days import Grid, fights_of, places_of, where_of
from sandtable.picture.fetching import Fetcher
from sandtable.picture.holds import Scene, scene_of
from sandtable.picture.moves import MOVING
from sandtable.picture.pressure import PRESSING, bouts_of
from sandtable.picture.sites import AREAS
from sandtable.picture.testimony import Testimony


def scene_opened(
    fetch: Fetcher, place: Place, known: date | None, heed: Heed, fights_from: date | None = None
) -> Scene:
    """What bears on a place on any day; `fights_from`: with the fighting around it."""
    towns, region = fetch.sites.containers(place)
    ids = {place.id, *towns}
    told = fetch.heard(known, heed, MOVING | PRESSING, ids)
    if region is not None and not any(t.claim.kind in MOVING for t in told):
        told = tuple(sorted({*told, *fetch.heard(known, heed, MOVING, {region})}, key=lambda t: t.order))
    nearby: frozenset[str] = frozenset()
    if fights_from is not None and place.type not in AREAS:
        around = fetch.gazetteer.nearest(place.lat, place.lon, fetch.settings.near_km)
        nearby = frozenset(p.id for p, _ in around) - ids
        extra = fetch.heard(known, heed, PRESSING, nearby)
        told = tuple(sorted({*told, *extra}, key=lambda t: t.order))
    return scene_of(
        place,
        told,
        containers=towns,
        region=region,
        nearby=nearby,
        bonds=fetch.graph(known, heed),
        speakers=fetch.speakers,
        settings=fetch.settings,
    )


def scenes_opened(
    fetch: Fetcher, known: date | None = None, heed: Heed = ALL, places: Collection[str] | None = None
) -> dict[str, Scene]:
    """What bears on each place of which any claim speaks (or on `places`), from one pass over the ledger."""
    wanted = None if places is None else {*places, *(t for p in places for t in fetch.sites.over(p))}
    told = fetch.heard(known, heed, MOVING | PRESSING, wanted)
    named = places_of(told)
    by_place: dict[str, list[Testimony]] = defaultdict(list)
    for t in told:
        for place_id in where_of(t):
            by_place[place_id].append(t)
    bonds = fetch.graph(known, heed)
    known_places = fetch.sites.placed(named, places)
    points = [(p.id, p.lat, p.lon) for p in known_places.values() if p.type not in AREAS]
    grid = Grid(points, fetch.settings.near_km)
    fights = fights_of(bouts_of(told, fetch.settings))
    out = {}
    for place_id, place in known_places.items():
        near = grid.near(place.lat, place.lon) - {place_id} if place.type not in AREAS else frozenset()
        scene = fetch.one_of(place, by_place, bonds)
        around = tuple(d for p in near for d in fights.get(p, ()))
        out[place_id] = replace(scene, fights=(*scene.fights, *around))
    return out
