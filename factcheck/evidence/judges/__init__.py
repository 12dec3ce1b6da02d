"""Judges suggest a stance for a passage: by rules, by a model on this machine, or by a model behind an endpoint.

Each suggestion has a reason and the name of its judge. A person decides; the confidence of a model is never shown. Ask
judges in a worker, with a progress bar and a way to cancel:

    for judge in judges(settings):
        if judge.consent and not asked_the_person(judge.consent):   # then judge.agree(), once for each host
            continue
        for opinion in opinions(judge, claim, passages, progress=bar.show, cancelled=lambda: worker.is_cancelled):
            ...

`opinions` yields one opinion for each passage, in their order, and fewer if it is cancelled. Errors are raised as
JudgingError with one line; the opinions before it are valid.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from factcheck.evidence import Text
from factcheck.evidence.judges.endpoint import EndpointJudge
from factcheck.evidence.judges.judge import Judge, JudgingError, Opinion, RulesJudge, never_cancelled
from factcheck.evidence.judges.nli import ModelJudge

if TYPE_CHECKING:
    from factcheck.settings import Settings

__all__ = ["Judge", "JudgingError", "Opinion", "judges", "limit_words", "opinions"]


def no_progress(_done: int, _total: int) -> None:
    """Show no progress."""


def limit_words(judges: Iterable[Judge]) -> str:
    """Return the longest time limit of some judges ("at most 120 s an answer"), "" if none has one."""
    limit = max((judge.time_limit for judge in judges), default=0)
    return f"at most {limit:g} s an answer" if limit else ""


def judges(settings: Settings) -> list[Judge]:
    """Return the judges that are available: the rules, and those that the settings name."""
    options = settings.judge
    available: list[Judge] = [RulesJudge()]
    if folder := options.get("nli"):
        available.append(ModelJudge(Path(folder).expanduser()))
    if endpoint := options.get("endpoint"):
        available.append(EndpointJudge(endpoint, options.get("model", ""), options.get("key", "")))
    return available


def opinions(
    judge: Judge,
    claim: Text,
    passages: Sequence[Text],
    *,
    progress: Callable[[int, int], object] = no_progress,
    cancelled: Callable[[], bool] = never_cancelled,
) -> Iterator[Opinion]:
    """Yield a judge's opinions on passages, in their order, as they come, until it is `cancelled`.

    `progress` is called with the number of opinions so far, and the total. Raises JudgingError.
    """
    for start in range(0, len(passages), judge.at_once):
        if cancelled():
            return
        try:
            given = judge.judge(claim, passages[start : start + judge.at_once], cancelled)
        except JudgingError:
            if cancelled():
                return
            raise
        yield from given
        progress(start + len(given), len(passages))
