"""Sentence boundaries, in a text of any size.

A line is a paragraph and ends its sentence; within it `sentencex` knows the language's abbreviations and quote marks. A
screen asks for the sentences of what it shows, and a line of a megabyte is cut at sentences that plainly end there, so
that nobody waits for the rest of it. English abbreviations that `sentencex` takes for an end ("Ms.") are joined again.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import TypeAlias

from sentencex import get_sentence_boundaries  # type: ignore[import-untyped]

Span: TypeAlias = tuple[int, int]

FALLBACK = "en"
_CUT, _LOOK = (
    10_000,
    4_000,
)  # code points of a line that are read in one go, and in which the end of a sentence is sought
_PLAIN_END = re.compile(r"(?<=\w\w\w)[.!?…]+[\"'”’»)\]]*\s+(?=[^\W\d_a-zа-я])|[。！？]")
_BEFORE_NAMES = "Ms|Mrs|Mr|Mx|Messrs|Dr|Prof|Gen|Col|Lt|Sgt|Capt|Sen|Rep|Gov|Rev|St|Hon|Art|Sec|Fig"
_NO_END = re.compile(
    rf"(?<!\w)(?:(?P<name>{_BEFORE_NAMES})|(?P<number>No)|vs|[Aa]pprox|[Ee]\.\s?g|[Ii]\.\s?e|[Cc]f)\.\Z", re.ASCII
)
_LONGEST = 10
"""The number of code points that `_NO_END` needs: the longest abbreviation and its context."""
_STARTERS = re.compile(r"(?:The|He|She|It|They|We|You|I|This|That|These|Those|But|And|In|On|At|A|An|As|When|If)\s")
"""Words with which no name begins: "He lives in Main St. The mayor left." """
_LONE = re.compile("[\ud800-\udfff]")
_SHORT, _KEPT = 1_000, 64


def sentences(text: str, language: str = "en") -> list[Span]:
    """Return the spans of the sentences of `text`, in code points, without the white space around them."""
    return list(_sentences(text, 0, len(text), language))


def sentences_in(text: str, start: int, end: int, language: str = "en") -> list[Span]:
    """Return the sentences of `text` that overlap the range from `start` to `end`."""
    begin = text.rfind("\n", 0, max(start, 0)) + 1
    stop = text.find("\n", end)
    found = _sentences(text, begin, len(text) if stop < 0 else stop, language, (start, end))
    return [span for span in found if span[0] < end and start < span[1]]


def _sentences(text: str, start: int, end: int, language: str, wanted: Span | None = None) -> Iterator[Span]:
    """Yield the sentences of lines; of a long line only the wanted parts."""
    code = language.partition("-")[0].lower() or FALLBACK
    while start < end:
        stop = text.find("\n", start, end)
        stop = end if stop < 0 else stop
        for low, high in _stretches(text, start, stop):
            if wanted is None or (low < wanted[1] and wanted[0] < high):
                yield from ((low + begin, low + close) for begin, close in _of_line(text[low:high], code))
        start = stop + 1


def _stretches(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield the parts of a line; they depend on the line only, not on the wanted range."""
    cuts = [start]
    for at in range(start + _CUT, end, _CUT):
        begin = max(at, cuts[-1])
        ends = (found.end() for found in _PLAIN_END.finditer(text, begin, min(at + _LOOK, end)))
        cuts.append(next((place for place in ends if not _goes_on(text, place, end)), begin))
    return pairwise([*cuts, end])


def _of_line(line: str, language: str) -> list[Span]:
    return _short_line(line, language) if len(line) < _SHORT else _split(line, language)


@lru_cache(_KEPT)
def _short_line(line: str, language: str) -> list[Span]:
    return _split(line, language)


def _split(line: str, language: str) -> list[Span]:
    """Return the sentences of one line."""
    if not line.strip():
        return []
    found = get_sentence_boundaries(language, _LONE.sub("\ufffd", line))
    spans: list[Span] = []
    for sentence in found:
        start, end = sentence["start_index"], sentence["end_index"]
        part = line[start:end]
        start, end = start + len(part) - len(part.lstrip()), end - len(part) + len(part.rstrip())
        if start < end and language == FALLBACK and spans and _goes_on(line, start, end):
            spans[-1] = spans[-1][0], end
        elif start < end:
            spans.append((start, end))
    return spans


def _goes_on(text: str, start: int, end: int) -> bool:
    """Return whether the text at `start` continues a sentence, after an abbreviation."""
    before = text[max(0, start - 2 * _LONGEST) : start].rstrip()
    found = _NO_END.search(before, max(0, len(before) - _LONGEST))
    if found is None:
        return False
    if found["number"]:
        return text[start].isdigit()
    return not (found["name"] and _STARTERS.match(text, start, end))


def sentence_at(spans: list[Span], place: int) -> int:
    """Return the index of the sentence that contains an offset or ends before it; 0 before the first."""
    return max(0, bisect_right(spans, (place, 1 << 62)) - 1)
