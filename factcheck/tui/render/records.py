"""Records as styled text.

Text from outside passes through `plain`: it is never markup, and its control characters are made visible.
Colour is never the only sign: a symbol or a word says the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from textual.content import Content

from factcheck.case.adjudication import overruled
from factcheck.case.case import Case
from factcheck.case.changes import Change, ChangeKind
from factcheck.case.describe import describe_change
from factcheck.case.records import SETTLED, Claim, Excerpt, Source, Stance, Verdict
from factcheck.case.scale import Label, LabelKind
from factcheck.case.staleness import outdated
from factcheck.case.statistics import CheckedCount, Standing, standing
from factcheck.evidence import Figure
from factcheck.quotes import GLYPHS, State
from factcheck.text import quoted, visible, visible_line
from factcheck.workspace.merge_copies import contested_about

if TYPE_CHECKING:
    from factcheck.evidence.marks.assessment import ClaimAssessment

UNCHECKED = "○"
LOOK_AGAIN = "↻"
DISAGREE = "⇄"
CONTESTED = "⇅"
DIFFER = "≠"
FLAG = "!"
PUT_OFF = "↓"
MARK = "*"
LABEL_STYLES = {
    LabelKind.FOR: "$text-success",
    LabelKind.AGAINST: "$text-error",
    LabelKind.MIXED: "$text-warning",
    LabelKind.OPEN: "$text-primary",
}
DIFFERING = "bold $text-warning"
"""The style of what checkers differ on."""
STANCE_STYLES = {
    Stance.SUPPORTS: "$text-success",
    Stance.CONTRADICTS: "$text-error",
    Stance.CONTEXT: "$text-primary",
}
STANCE_NAMES = {Stance.SUPPORTS: "Supports", Stance.CONTRADICTS: "Contradicts", Stance.CONTEXT: "Context"}
STANCE_GLYPHS = {Stance.SUPPORTS: "✓", Stance.CONTRADICTS: "✗", Stance.CONTEXT: "·"}
AT_ODDS = "bold reverse $text-warning"
"""The style of a figure that a source contradicts."""

MUTED = "$foreground-muted"
WEEK = 7 * 86400
SHOWN_AT_MOST = 20_000
"""Maximum number of characters shown of one text."""


def plain(text: str) -> str:
    """Return text from outside made safe to show on several lines."""
    shown = visible(text)
    return shown if len(shown) <= SHOWN_AT_MOST else f"{shown[:SHOWN_AT_MOST]} … (shortened)"


def label_text(label: Label) -> Content:
    """Return the symbol and name of a label in its colour."""
    return Content.styled(f"{visible_line(label.glyph)} {visible_line(label.name)}", f"bold {LABEL_STYLES[label.kind]}")


ROWS = 2
"""Lines that a claim has in the list at most; the sheet shows the whole."""

NOTED = 2
"""Lines of a claim that take no side."""

_REF = 5
_SIGNS = 2
"""Cells that marks have at least, so that one that comes later moves nothing."""


def claim_rows(
    case: Case, claim: Claim, width: int, marks: str = "", *, checker: str = "", is_marked: bool = False
) -> list[Content]:
    """Return a claim as one or two lines: verdict, ref, text; at the right end its excerpts, and marks that mean work.

    The verdict is the settled one, else that of `checker`, else, muted, that of the others.

    The excerpts are counted by stance, "✓2 ✗1". `marks` are "↻" look again, "≠" sources differ, "⚠" warnings; "⇄" for
    checkers who disagree and "!" for a flag are added.
    """
    glyph, counts = (Content(" "), Content()) if case.partial else _standing(case, claim, marks, checker)
    ref = visible_line(claim.ref)
    mark = (MARK, "bold $text-warning") if is_marked else (" ", "")
    head = Content.assemble(" ", glyph, mark, (f"{ref:<{_REF - 1}} ", MUTED))
    room = max(width - head.cell_length, 8)
    text = Content(visible_line(claim.text))
    first, *rest = text.wrap(max(room - counts.cell_length - 2, 8)) or (Content(),)
    lines = [Content.assemble(head, first.pad_right(max(room - counts.cell_length - first.cell_length, 1)), counts)]
    if rest:
        left = Content(text.plain[len(first.plain) :].strip())
        lines.append(Content.assemble(" " * head.cell_length, left.truncate(room - 1, ellipsis=True)))
    return lines


def _standing(case: Case, claim: Claim, marks: str, checker: str) -> tuple[Content, Content]:
    counts = [
        (f" {STANCE_GLYPHS[stance]}{count}", STANCE_STYLES[stance])
        for stance in list(Stance)[:2]
        if (count := case.count(claim.id, stance))
    ]
    state = standing(case, claim.id)
    signs = f"{marks}{DISAGREE if state.differ else ''}{FLAG if claim.flagged else ''}"
    return _sign(case, claim.id, state, checker), Content.assemble(
        *counts, (f" {signs:<{_SIGNS}}", "bold $text-warning")
    )


def _sign(case: Case, claim_id: str, state: Standing, checker: str) -> Content:
    if not checker or claim_id in case.index.settled or claim_id not in case.index.checked:
        return label_glyph(case, state.label)
    own = case.index.labels_of(claim_id).get(checker)
    if own is not None:
        return label_glyph(case, own)
    theirs = case.scale.label(state.label).glyph if state.label else DISAGREE
    return Content.styled(visible_line(theirs)[:1], MUTED)


def label_glyph(case: Case, label_id: str | None) -> Content:
    """Return the symbol of a label; a circle for none."""
    if label_id is None:
        return Content.styled(UNCHECKED, MUTED)
    label = case.scale.label(label_id)
    return Content.styled(visible_line(label.glyph)[:1], LABEL_STYLES[label.kind])


def claim_detail(
    case: Case,
    claim: Claim,
    figures: Iterable[Figure],
    checker: str,
    draft: bool,
    now: datetime,
    changed: Iterable[Content] = (),
    warned: Iterable[Content] = (),
    values: Iterable[str] = (),
    assessment: ClaimAssessment | None = None,
    notes: Iterable[Content] = (),
) -> Content:
    """Return a claim in full: ref and text with `figures` highlighted, origin and tags, the verdicts of everybody.

    `assessment` has the words of the claim that no source has, or a source has otherwise: they are marked, and named.
    `values` are the values that sources give for its figures, a line each: "deaths: S1 238 at least · S4 225".
    `changed` are the changes since the current verdict, `warned` the warnings about it and `notes` the notes on the
    claim, a line each.
    """
    verdicts = case.verdicts_of(claim.id)
    current = case.verdict_of(claim.id)
    by_source = [Content.styled(f"{DIFFER} {visible_line(each)}", "bold $text-warning") for each in values]
    lines = [_claim_text(claim, figures, assessment), *_marks(assessment), _origin(claim)]
    own = next((verdict for verdict in verdicts if verdict.checker == checker), None)
    differ = current is None and case.index.is_split(claim.id)
    lines += [_differing(case, claim, checker) if differ else _verdict(case, current, now), *changed]
    lines += _settled(case, claim, checker)
    lines += [
        Content.styled(f"{CONTESTED} {visible_line(each)}", DIFFERING) for each in contested_about(case, claim.id)
    ]
    shown = None if differ else current or own
    lines += _reasons(shown)
    lines += warned
    for verdict in verdicts:
        if verdict is not shown:
            again = f" · {LOOK_AGAIN} look again" if outdated(case, verdict) else ""
            head = Content.assemble(
                ("" if differ else "also ", MUTED), _verdict(case, verdict, now), (again, "$text-warning")
            )
            lines += [head, *_reasons(verdict)]
    if draft:
        lines.append(Content.styled("Unfinished draft of the rationale: r continues it", "$text-warning"))
    lines += [*notes, *by_source]
    return Content("\n").join(line for line in lines if line)


def _marks(assessment: ClaimAssessment | None) -> list[Content]:
    """Return the line that names the surest marks; none if there are none."""
    line = assessment.line if assessment else ""
    marks = [Content.styled(f"▲ {visible_line(line)}", "bold $text-warning")] if line else []
    told = [visible_line(note) for note in assessment.notes[:NOTED]] if assessment else []
    return marks + [Content.styled(f"· {note}", MUTED) for note in told]


def _claim_text(claim: Claim, figures: Iterable[Figure], assessment: ClaimAssessment | None) -> Content:
    text = Content.styled(plain(claim.text), "bold")
    for mark in assessment.marks if assessment and plain(claim.text) == claim.text else ():
        text = text.stylize("underline $text-warning", mark.start, mark.end)
    for figure in figures:
        text = text.stylize(AT_ODDS, figure.start, figure.end)
    return Content.assemble((f"{visible_line(claim.ref)}  ", MUTED), text)


def _origin(claim: Claim) -> Content:
    parts = [
        f"{FLAG} flagged" if claim.flagged else "",
        f"attributed to {claim.speaker}" if claim.speaker else "",
        claim.date,
        f"from {claim.shown_origin}" if claim.origin else "",
        f"in {claim.language}" if claim.language else "",
        *[f"#{tag}" for tag in claim.tags],
    ]
    return Content.styled(visible_line(" · ".join(part for part in parts if part)), MUTED)


def _differing(case: Case, claim: Claim, checker: str) -> Content:
    """Return the line of a claim whose checkers differ: no verdict stands."""
    mine = "" if checker in case.index.labels_of(claim.id) else ", and you have not decided"
    return Content.styled(f"{DISAGREE} Checkers differ: no verdict stands until that is settled{mine}", DIFFERING)


def _settled(case: Case, claim: Claim, checker: str) -> list[Content]:
    """Return what is to be said of a verdict that settles others: why they differed, and whether it overrules one."""
    settled = case.settled_of(claim.id)
    if settled is None:
        return []
    cause = [Content.styled(f"why they differed: {visible_line(settled.cause)}", MUTED)] if settled.cause else []
    lost = overruled(case, claim.id, checker)
    if lost is None:
        return cause
    own = Content.assemble(
        (f"{DISAGREE} you were overruled: you said ", DIFFERING), label_text(case.scale.label(lost.own))
    )
    return [*cause, own]


def _verdict(case: Case, verdict: Verdict | None, now: datetime) -> Content:
    if verdict is None:
        return Content.styled(f"{UNCHECKED} Unchecked", MUTED)
    signed = f" · {visible_line(verdict.checker)}, {ago(verdict.at, now)}"
    if verdict.label is None:
        return Content.styled(f"{UNCHECKED} no label yet{signed}", MUTED)
    sure = f" · {verdict.confidence} confidence" if verdict.confidence else ""
    settles = "settled: " if verdict.role == SETTLED else ""
    return Content.assemble((settles, MUTED), label_text(case.scale.label(verdict.label)), (sure, ""), (signed, MUTED))


def _reasons(verdict: Verdict | None) -> list[Content]:
    if verdict is None:
        return []
    condition = Content.assemble(("Condition: ", MUTED), plain(verdict.condition)) if verdict.condition else Content()
    return [condition, Content(plain(verdict.rationale))]


def quote_counts(counts: Counter[State]) -> Content:
    """Return the number of quotes by result of their check; empty if no source has a text."""
    if not counts.total() - counts[State.NO_TEXT]:
        return Content()
    word_for_word = counts[State.EXACT] + counts[State.RECOGNIZED] + counts[State.TYPOGRAPHIC]
    parts = [("quotes", MUTED), (f" {word_for_word} {GLYPHS[State.EXACT]}", "$text-success")]
    for state in (State.ELIDED, State.ALTERED, State.ELSEWHERE, State.NOT_FOUND, State.NO_TEXT):
        style = "bold $text-error" if state.is_mismatch else MUTED
        parts += [(f" {counts[state]} {GLYPHS[state]}", style)] if counts[state] else []
    return Content.assemble(*parts)


def quotes_in_short(counts: Counter[State]) -> Content:
    """Return the number of faithful and of faulty quotes; empty if no source has a text."""
    honest = sum(count for state, count in counts.items() if state.is_faithful)
    fault = sum(count for state, count in counts.items() if state.is_mismatch)
    if not counts.total() - counts[State.NO_TEXT]:
        return Content()
    alarm = "bold $text-error" if fault else MUTED
    good, bad = f"{honest} {GLYPHS[State.EXACT]}", f"{fault} {GLYPHS[State.NOT_FOUND]}"
    return Content.assemble(("quotes ", MUTED), (good, "$text-success"), "  ", (bad, alarm))


def citation(source: Source, excerpt: Excerpt) -> str:
    """Return an excerpt as text to paste: quote, author, title, publisher, date and locator."""
    parts = [source.author, source.title or source.file, source.publisher, source.published, excerpt.locator]
    return f"{quoted(excerpt.quote)} — {', '.join(part for part in parts if part)} [{source.ref}]"


def claim_citation(case: Case, claim: Claim) -> str:
    """Return a claim as text to paste: ref, text, speaker and verdict."""
    verdict = case.verdict_of(claim.id)
    said = f" ({claim.speaker})" if claim.speaker else ""
    nothing = "Checkers differ" if standing(case, claim.id).differ else "Unchecked"
    label = case.scale.label(verdict.label).name if verdict and verdict.label else nothing
    return f"{claim.ref}: {claim.text}{said} — {label}"


def change_line(case: Case, change: Change, width: int) -> list[Content]:
    """Return a change as lines: time, checker, description, and the rationale if one was written."""
    how = f"{change.kind}: " if change.kind in {ChangeKind.UNDO, ChangeKind.REDO} else ""
    when = f"{visible_line(f'{change.at[:10]} {change.at[11:16]}')}  "
    head = Content.assemble((when, MUTED), (f"{visible_line(change.by)}  ", "bold"), how, describe_change(case, change))
    text = (change.after or {}).get("rationale") or ""
    reason = [Content.styled(f"    {line}", MUTED) for line in plain(str(text)).splitlines()]
    return [Content.assemble(" ", line) for content in (head, *reason) for line in content.wrap(max(width - 1, 1))]


def progress_bar(progress: CheckedCount, width: int) -> Content:
    """Return the progress as text and as a bar of `width` cells."""
    done = width * progress.checked // progress.total if progress.total else 0
    return Content.assemble((f"{progress}  ", "bold"), ("━" * done, "$success"), ("─" * (width - done), MUTED))


def ago(at: str, now: datetime) -> str:
    """Return a relative time such as "2 minutes ago"; the date if it is more than a week ago."""
    try:
        then = datetime.fromisoformat(at)
    except ValueError:
        return visible_line(at)
    if then.tzinfo is None:
        then = then.replace(tzinfo=UTC)
    seconds = (now - then).total_seconds()
    for size, unit in ((86400, "day"), (3600, "hour"), (60, "minute")):
        count = int(seconds // size)
        if count >= 1:
            return f"{count} {unit}{'s' * (count > 1)} ago" if seconds < WEEK else at[:10]
    return "just now"
