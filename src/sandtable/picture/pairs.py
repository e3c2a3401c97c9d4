"""Who is tied to whom and who is at odds with whom, as all claims tell it, from their gists. Invariant: what `from_claim` and
`hostility` say of the claims one by one, joined where it touches."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property

import numpy as np

from sandtable.ledger import KINDS, TYPES, Held
from sandtable.picture.bonds import CLAIMED, FOUGHT, Bond, BondKind
from sandtable.picture.reckoning import FAR, Rows, at_odds, reckoned, tied
from sandtable.picture.rows import ASSERTED, ROLE, numbers_of
from sandtable.picture.settings import Settings
from sandtable.terms import Entity, EntityType, Kind

_PAIR = np.dtype([("key", "<u8"), ("first", "<i4"), ("last", "<i4")])
_BONDS = tuple(BondKind)
_ABOVE, _KIND, _NAME = (
    np.uint64(29),
    np.uint64(58),
    np.uint64((1 << 29) - 1),
)  # where they stand in a pair's key
_Shapes = Mapping[Kind, tuple[BondKind, str, str]]
_FEUDS: _Shapes = {kind: (BondKind.OPPOSITION, *roles) for kind, roles in FOUGHT.items()}


class Pairs:
    """The ties and feuds of claims: of all that are held or, where `counted` is given, of those that it counts."""

    def __init__(self, held: Held, counted: Rows | None, settings: Settings) -> None:
        self._held, self._counted, self._settings = held, counted, settings

    @cached_property
    def _ties(self) -> Rows:
        """The bonds that claims assert, by kind and pair and then by first day."""
        return self._pairs(CLAIMED)

    @cached_property
    def _feuds(self) -> Rows:
        """The oppositions that fights show, in the same order."""
        return self._pairs(_FEUDS)

    def _pairs(self, shapes: _Shapes) -> Rows:
        slots = self._held.of_kinds(numbers_of(shapes), self._counted)
        rows = self._held.claims.rows[slots]
        asserted = rows["factuality"] == ASSERTED
        slots, rows = slots[asserted], rows[asserted]
        days = reckoned(rows, self._held.names, self._settings)
        first, last = (tied if shapes is CLAIMED else at_odds)(days, self._settings)
        parts, of = self._held.parts_of(slots)
        actors = np.flatnonzero((parts["type"] == TYPES["actor"]) & days.dated[of])
        parts, of = parts[actors], of[actors]
        every = np.concatenate(
            [self._paired(rows, first, last, parts, of, kind, shape) for kind, shape in shapes.items()]
        )
        return every[np.lexsort((every["first"], every["key"]))]

    def _paired(
        self,
        rows: Rows,
        first: Rows,
        last: Rows,
        parts: Rows,
        of: Rows,
        kind: Kind,
        shape: tuple[BondKind, str, str],
    ) -> Rows:
        """Each actor in the upper role of a claim of a kind with each in the lower; `of`: the row of each part."""
        bond, upper, lower = shape
        these = rows["kind"][of] == KINDS[kind.value]
        above, below = (np.flatnonzero(these & (parts["role"] == ROLE[role])) for role in (upper, lower))
        start, stop = (np.searchsorted(of[below], of[above], side) for side in ("left", "right"))
        count = stop - start
        left = np.repeat(above, count)
        right = below[np.repeat(start - (np.cumsum(count) - count), count) + np.arange(count.sum())]
        over, under = parts["entity"][left], parts["entity"][right]
        keep = over != under
        if upper == lower:
            codes = np.unique(np.concatenate([over, under]))
            rank = np.argsort(np.argsort([self._held.names[n] for n in codes.tolist()]))
            keep &= rank[np.searchsorted(codes, over)] < rank[np.searchsorted(codes, under)]
        at = of[left[keep]]
        out = np.empty(len(at), _PAIR)
        kinds = np.uint64(_BONDS.index(bond)) << _KIND
        out["key"] = kinds | over[keep].astype("<u8") << _ABOVE | under[keep]
        out["first"], out["last"] = first[at], last[at]
        return out

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
        above, below = (keys >> _ABOVE & _NAME).tolist(), (keys & _NAME).tolist()
        actors = {
            n: Entity(self._held.names[n], EntityType.ACTOR, self._held.names[n]) for n in {*above, *below}
        }
        kinds, firsts = (keys >> _KIND).tolist(), pairs["first"][starts].tolist()
        lasts = (reach[ends] - group[ends] * FAR).tolist()
        for kind, upper, lower, first, last in zip(kinds, above, below, firsts, lasts, strict=True):
            days = date.fromordinal(first), date.fromordinal(last)
            yield Bond(_BONDS[kind], actors[upper], actors[lower], *days, None, None, "claims")
