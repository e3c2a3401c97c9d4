"""Who is tied to whom and who is at odds with whom, as all claims tell it, from their gists. Invariant: what `from_claim` and
`hostility` say of the claims one by one, joined where it touches."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import cached_property

import numpy as np

from sandtable.ledger import KINDS, TYPES
from sandtable.picture.bonds import CLAIMED, FOUGHT, Bond, BondKind
from sandtable.picture.reckoning import FAR, Rows, at_odds, reckoned, tied
from sandtable.picture.rows import ASSERTED, DENIED, ROLE, of_kinds
from sandtable.picture.settings import Settings
from sandtable.terms import Entity, EntityType

_PAIR = np.dtype([("seq", "<u4"), ("kind", "u1"), ("above", "<u4"), ("below", "<u4"), ("first", "<i4"), ("last", "<i4"),
                  ("denied", "?")])  # fmt: skip
_BONDS = tuple(BondKind)


class Pairs:
    """The ties and feuds of claims, given as rows of gists."""

    def __init__(self, rows: Rows, parts: Rows, names: Sequence[str], settings: Settings) -> None:
        self._rows, self._parts, self._names, self._settings = rows, parts, names, settings

    @cached_property
    def _ties(self) -> Rows:
        """The bonds that claims say, by kind and pair and then by first day, denied ones last."""
        rows = self._rows[
            of_kinds(self._rows, CLAIMED) & np.isin(self._rows["factuality"], (ASSERTED, DENIED))
        ]
        days = reckoned(rows, self._names, self._settings)
        first, last = tied(days, self._settings)
        tables = []
        for kind, (bond, upper, lower) in CLAIMED.items():
            these = (rows["kind"] == KINDS[kind.value]) & days.dated
            tables.append(self._pairs(rows[these], first[these], last[these], bond, upper, lower))
        every = np.concatenate(tables)
        return every[
            np.lexsort((every["first"], every["below"], every["above"], every["kind"], every["denied"]))
        ]

    @cached_property
    def _feuds(self) -> Rows:
        """The oppositions that fights show, in the same order."""
        rows = self._rows[of_kinds(self._rows, FOUGHT) & (self._rows["factuality"] == ASSERTED)]
        days = reckoned(rows, self._names, self._settings)
        first, last = at_odds(days, self._settings)
        tables = []
        for kind, (upper, lower) in FOUGHT.items():
            these = (rows["kind"] == KINDS[kind.value]) & days.dated
            tables.append(
                self._pairs(rows[these], first[these], last[these], BondKind.OPPOSITION, upper, lower)
            )
        every = np.concatenate(tables)
        return every[np.lexsort((every["first"], every["below"], every["above"]))]

    def _pairs(self, rows: Rows, first: Rows, last: Rows, kind: BondKind, upper: str, lower: str) -> Rows:
        """Each actor in the upper role of a claim with each in the lower."""
        actors = self._parts[self._parts["type"] == TYPES["actor"]]
        above = actors[actors["role"] == ROLE[upper]]
        below = actors[actors["role"] == ROLE[lower]]
        above = above[np.isin(above["seq"], rows["seq"])]
        start, stop = (
            np.searchsorted(below["seq"], above["seq"]),
            np.searchsorted(below["seq"], above["seq"], "right"),
        )
        count = stop - start
        left = np.repeat(np.arange(len(above)), count)
        right = np.repeat(start - np.concatenate([[0], np.cumsum(count)[:-1]]), count) + np.arange(
            count.sum()
        )
        out = np.empty(len(left), _PAIR)
        at = np.searchsorted(rows["seq"], above["seq"][left])
        out["seq"], out["above"], out["below"] = (
            above["seq"][left],
            above["entity"][left],
            below["entity"][right.astype(int)],
        )
        out["kind"], out["first"], out["last"] = _BONDS.index(kind), first[at], last[at]
        out["denied"] = rows["factuality"][at] == DENIED
        keep = out["above"] != out["below"]
        if upper == lower:
            codes = np.unique(np.concatenate([out["above"], out["below"]]))
            rank = np.argsort(np.argsort([self._names[n] for n in codes.tolist()]))
            keep &= rank[np.searchsorted(codes, out["above"])] < rank[np.searchsorted(codes, out["below"])]
        pairs: Rows = out[keep]
        return pairs

    def ties(self) -> Iterator[Bond]:
        """The bonds that claims say, joined where they touch."""
        return self._joined(self._ties[~self._ties["denied"]])

    def feuds(self) -> Iterator[Bond]:
        """The oppositions that fights show, joined where they touch."""
        return self._joined(self._feuds)

    def _joined(self, pairs: Rows) -> Iterator[Bond]:
        if not len(pairs):
            return
        keys = np.stack([pairs["kind"], pairs["above"], pairs["below"]])
        group = np.concatenate([[0], np.cumsum((keys[:, 1:] != keys[:, :-1]).any(axis=0))]).astype("<i8")
        reach = np.maximum.accumulate(pairs["last"] + group * FAR)
        begins = np.concatenate([[True], pairs["first"][1:] + group[1:] * FAR > reach[:-1] + 1])
        starts = np.flatnonzero(begins)
        ends = np.concatenate([starts[1:], [len(pairs)]]) - 1
        for n, end in zip(starts.tolist(), ends.tolist(), strict=True):
            above, below = (
                Entity(i, EntityType.ACTOR, i)
                for i in (self._names[pairs["above"][n]], self._names[pairs["below"][n]])
            )
            first, last = (
                date.fromordinal(int(pairs["first"][n])),
                date.fromordinal(int(reach[end] - group[end] * FAR)),
            )
            yield Bond(_BONDS[pairs["kind"][n]], above, below, first, last, None, None, "claims")
