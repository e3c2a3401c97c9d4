"""What the first requests need, worked out beside them from the start. Invariant: it answers nobody and changes no answer; a
request that comes meanwhile waits for what it needs itself, and nothing is worked out twice.

On a large ledger the first map takes seconds: who opens the desk a little after it was started does not wait for them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from threading import Event, Thread
from time import monotonic

from sqlalchemy.exc import SQLAlchemyError

from sandtable.brief import Sheet
from sandtable.ledger import LedgerError
from sandtable.picture import AsOf
from sandtable.web.api.maps import days_of, ground_of
from sandtable.web.api.wire import encode
from sandtable.web.desk import Desk

_GROUND = "/api/v1/map/ground?"  # as its address is asked for
_TOLD = 3.0  # seconds; what took less is not worth a line
Say = Callable[[str], None]


class Readying:
    """Makes a desk ready, in a thread of its own; `say` is told what took long."""

    def __init__(self, desk: Desk, say: Say) -> None:
        self._desk, self._say, self._stop = desk, say, Event()
        self._thread = Thread(target=self._run, name="readying", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def close(self) -> None:
        """End after the step under way."""
        self._stop.set()
        self._thread.join(2)

    @property
    def closing(self) -> bool:
        """Whether it was told to end."""
        return self._stop.is_set()

    def wait(self, seconds: float) -> bool:
        """Wait until all is ready; whether it is."""
        self._thread.join(seconds)
        return not self._thread.is_alive()

    def _run(self) -> None:
        begun = monotonic()
        try:
            for words, work in self._steps():
                if self._stop.is_set():
                    return
                self._desk.readying = words
                work()
        except (LedgerError, SQLAlchemyError):
            return  # the ledger does not answer: whoever asks is told of that
        finally:
            self._desk.readying = ""
        took = monotonic() - begun
        if took > _TOLD:
            self._say(f"sandtable: the queue and the map are ready, after {took:.0f} s")

    def _steps(self) -> Iterator[tuple[str, Callable[[], object]]]:
        desk = self._desk
        yield "the queue", desk.ledger.queue.line
        yield "names", lambda: desk.enquiry(_nothing).naming.spoken_places
        yield "the outlines of the map", lambda: desk.lasting(_GROUND, lambda: encode(ground_of(desk)))
        yield "the map", self._map

    def _map(self) -> None:
        """What the page of the map asks for first."""
        desk, today = self._desk, AsOf().day
        days_of(desk)
        last = desk.picture.almanac().last
        if last is not None:
            day = min(last, today)
            desk.maps.sheet(Sheet(day, day))


def _nothing(_line: str) -> None:
    """Nobody asked."""
