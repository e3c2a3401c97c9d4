"""A queue as it was chosen, and its pages. Invariant: it never changes, and a page goes on behind a place of it, whatever was
decided in between.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sandtable.ledger.columns import Version

Rows = NDArray[Any]
MATTERS = ("moves control", "in a dispute", "low confidence", "")  # by rank
KEY = np.dtype([("rank", "i4"), ("day", "i4"), ("reading", "i8")])


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which claims to queue. Empty or None: no such condition. `entities`: ids, each in some role; `source`: outlet or speaker;
    `below`: a confidence; `numbers`: one of these claims."""

    kinds: tuple[str, ...] = ()
    entities: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ("proposed",)
    report: str | None = None
    source: str | None = None
    below: float | None = None
    numbers: frozenset[int] | None = None


EVERY = Chosen()  # that waits


@dataclass(frozen=True, slots=True)
class Place:
    """A report in the queue: the rank of what matters most in it (an index of `MATTERS`), its claims by number in the order
    of the text, with the rank of each, and the place that `Queue.page` goes on after."""

    report: str
    rank: int
    claims: tuple[tuple[int, int], ...]
    at: tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Line:
    """A queue as chosen: reports in order as `keys` (rank, minus the day, minus the reading), the rows of each, and how many claims
    there are of each rank. `upto`: the highest number of a claim in the ledger."""

    version: Version
    keys: Rows
    rows: Rows
    ranks: Rows
    starts: Rows
    reports: tuple[str, ...]
    counts: tuple[int, ...]
    upto: int

    def page(self, after: tuple[int, int, int] | None, limit: int) -> tuple[list[Place], bool]:
        """At most `limit` reports behind a place, and whether there are more."""
        first = 0
        if after is not None:
            keys = self.keys
            behind = (keys["rank"] == after[0]) & (
                (keys["day"] > after[1]) | ((keys["day"] == after[1]) & (keys["reading"] > after[2]))
            )
            first = int(((keys["rank"] <= after[0]) & ~behind).sum())
        out = []
        for n in range(first, min(first + limit, len(self.keys))):
            rows, ranks = (one[self.starts[n] : self.starts[n + 1]] for one in (self.rows, self.ranks))
            claims = tuple(zip(rows["seq"].tolist(), ranks.tolist(), strict=True))
            rank, day, reading = (int(part) for part in self.keys[n])
            out.append(Place(self.reports[rows["report"][0]], rank, claims, (rank, day, reading)))
        return out, first + limit < len(self.keys)

    def numbers(self, upto: int) -> list[int]:
        """The claims with numbers up to this one."""
        return sorted(n for n in self.rows["seq"].tolist() if n <= upto)
