"""Text of others as CommonMark that a parser turns back into exactly that text.

What comes back is `text.visible` of what went in, character for character: a control sequence as its
visible sign, every blank, tab and newline in its place. Nothing in it acts, neither in CommonMark (0.31)
nor in the tables, strikethrough and bare addresses of GFM. Only what could act is escaped, so that the
Markdown stays readable as it is.

The pieces can be put together: each holds good at the start of a line, within one, in a heading, a
table cell, a list item or a block quote, and beside other pieces that are set off by a blank.

One thing no escape can stop: GitHub looks for name@address after all escapes are resolved, and links it.
The text that is read stays the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import Any

from markupsafe import Markup

from factcheck.text import visible

# Every alternative begins with the very character that it escapes, and looks back from there: so the search skips to
# the next such character. One alternative that begins otherwise makes it try all of them everywhere, 20 times as slow.
_ACTIVE = re.compile(
    r"""
      \\ | ` | \* | ~ | \[ | \] | \|           # escape, code, emphasis, strikethrough, link, cell
    | _(?:(?<![A-Za-z0-9]_)|(?![A-Za-z0-9]))   # emphasis, which cannot begin or end within a word
    | <(?![ ])                                 # HTML, <address>
    | &(?=\#?[A-Za-z0-9]+;)                    # entity
    | \n                                       # a new line
    | >(?<=\A>) | \#(?:(?<=\A\#)|\Z)           # quote, heading, the closing hashes of a heading
    | -(?<=\A-)(?=[\s:-]|\Z)                   # list item, rule, underline, delimiter row of a table
    | \+(?<=\A\+)(?=[\s:-]|\Z)                 # list item
    | :(?<=\A:)(?=-) | =(?<=\A=)(?==*\Z)       # delimiter row, underline
    | /(?<=//)                                 # https://address
    | \.(?<=[^\s.]\.)(?=[^\W\d_]{2}(?![^\W\d_])|(?i:biz|com|edu|gov|net|org|pro|web|xxx|aero|asia|coop
        |info|museum|name|shop|xn--))          # address.uk, address.org: the endings that linkify-it knows
    | \.(?<=[Ww]{3}\.)                         # www.address
    | @(?<=\S@)(?=\S)                          # name@address
    """,
    re.VERBOSE,
)
_BLANK = re.compile(r"\s(?:(?<=\A\s)|\Z)")
_NUMBERED = re.compile(r"\A([0-9]{1,9})([.)])(?=\s|\Z)")
_PARAGRAPHS = re.compile(r"\n\n(?<=[^\n]\n\n)(?=\n*[^\n])")
_LINES = re.compile(r"\n(?<=[^\n]\n)(?=[^\n])")
_ADDRESS = re.compile(
    r"https?://(?!\S*xn--)(?=[a-z0-9])[a-z0-9.-]+(?::[0-9]{1,5})?(?:[/?#][A-Za-z0-9._~:/?#@!$&'()+,;=%-]*)?",
    re.ASCII | re.IGNORECASE,
)

_WIDEST_COLUMN, _NARROWEST_COLUMN = 40, 3
_CELL_BORDER = " | "
_TIME = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})T([0-9]{2}:[0-9]{2})(?::[0-9]{2}(?:\.[0-9]+)?)?Z")


def escape(text: str) -> str:
    """Return `text` as one line of inline CommonMark; a newline in it is written as `&#10;`."""
    return _escaped(visible(text))


def escape_block(text: str) -> str:
    r"""Return `text` as paragraphs of CommonMark that keep its lines.

    A newline is a hard break (`\` at the end of the line), and two of them the end of a paragraph. Those
    that say neither (at the start or end, or the third in a row) are written as `&#10;`.
    """
    paragraphs = _PARAGRAPHS.split(visible(text))
    return "\n\n".join(["\\\n".join(map(_escaped, _LINES.split(paragraph))) for paragraph in paragraphs])


def quote(text: str) -> str:
    """Return `text` as a block quote that holds nothing but its paragraphs."""
    return "\n".join([f"> {line}" if line else ">" for line in escape_block(text).split("\n")])


def address(url: str) -> str:
    """Return `url` as an autolink that shows where it leads, if it is plain http or https; else as text.

    Plain means ASCII, without a name or password before the host, and without a host in Punycode, which
    some programs show as letters that look like others.
    """
    return f"<{url}>" if is_plain(url) else escape(url)


def is_plain(url: str) -> bool:
    """Tell whether an address is plain, as `address` has it: then it may be a link."""
    return _ADDRESS.fullmatch(url) is not None


def _escaped(shown: str) -> str:
    """Return a line of text that is visible already so that nothing in it acts."""
    line = _ACTIVE.sub(_inert, shown)
    if line.strip() != line:  # a parser strips blanks at the ends
        line = _BLANK.sub(_inert, line)
    return _NUMBERED.sub(_numbered, line)


def _inert(match: re.Match[str]) -> str:
    character = match.group()
    return f"&#{ord(character)};" if character.isspace() else f"\\{character}"


def _numbered(match: re.Match[str]) -> str:
    number, sign = match.groups()
    return f"{number}\\{sign}"


def when(at: str) -> str:
    """Return a time of the case for readers; what is none as it stands."""
    return read_time(at) or escape(at)


def read_time(at: str) -> str:
    """Return a time of the case as readers read it; empty for what is none."""
    time = _TIME.fullmatch(at)
    return f"{time[1]}, {time[2]} UTC" if time else ""


def table(rows: Iterable[Any], head: str, line: Callable[[Any], str]) -> Markup:
    """Return a table; `line` returns the line of a row, "| C1 | Refuted |", as `head` has the names of the columns.

    In a cell every | is escaped, so that a blank, a | and a blank end it.
    """
    lines = [str(head), *(str(line(row)) for row in rows)]
    longest = [_NARROWEST_COLUMN] * len(_cells(lines[0]))
    for each in lines:
        cells = _cells(each)
        if len(cells) != len(longest):
            raise ValueError(f"a row of the table has {len(cells)} cells, and its head {len(longest)}")
        longest = list(map(max, longest, map(len, cells)))
    widths = [width if width <= _WIDEST_COLUMN else _NARROWEST_COLUMN for width in longest]
    return Markup("\n".join(_padded(lines, widths)))  # noqa: S704 - made of lines of a template


def _padded(lines: list[str], widths: list[int]) -> Iterator[str]:
    for cells in chain([_cells(lines[0]), ["-" * width for width in widths]], map(_cells, lines[1:])):
        yield f"| {_CELL_BORDER.join(map(str.ljust, cells, widths))} |"


def _cells(line: str) -> list[str]:
    return line[2:-2].split(_CELL_BORDER)
