"""What a person sees, as text: of one widget, and of the whole screen."""

from __future__ import annotations

import html
import re

from rich.segment import Segment
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


def drawn(app: App[None]) -> list[Segment]:
    """Return the segments of all visible widgets of the screen in front that draw text themselves."""
    leaves = [widget for widget in app.screen.walk_children(Widget) if widget.display and not widget.children]
    return [
        segment
        for widget in leaves
        for strip in widget.render_lines(Region(0, 0, *widget.outer_size))
        for segment in strip
    ]
