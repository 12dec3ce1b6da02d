"""Joins the lines of hard-wrapped plain text.

A text counts as wrapped if most of its lines are full: the first word of the next line would not have fitted. In such a
text a full line continues in the next one, and a line that is not full ends a paragraph.
"""

from __future__ import annotations

import re
from itertools import pairwise

from factcheck.documents.paragraphs.blocks import Hyphens, TextBlock, ends_sentence, has_bullet, is_item, join_lines

_LINE_BREAK = re.compile("\r\n|[\n\r\x0b\x85\u2028]")
_PARAGRAPH_BREAK = re.compile("[\f\u2029]")
_TABLE_ROW = re.compile(r"\S(?: {3,}|\t|\s*\|\s*)\S")
_MIN_WIDTH, _MAX_WIDTH = 40, 120  # characters
_MIN_FULL = 0.6  # share of the lines
_MAX_ROW = 1000  # characters of a line in which the columns of a table are looked for


def blocks_of(text: str) -> list[TextBlock]:
    """Return the blocks of a plain text."""
    paragraphs = _paragraphs(text)
    width = _width(paragraphs)
    hyphens = Hyphens(text, usual=False)
    return [block for lines in paragraphs for block in _unwrapped(lines, width, hyphens)]


def _paragraphs(text: str) -> list[list[str]]:
    """Return the lines of a text in groups separated by empty lines, without trailing white space."""
    paragraphs: list[list[str]] = [[]]
    for line in _LINE_BREAK.split(_PARAGRAPH_BREAK.sub("\n\n", text)):
        if line := line.rstrip():
            paragraphs[-1].append(line)
        elif paragraphs[-1]:
            paragraphs.append([])
    return [lines for lines in paragraphs if lines]


def _width(paragraphs: list[list[str]]) -> int:
    """Return the width of a wrapped text, in characters; 0 if it is not wrapped."""
    lengths = sorted(len(line) for lines in paragraphs for line in lines if " " in line or not line.isascii())
    width = lengths[int(len(lengths) * 0.98)] if lengths else 0
    pairs = [pair for lines in paragraphs for pair in pairwise(lines) if not is_item(pair[1])]
    full = sum(_is_full(line, following, width) for line, following in pairs)
    return width if _MIN_WIDTH <= width <= _MAX_WIDTH and full > 1 and full >= _MIN_FULL * len(pairs) else 0


def _is_full(line: str, following: str, width: int) -> bool:
    """Tell whether the first word of the following line would not have fitted in this one."""
    following = following.lstrip()
    word = 1 if not following[:1].isascii() and " " not in following[:20] else len(following.split(" ", 1)[0])
    return len(line) + 1 + word > width


def _unwrapped(lines: list[str], width: int, hyphens: Hyphens) -> list[TextBlock]:
    """Return the blocks of a group of lines, with wrapped lines joined."""
    blocks = [_block(lines[0])]
    for line, following in pairwise(lines):
        if width and _continues(line, following, width, in_item=is_item(blocks[-1].text)):
            blocks[-1] = TextBlock(join_lines(blocks[-1].text, following.strip(), hyphens), blocks[-1].alone)
        else:
            blocks.append(_block(following))
    return blocks


def _block(line: str) -> TextBlock:
    return TextBlock(line, alone=is_item(line) or _TABLE_ROW.search(line[:_MAX_ROW]) is not None)


def _continues(line: str, following: str, width: int, *, in_item: bool) -> bool:
    if _TABLE_ROW.search(line.strip()) or _TABLE_ROW.search(following.strip()) or not _is_full(line, following, width):
        return False
    if is_item(following):
        return not (has_bullet(following) or ends_sentence(line) or in_item)
    return in_item or _indent(following) <= _indent(line)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())
