"""The gists of a whole ledger in memory. Invariant: `standing` gives the same claims as `Ledger.claims` asked of the same
day of knowledge: those that no decision bears on as rows, the others, as they stand, as entries."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from threading import Lock

import numpy as np
from sqlalchemy import Connection, Engine, func, select

from sandtable.ledger import asking
from sandtable.ledger.entries import Entry
from sandtable.ledger.held import Added, Held, Rows, Slots
from sandtable.ledger.proof import proof, same_gists
from sandtable.ledger.sheaves import Sheaf, Sheaves
from sandtable.ledger.shelf import Shelf
from sandtable.ledger.tables import claims, decisions, gists, names, readings, reports
from sandtable.ledger.texts import Texts


@dataclass(frozen=True, slots=True)
class Version:
    """What a ledger holds, told by the numbers of its last reading and decision."""

    reading: int
    decision: int


@dataclass(frozen=True, slots=True, eq=False)
class Standing:
    """The claims that stand as of a day of knowledge: of those `held`, where some do not stand, the `counted` ones; and
    `decided`, the claims that a decision bears on, which are not counted among them. `shelf`: for what is worked out of
    what is held."""

    version: Version
    held: Held
    counted: Rows | None
    decided: tuple[Entry, ...]
    shelf: Shelf

    @property
    def slots(self) -> Slots:
        """The slots of the claims that stand."""
        return np.arange(self.held.claims.count) if self.counted is None else np.flatnonzero(self.counted)

    @property
    def claims(self) -> Rows:
        """Their `GIST` rows, by number."""
        rows = self.held.claims.rows
        return rows if self.counted is None else rows[self.counted]

    @property
    def parts(self) -> Rows:
        """Their `PART` rows."""
        return self.held.parts.rows if self.counted is None else self.held.parts_of(self.slots)[0]

    @property
    def names(self) -> Texts:
        """The texts by the numbers that the rows give."""
        return self.held.names


_KEPT = 4  # days of knowledge


class Columns:
    """Reads gists once, then only what was added since. What was read is kept in `sheaves` for the next process, and is
    taken from there where it is proved to be of this ledger. May be shared between threads."""

    def __init__(
        self, engine: Engine, decided: Callable[[date | None], Iterator[Entry]], sheaves: Sheaves | None
    ) -> None:
        self._engine, self._decided, self._sheaves = engine, decided, sheaves
        self._name = _name(engine)
        self._shelf = Shelf(sheaves, f"{self._name} worked out")
        self._held: Held | None = None
        self._lock = Lock()
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
                held = self._all_held(connection, version.reading)
                found = self._as_of(connection, held, version, known)
                kept = [key for key, one in self._standing.items() if one.version == version]
                self._standing = {key: self._standing[key] for key in kept[-_KEPT + 1 :]} | {known: found}
            return found

    def number(self, key: int) -> int:
        """The number of the claim that has a key, of those that were read so far; 0 where none has it."""
        held = self._held
        if held is None:
            return 0
        at = np.flatnonzero(held.keys.rows == np.uint64(key))
        return int(held.seqs.rows[at[0]]) if len(at) else 0

    def _all_held(self, connection: Connection, last: int) -> Held:
        held = self._held or self._recalled(connection, last) or Held.empty()
        if held.reading < last:
            indexed = held.indexed
            held = _grown(connection, held, last)
            if self._sheaves is not None and held.indexed != indexed:
                held = replace(held, proved=proof(connection, held.reading, len(held.names)))
                self._sheaves.put(self._name, Sheaf(held.proved, held.columns()))
        self._held = held
        return held

    def _recalled(self, connection: Connection, last: int) -> Held | None:
        """What an earlier process kept, if it was of this ledger."""
        sheaf = self._sheaves.get(self._name) if self._sheaves is not None else None
        if sheaf is None:
            return None
        held = replace(Held.of(sheaf.columns), proved=sheaf.key)
        if held.reading > last or proof(connection, held.reading, len(held.names)) != held.proved:
            return None
        return held if same_gists(connection, held) else None

    def _as_of(self, connection: Connection, held: Held, version: Version, known: date | None) -> Standing:
        counted = None if known is None else held.claims.rows["known"] <= known.toordinal()
        gone = [np.empty(0, "<i8")]
        number = connection.execute(select(func.count()).select_from(reports)).scalar_one()
        if number != connection.execute(select(func.count()).select_from(readings)).scalar_one():
            found = np.array(connection.execute(asking.superseded_ids(known)).scalars().all(), "<i8")
            gone.append(held.read_in(found[found <= held.reading]))
        decided: tuple[Entry, ...] = ()
        if version.decision:
            ever = select(claims.c.seq).where(claims.c.words.in_(select(decisions.c.words)))
            gone.append(held.at(np.array(connection.execute(ever).scalars().all(), "<u4")))
            decided = tuple(self._decided(known))
        slots = np.concatenate(gone)
        if len(slots):
            counted = np.ones(held.claims.count, bool) if counted is None else counted
            counted[slots] = False
        return Standing(version, held, counted, decided, self._shelf)


def _name(engine: Engine) -> str:
    """Where the ledger lies: copies of one may grow apart, and each has its own sheaf."""
    if engine.url.get_backend_name() == "sqlite":
        return str(Path(engine.url.database or "").resolve())
    return engine.url.render_as_string(hide_password=True)


def version_of(connection: Connection) -> Version:
    """What the ledger holds in the connection's sight."""
    reading, decision = connection.execute(_VERSION).one()
    return Version(reading or 0, decision or 0)


_VERSION = select(
    select(func.max(readings.c.id)).scalar_subquery(), select(func.max(decisions.c.id)).scalar_subquery()
)


def _grown(connection: Connection, held: Held, last: int) -> Held:
    query = (
        select(gists.c.reading_id, readings.c.report_id, readings.c.digest, gists.c.claims, gists.c.parts)
        .join(readings, readings.c.id == gists.c.reading_id)
        .where(gists.c.reading_id > held.reading, gists.c.reading_id <= last)
        .order_by(gists.c.reading_id)
    )
    added = [Added(*row) for row in connection.execute(query)]
    text = select(names.c.key, names.c.text).where(names.c.id >= len(held.names)).order_by(names.c.id)
    return held.grown(added, [(row.key, row.text) for row in connection.execute(text)])
