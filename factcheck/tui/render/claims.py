"""A claim as styled text: as a row of the list, and in full at the head of the sheet."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from textual.content import Content

from factcheck.case.adjudication import overruled
from factcheck.case.case import Case
from factcheck.case.records import SETTLED, Claim, Stance, Verdict
from factcheck.case.staleness import outdated
from factcheck.case.statistics import Standing, standing
from factcheck.evidence import Figure
from factcheck.text import visible_line
from factcheck.tui.render.styles import (
    AT_ODDS,
    CONTESTED,
    DIFFER,
    DIFFERING,
    DISAGREE,
    FLAG,
    LOOK_AGAIN,
    MARK,
    MUTED,
    PERSON,
    STANCE_GLYPHS,
    STANCE_STYLES,
    UNCHECKED,
    ago,
    label_glyph,
    label_text,
    plain,
)
from factcheck.workspace import parts

if TYPE_CHECKING:
    from factcheck.evidence.marks.assessment import ClaimAssessment

_MOST_NOTES = 2
"""The notes of an assessment that are shown."""
_REF = 5
_SIGNS = 2
"""The least width of the marks in cells, so that a mark that is added moves nothing."""


def claim_rows(
    case: Case,
    claim: Claim,
    width: int,
    marks: str = "",
    *,
    checker: str = "",
    is_marked: bool = False,
    person: str = "",
) -> list[Content]:
    """Return a claim as one or two lines: verdict, ref, text; at the right end its excerpts, and marks that mean work.

    The verdict is the settled one, else that of `checker`, else, muted, that of the others.

    The excerpts are counted by stance, "✓2 ✗1". `marks` are "↻" look again, "≠" sources differ, "⚠" warnings; "⇄" for
    checkers who disagree and "!" for a flag are added. `person` is the initial of a colleague who is at the claim.
    """
    glyph, counts = (Content(" "), Content()) if case.partial else _standing(case, claim, marks, checker)
    ref = visible_line(claim.ref)
    mark = (MARK, "bold $text-warning") if is_marked else (" ", "")
    head = Content.assemble(
        (visible_line(person), PERSON) if person else " ", glyph, mark, (f"{ref:<{_REF - 1}} ", MUTED)
    )
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
    presence: str = "",
    waive_key: str = "",
) -> Content:
    """Return a claim in full: ref and text with `figures` highlighted, origin and tags, the verdicts of everybody.

    `assessment` has the words of the claim that no source has, or a source has otherwise: they are marked, and named.
    `values` are the values that sources give for its figures, a line each: "deaths: S1 238 at least · S4 225".
    `changed` are the changes since the current verdict, `warned` the warnings about it and `notes` the notes on the
    claim, a line each. `presence` says which colleagues are at it; it takes no line of its own, so nothing moves.
    `waive_key` is the key that dismisses a mark.
    """
    verdicts = case.verdicts_of(claim.id)
    current = case.verdict_of(claim.id)
    by_source = [Content.styled(f"{DIFFER} {visible_line(each)}", "bold $text-warning") for each in values]
    lines = [_claim_text(claim, figures, assessment), *_marks(assessment, waive_key), _origin(claim)]
    own = next((verdict for verdict in verdicts if verdict.checker == checker), None)
    differ = current is None and case.index.is_split(claim.id)
    stands = _differing(case, claim, checker) if differ else _verdict(case, current, now)
    lines += [Content.assemble(stands, (f" · {visible_line(presence)}", PERSON)) if presence else stands, *changed]
    lines += _settled(case, claim, checker)
    contested = parts.contested_about(case, claim.id) if case.history.branched else ()
    lines += [Content.styled(f"{CONTESTED} {visible_line(each)}", DIFFERING) for each in contested]
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


def _marks(assessment: ClaimAssessment | None, key: str) -> list[Content]:
    """Return the line that names the surest marks, and the `key` that dismisses one; none if there are none."""
    line = assessment.line if assessment else ""
    marks = [Content.styled(f"▲ {visible_line(line)}", "bold $text-warning")] if line else []
    marks = [Content.assemble(mark, (f" · {key} dismisses", MUTED)) if key else mark for mark in marks]
    told = [visible_line(note) for note in assessment.notes[:_MOST_NOTES]] if assessment else []
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
