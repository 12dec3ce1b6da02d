"""What is drawn in a terminal, with rich: only this module, `tables`, `passages` and `progress` use it.

Every text is a `Text`, because rich reads strings as markup.
"""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

from factcheck.text import visible_line

_LEAST = 20
"""Columns of the narrowest text."""


def new_console(*, on_standard_error: bool = False) -> Console:
    """Return a console that shows text as it is, without markup, emoji and highlighting."""
    return Console(highlight=False, markup=False, emoji=False, stderr=on_standard_error)


def plain(text: object, style: str = "") -> Text:
    """Return text on one line, with control characters made visible."""
    return Text(visible_line(str(text)), style)


def print_lines(console: Console, head: str, body: Text) -> None:
    """Print a text of several lines behind a head, wrapped to the width of the terminal."""
    lines = body.wrap(console, max(console.width - len(head), _LEAST))
    console.print(Text.assemble((head, "dim"), Text("\n" + " " * len(head)).join(lines)), soft_wrap=True)
