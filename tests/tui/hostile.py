"""A case with hostile text in every field that may hold any text."""

from __future__ import annotations

from pathlib import Path
from types import MappingProxyType

from factcheck.case.case import Case
from factcheck.case.case_info import CaseInfo
from factcheck.case.changes import Change, ChangeKind
from factcheck.case.record import Row
from factcheck.case.records import Claim, Excerpt, Source, Stance, Verdict
from factcheck.case.rows import unwritten
from factcheck.case.scale import Label, LabelKind, Scale
from factcheck.storage import create

MARKUP = "[/] [bold]b[/bold] [@click=app.exit]x[/] [link=https://example.org]y [red] $primary {0} %s"
SEQUENCES = "\x1b[2J \x1b]0;title\x07 \x1b]52;c;aGVsbG8=\x07 \x9b31m \x90q\x9c \x00\x08\x0b\x7f \t tab"
UNICODE = "\u202egnp.exe\u202c \u2066a\u2069 \u200b \u200f \u2028 \ufeff 👩‍👩‍👧 中文 Қ e\u0301 \U000e0041"
HOSTILE = f"\x9b\x1b]2;\u202e {MARKUP} {SEQUENCES} {UNICODE}\r\nsecond line {'x' * 120}"
CHECKER = "ada[/]\x1b[31m\u202e"


def write_hostile_case(path: Path) -> None:
    """Write a case to `path` that is hostile wherever it can be."""
    create(path, case_of(HOSTILE))


def case_of(text: str) -> Case:
    """Return a case of `text`: one claim, an excerpt of each stance, three verdicts with their history.

    Nothing has cleaned it or could have refused it: so may a file be that somebody else has written.
    """
    claim = Claim(id="c", ref=f"C1{text}", text=text, speaker=text, date=text, origin=text, tags=(text, MARKUP))
    verdicts = [
        Verdict(claim="c", checker=checker, label="no", rationale=text, condition=text, at=text)
        for checker in ("ada", CHECKER, f"bob{text}")
    ]
    rows: dict[str, dict[str, Row]] = {
        "case": {"case": CaseInfo(title=text, scale=scale(text).to_value()).to_row()},
        "claims": _rows(claim, absent=unwritten("claims")),
        "sources": _rows(_source(text), absent=unwritten("sources")),
        "excerpts": _rows(*(_excerpt(stance, text) for stance in Stance)),
        "verdicts": {verdict.key: verdict.to_row() for verdict in verdicts},
    }
    return Case(rows, [_change(verdict, text) for verdict in verdicts])


def scale(text: str) -> Scale:
    """Return a scale of its own, whose texts are hostile too."""
    return Scale(
        text,
        (
            Label("yes", text, "[/]", "1", text, LabelKind.FOR),
            Label("no", SEQUENCES, text, "2", text, LabelKind.AGAINST),
            Label("so", UNICODE, "", "3", text, LabelKind.MIXED),
        ),
    )


def _rows(*records: Claim | Source | Excerpt, absent: Row = MappingProxyType({})) -> dict[str, Row]:
    rows = {record.id: record.to_row() for record in records}
    return {key: {name: row[name] for name in row if row[name] != absent.get(name, ...)} for key, row in rows.items()}


def _source(text: str) -> Source:
    fields = dict.fromkeys(("title", "publisher", "author", "published", "url", "file", "note"), text)
    return Source(id="s", ref=f"S1{text}", **fields)


def _excerpt(stance: Stance, text: str) -> Excerpt:
    names = {"id": f"e{stance}", "ref": f"E{stance}{text}", "claim": "c", "source": "s", "stance": stance}
    return Excerpt.from_row({**names, **dict.fromkeys(("quote", "locator", "note", "by", "at"), text)})


def _change(verdict: Verdict, text: str) -> Change:
    return Change(
        id=f"h{verdict.checker}",
        at=text,
        by=verdict.checker,
        kind=ChangeKind.DECIDE,
        target=f"verdicts/{verdict.key}",
        before=None,
        after=verdict.to_row(),
        batch=f"h{verdict.checker}",
    )
