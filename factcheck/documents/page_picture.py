"""A picture of a page in shades of grey, for OCR."""

from __future__ import annotations

from typing import NamedTuple


class PagePicture(NamedTuple):
    """A picture: a byte for each pixel, row by row, compressed; `dpi` is less than what was asked for a huge page."""

    width: int
    height: int
    dpi: int
    packed: bytes
