"""Escape text for CommonMark, and tables of GFM.

A parser that reads the escaped text gets `text.visible` of the text, character for character: control characters are
made visible, every blank, tab and newline is kept. Nothing in it is markup, neither in CommonMark (0.31) nor in the
tables, strikethrough and bare addresses of GFM. Only characters that could be markup are escaped, so that the Markdown
stays readable.

Escaped texts can be combined: each is valid at the start of a line, within one, in a heading, a table cell, a list item
or a block quote, and beside other escaped texts that are separated by a blank.

One thing cannot be escaped: GitHub searches for name@address after it has resolved all escapes, and links it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import Any

from markupsafe import Markup

from factcheck.text import visible

# Every alternative begins with the character that it escapes, and looks behind from there, so that the search skips to
# the next such character. With an alternative that begins in another way the search is 20 times slower.
_MARKUP = re.compile(
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
_REF = re.compile(r"[A-Za-z0-9]+", re.ASCII)

_WIDEST_COLUMN, _NARROWEST_COLUMN = 40, 3
_CELL_BORDER = " | "
_TIME = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})T([0-9]{2}:[0-9]{2})(?::[0-9]{2}(?:\.[0-9]+)?)?Z")


def escape(text: str) -> str:
    """Return `text` as one line of inline CommonMark; a newline is written `&#10;`."""
    return _escaped(visible(text))


def escape_block(text: str) -> str:
    r"""Return `text` as paragraphs of CommonMark with its lines.

    One newline is a hard break (`\` at the end of the line), two are the end of a paragraph. Any other newline (at the
    start or end, or the third in a row) is written `&#10;`.
    """
    paragraphs = _PARAGRAPHS.split(visible(text))
    return "\n\n".join(["\\\n".join(map(_escaped, _LINES.split(paragraph))) for paragraph in paragraphs])


def quote(text: str) -> str:
    """Return `text` as a block quote of paragraphs."""
    return "\n".join([f"> {line}" if line else ">" for line in escape_block(text).split("\n")])


def address(url: str) -> str:
    """Return `url` as an autolink, if it is plain http or https; else as text.

    Plain means ASCII, without user name or password, and without a host in Punycode, which some programs show as
    letters that look like others.
    """
    return f"<{url}>" if is_plain(url) else escape(url)


def link(ref: str) -> str:
    """Return a ref as a link to its heading, of which it is all; a ref of other than ASCII letters and digits as text.

    Every program that gives headings an address makes it of such a ref in lower case.
    """
    return f"[{ref}](#{ref.lower()})" if _REF.fullmatch(ref) else escape(ref)


def is_plain(url: str) -> bool:
    """Return whether an address is plain in the sense of `address`, so that it may be a link."""
    return _ADDRESS.fullmatch(url) is not None


def _escaped(line: str) -> str:
    """Return a line without control characters, escaped."""
    line = _MARKUP.sub(_escape_match, line)
    if line.strip() != line:  # a parser strips blanks at the ends
        line = _BLANK.sub(_escape_match, line)
    return _NUMBERED.sub(r"\1\\\2", line)


def _escape_match(match: re.Match[str]) -> str:
    character = match.group()
    return f"&#{ord(character)};" if character.isspace() else f"\\{character}"


def when(at: str) -> str:
    """Return a time of the case for readers; any other text is escaped."""
    return read_time(at) or escape(at)


def read_time(at: str) -> str:
    """Return a time of the case as "2023-04-25, 16:05 UTC"; "" for any other text."""
    time = _TIME.fullmatch(at)
    return f"{time[1]}, {time[2]} UTC" if time else ""


def table(rows: Iterable[Any], head: str, line: Callable[[Any], str]) -> Markup:
    """Return a table with aligned columns, but for wide ones.

    `head` is the line with the names of the columns, `line` returns that of a row: "| C1 | Refuted |". A | in a cell
    must be escaped, since " | " separates cells. Raises ValueError for a row with another number of cells.
    """
    lines = [str(head), *(str(line(row)) for row in rows)]
    widest = [_NARROWEST_COLUMN] * len(_cells(lines[0]))
    for text in lines:
        cells = _cells(text)
        if len(cells) != len(widest):
            raise ValueError(f"a row of the table has {len(cells)} cells, and its head {len(widest)}")
        widest = list(map(max, widest, map(len, cells)))
    widths = [width if width <= _WIDEST_COLUMN else _NARROWEST_COLUMN for width in widest]
    return Markup("\n".join(_padded(lines, widths)))  # noqa: S704 - lines of a template, which are escaped


def _padded(lines: list[str], widths: list[int]) -> Iterator[str]:
    for cells in chain([_cells(lines[0]), ["-" * width for width in widths]], map(_cells, lines[1:])):
        yield f"| {_CELL_BORDER.join(map(str.ljust, cells, widths))} |"


def _cells(line: str) -> list[str]:
    return line[2:-2].split(_CELL_BORDER)
