"""Corrections: what must change in a draft, one line each, as plain text."""

from __future__ import annotations

from collections.abc import Iterator
from types import MappingProxyType

from factcheck.exports import BUILT_IN, ExportFormat
from factcheck.exports.draft.notes import DRAFT_OPTION, WITH, DraftNote, Evidence, corrections_of, draft_of, lint_draft
from factcheck.exports.draft.records import MarkedDraft
from factcheck.exports.lint import LintIssue, lint_rationales
from factcheck.exports.selection import Selection
from factcheck.text import quoted, visible_line

_ABOUT_WITH = "refuted: claims that sources refute (the default); conflicting: also those on which they disagree"


class Corrections(ExportFormat):
    """Writes a line for each claim of a draft that the sources refute."""

    suffix, about = BUILT_IN["corrections"][:2]
    options = MappingProxyType({**DRAFT_OPTION, "with": _ABOUT_WITH})
    choices = MappingProxyType({"with": WITH})

    def write(self, selection: Selection) -> Iterator[str]:
        """Yield a title, and a line for each correction. Raises as `selection.draft` does."""
        draft = draft_of(selection)
        found = corrections_of(selection, draft)
        yield f"Corrections to {title_of(draft)}: {len(found)}\n\n"
        for number, note in enumerate(found, 1):
            yield f"{number}. {_line(draft, note)}\n"

    def lint(self, selection: Selection) -> Iterator[LintIssue]:
        """Yield what does not go to the author, and verdicts against a claim without a rationale."""
        yield from lint_draft(selection)
        yield from lint_rationales(selection)


def title_of(draft: MarkedDraft) -> str:
    """Return the title of a draft on one line."""
    return visible_line(draft.source.title or draft.source.file or draft.source.ref)


def passage_of(draft: MarkedDraft, note: DraftNote) -> str:
    """Return what a draft says in the passage of a note, on one line, in quotation marks."""
    return quoted(visible_line(" ".join(draft.text[note.start : note.end].split())))


def _line(draft: MarkedDraft, note: DraftNote) -> str:
    """Return where, what it says, what the sources say, the source."""
    says = "; ".join(map(_source, note.evidence)) or "no excerpt is filed"
    claim = f", that is: {visible_line(note.claim)}" if note.claim else ""
    reason = visible_line(" ".join(note.reason.split()))
    why = f". {reason}" if reason else ""
    return f"{note.place}: {passage_of(draft, note)}{claim} → sources: {says}{why} [{note.ref}]"


def _source(evidence: Evidence) -> str:
    return f"{quoted(evidence.quote)} ({', '.join(filter(None, (evidence.source, evidence.url)))})"
