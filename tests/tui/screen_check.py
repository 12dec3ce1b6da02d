"""What every screen is held to, whatever it shows."""

from __future__ import annotations

from textual.app import App
from textual.geometry import Region
from textual.widget import Widget

from tests.test_text import ACTING

NEVER_DRAWN = {*ACTING, "\n", "\t"}


def check_screen(app: App[None], after: str) -> None:
    """Hold every line that is drawn to be without characters that act, without links, and as wide as its widget."""
    for widget in app.screen.walk_children(Widget):
        size = widget.outer_size
        if not widget.display or not size.area:
            continue
        for strip in widget.render_lines(Region(0, 0, size.width, size.height)):
            where = (after, widget, strip.text)
            assert not NEVER_DRAWN & set(strip.text), where
            assert strip.cell_length in {0, size.width}, where
            for _, style, control in strip:
                assert not control, where
                assert style is None or style.link is None, where
                assert style is None or "app.exit" not in str(style.meta), where
