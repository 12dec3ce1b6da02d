"""What a person sees, as text: of one widget, and of the whole screen."""

from __future__ import annotations

import html
import re

from textual.app import App
from textual.geometry import Region
from textual.widget import Widget

_CELL = 12.2
"""The width of a cell in a screenshot, in its own units."""

_TEXT = re.compile(r'<text class="[^"]*-r\d+" x="([\d.]+)" y="([\d.]+)"[^>]*>([^<]*)</text>')

FRAME = re.compile("[│┃▌▎▊─━╭╮╰╯]")
"""What frames and cursors are drawn with."""


def lines_of(widget: Widget) -> list[str]:
    """Return the lines of a widget with its border, as they are drawn now."""
    size = widget.outer_size
    return [strip.text for strip in widget.render_lines(Region(0, 0, size.width, size.height))]


def text_of(widget: Widget) -> str:
    """Return what a widget shows: its title, what is in it, with line breaks and frames folded to blanks."""
    inside = [child for child in widget.children if child.display]
    parts = [lines_of(widget)[0], *map(text_of, inside)] if inside else lines_of(widget)
    return " ".join(FRAME.sub(" ", " ".join(parts)).split())


def screen_lines(app: App[None]) -> list[str]:
    """Return the lines of the whole screen, dialogs and messages on top of it included."""
    rows: dict[float, list[tuple[int, str]]] = {}
    for x, y, text in _TEXT.findall(app.export_screenshot()):
        rows.setdefault(float(y), []).append((round(float(x) / _CELL), html.unescape(text).replace("\xa0", " ")))
    lines = []
    for _, parts in sorted(rows.items()):
        line = ""
        for place, text in sorted(parts):
            line = line.ljust(place) + text
        lines.append(line.rstrip())
    return lines


def screen_text(app: App[None]) -> str:
    """Return the whole screen with runs of white space folded to blanks."""
    return " ".join(FRAME.sub(" ", " ".join(screen_lines(app))).split())
