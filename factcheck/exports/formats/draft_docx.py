"""DOCX: a draft with real comments, which its author reads in a word processor.

A draft that is a Word document is annotated in its own file, of which nothing else is changed; any other text becomes a
fresh document. Tracked changes and the comments of others stay as they are.
"""

from __future__ import annotations

from collections.abc import Iterator

from factcheck.errors import UnreadableError
from factcheck.exports import BUILT_IN, ExportFormat
from factcheck.exports.draft.notes import CHOICES, OPTIONS, draft_of, lint_draft, shown_notes
from factcheck.exports.draft.passages import is_title, paragraphs
from factcheck.exports.lint import LintIssue, lint_rationales
from factcheck.exports.selection import Selection
from factcheck.text import visible_line

_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class DraftDocx(ExportFormat):
    """Writes a draft as a Word document with comments."""

    suffix, about = BUILT_IN["draft-docx"][:2]
    options, choices = OPTIONS, CHOICES

    def write(self, selection: Selection) -> Iterator[bytes]:
        """Yield the document. Raises UnreadableError if that of the draft is damaged, and as `selection.draft` does."""
        from factcheck.exports.draft.annotator import Comment
        from factcheck.exports.draft.docx import commented, fresh

        draft = draft_of(selection)
        data = draft.data if draft.media_type == _DOCX else None
        if data is None:
            data = fresh((draft.text[slice(*span)], is_title(sentences)) for span, sentences in paragraphs(draft))
        comments = [
            Comment(note.start, note.end, note.by, note.at, [*note.paragraphs, f"({note.ref})"])
            for note in shown_notes(selection, draft)
        ]
        try:
            yield commented(data, draft.text, comments, original=draft.original)
        except UnreadableError as error:
            raise UnreadableError(f"{visible_line(draft.source.ref)}: its document {error}") from error

    def lint(self, selection: Selection) -> Iterator[LintIssue]:
        """Yield what does not go to the author, and verdicts against a claim without a rationale."""
        yield from lint_draft(selection)
        yield from lint_rationales(selection)

    def outline(self, selection: Selection) -> Iterator[str]:
        """Yield the comments, for the preview."""
        draft = draft_of(selection)
        for note in shown_notes(selection, draft):
            yield f"{note.number}. {note.place}: {' · '.join(map(visible_line, note.paragraphs))}"
