"""What requests are answered from. Invariant: every part may be shared between threads, and what is kept of a ledger is kept
for one state of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from threading import Lock

from sandtable import __version__
from sandtable.brief import Maps
from sandtable.coding import Reader, RuleCoder
from sandtable.gazetteer import Gazetteer
from sandtable.gazetteer.store import default_path
from sandtable.ledger import Keeping, Ledger
from sandtable.orbat import Registry
from sandtable.picture import AsOf, Enquiry, Naming, Picture, Recall, Say
from sandtable.sources import Sources
from sandtable.web.catching_up import CatchingUp
from sandtable.web.presence import Presence
from sandtable.web.reckoning import Reckoning
from sandtable.web.taking import Taking


@dataclass(frozen=True, slots=True)
class _State:
    """A state of the ledger, and how names are taken in it."""

    stamp: str
    naming: Naming


class Desk:
    """The opened rooms. `name`: the ledger, as it may be shown; `taking`: what takes in reports, by default with our own reader;
    `kept`: what was worked out in earlier runs. `readying`: what is being made ready just now, in words."""

    def __init__(
        self,
        ledger: Ledger,
        gazetteer: Gazetteer,
        registry: Registry,
        picture: Picture,
        name: str,
        taking: Taking | None = None,
        kept: Keeping | None = None,
    ) -> None:
        self.ledger, self.picture, self.name = ledger, picture, name
        self.gazetteer, self.registry = gazetteer, registry
        self.sources = Sources.load(registry)
        # What an answer depends on besides the ledger and the day.
        self._made_by = f"{__version__} {default_path().name}"
        self._state = self._fresh(ledger.listing.stamp())
        self.presence = Presence()
        self.reckoning = Reckoning(ledger, picture.disputes)
        self.maps = Maps(picture, gazetteer, registry)
        self.catching_up = CatchingUp(self.maps.sheet)
        self.days = Recall[dict[str, object]](4)  # what `api.maps.days` gives
        self.readying = ""
        self._kept, self._making = kept, Lock()
        self.taking = taking or Taking(ledger, self._open_reader)

    def _open_reader(self) -> Reader:
        # The parser takes a second to load, and most of a sitting nobody adds a report.
        from sandtable.language import load

        return Reader(load(), RuleCoder(self.gazetteer, self.registry))

    def _fresh(self, stamp: str) -> _State:
        return _State(stamp, Naming(self.ledger, self.gazetteer, self.registry))

    def _now(self) -> _State:
        stamp, state = self.ledger.listing.stamp(), self._state
        if state.stamp != stamp:
            self._state = state = self._fresh(stamp)
        return state

    def etag(self, address: str) -> str:
        """The tag of the answer at an address, as of now: it changes with the ledger's last record, with the day (which is
        that of questions without one), and with sandtable and its gazetteer."""
        parts = (self.ledger.listing.stamp(), AsOf().day.isoformat(), self._made_by, address)
        return f'"{sha256(" ".join(parts).encode()).hexdigest()[:32]}"'

    def lasting_etag(self, address: str) -> str:
        """The tag of what no ledger changes."""
        return f'"{sha256(f"{self._made_by} {address}".encode()).hexdigest()[:32]}"'

    def lasting(self, address: str, make: Callable[[], bytes]) -> bytes:
        """What stands at an address and no ledger changes: made once, and kept between runs where there is a place for it."""
        key = f"desk {self.lasting_etag(address)}"
        with self._making:
            body = self._kept.get(key) if self._kept is not None else None
            if body is None:
                body = make()
                if self._kept is not None:
                    self._kept.put(key, body)
        return body

    def enquiry(self, say: Say) -> Enquiry:
        """Questions of the ledger as it is now; what is to be told of their names goes to `say`."""
        return Enquiry(self.picture, self._now().naming, say)
