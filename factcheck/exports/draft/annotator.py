"""Comments in the text of a Word document: where each begins and ends in the body, and its entry in the list.

Each comment has its text in the part `comments.xml`, and in the body where it begins, where it ends, and a reference.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lxml import etree
from lxml.etree import _Element

from factcheck.exports.draft.wordprocessing import PRESERVE, SKIPPED, RunText, divide, local
from factcheck.text import clean

_INITIALS = 3


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment on a passage of the text, from `start` to `end` in code points; its `lines` become paragraphs."""

    start: int
    end: int
    author: str
    at: str
    lines: Sequence[str]


class Annotator:
    """Adds comments to the body and to the list of comments of one document."""

    def __init__(self, root: _Element, comments: _Element, text: str, *, original: bool = False) -> None:
        """Add them to `root` and `comments`; `text` was read with tracked changes accepted, or is the original."""
        self._root, self._comments = root, comments
        self._body = RunText(root, original=original)
        self._word = f"{{{self._body.namespace}}}"
        self._text, self._stream = text, SKIPPED.sub("", text)
        ids = [int(value) for each in comments for name, value in each.attrib.items() if str(name).endswith("}id")]
        self._next = max(ids, default=-1) + 1

    def add(self, comments: Sequence[Comment]) -> None:
        """Add comments: first all runs are divided, then the marks are put between them."""
        placed, lost = list[tuple[Comment, tuple[int, int], tuple[int, int]]](), list[Comment]()
        for comment in comments:
            span = self._span(comment)
            if span is None:
                lost.append(comment)
            else:
                placed.append((comment, *span))
        cuts: dict[int, set[int]] = {}
        for _, first, last in placed:
            cuts.setdefault(first[0], set()).add(first[1])
            cuts.setdefault(last[0], set()).add(last[1])
        parts = {run: divide(self._body.runs[run], offsets) for run, offsets in cuts.items()}
        for comment, first, last in placed:
            self._mark(comment, parts[first[0]][first[1]], _part_before(parts[last[0]], last[1]))
        for comment in lost:
            self._put_first(comment)

    def _span(self, comment: Comment) -> tuple[tuple[int, int], tuple[int, int]] | None:
        """Return the run and the offset where a comment begins, and those after its last character; None if nowhere.

        A passage that occurs several times is taken where as many of it went before as in the text.
        """
        passage = SKIPPED.sub("", self._text[comment.start : comment.end])
        before = len(SKIPPED.sub("", self._text[: comment.start]))
        occurrences = _occurrences(passage, self._body.text)
        if not passage or not occurrences:
            return None
        earlier = bisect_left(_occurrences(passage, self._stream), before)
        at = occurrences[min(earlier, len(occurrences) - 1)]
        places = [place for place in self._body.places[at : at + len(passage)] if place.run >= 0]
        if not places:
            return None
        return (places[0].run, places[0].offset), (places[-1].run, places[-1].offset + 1)

    def _mark(self, comment: Comment, first: _Element, last: _Element) -> None:
        number = str(self._next)
        self._write(comment, comment.lines)
        first.addprevious(etree.Element(f"{self._word}commentRangeStart", {f"{self._word}id": number}))
        end = etree.Element(f"{self._word}commentRangeEnd", {f"{self._word}id": number})
        last.addnext(end)
        top = end
        while (above := top.getparent()) is not None and local(above) != "p":
            top = above
        top.addnext(self._reference(number))

    def _put_first(self, comment: Comment) -> None:
        """Put a comment at the beginning of the document, with its passage."""
        number = str(self._next)
        passage = " ".join(self._text[comment.start : comment.end].split())
        self._write(comment, [f"“{passage}”", *comment.lines])
        paragraph = next(self._root.iter(f"{self._word}p"), None)
        if paragraph is None:
            body = next(self._root.iter(f"{self._word}body"), self._root)
            paragraph = etree.Element(f"{self._word}p")
            body.insert(0, paragraph)
        has_properties = len(paragraph) > 0 and local(paragraph[0]) == "pPr"
        start = etree.Element(f"{self._word}commentRangeStart", {f"{self._word}id": number})
        end = etree.Element(f"{self._word}commentRangeEnd", {f"{self._word}id": number})
        for place, element in enumerate((start, end, self._reference(number)), int(has_properties)):
            paragraph.insert(place, element)

    def _reference(self, number: str) -> _Element:
        run = etree.Element(f"{self._word}r")
        etree.SubElement(run, f"{self._word}commentReference", {f"{self._word}id": number})
        return run

    def _write(self, comment: Comment, lines: Iterable[str]) -> None:
        author = clean(comment.author) or "factcheck"
        initials = "".join(word[0] for word in author.split())[:_INITIALS]
        attributes = {"id": str(self._next), "author": author, "initials": initials, "date": comment.at}
        element = etree.SubElement(
            self._comments, f"{self._word}comment", {f"{self._word}{name}": value for name, value in attributes.items()}
        )
        for line in lines:
            run = etree.SubElement(etree.SubElement(element, f"{self._word}p"), f"{self._word}r")
            etree.SubElement(run, f"{self._word}t", PRESERVE).text = clean(line)
        self._next += 1


def _part_before(parts: dict[int, _Element], offset: int) -> _Element:
    """Return the part of a divided run that ends at an offset."""
    return parts[max(start for start in parts if start < offset)]


def _occurrences(passage: str, text: str) -> list[int]:
    found, at = [], text.find(passage)
    while passage and at >= 0:
        found.append(at)
        at = text.find(passage, at + 1)
    return found
