"""A draft with the states of its sentences, as exports of drafts are given it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from factcheck.case.records import Claim, Entry, Source


@dataclass(frozen=True, slots=True)
class MarkedSentence:
    """A sentence or line, from `start` to `end` of the text, in code points.

    `state` is what was done about it in words, `sign` the sign of that; `place` is its position in words. `claims` are
    the claims that cover it, `notes` the open notes on it or on these. `is_title` tells a headline, `is_checkable` a
    statement.
    """

    number: int
    start: int
    end: int
    place: str
    state: str
    sign: str
    claims: Sequence[Claim]
    notes: Sequence[Entry]
    is_title: bool
    is_checkable: bool


@dataclass(frozen=True, slots=True)
class MarkedDraft:
    """The text of a draft; joined, its sentences are the text.

    `open_parts` are the spans of figures, names and quotations that nobody looked at; `line` says how much was looked
    at. `places` has the passages from which claims were made, by their ids. `data` are the bytes of the document, None
    if they are not there, and `media_type` is its type; `original` tells that it is the text before tracked changes.
    """

    source: Source
    text: str
    sentences: Sequence[MarkedSentence]
    open_parts: Sequence[tuple[int, int]]
    line: str
    entries: Sequence[Entry]
    places: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    data: bytes | None = None
    media_type: str = ""
    original: bool = False

    def place_of(self, claim: Claim) -> tuple[int, int, MarkedSentence] | None:
        """Return the passage of a claim and its sentence: from where it was made, else the first that it covers.

        A claim of another draft has a place only where no claim was made from this one.
        """
        if claim.id in self.places:
            start, end = self.places[claim.id]
            for sentence in self.sentences:
                if sentence.start <= start < sentence.end:
                    return start, end, sentence
        for sentence in self.sentences:
            if any(other.id == claim.id for other in sentence.claims):
                if claim.draft and any(other.draft == self.source.id for other in sentence.claims):
                    return None
                return sentence.start, sentence.end, sentence
        return None
