"""Who holds a place over a run of days. Invariant: each run is what `holds` answers on each of its days, pressure aside, and
two runs that touch differ in positions or state."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sandtable.picture.holds import Holds
from sandtable.picture.scene import Scene
from sandtable.picture.turning import answers_of

_ONE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Run:
    """From `first` to `last`, both included, the answer is that of `first`."""

    first: date
    last: date
    holds: Holds


def course_of(scene: Scene, first: date, last: date, known: date | None = None) -> tuple[Run, ...]:
    """The runs of the days from `first` to `last` on which anybody is said to hold the scene's place."""
    if not scene.stirs(first, last):
        return ()
    runs: list[Run] = []
    for day, answer in answers_of(scene, first, last, known):
        if not runs or not _alike(runs[-1].holds, answer):
            runs = [*_closed(runs, day - _ONE), Run(day, last, answer)]
    return tuple(run for run in runs if run.holds.positions)


def _closed(runs: list[Run], last: date) -> Iterator[Run]:
    yield from runs[:-1]
    if runs:
        yield replace(runs[-1], last=last)


def _alike(before: Holds, now: Holds) -> bool:
    return (before.state, before.positions, before.inferred_from) == (now.state, now.positions, now.inferred_from)  # fmt: skip
