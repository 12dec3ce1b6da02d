"""The line of the tour: the step that is next, above the status line."""

from __future__ import annotations

from textual.widgets import Static


class GuideLine(Static):
    """Shows the step of the tour. It takes its own lines, two at most, and covers nothing."""

    ALLOW_SELECT = False
