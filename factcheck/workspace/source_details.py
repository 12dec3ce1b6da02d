"""What is known of a source, each with its name, for the command line and the library."""

from __future__ import annotations

from factcheck.case.records import Source
from factcheck.workspace.archiving import archived_words

_FIELDS = {
    "title": "Title",
    "publisher": "Publisher",
    "author": "Author",
    "published": "Published",
    "language": "Language",
    "url": "Address",
    "asked": "Asked for",
    "redirects": "Redirected over",
    "status": "Status",
    "last_modified": "Last-Modified",
    "etag": "ETag",
    "accessed": "Accessed",
    "doubt": "Looks like",
    "file": "File",
    "media_type": "Type",
    "sha256": "SHA-256",
    "note": "Note",
    "kind": "Kind",
    "interest": "Interest",
    "as_of": "As of",
    "grade": "Grade",
}
_WEB = ("url", "asked", "redirects", "status", "last_modified", "etag", "accessed", "doubt")


def source_details(source: Source) -> list[tuple[str, str]]:
    """Return what is known of a source, by names that people read."""
    return [*_named(source, tuple(_FIELDS)), *_archived(source)]


def web_details(source: Source) -> list[tuple[str, str]]:
    """Return what the web said of a source: its addresses, the answer of the server, and its archived copy.

    Nothing is returned if no more is known than the address and when it was accessed.
    """
    found = [*_named(source, _WEB), *_archived(source)]
    return found if {name for name, _ in found} - {_FIELDS["url"], _FIELDS["accessed"]} else []


def _named(source: Source, fields: tuple[str, ...]) -> list[tuple[str, str]]:
    return [(_FIELDS[field], value) for field in fields if (value := str(getattr(source, field)))]


def _archived(source: Source) -> list[tuple[str, str]]:
    return [("Archived", words)] if (words := archived_words(source)) else []
