"""Running heads and feet: what stands at the edge of page after page and would part the sentences that run across."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from factcheck.documents.paragraphs.pdf_lines import PdfLine

_FEWEST = 3
_DIGITS = re.compile(r"\d+|\b[ivxlc]+\b")
_LONGEST = 120


def remove_running_heads(pages: Sequence[Sequence[PdfLine]]) -> list[list[PdfLine]]:
    """Return the lines of the pages without those that stand, but for the page's number, on top or foot of others."""
    tops = Counter(_mould(page[0]) for page in pages if page)
    feet = Counter(_mould(page[-1]) for page in pages if page)
    most = max(_FEWEST, sum(map(bool, pages)) // 3)
    return [_within(list(page), tops, feet, most) for page in pages]


def _within(page: list[PdfLine], tops: Counter[str], feet: Counter[str], most: int) -> list[PdfLine]:
    if page and tops[_mould(page[0])] >= most:
        page = page[1:]
    if page and feet[_mould(page[-1])] >= most:
        page = page[:-1]
    return page


def _mould(line: PdfLine) -> str:
    """Return a line with its numbers alike."""
    return _DIGITS.sub("#", line.text.strip().lower()[:_LONGEST])
