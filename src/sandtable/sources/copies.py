"""Which reports are one voice. Invariant: the groups are a partition of the reports that does not depend on their
order, and reports that share neither words nor a credited original are never grouped.

Near-duplicates by MinHash over word shingles with banding (Broder 1997, "On the resemblance and containment of
documents"; Leskovec, Rajaraman and Ullman, "Mining of Massive Datasets", ch. 3), each candidate pair then measured
exactly."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
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
_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
_MARGIN = 0.2  # 4.5 times the deviation of a share of PERMUTATIONS
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


@dataclass(frozen=True, slots=True)
class Print:
    """What of a report tells its copies, but for its words. `publisher`: the id of the source that it is; `carries`: that this one
    carries others' reports; `credits`: the sources that it names as where its news is from; `size`: how many shingles it has;
    `signature`: of these, None where it has none."""

    id: str
    published: date | None
    publisher: str | None
    carries: bool
    credits: frozenset[str]
    size: int
    signature: NDArray[np.uint64] | None

    @property
    def precedence(self) -> tuple[date, bool, str]:
        """A key by which the earliest report of a group comes first."""
        return self.published or date.max, self.carries, self.id


def print_of(report: Report, words: frozenset[int], sources: Sources) -> Print:
    """The print of a report with these `shingles`."""
    source = sources.publisher(report)
    return Print(
        report.id,
        report.published,
        source.id if source else None,
        bool(source and source.carries),
        credited(report, sources),
        len(words),
        signature(words) if words else None,
    )


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


def _candidates(signatures: NDArray[np.uint64]) -> set[tuple[int, int]]:
    """Pairs of rows that share a band, and a few that do not: bands are compared by a mix of theirs."""
    pairs: set[tuple[int, int]] = set()
    for band in range(0, PERMUTATIONS, ROWS):
        mix = np.zeros(len(signatures), np.uint64)
        for column in range(band, band + ROWS):
            mix = mix * _MULTIPLIER + signatures[:, column]
        order = np.argsort(mix, kind="stable")
        alike = np.flatnonzero(mix[order][1:] == mix[order][:-1])
        for run in np.split(alike, np.flatnonzero(np.diff(alike) > 1) + 1) if len(alike) else ():
            members = sorted(order[run[0] : run[-1] + 2].tolist())
            pairs |= {(a, b) for n, a in enumerate(members) for b in members[n + 1 :]}
    return pairs


def _likely(
    pairs: Collection[tuple[int, int]], signatures: NDArray[np.uint64], sizes: NDArray[np.int64]
) -> Iterator[tuple[int, int]]:
    """Those pairs whose signatures do not rule out that the one's words are in the other's: the share of equal places is the
    resemblance to within _MARGIN, but for one pair in a hundred thousand."""
    if not pairs:
        return
    which = np.array(sorted(pairs))
    one, other = which[:, 0], which[:, 1]
    shared = CONTAINED * np.minimum(sizes[one], sizes[other])
    needed = shared / (sizes[one] + sizes[other] - shared)
    for first in range(0, len(which), _CHUNK):
        some = slice(first, first + _CHUNK)
        found = (signatures[one[some]] == signatures[other[some]]).mean(axis=1)
        yield from map(tuple, which[some][found >= needed[some] - _MARGIN].tolist())


def alike(prints: Sequence[Print], words: Callable[[str], frozenset[int]]) -> Iterator[tuple[str, str]]:
    """The pairs of reports that are one voice, by their ids; some pairs twice. `words` gives the `shingles` of a report.

    Whether two are one depends on these two alone, so that the pairs of some reports are among those of more.
    """
    filled = [p for p in prints if p.signature is not None]
    signatures = [p.signature for p in filled if p.signature is not None]
    table = np.stack(signatures) if signatures else np.empty((0, PERMUTATIONS), np.uint64)
    sizes = np.array([p.size for p in filled])
    for i, j in _likely(_candidates(table), table, sizes):
        if containment(words(filled[i].id), words(filled[j].id)) >= CONTAINED:
            yield filled[i].id, filled[j].id
    by_publisher: dict[str, list[Print]] = defaultdict(list)
    for p in prints:
        if p.publisher is not None:
            by_publisher[p.publisher].append(p)
    for published in by_publisher.values():
        published.sort(key=_when)
    for p in prints:
        for source in p.credits:
            for other in _near(p.published, by_publisher.get(source, ())):
                if other.id != p.id and containment(words(p.id), words(other.id)) >= CREDITED:
                    yield p.id, other.id


_UNDATED = date.max.toordinal() + WINDOW.days + 1  # after whatever is near any day


def _when(p: Print) -> int:
    return p.published.toordinal() if p.published else _UNDATED


def _near(day: date | None, published: Sequence[Print]) -> Sequence[Print]:
    """Those that were published near a day, and all of which no day is known; `published` by day."""
    if day is None:
        return published
    first = bisect_left(published, day.toordinal() - WINDOW.days, key=_when)
    last = bisect_right(published, day.toordinal() + WINDOW.days, key=_when)
    return (*published[first:last], *published[bisect_left(published, _UNDATED, key=_when) :])


def grouped(prints: Iterable[Print], pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """For each report id the id of its group (see `copies`), by the pairs that are one voice."""
    groups = _Groups([p.id for p in sorted(prints, key=lambda p: p.precedence)])
    for one, other in pairs:
        groups.join(one, other)
    return {p.id: groups.head(p.id) for p in prints}


def copies(reports: Sequence[Report], sources: Sources) -> dict[str, str]:
    """For each report id the id of its group: the earliest report that it is one voice with; on one day a
    report of an outlet that carries no other's copy comes first, then the least id.

    Two reports are one voice where the shorter is mostly the words of the longer, or where one names the other's
    publisher as its source within three days and shares words with it.
    """
    words = {r.id: shingles(r.text) for r in reports}
    prints = [print_of(r, words[r.id], sources) for r in reports]
    return grouped(prints, alike(prints, words.__getitem__))


def independent(reports: Sequence[Report], sources: Sources) -> list[list[Report]]:
    """The reports by voice: copies together, each list in the order given."""
    heads = copies(reports, sources)
    out: dict[str, list[Report]] = {}
    for report in reports:
        out.setdefault(heads[report.id], []).append(report)
    return list(out.values())
