"""Scenes that answer for any day. Invariant: they answer for each day as the scenes of that day do."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import replace
from datetime import date

from sandtable.gazetteer.place import Place
from sandtable.picture.annals import Annals
from sandtable.picture.asking import ALL, Heed
from sandtable.picture.days import where_of
from sandtable.picture.pressure import bouts_of
from sandtable.picture.scene import Scene
from sandtable.picture.testimony import Testimony
from sandtable.picture.theatre import Theatre
from sandtable.picture.vicinity import Numbers


def scene_opened(theatre: Theatre, place: Place, known: date | None, heed: Heed) -> Scene:
    """What bears on a place on any day."""
    annals = theatre.fetch.annals(known, heed)
    scene, about = theatre.built(place, annals)
    return _opened(scene, about, annals, theatre.pressing(annals, scene.places))


def scenes_opened(
    theatre: Theatre, known: date | None = None, heed: Heed = ALL, places: Collection[str] | None = None
) -> dict[str, Scene]:
    """What bears on each place of which any claim speaks (or on `places`), from one pass over the ledger."""
    annals = theatre.fetch.annals(known, heed)
    built = theatre.all_built(annals, places)
    ids = None if places is None else frozenset(id_ for scene, _ in built.values() for id_ in scene.places)
    by_place: dict[str, list[Testimony]] = defaultdict(list)
    for t in theatre.pressing(annals, ids):
        for place_id in where_of(t):
            by_place[place_id].append(t)
    return {
        p: _opened(scene, about, annals, [t for id_ in scene.places for t in by_place.get(id_, ())])
        for p, (scene, about) in built.items()
    }


def _opened(scene: Scene, about: Numbers, annals: Annals, pressing: Collection[Testimony]) -> Scene:
    fights = annals.battles.fights(about, date.min, date.max)
    every = {t.order: t for t in pressing}
    bouts = bouts_of(every.values(), scene.settings)
    return replace(scene, bouts=bouts, fights=fights)
