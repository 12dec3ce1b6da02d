"""HTML: a draft as a page with side notes, to read in any browser, print and send.

Each paragraph is a row of a grid, its text beside its notes. A sign and a number show the state of a sentence, never
colour alone. The page loads nothing and has no script.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape as _escape_html

from factcheck.case.scale import LabelKind
from factcheck.case.statistics import standing
from factcheck.exports import BUILT_IN, ExportFormat
from factcheck.exports.draft.notes import (
    CHOICES,
    OPTIONS,
    QUERY_SIGN,
    DraftNote,
    draft_of,
    lint_draft,
    shown_notes,
)
from factcheck.exports.draft.passages import Span, is_title, paragraphs, pieces
from factcheck.exports.draft.records import MarkedDraft, MarkedSentence
from factcheck.exports.lint import LintIssue, lint_rationales
from factcheck.exports.selection import Selection
from factcheck.text import quoted, visible

_CLASSES = {
    LabelKind.FOR: "for",
    LabelKind.AGAINST: "against",
    LabelKind.MIXED: "mixed",
    LabelKind.OPEN: "open",
    None: "query",
}
_UNSEEN = "not looked at"
_STYLE = """
:root { color-scheme: light; }
body { margin: 2rem auto; max-width: 62rem; padding: 0 1rem; font: 1rem/1.5 Georgia, serif; color: #1a1a1a;
  background: #fff; }
header, footer { font: 0.85rem/1.4 system-ui, sans-serif; color: #444; }
h1 { font-size: 1.5rem; margin: 0 0 0.3rem; color: #1a1a1a; }
h2 { font-size: 1.2rem; margin: 0; }
.row h1 { margin: 0; }
.row { display: grid; grid-template-columns: minmax(0, 1fr) 17rem; gap: 1.5rem; margin: 0 0 1rem; }
.row p { margin: 0; }
aside { font: 0.8rem/1.35 system-ui, sans-serif; }
.note { border-left: 3px solid #888; padding: 0 0 0 0.5rem; margin: 0 0 0.6rem; break-inside: avoid;
  overflow-wrap: anywhere; }
.note p { margin: 0 0 0.2rem; }
.note .quote { color: #333; }
.for { border-color: #1d7a3a; } .against { border-color: #b3261e; } .mixed { border-color: #9a6700; }
.open { border-color: #3b5bdb; } .query { border-color: #7b3fa0; }
sup { font: bold 0.7em system-ui, sans-serif; line-height: 0; }
sup a { color: inherit; text-decoration: none; }
.s { text-decoration: underline; text-decoration-thickness: 1px; text-underline-offset: 0.2em; }
.s.for { text-decoration-color: #1d7a3a; } .s.against { text-decoration: underline double #b3261e; }
.s.mixed { text-decoration: underline dashed #9a6700; } .s.open { text-decoration: underline dotted #3b5bdb; }
.aside, .plain { color: #555; }
u { text-decoration: underline dotted #888; }
a { color: #1a4f8b; }
@media print { body { margin: 0; max-width: none; padding: 0; font-size: 10.5pt; }
  .row { grid-template-columns: minmax(0, 1fr) 62mm; } h2 { break-after: avoid; } }
@media (max-width: 45rem) { .row { grid-template-columns: 1fr; } }
@page { size: A4; margin: 18mm 15mm; }
"""


class DraftHtml(ExportFormat):
    """Writes a draft as a page with side notes."""

    suffix, about = BUILT_IN["draft-html"][:2]
    options, choices = OPTIONS, CHOICES

    def write(self, selection: Selection) -> Iterator[str]:
        """Yield the page. Raises as `selection.draft` does."""
        draft = draft_of(selection)
        notes = shown_notes(selection, draft)
        title = escape(draft.source.title or draft.source.file or draft.source.ref)
        language = f' lang="{escape(draft.source.language)}"' if draft.source.language else ""
        yield (
            f'<!doctype html>\n<html{language}>\n<head>\n<meta charset="utf-8">\n<title>{title}</title>\n'
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
            f'<meta name="viewport" content="width=device-width">\n<style>{_STYLE}</style>\n</head>\n<body>\n'
        )
        page = _Page(selection, draft, notes)
        yield from _head(draft, "" if page.begins_with_title else title, notes)
        yield "<main>\n"
        for span, sentences in paragraphs(draft):
            selection.check()
            yield page.row(span, sentences)
        yield f"</main>\n{_legend(selection)}</body>\n</html>\n"

    def lint(self, selection: Selection) -> Iterator[LintIssue]:
        """Yield what does not go to the author, and verdicts against a claim without a rationale."""
        yield from lint_draft(selection)
        yield from lint_rationales(selection)


def escape(text: str) -> str:
    """Return text for HTML, with control characters made visible."""
    return _escape_html(visible(text))


def _head(draft: MarkedDraft, title: str, notes: Sequence[DraftNote]) -> Iterator[str]:
    """Yield who wrote and who checked the draft, and the notes on the whole; a title if its text has none."""
    about = " · ".join(map(escape, filter(None, (draft.source.author, draft.source.published))))
    checkers = ", ".join(sorted({note.by for note in notes if note.by}))
    last = max((note.at for note in notes), default="")[:10]
    checked = " · ".join(filter(None, (f"checked by {escape(checkers)}" if checkers else "", escape(last))))
    yield f"<header>\n{f'<h1>{title}</h1>' if title else ''}\n"
    for line in (about, checked, escape(f"looked at: {draft.line}")):
        yield f"<p>{line}</p>\n" if line else ""
    yield "</header>\n"
    general = [note for note in notes if not note.end]
    if general:
        yield f"<aside>{''.join(map(_note, general))}</aside>\n"


class _Page:
    """The rows of a page: paragraphs beside their notes."""

    def __init__(self, selection: Selection, draft: MarkedDraft, notes: Sequence[DraftNote]) -> None:
        self._case, self._draft, self._notes = selection.case, draft, notes
        self._labels = {label.id: label for label in selection.case.scale.labels}
        first = next(paragraphs(draft), ((0, 0), ()))
        self._title = first[0] if is_title(first[1]) else None

    @property
    def begins_with_title(self) -> bool:
        """Whether the text begins with a headline."""
        return self._title is not None

    def row(self, span: Span, sentences: Sequence[MarkedSentence]) -> str:
        """Return a paragraph with its notes."""
        notes = [note for note in self._notes if span[0] < note.end <= span[1]]
        words, at = "", span[0]
        for sentence in sentences:
            words += _lines(self._draft.text[at : sentence.start]) + self._sentence(sentence, notes)
            at = sentence.end
        words += _lines(self._draft.text[at : span[1]])
        tag = "h1" if span == self._title else "h2" if is_title(sentences) else "p"
        beside = f"<aside>{''.join(map(_note, notes))}</aside>" if notes else "<aside></aside>"
        return f'<div class="row"><{tag}>{words}</{tag}>{beside}</div>\n'

    def _sentence(self, sentence: MarkedSentence, notes: Sequence[DraftNote]) -> str:
        """Return a sentence with the numbers of its notes, its state, and what nobody looked at underlined."""
        span = sentence.start, sentence.end
        inside = [note for note in notes if span[0] < note.end <= span[1]]
        parts = [part for part in self._draft.open_parts if span[0] <= part[0] < span[1]]
        cuts = {note.end for note in inside} | {cut for part in parts for cut in part}
        words = ""
        for start, end in pieces(span, cuts):
            text = _lines(self._draft.text[start:end])
            words += f"<u>{text}</u>" if any(part[0] <= start and end <= part[1] for part in parts) else text
            words += "".join(
                f'<sup><a id="t{note.number}" href="#n{note.number}">{escape(note.sign)}{note.number}</a></sup>'
                for note in inside
                if note.end == end
            )
        sign = "" if inside or not sentence.sign or sentence.is_title else f"<sup>{escape(sentence.sign)}</sup>"
        return f'<span class="{self._class(sentence)}" title="{escape(sentence.state)}">{words}</span>{sign}'

    def _class(self, sentence: MarkedSentence) -> str:
        kinds = {
            self._labels[label].kind
            for claim in sentence.claims
            if (label := standing(self._case, claim.id).label) in self._labels and label is not None
        }
        if kinds:
            return f"s {_CLASSES[kinds.pop()] if len(kinds) == 1 else 'mixed'}"
        if sentence.state == "set aside":
            return "aside"
        return "unseen" if sentence.is_checkable else "plain"


def _lines(text: str) -> str:
    return escape(text).replace("\n", "<br>")


def _note(note: DraftNote) -> str:
    """Return a side note."""
    head = f'<a href="#t{note.number}">{note.number}</a> {escape(note.sign)} <b>{escape(note.head)}</b>'
    lines = [f"<p>{head} <small>{escape(note.ref)}, {escape(note.by)}</small></p>"]
    lines += [f"<p>{escape(line)}</p>" for line in (note.claim, *note.reason.splitlines()) if line.strip()]
    for each in note.evidence:
        source = f'<a href="{escape(each.url)}">{escape(each.source)}</a>' if each.url else escape(each.source)
        lines.append(f'<p class="quote">{source}: {escape(quoted(each.quote))}</p>')
    return f'<div class="note {_CLASSES[note.kind]}" id="n{note.number}">{"".join(lines)}</div>'


def _legend(selection: Selection) -> str:
    """Return what the signs mean."""
    labels = [f"{label.glyph} {label.name}" for label in selection.case.scale.labels]
    words = [*labels, f"{QUERY_SIGN} a query to the author", "… being checked", "· set aside", f"○ {_UNSEEN}"]
    lines = f"Dotted lines: figures, names and quotations {_UNSEEN}."
    return f"<footer><p>{escape('   '.join(words))}</p><p>{lines}</p></footer>\n"
