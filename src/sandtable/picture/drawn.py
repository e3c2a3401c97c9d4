"""What the gists of claims tell of ties, fights and pressure, a row for each pair or place that a claim tells of. Invariant: the
rows of a claim are those that `from_claim`, `hostility` and `bouts_of` would give it, and depend on no other claim.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np

from sandtable.ledger import KINDS, TYPES, Held, Shelf, Slots
from sandtable.picture.bonds import CLAIMED, FOUGHT, BondKind
from sandtable.picture.code import code_of
from sandtable.picture.pressure import PRESSING, STRAINS, Strain
from sandtable.picture.reckoning import Days, Rows, at_odds, reckoned, tied
from sandtable.picture.rows import ASSERTED, ROLE, in_role, numbers_of
from sandtable.picture.settings import Settings
from sandtable.terms import Kind

BONDS = tuple(BondKind)
KIND, ABOVE, NAME = np.uint64(58), np.uint64(29), np.uint64((1 << 29) - 1)  # where they stand in a pair's key
PLACE = np.uint64(32)  # where a fight's place stands before its day
_PAIR = np.dtype([("slot", "<u4"), ("key", "<u8"), ("first", "<i4"), ("last", "<i4")])
_FIGHT = np.dtype([("slot", "<u4"), ("day", "<u8")])
_PRESS = np.dtype([("slot", "<u4"), ("last", "<i4")])
_Shapes = Mapping[Kind, tuple[BondKind, str, str]]
_FEUDS: _Shapes = {kind: (BondKind.OPPOSITION, *roles) for kind, roles in FOUGHT.items()}
_FIGHTS = numbers_of(kind for kind, (strain, _) in STRAINS.items() if strain is not Strain.ADVANCE)
# What the rows depend on beside the gists and the settings.
_CODE = ("bonds", "drawn", "pressure", "reckoning", "rows", "settings", "testimony")


@dataclass(frozen=True, slots=True, eq=False)
class Drawn:
    """`ties` and `feuds`: by kind and pair (`key`), then by first day. `fights`: by place and day. `presses`: by claim."""

    ties: Rows
    feuds: Rows
    fights: Rows
    presses: Rows


def drawn(held: Held, counted: Rows | None, settings: Settings, shelf: Shelf) -> Drawn:
    """Of all claims that are held or, where `counted` is given, of those that it counts. What was worked out before is taken
    from the shelf; the claims that came since are looked at alone."""
    kept = shelf.get(held, _stamp(settings), lambda: _Hand(held, 0, held.indexed, settings).all())
    new = _Hand(held, held.indexed, held.claims.count, settings).all()
    every = {
        name: _ordered(name, np.concatenate([rows, new[name]])) if len(new[name]) else rows
        for name, rows in kept.items()
    }
    if counted is not None:
        every = {name: rows[counted[rows["slot"]]] for name, rows in every.items()}
    return Drawn(**every)


@cache
def _stamp(settings: Settings) -> str:
    code = code_of(tuple(f"picture/{name}.py" for name in _CODE))
    return hashlib.sha256(f"{settings!r} {code}".encode()).hexdigest()


_ORDER: dict[str, tuple[str, ...]] = {
    "ties": ("first", "key"), "feuds": ("first", "key"), "fights": ("day",), "presses": ("slot",)
}  # fmt: skip


def _ordered(name: str, rows: Rows) -> Rows:
    return rows[np.lexsort([rows[column] for column in _ORDER[name]])]


@dataclass(frozen=True, slots=True)
class _Hand:
    """Draws rows from the gists of the claims from one slot to before another."""

    held: Held
    first: int
    end: int
    settings: Settings

    def all(self) -> dict[str, Rows]:
        """The rows by name, each in its order."""
        found = {"ties": self._pairs(CLAIMED, tied), "feuds": self._pairs(_FEUDS, at_odds),
                 "fights": self._fights(), "presses": self._presses()}  # fmt: skip
        return {name: _ordered(name, rows) for name, rows in found.items()}

    def _asserted(self, kinds: Collection[int]) -> tuple[Slots, Rows, Days]:
        """The slots and rows of the claims of some kinds that say that it happened or is so on days, and these days."""
        slots = self.held.of_kinds(kinds, None, self.first, self.end)
        rows = self.held.claims.rows[slots]
        which = rows["factuality"] == ASSERTED
        days = reckoned(rows[which], self.held.names, self.settings)
        which = np.flatnonzero(which)[days.dated]
        its = (column[days.dated] for column in (days.first, days.last, days.by_words, days.dated, days.over))
        return slots[which], rows[which], Days(*its)

    def _pairs(self, shapes: _Shapes, spell: Callable[[Days, Settings], tuple[Rows, Rows]]) -> Rows:
        """Each actor in the upper role of a claim of a kind with each in the lower."""
        slots, rows, days = self._asserted(numbers_of(shapes))
        first, last = spell(days, self.settings)
        parts, of = self.held.parts_of(slots)
        actors = parts["type"] == TYPES["actor"]
        parts, of = parts[actors], of[actors]
        tables = []
        for kind, (bond, upper, lower) in shapes.items():
            these = rows["kind"][of] == KINDS[kind.value]
            left, right = _met(
                of, *(np.flatnonzero(these & (parts["role"] == ROLE[r])) for r in (upper, lower))
            )
            over, under = parts["entity"][left], parts["entity"][right]
            keep = over != under if upper != lower else self._before(over, under)
            at = of[left[keep]]
            out = np.empty(len(at), _PAIR)
            out["slot"], out["first"], out["last"] = slots[at], first[at], last[at]
            out["key"] = over[keep].astype("<u8") << ABOVE | under[keep]
            out["key"] |= np.uint64(BONDS.index(bond)) << KIND
            tables.append(out)
        return np.concatenate(tables)

    def _before(self, some: Rows, others: Rows) -> Rows:
        """Whether the one's name sorts before the other's."""
        codes = np.unique(np.concatenate([some, others]))
        rank = np.argsort(np.argsort([self.held.names[n] for n in codes.tolist()]))
        earlier: Rows = rank[np.searchsorted(codes, some)] < rank[np.searchsorted(codes, others)]
        return earlier

    def _fights(self) -> Rows:
        """The last day of each fight and siege, with each place in it."""
        slots, _, days = self._asserted(_FIGHTS)
        parts, of = self.held.parts_of(slots)
        which = (parts["type"] == TYPES["place"]) & in_role(parts, ("place", "target"))
        out = np.empty(np.count_nonzero(which), _FIGHT)
        out["slot"] = slots[of[which]]
        out["day"] = parts["entity"][which].astype("<u8") << PLACE | days.last[of[which]].astype("<u8")
        return out

    def _presses(self) -> Rows:
        """The last day of each claim of pressure."""
        slots, _, days = self._asserted(numbers_of(PRESSING))
        out = np.empty(len(slots), _PRESS)
        out["slot"], out["last"] = slots, days.last
        return out


def _met(of: Rows, above: Rows, below: Rows) -> tuple[Rows, Rows]:
    """Each of some parts with each of some others of the same claim; `of`: the claim of each part, in order."""
    start, stop = (np.searchsorted(of[below], of[above], side) for side in ("left", "right"))
    count = stop - start
    right = np.repeat(start - (np.cumsum(count) - count), count) + np.arange(count.sum())
    return np.repeat(above, count), below[right]
