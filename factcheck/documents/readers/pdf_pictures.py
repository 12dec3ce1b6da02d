"""Pictures of the pages of a PDF in shades of grey, for OCR."""

from __future__ import annotations

import zlib

from pypdfium2 import PdfPage

from factcheck.documents.page_picture import PagePicture

_POINTS = 72  # in an inch
_MAX_PIXELS = 40_000_000


def picture_of(page: PdfPage, dpi: int) -> PagePicture:
    """Return the picture of a page."""
    width, height = page.get_size()
    inches = max(width * height / _POINTS**2, 1e-6)
    dpi = max(1, min(dpi, int((_MAX_PIXELS / inches) ** 0.5)))
    bitmap = page.render(scale=dpi / _POINTS, grayscale=True)
    data, rows = bytes(bitmap.buffer), range(bitmap.height)
    pixels = b"".join(data[row * bitmap.stride : row * bitmap.stride + bitmap.width] for row in rows)
    picture = PagePicture(bitmap.width, bitmap.height, dpi, zlib.compress(pixels, 1))
    bitmap.close()
    return picture
