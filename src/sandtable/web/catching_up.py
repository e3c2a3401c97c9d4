"""Maps worked out anew after the ledger has grown, beside the requests. Invariant: one at a time, each once for however many ask;
what it works out is what a request would have.
"""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock, Thread

from sqlalchemy.exc import SQLAlchemyError

from sandtable.brief import Sheet
from sandtable.ledger import LedgerError

_MOST = 24  # that wait; what is asked for beyond them waits for its own request


class CatchingUp:
    """Works out maps. May be shared between threads; close it once."""

    def __init__(self, work: Callable[[Sheet], object]) -> None:
        self._work, self._lock = work, Lock()
        self._wanted: list[Sheet] = []
        self._thread: Thread | None = None

    def want(self, sheet: Sheet) -> bool:
        """Have a map worked out, unless it is on its way; whether it is."""
        with self._lock:
            if sheet in self._wanted:
                return True
            if len(self._wanted) >= _MOST:
                return False
            self._wanted.append(sheet)
            if self._thread is None:
                self._thread = Thread(target=self._run, name="maps", daemon=True)
                self._thread.start()
            return True

    def wait(self, seconds: float) -> None:
        """Wait for what is on its way."""
        with self._lock:
            thread = self._thread
        if thread is not None:
            thread.join(seconds)

    def close(self) -> None:
        """End after the map under way."""
        with self._lock:
            del self._wanted[1:]
        self.wait(2)

    def _run(self) -> None:
        while True:
            with self._lock:
                if not self._wanted:
                    self._thread = None
                    return
                sheet = self._wanted[0]
            try:
                self._work(sheet)
            except (LedgerError, SQLAlchemyError):
                pass  # the ledger does not answer: whoever asks is told of that
            finally:
                with self._lock:
                    self._wanted.remove(sheet)
