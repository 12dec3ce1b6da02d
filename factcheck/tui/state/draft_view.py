"""The text of a draft as a screen sees it: its sentences with their states by where they stand, and what is open.

Verdicts change only states, which are told at once. What is covered is measured anew after every other change, which
takes up to half a second for 20,000 words: `measure` is for a thread, `take` shows what it returned.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from factcheck.case.records import Claim
from factcheck.evidence.claims.coverage import Coverage, CoveragePart, PartKind
from factcheck.quotes import Span
from factcheck.workspace.draft_sentences import DraftSentence, SentenceState
from factcheck.workspace.draft_text import DraftText

_NOT_COVERED = {"verdicts"}
"""Tables of which a change leaves the coverage as it is."""


class MeasuredCoverage(NamedTuple):
    """The coverage of a draft, and how many changes the case had when it was measured."""

    covered: Coverage
    length: int


class DraftView:
    """The sentences of one draft, in their order."""

    def __init__(self, text: DraftText) -> None:
        """View `text`; it is measured now."""
        self.text = text
        self._starts = [unit.start for unit in text.units]
        self.take(self.measure())

    # Keeping up with the case

    def measure(self) -> MeasuredCoverage:
        """Measure what is covered as the case is now."""
        length = len(self.text.open_case.case.history)
        return MeasuredCoverage(self.text.coverage(), length)

    def take(self, measured: MeasuredCoverage) -> None:
        """Show what was measured."""
        self.covered, self._length = measured
        self.line = self.covered.line
        """How much was looked at, in words."""
        parts = [part for part in self.covered.open if part.kind is not PartKind.SENTENCE]
        self._parts = sorted(parts, key=lambda part: part.start)
        self._part_starts = [part.start for part in self._parts]
        self.update()

    def update(self) -> None:
        """Tell the states of the sentences again; claims that were removed since the last measure are left out."""
        refs = self.text.open_case.case.index.refs["claims"]
        units = (
            replace(each, covered_by=tuple(ref for ref in each.covered_by if ref.upper() in refs))
            for each in self.covered.units
        )
        self.sentences = self.text.sentences(Coverage(self.covered.parts, tuple(units)))

    @property
    def is_outdated(self) -> bool:
        """Whether anything but verdicts was changed since the coverage was measured."""
        history = self.text.open_case.case.history
        return any(change.table not in _NOT_COVERED for change in history.after(self._length))

    # Finding sentences

    def at(self, offset: int) -> Span | None:
        """Return the sentence at a code point, else the one after it, else the last; None where there is none."""
        found = self.sentence_at(offset)
        return (found.unit.start, found.unit.end) if found else None

    def next(self, offset: int, step: int) -> Span | None:
        """Return the first sentence that begins after `offset`, or with a negative `step` the last before it."""
        place = bisect_right(self._starts, offset) if step > 0 else bisect_left(self._starts, offset) - 1
        if not 0 <= place < len(self.sentences):
            return None
        unit = self.sentences[place].unit
        return unit.start, unit.end

    def sentence_at(self, offset: int) -> DraftSentence | None:
        """Return the sentence at a code point, else the one after it, else the last; None where there is none."""
        place = bisect_right(self._starts, offset) - 1
        if place < 0 or offset >= self.sentences[place].unit.end:
            place += 1
        return self.sentences[min(place, len(self.sentences) - 1)] if self.sentences else None

    def within(self, span: Span) -> Sequence[DraftSentence]:
        """Return the sentences that touch a stretch of the text."""
        low = max(0, bisect_right(self._starts, span[0]) - 1)
        found = self.sentences[low : bisect_left(self._starts, span[1])]
        return found[1:] if found and found[0].unit.end <= span[0] else found

    def open_within(self, span: Span) -> Sequence[CoveragePart]:
        """Return the figures, names and quotations that begin in a stretch and that nobody looked at."""
        return self._parts[bisect_left(self._part_starts, span[0]) : bisect_left(self._part_starts, span[1])]

    def next_unseen(self, number: int, step: int = 1) -> DraftSentence | None:
        """Return the next sentence after a number, or before it, that nobody looked at; from the other end after that.

        None if there is no other.
        """
        others = [*self.sentences[number:], *self.sentences[: number - 1]]
        return next((each for each in others[::step] if each.state is SentenceState.UNSEEN), None)

    # Finding claims

    def claims(self, sentence: DraftSentence, span: Span) -> list[Claim]:
        """Return the claims of a sentence as they stand in it; those made from the passage `span` come first."""

        def order(claim: Claim) -> tuple[bool, int]:
            here = self.text.place_of(claim)
            start, end = here or (sentence.unit.end, sentence.unit.end)
            return not (here and span[0] <= start and end <= span[1]), start

        return sorted(sentence.claims, key=order)

    def sentence_of(self, claim: Claim) -> DraftSentence | None:
        """Return the sentence from which a claim was made, else the first one that it covers."""
        place = self.text.place_of(claim)
        if place is not None:
            return self.sentence_at(place[0])
        return next((each for each in self.sentences if any(other.id == claim.id for other in each.claims)), None)

    def next_unchecked(self, number: int, claim: Claim) -> Claim | None:
        """Return the next claim without a verdict in the text, from the sentence `number` on; None if there is none."""
        checked = self.text.open_case.case.index.checked
        for each in (*self.sentences[number - 1 :], *self.sentences[: number - 1]):
            for other in self.claims(each, (each.unit.start, each.unit.end)):
                if other.id != claim.id and other.id not in checked:
                    return other
        return None
