"""Connections that know their end. Invariant: a name is looked up once, all that it has is checked, the connection goes to one of
the very addresses that were checked, and no wait on it goes past the end of the time allowed.

A name that answers otherwise the next time it is asked (DNS rebinding) gains nothing by it.
"""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable, Iterable, Sequence
from ipaddress import ip_address
from queue import Empty, SimpleQueue
from threading import Thread
from time import monotonic
from typing import Any

import httpcore2 as http

from sandtable.intake.addresses import Internet

_MOST_TRIED = 6  # addresses of one name


class TooLateError(Exception):
    """The time is up."""


class End:
    """The moment by which all must be over, `seconds` from now."""

    def __init__(self, seconds: float) -> None:
        self._at = monotonic() + seconds

    def left(self) -> float:
        """The seconds until then. Raises TooLateError once there are none."""
        left = self._at - monotonic()
        if left <= 0:
            raise TooLateError
        return left


def look_up(host: str) -> list[str]:
    """The internet addresses of a name, as this machine's resolver gives them. Raises OSError where it has none."""
    try:
        return [str(found[4][0]) for found in socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)]
    except UnicodeError as error:
        raise OSError("no name of a host") from error


def looked_up(host: str, ask: Callable[[str], list[str]], end: End) -> list[Internet]:
    """What `ask` gives for a host, each address once. Raises OSError where it has none, TooLateError where it takes too long."""
    # A look-up cannot be interrupted: a thread that may be left behind waits for it.
    told: SimpleQueue[list[str] | OSError] = SimpleQueue()

    def run() -> None:
        try:
            told.put(ask(host))
        except OSError as error:
            told.put(error)

    Thread(target=run, name="look-up", daemon=True).start()
    try:
        found = told.get(timeout=end.left())
    except Empty as error:
        raise TooLateError from error
    if isinstance(found, OSError):
        raise found
    return list(dict.fromkeys(ip_address(one) for one in found))


class Pinned(http.NetworkBackend):
    """Connects to addresses that were checked, whatever host is named. The name stays in Host, in SNI and for the certificate."""

    def __init__(self, addresses: Sequence[Internet], end: End) -> None:
        self._addresses, self._end, self._sockets = addresses[:_MOST_TRIED], end, http.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[http.SOCKET_OPTION] | None = None,
    ) -> http.NetworkStream:
        """A connection to the first address that takes one; each gets its share of the time left."""
        for number, address in enumerate(self._addresses):
            others = len(self._addresses) - number - 1
            try:
                share = self._end.left() / (others + 1)
                stream = self._sockets.connect_tcp(str(address), port, share, local_address, socket_options)
            except (http.ConnectError, http.ConnectTimeout):
                if not others:
                    raise
            else:
                return _Timed(stream, self._end)
        raise http.ConnectError("no address")


class _Timed(http.NetworkStream):
    """A stream on which every wait ends by the end."""

    def __init__(self, stream: http.NetworkStream, end: End) -> None:
        self._stream, self._end = stream, end

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._end.left())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._end.left())

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> http.NetworkStream:
        return _Timed(self._stream.start_tls(ssl_context, server_hostname, self._end.left()), self._end)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)
