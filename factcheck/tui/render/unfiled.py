"""A passage that is not filed yet, as lines of the sheet. What found it is heavy, and not loaded here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from factcheck.case.records import Source
from factcheck.text import quote_marks, visible_line
from factcheck.tui.render.styles import MUTED, plain

if TYPE_CHECKING:
    from factcheck.workspace.search import Hit

ROWS = 3
"""Lines of a passage that are shown; a longer one ends in "…", and is read in its source."""


def unfiled_lines(found: Hit, source: Source, width: int) -> list[Content]:
    """Return a passage as lines: the words that match in bold, then its source and place."""
    shown = plain(found.text)
    opens, closes = quote_marks(shown)
    text = Content(f"{opens}{shown}{closes}")
    if shown == found.text:
        for start, end in found.marks:
            text = text.stylize("bold", start + len(opens), end + len(opens))
    room = max(width - 3, 2)
    wrapped = text.wrap(room)
    rows = wrapped[:ROWS]
    if len(wrapped) > ROWS:
        rows[-1] = Content.assemble(rows[-1].truncate(room - 1), "…")
    lines = [Content.assemble(" ", ("┆", MUTED), line, strip_control_codes=False) for line in rows]
    where = visible_line(f"{source.ref} {source.title or source.file} · {found.place}")
    return [*lines, Content.styled(f"  {where}", MUTED).truncate(max(width, 1), ellipsis=True)]
