"""What the judges of the settings say about passages that `factcheck suggest --judge` shows."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

import click

from factcheck.case.records import Claim
from factcheck.cli.output import narrate
from factcheck.cli.parameters import can_ask
from factcheck.cli.progress import ProgressLine, interruptible, progress
from factcheck.evidence.comparison import claim_text
from factcheck.evidence.judges import Judge, JudgingError, Opinion, judges, limit_words, opinions
from factcheck.settings import Settings
from factcheck.workspace.search import EvidenceSearch, Suggestion

Shown: TypeAlias = Sequence[tuple[Claim, Sequence[tuple[int, Suggestion]]]]
Opinions: TypeAlias = Mapping[tuple[str, int], Sequence[Opinion]]
"""Opinions about passages, by the claim's id and the passage's number."""


def ask_judges(settings: Settings, search: EvidenceSearch, shown: Shown, *, agreed: bool) -> Opinions:
    """Return what the judges of the settings say about the passages shown.

    With `agreed` nobody is asked for consent. A judge that fails is reported in one line and not asked again; ctrl+c
    stops, and the opinions so far are returned.
    """
    found: dict[tuple[str, int], list[Opinion]] = {}
    asked = [judge for judge in judges(settings) if _may_ask(judge, agreed=agreed)]
    total = len(asked) * sum(len(numbered) for _, numbered in shown)
    with interruptible() as stopped, progress(total) as bar:
        for judge in asked:
            try:
                _ask(judge, search, shown, found, bar, stopped)
            except JudgingError as error:
                bar.tell(f"factcheck: {error}")
        if stopped():
            bar.tell("Stopped; the suggestions so far are shown")
    return found


def _may_ask(judge: Judge, *, agreed: bool) -> bool:
    """Return whether a judge may be asked; if it needs consent, the user is asked, and the answer is stored."""
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


def _consents(judge: Judge) -> bool:
    if not can_ask():
        narrate(f"factcheck: {judge.name} needs consent first (--yes): {judge.consent}")
        return False
    try:
        if click.confirm(f"{judge.consent} Send them?", err=True):
            return True
    except click.Abort:
        narrate("")
    narrate(f"Nothing is sent; {judge.name} is not asked")
    return False


def _ask(
    judge: Judge,
    search: EvidenceSearch,
    shown: Shown,
    found: dict[tuple[str, int], list[Opinion]],
    bar: ProgressLine,
    stopped: Callable[[], bool],
) -> None:
    if limit := limit_words([judge]):
        bar.tell(f"Asking {judge.name}, {limit}; ctrl+c stops")
    bar.begin(judge.name)
    for claim, numbered in shown:
        passages = [search.as_text(suggestion) for _, suggestion in numbered]
        said = opinions(judge, claim_text(claim), passages, cancelled=stopped)
        for (number, _), opinion in zip(numbered, said, strict=False):
            found.setdefault((claim.id, number), []).append(opinion)
            bar.advance()
