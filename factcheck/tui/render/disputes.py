"""A disputed claim as text: the evidence by stance, and the verdicts as A, B, C beside it."""

from __future__ import annotations

from collections.abc import Collection

from textual.content import Content

from factcheck.case.case import Case
from factcheck.case.records import Claim, Stance
from factcheck.text import quoted, visible_line
from factcheck.tui.render.styles import LOOK_AGAIN, MUTED, STANCE_GLYPHS, STANCE_STYLES, label_text, plain
from factcheck.workspace.adjudication import Dispute

_STANCES = (Stance.CONTRADICTS, Stance.SUPPORTS, Stance.CONTEXT)


def dispute_head(dispute: Dispute, place: int, count: int) -> Content:
    """Return the place among the disputes, the claim, and what changed since it was settled."""
    head = Content.assemble(
        (f" {place} of {count} to settle ", MUTED), (f" {visible_line(dispute.claim.ref)} ", "bold reverse")
    )
    changed = (f" {LOOK_AGAIN} settled before; {visible_line(change.words)}" for change in dispute.changed)
    again = [Content.styled(words, "$text-warning") for words in changed]
    return Content("\n").join([head, Content.assemble(" ", (plain(dispute.claim.text), "bold")), *again])


def evidence(case: Case, claim: Claim) -> Content:
    """Return the excerpts of a claim, contradicting ones first."""
    lines: list[Content] = []
    for stance in _STANCES:
        for excerpt in case.excerpts_of(claim.id, stance):
            source = case.sources[excerpt.source]
            sign = (f"{STANCE_GLYPHS[stance]} ", STANCE_STYLES[stance])
            about = f"  {source.ref} {source.title or source.file} · {excerpt.ref}"
            lines += [Content.assemble(sign, plain(quoted(excerpt.quote))), Content.styled(visible_line(about), MUTED)]
    return Content("\n").join(lines or [Content.styled("No excerpts.", MUTED)])


def opinions(case: Case, dispute: Dispute, *, names: bool, taken: Collection[str], cause: str) -> Content:
    """Return the verdicts under their letters; those whose reasons are `taken` along are marked."""
    lines: list[Content] = []
    for letter, verdict in dispute.opinions:
        mark = "●" if letter in taken else " "
        who = f" · {visible_line(verdict.checker)}" if names else ""
        sure = f" · {verdict.confidence} confidence" if verdict.confidence else ""
        label = label_text(case.scale.label(verdict.label or ""))
        lines.append(Content.assemble((f"{mark}{letter.upper()} ", "bold"), label, sure, (who, MUTED)))
        lines += [Content(plain(text)) for text in (verdict.condition, verdict.rationale) if text]
        lines.append(Content())
    if cause:
        lines.append(Content.styled(f"cause: {cause}", MUTED))
    return Content("\n").join(lines)
