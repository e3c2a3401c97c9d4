"""The bonds that claims tell, by the days on which they hold. Invariant: a bond that is told joins nobody whom the registry
names opponents, nor, on the days of a fight between them or those under them, those who are said to fight."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sandtable.picture.bonds import BondKind
from sandtable.picture.edges import Days, Spell

Key = tuple[BondKind, str, str]
Flags = NDArray[np.bool_]
_Numbers = NDArray[Any]


@dataclass(frozen=True, slots=True)
class Bars:
    """What keeps the told bonds apart: the registry, `always`, and feuds: the bond numbered `bond[n]` by those numbered
    `feuds[starts[n]:starts[n + 1]]`."""

    always: Flags
    bond: _Numbers
    starts: _Numbers
    feuds: _Numbers

    def on(self, active: Flags) -> Flags:
        """The bonds that are kept apart on a day on which these bonds and feuds hold."""
        out = self.always.copy()
        if len(self.bond):
            fought = np.logical_or.reduceat(active[self.feuds], self.starts)
            out[self.bond[fought]] = True
        return out


class Told:
    """Told bonds by number, feuds among them."""

    def __init__(self, spans: Mapping[Key, Days]) -> None:
        self._keys = tuple(spans)
        self._number = {key: n for n, key in enumerate(self._keys)}
        every = [(a.toordinal(), b.toordinal(), n) for n, key in enumerate(self._keys) for a, b in spans[key]]
        table = np.array(every, "<i4").reshape(-1, 3)
        self._first, self._last, self._of = table[:, 0], table[:, 1], table[:, 2]
        self._feuds = self.of({BondKind.OPPOSITION})
        self._actors = sorted({actor for key in self._keys for actor in key[1:]})
        self._barred: dict[tuple[Hashable, ...], Bars] = {}
        self._between: dict[tuple[frozenset[str], frozenset[str]], list[int]] = {}

    def of(self, kinds: Collection[BondKind]) -> Flags:
        """Which are of some kinds."""
        return np.array([key[0] in kinds for key in self._keys], bool)

    def on(self, day: date | None) -> Flags:
        """Which hold on a day; None: on any."""
        out = np.full(len(self._keys), day is None)
        if day is not None:
            at = day.toordinal()
            out[self._of[(self._first <= at) & (at <= self._last)]] = True
        return out

    def named(self, which: Flags) -> list[Key]:
        """The bonds of some numbers."""
        return [self._keys[n] for n in np.flatnonzero(which).tolist()]

    def bars(self, wanted: Flags, listed: Spell) -> Bars:
        """What keeps some bonds apart under the registry's bonds of a run of days."""
        # Most of what changes in the registry is about others, so that runs of days share what was worked out.
        sets = (listed.chain, listed.under, listed.enemies, listed.opponents)
        alike: tuple[Hashable, ...] = (
            wanted.tobytes(),
            *(of(actor) for actor in self._actors for of in sets),
        )
        if alike not in self._barred:
            self._barred[alike] = self._bars(wanted, listed.foes, listed.chain)
        return self._barred[alike]

    def _bars(
        self, wanted: Flags, foes: Callable[[str, str], bool], chain: Callable[[str], frozenset[str]]
    ) -> Bars:
        below: dict[str, set[str]] = defaultdict(set)
        for key in self.named(self._feuds):
            for actor in key[1:]:
                for over in chain(actor):
                    below[over].add(actor)
        under = {actor: frozenset(found) for actor, found in below.items()}
        always = np.zeros(len(self._keys), bool)
        bond: list[int] = []
        starts: list[int] = []
        feuds: list[int] = []
        found: dict[tuple[str, str], bool] = {}
        for n in np.flatnonzero(wanted & ~self._feuds).tolist():
            _, one, other = self._keys[n]
            if (one, other) not in found:
                found[one, other] = foes(one, other)
            if found[one, other]:
                always[n] = True
                continue
            fights = self._fights(under.get(one, _NOBODY), under.get(other, _NOBODY))
            if fights:
                bond.append(n)
                starts.append(len(feuds))
                feuds += fights
        return Bars(always, np.array(bond, "<i8"), np.array(starts, "<i8"), np.array(feuds, "<i8"))

    def _fights(self, some: frozenset[str], others: frozenset[str]) -> list[int]:
        """The numbers of the feuds of any of some actors with any of the others."""
        kept = self._between.get((some, others))
        if kept is None:
            pairs = ((BondKind.OPPOSITION, *pair) for a in some for b in others for pair in ((a, b), (b, a)))
            kept = sorted({self._number[key] for key in pairs if key in self._number})
            self._between[some, others] = kept
        return kept


_NOBODY: frozenset[str] = frozenset()
