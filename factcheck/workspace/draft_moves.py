"""Where the passages of a draft stand in its next version."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from rapidfuzz import fuzz, process

from factcheck.case.document import Document
from factcheck.case.records import Claim, Entry, Excerpt
from factcheck.diff.versions import Fate, align
from factcheck.evidence.claims.units import TextUnit


class MovedPassage(NamedTuple):
    """Where a passage of the old version stands in the new one: its span, its sentence, and whether that changed."""

    start: int
    end: int
    sentence: str
    place: str
    changed: bool


class MovedPassages:
    """Where the passages of one version of a text stand in the next, whose sentences are aligned with the old ones."""

    def __init__(self, old: Document, before: Sequence[TextUnit], new: Document, after: Sequence[TextUnit]) -> None:
        """Align `before`, the sentences and lines of `old`, with `after`, those of `new`."""
        self._old, self._new, self._before, self._after = old, new, before, after
        self.old_words = [unit.words(old.text) for unit in before]
        self.new_words = [unit.words(new.text) for unit in after]
        self.matches = align(self.old_words, self.new_words)
        self._to = {number: match for match in self.matches for number in match.old}

    def units_of(self, record: Claim | Entry | Excerpt) -> list[int]:
        """Return the sentences of the old version over which a record stands, by index."""
        if record.start is None or record.end is None:
            if isinstance(record, Claim) and not record.draft:
                return [number for number, unit in enumerate(self._before) if record.origin.endswith(f", {unit.place}")]
            return []
        return [
            number for number, unit in enumerate(self._before) if unit.start < record.end and record.start < unit.end
        ]

    def place(self, record: Claim | Entry | Excerpt) -> MovedPassage | None:
        """Return where the passage of a record stands in the new version, or None if it is gone."""
        numbers = self.units_of(record)
        matches = list(dict.fromkeys(self._to[number] for number in numbers))
        partners = sorted({new for match in matches for new in match.new})
        if not partners:
            return None
        changed = not all(match.fate.keeps_words for match in matches) or partners[-1] - partners[0] >= len(partners)
        first, last = self._before[numbers[0]], self._before[numbers[-1]]
        start = first.begin if record.start is None else record.start
        end = last.end if record.end is None else record.end
        passage = self._old.text[start:end]
        if any(match.fate is Fate.SPLIT for match in matches) and len(partners) > 1:
            partners = [self._part_with(record.text if isinstance(record, Claim) else passage, partners)]
        opening, closing = self._after[partners[0]], self._after[partners[-1]]
        sentence = " ".join(self.new_words[partners[0] : partners[-1] + 1])
        whole = start <= first.begin and end >= last.end
        span = (opening.begin if start >= first.begin else opening.start, closing.end)
        if not whole:
            span = self._span_within(passage, start - first.start, opening, closing)
        return MovedPassage(*span, sentence, opening.place, changed)

    def _part_with(self, words: str, partners: Sequence[int]) -> int:
        """Return the part of a split sentence that has the words of a claim."""
        choices = {number: self.new_words[number] for number in partners}
        best = process.extractOne(words, choices, scorer=fuzz.token_set_ratio)
        return partners[0] if best is None else int(best[2])

    def _span_within(self, passage: str, offset: int, opening: TextUnit, closing: TextUnit) -> tuple[int, int]:
        """Return the span of a part of a sentence in its new wording: the same words, else the most similar ones."""
        text = self._new.text[opening.start : closing.end]
        at = min(_occurrences(passage, text), key=lambda found: abs(found - offset), default=-1)
        if at >= 0:
            return opening.start + at, opening.start + at + len(passage)
        found = fuzz.partial_ratio_alignment(passage, text)
        if found is None:
            return opening.begin, closing.end
        start, end = _to_words(text, found.dest_start, found.dest_end)
        return opening.start + start, opening.start + end


def _occurrences(passage: str, text: str) -> Iterable[int]:
    at = text.find(passage)
    while at >= 0:
        yield at
        at = text.find(passage, at + 1)


def _to_words(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a span that begins and ends with a word."""
    while start > 0 and text[start - 1].isalnum() and text[start : start + 1].isalnum():
        start -= 1
    while end < len(text) and text[end].isalnum() and text[end - 1 : end].isalnum():
        end += 1
    inner = text[start:end]
    return start + len(inner) - len(inner.lstrip()), start + len(inner.rstrip())
