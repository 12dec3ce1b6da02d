"""Fetches documents from the web.

Only with HTTP and HTTPS, without proxies, within limits of time and size, and from public addresses unless the user
allows private ones. The same rules apply to every redirect.
"""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic
from typing import NamedTuple

from factcheck.documents.web.address import Address, read_address, redirect_address
from factcheck.documents.web.connection import Deadline, FetchLimits
from factcheck.documents.web.response import PrivateAddressError, Response, get
from factcheck.errors import UnreadableError

__all__ = ["LIMITS", "FetchLimits", "Fetched", "PrivateAddressError", "fetch"]

MAX_REDIRECTS = 10
LIMITS = FetchLimits()
"""The limits of fetching one document."""


class Fetched(NamedTuple):
    """A fetched document.

    `url` is the address after redirects, `name` its last part or the host, `media_type` the Content-Type of the
    server, with the charset if it names one: "text/html; charset=koi8-r".
    """

    data: bytes
    url: str
    name: str
    media_type: str


def fetch(
    url: str,
    *,
    allow_private: bool = False,
    limits: FetchLimits = LIMITS,
    cancelled: Callable[[], bool] = lambda: False,
) -> Fetched:
    """Return the document at `url`. Raises UnreadableError, one line with the address and the reason;
    PrivateAddressError if `allow_private` would help.

    `cancelled` is called ten times a second; UnreadableError is raised when it returns true.
    """
    deadline = Deadline(limits, monotonic() + limits.whole, cancelled)
    address = read_address(url)
    seen = {address}
    for _ in range(MAX_REDIRECTS):
        answer = get(address, deadline, allow_private=allow_private)
        if not answer.location:
            return _fetched(address, answer)
        address = redirect_address(address, answer.location)
        if address in seen:
            raise UnreadableError(f"{address.url}: the server redirects in a circle")
        seen.add(address)
    raise UnreadableError(f"{url}: more than {MAX_REDIRECTS} redirects")


def _fetched(address: Address, answer: Response) -> Fetched:
    if not answer.data:
        raise UnreadableError(f"{address.url}: the server sent an empty document")
    return Fetched(answer.data, address.url, address.name, answer.media_type)
