"""On which days an answer about a place is worked out anew. Invariant: between two such days `holds` answers alike, pressure
aside.

Most days change nothing about most places. An answer is worked out anew only on a day on which a word, a fight or an age can
change it, or on which who stands with whom differs in what the last answer asked of it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from sandtable.picture.enduring import Enduring
from sandtable.picture.holds import Holds, holds_of
from sandtable.picture.pressure import ageing
from sandtable.picture.scene import Scene
from sandtable.picture.sides import Asked, Bonds


def first_word(scene: Scene) -> date | None:
    """The day from which the first word about a place counts."""
    return min((m.from_day for m in (*scene.heardsay.moves, *scene.heardsay.denials)), default=None)


class _Watched(Bonds):
    """Bonds as an answer of one day asks them, with what was asked."""

    def __init__(self, bonds: Bonds, on: date) -> None:
        # Has no bonds of its own: as of `dossier.Questioned`.
        self._bonds, self._day = bonds, on
        self._asked: set[Asked] = set()

    def so(self, asked: Asked, on: date | None) -> bool:
        """The same answer; what is asked of the day is kept."""
        if on == self._day:
            self._asked.add(asked)
        return self._bonds.so(asked, on)

    def turn(self) -> date | None:
        """The next day on which anything that was asked has another answer."""
        return self._bonds.next_turn(self._asked, self._day)


def answers_of(
    scene: Scene, first: date | None, last: date, known: date | None = None
) -> Iterator[tuple[date, Holds]]:
    """The days from `first` to `last` on which the answer may have changed, `first` among them, each with its answer, which carries
    neither pressure nor testimonies nor all of its reasons: `holds_of` gives those of a day. None where there is no day to begin with."""
    if first is None or first > last:
        return
    if first == last:
        yield first, holds_of(scene, first, known)
        return
    said, settings = scene.heardsay, scene.settings
    enduring, fights = Enduring(said, scene.bonds, settings, first, last), sorted(scene.fights)
    words = sorted(day for day in enduring.turns if first < day <= last)
    day: date | None = first
    while day is not None:
        at = bisect_right(fights, day)
        watched = _Watched(scene.bonds, day)
        now = replace(
            scene,
            heardsay=replace(said, moves=enduring.on(day)),
            bouts=(),
            fights=tuple(fights[at - 1 : at]),
            bonds=watched,
        )
        answer = holds_of(now, day, known)
        yield day, answer
        coming = [words[n]] if (n := bisect_right(words, day)) < len(words) else []
        if (turn := watched.turn()) is not None:
            coming.append(turn)
        for hold in (answer.grounds and answer.grounds.found) or ():
            coming += _ages(hold.last_word, day, now, fights[at : at + 1])
        day = min((d for d in coming if d <= last), default=None)


def _ages(word: date, day: date, scene: Scene, fights: list[date]) -> Iterator[date]:
    """The days after a day on which a hold's last word may come to age otherwise. `fights`: the next one."""
    row = ageing(scene.fights, word, day, scene.settings)
    for days in (row.stale_after, row.unknown_after):
        turn = word + timedelta(days=days + 1)
        if turn > day:
            yield turn
    if not row.near_fighting:
        yield from fights
