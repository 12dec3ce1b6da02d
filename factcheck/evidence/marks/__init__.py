"""Points at words of a claim that no source has, or that a source has otherwise: reasons to look, never verdicts.

What is looked at: figures and names (`absent`), quotations and their speakers (`quotations`), words of closed classes
beside the same words (`substitution`), lists (`lists`), and figures that differ (`factcheck.evidence.figures`).
`assessment` puts them together.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from functools import cached_property
from typing import TypeAlias

from factcheck.evidence import Text
from factcheck.evidence.marks.facts import SourceFacts
from factcheck.evidence.search.tokens import Tokenizer

_EMPTY_LINES = re.compile(r"\n\s*\n")


class MarkKind(StrEnum):
    """What is said of the marked words."""

    MISQUOTED = "misquoted"
    DIFFERS = "differs"
    UNMENTIONED = "unmentioned"
    WORD = "word"


class Rank(IntEnum):
    """The order of the marks of a claim: the surest come first, and hide others that overlap them.

    An exchange is a quotation that is given to another speaker, or values that have changed places.
    """

    QUOTATION = 0
    EXCHANGE = 1
    DIFFERENCE = 2
    FIGURE = 3
    NAME = 4
    WORD = 5


@dataclass(frozen=True, slots=True)
class Mark:
    """Words of a claim, from `start` to `end` in code points, and what sources have there.

    `source` is the ref of the source that says otherwise, "" if none has them. `says` is what it says, or what was
    looked at. `reason` is why a checker waived it, or "".
    """

    text: str
    start: int
    end: int
    kind: MarkKind
    source: str
    says: str
    rank: Rank
    reason: str = ""

    @property
    def line(self) -> str:
        """The mark in words: "in none of 5 sources: April 14", "S2: nephew, not son"."""
        return f"{self.source}: {self.says}" if self.source else f"{self.says}: {self.text}"

    @property
    def name(self) -> str:
        """What identifies the mark in a waiver, while the claim says the same: its kind and its words."""
        return f"{self.kind} {' '.join(self.text.replace(':', ' ').split())}"

    def to_object(self) -> dict[str, object]:
        """Return plain JSON values."""
        return {
            "text": self.text,
            "start": self.start,
            "end": self.end,
            "kind": self.kind.value,
            "source": self.source,
            "says": self.says,
        }


@dataclass(frozen=True, slots=True)
class NearPassage:
    """One of the best passages of a source for a claim, with the text before and after it, and its score."""

    text: str
    before: str
    after: str
    score: float


@dataclass(frozen=True)
class NearSource:
    """A source that was looked at for a claim: its ref, language, date and title, and its best passages.

    `read_facts` returns its facts, when they are first asked for. `near`: among many sources, its best passage is
    nearly as good as the best of all.
    """

    ref: str
    language: str
    dated: str
    read_facts: Callable[[], SourceFacts]
    passages: tuple[NearPassage, ...]
    title: str = ""
    near: bool = True

    @cached_property
    def facts(self) -> SourceFacts:
        """What the source has at all."""
        return self.read_facts()

    @property
    def score(self) -> float:
        """The score of its best passage; 0 if it has none."""
        return max((passage.score for passage in self.passages), default=0.0)

    def texts(self) -> list[Text]:
        """Return its passages as texts to be compared."""
        head = f"{self.title}. "
        language = self.language or "en"
        return [Text(each.text, self.dated, head + each.before, language) for each in self.passages]


@dataclass(frozen=True, slots=True)
class QuoteWindow:
    """A part of a source in which a quotation may stand; `paragraph` is the number of the one that it begins in."""

    ref: str
    text: str
    paragraph: int
    language: str = ""

    def place(self, position: int) -> str:
        """Return where a position of the text is: "¶9"."""
        return f"¶{self.paragraph + paragraphs_before(self.text, position)}"


Windows: TypeAlias = Callable[[str], Iterable[QuoteWindow]]
"""Returns the parts of all sources in which a quotation may stand, the likeliest first."""


def paragraphs_before(text: str, position: int) -> int:
    """Return how many paragraphs of a text end before a position."""
    return len(_EMPTY_LINES.findall(text, 0, position))


class ClaimWords:
    """A claim with what several checks ask of it."""

    def __init__(self, claim: Text) -> None:
        """Read `claim`."""
        self.claim = claim
        self.text = claim.text
        self.tokenizer = Tokenizer(claim.language)

    @cached_property
    def stems(self) -> frozenset[str]:
        """The stems of all content words."""
        return frozenset(self.tokenizer.terms(self.text))


def looked_at(sources: Sequence[NearSource]) -> str:
    """Return in words what was looked at: "in none of 5 sources", "not in S1"."""
    if len(sources) == 1:
        return f"not in {sources[0].ref}"
    return f"in none of {len(sources)} sources"


def overlaps(start: int, end: int, spans: Iterable[tuple[int, int]]) -> bool:
    """Tell whether a span shares a character with one of `spans`."""
    return any(start < other_end and other_start < end for other_start, other_end in spans)
