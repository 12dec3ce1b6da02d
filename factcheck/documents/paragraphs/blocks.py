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
    """Whether a line begins with a sign that begins nothing but items."""
    return _BULLET.match(line) is not None


def is_item(line: str) -> bool:
    """Whether a line begins as an item of a list does; a dash or a number may also stand there by chance."""
    return has_bullet(line) or _MARKED.match(line) is not None


SOFT = "\u00ad"
_HARD = ("-", "\u2010")
_WORD = re.compile(r"\w+(?:[-\u2010]\w+)*")
_LAST = re.compile(r"([\w\u2010-]*\w)[-\u2010]$")
_FIRST = re.compile(r"\w+")


class Hyphens:
    """What a text tells of its hyphens: the words it holds elsewhere, whole or hyphenated."""

    def __init__(self, text: str, *, usual: bool) -> None:
        """Learn from `text`; `usual` is whether such texts break words, as those from printed pages do."""
        self._text = text
        self._usual = usual

    @cached_property
    def _words(self) -> frozenset[str]:
        return frozenset(word.lower().replace("\u2010", "-") for word in _WORD.findall(self._text))

    def without(self, before: str, after: str) -> str | None:
        """Return `before` without the hyphen at its end, which only broke its last word; None where it stays."""
        if before.endswith(SOFT):
            return before.rstrip(SOFT)
        last, first = _LAST.search(before[-100:]), _FIRST.match(after)
        if last is None or first is None or not (last.group(1)[-1].isalpha() and after[0].islower()):
            return None
        head, rest = last.group(1).lower(), first.group().lower()
        if re.search(r"[-\u2010]", head) or f"{head}-{rest}" in self._words:
            return None
        return before[:-1] if self._usual or head + rest in self._words else None


KEEP_ALL = Hyphens("", usual=False)
"""Every hyphen stays, but for the soft ones."""


def ends_in_kept_hyphen(before: str, after: str) -> bool:
    """Whether no blank parts two lines of one sentence, since the first one ends in a hyphen that stays."""
    return before.endswith(_HARD) and before[-2:-1].isalnum() and after[:1].isalnum()


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
