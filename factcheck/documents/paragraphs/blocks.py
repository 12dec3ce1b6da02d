"""Build paragraphs from blocks of text: join sentences that were cut, keep headings, list items and table rows apart.

Scraped pages, PDFs and converted documents cut a text in mid-sentence. A block is joined with the next if it is
too long for a headline, does not end a sentence, and the next continues it. Joining loses no word; a hyphen at the end
of a line is removed only if it merely divided a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

_BULLET = re.compile(r"\s*[•‣▪◦●○■]\s*\S")
_MARKED = re.compile(r"\s*(?:[-*+·–—]|\(?(?:\d{1,3}|[a-zA-Z])[.)]|#{1,6}|\[\d+\])\s+\S")


def has_bullet(line: str) -> bool:
    """Tell whether a line begins with a character that is only used as a bullet."""
    return _BULLET.match(line) is not None


def is_item(line: str) -> bool:
    """Tell whether a line looks like a list item; a line of prose may also begin with a dash or a number."""
    return has_bullet(line) or _MARKED.match(line) is not None


_SOFT_HYPHEN = "\u00ad"
_HYPHENS = ("-", "\u2010")
_WORD = re.compile(r"\w+(?:[-\u2010]\w+)*")
_LAST_WORD = re.compile(r"([\w\u2010-]*\w)[-\u2010]$")
_FIRST_WORD = re.compile(r"\w+")


class Hyphens:
    """Decides which hyphens at the ends of lines divide a word and are removed, from the other words of the text."""

    def __init__(self, text: str, *, usual: bool) -> None:
        """Use the words of `text`; `usual` tells whether such texts are hyphenated, as those from printed pages are."""
        self._text = text
        self._usual = usual

    @cached_property
    def _words(self) -> frozenset[str]:
        return frozenset(word.lower().replace("\u2010", "-") for word in _WORD.findall(self._text))

    def without(self, before: str, after: str) -> str | None:
        """Return `before` without the hyphen at its end, or None if the hyphen is to be kept before `after`."""
        if before.endswith(_SOFT_HYPHEN):
            return before.rstrip(_SOFT_HYPHEN)
        last, first = _LAST_WORD.search(before[-100:]), _FIRST_WORD.match(after)
        if last is None or first is None or not (last.group(1)[-1].isalpha() and after[0].islower()):
            return None
        head, rest = last.group(1).lower(), first.group().lower()
        if re.search(r"[-\u2010]", head) or f"{head}-{rest}" in self._words:
            return None
        return before[:-1] if self._usual or head + rest in self._words else None


KEEP_ALL = Hyphens("", usual=False)
"""Keeps all hyphens apart from soft ones."""


def ends_in_kept_hyphen(before: str, after: str) -> bool:
    """Tell whether two lines of a sentence are joined without a space, as the first ends with a hyphen that is kept."""
    return before.endswith(_HYPHENS) and before[-2:-1].isalnum() and after[:1].isalnum()


@dataclass(frozen=True, slots=True)
class TextBlock:
    """A unit of text in a document; headings, list items and table rows are `alone`: never joined with others."""

    text: str
    alone: bool = False
    page: int = 0


_MAX_HEADLINE = 60
"""Characters of the longest block that counts as a headline or caption if it does not end as a sentence does."""
_MIN_PROSE = 200
"""Characters from which on a block of several sentences is prose, and may continue with a capital letter."""
_MAX_TITLE = 80

_CLOSERS = "[\"'”’»›“‘)\\]}*†‡¹²³]*"
_SENTENCE_END = re.compile(rf"[.!?…:;。！？；：؟۔।]{_CLOSERS}$")
_END_WITHIN = re.compile(rf"[.!?…]{_CLOSERS}\s+[^\W\d_]|[。！？۔।]")
_FIRST_LETTER = re.compile(r"[\"'“‘«‹„(\[–—-]*\s*([^\W\d_])")
_NEVER_FIRST = tuple(",;:)]”»%")
_UNSPACED = re.compile(r"[\u3000-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uff60]")


def lay_out(blocks: Iterable[TextBlock], hyphens: Hyphens = KEEP_ALL) -> tuple[str, list[int]]:
    """Return the text of `blocks`, with empty lines between paragraphs, and the offset of each block in it."""
    paragraphs: list[list[str]] = []
    starts: list[int] = []
    before, length, offset = TextBlock("", alone=True), 0, 0
    for block in (TextBlock(block.text.strip(), block.alone, block.page) for block in blocks):
        if not block.text:
            starts.append(offset)
            continue
        if paragraphs and _continues_in(before, length, block):
            joined = join_lines(paragraphs[-1][-1], block.text, hyphens)
            offset += len(joined) - len(block.text) - len(paragraphs[-1][-1])
            paragraphs[-1][-1:] = [joined[: len(joined) - len(block.text)], block.text]
            length += len(block.text)
        else:
            offset += 2 if paragraphs else 0
            paragraphs.append([block.text])
            length = len(block.text)
        starts.append(offset)
        offset += len(block.text)
        before = block
    return "\n\n".join("".join(paragraph) for paragraph in paragraphs), starts


def join_lines(before: str, after: str, hyphens: Hyphens = KEEP_ALL) -> str:
    """Return two parts of a sentence joined, with a space between them or without a hyphen that divided a word."""
    if (whole := hyphens.without(before, after)) is not None:
        return whole + after
    if ends_in_kept_hyphen(before, after) or (_UNSPACED.match(before[-1:]) and _UNSPACED.match(after)):
        return before + after
    return f"{before} {after}"


def _continues_in(before: TextBlock, length: int, after: TextBlock) -> bool:
    """Tell whether a paragraph that ends with `before` and is `length` long continues in `after`."""
    if before.alone or after.alone or length <= _MAX_HEADLINE or ends_sentence(before.text):
        return False
    if continues_sentence(after.text):
        return True
    prose = length >= _MIN_PROSE and (len(before.text) < length or _END_WITHIN.search(before.text) is not None)
    return prose and (len(after.text) > _MAX_TITLE or ends_sentence(after.text))


def ends_sentence(text: str) -> bool:
    """Tell whether a text ends with the end of a sentence; quotation marks and brackets may follow it."""
    return _SENTENCE_END.search(text[-12:]) is not None


def continues_sentence(text: str) -> bool:
    """Tell whether a text begins within a sentence: with a lower-case letter or a sign that begins none."""
    first = _FIRST_LETTER.match(text)
    return text.startswith(_NEVER_FIRST) or (first is not None and first.group(1).islower())


def blocks_of_lines(text: str, *, alone: bool = False) -> Iterator[TextBlock]:
    """Yield the blocks of an element of a document: its lines, with those of one sentence joined.

    All lines of an element that stands `alone` are one block.
    """
    before = ""
    for line in filter(None, map(str.strip, text.split("\n"))):
        if before and (alone or (continues_sentence(line) and not ends_sentence(before))):
            before = join_lines(before, line)
        else:
            if before:
                yield TextBlock(before, alone)
            before = line
    if before:
        yield TextBlock(before, alone)


def page_starts(blocks: Sequence[TextBlock], starts: Sequence[int], pages: int, length: int) -> tuple[int, ...]:
    """Return the offset of each of the `pages` in a text of `length`; an empty page begins where the next one does."""
    offsets = [length] * pages
    for block, start in zip(reversed(blocks), reversed(starts), strict=True):
        offsets[block.page] = start
    for page in range(pages - 2, -1, -1):
        offsets[page] = min(offsets[page], offsets[page + 1])
    return (0, *offsets[1:]) if offsets else ()
