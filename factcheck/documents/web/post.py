"""One question to a server with a body, and its answer: limits of time and size as for documents, and no redirects."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from http import HTTPStatus
from http.client import HTTPException, HTTPResponse
from time import monotonic

from factcheck import __version__
from factcheck.documents.web.address import Address
from factcheck.documents.web.connection import Deadline, FetchError, FetchLimits, PinnedHTTPConnection, open_connection
from factcheck.documents.web.response import describe_error
from factcheck.errors import UnreadableError
from factcheck.text import visible_line

_CHUNK, _SHOWN = 1 << 16, 200


def post(
    address: Address, body: bytes, headers: Mapping[str, str], limits: FetchLimits, cancelled: Callable[[], bool]
) -> bytes:
    """Return what the server at `address` answers to `body`; the network it is on is the user's business.

    Raises UnreadableError, in one line that names the address and says why not; so too once it is `cancelled`.
    """
    patience = Deadline(limits, monotonic() + limits.whole, cancelled)
    sent = {"Host": address.netloc, "User-Agent": f"factcheck/{__version__}", "Connection": "close", **headers}
    try:
        wire = open_connection(address, patience, allow_private=True)
        try:
            connection = PinnedHTTPConnection(address, wire)
            connection.request("POST", address.target, body, headers=sent)
            return _answer(connection.getresponse(), limits.size)
        finally:
            wire.hang_up()
    except FetchError as error:
        raise UnreadableError(f"{address.url}: {error}") from error
    except (OSError, HTTPException) as error:
        raise UnreadableError(f"{address.url}: {describe_error(error)}") from error


def _answer(response: HTTPResponse, most: int) -> bytes:
    data = b""
    while len(data) <= most and (chunk := response.read1(_CHUNK)):
        data += chunk
    if len(data) > most:
        raise FetchError(f"the answer is larger than {most >> 10} KiB")
    if response.status != HTTPStatus.OK:
        said = visible_line(data.decode("utf-8", "replace"))[:_SHOWN]
        raise FetchError(f"the server answers {response.status}{f': {said}' if said else ''}")
    return data
