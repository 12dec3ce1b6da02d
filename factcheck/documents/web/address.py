"""Addresses of documents: which may be asked for, and which places on the network may be asked."""

from __future__ import annotations

import re
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from pathlib import PurePosixPath
from typing import NamedTuple
from urllib.parse import quote, unquote, urljoin, urlsplit

from factcheck.errors import UnreadableError
from factcheck.text import clean_line, visible_line

_PORTS = {"http": 80, "https": 443}
_LONGEST = 4000
_SHOWN = 200
_HOST = re.compile(r"[a-z0-9._-]+|[0-9a-f:.]+")
_SAFE = "!#$%&'()*+,/:;=?@[]~"
_MOST_PORT = 65535
_TRANSLATED = IPv6Network("64:ff9b::/96")
"""IPv6 addresses that stand for an IPv4 address behind a translator (RFC 6052)."""

_UNICAST = IPv6Network("2000::/3")
"""All IPv6 addresses of the open network (RFC 4291); site-local ones, fec0::/10, are among the rest."""

_RESERVED = (
    IPv4Network("192.0.0.0/24"),  # protocol assignments
    IPv4Network("192.88.99.0/24"),  # relays of 6to4, withdrawn
    IPv6Network("2001::/23"),  # protocol assignments, Teredo
    IPv6Network("3fff::/20"),  # documentation
)
"""Networks of the IANA special-purpose registries that `ipaddress` calls global in some versions of Python."""


class Address(NamedTuple):
    """Where a document is. `target` is what the server is asked for: path and query."""

    scheme: str
    host: str
    port: int
    target: str

    @property
    def netloc(self) -> str:
        """Host and port as they stand in an address; the port only where it is not the scheme's own."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def url(self) -> str:
        """The address in one line of ASCII."""
        return f"{self.scheme}://{self.netloc}{self.target}"

    @property
    def name(self) -> str:
        """A name for the document: the last part of its path, else the host."""
        last = PurePosixPath(unquote(self.target.partition("?")[0])).name
        return clean_line(last.replace("\\", " "))[:_SHOWN] or self.host


def read_address(url: str) -> Address:
    """Return an address as it was typed, or as a server sent it. Raises UnreadableError for one we do not ask."""
    named = visible_line(url[:_SHOWN])
    if len(url) > _LONGEST:
        raise UnreadableError(f"{named}…: is too long for an address")
    try:
        parts = urlsplit(url.strip())
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        raise UnreadableError(f"{named}: is no address: {visible_line(str(error))}") from error
    if parts.scheme not in _PORTS:
        raise UnreadableError(f"{named}: only http and https addresses are fetched")
    if parts.username is not None or parts.password is not None:
        raise UnreadableError(f"{_without_user(named)}: an address with a user name or password is not fetched")
    path = quote(parts.path or "/", safe=_SAFE) + (f"?{quote(parts.query, safe=_SAFE)}" if parts.query else "")
    return Address(parts.scheme, _ascii(host, named), port or _PORTS[parts.scheme], path)


def redirect_address(address: Address, location: str) -> Address:
    """Return where a server sends us from `address`. Raises UnreadableError."""
    try:
        return read_address(urljoin(address.url, location))
    except (UnreadableError, ValueError) as error:
        raise UnreadableError(f"{address.url}: redirects to {visible_line(str(error))}") from error


def _without_user(named: str) -> str:
    return re.sub(r"//.*@", "//", named)


def _ascii(host: str, named: str) -> str:
    """Return a host's name as the network writes it."""
    try:
        found = host if host.isascii() else host.encode("idna").decode("ascii")
    except UnicodeError as error:
        raise UnreadableError(f"{named}: {visible_line(host)} is no name of a host") from error
    if not _HOST.fullmatch(found):
        raise UnreadableError(f"{named}: has no host")
    return found


def is_public(number: str) -> bool:
    """Tell whether an IP address is one of the open network: of no private, local, multicast or reserved kind.

    An IPv6 address that stands for an IPv4 one (mapped, translated, 6to4) is as public as that is.
    """
    address = ip_address(number.partition("%")[0])
    within = _within(address) if isinstance(address, IPv6Address) else None
    return _is_open(address if within is None else within)


def _is_open(address: IPv4Address | IPv6Address) -> bool:
    if isinstance(address, IPv6Address) and address not in _UNICAST:
        return False
    special = address.is_multicast or address.is_reserved or any(address in network for network in _RESERVED)
    return address.is_global and not special


def _within(address: IPv6Address) -> IPv4Address | None:
    """Return the IPv4 address that an IPv6 one stands for."""
    if address in _TRANSLATED:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour
