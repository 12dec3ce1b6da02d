"""Markdown: a draft with a footnote for each claim that was decided and each query."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from factcheck.exports import BUILT_IN, ExportFormat
from factcheck.exports.draft.notes import CHOICES, OPTIONS, DraftNote, draft_of, lint_draft, shown_notes
from factcheck.exports.draft.passages import Span, is_title, paragraphs, pieces
from factcheck.exports.draft.records import MarkedDraft
from factcheck.exports.lint import LintIssue, lint_rationales
from factcheck.exports.report.markdown_filters import address, escape
from factcheck.exports.selection import Selection
from factcheck.text import quoted


class DraftMarkdown(ExportFormat):
    """Writes a draft in Markdown, with footnotes."""

    suffix, about = BUILT_IN["draft-markdown"][:2]
    options, choices = OPTIONS, CHOICES

    def write(self, selection: Selection) -> Iterator[str]:
        """Yield the text, then the footnotes. Raises as `selection.draft` does."""
        draft = draft_of(selection)
        notes = shown_notes(selection, draft)
        for span, sentences in paragraphs(draft):
            inside = [note for note in notes if span[0] < note.end <= span[1]]
            yield f"{'## ' * is_title(sentences)}{_marked(draft, span, inside)}\n\n"
        general = [note for note in notes if not note.end]
        if general:
            yield " ".join(f"[^{note.number}]" for note in general) + "\n\n"
        yield f"---\n\n{escape(draft.line)}\n"
        for note in notes:
            yield f"\n{_footnote(note)}\n"

    def lint(self, selection: Selection) -> Iterator[LintIssue]:
        """Yield what does not go to the author, and verdicts against a claim without a rationale."""
        yield from lint_draft(selection)
        yield from lint_rationales(selection)


def _marked(draft: MarkedDraft, span: Span, notes: Sequence[DraftNote]) -> str:
    """Return a paragraph with the marks of its footnotes, each behind the passage that it is on."""
    marks: dict[int, str] = {}
    for note in notes:
        marks[note.end] = f"{marks.get(note.end, '')}[^{note.number}]"
    written = ""
    for start, end in pieces(span, marks):
        written += f"{_escaped(draft.text[start:end], within=bool(written))}{marks.get(end, '')}"
    return written


def _escaped(text: str, *, within: bool) -> str:
    """Return a piece of a paragraph; one that stands `within` it may follow a footnote."""
    words = text.strip()
    before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :] if words else ""
    lines = "\\\n".join(escape(line.strip()) for line in words.split("\n"))
    guard = "\\" if within and not before and lines[:1] in {"(", ":"} else ""
    return f"{_space(before)}{guard}{lines}{_space(after)}"


def _space(text: str) -> str:
    return "\\\n" if "\n" in text else " " if text else ""


def _footnote(note: DraftNote) -> str:
    """Return a footnote: its further paragraphs are indented."""
    ref, by = escape(note.ref), escape(note.by)
    paragraphs = [f"**{escape(f'{note.sign} {note.head}')}** ({ref}, {by})"]
    paragraphs += [escape(line) for line in (note.claim, *note.reason.splitlines()) if line.strip()]
    for each in note.evidence:
        link = f" {address(each.url)}" if each.url else ""
        paragraphs.append(f"{escape(each.source)}: {escape(quoted(each.quote))}{link}")
    return f"[^{note.number}]: " + "\n\n    ".join(paragraphs)
