"""One HTTP request and its response: GET of a document, or POST with a body."""

from __future__ import annotations

import ssl
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http import HTTPStatus
from http.client import HTTPException, HTTPResponse, IncompleteRead, RemoteDisconnected
from time import monotonic
from typing import NamedTuple

from factcheck.documents.web.address import Address
from factcheck.documents.web.connection import (
    Deadline,
    FetchError,
    FetchLimits,
    PinnedHTTPConnection,
    PrivateHostError,
    open_connection,
)
from factcheck.errors import UnreadableError
from factcheck.text import VERSION, clean_line, visible_line

_USER_AGENT = f"factcheck/{VERSION}"
_HEADERS = {
    "User-Agent": _USER_AGENT,
    "Accept": "text/html,application/xhtml+xml,application/pdf,text/plain;q=0.9,*/*;q=0.5",
    "Accept-Encoding": "gzip, deflate",
    "Connection": "close",
}
_MOVED = {301, 302, 303, 307, 308}
_GIVEN = {200, 203}
_CHUNK = 1 << 16
_LONGEST = 200
_GZIP, _ZLIB, _RAW = 31, 15, -15
"""How zlib is told what to unpack."""
_CUT_OFF = "the document was cut off on its way"


class PrivateAddressError(UnreadableError):
    """A document was not asked for, since its address leads to a private place; the user may allow that."""


class Response(NamedTuple):
    """What a server sent: the bytes as they are unpacked and what it calls them, or another address."""

    data: bytes = b""
    media_type: str = ""
    location: str = ""


def get(address: Address, deadline: Deadline, *, allow_private: bool) -> Response:
    """Return the response to a GET request for a document.

    Raises UnreadableError, one line with the address and the reason; PrivateAddressError if `allow_private` would help.
    """
    with _request(address, deadline, allow_private=allow_private) as connection:
        connection.request("GET", address.target, headers={"Host": address.netloc, **_HEADERS})
        return _read(connection.getresponse(), deadline)


def post(
    address: Address, body: bytes, headers: Mapping[str, str], limits: FetchLimits, cancelled: Callable[[], bool]
) -> bytes:
    """Return the body of the response to a POST request. Private addresses are allowed, redirects are not followed.

    Raises UnreadableError, one line with the address and the reason, also when `cancelled` returns true.
    """
    deadline = Deadline(limits, monotonic() + limits.whole, cancelled)
    sent = {"Host": address.netloc, "User-Agent": _USER_AGENT, "Connection": "close", **headers}
    with _request(address, deadline, allow_private=True) as connection:
        connection.request("POST", address.target, body, headers=sent)
        return _answer(connection.getresponse(), limits.size)


@contextmanager
def _request(address: Address, deadline: Deadline, *, allow_private: bool) -> Iterator[PinnedHTTPConnection]:
    """Provide an HTTP connection and close it; turn its errors into UnreadableError with the address."""
    try:
        connection = open_connection(address, deadline, allow_private=allow_private)
        try:
            yield PinnedHTTPConnection(address, connection)
        finally:
            connection.hang_up()
    except PrivateHostError as error:
        raise PrivateAddressError(f"{address.url}: {error}") from error
    except FetchError as error:
        raise UnreadableError(f"{address.url}: {error}") from error
    except (OSError, HTTPException) as error:
        raise UnreadableError(f"{address.url}: {describe_error(error)}") from error


def _read(response: HTTPResponse, deadline: Deadline) -> Response:
    status = response.status
    if status in _MOVED and (location := response.getheader("Location")):
        return Response(location=_as_sent(location))
    if status not in _GIVEN:
        raise FetchError(f"the server answers {status} {_phrase(status)}".rstrip())
    most = deadline.limits.size
    packed = b"".join(_chunks(response, most))
    data = _unpacked(packed, (response.getheader("Content-Encoding") or "").strip().lower(), most)
    return Response(data, clean_line(response.getheader("Content-Type") or "")[:_LONGEST])


def _chunks(response: HTTPResponse, most: int) -> Iterator[bytes]:
    """Yield the body as it comes. Raises FetchError if there is more than `most` of it, or less than was said."""
    said, got = response.length, 0
    while chunk := response.read1(_CHUNK) if (said or 0) <= most else b"":
        got += len(chunk)
        if got > most:
            break
        yield chunk
    if max(said or 0, got) > most:
        raise _too_large(most)
    if said is not None and got < said:
        raise FetchError(_CUT_OFF)


def _unpacked(data: bytes, packed: str, most: int) -> bytes:
    if packed in {"", "identity"} or not data:
        return data
    try:
        if packed in {"gzip", "x-gzip"}:
            return _inflated(data, _GZIP, most)
        if packed == "deflate":  # zlib's form by the standard (RFC 9110), without its head by some servers
            return _inflated(data, _ZLIB if data[0] & 0x0F == zlib.DEFLATED else _RAW, most)
    except zlib.error as error:
        raise FetchError(f"is damaged: said to be packed as {packed}, and is not") from error
    raise FetchError(f"is packed as {visible_line(packed)[:_LONGEST]}, which was not asked for")


def _inflated(data: bytes, bits: int, most: int) -> bytes:
    engine = zlib.decompressobj(bits)
    found = engine.decompress(data, most + 1)
    if len(found) > most:
        raise _too_large(most)
    if not engine.eof:
        raise FetchError(_CUT_OFF)
    if bits == _GZIP and engine.unused_data.startswith(b"\x1f\x8b"):
        raise FetchError("is packed in several pieces, which are not read")
    return found


def _too_large(most: int) -> FetchError:
    return FetchError(f"is larger than {most / (1 << 20):g} MiB; save it by other means, and add the file")


def _as_sent(location: str) -> str:
    """Return a header's value, in which some servers write UTF-8 and the standard library reads Latin-1."""
    try:
        return location.encode("latin-1").decode()
    except UnicodeError:
        return location


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return ""


def describe_error(error: OSError | HTTPException) -> str:
    """Return in words what went wrong; what the server or a library says is made visible."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"its certificate is not to be trusted: {visible_line(error.verify_message)}"
    if isinstance(error, ssl.SSLError):
        return f"no safe connection: {visible_line((error.reason or 'TLS failed').replace('_', ' ').lower())}"
    if isinstance(error, RemoteDisconnected):
        return "the server hung up without an answer"
    if isinstance(error, IncompleteRead):
        return _CUT_OFF
    if isinstance(error, HTTPException):
        return f"the server's answer is no HTTP ({type(error).__name__})"
    return visible_line((error.strerror or type(error).__name__).lower())


_SHOWN = 200


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
