"""A small world for the picture's tests: places, parties, and claims made of few words."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from datetime import date

from sandtable.gazetteer.place import Place, PlaceType
from sandtable.orbat.records import Relation, Tie
from sandtable.picture import Bonds, Holds, Scene, Testimony, holds_of, scene_of
from sandtable.picture.bonds import Bond, from_registry
from sandtable.picture.described import Known
from sandtable.picture.testimony import heard
from sandtable.terms import (
    Claim,
    Entity,
    EntityType,
    Evidence,
    Extent,
    Factuality,
    Kind,
    Role,
    TimeSpan,
    Trigger,
    Voice,
    VoiceType,
)

TOWN = Place("p:town", "Qalat", PlaceType.SETTLEMENT, 34.4, 40.9, country="SY", countries=("SY",))


def day(text: str) -> date:
    return date.fromisoformat(text)


def actor(name: str) -> Entity:
    return Entity(f"a:{name}", EntityType.ACTOR, name.title())


def site(place: Place | str) -> Entity:
    if isinstance(place, str):
        return Entity(place, EntityType.PLACE, place, 34.0, 40.0)
    return Entity(place.id, EntityType.PLACE, place.name, place.lat, place.lon)


def quantity(low: float, high: float | None = None, unit: str = "people") -> Entity:
    top = high if high is not None else low
    return Entity(
        f"q:{low}-{top}{unit}", EntityType.QUANTITY, f"{low}", low=low, best=None, high=top, unit=unit
    )


def said(
    kind: Kind,
    outlet: str | None,
    published: str | None,
    *,
    when: str | tuple[str | None, str | None] | None = None,
    place: Place | str | None = TOWN,
    by: Sequence[tuple[str, VoiceType]] = (),
    factuality: Factuality = Factuality.ASSERTED,
    extent: Extent | None = None,
    report: str | None = None,
    sentence: str | None = None,
    trigger: str = "took",
    group: str = "",
    rejected: bool = False,
    **roles: object,
) -> Testimony:
    """A testimony. Roles are names of parties, or lists of them, or entities; `lost` stands for the role `from`."""
    fillers = []
    words = sentence or f"{outlet}, {published}: {kind}."
    if place is not None:
        at = max(0, words.find("place"))
        fillers.append(Role("place", "place", at, at, site(place)))
    for role, filler in roles.items():
        for one in filler if isinstance(filler, (list, tuple)) else [filler]:
            entity = one if isinstance(one, Entity) else actor(str(one))
            fillers.append(Role("from" if role == "lost" else role, entity.name, 0, 0, entity))
    time = None
    if isinstance(when, str):
        time = TimeSpan(when, 0, 0, when, when, "day")
    elif when is not None:
        time = TimeSpan("then", 0, 0, when[0], when[1], "span")
    report = report or f"{outlet}/{published}"
    chain = tuple(Voice(name, 0, 0, name, type_) for name, type_ in by)
    what = repr(
        (
            kind,
            report,
            when,
            place and site(place).id,
            by,
            factuality,
            extent,
            words,
            trigger,
            sorted(roles.items(), key=str),
        )
    )
    claim = Claim(
        id=hashlib.sha256(what.encode()).hexdigest(),
        kind=kind,
        roles=tuple(fillers),
        evidence=Evidence(0, len(words), words, "", "", Trigger(0, len(trigger), trigger)),
        factuality=factuality,
        extent=extent,
        time=time,
        attribution=chain,
    )
    return Testimony(claim, report, outlet, day(published) if published else None, None, group, rejected)


def took(who: object, outlet: str | None, published: str, when: object = None, **more: object) -> Testimony:
    return said(Kind.CAPTURE, outlet, published, when=when, actor=who, **more)  # type: ignore[arg-type]


def controls(
    who: object, outlet: str | None, published: str, when: object = None, **more: object
) -> Testimony:
    return said(Kind.CONTROL, outlet, published, when=when, actor=who, **{"trigger": "controls", **more})  # type: ignore[arg-type]


def left(who: object, outlet: str | None, published: str, when: object = None, **more: object) -> Testimony:
    return said(Kind.WITHDRAWAL, outlet, published, when=when, actor=who, **{"trigger": "left", **more})  # type: ignore[arg-type]


def attacked(
    who: object, outlet: str | None, published: str, when: object = None, **more: object
) -> Testimony:
    return said(Kind.ASSAULT, outlet, published, when=when, actor=who, **{"trigger": "shelled", **more})  # type: ignore[arg-type]


class Affiliated:
    """Speakers who speak for parties: a mapping of their name to the party's."""

    def __init__(self, **parties: str) -> None:
        self._parties = {name.replace("_", " ").casefold(): f"a:{party}" for name, party in parties.items()}

    def outlet(self, name: str) -> str | None:
        return None

    def stands_for(self, name: str, on: date | None, type_: VoiceType, /) -> frozenset[str]:
        found = self._parties.get(name.casefold())
        return frozenset({found}) if found else frozenset()

    def spellings(self, name: str) -> frozenset[str]:
        return frozenset({name})


def tie(lower: str, kind: Tie, upper: str, start: str | None = None, end: str | None = None) -> Bond:
    relation = Relation(
        kind, f"a:{upper}", day(start) if start else None, day(end) if end else None, "a register"
    )
    return from_registry(actor(lower), relation, actor(upper))


def scene(
    told: Iterable[Testimony],
    *,
    place: Place = TOWN,
    known: str | None = None,
    bonds: Iterable[Bond] = (),
    speakers: Affiliated | None = None,
    actors: Known | None = None,
    **more: object,
) -> Scene:
    voices = heard(told, day(known) if known else None)
    return scene_of(place, voices, bonds=Bonds(bonds), speakers=speakers, known=actors, **more)  # type: ignore[arg-type]


def ask(told: Iterable[Testimony], on: str, **more: object) -> Holds:
    known = more.get("known")
    return holds_of(scene(told, **more), day(on), day(str(known)) if known else None)  # type: ignore[arg-type]


def holders(answer: Holds) -> list[str]:
    return sorted(p.holder.id.removeprefix("a:") for p in answer.positions)
