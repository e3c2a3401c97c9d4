"""Which claims are in a dispute, worked out beside the requests. Invariant: no request waits for it, and what it tells says for
which state of the ledger it holds."""

from __future__ import annotations

from collections.abc import Callable, Collection
from threading import Lock, Thread
from time import monotonic

from sqlalchemy.exc import SQLAlchemyError

from sandtable.ledger import LedgerError, Queue, Version
from sandtable.picture import PictureError

_PAUSE_S = 20.0  # between two reckonings
_SHARE = 10  # of the time at most that it may take


class Reckoning:
    """Has the queue of a ledger know of disputes. `work`: the ids of the claims in any. May be shared between threads."""

    def __init__(
        self, queue: Queue, version: Callable[[], Version], work: Callable[[], Collection[str]]
    ) -> None:
        self._queue, self._version, self._work = queue, version, work
        self._lock, self._thread, self._next = Lock(), Thread(), 0.0

    def state(self) -> str:
        """`reckoned`, `behind` (of an earlier state of the ledger) or `not yet reckoned`. Sets it going where it is due."""
        version, told = self._version(), self._queue.disputes_of
        if told == version:
            return "reckoned"
        with self._lock:
            if not self._thread.is_alive() and monotonic() >= self._next:
                self._thread = Thread(target=self._reckon, name="disputes", daemon=True)
                self._thread.start()
        return "not yet reckoned" if told is None else "behind"

    def wait(self, seconds: float) -> None:
        """Wait for a reckoning under way."""
        with self._lock:
            thread = self._thread
        if thread.is_alive():
            thread.join(seconds)

    def _reckon(self) -> None:
        begun = monotonic()
        try:
            version = self._version()
            self._queue.dispute(version, self._work())
        except (LedgerError, PictureError, SQLAlchemyError):
            return  # the ledger was closed or does not answer: whoever asks is told of that, and this is tried again
        finally:
            self._next = monotonic() + max(_PAUSE_S, _SHARE * (monotonic() - begun))
