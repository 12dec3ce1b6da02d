"""A document as text, with its metadata, as it is kept beside the case."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import takewhile
from operator import itemgetter
from typing import ClassVar

from factcheck.case.record import Readers, Record

ACCEPTED, ORIGINAL = "accepted", "original"
"""How tracked changes are read: with them, or as the text was before."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Document(Record):
    """The text of a document, with an empty line between paragraphs, and its metadata.

    `language` is an ISO 639-1 code, `published` an ISO 8601 date as exact as known, `encoding` how the bytes were
    decoded; unknown fields are empty. `pages` has the offset of each page, in code points; it is empty if there
    are no pages. `outside` has two offsets, if a web page has more than its main text: where that begins which stands
    near the main text (headline, captions), and where the rest of the page begins; in a document with comments, both
    are where these begin. `places` names parts of a document without pages, each with the offset at which it begins: a
    cell, a slide, the time of a subtitle. `accessed` is when a saved web page was saved. `remarks` are what its reader
    could not read or left out, a line each.
    `doubt` is what a web page seems to be if it is no article: "a sign-in page".
    `ocr` tells how the text of the pages with the numbers `ocr_pages` was recognized ("tesseract 5.3.0, eng, 300 dpi"),
    and `doubtful` are the spans of the words about which that program was unsure. `revisions` tells how tracked changes
    were read, if there are any: "accepted", or "original" for the text before them.
    """

    readers: ClassVar[Readers] = {
        **dict.fromkeys(["pages", "outside", "remarks", "ocr_pages"], tuple),
        **dict.fromkeys(["places", "doubtful"], lambda value: tuple(map(tuple, value))),
    }

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
    outside: tuple[int, ...] = ()
    places: tuple[tuple[int, str], ...] = ()
    accessed: str = ""
    remarks: tuple[str, ...] = ()
    doubt: str = ""
    ocr: str = ""
    ocr_pages: tuple[int, ...] = ()
    doubtful: tuple[tuple[int, int], ...] = ()
    revisions: str = ""

    @property
    def body(self) -> str:
        """The text without comments and the rest of a web page: what claims and evidence come from."""
        return self.text[: self.outside[1]].rstrip() if self.outside else self.text

    def is_outside(self, offset: int) -> bool:
        """Return whether a code point stands outside the main text of a web page, or in a comment."""
        return bool(self.outside) and offset >= self.outside[0]

    def page(self, offset: int) -> int:
        """Return the number of the page on which a code point stands, from 1; 0 where there are no pages."""
        return bisect_right(self.pages, offset)

    def place(self, start: int, end: int | None = None) -> str:
        """Return the name of the part in which a span begins; "" where the parts have no names.

        Of a span of several parts it is what their names have in common: the row, of some of its cells.
        """
        first = self._place_at(start)
        last = self._place_at(end - 1) if end is not None and end > start else first
        if first == last:
            return first
        pairs = zip(first.split(", "), last.split(", "), strict=False)
        return ", ".join(one for one, _ in takewhile(lambda pair: pair[0] == pair[1], pairs)) or first

    def _place_at(self, offset: int) -> str:
        at = bisect_right(self.places, offset, key=itemgetter(0))
        return self.places[at - 1][1] if at else ""

    def is_recognized(self, offset: int) -> bool:
        """Return whether a code point stands on a page whose text comes from OCR."""
        return bool(self.ocr_pages) and self.page(offset) in self.ocr_pages

    def doubtful_words(self, start: int, end: int) -> list[str]:
        """Return the words in a span about which OCR was unsure."""
        return [self.text[first:last] for first, last in self.doubtful if first < end and last > start]
