"""Fetches documents from the web.

Only with HTTP and HTTPS, without proxies, within limits of time and size, and from public addresses unless the user
allows private ones. The same rules apply to every redirect.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from time import monotonic
from typing import NamedTuple

from factcheck.documents.web.address import Address, read_address, redirect_address
from factcheck.documents.web.connection import Deadline, FetchLimits
from factcheck.documents.web.refresh import refresh_location
from factcheck.documents.web.response import PrivateAddressError, Response, get
from factcheck.errors import UnreadableError

__all__ = ["LIMITS", "NO_ANSWER", "Answer", "FetchLimits", "Fetched", "PrivateAddressError", "fetch"]

MAX_REDIRECTS = 10
LIMITS = FetchLimits()
"""The limits of fetching one document."""


class Answer(NamedTuple):
    """What is kept of a server's answer, as in Source; `asked` and `redirects` are empty without a redirect."""

    asked: str = ""
    redirects: str = ""
    status: str = ""
    last_modified: str = ""
    etag: str = ""


NO_ANSWER = Answer()


class Fetched(NamedTuple):
    """A fetched document.

    `url` is the address after redirects, `name` its last part or the host, `media_type` the Content-Type of the
    server, with the charset if it names one: "text/html; charset=koi8-r"; `answer` is what else is kept of its answer.
    """

    data: bytes
    url: str
    name: str
    media_type: str
    answer: Answer = NO_ANSWER


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
    seen = [address]
    for _ in range(MAX_REDIRECTS):
        answer = get(address, deadline, allow_private=allow_private)
        location = answer.location or refresh_location(answer.data, answer.media_type)
        if not location:
            return _fetched(seen, answer)
        following = redirect_address(address, location)
        if following in seen and not answer.location:
            return _fetched(seen, answer)  # a page that loads itself again
        if following in seen:
            raise UnreadableError(f"{address.url}: the server redirects in a circle")
        address = following
        seen.append(address)
    raise UnreadableError(f"{url}: more than {MAX_REDIRECTS} redirects")


def _fetched(seen: Sequence[Address], answer: Response) -> Fetched:
    """Return the document at the last of the addresses; the first is the one that was asked for."""
    address = seen[-1]
    if not answer.data:
        raise UnreadableError(f"{address.url}: the server sent an empty document")
    kept = Answer(
        asked=seen[0].url if len(seen) > 1 else "",
        redirects=" ".join(between.url for between in seen[1:-1]),
        status=str(answer.status),
        last_modified=answer.last_modified,
        etag=answer.etag,
    )
    return Fetched(answer.data, address.url, address.name, answer.media_type, kept)
