"""Who is tied to whom and who is at odds with whom, as all claims tell it. Invariant: what `from_claim` and `hostility` say of
the claims one by one, joined where it touches."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

import numpy as np

from sandtable.picture.bonds import Bond
from sandtable.picture.drawn import ABOVE, BONDS, KIND, NAME
from sandtable.picture.reckoning import FAR, Rows
from sandtable.terms import Entity, EntityType


class Pairs:
    """The ties and feuds that claims tell, given as rows by kind and pair, then by first day; `names`: those of the actors."""

    def __init__(self, ties: Rows, feuds: Rows, names: Sequence[str]) -> None:
        self._ties, self._feuds, self._names = ties, feuds, names

    def ties(self) -> Iterator[Bond]:
        """The bonds that claims say, joined where they touch."""
        return self._joined(self._ties)

    def feuds(self) -> Iterator[Bond]:
        """The oppositions that fights show, joined where they touch."""
        return self._joined(self._feuds)

    def _joined(self, pairs: Rows) -> Iterator[Bond]:
        if not len(pairs):
            return
        keys = pairs["key"]
        group = np.concatenate([[0], np.cumsum(keys[1:] != keys[:-1])]).astype("<i8")
        reach = np.maximum.accumulate(pairs["last"] + group * FAR)
        begins = np.concatenate([[True], pairs["first"][1:] + group[1:] * FAR > reach[:-1] + 1])
        starts = np.flatnonzero(begins)
        ends = np.concatenate([starts[1:], [len(pairs)]]) - 1
        keys = keys[starts]
        above, below = (keys >> ABOVE & NAME).tolist(), (keys & NAME).tolist()
        actors = {n: Entity(self._names[n], EntityType.ACTOR, self._names[n]) for n in {*above, *below}}
        kinds, firsts = (keys >> KIND).tolist(), pairs["first"][starts].tolist()
        lasts = (reach[ends] - group[ends] * FAR).tolist()
        for kind, upper, lower, first, last in zip(kinds, above, below, firsts, lasts, strict=True):
            days = date.fromordinal(first), date.fromordinal(last)
            yield Bond(BONDS[kind], actors[upper], actors[lower], *days, None, None, "claims")
