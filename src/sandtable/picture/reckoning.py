"""The days of many claims at once, from their gists. Invariant: those that `window` gives each of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sandtable.ledger import KINDS
from sandtable.picture.bonds import CLAIMED
from sandtable.picture.settings import Settings
from sandtable.picture.testimony import Testimony, window
from sandtable.terms import Claim, Evidence, Kind, TimeSpan, Trigger

Rows = NDArray[Any]
FAR = 4_000_000  # days; more than there are between any two dates
_LASTING = {Kind.CONTROL, Kind.SIEGE, *CLAIMED}
_NOWHERE = Evidence(0, 0, "", "", "", Trigger(0, 0, ""))


@dataclass(frozen=True, slots=True)
class Days:
    """By row: the days of `window` as ordinals, whether words give them, and whether there are any."""

    first: Rows
    last: Rows
    by_words: Rows
    dated: Rows


def reckoned(rows: Rows, names: Sequence[str], settings: Settings) -> Days:
    """The days of `window` for claims whose kinds are all lasting or none."""
    if not len(rows):
        none = np.empty(0, "<i4")
        return Days(none, none, none.astype(bool), none.astype(bool))
    lasting = np.isin(rows["kind"], [KINDS[k.value] for k in _LASTING])
    bounded = (rows["earliest"] != 0) | (rows["latest"] != 0)
    words = np.where(bounded, rows["time"], 0).astype("<u8")
    mixed = rows["known"].astype("<u8")
    for column in (
        rows["earliest"].astype("<u8"),
        rows["latest"].astype("<u8"),
        words,
        lasting.astype("<u8"),
    ):
        mixed = (mixed * np.uint64(0x9E3779B97F4A7C15)) ^ (mixed >> np.uint64(29)) ^ column
    _, index, inverse = np.unique(mixed, return_index=True, return_inverse=True)
    table = np.array(
        [
            _day(row, names, bool(lasting[n]), settings)
            for n, row in zip(index.tolist(), rows[index], strict=True)
        ]
    )
    first, last, by_words = table[:, 0][inverse], table[:, 1][inverse], table[:, 2][inverse]
    return Days(first, last, by_words.astype(bool), first != 0)


def _day(row: Any, names: Sequence[str], lasting: bool, settings: Settings) -> tuple[int, int, int]:
    early, late, known = int(row["earliest"]), int(row["latest"]), date.fromordinal(int(row["known"]))
    time = None
    if early or late:
        text = names[int(row["time"])]
        time = TimeSpan(text, 0, 0, _iso(early), _iso(late), "")
    when = window(
        Testimony(Claim("", Kind.CONTROL, (), _NOWHERE, time=time), "", None, known),
        lasting,
        settings,
    )
    return (when.first.toordinal(), when.last.toordinal(), int(when.by_words)) if when else (0, 0, 0)


def _iso(ordinal: int) -> str | None:
    return date.fromordinal(ordinal).isoformat() if ordinal else None


def spells(days: Days, spell: Any) -> tuple[Rows, Rows]:
    """First and last day of each bond, worked out once for each window."""
    keys = (
        np.stack([days.first, days.last, days.by_words], axis=1).astype("<i8")
        if len(days.first)
        else np.empty((0, 3), "<i8")
    )
    mixed = (keys[:, 0] * FAR + keys[:, 1]) * 2 + keys[:, 2]
    _, index, inverse = np.unique(mixed, return_index=True, return_inverse=True)
    table = np.zeros((len(index), 2), "<i4")
    for n, i in enumerate(index.tolist()):
        if keys[i, 0]:
            first, last = spell(date.fromordinal(keys[i, 0]), date.fromordinal(keys[i, 1]), bool(keys[i, 2]))
            table[n] = first.toordinal(), last.toordinal()
    return table[:, 0][inverse], table[:, 1][inverse]
