"""Markdown as styled text."""

from __future__ import annotations

from functools import lru_cache

from rich.console import Console
from rich.markdown import Markdown
from rich.text import Text
from rich.theme import Theme
from textual.content import Content

_THEME = Theme(
    {
        "markdown.h1": "bold underline",
        "markdown.h2": "bold",
        "markdown.code": "bold",
        "markdown.table.border": "dim",
        "markdown.table.header": "bold",
        "markdown.item.bullet": "none",
    }
)
"""Styles without colours, which would not suit every theme of the screens."""


@lru_cache(maxsize=4)  # asked for the height of a page and again for its lines
def markdown_content(text: str, width: int) -> Content:
    """Return a page of Markdown as lines of `width` cells."""
    console = Console(width=max(width, 1), theme=_THEME, force_terminal=True, legacy_windows=False)
    page = Markdown(text, code_theme="ansi_dark", hyperlinks=False)
    lines = console.render_lines(page, console.options, pad=False)
    drawn = (Text.assemble(*((part.text, part.style or "") for part in line)) for line in lines)
    return Content("\n").join(Content.from_rich_text(line) for line in drawn)
