"""What a judge is, and what it says of a passage."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from factcheck.case.records import Stance
from factcheck.errors import FactcheckError
from factcheck.evidence import Text


class JudgingError(FactcheckError):
    """A judge could not be asked, or gave no answer: one line that says which and why."""


@dataclass(frozen=True, slots=True)
class Opinion:
    """What a judge makes of one passage: a stance, or none; `why` in words, and `by` whom.

    `marks` are the stretches of the passage that it rests on, in code points.
    """

    stance: Stance | None
    why: str
    by: str
    marks: tuple[tuple[int, int], ...] = ()

    @property
    def words(self) -> str:
        """What is suggested, why, and by whom, on one line: "contradicts – differs: 238 / 225 (the rules)"."""
        return f"{self.stance or 'nothing'} – {self.why} ({self.by})"


def never_cancelled() -> bool:
    """Cancel nothing."""
    return False


class Judge(Protocol):
    """One who can be asked."""

    @property
    def name(self) -> str:
        """Who judges, as people are told."""

    @property
    def at_once(self) -> int:
        """How many passages are best given at a time."""

    @property
    def time_limit(self) -> float:
        """Seconds after which a call is given up, however slowly the answer arrives; 0 where nothing is waited for."""

    @property
    def consent(self) -> str:
        """What a person must agree to before this judge is asked; empty where there is nothing."""

    def agree(self) -> None:
        """Keep that a person agreed. Raises JudgingError where that could not be kept."""

    def judge(
        self, claim: Text, passages: Sequence[Text], cancelled: Callable[[], bool] = never_cancelled
    ) -> list[Opinion]:
        """Return an opinion on each passage, in their order. Raises JudgingError."""
