"""Documents from the web: one address in, the bytes and what the server says of them out.

http and https only, straight to the server (proxies are not asked), with limits of time and size, and to public
addresses only unless the user says otherwise. Every redirect is held to the same rules.
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

MOST_REDIRECTS = 10
LIMITS = FetchLimits()
"""What a document from the web may take."""


class Fetched(NamedTuple):
    """A document as it came.

    `url` is the address it came from in the end, `name` its last part or the host's, `media_type` the server's word
    for what it is, with the charset if it names one: "text/html; charset=koi8-r".
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
    """Return the document at `url`. Raises UnreadableError, in one line that names the address and says why not;
    PrivateAddressError where `allow_private` would help.

    `cancelled` is asked ten times a second; once it says so, UnreadableError is raised too.
    """
    patience = Deadline(limits, monotonic() + limits.whole, cancelled)
    address = read_address(url)
    seen = {address}
    for _ in range(MOST_REDIRECTS):
        answer = get(address, patience, allow_private=allow_private)
        if not answer.location:
            return _fetched(address, answer)
        address = redirect_address(address, answer.location)
        if address in seen:
            raise UnreadableError(f"{address.url}: the server sends us round in a circle")
        seen.add(address)
    raise UnreadableError(f"{url}: more than {MOST_REDIRECTS} redirects")


def _fetched(address: Address, answer: Response) -> Fetched:
    if not answer.data:
        raise UnreadableError(f"{address.url}: the server sent nothing")
    return Fetched(answer.data, address.url, address.name, answer.media_type)
