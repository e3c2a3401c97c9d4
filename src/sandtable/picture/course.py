"""Who holds a place over a run of days. Invariant: each run is what `holds` answers on each of its days, pressure aside, and
two runs that touch differ in positions or state.

Most days change nothing about most places. An answer is worked out anew only on a day on which a word, a fight or an age can
change it, or on which who stands with whom differs in what the last answer asked of it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sandtable.picture.holds import Holds, Scene, holds_of
from sandtable.picture.sides import Bonds
from sandtable.picture.timeline import own_turns

_ONE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Run:
    """From `first` to `last`, both included, the answer is that of `first`."""

    first: date
    last: date
    holds: Holds


class _Watched(Bonds):
    """Bonds as an answer of one day asks them, with what was asked."""

    def __init__(self, bonds: Bonds, on: date) -> None:
        super().__init__()
        self._bonds, self._day = bonds, on
        self._asked: dict[tuple[str, str, str], bool] = {}

    def _ask(self, bonds: Bonds, question: str, one: str, other: str, on: date | None) -> bool:
        match question:
            case "own_word":
                return bonds.own_word(one, other, on)
            case "within":
                return bonds.within(one, other, on)
            case "aligned":
                return bonds.aligned(one, other, on)
            case "foes":
                return bonds.foes(one, other, on)
            case _:
                return bonds.opposed(one, other, on)

    def _watch(self, question: str, one: str, other: str, on: date | None) -> bool:
        found = self._ask(self._bonds, question, one, other, on)
        if on == self._day:
            self._asked[question, one, other] = found
        return found

    def own_word(self, speaker: str, holder: str, on: date | None) -> bool:
        return self._watch("own_word", speaker, holder, on)

    def within(self, actor: str, whole: str, on: date | None) -> bool:
        return self._watch("within", actor, whole, on)

    def aligned(self, one: str, other: str, on: date | None) -> bool:
        return self._watch("aligned", one, other, on)

    def foes(self, one: str, other: str, on: date | None) -> bool:
        return self._watch("foes", one, other, on)

    def opposed(self, one: str, other: str, on: date | None) -> bool:
        return self._watch("opposed", one, other, on)

    def same(self, day: date) -> bool:
        """Whether everything that was asked has the same answer on another day."""
        return all(self._ask(self._bonds, *asked, day) == found for asked, found in self._asked.items())


def course_of(scene: Scene, first: date, last: date, known: date | None = None) -> tuple[Run, ...]:
    """The runs of the days from `first` to `last` on which anybody is said to hold the scene's place."""
    if not stirring(scene, first, last):
        return ()
    runs: list[Run] = []
    own, tied = own_turns(scene, first, last), _within(scene.bonds.turns, first, last)
    watched: _Watched | None = None
    fought = set(scene.fights) - own_turns(replace(scene, fights=()), first, last)
    for day in sorted({first, *own, *tied}):
        settled = day not in own or (day in fought and _aged_by_fights(runs[-1].holds if runs else None))
        if watched is not None and settled and watched.same(day):
            continue
        watched = _Watched(scene.bonds, day)
        answer = holds_of(replace(scene, bonds=watched), day, known)
        if not runs or not _alike(runs[-1].holds, answer):
            runs = [*_closed(runs, day - _ONE), Run(day, last, answer)]
    return tuple(run for run in runs if run.holds.positions)


def stirring(scene: Scene, first: date, last: date) -> bool:
    """Whether any word about the place can still count on a day from `first` to `last`: older ones tell nothing by then."""
    oldest = first - timedelta(days=scene.settings.quiet.unknown_after)
    said = [m.last for m in scene.heardsay.moves if m.from_day <= last]
    said += [d.testimony.day for d in scene.heardsay.denials if said and d.testimony.day is not None]
    return any(day >= oldest for day in said)


def _aged_by_fights(answer: Holds | None) -> bool:
    """Whether one fight more cannot change an answer: what it rests on ages by fighting already, or has aged away."""
    return answer is None or all(row.near_fighting for _, row in answer.ageing)


def _closed(runs: list[Run], last: date) -> Iterator[Run]:
    yield from runs[:-1]
    if runs:
        yield replace(runs[-1], last=last)


def _alike(before: Holds, now: Holds) -> bool:
    return (before.state, before.positions, before.inferred_from) == (now.state, now.positions, now.inferred_from)  # fmt: skip


def _within(days: tuple[date, ...], first: date, last: date) -> Iterable[date]:
    return days[bisect_right(days, first) : bisect_right(days, last)]
