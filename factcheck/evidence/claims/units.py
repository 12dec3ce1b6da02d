"""The units of a text: all its sentences and lines, each with its kind; joined they are the text, white space aside."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise, zip_longest

from factcheck.evidence.claims.kinds import DATELINE, ITEM, TextLine, UnitKind, lines, sentence_kind
from factcheck.evidence.claims.quotations import quotations, with_closing_marks
from factcheck.sentences import Span, sentences, without_stray_marks

_EMPTY_LINES = re.compile(r"\n\s*\n")
_ENDS_WITHIN = re.compile(r"[.!?…][”\"»’]*$")
_OPENS, _CLOSES = "“«„", "”»"


@dataclass(frozen=True, slots=True)
class TextUnit:
    """A sentence or line, from `start` to `end` of its text, in code points.

    Its words begin at `begin`, after the mark of a list item or the place before a report. `place` is its position in
    words: paragraphs and their sentences count from 1, and are separated by empty lines. `opens` tells that it begins
    within quotation marks that an earlier unit opened.
    """

    start: int
    end: int
    begin: int
    kind: UnitKind
    place: str
    opens: bool = False

    def words(self, text: str) -> str:
        """Return its words on one line, without the mark of a list item."""
        return " ".join(text[self.begin : self.end].split())


def units(text: str, language: str = "en", check: Callable[[], object] = bool) -> list[TextUnit]:
    """Return the units of `text` in their order; `language` is its ISO 639-1 code.

    `check` is called for each line, and may raise.
    """
    english = (language or "en")[:2] == "en"
    found: list[TextUnit] = []
    in_order = lines(text, language or "en")
    paired = _with_marks_in_pairs(with_closing_marks(text), in_order)
    paragraph, number = 0, 0
    for line in in_order:
        check()
        if not found or _EMPTY_LINES.search(text, found[-1].end, line.start):
            paragraph, number = paragraph + 1, 0
        marks = _Marks(paired, line.start)
        for span in _sentences(text, paired, line, language):
            number += 1
            begin = _begin(text, span, line)
            opens = marks.open_at(span[0]) and line.kind is None
            words = " ".join(paired[begin : span[1]].split())
            kind = line.kind or sentence_kind(words, english=english, within_marks=opens)
            found.append(TextUnit(*span, begin, kind, f"paragraph {paragraph}, sentence {number}", opens))
    return found


def _with_marks_in_pairs(text: str, in_order: list[TextLine]) -> str:
    """Return a text with spaces for quotation marks that have no partner in their line.

    One that opens and does not close stays if the next line opens with a mark, too: the speaker goes on.
    """
    parts, at = [], 0
    for line, following in zip_longest(in_order, in_order[1:]):
        words = text[line.start : line.end]
        goes_on = following is not None and text[following.start] in f'{_OPENS}"'
        if not goes_on:
            words = without_stray_marks(words)
            words = words.replace('"', " ") if words.count('"') % 2 else words
        parts += [text[at : line.start], words]
        at = line.end
    return "".join((*parts, text[at:]))


def _sentences(text: str, paired: str, line: TextLine, language: str) -> Iterator[Span]:
    """Yield the sentences of a line of prose; a quotation of several sentences is divided. Other lines stay whole."""
    if line.kind is not None:
        yield line.start, line.end
        return
    for start, end in sentences(text[line.start : line.end], language or "en"):
        yield from _statements(text, paired, (line.start + start, line.start + end), language)


def _statements(text: str, paired: str, span: Span, language: str) -> Iterator[Span]:
    """Yield the parts of a sentence, which is cut where a sentence ends within quotation marks."""
    cuts = [span[0]]
    for quoted in quotations(paired[span[0] : span[1]]):
        start = span[0] + quoted.start
        inside = sentences(paired[start : start + len(quoted.text)], language or "en")
        cuts += [
            start + first for first, _ in inside[1:] if _ENDS_WITHIN.search(paired[start : start + first].rstrip())
        ]
    for begin, cut in pairwise([*cuts, span[1]]):
        yield begin, cut if cut == span[1] else begin + len(text[begin:cut].rstrip())


class _Marks:
    """The quotation marks that are open in a line, asked for at one position after the other."""

    def __init__(self, text: str, start: int) -> None:
        self._text, self._at = text, start
        self._opened = self._straight = 0

    def open_at(self, position: int) -> bool:
        """Return whether what stands before a position of the line leaves quotation marks open."""
        between = self._text[self._at : position]
        self._opened += sum(map(between.count, _OPENS)) - sum(map(between.count, _CLOSES))
        self._straight += between.count('"')
        self._at = position
        return self._opened > 0 or self._straight % 2 == 1


def _begin(text: str, span: Span, line: TextLine) -> int:
    """Return where the words of a sentence begin: after a mark of a list, or a dateline, at the start of its line."""
    if span[0] != line.start or line.kind is UnitKind.BYLINE:
        return span[0]
    mark = ITEM.match(text, *span) or DATELINE.match(text, *span)
    return mark.end() if mark and mark.end() < span[1] else span[0]
