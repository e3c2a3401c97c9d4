"""What claims say of who stands with whom, read once for many questions. Invariant: it gives the testimonies that asking the
ledger anew for the same actors would give, and keeps no more than `MOST` of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from threading import Lock

from sandtable.picture.bonds import Bond, from_claim
from sandtable.picture.settings import Settings
from sandtable.picture.testimony import Testimony

MOST = 40_000  # testimonies; past that they are forgotten, and read anew when they are asked for


class Tying:
    """The testimonies of some kinds by actor. `read` gives those that name any of some actors. May be shared between threads."""

    def __init__(self, read: Callable[[Sequence[str]], tuple[Testimony, ...]]) -> None:
        self._read, self._lock = read, Lock()
        self._asked: set[str] = set()
        self._told: dict[tuple[str, str, int, str], Testimony] = {}
        self._naming: dict[str, set[tuple[str, str, int, str]]] = defaultdict(set)
        self._said: dict[tuple[str, str, str], tuple[Bond, ...]] = {}

    def about(self, ids: Collection[str]) -> tuple[Testimony, ...]:
        """The testimonies that name any of these actors, in order."""
        with self._lock:
            new = sorted(set(ids) - self._asked)
            if new:
                for t in self._read(new):
                    self._told[t.order] = t
                    for role in t.claim.roles:
                        if role.entity is not None:
                            self._naming[role.entity.id].add(t.order)
                self._asked.update(new)
            found = {order for one in ids for order in self._naming.get(one, ())}
            told = tuple(self._told[order] for order in sorted(found))
            if len(self._told) > MOST:
                self._asked, self._told, self._naming, self._said = set(), {}, defaultdict(set), {}
        return told

    def bonds(self, t: Testimony, settings: Settings) -> tuple[Bond, ...]:
        """The bonds that a testimony says."""
        key = (t.report_id, t.id, t.text_group)
        found = self._said.get(key)
        if found is None:
            found = self._said[key] = from_claim(t, settings)
        return found
