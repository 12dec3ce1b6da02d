"""What checking all quotes finds, and what no claim covers in a text: each as a summary with rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from factcheck.evidence.claims.coverage import PartKind
from factcheck.quotes import GLYPHS, QuoteCheck, State
from factcheck.text import quoted
from factcheck.workspace.draft_text import text_of_source
from factcheck.workspace.progress import CountingSequence, Progress
from factcheck.workspace.quote_comparison import remark
from factcheck.workspace.verified import verify_words
from factcheck.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A finding, and where to look at it: at an excerpt by its id, or at a passage of a source."""

    sign: str
    words: str
    about: str = ""
    is_alarm: bool = False
    excerpt_id: str = ""
    source_id: str = ""
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class TextReport:
    """What was found, in a sentence, and the findings, those to look at first."""

    summary: str
    rows: Sequence[ReportRow]


def verify_report(workspace: Workspace, progress: Progress) -> TextReport:
    """Check all quotes of a case against the texts of their sources; the worst stand first. This may take long.

    Raises StoppedError.
    """
    excerpts = CountingSequence(list(workspace.case.excerpts), progress)
    for _ in workspace.quote_checks.checks(excerpts):
        progress.check()
    case, found = workspace.case, workspace.verify()  # from what was found just now
    order = [*State]
    worst_first = sorted(found, key=lambda each: (not each[1].anchor.state.is_mismatch, -_rank(order, each[1])))
    rows = []
    for excerpt, check in worst_first:
        state = check.anchor.state
        refs = f"{excerpt.ref} · {case.claims[excerpt.claim].ref} · {case.sources[excerpt.source].ref}"
        what = remark(check, lambda source_id: case.sources[source_id].ref)
        words = f"{refs} {state}{f': {what}' if what else ''}"
        rows.append(ReportRow(GLYPHS[state], words, quoted(excerpt.quote), state.is_mismatch, excerpt_id=excerpt.id))
    return TextReport(verify_words(found), rows)


def _rank(order: Sequence[State], check: QuoteCheck) -> int:
    return -1 if check.anchor.state is State.NO_TEXT else order.index(check.anchor.state)


def coverage_report(workspace: Workspace, source_id: str, progress: Progress) -> TextReport:
    """Return what of a text no claim covers, sentence by sentence. This takes long for a large text.

    Raises InvalidError if the source has no text, UnreadableError, StoppedError.
    """
    extraction = text_of_source(workspace.documents, source_id, progress)
    covered = extraction.coverage()
    rows = [
        ReportRow("○", part.text, part.place, source_id=source_id, start=part.start, end=part.end)
        if part.kind is PartKind.SENTENCE
        else ReportRow(" ", f"{part.kind} {part.text}", source_id=source_id, start=part.start, end=part.end)
        for part in covered.open
    ]
    text = extraction.document.text
    unjudged = [
        ReportRow(
            "·",
            unit.words(text),
            f"{unit.kind}, not judged checkable",
            source_id=source_id,
            start=unit.start,
            end=unit.end,
        )
        for unit in covered.unjudged
    ]
    return TextReport(f"{extraction.name}: {covered.line}", [*rows, *unjudged])
