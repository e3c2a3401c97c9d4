"""A whole ledger at a glance. Invariant: it counts words, and says of no day who held what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sandtable.picture.annals import Annals
from sandtable.picture.settings import Settings
from sandtable.picture.testimony import window
from sandtable.terms import MOVING, EntityType, Kind

_ACTING = frozenset({Kind.MOVEMENT, Kind.ASSAULT, Kind.SIEGE, Kind.PRESENCE})
_TURNING = frozenset({Kind.CAPTURE, Kind.WITHDRAWAL})


@dataclass(frozen=True, slots=True)
class Almanac:
    """`days`: by day, how many claims tell of a place gained or left on it (the last day, where they give several);
    `first` and `last`: the first and last day that any word about a place tells of, None
    where there is none; `parties`: by actor, how many claims say that it gained, left or held a place; `acting`: the same of
    claims that it moved, attacked, besieged or was present."""

    days: Mapping[date, int]
    first: date | None
    last: date | None
    parties: Mapping[str, int]
    acting: Mapping[str, int]


def almanac_of(annals: Annals, settings: Settings) -> Almanac:
    """What the gists tell, and the claims that decisions bear on."""
    days: Counter[date] = Counter()
    _, _, ends = annals.dated(_TURNING)
    for ordinal, count in Counter(ends.tolist()).items():
        days[date.fromordinal(ordinal)] += count
    _, _, every = annals.dated(MOVING)
    spoken = {date.fromordinal(n) for n in (every.min(), every.max())} if len(every) else set()
    for t in annals.ruled(MOVING, None):
        when = window(t, lasting=t.claim.kind is Kind.CONTROL, settings=settings)
        if when is not None:
            spoken.add(when.last)
            days[when.last] += t.claim.kind in _TURNING
    parties = annals.named(MOVING, ("actor", "to"), EntityType.ACTOR)
    acting = annals.named(_ACTING, ("actor",), EntityType.ACTOR)
    return Almanac(+days, min(spoken, default=None), max(spoken, default=None), parties, acting)
