"""Pages and feeds from the web. Invariant: only public addresses are asked, after every redirect too; nothing larger, slower
or further away than agreed is waited for, packed or unpacked; and nothing of this machine goes with the question: no proxy, cookie,
password or referrer.
"""

from __future__ import annotations

import re
import ssl
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from http import HTTPStatus

import httpcore2 as http

from sandtable import __version__
from sandtable.intake.addresses import Internet, WebAddress, is_public, parse_address
from sandtable.intake.connecting import End, Pinned, TooLateError, look_up, looked_up
from sandtable.intake.outcome import MEGABYTE, Fetched, Refusal, Unreadable

_HEADERS = (
    ("User-Agent", f"sandtable/{__version__}"),
    ("Accept", "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, application/pdf, */*;q=0.5"),
    ("Accept-Language", "en"),
    ("Accept-Encoding", "gzip"),
    ("Connection", "close"),
)  # fmt: skip
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PIECE = 65_536
_CHARSET = re.compile(r";\s*charset\s*=\s*\"?([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE)
_WAY_OUT = "save the page in your browser and give the file"


@dataclass(frozen=True, slots=True)
class Reach:
    """How far a fetch may go. `size`: bytes, packed and unpacked; `seconds`: over all, from the first look-up on."""

    size: int = 10 * MEGABYTE
    seconds: float = 20.0
    redirects: int = 5
    ports: frozenset[int] = frozenset({80, 443, 8080, 8443})
    look_up: Callable[[str], list[str]] = look_up
    allowed: Callable[[Internet], bool] = is_public
    tls: Callable[[], ssl.SSLContext] = http.default_ssl_context


_DEFAULT = Reach()


def fetch(given: str, reach: Reach = _DEFAULT) -> Fetched | Refusal:
    """What stands at an address of the web, or why it is not had. Nothing is raised for bad input, server or network."""
    try:
        return _followed(parse_address(given), reach)
    except Unreadable as error:
        return Refusal(given.strip(), str(error))
    except TooLateError:
        return Refusal(
            given.strip(), f"it did not answer in full within {reach.seconds:g} seconds: {_WAY_OUT}"
        )


def _followed(address: WebAddress, reach: Reach) -> Fetched:
    end = End(reach.seconds)
    for _ in range(reach.redirects + 1):
        found = _asked(address, reach, end)
        if isinstance(found, Fetched):
            return found
        address = found
    raise Unreadable(
        f"it leads on more than {reach.redirects} times: give the address that the page itself has"
    )


def _asked(address: WebAddress, reach: Reach, end: End) -> Fetched | WebAddress:
    """The answer of one address: its content, or where it leads on to."""
    if address.port not in reach.ports:
        ports = ", ".join(map(str, sorted(reach.ports)))
        raise Unreadable(f"its port {address.port} is none of those that are asked ({ports})")
    pinned = Pinned(_checked(address.host, reach, end), end)
    url = http.URL(scheme=address.scheme, host=address.host, port=address.port, target=address.target)
    request = http.Request("GET", url, headers=[("Host", address.authority), *_HEADERS])
    context = reach.tls() if address.scheme == "https" else None
    try:
        connection = http.HTTPConnection(url.origin, context, network_backend=pinned)
        with closing(connection), closing(connection.handle_request(request)) as response:
            return _answered(response, address, reach)
    except http.TimeoutException as error:
        raise TooLateError from error
    except http.ProtocolError as error:
        raise Unreadable("its server broke off, or does not keep to HTTP: try again") from error
    except http.NetworkError as error:
        raise Unreadable(_unreached(error)) from error


def _checked(host: str, reach: Reach, end: End) -> list[Internet]:
    """The addresses of a host, all of them public."""
    try:
        found = looked_up(host, reach.look_up, end)
    except OSError as error:
        raise Unreadable("its host is not known: check how it is written") from error
    if not found or not all(map(reach.allowed, found)):
        raise Unreadable(
            "it is, or leads to, a machine that is not on the public internet (a private, local or reserved "
            f"address), and only public ones are asked: {_WAY_OUT}"
        )
    return found


def _answered(response: http.Response, address: WebAddress, reach: Reach) -> Fetched | WebAddress:
    headers = {name.lower(): value.decode("latin-1") for name, value in response.headers}
    if response.status in _REDIRECTS and (where := headers.get(b"location")):
        return parse_address(where.encode("latin-1").decode("utf-8", "replace"), address)
    if not 200 <= response.status < 300:
        raise Unreadable(f"its server answers {_named(response.status)}: see whether it opens in a browser")
    length = headers.get(b"content-length", "0")
    if length.isdecimal() and int(length[:20]) > reach.size:
        raise _too_large(reach)
    packing = headers.get(b"content-encoding", "identity").strip().lower()
    pieces = _measured(response.iter_stream(), reach)
    if packing in ("gzip", "x-gzip"):
        pieces = _measured(_unpacked(pieces), reach)
    elif packing not in ("identity", ""):
        raise Unreadable(f"its server packs it in a way that was not asked for: {_WAY_OUT}")
    kind = headers.get(b"content-type", "")
    charset = _CHARSET.search(kind)
    body = b"".join(pieces)
    return Fetched(
        str(address), body, kind.partition(";")[0].strip().lower(), charset.group(1) if charset else None
    )


def _named(status: int) -> str:
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return str(status)


def _measured(pieces: Iterable[bytes], reach: Reach) -> Iterator[bytes]:
    taken = 0
    for piece in pieces:
        taken += len(piece)
        if taken > reach.size:
            raise _too_large(reach)
        yield piece


def _too_large(reach: Reach) -> Unreadable:
    return Unreadable(f"it is larger than {reach.size / MEGABYTE:g} MB: {_WAY_OUT}")


def _unpacked(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """What is packed in gzip, never more than a piece of it at a time."""
    unpacking = zlib.decompressobj(wbits=31)
    try:
        for piece in pieces:
            rest = piece
            while rest:
                if unpacking.eof:
                    unpacking = zlib.decompressobj(wbits=31)
                yield unpacking.decompress(rest, _PIECE)
                rest = unpacking.unused_data or unpacking.unconsumed_tail
        while more := unpacking.decompress(unpacking.unconsumed_tail, _PIECE):
            yield more
    except zlib.error as error:
        raise Unreadable("its server says that it is packed in gzip, and it is not") from error
    if not unpacking.eof:
        raise Unreadable("it broke off before its end: try again")


def _unreached(error: Exception) -> str:
    cause = error.__cause__ or error.__context__
    if isinstance(cause, ssl.SSLCertVerificationError):
        return f"its certificate does not hold ({cause.verify_message}), so it may be another's: nothing was read"
    if isinstance(cause, ssl.SSLError):
        return "no secure connection to it could be made"
    said = cause.strerror if isinstance(cause, OSError) else None
    return (
        f"it cannot be reached ({said or 'no connection'}): try again, or see whether it opens in a browser"
    )
