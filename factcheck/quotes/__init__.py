"""Quote checks: whether a quote is in its source, where, and how far the wording agrees."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple, TypeAlias

from factcheck.quotes.negation import denies

Span: TypeAlias = tuple[int, int]
"""Start and end of a passage, in code points; the end is exclusive."""


class State(StrEnum):
    """The result of checking a quote against the text of its source."""

    EXACT = "exact"
    RECOGNIZED = "exact in the OCR text"
    TYPOGRAPHIC = "typographic"
    ELIDED = "elided"
    ALTERED = "altered"
    ELSEWHERE = "elsewhere"
    NOT_FOUND = "not found"
    NO_TEXT = "no text"

    @property
    def is_faithful(self) -> bool:
        """Whether the quote is faithful: identical apart from typography and marked omissions."""
        return self in {State.EXACT, State.RECOGNIZED, State.TYPOGRAPHIC, State.ELIDED}

    @property
    def is_mismatch(self) -> bool:
        """Whether the quote does not match its source: altered, in another source, or not found."""
        return self in {State.ALTERED, State.ELSEWHERE, State.NOT_FOUND}


GLYPHS = {
    State.EXACT: "✓",
    State.RECOGNIZED: "✓",
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

    `parts` are the spans of the text that the quote consists of: one, or one for each part of a quote with elisions.
    `score` is the similarity of quote and text, from 0 to 1. `gap` is the text that an elision leaves out, `hidden` the
    words in it that change the sense, `inserted` the words that the quote adds in brackets. `warning` tells a reader
    about these, or that an end of the quote divides a word, or what just outside the quote turns its sense ("the gap
    hides “not”"). `source` is the id of the source in
    which the quote was found if that is not its own. `outside` tells that it stands outside the main text of a page.
    `version` is the hash of the earlier version that has the quote, if the present text does not: then there are no
    `parts`, the state is that in the earlier version, and the warning tells what the present text says.
    """

    state: State
    parts: tuple[Span, ...] = ()
    score: float = 0.0
    gap: str = ""
    warning: str = ""
    source: str = ""
    inserted: str = ""
    hidden: tuple[str, ...] = ()
    outside: bool = False
    version: str = ""

    @property
    def misquotes(self) -> bool:
        """Whether the quote does not match its source, or leaves out a negation."""
        return self.state.is_mismatch or any(map(denies, self.hidden))

    def passage(self, text: str) -> str:
        """Return the passage of `text` that was quoted, with "[…]" between the parts of a quote with elisions."""
        return " […] ".join(text[start:end] for start, end in self.parts)

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


class WordDifference(NamedTuple):
    """Words of a quote that differ from those of the passage; one of the two may be empty.

    `quote` and `text` are their spans in the quote and in the passage, in code points; `wording` are the words of the
    quote, `original` those of the source.
    """

    quote: Span
    text: Span
    wording: str
    original: str
    weight: Weight

    @property
    def is_case_only(self) -> bool:
        """Whether nothing but the case of letters differs."""
        return self.wording.casefold() == self.original.casefold()

    def __str__(self) -> str:
        if not self.original:
            return f"added “{self.wording}”"
        return f"{self.original} → {self.wording}" if self.wording else f"left out “{self.original}”"


class QuoteCheck(NamedTuple):
    """The result of a quote check: the state and position of the quote, the passage there, and the differing words."""

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
        """The differences and the warning, one line each; first "case only" if only the case of letters differs."""
        case_only = bool(self.differences) and all(each.is_case_only for each in self.differences)
        return (
            *(["case only"] if case_only else []),
            *map(str, self.differences),
            *filter(None, [self.anchor.warning]),
        )

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
