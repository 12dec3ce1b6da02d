"""Excerpts and found passages as lines: the text with figures marked, its source, and how it relates to the claim."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.content import Content

from factcheck.case.records import Claim, Excerpt, Role, Source
from factcheck.evidence import FigureKind, FigureMark, Relation, Signal, SignalKind, parts
from factcheck.quotes import GLYPHS, QuoteCheck, State, Weight
from factcheck.text import quote_marks, visible_line
from factcheck.tui.render.addresses import linked
from factcheck.tui.render.styles import AT_ODDS, DIFFER, MUTED, STANCE_STYLES, plain
from factcheck.workspace import parts as workspace_parts

if TYPE_CHECKING:
    from factcheck.evidence.assessment import Assessment

MARK_STYLES = {
    Relation.DIFFERS: AT_ODDS,
    Relation.UNEQUAL: "bold underline $text-warning",
    Relation.SAME: "underline $text-success",
    Relation.EQUAL: "underline $text-success",
    Relation.WITHIN: "underline $text-primary",
}
ALTERED_STYLES = {
    Weight.FIGURE: "bold reverse $text-error",
    Weight.NEGATION: "bold reverse $text-error",
    Weight.WORDS: "bold underline $text-error",
    Weight.SIGNS: "bold underline $text-error",
}
_STRONG = {SignalKind.OPPOSITE, SignalKind.NEGATION}
_WORDS_SHOWN = 60
_SHORT_TITLE = 16
"""Cells that the ref and the title of a source have at least beside what differs."""


def excerpt_lines(
    claim: Claim,
    excerpt: Excerpt,
    source: Source,
    width: int,
    check: QuoteCheck | None = None,
    ref_of: Callable[[str], str] = str,
    assessment: Assessment | None = None,
    beside: Sequence[str] = (),
) -> list[Content]:
    """Return an excerpt as lines: the quote with figures highlighted, differences, source, note.

    `check` is the check of the quote and `assessment` how it compares with the claim, if known; `ref_of` returns
    the ref of a source by its id. `beside` is what else is to be said of the source and of the excerpt, a line each.
    """
    shown = plain(excerpt.quote)
    marks = assessment.marks if assessment else ()
    bar = Content.styled("▌", STANCE_STYLES[excerpt.stance])
    opens, closes = quote_marks(shown)
    quote = marked(Content(f"{opens}{shown}{closes}"), marks, len(opens))
    if check is not None and shown == excerpt.quote:
        for altered in check.differences:
            quote = quote.stylize(
                ALTERED_STYLES[altered.weight], altered.quote[0] + len(opens), altered.quote[1] + len(opens)
            )
    lines = [Content.assemble(" ", bar, line, strip_control_codes=False) for line in quote.wrap(max(width - 3, 1))]
    said, alarm = _check_words(check, ref_of)
    reasons = list(reason_lines(assessment)) if assessment else []
    lines += source_line(source, excerpt, width, said, reasons)
    below = [alarm] if alarm else []
    below += [Content.styled(visible_line(words), MUTED) for words in beside if words]
    if excerpt.note:
        below.append(Content.styled(plain(excerpt.note), f"italic {MUTED}"))
    if assessment and (beside := beside_words(assessment)):
        below.append(Content.styled(beside, MUTED))
    for content in below:
        lines += [Content.assemble("  ", line) for line in content.wrap(max(width - 3, 1))]
    return lines


def marked(text: Content, marks: Iterable[FigureMark], shift: int) -> Content:
    """Return a text with its compared figures highlighted; `shift` is the offset of the passage in the text."""
    for mark in marks:
        text = text.stylize(MARK_STYLES[mark.relation], mark.excerpt.start + shift, mark.excerpt.end + shift)
    return text


def reason_lines(assessment: Assessment) -> Iterator[Content]:
    """Yield the reasons for an assessment as lines, differences first."""
    yield from _difference(assessment.marks)
    for mark in assessment.marks:
        if mark.relation is Relation.UNEQUAL:
            yield Content.styled(
                visible_line(f"▲ {mark.relation}: {mark.claim.text} / {parts.derivations(mark)}"), "$text-warning"
            )
        elif mark.relation is Relation.EQUAL:
            yield Content.styled(visible_line(f"= {mark.relation}: {parts.derivations(mark)}"), "$text-success")
    for signal in assessment.signals:
        if signal.kind in _STRONG:
            yield Content.styled(f"▲ {signal_words(signal)}", "$text-warning")


def beside_words(assessment: Assessment) -> str:
    """Return the minor signals of an assessment: ranges, spellings, attribution, dates."""
    beside = [f"within: {mark}" for mark in assessment.marks if _bounded(mark)]
    beside += [signal_words(signal) for signal in assessment.signals if signal.kind not in _STRONG]
    return visible_line(" · ".join(beside))


def signal_words(signal: Signal) -> str:
    """Return a signal as text: "spelling: Anvar / Anuar"."""
    words = visible_line(signal.words)
    shown = words if len(words) <= _WORDS_SHOWN else f"{words[:_WORDS_SHOWN].rstrip()}…"
    return f"{signal.kind}: {shown}"


def _bounded(mark: FigureMark) -> bool:
    return mark.relation is Relation.WITHIN and mark.claim.kind is not FigureKind.DATE


def _difference(marks: Sequence[FigureMark]) -> Iterator[Content]:
    if marks and (differs := parts.differences(marks)):
        yield Content.styled(f"{DIFFER} {visible_line(differs)}", "bold $text-warning")


def _check_words(check: QuoteCheck | None, ref_of: Callable[[str], str]) -> tuple[str, Content | None]:
    """Return the result of a quote check: words for the source line, and a line of its own for a problem."""
    if check is None:
        return "", None
    state = check.anchor.state
    name, words = f"{GLYPHS[state]} {state}", visible_line(workspace_parts.remark(check, ref_of))
    if state is State.NO_TEXT and words:
        words = "unreadable; `factcheck verify` shows the reason"
    if state.is_mismatch:
        return "", Content.styled(f"{name}: {words}" if words else name, "bold $text-error")
    return ("", Content.styled(f"{name}: {words}", "bold $text-warning")) if words else (name, None)


def source_line(source: Source, excerpt: Excerpt, width: int, result: str, reasons: Sequence[Content]) -> list[Content]:
    """Return the source of an excerpt on one line of `width` cells, with the first of `reasons` at its right end.

    The title is shortened where there is no room for it; a reason that does not fit gets a line of its own below, like
    all others. `result` is the result of the quote check.
    """
    first, *others = reasons or (Content(),)
    draft = "draft, not counted" if source.role == Role.DRAFT else ""
    place = [part for part in (draft, source.published, excerpt.locator, excerpt.ref, result) if part]
    tail = f" · {visible_line(' · '.join(place))}" if place else ""
    head = f"  {visible_line(f'{source.ref} {source.title or source.file}')}"
    room = width - 1 - cell_len(tail) - (first.cell_length + 2 if first else 0)
    if first and room < _SHORT_TITLE:
        others, first, room = [first, *others], Content(), room + first.cell_length + 2
    title = Content(head).truncate(max(room, 1), ellipsis=True)
    line = Content.assemble("  ", linked(title[2:].stylize(MUTED), source), (tail, MUTED))
    if first:
        line = Content.assemble(line.pad_right(max(width - 1 - line.cell_length - first.cell_length, 0)), first)
    below = [Content.assemble("  ", part) for reason in others for part in reason.wrap(max(width - 3, 1))]
    return [line, *below]
