"""Which claims are in a dispute, worked out beside the requests. Invariant: no request waits for it but the first over a small
ledger, where it takes a moment; and what it tells says for which state of the ledger it holds.

It takes long on a large ledger, and Python answers with one thread at a time: so it is asked of the command `sandtable disputes`,
in a process of its own that yields to the server.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterable
from threading import Lock, Thread
from time import monotonic

from sqlalchemy.exc import SQLAlchemyError

from sandtable.ledger import Ledger, LedgerError
from sandtable.picture import Dispute

SMALL = 60  # readings up to which they are worked out at once
_PAUSE_S = 20.0  # between two reckonings
_SHARE = 5  # of the time at most that it may take
_COMMAND = (sys.executable, "-c", "from sandtable.cli import main; main()", "disputes", "--json")
_NICE = 10


class Reckoning:
    """Has the queue of a ledger know of disputes. `at_once`: finds them in this process. May be shared between threads; close it
    once."""

    def __init__(self, ledger: Ledger, at_once: Callable[[], Iterable[Dispute]] | None = None) -> None:
        self._ledger, self._lock, self._at_once = ledger, Lock(), at_once
        self._thread, self._next, self._closed = Thread(), 0.0, False
        self._process: subprocess.Popen[bytes] | None = None

    def state(self) -> str:
        """`reckoned`, `behind` (of an earlier state of the ledger) or `not yet reckoned`. Sets it going where it is due."""
        version, told = self._ledger.version(), self._ledger.queue.disputes_of
        if told is None and self._at_once is not None and version.reading <= SMALL:
            claims = {claim for one in self._at_once() for side in one.sides for claim in side.claims}
            self._ledger.queue.dispute(version, claims)
            told = version
        if told == version:
            return "reckoned"
        with self._lock:
            if not self._closed and not self._thread.is_alive() and monotonic() >= self._next:
                self._thread = Thread(target=self._reckon, name="disputes", daemon=True)
                self._thread.start()
        return "not yet reckoned" if told is None else "behind"

    def wait(self, seconds: float) -> None:
        """Wait for a reckoning under way."""
        if self._thread.is_alive():
            self._thread.join(seconds)

    def close(self) -> None:
        """End a reckoning under way, and begin none again."""
        with self._lock:
            self._closed = True
            if self._process is not None:
                self._process.kill()
        self.wait(10)

    def _reckon(self) -> None:
        begun = monotonic()
        try:
            version = self._ledger.version()
            told = self._told()
            if told is not None:
                sides = (side for dispute in json.loads(told)["disputes"] for side in dispute["sides"])
                self._ledger.queue.dispute(version, {claim for side in sides for claim in side["claims"]})
        except (LedgerError, SQLAlchemyError):
            return  # the ledger does not answer: whoever asks is told of that, and this is tried again
        finally:
            self._next = monotonic() + max(_PAUSE_S, _SHARE * (monotonic() - begun))

    def _told(self) -> bytes | None:
        """What the command prints; None where it failed or was ended."""
        with self._lock:
            if self._closed:
                return None
            self._process = process = subprocess.Popen(
                _COMMAND,
                env=os.environ | {"SANDTABLE_LEDGER": self._ledger.url},
                stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            )  # fmt: skip
        if sys.platform != "win32":
            os.setpriority(os.PRIO_PROCESS, process.pid, _NICE)
        told, _ = process.communicate()
        return told if process.returncode == 0 else None
