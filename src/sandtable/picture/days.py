"""The whole picture of some days, for maps and briefs. Invariant: places that were not named by any claim are not drawn,
and the same event told by several reports is one item with all its claims."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sandtable.picture.pressure import PRESSING
from sandtable.picture.scene import Scene
from sandtable.picture.settings import DEFAULT, Settings
from sandtable.picture.testimony import Testimony, window
from sandtable.picture.timeline import Step, timeline_of
from sandtable.terms import MOVING, Entity, Factuality, Kind


@dataclass(frozen=True, slots=True)
class Travel:
    """A reported movement. `stops` are origin, places crossed and destination, those that are named, in that order."""

    actors: tuple[Entity, ...]
    origin: tuple[Entity, ...]
    via: tuple[Entity, ...]
    destination: tuple[Entity, ...]
    first: date
    last: date
    factuality: Factuality
    claims: tuple[str, ...]

    @property
    def stops(self) -> tuple[Entity, ...]:
        """The places of the way in order."""
        return (*self.origin, *self.via, *self.destination)


@dataclass(frozen=True, slots=True)
class Incident:
    """A reported assault, siege, killing or presence at a place."""

    kind: Kind
    actors: tuple[Entity, ...]
    targets: tuple[Entity, ...]
    place: Entity
    first: date
    last: date
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """A step of a place's timeline that began in the days asked about; `before` is what it followed."""

    day: date
    place: Entity
    before: Step | None
    now: Step


def movements_of(
    testimonies: Iterable[Testimony], first: date, last: date, settings: Settings = DEFAULT
) -> tuple[Travel, ...]:
    """The movements between two days, both inclusive, with a place at one end at least: asserted, hedged and planned
    ones (which say so), not those denied."""
    groups: dict[tuple[object, ...], list[Testimony]] = defaultdict(list)
    for t in testimonies:
        if t.claim.kind is not Kind.MOVEMENT or t.rejected or t.claim.factuality is Factuality.DENIED:
            continue
        when = window(t, lasting=False, settings=settings)
        ends = (t.places("origin"), t.places("via"), t.places("destination"))
        if when is None or when.last < first or when.first > last or not any(ends):
            continue
        ids = tuple(tuple(p.id for p in end) for end in ends)
        actors = tuple(sorted(a.id for a in t.actors("actor")))
        groups[actors, ids, when.first, when.last, t.claim.factuality].append(t)
    return tuple(
        sorted(
            (
                Travel(
                    said[0].actors("actor"),
                    said[0].places("origin"),
                    said[0].places("via"),
                    said[0].places("destination"),
                    start,
                    end,
                    factuality,
                    tuple(dict.fromkeys(t.id for t in said)),
                )
                for (_, _, start, end, factuality), said in _dated(groups)
            ),
            key=lambda m: (m.last, m.claims),
        )
    )


def _dated(
    groups: dict[tuple[object, ...], list[Testimony]],
) -> Iterable[tuple[tuple[object, object, date, date, Factuality], list[Testimony]]]:
    for key, said in groups.items():
        actors, ids, start, end, factuality = key
        if isinstance(start, date) and isinstance(end, date) and isinstance(factuality, Factuality):
            yield (actors, ids, start, end, factuality), said


def incidents_of(
    testimonies: Iterable[Testimony],
    kinds: frozenset[Kind],
    first: date,
    last: date,
    settings: Settings = DEFAULT,
) -> tuple[Incident, ...]:
    """What is said to have happened (or, for a siege or a presence, to have been so) at places between two days."""
    groups: dict[tuple[Kind, str, tuple[str, ...], tuple[str, ...], date, date], list[Testimony]] = (
        defaultdict(list)
    )
    for t in testimonies:
        if t.claim.kind not in kinds or t.rejected or t.claim.factuality is not Factuality.ASSERTED:
            continue
        when = window(t, lasting=t.claim.kind in (Kind.SIEGE, Kind.PRESENCE), settings=settings)
        if when is None or when.last < first or when.first > last:
            continue
        actors, targets = t.actors("actor"), t.actors("target") or t.actors("victim")
        for place in t.places() or t.places("target"):
            key = (t.claim.kind, place.id, tuple(a.id for a in actors), tuple(a.id for a in targets))
            groups[*key, when.first, when.last].append(t)
    out = []
    for (kind, place_id, _, _, start, end), said in groups.items():
        t = said[0]
        place = next(p for p in (*t.places(), *t.places("target")) if p.id == place_id)
        targets = t.actors("target") or t.actors("victim")
        claims = tuple(dict.fromkeys(s.claim.id for s in said))
        out.append(Incident(kind, t.actors("actor"), targets, place, start, end, claims))
    return tuple(sorted(out, key=lambda i: (i.last, i.place.id, i.claims)))


def changes_of(scenes: Iterable[Scene], first: date, last: date) -> tuple[Change, ...]:
    """The steps of all places that claims brought about between two days, both inclusive, by day and place."""
    out = []
    for scene in scenes:
        if not any(first <= m.from_day <= last for m in (*scene.heardsay.moves, *scene.heardsay.denials)):
            continue
        turning = {m.from_day for m in (*scene.heardsay.moves, *scene.heardsay.denials)}
        steps = timeline_of(scene, last).steps
        place = scene.place
        entity = next(
            p
            for m in (*scene.heardsay.moves, *scene.heardsay.denials)
            for p in m.testimony.places()
            if p.id == m.place
        )
        named = Entity(place.id, entity.type, place.name, place.lat, place.lon)
        for i, step in enumerate(steps):
            if first <= step.first <= last and step.first in turning:
                out.append(Change(step.first, named, steps[i - 1] if i else None, step))
    return tuple(sorted(out, key=lambda c: (c.day, c.place.name, c.place.id)))


def where_of(t: Testimony) -> set[str]:
    """The places whose holding or pressure a testimony may speak of."""
    return {p.id for role in ("place", "target", "destination") for p in t.places(role)}


def places_of(testimonies: Iterable[Testimony]) -> dict[str, Entity]:
    """The places whose holding or pressure testimonies speak of, by id."""
    out: dict[str, Entity] = {}
    for t in testimonies:
        if t.claim.kind in MOVING or t.claim.kind in PRESSING:
            for place in (*t.places(), *t.places("target"), *t.places("destination")):
                out.setdefault(place.id, place)
    return out
