"""Reads web archives in WARC and WACZ with warcio: the pages in them, each named by its address.

Pictures, scripts and the like are left out, and counted. A record may be cut: the server or the archive broke off; what
is there of it is read, and said to be cut.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from io import BytesIO
from typing import Any

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from factcheck.case.document import Document
from factcheck.documents import declared_charset, reader_of
from factcheck.documents.formats import WACZ, WARC, DocumentFormat, DocumentReader
from factcheck.documents.paragraphs.blocks import TextBlock
from factcheck.documents.paragraphs.placed import PlacedBlock, lay_out_placed
from factcheck.documents.readers.package import opened_package
from factcheck.errors import UnreadableError
from factcheck.text import clean_line

_READ = {"text/html", "application/xhtml+xml", "text/plain", "application/pdf", "text/markdown"}
_MAX_RECORD = 50 << 20
_MAX_NAMED = 3
"""Addresses that a remark names."""
_MAX_ADDRESS = 200


@dataclass(slots=True)
class _Pages:
    """The pages of an archive, and what is said about its other records."""

    documents: dict[str, Document] = field(default_factory=dict)
    cut: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)
    broken: str = ""

    @property
    def remarks(self) -> Iterator[str]:
        """What is to be said about the records, a line each."""
        if self.cut:
            yield f"cut short in the archive: {_named(self.cut)}"
        if self.failed:
            yield f"not readable: {_named(self.failed)}"
        if self.left_out:
            kinds = ", ".join(f"{count} {kind}" for kind, count in self.left_out.most_common(_MAX_NAMED + 2))
            yield f"records that are not read: {kinds}"
        if self.broken:
            yield f"the archive breaks off: {self.broken}"


class WarcReader(DocumentReader):
    """Reads WARC, compressed or not."""

    format: DocumentFormat = WARC

    def read(self, data: bytes, charset: str = "", url: str = "") -> Document:
        """Return the pages of a web archive as a document. Raises UnreadableError if there are none."""
        pages = _Pages()
        _read_records(data, charset, pages)
        return _document(pages, self.format, url)


class WaczReader(DocumentReader):
    """Reads WACZ: a zip archive of WARC."""

    format = WACZ

    def read(self, data: bytes, charset: str = "", url: str = "") -> Document:
        """Return the pages of a web archive as a document. Raises UnreadableError if there are none."""
        pages = _Pages()
        with opened_package(data, "a web archive") as package:
            for name in package.names:
                if name.startswith("archive/") and name.endswith((".warc", ".warc.gz")):
                    _read_records(package.read(name), charset, pages)
        return _document(pages, WACZ, url)


def _read_records(data: bytes, charset: str, pages: _Pages) -> None:
    try:
        for record in ArchiveIterator(BytesIO(data)):
            _read_record(record, charset, pages)
    except (ArchiveLoadFailed, EOFError, OSError, ValueError) as error:
        pages.broken = clean_line(str(error))[:_MAX_ADDRESS]


def _read_record(record: Any, charset: str, pages: _Pages) -> None:
    """Read a record into `pages`, if it is a page."""
    if record.rec_type not in {"response", "resource"}:
        if record.rec_type == "revisit":
            pages.left_out["revisit"] += 1
        return
    address = clean_line(record.rec_headers.get_header("WARC-Target-URI") or "")[:_MAX_ADDRESS].strip("<>")
    headers = record.http_headers or record.rec_headers
    media_type = headers.get_header("Content-Type") or ""
    kind = media_type.partition(";")[0].strip().lower()
    status = record.http_headers.get_statuscode() if record.http_headers else "200"
    if kind not in _READ or not status.startswith("2"):
        pages.left_out[
            f"with status {status}" if not status.startswith("2") else clean_line(kind)[:60] or "unknown"
        ] += 1
        return
    content = record.content_stream().read(_MAX_RECORD)
    if _is_cut(record, len(content)):
        pages.cut.append(address)
    try:
        reader = reader_of(content, "", media_type)
        document = reader.read(content, declared_charset(media_type) or charset, address)
    except UnreadableError as error:
        pages.failed.append(f"{address} ({error})")
        return
    moment = record.rec_headers.get_header("WARC-Date") or ""
    accessed = document.accessed or clean_line(moment)[:20]
    pages.documents.setdefault(address, replace(document, accessed=accessed))


def _is_cut(record: Any, length: int) -> bool:
    """Return whether a record says that it is cut, or has less than the server announced."""
    if record.rec_headers.get_header("WARC-Truncated") or length >= _MAX_RECORD:
        return True
    if record.http_headers is None or record.http_headers.get_header("Content-Encoding"):
        return False
    announced = record.http_headers.get_header("Content-Length") or ""
    return announced.isdecimal() and length < int(announced)


def _named(addresses: Iterable[str]) -> str:
    found = list(addresses)
    more = f" and {len(found) - _MAX_NAMED} more" if len(found) > _MAX_NAMED else ""
    return ", ".join(found[:_MAX_NAMED]) + more


def _document(pages: _Pages, format_: DocumentFormat, url: str) -> Document:
    found = pages.documents
    if not found:
        raise UnreadableError("; ".join(["is a web archive without a page that can be read", *pages.remarks]))
    first = next(iter(found.values()))
    if len(found) == 1:
        return replace(
            first,
            media_type=format_.media_type,
            url=url or first.url,
            remarks=(*first.remarks, *pages.remarks),
        )
    blocks = [
        PlacedBlock(TextBlock(paragraph, alone=True), address)
        for address, document in found.items()
        for paragraph in (document.title, *document.text.split("\n\n"))
    ]
    text, places = lay_out_placed(blocks)
    return Document(
        text=text,
        media_type=format_.media_type,
        title=f"{first.title or next(iter(found))} and {len(found) - 1} more page{'s' * (len(found) > 2)}",  # noqa: PLR2004
        language=first.language,
        url=url,
        accessed=first.accessed,
        places=places,
        remarks=tuple(pages.remarks),
    )
