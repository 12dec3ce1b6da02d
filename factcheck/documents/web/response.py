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

USER_AGENT = f"factcheck/{VERSION}"
_HEADERS = {
    "User-Agent": USER_AGENT,
    "Accept": "text/html,application/xhtml+xml,application/pdf,text/plain;q=0.9,*/*;q=0.5",
    "Accept-Encoding": "gzip, deflate",
    "Connection": "close",
}
REDIRECTS = {301, 302, 303, 307, 308}
_SUCCESSFUL = {200, 203}
_REFUSED = {401, 402, 403, 406, 429, 451, 503}
"""The answers to a program that a person with a browser may not get."""
_CHUNK = 1 << 16
_MAX_SHOWN = 200
_GZIP, _ZLIB, _RAW = 31, 15, -15
"""The `wbits` of zlib for the compressed formats."""
_CUT_OFF = "the document was cut off during transmission"


class PrivateAddressError(UnreadableError):
    """A document was not fetched because its host has a private address; the user may allow that."""


class Response(NamedTuple):
    """The response of a server: the decompressed body and its headers, or the address of a redirect."""

    data: bytes = b""
    media_type: str = ""
    location: str = ""
    status: int = 200
    last_modified: str = ""
    etag: str = ""


def get(address: Address, deadline: Deadline, *, allow_private: bool) -> Response:
    """Return the response to a GET request for a document.

    Raises UnreadableError, one line with the address and the reason; PrivateAddressError if `allow_private` would help.
    """
    with request(address, deadline, allow_private=allow_private) as connection:
        connection.request("GET", address.target, headers={"Host": address.netloc, **_HEADERS})
        return _read(connection.getresponse(), deadline)


def post(
    address: Address, body: bytes, headers: Mapping[str, str], limits: FetchLimits, cancelled: Callable[[], bool]
) -> bytes:
    """Return the body of the response to a POST request. Private addresses are allowed, redirects are not followed.

    Raises UnreadableError, one line with the address and the reason, also when `cancelled` returns true.
    """
    deadline = Deadline(limits, monotonic() + limits.whole, cancelled)
    sent = {"Host": address.netloc, "User-Agent": USER_AGENT, "Connection": "close", **headers}
    with request(address, deadline, allow_private=True) as connection:
        connection.request("POST", address.target, body, headers=sent)
        return _answer(connection.getresponse(), limits.size)


@contextmanager
def request(address: Address, deadline: Deadline, *, allow_private: bool) -> Iterator[PinnedHTTPConnection]:
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
    if status in REDIRECTS and (location := response.getheader("Location")):
        return Response(location=as_sent(location))
    if status not in _SUCCESSFUL:
        raise FetchError(f"the server answers {status} {_phrase(status)}".rstrip() + _advice(status, response))
    limit = deadline.limits.size
    body = b"".join(_chunks(response, limit))
    data = _decompressed(body, (response.getheader("Content-Encoding") or "").strip().lower(), limit)
    media_type, last_modified, etag = (
        clean_line(response.getheader(name) or "")[:_MAX_SHOWN] for name in ("Content-Type", "Last-Modified", "ETag")
    )
    return Response(data, media_type, status=status, last_modified=last_modified, etag=etag)


def _chunks(response: HTTPResponse, limit: int) -> Iterator[bytes]:
    """Yield the body in chunks. Raises FetchError if it is larger than `limit` or shorter than its Content-Length."""
    expected, size = response.length, 0
    while chunk := response.read1(_CHUNK) if (expected or 0) <= limit else b"":
        size += len(chunk)
        if size > limit:
            break
        yield chunk
    if max(expected or 0, size) > limit:
        raise _too_large(limit)
    if expected is not None and size < expected:
        raise FetchError(_CUT_OFF)


def _decompressed(data: bytes, encoding: str, limit: int) -> bytes:
    if encoding in {"", "identity"} or not data:
        return data
    try:
        if encoding in {"gzip", "x-gzip"}:
            return _inflated(data, _GZIP, limit)
        if encoding == "deflate":  # in zlib format (RFC 9110), but some servers send it without the header
            return _inflated(data, _ZLIB if data[0] & 0x0F == zlib.DEFLATED else _RAW, limit)
    except zlib.error as error:
        raise FetchError(f"is damaged: its Content-Encoding is {encoding}, but its content is not") from error
    raise FetchError(f"has the Content-Encoding {visible_line(encoding)[:_MAX_SHOWN]}, which was not asked for")


def _inflated(data: bytes, bits: int, limit: int) -> bytes:
    decompressor = zlib.decompressobj(bits)
    content = decompressor.decompress(data, limit + 1)
    if len(content) > limit:
        raise _too_large(limit)
    if not decompressor.eof:
        raise FetchError(_CUT_OFF)
    if bits == _GZIP and decompressor.unused_data.startswith(b"\x1f\x8b"):
        raise FetchError("consists of several gzip members, which are not read")
    return content


def _too_large(limit: int) -> FetchError:
    return FetchError(f"is larger than {limit / (1 << 20):g} MiB; save it by other means, and add the file")


def as_sent(location: str) -> str:
    """Return the value of a header, which the standard library decodes as Latin-1, but some servers send in UTF-8."""
    try:
        return location.encode("latin-1").decode()
    except UnicodeError:
        return location


def _advice(status: int, response: HTTPResponse) -> str:
    """Return what a person can do where a server does not give a document to a program."""
    if status not in _REFUSED:
        return ""
    after = clean_line(response.getheader("Retry-After") or "")[:_MAX_SHOWN]
    wait = (f" (again after {after} s)" if after.isdecimal() else f" (again after {after})") if after else ""
    return f"{wait}: open it in a browser, save the page, and add the file"


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return ""


def describe_error(error: OSError | HTTPException) -> str:
    """Return the reason of an error in words, without control characters."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"its certificate cannot be verified: {visible_line(error.verify_message)}"
    if isinstance(error, ssl.SSLError):
        return f"no secure connection: {visible_line((error.reason or 'TLS failed').replace('_', ' ').lower())}"
    if isinstance(error, RemoteDisconnected):
        return "the server closed the connection without an answer"
    if isinstance(error, IncompleteRead):
        return _CUT_OFF
    if isinstance(error, HTTPException):
        return f"the server's answer is not HTTP ({type(error).__name__})"
    return visible_line((error.strerror or type(error).__name__).lower())


def _answer(response: HTTPResponse, limit: int) -> bytes:
    """Return the body of a response. Raises FetchError if it is larger than `limit`, or the status is not 200."""
    data = b""
    while len(data) <= limit and (chunk := response.read1(_CHUNK)):
        data += chunk
    if len(data) > limit:
        raise FetchError(f"the answer is larger than {limit >> 10} KiB")
    if response.status != HTTPStatus.OK:
        detail = visible_line(data.decode("utf-8", "replace"))[:_MAX_SHOWN]
        raise FetchError(f"the server answers {response.status}{f': {detail}' if detail else ''}")
    return data
