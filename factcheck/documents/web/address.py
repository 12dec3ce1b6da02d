"""Web addresses of documents: which may be fetched, and which hosts on the network are public."""

from __future__ import annotations

import re
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from pathlib import PurePosixPath
from typing import NamedTuple
from urllib.parse import quote, unquote, urljoin, urlsplit

from factcheck.errors import UnreadableError
from factcheck.text import clean_line, visible_line

_PORTS = {"http": 80, "https": 443}
_MAX_LENGTH = 4000
_MAX_SHOWN = 200
_HOST = re.compile(r"[a-z0-9._-]+|[0-9a-f:.]+")
_SAFE = "!#$%&'()*+,/:;=?@[]~"
_TRANSLATED = IPv6Network("64:ff9b::/96")
"""IPv6 addresses that contain an IPv4 address, for translation (RFC 6052)."""

_UNICAST = IPv6Network("2000::/3")
"""All IPv6 addresses that are public (RFC 4291); site-local ones, fec0::/10, are not among them."""

_RESERVED = (
    IPv4Network("192.0.0.0/24"),  # protocol assignments
    IPv4Network("192.88.99.0/24"),  # relays of 6to4, withdrawn
    IPv6Network("2001::/23"),  # protocol assignments, Teredo
    IPv6Network("3fff::/20"),  # documentation
)
"""Networks of the IANA special-purpose registries that `ipaddress` calls global in some versions of Python."""


class Address(NamedTuple):
    """The parts of an address; `target` is path and query, as in a request."""

    scheme: str
    host: str
    port: int
    target: str

    @property
    def netloc(self) -> str:
        """Host and port as in an address, without the default port of the scheme."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def url(self) -> str:
        """The address, in ASCII."""
        return f"{self.scheme}://{self.netloc}{self.target}"

    @property
    def name(self) -> str:
        """A name for the document: the last part of its path, else the host."""
        last = PurePosixPath(unquote(self.target.partition("?")[0])).name
        return clean_line(last.replace("\\", " "))[:_MAX_SHOWN] or self.host


def read_address(url: str) -> Address:
    """Return the address in a text. Raises UnreadableError if it is not valid, or not fetched."""
    named = visible_line(url[:_MAX_SHOWN])
    if len(url) > _MAX_LENGTH:
        raise UnreadableError(f"{named}…: is too long for an address")
    try:
        parts = urlsplit(url.strip())
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        raise UnreadableError(f"{named}: is not an address: {visible_line(str(error))}") from error
    if parts.scheme not in _PORTS:
        raise UnreadableError(f"{named}: only http and https addresses are fetched")
    if parts.username is not None or parts.password is not None:
        raise UnreadableError(f"{_without_user(named)}: an address with a user name or password is not fetched")
    path = quote(parts.path or "/", safe=_SAFE) + (f"?{quote(parts.query, safe=_SAFE)}" if parts.query else "")
    return Address(parts.scheme, _ascii(host, named), port or _PORTS[parts.scheme], path)


def redirect_address(address: Address, location: str) -> Address:
    """Return the address that a server redirects to from `address`. Raises UnreadableError."""
    try:
        return read_address(urljoin(address.url, location))
    except (UnreadableError, ValueError) as error:
        raise UnreadableError(f"{address.url}: redirects to {visible_line(str(error))}") from error


def _without_user(named: str) -> str:
    return re.sub(r"//.*@", "//", named)


def _ascii(host: str, named: str) -> str:
    """Return the name of a host in ASCII (IDNA). Raises UnreadableError."""
    try:
        name = host if host.isascii() else host.encode("idna").decode("ascii")
    except UnicodeError as error:
        raise UnreadableError(f"{named}: {visible_line(host)} is not a host name") from error
    if not _HOST.fullmatch(name):
        raise UnreadableError(f"{named}: has no host")
    return name


def is_public(ip: str) -> bool:
    """Tell whether an IP address is public: not private, local, multicast or reserved.

    An IPv6 address that contains an IPv4 one (mapped, translated, 6to4) is public if that is.
    """
    address = ip_address(ip.partition("%")[0])
    ipv4 = _contained_ipv4(address) if isinstance(address, IPv6Address) else None
    return _is_public(address if ipv4 is None else ipv4)


def _is_public(address: IPv4Address | IPv6Address) -> bool:
    if isinstance(address, IPv6Address) and address not in _UNICAST:
        return False
    special = address.is_multicast or address.is_reserved or any(address in network for network in _RESERVED)
    return address.is_global and not special


def _contained_ipv4(address: IPv6Address) -> IPv4Address | None:
    """Return the IPv4 address that an IPv6 address contains."""
    if address in _TRANSLATED:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour
