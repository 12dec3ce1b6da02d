"""A document as text, with its metadata, as it is kept beside the case."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from factcheck.case.records import Record


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Document(Record):
    """The text of a document, with an empty line between paragraphs, and its metadata.

    `language` is an ISO 639-1 code, `published` an ISO 8601 date as exact as known, `encoding` how the bytes were
    decoded; unknown fields are empty. `pages` has the offset of each page, in code points; it is empty if there
    are no pages.
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
