"""Judges: what may be suggested of a passage for a claim, by rules, by a model on this machine, or by one elsewhere.

What a judge says is a suggestion with a reason and a name to it. A person decides; how sure a model is of itself is
never shown. Ask in a worker, with a bar and a way out:

    for judge in judges(settings):
        if judge.consent and not asked_the_person(judge.consent):   # then judge.agree(), once for each host
            continue
        for opinion in opinions(judge, claim, passages, progress=bar.show, cancelled=lambda: worker.is_cancelled):
            ...

`opinions` yields one opinion for each passage, in their order; fewer if it was cancelled. What goes wrong is a
JudgingError, one line, and what was said before it counts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from factcheck.case.records import Stance
from factcheck.errors import FactcheckError
from factcheck.evidence import Text

if TYPE_CHECKING:
    from factcheck.settings import Settings

__all__ = ["Judge", "JudgingError", "Opinion", "judges", "limit_words", "opinions"]


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


def never() -> bool:
    """Cancel nothing."""
    return False


def unseen(_done: int, _total: int) -> None:
    """Show no progress."""


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

    def judge(self, claim: Text, passages: Sequence[Text], cancelled: Callable[[], bool] = never) -> list[Opinion]:
        """Return an opinion on each passage, in their order. Raises JudgingError."""


def limit_words(judges: Iterable[Judge]) -> str:
    """Return the longest that an answer of `judges` may take: "at most 120 s an answer"; "" where nobody waits."""
    limit = max((judge.time_limit for judge in judges), default=0)
    return f"at most {limit:g} s an answer" if limit else ""


def judges(settings: Settings) -> list[Judge]:
    """Return the judges that the user has: the rules, always, and what the settings name."""
    from factcheck.evidence.judges.rules import Rules

    named, found = settings.judge, list[Judge]([Rules()])
    if folder := named.get("nli"):
        from factcheck.evidence.judges.nli import ModelJudge

        found.append(ModelJudge(Path(folder).expanduser()))
    if endpoint := named.get("endpoint"):
        from factcheck.evidence.judges.endpoint import EndpointJudge

        found.append(EndpointJudge(endpoint, named.get("model", ""), named.get("key", "")))
    return found


def opinions(
    judge: Judge,
    claim: Text,
    passages: Sequence[Text],
    *,
    progress: Callable[[int, int], object] = unseen,
    cancelled: Callable[[], bool] = never,
) -> Iterator[Opinion]:
    """Yield a judge's opinions on passages, in their order, as they come; no more once it is `cancelled`.

    `progress` is told how many are done, and of how many. Raises JudgingError.
    """
    for start in range(0, len(passages), judge.at_once):
        if cancelled():
            return
        try:
            found = judge.judge(claim, passages[start : start + judge.at_once], cancelled)
        except JudgingError:
            if cancelled():
                return
            raise
        yield from found
        progress(start + len(found), len(passages))
