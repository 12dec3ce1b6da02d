"""The interface of a judge and its opinions, and the judge that compares figures by rules."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from factcheck.case.records import Stance
from factcheck.errors import FactcheckError
from factcheck.evidence import Relation, Text
from factcheck.evidence.assessment import Assessment, SuggestionKind, assess


class JudgingError(FactcheckError):
    """A judge could not be asked, or gave no answer; the message says in one line which judge and why."""


@dataclass(frozen=True, slots=True)
class Opinion:
    """A judge's opinion on one passage: a stance or none, `why` in words, and `by` whom.

    `marks` are the spans of the passage that it is based on, in code points.
    """

    stance: Stance | None
    why: str
    by: str
    marks: tuple[tuple[int, int], ...] = ()

    @property
    def words(self) -> str:
        """The opinion in one line: "contradicts – differs: 238 / 225 (the rules)"."""
        return f"{self.stance or 'nothing'} – {self.why} ({self.by})"


def never_cancelled() -> bool:
    """Return False."""
    return False


class Judge(Protocol):
    """Gives opinions on passages."""

    @property
    def name(self) -> str:
        """The name of the judge, for people."""

    @property
    def at_once(self) -> int:
        """The best number of passages for one call."""

    @property
    def time_limit(self) -> float:
        """Seconds after which a call is aborted, even if the answer is still arriving; 0 for no limit."""

    @property
    def consent(self) -> str:
        """What a person must agree to before this judge is asked; empty if there is nothing to agree to."""

    def agree(self) -> None:
        """Record that a person agreed. Raises JudgingError if that could not be saved."""

    def judge(
        self, claim: Text, passages: Sequence[Text], cancelled: Callable[[], bool] = never_cancelled
    ) -> list[Opinion]:
        """Return an opinion on each passage, in their order. Raises JudgingError."""


_AGREEING = {Relation.SAME, Relation.WITHIN}


class RulesJudge:
    """Compares figures; suggests a stance only if the preconditions of the comparison hold, as for few passages."""

    name = "the rules"
    at_once = 64
    time_limit = 0.0
    consent = ""

    def agree(self) -> None:
        """Do nothing: there is nothing to agree to."""

    def judge(
        self, claim: Text, passages: Sequence[Text], cancelled: Callable[[], bool] = never_cancelled
    ) -> list[Opinion]:
        """Return an opinion on each passage, in their order."""
        return [self._opinion(assess(claim, passage)) for passage in passages]

    def _opinion(self, assessment: Assessment) -> Opinion:
        lines = assessment.lines
        if assessment.suggestion is None:
            return Opinion(None, "; ".join(lines) or "no figures that could be compared", self.name)
        contradicts = assessment.suggestion is SuggestionKind.CONTRADICTS
        relations = {Relation.DIFFERS} if contradicts else _AGREEING
        marks = [mark for mark in assessment.marks if mark.relation in relations]
        if not contradicts:
            lines = [f"same figures: {', '.join(dict.fromkeys(map(str, marks)))}", *lines]
        spans = tuple(dict.fromkeys((mark.excerpt.start, mark.excerpt.end) for mark in marks))
        return Opinion(Stance.CONTRADICTS if contradicts else None, "; ".join(lines), self.name, spans)
