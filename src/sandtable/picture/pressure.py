"""What bears on a place without moving control. Invariant: an assault, a siege or an advance never names a holder."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sandtable.picture.settings import DEFAULT, Ageing, Settings
from sandtable.picture.testimony import Testimony, window
from sandtable.terms import Entity, Factuality, Kind


class Strain(StrEnum):
    """What the pressure is."""

    BESIEGED = "besieged"
    FIGHTING = "fighting"
    ADVANCE = "advance"


STRAINS: dict[Kind, tuple[Strain, str]] = {
    Kind.SIEGE: (Strain.BESIEGED, "place"),
    Kind.ASSAULT: (Strain.FIGHTING, "place"),
    Kind.CASUALTY: (Strain.FIGHTING, "place"),
    Kind.MOVEMENT: (Strain.ADVANCE, "destination"),
}
PRESSING = frozenset(STRAINS)


@dataclass(frozen=True, slots=True)
class Pressure:
    """Pressure on a place: what, by whom, the last day of it, from which claims."""

    strain: Strain
    by: tuple[Entity, ...]
    last: date
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Bout:
    """One testimony of pressure, with its last day. `places` are the ids that it names."""

    strain: Strain
    testimony: Testimony
    last: date
    places: frozenset[str]

    @property
    def order(self) -> tuple[date, tuple[str, str, int, str]]:
        """A key that sorts bouts the same way whatever order they were stored in."""
        return (self.last, self.testimony.order)


def bouts_of(testimonies: Iterable[Testimony], settings: Settings = DEFAULT) -> tuple[Bout, ...]:
    """The assaults, sieges, killings and advances among testimonies that say that they happened, with their days."""
    out = []
    for t in testimonies:
        shape = STRAINS.get(t.claim.kind)
        if shape is None or t.rejected or t.claim.factuality is not Factuality.ASSERTED:
            continue
        strain, role = shape
        places = frozenset(p.id for p in (*t.places(role), *t.places("target")))
        when = window(t, lasting=strain is Strain.BESIEGED, settings=settings)
        if places and when is not None:
            out.append(Bout(strain, t, when.last, places))
    return tuple(sorted(out, key=lambda b: b.order))


def pressure_on(
    bouts: Collection[Bout], places: frozenset[str], on: date, settings: Settings = DEFAULT
) -> tuple[Pressure, ...]:
    """The pressure on any of `places` on a day: what was said of the last weeks, as long as the settings let it show."""
    if not bouts:
        return ()
    shown: dict[Strain, list[Bout]] = {}
    for b in bouts:
        days = settings.siege_shows if b.strain is Strain.BESIEGED else settings.fighting_shows
        if b.places & places and 0 <= (on - b.last).days <= days:
            shown.setdefault(b.strain, []).append(b)
    return tuple(
        Pressure(
            strain,
            tuple({a.id: a for b in found for a in b.testimony.actors("actor")}.values()),
            max(b.last for b in found),
            tuple(dict.fromkeys(b.testimony.id for b in found)),
        )
        for strain, found in sorted(shown.items())
    )


def ageing(fights: Iterable[date], last_word: date, on: date, settings: Settings = DEFAULT) -> Ageing:
    """The row of the ageing table that applies on a day: faster where there was fighting after the last word.
    `fights`: the days of fighting at or near the place."""
    near = any(last_word < day <= on for day in fights)
    return settings.fighting if near else settings.quiet
