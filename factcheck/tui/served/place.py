"""Where the web server listens, and the address that browsers use: this machine only, unless TLS stands in front."""

from __future__ import annotations

import socket
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import SplitResult, urlsplit

from factcheck.errors import InvalidError

_HTTP_PORT = 80


@dataclass(frozen=True)
class Place:
    """The host and port to listen on, and, behind a proxy with TLS, the address that browsers use."""

    host: str
    port: int
    proxy: SplitResult | None = None

    @property
    def origin(self) -> str:
        """The origin of the pages, as browsers send it: "http://127.0.0.1:8000"."""
        if self.proxy is not None:
            return f"{self.proxy.scheme}://{self.proxy.netloc}".lower()
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{host}:{self.port}" if self.port != _HTTP_PORT else f"http://{host}"

    @property
    def root(self) -> str:
        """The path below which the pages are, with a slash at its end."""
        return f"{self.proxy.path.rstrip('/')}/" if self.proxy is not None else "/"

    @property
    def address(self) -> str:
        """The address of the page in a browser."""
        return self.origin + self.root

    @property
    def websocket(self) -> str:
        """The address of the websocket."""
        return f"ws{self.address.removeprefix('http')}ws"

    @property
    def is_secure(self) -> bool:
        """Whether browsers reach the server through TLS."""
        return self.proxy is not None


def check_place(host: str, port: int, behind_tls: str = "") -> Place:
    """Return where to listen. `behind_tls` is the https address of a proxy that stands in front.

    Raises InvalidError if that is no https address, if `host` is not known, or if other machines could reach it without
    TLS.
    """
    proxy = _check_proxy(behind_tls) if behind_tls else None
    try:
        found = socket.getaddrinfo(host or None, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    except (OSError, UnicodeError) as error:
        raise InvalidError(f"--host {host}: this machine has no such address") from error
    open_to_others = not all(ip_address(str(entry[4][0])).is_loopback for entry in found)
    if open_to_others and proxy is None:
        raise InvalidError(
            f"--host {host}: other machines could read what is sent; only this machine's own address (127.0.0.1) is "
            "served without TLS. Behind a proxy that has TLS, give its address: --behind-tls https://…"
        )
    return Place(host, port, proxy)


def _check_proxy(address: str) -> SplitResult:
    try:
        parts = urlsplit(address)
        is_valid = parts.scheme == "https" and bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        is_valid = False
    if not is_valid or parts.query or parts.fragment or "@" in parts.netloc:
        raise InvalidError(f"--behind-tls {address}: an address like https://desk.example/check is needed")
    return parts
