"""The formats of documents, by their names, media types and the suffixes of their files, and what a reader of one has.

`factcheck.documents.detection` tells by its content which format a document has.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from factcheck.case.document import Document
from factcheck.documents.attachments import Attachment
from factcheck.documents.page_picture import PagePicture
from factcheck.documents.recognition import Recognition


@dataclass(frozen=True, slots=True)
class DocumentFormat:
    """A format: its name for people, its media type, and the suffixes of its files, in lower case."""

    name: str
    media_type: str
    suffixes: tuple[str, ...]

    def fits(self, name: str, media_type: str = "") -> bool:
        """Tell whether a file name or media type is one of this format."""
        plain_type = media_type.partition(";")[0].strip().lower()
        return name.lower().endswith(self.suffixes) or plain_type == self.media_type


_OFFICE = "application/vnd.openxmlformats-officedocument"
_ODF = "application/vnd.oasis.opendocument"

PLAIN = DocumentFormat("plain text", "text/plain", (".txt", ".text"))
MARKDOWN = DocumentFormat("Markdown", "text/markdown", (".md", ".markdown"))
HTML = DocumentFormat("HTML", "text/html", (".html", ".htm", ".xhtml"))
PDF = DocumentFormat("PDF", "application/pdf", (".pdf",))
DOCX = DocumentFormat("DOCX", f"{_OFFICE}.wordprocessingml.document", (".docx", ".docm", ".dotx"))
ODT = DocumentFormat("OpenDocument text", f"{_ODF}.text", (".odt", ".ott"))
RTF = DocumentFormat("RTF", "application/rtf", (".rtf",))
EPUB = DocumentFormat("EPUB", "application/epub+zip", (".epub",))
PPTX = DocumentFormat("PowerPoint", f"{_OFFICE}.presentationml.presentation", (".pptx", ".pptm", ".ppsx"))
XLSX = DocumentFormat("Excel", f"{_OFFICE}.spreadsheetml.sheet", (".xlsx", ".xlsm"))
ODS = DocumentFormat("OpenDocument spreadsheet", f"{_ODF}.spreadsheet", (".ods",))
CSV = DocumentFormat("CSV", "text/csv", (".csv",))
TSV = DocumentFormat("TSV", "text/tab-separated-values", (".tsv", ".tab"))
VTT = DocumentFormat("WebVTT subtitles", "text/vtt", (".vtt",))
SRT = DocumentFormat("SubRip subtitles", "application/x-subrip", (".srt",))
MAIL = DocumentFormat("e-mail", "message/rfc822", (".eml",))
MSG = DocumentFormat("Outlook e-mail", "application/vnd.ms-outlook", (".msg",))
MHTML = DocumentFormat("MHTML", "multipart/related", (".mhtml", ".mht"))
WEBARCHIVE = DocumentFormat("Safari web archive", "application/x-webarchive", (".webarchive",))
WARC = DocumentFormat("WARC", "application/warc", (".warc", ".warc.gz"))
WACZ = DocumentFormat("WACZ", "application/wacz", (".wacz",))
JSON = DocumentFormat("JSON", "application/json", (".json", ".jsonl", ".ndjson"))
XML = DocumentFormat("XML", "application/xml", (".xml", ".rss", ".atom"))
BUILT_IN_READERS = {
    PLAIN: "plain:PlainReader",
    MARKDOWN: "markdown:MarkdownReader",
    HTML: "html:HtmlReader",
    PDF: "pdf:PdfReader",
    DOCX: "docx:DocxReader",
    ODT: "opendocument:OpenDocumentTextReader",
    RTF: "rtf:RtfReader",
    EPUB: "epub:EpubReader",
    PPTX: "pptx:PptxReader",
    XLSX: "xlsx:XlsxReader",
    ODS: "opendocument_sheets:SheetReader",
    CSV: "csv:CsvReader",
    TSV: "csv:TsvReader",
    VTT: "subtitles:VttReader",
    SRT: "subtitles:SrtReader",
    MAIL: "mail:MailReader",
    MSG: "msg:MsgReader",
    MHTML: "mhtml:MhtmlReader",
    WEBARCHIVE: "webarchive:WebArchiveReader",
    WARC: "warc:WarcReader",
    WACZ: "warc:WaczReader",
    JSON: "json:JsonReader",
    XML: "xml:XmlReader",
}
"""The readers of the formats: a module of `factcheck.documents.readers`, and a class in it."""
FORMATS = tuple(BUILT_IN_READERS)
TEXT_FORMATS = {PLAIN, MARKDOWN, HTML, CSV, TSV, VTT, SRT, JSON, XML}
"""The formats of which the bytes are a text in one encoding."""

SUFFIXES = tuple(suffix for format_ in FORMATS for suffix in format_.suffixes)
"""The suffixes of the files that are documents in a directory, in lower case."""

_ALIASES = {
    **{"application/xhtml+xml": HTML, "text/x-markdown": MARKDOWN, "text/rtf": RTF, "text/xml": XML},
    **{"application/rss+xml": XML, "application/atom+xml": XML, "application/x-ndjson": JSON, "text/srt": SRT},
}


def format_of_name(name: str) -> DocumentFormat | None:
    """Return the format of a file name by its suffix; None if it is of none."""
    lowered = name.lower()
    return next((format_ for format_ in FORMATS if lowered.endswith(format_.suffixes)), None)


def format_of_type(media_type: str) -> DocumentFormat | None:
    """Return the format of a media type; None if it is of none."""
    plain_type = media_type.partition(";")[0].strip().lower()
    return next((format_ for format_ in FORMATS if format_.media_type == plain_type), _ALIASES.get(plain_type))


def named_format(name: str, media_type: str) -> DocumentFormat | None:
    """Return the format that the media type of a document, or else its name, stands for; None if neither does."""
    by_type, by_name = format_of_type(media_type), format_of_name(name)
    return by_name if by_type is None or (by_type is PLAIN and by_name is not None) else by_type


def misnamed(name: str, document_type: str) -> str:
    """Return how a document's format differs from that of its file name ("HTML, not PDF"); "" if it does not."""
    by_name = format_of_name(name)
    actual = next((format_ for format_ in FORMATS if format_.media_type == document_type), None)
    if by_name is None or actual is None or by_name is actual:
        return ""
    return f"{actual.name}, not {by_name.name}"


def language_code(tag: str) -> str:
    """Return the ISO 639-1 code at the beginning of a language tag ("en" of "en-GB"), "" if there is none."""
    match = re.match(r"[A-Za-z]{2}(?![A-Za-z])", tag)
    return match[0].lower() if match else ""


class DocumentReader(Protocol):
    """Reads the documents of one format. The messages of its errors do not contain the name of the document."""

    format: DocumentFormat
    """The format. Documents with its suffixes or media type go to this reader if it is from an installed package."""

    def read(self, data: bytes, charset: str = "", url: str = "") -> Document:
        """Return the document; `charset` is the one that the server or e-mail declares, `url` its address.

        Raises UnreadableError.
        """
        ...


@runtime_checkable
class LockedReader(Protocol):
    """A reader of documents that may be encrypted with a password."""

    def with_password(self, password: str) -> DocumentReader:
        """Return a reader that opens encrypted documents with `password`."""
        ...


@runtime_checkable
class RevisedReader(Protocol):
    """A reader of documents that may have tracked changes, which it reads as accepted."""

    def before_revisions(self) -> DocumentReader:
        """Return a reader of the text before its tracked changes."""
        ...


@runtime_checkable
class AttachmentReader(Protocol):
    """A reader of documents to which others are attached."""

    format: DocumentFormat

    def attachments(self, data: bytes) -> list[Attachment]:
        """Return what is attached to a document. Raises UnreadableError."""
        ...


@runtime_checkable
class ScanReader(Protocol):
    """A reader of documents whose pages may be pictures."""

    format: DocumentFormat

    def pages_without_text(self, data: bytes) -> list[int]:
        """Return the numbers of the pages that are pictures, from 1. Raises UnreadableError."""
        ...

    def page_picture(self, data: bytes, page: int, dpi: int) -> PagePicture:
        """Return the picture of a page. Raises UnreadableError."""
        ...

    def with_recognition(self, recognition: Recognition) -> DocumentReader:
        """Return a reader that takes the text of pages without any from what OCR found on them."""
        ...
