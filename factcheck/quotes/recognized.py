"""Quotes in the text of a scan: exact in what OCR read, which may not be what the page says."""

from __future__ import annotations

from dataclasses import replace

from factcheck.case.document import Document
from factcheck.quotes import Anchor, State

_MAX_NAMED = 3


def as_recognized(found: Anchor, document: Document) -> Anchor:
    """Return the anchor of a quote with what OCR makes of it: on a page with text from OCR it is never "exact"."""
    if found.start is None or found.end is None or not document.is_recognized(found.start):
        return found
    words = document.doubtful_words(found.start, found.end)
    more = f" and {len(words) - _MAX_NAMED} more" if len(words) > _MAX_NAMED else ""
    unsure = f"OCR is unsure of {', '.join(f'“{word}”' for word in words[:_MAX_NAMED])}{more}" if words else ""
    is_exact = found.state is State.EXACT
    said = (found.warning, "" if is_exact or unsure else "in the OCR text", unsure)
    return replace(found, state=State.RECOGNIZED if is_exact else found.state, warning="; ".join(filter(None, said)))
