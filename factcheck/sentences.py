"""Where sentences begin and end."""

from __future__ import annotations

import re

_ENDS = re.compile(r"(?<=[.!?…])[\"”’»)]*\s+|\n+")


def sentences(text: str, language: str = "en") -> list[tuple[int, int]]:
    """Return the spans of the sentences of `text`, in code points, without the white space between them."""
    del language
    spans, start = [], 0
    for match in (*_ENDS.finditer(text), None):
        end = len(text) if match is None else match.start()
        if text[start:end].strip():
            spans.append((start, end))
        start = end if match is None else match.end()
    return spans
