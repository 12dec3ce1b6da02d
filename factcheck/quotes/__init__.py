"""Quote checks: whether a quote is in its source, where, and how far the wording agrees."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple, TypeAlias

Span: TypeAlias = tuple[int, int]
"""Start and end of a passage, in code points; the end is exclusive."""


class State(StrEnum):
    """The result of checking a quote against the text of its source."""

    EXACT = "exact"
    TYPOGRAPHIC = "typographic"
    ELIDED = "elided"
    ALTERED = "altered"
    ELSEWHERE = "elsewhere"
    NOT_FOUND = "not found"
    NO_TEXT = "no text"

    @property
    def is_faithful(self) -> bool:
        """Whether the quote is faithful: identical apart from typography and marked omissions."""
        return self in {State.EXACT, State.TYPOGRAPHIC, State.ELIDED}

    @property
    def is_mismatch(self) -> bool:
        """Whether the quote does not match its source: altered, in another source, or not found."""
        return self in {State.ALTERED, State.ELSEWHERE, State.NOT_FOUND}


GLYPHS = {
    State.EXACT: "✓",
    State.TYPOGRAPHIC: "≈",
    State.ELIDED: "…",
    State.ALTERED: "≠",
    State.ELSEWHERE: "→",
    State.NOT_FOUND: "✗",
    State.NO_TEXT: "–",
}


@dataclass(frozen=True, slots=True)
class Anchor:
    """The position and state of a quote in a text.

    `parts` are the spans of the text that the quote stands for: one, or with an elision one for each of its parts.
    `score` is how alike quote and text are, from 0 to 1. `gap` is the text that an elision leaves out, `hidden` the
    words of it that turn the sense, `inserted` what the quote puts in brackets of its own. `warning` says what a reader
    should know of that, or of the place where the quote begins or ends ("the gap hides “not”"). `source` is the id of
    the source in which the quote was found, where that is not its own.
    """

    state: State
    parts: tuple[Span, ...] = ()
    score: float = 0.0
    gap: str = ""
    warning: str = ""
    source: str = ""
    inserted: str = ""
    hidden: tuple[str, ...] = ()

    @property
    def misquotes(self) -> bool:
        """Whether the quote claims what its source does not say, or hides a negation in what it leaves out."""
        from factcheck.quotes.negation import denies

        return self.state.is_mismatch or any(map(denies, self.hidden))

    @property
    def start(self) -> int | None:
        """Start of the quote in the text, in code points; None if it is not found."""
        return self.parts[0][0] if self.parts else None

    @property
    def end(self) -> int | None:
        """End of the quote in the text, in code points; None if it is not found."""
        return self.parts[-1][1] if self.parts else None


AnchorLookup: TypeAlias = Callable[[str], Anchor | None]
"""Returns the anchor of an excerpt by its id; None if it is not known."""


def no_anchor(_excerpt_id: str) -> None:
    """Return None: no quote checks are available."""


class Weight(StrEnum):
    """The kind of a difference, most serious first."""

    FIGURE = "figure"
    NEGATION = "negation"
    WORDS = "words"
    SIGNS = "signs"


@dataclass(frozen=True, slots=True)
class WordDifference:
    """Words of a quote that stand for other words of the passage; one of both may be empty.

    `quote` and `text` are spans, in code points, in the quote and in the passage that were compared; `wording` is
    what the quote has there, `original` what the source has.
    """

    quote: Span
    text: Span
    wording: str
    original: str
    weight: Weight

    def __str__(self) -> str:
        if not self.original:
            return f"added “{self.wording}”"
        return f"{self.original} → {self.wording}" if self.wording else f"left out “{self.original}”"


class QuoteCheck(NamedTuple):
    """The result of a quote check.

    `anchor` is its state and where it is, `passage` what the text has at that place, `differences` are the words of an
    altered quote that differ from it.
    """

    anchor: Anchor
    passage: str = ""
    differences: tuple[WordDifference, ...] = ()

    @property
    def state(self) -> State:
        """The state of the quote."""
        return self.anchor.state

    @property
    def warned(self) -> bool:
        """Whether the anchor carries a warning."""
        return bool(self.anchor.warning)

    @property
    def start(self) -> int | None:
        """Where the quote begins in the text, in code points; None if it is not found."""
        return self.anchor.start

    @property
    def end(self) -> int | None:
        """Where the quote ends in the text, in code points; None if it is not found."""
        return self.anchor.end

    @property
    def reasons(self) -> tuple[str, ...]:
        """The differences and the warning, one line each."""
        return (*map(str, self.differences), *filter(None, [self.anchor.warning]))

    def to_object(self) -> dict[str, Any]:
        """Return plain JSON values: state, warned, reasons, start, end and passage."""
        return {
            "state": self.state.value,
            "warned": self.warned,
            "reasons": list(self.reasons),
            "start": self.start,
            "end": self.end,
            "passage": self.passage,
        }
