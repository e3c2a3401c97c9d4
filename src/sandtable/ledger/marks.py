"""What tells claims apart in any ledger. Invariant: a key depends on nothing that a ledger chose itself, neither the numbers of
its readings, claims and names nor the order in which it was told; claims that a gist tells apart have other keys.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

_Words = NDArray[np.uint64]
_PLAIN = ("kind", "factuality", "extent", "dated", "earliest", "latest", "known", "start", "sentence")
_NAMED = ("publisher", "voices", "trigger", "time")
_STEP, _FIRST, _SECOND = (np.uint64(n) for n in (0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB))


def mixed(words: _Words) -> _Words:
    """Each word spread over all its bits: the output step of splitmix64 (Steele, Lea, Flood 2014)."""
    words = words + _STEP
    words = (words ^ (words >> np.uint64(30))) * _FIRST
    words = (words ^ (words >> np.uint64(27))) * _SECOND
    return words ^ (words >> np.uint64(31))


def head(digest: str) -> int:
    """The first eight bytes of a digest, which is written in hexadecimal digits."""
    return int(digest[:16], 16)


def claim_keys(rows: NDArray[Any], parts: NDArray[Any], readings: _Words, texts: _Words) -> _Words:
    """A key for each `GIST` row, of readings that are here whole: mixed from the head of its reading's digest, its place in
    the reading, and its gist. `readings`: the head of each row's reading; `texts`: those of the names, by number."""
    if not len(rows):
        return np.empty(0, "<u8")
    begins = np.concatenate([[True], rows["reading"][1:] != rows["reading"][:-1]])
    at = np.arange(len(rows), dtype="<u8")
    keys = mixed(readings + mixed(at - np.maximum.accumulate(np.where(begins, at, 0))))
    for column in _PLAIN:
        keys = mixed(keys ^ rows[column].astype("<i8").view("<u8"))
    for column in _NAMED:
        keys = mixed(keys ^ texts[rows[column]])
    entities = mixed(texts[parts["entity"]] + mixed(texts[parts["variant"]] ^ parts["role"]) + parts["type"])
    first = np.searchsorted(parts["seq"], rows["seq"])
    place = np.arange(len(parts), dtype="<u8") - first[np.searchsorted(rows["seq"], parts["seq"])].astype(
        "<u8"
    )
    total = np.concatenate([np.zeros(1, "<u8"), np.cumsum(mixed(entities ^ mixed(place)), dtype="<u8")])
    return mixed(keys ^ (total[np.searchsorted(parts["seq"], rows["seq"], "right")] - total[first]))
