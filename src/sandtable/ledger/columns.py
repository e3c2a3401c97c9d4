"""The gists of a whole ledger in memory. Invariant: `standing` gives the same claims as `Ledger.claims` asked of the same
day of knowledge: those that no decision bears on as rows, the others, as they stand, as entries."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, Engine, func, select

from sandtable.ledger import asking
from sandtable.ledger.entries import Entry
from sandtable.ledger.gists import GIST, PART
from sandtable.ledger.marks import claim_keys, head
from sandtable.ledger.tables import claims, decisions, gists, names, readings, reports

Rows = NDArray[Any]


@dataclass(frozen=True, slots=True)
class Version:
    """What a ledger holds, told by the numbers of its last reading and decision."""

    reading: int
    decision: int


@dataclass(frozen=True, slots=True)
class Standing:
    """The claims that stand as of a day of knowledge. `claims` are `GIST` rows and `parts` their `PART` rows, both by
    claim number; `keys`, aligned with `claims`, tell a claim by its content in any ledger (see `claim_keys`); `names` the
    texts by number; `reports` the report of each reading; `decided` the claims that a decision bears on, which have no
    row here."""

    version: Version
    claims: Rows
    parts: Rows
    keys: NDArray[np.uint64]
    names: tuple[str, ...]
    reports: tuple[str, ...]
    decided: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class _Held:
    """All that is read so far, standing or not."""

    reading: int
    claims: Rows
    parts: Rows
    keys: NDArray[np.uint64]
    texts: NDArray[np.uint64]  # the heads of the names' digests, by number
    names: tuple[str, ...]
    reports: tuple[str, ...]


_EMPTY = _Held(0, np.empty(0, GIST), np.empty(0, PART), np.empty(0, "<u8"), np.zeros(1, "<u8"), ("",), ("",))
_KEPT = 4  # days of knowledge


class Columns:
    """Reads gists once, then only what was added since. May be shared between threads."""

    def __init__(self, engine: Engine, decided: Callable[[date | None], Iterator[Entry]]) -> None:
        self._engine, self._decided = engine, decided
        self._held, self._lock = _EMPTY, Lock()
        self._standing: dict[date | None, Standing] = {}

    def version(self) -> Version:
        """What the ledger holds now."""
        with self._engine.connect() as connection:
            return version_of(connection)

    def standing(self, known: date | None = None) -> Standing:
        """The claims that stand as of a day of knowledge."""
        with self._lock, self._engine.connect() as connection:
            version = version_of(connection)
            found = self._standing.get(known)
            if found is None or found.version != version:
                if self._held.reading != version.reading:
                    self._held = _grown(connection, self._held, version.reading)
                found = self._as_of(connection, version, known)
                kept = [key for key, one in self._standing.items() if one.version == version]
                self._standing = {key: self._standing[key] for key in kept[-_KEPT + 1 :]} | {known: found}
            return found

    def _as_of(self, connection: Connection, version: Version, known: date | None) -> Standing:
        held = self._held
        rows, parts, keys = held.claims, held.parts, held.keys
        keep = np.ones(len(rows), bool) if known is None else rows["known"] <= known.toordinal()
        number = connection.execute(select(func.count()).select_from(reports)).scalar_one()
        if number != connection.execute(select(func.count()).select_from(readings)).scalar_one():
            gone = connection.execute(asking.superseded_ids(known)).scalars().all()
            keep &= ~np.isin(rows["reading"], np.array(gone, "<u4"))
        decided: tuple[Entry, ...] = ()
        if version.decision:
            ever = select(claims.c.seq).where(claims.c.words.in_(select(decisions.c.words)))
            keep &= ~np.isin(rows["seq"], np.array(connection.execute(ever).scalars().all(), "<u4"))
            decided = tuple(self._decided(known))
        if not keep.all():
            rows, keys = rows[keep], keys[keep]
            parts = parts[np.isin(parts["seq"], rows["seq"])]
        return Standing(version, rows, parts, keys, held.names, held.reports, decided)


def version_of(connection: Connection) -> Version:
    """What the ledger holds in the connection's sight."""
    reading, decision = connection.execute(_VERSION).one()
    return Version(reading or 0, decision or 0)


_VERSION = select(
    select(func.max(readings.c.id)).scalar_subquery(), select(func.max(decisions.c.id)).scalar_subquery()
)


def _grown(connection: Connection, held: _Held, last: int) -> _Held:
    query = (
        select(gists.c.reading_id, gists.c.claims, gists.c.parts, readings.c.report_id, readings.c.digest)
        .join(readings, readings.c.id == gists.c.reading_id)
        .where(gists.c.reading_id > held.reading, gists.c.reading_id <= last)
        .order_by(gists.c.reading_id)
    )
    found = connection.execute(query).all()
    new_names = connection.execute(
        select(names.c.key, names.c.text).where(names.c.id >= len(held.names)).order_by(names.c.id)
    ).all()
    texts = np.concatenate([held.texts, np.array([head(row[0]) for row in new_names], "<u8")])
    report_of = list(held.reports) + [""] * (last + 1 - len(held.reports))
    for row in found:
        report_of[row[0]] = row[3]
    rows = np.frombuffer(b"".join(row[1] for row in found), GIST)
    parts = np.frombuffer(b"".join(row[2] for row in found), PART)
    readings_ = np.repeat(
        np.array([head(row[4]) for row in found], "<u8"), [len(row[1]) // GIST.itemsize for row in found]
    )
    return _Held(
        last,
        np.concatenate([held.claims, rows]),
        np.concatenate([held.parts, parts]),
        np.concatenate([held.keys, claim_keys(rows, parts, readings_, texts)]),
        texts,
        (*held.names, *(row[1] for row in new_names)),
        tuple(report_of),
    )
