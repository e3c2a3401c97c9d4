"""Which reports are one voice. Invariant: the groups are a partition of the reports that does not depend on their
order, and reports that share neither words nor a credited original are never grouped.

Near-duplicates by MinHash over word shingles with banding (Broder 1997, "On the resemblance and containment of
documents"; Leskovec, Rajaraman and Ullman, "Mining of Massive Datasets", ch. 3), each candidate pair then measured
exactly."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import cache

import numpy as np
from numpy.typing import NDArray

from sandtable.sources.registry import Sources
from sandtable.terms import Report

SHINGLE = 4  # words
PERMUTATIONS = 128
ROWS = 2  # of a band: 64 bands of 2, so a pair at resemblance 0.2 is a candidate at 93 %
CONTAINED = 0.55  # share of the shorter text's shingles that are in the longer
CREDITED = 0.12  # the same, where the report names the other's publisher as its source
WINDOW = timedelta(days=3)
_PRIME = (1 << 61) - 1
_CHUNK = 4096  # hashes at a time: 4 MB, however long the text
_WORD = re.compile(r"\w+")
# How a report says that another outlet is where it has its news from.
_BEFORE = re.compile(
    r"(?:according to|citing|cited by|quoted by|reported by|told|via|source:|\()\W*(?:the )?$", re.IGNORECASE
)
_AFTER = re.compile(
    r"^\W{0,3}(?:news agency |agency |has |have |had )?(?:reports?|reported|says?|said|quoted|wrote|added|\))",
    re.IGNORECASE,
)


def shingles(text: str) -> frozenset[int]:
    """64-bit hashes of every run of SHINGLE words, folded to lower case; of the whole where it is shorter."""
    words = _WORD.findall(text.lower())
    if not words:
        return frozenset()
    runs = (" ".join(words[i : i + SHINGLE]) for i in range(max(len(words) - SHINGLE + 1, 1)))
    return frozenset(int.from_bytes(hashlib.blake2b(r.encode(), digest_size=7).digest(), "big") for r in runs)


@cache
def _coefficients() -> tuple[list[int], list[int]]:
    """The multipliers and offsets of the permutations, fixed so that a signature never changes between runs."""
    drawn = np.random.default_rng(1997).integers(1, _PRIME, size=(2, PERMUTATIONS), dtype=np.int64)
    return [int(a) for a in drawn[0]], [int(b) for b in drawn[1]]


def signature(hashes: Iterable[int]) -> NDArray[np.uint64]:
    """The MinHash signature, PERMUTATIONS long, of a set of shingle hashes; all ones for the empty set.

    Multiply-add with wrap-around at 64 bits, the high bits kept, stands for a permutation (Dietzfelbinger et al. 1997).
    """
    values = np.fromiter(hashes, dtype=np.uint64)
    multipliers, offsets = _coefficients()
    a = np.array(multipliers, dtype=np.uint64)[:, None] | np.uint64(1)
    b = np.array(offsets, dtype=np.uint64)[:, None]
    least = np.full(PERMUTATIONS, np.iinfo(np.uint64).max, dtype=np.uint64)
    for first in range(0, values.size, _CHUNK):
        mixed = (values[None, first : first + _CHUNK] * a + b) >> np.uint64(16)
        least = np.minimum(least, mixed.min(axis=1))
    return least


def containment(one: frozenset[int], other: frozenset[int]) -> float:
    """The share of the smaller set that is in the larger; 0 where one is empty."""
    least = min(len(one), len(other))
    return len(one & other) / least if least else 0.0


def credited(report: Report, sources: Sources) -> frozenset[str]:
    """The ids of the sources that a report names as where its news is from ("according to ...", "... reported")."""
    own = sources.publisher(report)
    out = set()
    for start, end, source in sources.scan(report.text):
        if source == own:
            continue
        if _BEFORE.search(report.text[max(0, start - 24) : start]) or _AFTER.match(
            report.text[end : end + 32]
        ):
            out.add(source.id)
    return frozenset(out)


class _Groups:
    """Union-find over report ids; a group's name is its least member by the order given."""

    def __init__(self, order: Sequence[str]) -> None:
        self._rank = {key: i for i, key in enumerate(order)}
        self._up = {key: key for key in order}

    def head(self, key: str) -> str:
        while self._up[key] != key:
            self._up[key] = self._up[self._up[key]]
            key = self._up[key]
        return key

    def join(self, one: str, other: str) -> None:
        a, b = sorted((self.head(one), self.head(other)), key=lambda k: self._rank[k])
        self._up[b] = a


def _candidates(signatures: Sequence[NDArray[np.uint64]]) -> set[tuple[int, int]]:
    """Pairs of indices that share a band of their signatures."""
    pairs: set[tuple[int, int]] = set()
    for band in range(0, PERMUTATIONS, ROWS):
        buckets: dict[bytes, list[int]] = {}
        for i, s in enumerate(signatures):
            buckets.setdefault(s[band : band + ROWS].tobytes(), []).append(i)
        for members in buckets.values():
            pairs |= {(a, b) for n, a in enumerate(members) for b in members[n + 1 :]}
    return pairs


def _near(one: date | None, other: date | None) -> bool:
    return one is None or other is None or abs(one - other) <= WINDOW


def copies(reports: Sequence[Report], sources: Sources) -> dict[str, str]:
    """For each report id the id of its group: the earliest report that it is one voice with; on one day a
    report of an outlet that carries no other's copy comes first, then the least id.

    Two reports are one voice where the shorter is mostly the words of the longer, or where one names the other's
    publisher as its source within three days and shares words with it.
    """

    def precedence(report: Report) -> tuple[date, bool, str]:
        source = sources.publisher(report)
        return report.published or date.max, bool(source and source.carries), report.id

    ordered = sorted(reports, key=precedence)
    groups = _Groups([r.id for r in ordered])
    sets = [shingles(r.text) for r in ordered]
    filled = [i for i, s in enumerate(sets) if s]
    signatures = [signature(sets[i]) for i in filled]
    for a, b in _candidates(signatures):
        i, j = filled[a], filled[b]
        if containment(sets[i], sets[j]) >= CONTAINED:
            groups.join(ordered[i].id, ordered[j].id)
    by_publisher: dict[str, list[int]] = {}
    for i, report in enumerate(ordered):
        if source := sources.publisher(report):
            by_publisher.setdefault(source.id, []).append(i)
    days = [r.published.toordinal() for r in ordered if r.published is not None]
    for j, report in enumerate(ordered):
        # Only what was published near in time can be what a report has its news from.
        if report.published is not None and len(days) == len(ordered):
            day = report.published.toordinal()
            if bisect_right(days, day + WINDOW.days) - bisect_left(days, day - WINDOW.days) < 2:
                continue
        for key in credited(report, sources):
            for i in by_publisher.get(key, ()):
                if (
                    i != j
                    and _near(ordered[i].published, report.published)
                    and containment(sets[i], sets[j]) >= CREDITED
                ):
                    groups.join(ordered[i].id, report.id)
    return {r.id: groups.head(r.id) for r in reports}


def independent(reports: Sequence[Report], sources: Sources) -> list[list[Report]]:
    """The reports by voice: copies together, each list in the order given."""
    heads = copies(reports, sources)
    out: dict[str, list[Report]] = {}
    for report in reports:
        out.setdefault(heads[report.id], []).append(report)
    return list(out.values())
