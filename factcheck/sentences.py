"""Sentence boundaries, in a text of any size.

A line is a paragraph and ends its sentence; within a line, `sentencex` knows the abbreviations and quotation marks of
each language. English abbreviations that it takes for an end ("Ms.") are joined again. Long lines are divided first, at
sentence ends that are certain, so that a screen gets the sentences that it shows without waiting for the whole line.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TypeAlias

from sentencex import segment  # type: ignore[import-untyped]

Span: TypeAlias = tuple[int, int]

_UNKNOWN = "en"
"""The language whose rules are used for a text of unknown language."""
_MAX_PART, _MAX_SEARCH = 10_000, 4_000
"""Code points of a line that are read at once, and in which the end of a sentence is looked for after that."""
_CERTAIN_END = re.compile(r"(?<=\w\w\w)[.!?…]+[\"'”’»)\]]*\s+(?=[^\W\d_a-zа-я])|[。！？]")
_TITLES = "Ms|Mrs|Mr|Mx|Messrs|Dr|Prof|Gen|Col|Lt|Sgt|Capt|Sen|Rep|Gov|Rev|St|Hon|Art|Sec|Fig"
_ABBREVIATION = re.compile(
    rf"(?<!\w)(?:(?P<title>{_TITLES})|(?P<number>No)|vs|[Aa]pprox|[Ee]\.\s?g|[Ii]\.\s?e|[Cc]f)\.\Z", re.ASCII
)
_LONGEST = 10
"""The number of code points that `_ABBREVIATION` needs: the longest abbreviation and its context."""
_STARTERS = re.compile(r"(?:The|He|She|It|They|We|You|I|This|That|These|Those|But|And|In|On|At|A|An|As|When|If)\s")
"""Words that no name begins with: "He lives in Main St. The mayor left." """
_NOT_ENCODABLE = re.compile("[\ud800-\udfff]")
_NON_ASCII_SPACE = re.compile("[\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]")
_SPACED_PERIOD = re.compile(r"(?<=[^\W\d_])[\s.]+(?=\.)")
"""Where sentencex 1.0.32 fails with an internal error if a space between a letter and a full stop is not ASCII."""


def sentences(text: str, language: str = "en") -> list[Span]:
    """Return the spans of the sentences of `text`, in code points, without the white space around them."""
    return _sentences(text, 0, len(text), language, (0, len(text)))


def sentences_in(text: str, start: int, end: int, language: str = "en") -> list[Span]:
    """Return the sentences of `text` that overlap the range from `start` to `end`."""
    first = text.rfind("\n", 0, max(start, 0)) + 1
    stop = text.find("\n", end)
    spans = _sentences(text, first, len(text) if stop < 0 else stop, language, (start, end))
    return [span for span in spans if span[0] < end and start < span[1]]


def _sentences(text: str, start: int, end: int, language: str, wanted: Span) -> list[Span]:
    """Return the sentences of the lines from `start` to `end`, of long lines only those near the `wanted` range."""
    code = language.partition("-")[0].lower() or _UNKNOWN
    spans: list[Span] = []
    while start < end:
        stop = text.find("\n", start, end)
        stop = end if stop < 0 else stop
        for low, high in [(start, stop)] if stop - start <= _MAX_PART else _parts(text, start, stop):
            if low < wanted[1] and wanted[0] < high:
                spans += [(low + first, low + last) for first, last in _split(text[low:high], code)]
        start = stop + 1
    return spans


def _parts(text: str, start: int, end: int) -> list[Span]:
    """Return the parts of a long line, which depend on the line only."""
    cuts = [start]
    for at in range(start + _MAX_PART, end, _MAX_PART):
        first = max(at, cuts[-1])
        ends = (match.end() for match in _CERTAIN_END.finditer(text, first, min(at + _MAX_SEARCH, end)))
        cuts.append(next((cut for cut in ends if not _continues(text, cut, end)), first))
    return list(zip(cuts, [*cuts[1:], end], strict=True))


@lru_cache(64)
def _split(line: str, language: str) -> tuple[Span, ...]:
    """Return the sentences of a line or of a part of one."""
    spans: list[Span] = []
    end = 0
    plain = line if line.isascii() else _NOT_ENCODABLE.sub("\ufffd", line)
    if not plain.isascii() and _NON_ASCII_SPACE.search(plain):
        plain = _SPACED_PERIOD.sub(lambda match: _NON_ASCII_SPACE.sub(" ", match[0]), plain)
    for sentence in segment(language, plain):
        start, end = end, end + len(sentence)
        first, last = end - len(sentence.lstrip()), start + len(sentence.rstrip())
        if first >= last:
            continue
        if spans and language == "en" and _continues(line, first, last):
            spans[-1] = spans[-1][0], last
        else:
            spans.append((first, last))
    return tuple(spans)


def _continues(text: str, start: int, end: int) -> bool:
    """Tell whether the text at `start` continues the sentence before it, which ends with an abbreviation."""
    before = text[max(0, start - 2 * _LONGEST) : start].rstrip()
    match = _ABBREVIATION.search(before, max(0, len(before) - _LONGEST)) if before.endswith(".") else None
    if match is None:
        return False
    if match["number"]:
        return text[start].isdigit()
    return not (match["title"] and _STARTERS.match(text, start, end))
