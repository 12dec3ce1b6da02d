"""Signs, colours and short texts that all screens share.

Text from outside passes through `plain`: it is never markup, and its control characters are made visible.
Colour is never the only sign: a symbol or a word says the same.
"""

from __future__ import annotations

from datetime import UTC, datetime

from textual.content import Content

from factcheck.case.case import Case
from factcheck.case.records import Stance
from factcheck.case.scale import Label, LabelKind
from factcheck.text import visible, visible_line

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
PERSON = "bold $text-secondary"
"""The style of who else is at a claim."""
SHOWN_AT_MOST = 20_000
"""Maximum number of characters shown of one text."""
WEEK = 7 * 86400


def plain(text: str) -> str:
    """Return text from outside made safe to show on several lines."""
    shown = visible(text)
    return shown if len(shown) <= SHOWN_AT_MOST else f"{shown[:SHOWN_AT_MOST]} … (shortened)"


def label_text(label: Label) -> Content:
    """Return the symbol and name of a label in its colour."""
    return Content.styled(f"{visible_line(label.glyph)} {visible_line(label.name)}", f"bold {LABEL_STYLES[label.kind]}")


def label_glyph(case: Case, label_id: str | None) -> Content:
    """Return the symbol of a label; a circle for none."""
    if label_id is None:
        return Content.styled(UNCHECKED, MUTED)
    label = case.scale.label(label_id)
    return Content.styled(visible_line(label.glyph)[:1], LABEL_STYLES[label.kind])


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
