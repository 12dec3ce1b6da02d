"""Paragraphs as they were meant: sentences that were cut into blocks are joined, what stands alone stays alone.

Scraped pages, PDFs and converted documents cut a text in mid-sentence. A block is joined with the next where it is
too long for a headline, does not end as a sentence does, and the next goes on with it. Joining loses no word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from factcheck.documents.paragraphs.hyphens import KEEP_ALL, Hyphens, ends_in_kept_hyphen


@dataclass(frozen=True, slots=True)
class TextBlock:
    """A piece of text as a document sets it off; `alone` are headings, items of lists and rows of tables."""

    text: str
    alone: bool = False
    page: int = 0


_LONGEST_HEADLINE = 60
"""Below this many characters, a block without an end is a headline or a caption."""
_SURELY_PROSE = 200
"""From this many characters on, a block of more than one sentence is prose, and goes on even with a capital."""
_LONGEST_TITLE = 80

_CLOSERS = "[\"'”’»›“‘)\\]}*†‡¹²³]*"
_END = re.compile(rf"[.!?…:;。！？；：؟۔।]{_CLOSERS}$")
_WITHIN = re.compile(rf"[.!?…]{_CLOSERS}\s+[^\W\d_]|[。！？۔।]")
_GOES_ON = re.compile(r"[\"'“‘«‹„(\[–—-]*\s*([^\W\d_])")
_PUNCTUATION = tuple(",;:)]”»%")
_UNSPACED = re.compile(r"[\u3000-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uff60]")


def lay_out(blocks: Iterable[TextBlock], hyphens: Hyphens = KEEP_ALL) -> tuple[str, list[int]]:
    """Return the text of `blocks` in paragraphs parted by an empty line, and where in it each block begins."""
    paragraphs: list[list[str]] = []
    starts: list[int] = []
    before, length, offset = TextBlock("", alone=True), 0, 0
    for block in (TextBlock(block.text.strip(), block.alone, block.page) for block in blocks):
        if not block.text:
            starts.append(offset)
            continue
        if paragraphs and _runs_on(before, length, block):
            joint = join_lines(paragraphs[-1][-1], block.text, hyphens)
            offset += len(joint) - len(block.text) - len(paragraphs[-1][-1])
            paragraphs[-1][-1:] = [joint[: len(joint) - len(block.text)], block.text]
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
    """Return two pieces of one sentence as one: a hyphen that only broke a word goes, else a blank parts them."""
    if (whole := hyphens.without(before, after)) is not None:
        return whole + after
    if ends_in_kept_hyphen(before, after) or (_UNSPACED.match(before[-1:]) and _UNSPACED.match(after)):
        return before + after
    return f"{before} {after}"


def _runs_on(before: TextBlock, length: int, after: TextBlock) -> bool:
    """Whether a sentence begun in the paragraph that ends with `before` and has that `length` goes on in `after`."""
    if before.alone or after.alone or length <= _LONGEST_HEADLINE or ends_sentence(before.text):
        return False
    if continues_sentence(after.text):
        return True
    prose = length >= _SURELY_PROSE and (len(before.text) < length or _WITHIN.search(before.text) is not None)
    return prose and (len(after.text) > _LONGEST_TITLE or ends_sentence(after.text))


def ends_sentence(text: str) -> bool:
    """Whether a text ends as a sentence does, with or without what closes a quotation or a bracket."""
    return _END.search(text[-12:]) is not None


def continues_sentence(text: str) -> bool:
    """Whether a text begins in mid-sentence: with a small letter or what never begins one."""
    first = _GOES_ON.match(text)
    return text.startswith(_PUNCTUATION) or (first is not None and first.group(1).islower())


def blocks_of_lines(text: str, *, alone: bool = False) -> Iterator[TextBlock]:
    """Yield the blocks of one element of a document: its lines, those joined in which a sentence goes on.

    What stands alone is one block, however many lines it has.
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
    """Return where each of the `pages` begins in a text of `length`; a page without text where the next one does."""
    found = [length] * pages
    for block, start in zip(reversed(blocks), reversed(starts), strict=True):
        found[block.page] = start
    for page in range(pages - 2, -1, -1):
        found[page] = min(found[page], found[page + 1])
    return (0, *found[1:]) if found else ()
