"""What became of documents that were brought in, a line each."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from textual.content import Content

from factcheck.text import visible_line
from factcheck.tui.widgets.virtual_list import LineList


class How(StrEnum):
    """How it went with a document, as the glyph that says so."""

    WELL = "✓"
    DOUBT = "▲"
    BADLY = "✗"


_STYLES = {How.WELL: "$text-success", How.DOUBT: "bold $text-warning", How.BADLY: "bold $text-error"}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a document, and what is to be said."""

    how: How
    words: str


class OutcomeList(LineList[Outcome]):
    """What became of the documents, a line each or as many as it needs."""

    def lines(self, item: Outcome, width: int) -> list[Content]:
        """Return a glyph and what is to be said."""
        words = Content(visible_line(item.words)).wrap(max(width - 3, 1)) or [Content()]
        below = [Content.assemble("   ", line) for line in words[1:]]
        return [Content.assemble((f" {item.how} ", _STYLES[item.how]), words[0]), *below]

    def allow_focus(self) -> bool:
        """Let tab pass by while there is nothing here."""
        return bool(self.items)
