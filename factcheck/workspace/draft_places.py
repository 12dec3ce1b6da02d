"""Where claims and notes stand in the text of a draft, as it is now.

Each is stored with the offsets of its passage and with the sentence around it. Offsets may be those of another version
of the text, after a merge of two copies that each took one: they count only where that sentence stands. Otherwise the
sentence is looked for; one that is not in the text, or there more than once, has no place.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import TypeVar

from factcheck.case.document import Document
from factcheck.case.records import Claim, Entry
from factcheck.diff.versions import alike
from factcheck.evidence.claims.claim_index import Span
from factcheck.evidence.claims.units import TextUnit

_R = TypeVar("_R", Claim, Entry)
_MOST_UNITS = 3
"""Sentences of the longest passage that is looked for."""


class DraftPlaces:
    """Finds the passages of claims and notes in one text."""

    def __init__(self, document: Document, units: Sequence[TextUnit]) -> None:
        """Find them in `document`, whose sentences and lines are `units`."""
        self._text, self._units = document.text, units
        self._ends = [unit.end for unit in units]

    def placed(self, record: _R) -> _R:
        """Return a claim or a note with the offsets of its passage as it is now; without any if it is not here."""
        start, end = self.span(record) or (None, None)
        return record if (start, end) == (record.start, record.end) else replace(record, start=start, end=end)

    def span(self, record: Claim | Entry) -> Span | None:
        """Return the passage of a claim or a note, in code points; None if it is not in this text."""
        wanted = alike(record.sentence)
        if record.start is not None and record.end is not None:
            span = record.start, record.end
            if not wanted or wanted in (self._around(*span), alike(self._text[slice(*span)])):
                return span
        found = self._at.get(wanted, []) if wanted else []
        return found[0] if len(found) == 1 else None

    def _around(self, start: int, end: int) -> str:
        """Return the words of the sentences that a passage touches."""
        first = last = bisect_left(self._ends, start + 1)
        while last < len(self._units) and self._units[last].start < end:
            last += 1
        return self._words_of(first, last)

    def _words_of(self, first: int, end: int) -> str:
        return alike(" ".join(unit.words(self._text) for unit in self._units[first:end]))

    @cached_property
    def _at(self) -> Mapping[str, list[Span]]:
        """The passages of the text by their words, each of one sentence or a few."""
        found: defaultdict[str, list[Span]] = defaultdict(list)
        for first, opening in enumerate(self._units):
            for last in range(first, min(first + _MOST_UNITS, len(self._units))):
                found[self._words_of(first, last + 1)].append((opening.begin, self._ends[last]))
        return found
