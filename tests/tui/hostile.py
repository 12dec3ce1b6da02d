"""A case with hostile text in every field that may hold any text."""

from __future__ import annotations

from pathlib import Path

from factcheck.case import Case, Sheet
from factcheck.changes import Change, ChangeKind
from factcheck.model import Claim, Excerpt, Row, Source, Stance, Verdict
from factcheck.scale import Label, LabelKind, Scale
from factcheck.store import create

MARKUP = "[/] [bold]b[/bold] [@click=app.exit]x[/] [link=https://example.org]y [red] $primary {0} %s"
SEQUENCES = "\x1b[2J \x1b]0;title\x07 \x1b]52;c;aGVsbG8=\x07 \x9b31m \x90q\x9c \x00\x08\x0b\x7f \t tab"
UNICODE = "\u202egnp.exe\u202c \u2066a\u2069 \u200b \u2028 \ufeff 👩‍👩‍👧 中文 Қ e\u0301 \U000e0041"
HOSTILE = f"{MARKUP} {SEQUENCES} {UNICODE}\r\nsecond line {'x' * 120}"
CHECKER = "ada[/]\x1b[31m\u202e"


def scale() -> Scale:
    """Return a scale of its own, whose texts are hostile too."""
    return Scale(
        HOSTILE,
        (
            Label("yes", MARKUP, "[/]", "1", HOSTILE, LabelKind.FOR),
            Label("no", SEQUENCES, "\x1b", "2", HOSTILE, LabelKind.AGAINST),
            Label("so", UNICODE, "", "3", HOSTILE, LabelKind.MIXED),
        ),
    )


def write_hostile_case(path: Path) -> None:
    """Write the case to `path`: one claim, an excerpt of each stance, two verdicts."""
    claim = Claim(
        id="c", ref="C1[/]\x1b", text=HOSTILE, speaker=HOSTILE, date=HOSTILE, origin=HOSTILE, tags=(HOSTILE, MARKUP)
    )
    fields = dict.fromkeys(("title", "publisher", "author", "published", "url", "file", "note"), HOSTILE)
    source = Source(id="s", ref="S1\x1b[/]", **fields)
    excerpts = [
        Excerpt(
            id=f"e{stance}",
            ref=f"E{stance}\x1b[/]",
            claim="c",
            source="s",
            stance=stance,
            quote=HOSTILE,
            locator=HOSTILE,
            note=HOSTILE,
            by=HOSTILE,
        )
        for stance in Stance
    ]
    verdicts = [
        Verdict(claim="c", checker=checker, label="no", rationale=HOSTILE, condition=HOSTILE, at=HOSTILE)
        for checker in ("ada", CHECKER)
    ]
    changes = [
        Change(
            id=f"h{verdict.checker}",
            at=HOSTILE,
            by=verdict.checker,
            kind=ChangeKind.DECIDE,
            target=f"verdicts/{verdict.key}",
            before=None,
            after=verdict.to_row(),
            batch=f"h{verdict.checker}",
        )
        for verdict in verdicts
    ]
    rows: dict[str, dict[str, Row]] = {
        "case": {"case": Sheet(title=HOSTILE, scale=scale().to_value()).to_row()},
        "claims": {"c": claim.to_row()},
        "sources": {"s": source.to_row()},
        "excerpts": {excerpt.id: excerpt.to_row() for excerpt in excerpts},
        "verdicts": {verdict.key: verdict.to_row() for verdict in verdicts},
    }
    create(path, Case(rows, changes))
