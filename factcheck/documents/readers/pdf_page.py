"""The lines of a page of a PDF, from the positions of its characters.

PDFium has a page's text in the order in which the page draws it, line by line. It weaves columns that are drawn row by
row, as those of forms: such lines fall into pieces at wide gaps. Only pages with many such lines are put into order by
their geometry; others stay in the order of PDFium, as does Arabic and Hebrew, which it has in logical order. A page
whose text is turned is turned back first.
"""

from __future__ import annotations

import ctypes
import math
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from pypdfium2 import PdfPage, PdfTextPage, raw

from factcheck.documents.paragraphs.pdf_columns import in_reading_order
from factcheck.documents.paragraphs.pdf_lines import PdfLine

_LINE = re.compile("[^\r\n\ufffe]+")
_MIN_GAP = 1.0
"""Ems between two pieces of a line."""
_MIN_JUMP = 0.6
"""Ems by which the baselines of two pieces differ; those of superscripts differ by less."""
_MAX_IN_PIECES = 0.25
"""Share of the lines of a page that may fall into pieces before its geometry is used."""
_MAX_RIGHT_TO_LEFT = 0.3
_SAMPLED = 200  # characters by which the direction of a page is found
_MAX_BROKEN, _MAX_MIXED = 0.05, 0.1
"""Shares of a text that is not readable: signs that are no characters, and words that mix scripts."""
_MIN_WORDS = 20
_WORD = re.compile(r"[^\s\0\ufffe]+")
_LETTERS = re.compile(r"[^\W\d_]{3,}")
_SCRIPTS = ("LATIN", "CYRILLIC", "GREEK", "ARABIC", "HEBREW", "DEVANAGARI", "THAI", "GEORGIAN", "ARMENIAN")


@dataclass(frozen=True, slots=True)
class PageText:
    """The lines of a page, or why its text is `unreadable`; `has_pictures` tells whether pictures are on it."""

    lines: list[PdfLine]
    unreadable: str = ""
    has_pictures: bool = False


class _Box(NamedTuple):
    """The box of a character and the height of its baseline, in points."""

    left: float
    bottom: float
    right: float
    top: float
    baseline: float


class _Word(NamedTuple):
    """A word with the boxes of its first and last character."""

    text: str
    first: _Box
    last: _Box

    @property
    def left(self) -> float:
        """The left edge; in a ligature the box of the last character may be that of the first one."""
        return min(self.first.left, self.last.left)

    @property
    def right(self) -> float:
        """The right edge."""
        return max(self.first.right, self.last.right)


_Turn = Callable[[float, float], tuple[float, float]]
_TURNS: dict[int, _Turn] = {
    0: lambda x, y: (x, y),
    90: lambda x, y: (-y, x),
    180: lambda x, y: (-x, -y),
    270: lambda x, y: (y, -x),
}
"""How a point is turned back on a page whose text runs at an angle, in degrees clockwise."""


def page_text(page: PdfPage) -> PageText:
    """Return the lines of a page in the order of reading."""
    text_page = page.get_textpage()
    text = text_page.get_text_range()
    has_pictures = not text.strip() and any(True for _ in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE]))
    if why := unreadable(text):
        return PageText([], why, has_pictures=True)
    boxes = _Boxes(text_page)
    lines = [pieces for match in _LINE.finditer(text) if (pieces := _pieces(match, text, boxes))]
    broken = sum(len(pieces) > 1 for pieces in lines)
    if broken > _MAX_IN_PIECES * len(lines) and not _runs_right_to_left(text):
        return PageText(in_reading_order([piece for pieces in lines for piece in pieces]))
    return PageText(
        [_whole(match, text, boxes) for match in _LINE.finditer(text) if match[0].strip(" \0")], "", has_pictures
    )


def unreadable(text: str) -> str:
    """Return why a text is not readable, with the share of its signs; "" if it is.

    Fonts of a PDF may not tell which characters they draw: what comes out are control signs, or words in which letters
    of several scripts are mixed.
    """
    signs = [sign for sign in text if not sign.isspace() and sign != "\ufffe"]
    broken = sum(unicodedata.category(sign) in {"Cc", "Co", "Cn"} for sign in signs)
    if broken > _MAX_BROKEN * len(signs):
        return f"{broken / len(signs):.0%} of its signs are no characters"
    words = _LETTERS.findall(text)
    mixed = sum(len(_scripts(word)) > 1 for word in words)
    if len(words) >= _MIN_WORDS and mixed > _MAX_MIXED * len(words):
        return f"{mixed / len(words):.0%} of its words mix letters of several scripts"
    return ""


def _scripts(word: str) -> set[str]:
    if word.isascii():
        return {"LATIN"}
    names = (unicodedata.name(letter, "").partition(" ")[0] for letter in word)
    return {name for name in names if name in _SCRIPTS}


def _runs_right_to_left(text: str) -> bool:
    letters = Counter(unicodedata.bidirectional(sign) in {"R", "AL"} for sign in text if sign.isalpha())
    return letters[True] > _MAX_RIGHT_TO_LEFT * letters.total()


class _Boxes:
    """The boxes of the characters of a page, turned so that its lines run from left to right."""

    def __init__(self, page: PdfTextPage) -> None:
        self._page = page.raw
        self._turn = _TURNS[_angle(self._page)]
        self._rectangle = raw.FS_RECTF()
        self._x, self._y = ctypes.c_double(), ctypes.c_double()

    def box(self, position: int) -> _Box:
        """Return the box of the character at a position of the text."""
        index = max(raw.FPDFText_GetCharIndexFromTextIndex(self._page, position), 0)
        found = self._rectangle
        raw.FPDFText_GetLooseCharBox(self._page, index, found)
        raw.FPDFText_GetCharOrigin(self._page, index, self._x, self._y)
        one, other = self._turn(found.left, found.bottom), self._turn(found.right, found.top)
        return _Box(
            *(min(one[0], other[0]), min(one[1], other[1]), max(one[0], other[0]), max(one[1], other[1])),
            self._turn(self._x.value, self._y.value)[1],
        )


def _angle(page: raw.FPDF_TEXTPAGE) -> int:
    """Return at which angle most of the text of a page runs: 0, 90, 180 or 270 degrees clockwise."""
    count = raw.FPDFText_CountChars(page)
    angles: Counter[int] = Counter()
    for index in range(0, count, max(1, count // _SAMPLED)):
        if not raw.FPDFText_IsGenerated(page, index) and (angle := raw.FPDFText_GetCharAngle(page, index)) >= 0:
            angles[round(math.degrees(angle) / 90) * 90 % 360] += 1
    return angles.most_common(1)[0][0] if angles else 0


def _whole(line: re.Match[str], text: str, boxes: _Boxes) -> PdfLine:
    """Return a line as PDFium has it."""
    first, last = boxes.box(_first(line)), boxes.box(_last(line))
    words = line[0].replace("\0", "").strip() + _hyphen(line, text)
    return PdfLine(words, first.left, first.bottom, last.right, first.top)


def _pieces(line: re.Match[str], text: str, boxes: _Boxes) -> list[PdfLine]:
    """Return a line in pieces that are far from each other, or on other baselines; no piece begins within a word."""
    pieces: list[list[_Word]] = []
    for match in _WORD.finditer(text, line.start(), line.end()):
        word = _Word(match[0].replace("\0", ""), boxes.box(match.start()), boxes.box(match.end() - 1))
        if not pieces or _is_apart(pieces[-1][-1], word):
            pieces.append([])
        pieces[-1].append(word)
    found = [_piece(words) for words in pieces]
    if found and (hyphen := _hyphen(line, text)):
        found[-1] = replace(found[-1], text=found[-1].text + hyphen)
    return found


def _is_apart(before: _Word, word: _Word) -> bool:
    em = max(word.first.top - word.first.bottom, before.last.top - before.last.bottom, 1.0)
    gap = max(word.left - before.right, before.left - word.right)
    return gap > _MIN_GAP * em or abs(word.first.baseline - before.last.baseline) > _MIN_JUMP * em


def _piece(words: list[_Word]) -> PdfLine:
    first = words[0].first
    return PdfLine(
        " ".join(word.text for word in words),
        min(word.left for word in words),
        first.bottom,
        max(word.right for word in words),
        first.top,
    )


def _first(line: re.Match[str]) -> int:
    return line.start() + len(line[0]) - len(line[0].lstrip(" \0"))


def _last(line: re.Match[str]) -> int:
    return line.start() + len(line[0].rstrip(" \0")) - 1


def _hyphen(line: re.Match[str], text: str) -> str:
    """Return the hyphen at the end of a line, for which PDFium has U+FFFE."""
    return "-" if text[line.end() : line.end() + 1] == "\ufffe" else ""


def ranges(pages: Iterator[int] | list[int]) -> str:
    """Return numbers of pages for people: "1, 3-5"."""
    found: list[list[int]] = []
    for page in pages:
        if found and found[-1][1] == page - 1:
            found[-1][1] = page
        else:
            found.append([page, page])
    return ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in found)
