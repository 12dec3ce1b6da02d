"""Queries: the open notes to the author of a draft, as plain text to be answered."""

from __future__ import annotations

from collections.abc import Iterator
from types import MappingProxyType

from factcheck.exports import BUILT_IN, ExportFormat
from factcheck.exports.draft.notes import DRAFT_OPTION, draft_of, lint_draft, queries_of
from factcheck.exports.formats.corrections import passage_of, title_of
from factcheck.exports.lint import LintIssue
from factcheck.exports.selection import Selection
from factcheck.text import visible_line


class Queries(ExportFormat):
    """Writes the open queries to the author of a draft."""

    suffix, about = BUILT_IN["queries"][:2]
    options = MappingProxyType(DRAFT_OPTION)

    def write(self, selection: Selection) -> Iterator[str]:
        """Yield a title, and each query with its passage. Raises as `selection.draft` does."""
        draft = draft_of(selection)
        found = queries_of(selection, draft)
        yield f"Queries on {title_of(draft)}: {len(found)}\n"
        for number, note in enumerate(found, 1):
            where = f"{note.place}: {passage_of(draft, note)}" if note.place else "the whole text"
            question = "\n   ".join(map(visible_line, note.reason.splitlines()))
            yield f"\n{number}. {where}\n   {question}\n   ({note.ref}, {visible_line(note.by)})\n   Answer:\n"

    def lint(self, selection: Selection) -> Iterator[LintIssue]:
        """Yield the notes that do not go to the author."""
        yield from (issue for issue in lint_draft(selection) if issue.field == "notes")
