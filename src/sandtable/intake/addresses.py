"""Web addresses, and which of them may be opened. Invariant: an address is taken apart once, and no machine is judged by its
name: only by the very internet address that is then connected to.

The ranges are those of IANA's registries of special-purpose addresses (RFC 6890), written out since what Python's
`is_global` holds changes between its versions.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network
from urllib.parse import quote, urljoin, urlsplit

from sandtable.intake.outcome import Unreadable

Internet = IPv4Address | IPv6Address
LONGEST = 2_000  # characters of an address
_PORTS = {"http": 80, "https": 443}
_HOST = re.compile(r"[A-Za-z0-9_.-]{1,253}")
_SPACE = re.compile(r"[\x00-\x20\x7f-\xa0\u2028\u2029]")
_PLAIN = "!$&'()*+,;=:@/%~-._"  # what stays as it is in a path; all else goes in per cent
_NOT_PUBLIC = tuple(
    IPv4Network(range_)
    for range_ in (
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
        "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
        "224.0.0.0/3",
        "168.63.129.16/32",  # by its range public, but in Azure each machine's own servant
    )
)  # fmt: skip
_PUBLIC_6 = IPv6Network("2000::/3")
# Protocols' own, documentation, and 6to4, which is given up. Teredo is in the first.
_NOT_PUBLIC_6 = tuple(
    IPv6Network(range_) for range_ in ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")
)
# These carry an IPv4 address in their last 32 bits: mapped ones, and those of a network that has IPv6 alone (NAT64).
_CARRYING = (IPv6Network("::ffff:0:0/96"), IPv6Network("64:ff9b::/96"))


def is_public(address: Internet) -> bool:
    """Whether an address is one that anybody on the internet may reach, and no group, tunnel or document."""
    if isinstance(address, IPv4Address):
        return address.is_global and not any(address in range_ for range_ in _NOT_PUBLIC)
    if any(address in range_ for range_ in _CARRYING):
        return is_public(IPv4Address(int(address) & 0xFFFFFFFF))
    public = address in _PUBLIC_6 and address.is_global and address.scope_id is None
    return public and not any(address in range_ for range_ in _NOT_PUBLIC_6)


def is_web_address(given: str) -> bool:
    """Whether what was given is meant as an address of the web, not as a file."""
    return given[:8].lower().startswith(("http://", "https://"))


@dataclass(frozen=True, slots=True)
class WebAddress:
    """An address, taken apart: `host` in ASCII, without brackets and final dot; `target`: path and query."""

    scheme: str
    host: str
    port: int
    target: str

    @property
    def authority(self) -> str:
        """Host and port, as they stand in an address and in the header Host."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"

    def __str__(self) -> str:
        return f"{self.scheme}://{self.authority}{self.target}"


def parse_address(given: str, base: WebAddress | None = None) -> WebAddress:
    """The address that is written, or that it leads to from `base`. Raises Unreadable, saying what is amiss."""
    text = given.strip()
    if len(text) > LONGEST:
        raise Unreadable(f"the address is longer than {LONGEST:,} characters")
    if _SPACE.search(text):
        raise Unreadable("the address has spaces or control characters in it: write them as %20 and the like")
    try:
        parts = urlsplit(urljoin(str(base), text) if base else text)
        port = parts.port
        host = parts.hostname or ""
    except ValueError as error:
        raise Unreadable("the address is not well formed") from error
    if parts.scheme not in _PORTS:
        raise Unreadable("only addresses that begin with http:// or https:// are fetched")
    if "@" in parts.netloc:
        raise Unreadable("the address has a name or password before @: leave it out; nothing is signed in to")
    target = quote(parts.path or "/", safe=_PLAIN)
    if parts.query:
        target += "?" + quote(parts.query, safe=_PLAIN + "?")
    return WebAddress(parts.scheme, _ascii(host), _PORTS[parts.scheme] if port is None else port, target)


def _ascii(host: str) -> str:
    if ":" in host:
        try:
            return str(IPv6Address(host.partition("%")[0])) if "%" not in host else _no_host()
        except ValueError:
            return _no_host()
    if not host.isascii():
        import idna

        try:
            host = idna.encode(host, uts46=True).decode("ascii")
        except (idna.IDNAError, UnicodeError):
            return _no_host()
    host = host.removesuffix(".")
    return host if _HOST.fullmatch(host) else _no_host()


def _no_host() -> str:
    raise Unreadable("the address names no host that could be looked up")


def host_of(url: str | None) -> str:
    """The host in an address that somebody wrote, without `www.`; empty where there is none."""
    try:
        return (urlsplit(url or "").hostname or "").removeprefix("www.")
    except ValueError:
        return ""
