"""One commander after another. Invariant: of persons who are said to command one force, a later word ends an earlier one, as a
later holder ends an earlier hold; persons and the bodies that are over a force never stand against each other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from sandtable.picture.bonds import Bond, BondKind
from sandtable.picture.settings import DEFAULT, Settings


def succeeded(
    bonds: Iterable[Bond], people: Collection[str], settings: Settings = DEFAULT
) -> tuple[Bond, ...]:
    """The bonds, those of commanders who are persons cut where another is said to command since.

    One comes after another where all that is said of the first was said before all that is said of the second: by one outlet,
    or by any where more than the settings' fortnight lies between. Until his first word nobody is said to have been the second.
    """
    bonds = tuple(bonds)
    told: dict[str, dict[str, list[Bond]]] = defaultdict(lambda: defaultdict(list))
    for b in bonds:
        if b.kind is BondKind.COMMAND and b.testimony is not None and not b.denied and b.above.id in people:
            told[b.below.id][b.above.id].append(b)
    out: dict[Bond, Bond] = {}
    for commanders in told.values():
        for mine, its in commanders.items():
            others = [found for one, found in commanders.items() if one != mine]
            later = [min(_said(o)) for o in others if _after(its, o, settings)]
            begins = min(_said(its)) if any(_after(o, its, settings) for o in others) else None
            for b in its:
                out[b] = _cut(b, min(later, default=None), begins)
    return tuple(out.get(b, b) for b in bonds)


def comparable(one: str, other: str, people: Collection[str]) -> bool:
    """Whether two who command one force can be rivals: two persons, or two bodies."""
    return (one in people) == (other in people)


def _said(bonds: Sequence[Bond]) -> list[date]:
    return [b.testimony.day for b in bonds if b.testimony is not None and b.testimony.day is not None]


def _after(some: Sequence[Bond], others: Sequence[Bond], settings: Settings) -> bool:
    """Whether all that the others say was said after all that some say."""
    before, since = _said(some), _said(others)
    if not before or not since or max(before) >= min(since):
        return False
    one = {b.testimony.publisher for b in some if b.testimony is not None}
    same = any(b.testimony is not None and b.testimony.publisher in one for b in others)
    return same or (min(since) - max(before)).days > settings.same_event


def _cut(b: Bond, later: date | None, begins: date | None) -> Bond:
    """The bond until the day before a later commander and, where its words do not date it, from the first word of it on."""
    last, first = b.last, b.first
    if later is not None and (last is None or last >= later):
        last = later - timedelta(days=1)
    if begins is not None and b.since is None and (first is None or first < begins):
        first = begins
    return replace(b, first=first, last=last, until=last if last != b.last else b.until)
