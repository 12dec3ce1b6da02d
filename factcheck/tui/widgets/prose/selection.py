"""What is selected in a text: the sentence under the cursor, grown sentence by sentence, trimmed word by word."""

from __future__ import annotations

from dataclasses import dataclass, replace

from factcheck.quotes import Span
from factcheck.tui.widgets.prose.words import next_end, next_start


@dataclass(frozen=True, slots=True)
class Selection:
    """A stretch of a text, from `start` to `end`, with the sentences between which it was stretched.

    `altered` tells a selection that somebody made from the sentence that the cursor is on, `growing` that every
    movement grows it.
    """

    start: int
    end: int
    anchor: Span
    head: Span
    altered: bool = False
    growing: bool = False

    @classmethod
    def of(cls, span: Span) -> Selection:
        """Select one sentence, or whatever else."""
        return cls(*span, span, span)

    @property
    def span(self) -> Span:
        """From where to where."""
        return self.start, self.end

    def moved(self, sentence: Span) -> Selection:
        """Return what a movement to a sentence selects: that, or all up to there while it grows."""
        return self.grown(sentence) if self.growing else Selection.of(sentence)

    def grown(self, head: Span) -> Selection:
        """Return the selection from the sentence in which it began to another one."""
        start, end = min(self.anchor[0], head[0]), max(self.anchor[1], head[1])
        return replace(self, start=start, end=end, head=head, altered=True)

    def with_end(self, text: str, step: int) -> Selection:
        """Return it with its end a word further, or a word back; one word stays."""
        end = next_end(text, self.end, step)
        return replace(self, end=end, altered=True) if end > self.start and text[self.start : end].strip() else self

    def with_start(self, text: str, step: int) -> Selection:
        """Return it with its start a word further, or a word back; one word stays."""
        start = next_start(text, self.start, step)
        return replace(self, start=start, altered=True) if start < self.end else self
