"""Listening. Invariant: an address that others can reach is listened on only where the ledger has accounts and people are asked
to sign in; and the server stops only when the requests under way are answered, or have had their time."""

from __future__ import annotations

import ipaddress
import socket
import ssl
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import uvicorn
from starlette.types import ASGIApp

_GRACE_S = 10
_IDLE_S = 5
_SWITCH_S = 0.0005
_LONGEST_HEAD = 32_768  # bytes of a request's line and headers
LOCAL = "127.0.0.1"


class ServeError(Exception):
    """The server cannot listen as asked. The message says what to do."""


@dataclass(frozen=True, slots=True)
class Door:
    """How people reach the server. `names`: under which names, besides its address; `behind_https`: a proxy in front
    speaks https to them; `proxies`: whose word on the caller's address is taken then; `certificate`, `key`: files with
    which the server speaks https itself."""

    host: str = LOCAL
    names: tuple[str, ...] = ()
    behind_https: bool = False
    proxies: tuple[str, ...] = (LOCAL, "::1")
    certificate: Path | None = None
    key: Path | None = None

    @property
    def secure(self) -> bool:
        """Whether browsers reach it over https."""
        return self.behind_https or self.certificate is not None

    def hosts(self) -> frozenset[str]:
        """What the guard answers to besides this machine's usual names."""
        return frozenset(name.strip("[]").lower() for name in (self.host, *self.names))


def check(door: Door, *, accounts: bool, asked: bool) -> str | None:
    """A warning to be shown, if any. `accounts`: there is an account that may sign in; `asked`: people are asked to. Raises
    ServeError where a server that is reached so would be open to others, or could not be reached."""
    if (door.certificate is None) != (door.key is None):
        raise ServeError("--certificate and --key belong together: give both")
    if door.certificate is not None and door.key is not None:
        _check_certificate(door.certificate, door.key)
    if door.behind_https and not door.names:
        raise ServeError(
            "--behind-https needs --name: the name under which people reach the proxy, such as desk.example.org"
        )
    local = all(_is_loopback(address) for address in addresses(door.host))
    if local and not door.behind_https:
        return None
    where = door.host if not local else "what stands behind a proxy"
    if not asked:
        raise ServeError(
            f"{where} is open to others, and --no-sign-in is for this machine alone: leave it out"
        )
    if not accounts:
        raise ServeError(
            f"{where} is open to others, and the ledger has no account that may sign in: anybody who reaches it could decide in "
            f"anybody's name. Make one with `sandtable accounts add NAME --role admin`, or use --host {LOCAL}"
        )
    if _is_any(door.host) and not door.names:
        raise ServeError(
            f"{door.host} stands for every address: give with --name the name that people open, such as desk.example.org"
        )
    if not door.secure:
        return (
            f"passwords and reports cross the network in the clear to {door.host}: put https in front and say "
            "--behind-https, or give --certificate and --key"
        )
    return None


def listen(host: str, port: int) -> socket.socket:
    """A listening socket; port 0 takes a free one. Raises ServeError for an unknown address, and where the port is taken."""
    found = _found(host, port)
    family, kind, protocol, _, address = min(found, key=lambda one: one[0] != socket.AF_INET)
    listening = socket.socket(family, kind, protocol)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
        listening.listen(128)
    except OSError as error:
        listening.close()
        raise ServeError(
            f"cannot listen on {host} port {port}: {error.strerror}; choose another with --host or --port"
        ) from error
    return listening


def addresses(host: str) -> list[str]:
    """The addresses of a host. Raises ServeError where none is known."""
    return [str(address[0]) for *_, address in _found(host, 0)]


def url_of(listening: socket.socket, door: Door | None = None) -> str:
    """Where a listening socket is reached."""
    host, port = listening.getsockname()[:2]
    scheme = "http" if door is None or door.certificate is None else "https"
    return f"{scheme}://[{host}]:{port}/" if ":" in host else f"{scheme}://{host}:{port}/"


def serve(app: ASGIApp, listening: socket.socket, door: Door | None = None) -> None:
    """Answer until SIGINT or SIGTERM, then end the requests under way within ten seconds and stop by that signal."""
    door = door or Door()
    # A report that is being read keeps the interpreter busy, and each answer waits for it at every row that the database gives.
    sys.setswitchinterval(_SWITCH_S)
    config = uvicorn.Config(
        app, http="h11", ws="none", loop="asyncio", lifespan="on", log_config=None, access_log=False,
        server_header=False, proxy_headers=door.behind_https, forwarded_allow_ips=list(door.proxies),
        ssl_certfile=door.certificate, ssl_keyfile=door.key, timeout_keep_alive=_IDLE_S,
        timeout_graceful_shutdown=_GRACE_S, h11_max_incomplete_event_size=_LONGEST_HEAD,
    )  # fmt: skip
    uvicorn.Server(config).run(sockets=[listening])


def _found(host: str, port: int) -> list[tuple[Any, ...]]:
    try:
        return list(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
    except (socket.gaierror, UnicodeError) as error:
        raise ServeError(f"no address is known for {host!r}: use --host {LOCAL}") from error


def _check_certificate(certificate: Path, key: Path) -> None:
    try:
        ssl.create_default_context(ssl.Purpose.CLIENT_AUTH).load_cert_chain(certificate, key, lambda: "")
    except OSError as error:
        reason = error.strerror or str(error)
        raise ServeError(f"cannot use the certificate {certificate} with the key {key}: {reason}") from error


def _is_loopback(address: str) -> bool:
    return ipaddress.ip_address(address.partition("%")[0]).is_loopback


def _is_any(host: str) -> bool:
    return any(ipaddress.ip_address(one.partition("%")[0]).is_unspecified for one in addresses(host))
