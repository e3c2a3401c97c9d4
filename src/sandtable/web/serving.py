"""Listening. Invariant: the server listens on this machine's own loopback alone, since it has no accounts yet; and it stops
only when the requests under way are answered, or have had their time."""

from __future__ import annotations

import ipaddress
import socket

import uvicorn
from starlette.types import ASGIApp

_GRACE_S = 10
_IDLE_S = 5
_LONGEST_HEAD = 32_768  # bytes of a request's line and headers


class ServeError(Exception):
    """The server cannot listen as asked. The message says what to do."""


def listen(host: str, port: int) -> socket.socket:
    """A listening socket on a loopback address; port 0 takes a free one. Raises ServeError for any other address, and where
    the port is taken."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (socket.gaierror, UnicodeError) as error:
        raise ServeError(f"no address is known for {host!r}: use --host 127.0.0.1") from error
    if not all(_is_loopback(str(address[0])) for *_, address in found):
        raise ServeError(
            f"serve listens on this machine alone, and {host} is open to others: accounts are not built yet, so anybody "
            "who reaches it could decide in anybody's name. Use --host 127.0.0.1"
        )
    family, kind, protocol, _, address = min(found, key=lambda one: one[0] != socket.AF_INET)
    listening = socket.socket(family, kind, protocol)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
        listening.listen(128)
    except OSError as error:
        listening.close()
        raise ServeError(
            f"cannot listen on {host} port {port}: {error.strerror}; choose another with --port"
        ) from error
    return listening


def _is_loopback(address: str) -> bool:
    return ipaddress.ip_address(address.partition("%")[0]).is_loopback


def url_of(listening: socket.socket) -> str:
    """Where a listening socket is reached."""
    host, port = listening.getsockname()[:2]
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


def serve(app: ASGIApp, listening: socket.socket) -> None:
    """Answer until SIGINT or SIGTERM, then end the requests under way within ten seconds and stop by that signal."""
    config = uvicorn.Config(
        app, http="h11", ws="none", loop="asyncio", lifespan="on", log_config=None, access_log=False,
        server_header=False, proxy_headers=False, timeout_keep_alive=_IDLE_S,
        timeout_graceful_shutdown=_GRACE_S, h11_max_incomplete_event_size=_LONGEST_HEAD,
    )  # fmt: skip
    uvicorn.Server(config).run(sockets=[listening])
