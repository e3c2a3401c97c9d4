"""A web server of the tests' own, on loopback, that stands in for a public one: it answers what it is told to, byte by byte."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from ipaddress import IPv4Address

from sandtable.intake.addresses import Internet
from sandtable.intake.fetching import Reach

Answer = bytes | Callable[[], Iterable[bytes]]
PUBLIC, INNER = "127.0.0.1", "127.0.0.2"  # which of the two addresses of this machine stands for what
NEWS = b"<!doctype html><html><head><title>Army takes Mayadin</title></head><body><article><p>The army took Mayadin on 14 October 2017, \
the ministry said, and the group that had held the town for three years left for the desert in the east.</p></article></body></html>"


def answer(body: bytes = b"", status: str = "200 OK", **headers: str) -> bytes:
    """A whole answer."""
    given = {"Content-Length": str(len(body))} | {k.replace("_", "-"): v for k, v in headers.items()}
    head = "".join(f"{name}: {value}\r\n" for name, value in given.items() if value)
    return f"HTTP/1.1 {status}\r\n{head}\r\n".encode("latin-1") + body


def moved(where: str, status: str = "302 Found") -> bytes:
    """An answer that leads on."""
    return answer(status=status, Location=where)


@dataclass
class Site:
    """`answers`: by path. `asked`: the heads of the requests that came, as they came."""

    port: int
    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def at(self, path: str = "/", host: str = "public.test") -> str:
        """The address of a path."""
        return f"http://{host}:{self.port}{path}"

    def reach(self, **changed: object) -> Reach:
        """Reach as it is, but that names end at this machine, of which one address counts as public."""
        given: dict[str, object] = {
            "ports": frozenset({self.port}),
            "look_up": look_up,
            "allowed": allowed,
            "seconds": 30.0,
        }
        return Reach(**(given | changed))  # type: ignore[arg-type]


def look_up(host: str) -> list[str]:
    """The names of the tests."""
    known = {"public.test": [PUBLIC], "inner.test": [INNER], "both.test": [PUBLIC, INNER]}
    if host in known:
        return known[host]
    raise OSError("no such name")


def allowed(address: Internet) -> bool:
    """The rule of the tests."""
    return address == IPv4Address(PUBLIC)


@contextmanager
def small_site(
    answers: dict[str, Answer], host: str = PUBLIC, tls: ssl.SSLContext | None = None
) -> Iterator[Site]:
    """A site that answers until the end."""
    listening = socket.create_server((host, 0))
    site = Site(listening.getsockname()[1], answers)

    def talk(plain: socket.socket) -> None:
        with suppress(OSError), plain:
            spoken = tls.wrap_socket(plain, server_side=True) if tls else plain
            with spoken:
                head = b""
                while b"\r\n\r\n" not in head:
                    if not (piece := spoken.recv(65_536)):
                        return
                    head += piece
                site.asked.append(head.decode("latin-1"))
                given = site.answers.get(
                    head.split()[1].decode().partition("?")[0], answer(status="404 Not Found")
                )
                for piece in [given] if isinstance(given, bytes) else given():
                    spoken.sendall(piece)

    def serve() -> None:
        with suppress(OSError):
            while True:
                threading.Thread(target=talk, args=(listening.accept()[0],), daemon=True).start()

    threading.Thread(target=serve, daemon=True).start()
    try:
        yield site
    finally:
        listening.shutdown(socket.SHUT_RDWR)  # else the thread would accept one more
        listening.close()
