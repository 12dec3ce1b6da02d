"""What OCR found on the pages of a scan, and what is kept of it beside the text of the document."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

DOUBT = "\ue000"
"""What stands behind the first character of a doubtful word in the lines of a page, until the text is laid out."""
_TOKEN = re.compile(r"\S+")


class RecognizedLine(NamedTuple):
    """A line that OCR found: its text, its edges in points from the lower left corner, and the block it stands in."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    block: int


@dataclass(frozen=True, slots=True)
class Recognition:
    """The lines that OCR found, by the numbers of their pages from 1, and how: "tesseract 5.3.0, eng, 300 dpi"."""

    how: str
    pages: Mapping[int, list[RecognizedLine]]

    def to_row(self) -> dict[str, Any]:
        """Return plain JSON values."""
        return {
            "how": self.how,
            "pages": {str(page): [list(line) for line in lines] for page, lines in self.pages.items()},
        }

    @classmethod
    def from_row(cls, row: Mapping[str, Any]) -> Recognition:
        """Return what `to_row` has returned."""
        pages = {int(page): [RecognizedLine(*line) for line in lines] for page, lines in row["pages"].items()}
        return cls(row["how"], pages)


def with_doubt(word: str) -> str:
    """Return a word with the sign that it is doubtful."""
    return f"{word[:1]}{DOUBT}{word[1:]}"


def without_doubts(text: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Return a text without the signs in doubtful words, and where those words begin and end in it."""
    spans, signs = list[tuple[int, int]](), 0
    for token in _TOKEN.finditer(text):
        if count := token[0].count(DOUBT):
            spans.append((token.start() - signs, token.end() - signs - count))
            signs += count
    return text.replace(DOUBT, ""), tuple(spans)


NO_RECOGNITION = Recognition("", {})
"""No OCR."""
