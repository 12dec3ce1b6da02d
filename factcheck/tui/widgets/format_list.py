"""The formats that a case may leave in, a line each."""

from __future__ import annotations

from textual.content import Content

from factcheck.exports import ExportFormat
from factcheck.tui.render.records import MUTED
from factcheck.tui.widgets.virtual_list import LineList

_NAME = 13


class FormatList(LineList[ExportFormat]):
    """A format's name and what it is for."""

    def lines(self, item: ExportFormat, width: int) -> list[Content]:
        """Return the line of a format, cut where there is no room for all of it."""
        line = Content.assemble(" ", item.name.ljust(_NAME), (item.about, MUTED))
        return [line.truncate(width, ellipsis=True)]
