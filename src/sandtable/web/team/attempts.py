"""How often one may try a password. Invariant: a try counts from when it begins, so that many at once are no more than one
after the other; what is kept has a bound; and who must wait is told how long.

Kept in memory: the limit is of one server, and a restart forgets it.
"""

from __future__ import annotations

import ipaddress
from collections import OrderedDict, deque
from collections.abc import Callable
from threading import Lock
from time import monotonic

_KEPT = 20_000  # keys
_IPV6_NETWORK = 64  # bits: what one household or server is usually given


class Attempts:
    """Counts tries by key within a time. May be shared between threads."""

    def __init__(self, seconds: float = 15 * 60, clock: Callable[[], float] = monotonic) -> None:
        self._seconds, self._clock, self._lock = seconds, clock, Lock()
        self._tries: OrderedDict[str, deque[float]] = OrderedDict()

    def begin(self, most: dict[str, int]) -> int:
        """Count a try under each key, of which each may have so many. 0 where it may be made, else, with nothing counted,
        after how many seconds the next may be."""
        with self._lock:
            now = self._clock()
            waits = [self._wait(key, number, now) for key, number in most.items()]
            if any(waits):
                return max(waits)
            for key in most:
                self._tries.setdefault(key, deque()).append(now)
                self._tries.move_to_end(key)
            while len(self._tries) > _KEPT:
                self._tries.popitem(last=False)
            return 0

    def forgive(self, *keys: str) -> None:
        """Take back the newest try under each key: it was right."""
        with self._lock:
            for key in keys:
                tries = self._tries.get(key)
                if tries:
                    tries.pop()

    def _wait(self, key: str, most: int, now: float) -> int:
        tries = self._tries.get(key)
        if tries is None:
            return 0
        while tries and tries[0] <= now - self._seconds:
            tries.popleft()
        if not tries:
            del self._tries[key]
            return 0
        return 0 if len(tries) < most else 1 + int(tries[0] + self._seconds - now)


def network_of(address: str) -> str:
    """What an address counts as: itself, or the network of an IPv6 address, in which a caller chooses freely."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped is not None:
            return str(found.ipv4_mapped)
        return str(ipaddress.ip_network((found, _IPV6_NETWORK), strict=False))
    return str(found)
