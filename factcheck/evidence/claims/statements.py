"""The sentences of a text that state something: no headlines, captions, bylines or questions, each wording once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from factcheck.sentences import Span, sentences
from factcheck.text import folded

_CLOSERS = r"[\"'”’»›“)\]]*"
_ENDS = re.compile(rf"[.!…。！।۔]{_CLOSERS}$")
_ITEM = re.compile(r"(?:[-*•–—‣·]|\(?\d{1,3}[.)])\s+")
_CREDIT = re.compile(
    r"(?i)(?:photo|image|picture|video|credit|caption|graphic|illustration|source|read (?:also|more|next)|related|by)\b"
    r"\s?:|(?:by|photo by|credit)\s[A-Z]"
)
_CAPTION = re.compile(
    r"(?i)\b(?:seen|pictured|shown)\b.{0,40}\b(?:photo(?:graph)?|picture|image|footage)\b"
    r"|/\s?(?:official )?(?:handout|afp|ap|reuters|getty)\b|\bfile photo\b"
)
_EMPTY_LINES = re.compile(r"\n\s*\n")
_MIN_WORDS, _MAX_LENGTH = 3, 1_000  # code points
"""The limits of a sentence that states something."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence, from `start` to `end` of its text, in code points; `paragraph` and `number` count from 1.

    Paragraphs are separated by empty lines.
    """

    start: int
    end: int
    text: str
    paragraph: int
    number: int

    @property
    def place(self) -> str:
        """Its position in words."""
        return f"paragraph {self.paragraph}, sentence {self.number}"


def find_statements(text: str, language: str = "en") -> list[Statement]:
    """Return the sentences of `text` that state something, in their order, without repetitions."""
    statements: dict[str, Statement] = {}
    for sentence in _numbered(text, language):
        wording = " ".join(folded(sentence.text).split())
        if wording not in statements and _is_statement(text, sentence):
            statements[wording] = sentence
    return list(statements.values())


def _numbered(text: str, language: str) -> Iterator[Statement]:
    """Yield all sentences with their numbers, without the marks before the items of a list."""
    paragraph, number, before = 1, 0, 0
    for start, end in sentences(text, language):
        if before and _EMPTY_LINES.search(text, before, start):
            paragraph, number = paragraph + 1, 0
        number, before = number + 1, end
        mark = _ITEM.match(text, start, end) if _line(text, start)[0] == start else None
        begin = mark.end() if mark else start
        if begin < end:
            yield Statement(begin, end, text[begin:end], paragraph, number)


def _is_statement(text: str, sentence: Statement) -> bool:
    words = sentence.text.split()
    if len(words) < _MIN_WORDS or len(sentence.text) > _MAX_LENGTH or _is_caption(text, sentence.start):
        return False
    return _ENDS.search(sentence.text) is not None or _is_item(text, sentence)


def _is_item(text: str, sentence: Statement) -> bool:
    """Tell whether a sentence without a full stop ends an item of a list, where that is usual."""
    begin, end = _line(text, sentence.start)
    closed = sentence.text[-1:].isalnum() or sentence.text[-1:] in "%)"
    return closed and sentence.end >= end and _ITEM.match(text[begin:end].lstrip()) is not None


def _is_caption(text: str, position: int) -> bool:
    begin, end = _line(text, position)
    line = text[begin:end].strip()
    if _CREDIT.match(line) and not _ENDS.search(line):
        return True
    return _CAPTION.search(line) is not None and len(line) < 300  # noqa: PLR2004


def _line(text: str, position: int) -> Span:
    end = text.find("\n", position)
    return text.rfind("\n", 0, position) + 1, len(text.rstrip()) if end < 0 else end
