"""When a corridor opened and closed, and by what. Invariant: each spell is what `corridor` answers on each of its days, and
two spells that touch differ in how open the way is."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from heapq import merge
from itertools import groupby
from operator import itemgetter

from sandtable.gazetteer.place import Leg, Place
from sandtable.picture.corridor import Passage, Post, Way, leg_status, way_of
from sandtable.terms import Entity


@dataclass(frozen=True, slots=True)
class Cause:
    """A place on the way that came to stand otherwise; `before` is None on the first day asked about. `claims` are those
    that are new in its answer, none where a word grew old or a tie began or ended."""

    post: Post
    before: Passage | None
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Spell:
    """From `first` until the day before `until` (None: to the end of what was asked) the corridor stood so. `way` is the
    best one on the first day; `because` tells what brought it about."""

    first: date
    until: date | None
    way: Way
    because: tuple[Cause, ...]

    @property
    def passage(self) -> Passage:
        """How open it was."""
        return self.way.passage


@dataclass(frozen=True, slots=True)
class Spells:
    """A corridor over time, oldest spell first."""

    start: Place
    end: Place
    by: tuple[Entity, ...]
    known: date | None
    spells: tuple[Spell, ...]

    def openings(self) -> tuple[tuple[date, bool], ...]:
        """The days on which it opened (True) and on which it ceased to be open (False)."""
        out: list[tuple[date, bool]] = []
        was = False
        for spell in self.spells:
            is_open = spell.passage is Passage.OPEN
            if is_open is not was:
                out.append((spell.first, is_open))
            was = is_open
        return tuple(out)


def spells_of(
    start: Place,
    end: Place,
    by: Sequence[Entity],
    known: date | None,
    *,
    legs: Sequence[Leg],
    starts: Collection[str],
    ends: Collection[str],
    posts: Sequence[Iterable[tuple[date, Post]]],
    told: Callable[[date, str], Post],
    km: Callable[[Leg], float],
) -> Spells:
    """The spells of a corridor. `posts`: of each stop the days on which it may come to stand otherwise, in order, the first day of all among them,
    each with how it stands; `told` gives the same of a day and a stop with all that its answer rests on."""
    now: dict[str, Post] = {}
    spells: list[Spell] = []
    for day, turning in groupby(merge(*posts, key=itemgetter(0)), key=itemgetter(0)):
        fresh = {post.place.id: post for _, post in turning}
        before = {stop: now.get(stop) for stop in fresh}
        now.update(fresh)
        turned = {s for s, was in before.items() if was is None or was.passage is not now[s].passage}
        if spells and not turned:
            continue
        way = way_of([leg_status(leg, now.__getitem__) for leg in legs], starts, ends, km)
        if spells and way.passage is spells[-1].passage:
            continue
        if spells:
            old = spells[-1]
            because = tuple(_causes(before, turned, (old.way, way), partial(told, day)))
            spells[-1] = Spell(old.first, day, old.way, old.because)
        else:
            because = ()
        spells.append(Spell(day, None, way, because))
    return Spells(start, end, tuple(by), known, tuple(spells))


def _causes(
    before: Mapping[str, Post | None],
    turned: Collection[str],
    ways: Iterable[Way],
    told: Callable[[str], Post],
) -> Iterable[Cause]:
    """The places that turned on the day, those on the ways before and after, else all, in order of travel."""
    on_way = dict.fromkeys(p.place.id for way in ways for leg in way.legs for p in leg.posts)
    for stop in [s for s in on_way if s in turned] or sorted(turned):
        was, post = before[stop], told(stop)
        old = set(was.holds.claims) if was is not None and was.holds is not None else set()
        new = post.holds.claims if post.holds is not None else ()
        yield Cause(post, was.passage if was else None, tuple(c for c in new if c not in old))
