"""The days of many claims at once, from their gists. Invariant: those that `window` gives each of them, and the bonds' days those
that `tied_for` and `at_odds_for` give them."""

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
from sandtable.picture.testimony import begun, closed
from sandtable.terms import Kind

Rows = NDArray[Any]
FAR = 4_000_000  # days; more than there are between any two dates
_LASTING = [KINDS[kind.value] for kind in (Kind.CONTROL, Kind.SIEGE, *CLAIMED)]


@dataclass(frozen=True, slots=True)
class Days:
    """By row: the days of `window` as ordinals, whether words give them, whether there are any, and whether words say that
    what was so is over after them."""

    first: Rows
    last: Rows
    by_words: Rows
    dated: Rows
    over: Rows


def reckoned(rows: Rows, names: Sequence[str], settings: Settings) -> Days:
    """The days of `window` for claims whose kinds are all lasting or none. 0 is no day, as in gists."""
    earliest, latest, said = (rows[column].astype("<i4") for column in ("earliest", "latest", "known"))
    lasting = np.isin(rows["kind"], _LASTING)
    by_words = (earliest != 0) | (lasting & (latest != 0))
    first, last = earliest, latest
    since = np.flatnonzero(lasting & (earliest != 0) & (latest == 0))
    if len(since):
        first = earliest.copy()
        bound = np.maximum(said[since], earliest[since])
        first[since] = np.minimum(_begun(earliest[since], rows["time"][since], names), bound)
    limit = said + settings.clock_slack
    dated = first <= limit
    cut = (last == 0) | (last > limit)
    last = np.where(cut, np.where(first <= said, said, first), last)
    first = np.where(first == 0, last, first)
    dated &= first <= last
    # An event that words bound on one side alone, or not at all, is of its last day.
    first = np.where((~lasting & (earliest == 0)) | ~by_words, last, first)
    none = ~dated
    first, last = np.where(none, 0, first), np.where(none, 0, last)
    over = dated & (earliest != 0) & (latest != 0) & ((said == 0) | (last < said))
    if over.any():
        over[over] = _closed(rows["time"][over], names)
    return Days(first, last, by_words & dated, dated, over)


def _closed(words: Rows, names: Sequence[str]) -> Rows:
    """Whether each gives both ends, worked out once for the same words."""
    keys, inverse = np.unique(words, return_inverse=True)
    found: Rows = np.array([closed(names[key]) for key in keys.tolist()], bool)[inverse]
    return found


def _begun(firsts: Rows, words: Rows, names: Sequence[str]) -> Rows:
    """The last day on which each can have begun, worked out once for the same day and words."""
    mixed = firsts.astype("<i8") << 32 | words
    keys, inverse = np.unique(mixed, return_inverse=True)
    table = [begun(date.fromordinal(key >> 32), names[key & 0xFFFFFFFF]) for key in keys.tolist()]
    found: Rows = np.array([day.toordinal() for day in table], "<i4")[inverse]
    return found


def tied(days: Days, settings: Settings) -> tuple[Rows, Rows]:
    """First and last day of each tie that claims of these days say."""
    last = np.where(days.over, days.last, days.last + settings.tie)
    return np.where(days.by_words, days.first, days.first - settings.tie), last


def at_odds(days: Days, settings: Settings) -> tuple[Rows, Rows]:
    """First and last day of each opposition that fights of these days show."""
    return days.first - settings.enmity, days.last + settings.enmity
