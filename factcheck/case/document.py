"""A document as text: what is kept of it beside the case, and what it says of itself."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from factcheck.case.records import Record


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Document(Record):
    """The text of a document, in paragraphs parted by an empty line, and what stands on its cover.

    `language` is an ISO 639-1 code, `published` an ISO 8601 date as exact as known, `encoding` how the bytes were
    read; what the document does not say is empty. `pages` holds where each page begins, in code points; it is
    empty where there are no pages.
    """

    text: str
    media_type: str = ""
    title: str = ""
    author: str = ""
    publisher: str = ""
    published: str = ""
    language: str = ""
    url: str = ""
    encoding: str = ""
    pages: tuple[int, ...] = ()

    def page(self, offset: int) -> int:
        """Return the number of the page on which a code point stands, from 1; 0 where there are no pages."""
        return bisect_right(self.pages, offset)
