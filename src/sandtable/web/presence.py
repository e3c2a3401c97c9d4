"""Who has which report open. Invariant: only what pages told within a short while, in memory; it decides nothing."""

from __future__ import annotations

from threading import Lock
from time import monotonic

STAYS_S = 40  # two beats of a page and some
_MOST = 2000  # reports


class Presence:
    """Pages tell here that they are open. May be shared between threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._open: dict[str, dict[str, tuple[str, float]]] = {}

    def beat(self, report: str, page: str, who: str) -> list[str]:
        """Tell that a page has a report open, and learn who else has, by name."""
        now = monotonic()
        with self._lock:
            pages = {key: one for key, one in self._open.pop(report, {}).items() if now - one[1] < STAYS_S}
            pages[page] = (who, now)
            self._open[report] = pages
            while len(self._open) > _MOST:
                del self._open[next(iter(self._open))]
            return sorted({name for key, (name, _) in pages.items() if key != page})
