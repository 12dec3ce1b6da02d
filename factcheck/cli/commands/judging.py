"""`suggest --judge`: what judges make of passages. Before anything leaves this machine, who sits at it is asked."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, TypeAlias

import click

from factcheck.cli.output import narrate
from factcheck.cli.progress import Progress, at_a_terminal, interruptible, progress
from factcheck.evidence.comparison import claim_text
from factcheck.evidence.judges import Judge, JudgingError, Opinion, judges, limit_words, opinions

if TYPE_CHECKING:
    from factcheck.case.records import Claim
    from factcheck.settings import Settings
    from factcheck.workspace.search import EvidenceSearch, Suggestion

Shown: TypeAlias = "Sequence[tuple[Claim, Sequence[tuple[int, Suggestion]]]]"
Opinions: TypeAlias = Mapping[tuple[str, int], Sequence[Opinion]]
"""What was said of passages, by the claim's id and the passage's number."""


def judged(settings: Settings, finding: EvidenceSearch, shown: Shown, *, agreed: bool) -> Opinions:
    """Return what the judges of the settings make of what is shown; `agreed` where nobody needs to be asked.

    A judge that has no answer is told of in one line, and asked no more; ctrl+c ends it, and what was said is kept.
    """
    found: dict[tuple[str, int], list[Opinion]] = {}
    asked = [judge for judge in judges(settings) if _may_ask(judge, agreed=agreed)]
    total = len(asked) * sum(len(numbered) for _, numbered in shown)
    with interruptible() as stopped, progress(total) as bar:
        for judge in asked:
            try:
                _ask(judge, finding, shown, found, bar, stopped)
            except JudgingError as error:
                bar.tell(f"factcheck: {error}")
        if stopped():
            bar.tell("stopped; what was said so far is shown")
    return found


def _may_ask(judge: Judge, *, agreed: bool) -> bool:
    """Tell whether a judge may be asked; where that takes consent, it is asked for, and kept."""
    if not judge.consent:
        return True
    if not agreed and not _consents(judge):
        return False
    try:
        judge.agree()
    except JudgingError as error:
        narrate(f"factcheck: {error}")
        return False
    return True


def can_answer() -> bool:
    """Return whether a person sits there who sees a question and can answer it."""
    return sys.stdin.isatty() and at_a_terminal()


def _consents(judge: Judge) -> bool:
    if not can_answer():
        narrate(f"factcheck: {judge.name} is not asked before somebody agrees (--yes): {judge.consent}")
        return False
    try:
        if click.confirm(f"{judge.consent} Send them?", err=True):
            return True
    except click.Abort:
        narrate("")
    narrate(f"nothing is sent; {judge.name} is not asked")
    return False


def _ask(
    judge: Judge,
    finding: EvidenceSearch,
    shown: Shown,
    found: dict[tuple[str, int], list[Opinion]],
    bar: Progress,
    stopped: Callable[[], bool],
) -> None:
    if limit := limit_words([judge]):
        bar.tell(f"asking {judge.name}, {limit}; ctrl+c stops")
    bar.begin(judge.name)
    for claim, numbered in shown:
        passages = [finding.as_text(suggestion) for _, suggestion in numbered]
        said = opinions(judge, claim_text(claim), passages, cancelled=stopped)
        for (number, _), opinion in zip(numbered, said, strict=False):
            found.setdefault((claim.id, number), []).append(opinion)
            bar.advance()
