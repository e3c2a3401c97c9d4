"""What another room worked out of a ledger's columns, kept beside them. Invariant: it is given back only for the very columns
that it was worked out of and under the stamp that it was given, which names all else that it depends on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from threading import Lock

from sandtable.ledger.held import Held, Rows
from sandtable.ledger.sheaves import Column, Sheaf, Sheaves


class Shelf:
    """The newest such rows, by name. May be shared between threads."""

    def __init__(self, sheaves: Sheaves | None, name: str) -> None:
        self._sheaves, self._name = sheaves, name
        self._lock = Lock()
        self._last: tuple[int, str, Mapping[str, Rows]] | None = None

    def get(self, held: Held, stamp: str, work: Callable[[], Mapping[str, Rows]]) -> Mapping[str, Rows]:
        """What `work` gives for the first `indexed` claims that are held; not worked out where it was before."""
        with self._lock:
            if self._last is None or self._last[:2] != (held.indexed, stamp):
                self._last = (held.indexed, stamp, self._found(held, stamp, work))
            return self._last[2]

    def _found(self, held: Held, stamp: str, work: Callable[[], Mapping[str, Rows]]) -> Mapping[str, Rows]:
        if self._sheaves is None or not held.proved:
            return work()
        key = f"{held.proved} {stamp}"
        sheaf = self._sheaves.get(self._name, whole=True)
        if sheaf is not None and sheaf.key == key:
            return {name: column.rows for name, column in sheaf.columns.items()}
        rows = work()
        self._sheaves.put(self._name, Sheaf(key, {name: Column(one, len(one)) for name, one in rows.items()}))
        return rows
