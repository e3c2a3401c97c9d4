"""What waits for a decision, by what matters: reports with a claim that moves control first, then with one in a dispute, then
with one of low confidence, the newest first among equals. Invariant: the order is of one state of the ledger, worked out
once for it and for each choice of claims; a page is only cut from it.

Claims are held as rows of a few numbers, and only what was added since is read. Edited and added claims, which are few, go by
what they say now.
"""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Collection
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, Engine

from sandtable.ledger.columns import Version, version_of
from sandtable.ledger.gists import FACTUALITIES, GIST, KINDS
from sandtable.ledger.line import EVERY, KEY, MATTERS, Chosen, Line
from sandtable.ledger.listing import STATUSES
from sandtable.ledger.waiting import (
    Ruled,
    added_rows,
    confidences,
    new_gists,
    new_names,
    numbers_of,
    ruled,
    superseded,
)
from sandtable.terms import MOVING

Rows = NDArray[Any]
LOW = 0.5  # confidence
STATES = ("proposed", "accepted", "edited", "rejected")
_MOVING = [KINDS[kind.value] for kind in MOVING]
_TOLD = [FACTUALITIES[word] for word in ("asserted", "denied")]  # a plan or a rumour moves no control
_FIELDS = ("seq", "reading", "kind", "factuality", "known", "publisher", "voices", "start")
ITEM = np.dtype(
    [(name, GIST[name]) for name in _FIELDS]
    + [("report", "<u4"), ("confidence", "<f4"), ("status", "u1"), ("live", "?")]
)
PART = np.dtype([("seq", "<u4"), ("entity", "<u4")])
_KEPT = 16  # choices of claims


@dataclass(frozen=True, slots=True)
class _Held:
    """A state of the ledger. `changed`: the claims that go by what they say now; `codes`: the numbers of texts."""

    version: Version
    items: Rows = field(default_factory=lambda: np.empty(0, ITEM))
    parts: Rows = field(default_factory=lambda: np.empty(0, PART))
    names: tuple[str, ...] = ("",)
    codes: dict[str, int] = field(default_factory=dict)
    reports: tuple[str, ...] = ()
    report_codes: dict[str, int] = field(default_factory=dict)
    changed: dict[int, dict[str, Any]] = field(default_factory=dict)
    last_claim: int = 0


class Queue:
    """The queue of a ledger. May be shared between threads."""

    def __init__(self, engine: Engine) -> None:
        self._engine, self._lock = engine, Lock()
        self._held = _Held(Version(0, 0))
        self._lines: OrderedDict[Chosen, Line] = OrderedDict()
        self._disputed: frozenset[int] = frozenset()
        self._of: Version | None = None

    @property
    def disputes_of(self) -> Version | None:
        """What the ledger held when its disputes were last told of, None where never."""
        return self._of

    def dispute(self, version: Version, claim_ids: Collection[str]) -> None:
        """Tell which claims are in a dispute, as the ledger was at a version."""
        with self._engine.connect() as connection:
            numbers = frozenset(numbers_of(connection, claim_ids))
        with self._lock:
            if numbers != self._disputed:
                self._disputed = numbers
                self._lines.clear()
            self._of = version

    def knows(self, entity_id: str) -> bool:
        """Whether any claim was read that has this entity, as far as has been looked."""
        return entity_id in self._held.codes

    def line(self, chosen: Chosen = EVERY) -> Line:
        """The queue of some claims as the ledger is now."""
        with self._lock, self._engine.connect() as connection:
            version = version_of(connection)
            if self._held.version != version:
                self._held = _grown(connection, self._held, version)
                self._lines.clear()
            line = self._lines.get(chosen)
            if line is None:
                line = _line(self._held, chosen, self._disputed)
                self._lines[chosen] = line
                while len(self._lines) > _KEPT:
                    self._lines.popitem(last=False)
            self._lines.move_to_end(chosen)
            return line


def _grown(connection: Connection, held: _Held, version: Version) -> _Held:
    """The state now, from the state before and what was added since."""
    items, parts, changed = held.items, held.parts, dict(held.changed)
    names, codes, reports, report_codes = held.names, held.codes, held.reports, held.report_codes
    last = held.last_claim
    fresh = version.reading != held.version.reading
    if fresh:
        told = new_gists(connection, held.version.reading, version.reading)
        more = new_names(connection, len(names))
        codes = codes | {name: n for n, name in enumerate(more, len(names))}
        names = (*names, *more)
        report_codes = report_codes | {
            report: n
            for n, report in enumerate(
                (r for r in dict.fromkeys(told.reports.values()) if r not in report_codes), len(reports)
            )
        }
        reports = tuple(report_codes)
        rows = np.zeros(len(told.claims), ITEM)
        for name in _FIELDS:
            rows[name] = told.claims[name]
        of = {reading: report_codes[report] for reading, report in told.reports.items()}
        rows["report"] = [of[n] for n in told.claims["reading"].tolist()]
        items = np.concatenate([items, rows])
        new = np.zeros(len(told.parts), PART)
        new["seq"], new["entity"] = told.parts["seq"], told.parts["entity"]
        parts = np.concatenate([parts, new])
    for row in added_rows(connection, last):
        one = np.zeros(1, ITEM)
        one["seq"], one["reading"], one["known"] = row.seq, row.reading, row.known
        one["publisher"], one["report"] = codes.get(row.publisher or "", 0), report_codes[row.report]
        items = np.concatenate([items, one])
        changed[row.seq] = row.claim
    seen, sure = confidences(connection, last)
    items = items[np.argsort(items["seq"], kind="stable")] if len(seen) else items.copy()
    if len(seen):
        items["confidence"][np.searchsorted(items["seq"], seen)] = sure
        last = int(seen[-1])
    since = 0 if fresh else held.version.decision
    if fresh:
        items["status"] = 0
        items["live"] = ~np.isin(items["reading"], superseded(connection))
    for ruling in ruled(connection, since):
        _rule(items, changed, ruling)
    return _Held(version, items, parts, names, codes, reports, report_codes, changed, last)


def _rule(items: Rows, changed: dict[int, dict[str, Any]], ruling: Ruled) -> None:
    """Put a decision into the row of its claim."""
    n = int(np.searchsorted(items["seq"], ruling.seq))
    items["status"][n] = STATES.index(STATUSES[None if ruling.verdict == "reopen" else ruling.verdict])
    kept = ruling.verdict in ("accept", "add", "edit") and not ruling.twin
    items["live"][n] = ruling.current or kept
    if ruling.verdict == "edit":
        changed[ruling.seq] = ruling.edited
    elif ruling.added is not None:
        changed[ruling.seq] = ruling.added
    else:
        changed.pop(ruling.seq, None)
    if ruling.seq in changed:
        said = changed[ruling.seq]
        items["kind"][n], items["factuality"][n] = KINDS[said["kind"]], FACTUALITIES[said["factuality"]]
        items["start"][n] = said["evidence"]["start"]
    else:
        items["kind"][n], items["factuality"][n] = KINDS[ruling.kind], FACTUALITIES[ruling.factuality]


def _line(held: _Held, chosen: Chosen, disputed: frozenset[int]) -> Line:
    items = held.items
    keep = items["live"] & np.isin(items["status"], [STATES.index(one) for one in chosen.statuses])
    if chosen.kinds:
        keep &= np.isin(items["kind"], [KINDS[kind] for kind in chosen.kinds])
    if chosen.below is not None:
        keep &= items["confidence"] < chosen.below
    if chosen.report is not None:
        keep &= items["report"] == held.report_codes.get(chosen.report, -1)
    if chosen.numbers is not None:
        keep &= np.isin(items["seq"], np.fromiter(chosen.numbers, "<u4", len(chosen.numbers)))
    keep &= _speaking(held, chosen)
    rows = items[keep]
    rank = np.full(len(rows), 3, "i4")
    rank[rows["confidence"] < LOW] = 2
    rank[np.isin(rows["seq"], np.fromiter(disputed, "<u4", len(disputed)))] = 1
    rank[np.isin(rows["kind"], _MOVING) & np.isin(rows["factuality"], _TOLD)] = 0
    counts = tuple(int((rank == n).sum()) for n in range(len(MATTERS)))
    # The claims of a report together, in the order of its text; then the reports by the least rank in each.
    order = np.lexsort((rows["seq"], rows["start"], rows["report"]))
    rows, rank = rows[order], rank[order]
    first = (
        np.flatnonzero(np.r_[True, rows["report"][1:] != rows["report"][:-1]])
        if len(rows)
        else np.empty(0, int)
    )
    keys = np.zeros(len(first), KEY)
    if len(first):
        keys["rank"] = np.minimum.reduceat(rank, first)
        keys["day"] = -rows["known"][first]
        keys["reading"] = -np.maximum.reduceat(rows["reading"], first).astype("i8")
    by = np.lexsort((keys["reading"], keys["day"], keys["rank"]))
    ends = np.r_[first[1:], len(rows)].astype(int)
    lengths = (ends - first)[by]
    starts = np.r_[0, np.cumsum(lengths)].astype(int)
    take = np.repeat(first[by] - starts[:-1], lengths) + np.arange(len(rows))
    return Line(held.version, keys[by], rows[take], rank[take], starts, held.reports, counts, held.last_claim)


def _speaking(held: _Held, chosen: Chosen) -> Rows:
    """Which claims have the chosen entities and source; edited and added ones by what they say now."""
    items = held.items
    keep = np.ones(len(items), bool)
    for entity in chosen.entities:
        keep &= np.isin(items["seq"], held.parts["seq"][held.parts["entity"] == held.codes.get(entity, -1)])
    source = chosen.source.casefold() if chosen.source is not None else None
    if source is not None:
        said = [n for n, name in enumerate(held.names) if source in _spoken(name)]
        keep &= np.isin(items["publisher"], said) | np.isin(items["voices"], said)
    if chosen.entities or source is not None:
        for seq, claim in held.changed.items():
            n = int(np.searchsorted(items["seq"], seq))
            ids = {role["entity"]["id"] for role in claim["roles"] if role.get("entity")}
            heard = {voice["name"].casefold() for voice in claim["attribution"]}
            heard.add(held.names[items["publisher"][n]].casefold())
            keep[n] = {*chosen.entities} <= ids and (source is None or source in heard)
    return keep


def _spoken(name: str) -> set[str]:
    """The folded names in a text of the ledger: an outlet's own, or those of a chain of speakers."""
    if name.startswith("[["):
        return {voice[0].casefold() for voice in json.loads(name)}
    return {name.casefold()}
