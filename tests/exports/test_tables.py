"""CSV and XLSX: texts are read back unchanged, and never as formulas."""

from __future__ import annotations

import csv as csv_module
import time
from dataclasses import replace
from io import BytesIO, StringIO
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest
from hypothesis import example, given, settings
from openpyxl.utils.escape import unescape

from factcheck.case.case import Case
from factcheck.case.records import SETTLED, Claim, Stance
from factcheck.errors import UnknownError
from factcheck.exports.formats import xlsx
from factcheck.exports.selection import Selection
from factcheck.exports.tables import TABLES, escape_formula, joined, looks_like_formula
from tests.exports.cases import small_case
from tests.exports.drawn import SOURCES, data, drawn, drawn_case, excerpt, lacks, verdict
from tests.exports.hostile import hostile, hostile_cases, whole

RAW = {"raw": "yes"}


def rows_of(written: bytes) -> list[dict[str, str]]:
    """Return the rows of a CSV file by the names of their columns."""
    return list(csv_module.DictReader(StringIO(written.decode(), newline=""), strict=True))


def sheets_of(written: bytes) -> dict[str, list[tuple[Any, ...]]]:
    """Return the cells of each sheet of a workbook; nothing in it may be other than text or number."""
    book = openpyxl.load_workbook(BytesIO(written))
    for page in book:
        for row in page.iter_rows():
            assert {cell.data_type for cell in row} <= {"s", "n", "inlineStr"}
            assert not any(cell.hyperlink for cell in row)
    return {page.title: list(page.values) for page in book}


def expected(selection: Selection, name: str) -> list[tuple[Any, ...]]:
    """Return the cells of a sheet as the case has them."""
    return [TABLES[name].columns, *TABLES[name].rows(selection)]


def test_each_claim_is_a_row_with_its_current_verdict() -> None:
    rows = rows_of(data("csv", drawn()))
    assert [row["ref"] for row in rows] == ["C1", "C2", "C3", "C4", "C5"]
    first, *_, last = rows
    assert first == {
        "ref": "C1",
        "text": "It cost 52 million.",
        "speaker": "The mayor",
        "date": "2026-11-01",
        "origin": "",
        "tags": "",
        "label": "supported",
        "verdict": "Supported",
        "confidence": "",
        "rationale": "The accounts say so.",
        "condition": "",
        "checker": "ada",
        "decided": "2026-11-22T09:00:00Z",
        "differ": "",
        "supports": "1",
        "contradicts": "1",
        "context": "0",
        "waived": "",
        "external_id": "",
        "id": "c1",
    }
    assert (last["label"], last["verdict"], last["supports"]) == ("", "", "1")


def test_the_other_tables_refer_to_rows_by_ref() -> None:
    both = drawn(drawn_case(verdicts=[verdict("c1", "supported"), verdict("c1", "refuted", "bob", at="2026-11-23")]))
    excerpts = rows_of(data("csv", drawn(options={"table": "excerpts"})))
    assert (excerpts[0]["ref"], excerpts[0]["claim"], excerpts[0]["source"]) == ("E1", "C1", "S1")
    assert (excerpts[0]["start"], excerpts[0]["anchor"]) == ("26", "exact")
    assert (excerpts[3]["start"], excerpts[3]["anchor"]) == ("", "")
    sources = rows_of(data("csv", drawn(options={"table": "sources"})))
    assert [(row["ref"], row["media_type"]) for row in sources] == [("S1", "text/html"), ("S2", "application/pdf")]
    verdicts = rows_of(data("csv", Selection(case=both.case, claims=both.claims, options={"table": "verdicts"})))
    stand = [(row["claim"], row["checker"], row["label"], row["stands"]) for row in verdicts]
    assert stand == [("C1", "bob", "refuted", ""), ("C1", "ada", "supported", "")]
    row = rows_of(data("csv", both))[0]
    assert (row["differ"], row["label"]) == ("yes", "")
    assert row["verdict"] == "checkers differ: ada Supported, bob Refuted"


def test_a_verdict_that_settles_the_others_stands_among_them() -> None:
    given = [verdict("c1", "supported"), verdict("c1", "refuted", "bob", at="2026-11-23")]
    settled = replace(verdict("c1", "refuted", "cy", at="2026-11-24"), role=SETTLED, cause="slip")
    both = drawn(drawn_case(verdicts=[*given, settled]))
    verdicts = rows_of(data("csv", Selection(case=both.case, claims=both.claims, options={"table": "verdicts"})))
    stand = [(row["checker"], row["label"], row["stands"], row["role"], row["cause"]) for row in verdicts]
    assert stand[0] == ("cy", "refuted", "yes", "settled", "slip")
    assert [row[2:] for row in stand[1:]] == [("", "", ""), ("", "", "")]
    row = rows_of(data("csv", both))[0]
    assert (row["label"], row["checker"], row["differ"]) == ("refuted", "cy", "")


def test_an_extract_has_the_sources_that_its_claims_quote() -> None:
    case = drawn_case()
    part = Selection(case=case, claims=[case.claims["c5"]], only="C5", options={"table": "sources"})
    assert [row["ref"] for row in rows_of(data("csv", part))] == ["S1"]


def test_an_unknown_option_is_named_in_the_error() -> None:
    for options, named in (({"table": "words"}, "words"), ({"sheet": "claims"}, "sheet"), ({"raw": "1"}, "raw")):
        with pytest.raises(UnknownError, match=named):
            data("csv", drawn(options=options))


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1", "\n=1", "'=1", "''@", "＝1+1"])
def test_text_that_looks_like_a_formula_is_escaped(text: str) -> None:
    assert looks_like_formula(text)
    assert escape_formula(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "1", "'twas", "a=1", " =1", "“-”"])
def test_other_texts_are_not_escaped(text: str) -> None:
    assert escape_formula(text) == text


def unescape_formula(cell: str) -> str:
    """Return the text of a cell as a reader of the table gets it back: without the apostrophe of a formula."""
    return cell[1:] if cell.startswith("'") and looks_like_formula(cell) else cell


@given(hostile)
def test_an_escaped_formula_can_be_unescaped(text: str) -> None:
    assert unescape_formula(escape_formula(text)) == text


@given(hostile_cases())
def test_csv_texts_are_read_back_and_no_cell_is_a_formula(case: Case) -> None:
    for name, sheet in TABLES.items():
        escaped_rows = list(_cells(data("csv", whole(case, options={"table": name}))))
        raw_rows = list(_cells(data("csv", whole(case, options={"table": name} | RAW))))
        wanted = [["" if cell is None else cell for cell in row] for row in expected(whole(case), name)]
        assert raw_rows == [[str(cell) for cell in row] for row in wanted]
        for row, cells in zip(escaped_rows[1:], wanted[1:], strict=True):
            texts = [(found, cell) for found, cell in zip(row, cells, strict=True) if isinstance(cell, str)]
            assert [unescape_formula(found) for found, _ in texts] == [cell for _, cell in texts]
            assert not [found for found, _ in texts if found[:1] in set("=+-@\t\r\n＝＋－＠")]
        assert escaped_rows[0] == list(sheet.columns)


def _cells(written: bytes) -> Any:
    return csv_module.reader(StringIO(written.decode(), newline=""), strict=True)


@given(hostile.filter(bool), hostile.filter(bool))
@example("a; b", "c\\;")
@example("\\", ";")
def test_tags_in_one_cell_can_be_separated(one: str, other: str) -> None:
    parts, text = [""], joined((one, other))
    place = 0
    while place < len(text):
        if text[place] == "\\":
            parts[-1] += text[place + 1]
            place += 2
        elif text.startswith("; ", place):
            parts.append("")
            place += 2
        else:
            parts[-1] += text[place]
            place += 1
    assert parts == [one, other]


@settings(max_examples=30)
@given(hostile_cases())
def test_xlsx_texts_are_read_back_as_text(case: Case) -> None:
    found = sheets_of(data("xlsx", whole(case)))
    assert list(found) == list(TABLES)
    for name, rows in found.items():
        read = [tuple(unescape(cell) if isinstance(cell, str) else cell for cell in row) for row in rows]
        wanted = [tuple(_visible(cell) for cell in row) for row in expected(whole(case), name)]
        assert read == wanted


def _visible(cell: Any) -> Any:
    """Return a cell as it should be read: control characters as their signs, an empty text as no cell."""
    if not isinstance(cell, str):
        return cell
    signs = {code: 0x2400 + code for code in range(0x20) if chr(code) not in "\t\n\r"}
    return cell.translate({**signs, 0xFFFE: "<U+FFFE>", 0xFFFF: "<U+FFFF>"}) or None


def test_xlsx_does_not_depend_on_the_time(monkeypatch: pytest.MonkeyPatch) -> None:
    written = data("xlsx", drawn())
    monkeypatch.setattr(time, "time", lambda: 4e9)
    monkeypatch.setattr(time, "localtime", lambda *_: time.gmtime(4e9))
    assert data("xlsx", drawn()) == written
    with ZipFile(BytesIO(written)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.testzip() is None


def test_xlsx_has_numbers_as_numbers() -> None:
    found = sheets_of(data("xlsx", drawn()))
    first = dict(zip(*found["claims"][:2], strict=True))
    assert (first["ref"], first["supports"], first["contradicts"]) == ("C1", 1, 1)
    assert found["excerpts"][1][TABLES["excerpts"].columns.index("start")] == 26


@pytest.mark.parametrize("letter", ["x", "𝔵"])
def test_a_text_too_long_for_a_cell_is_cut_and_listed_by_lint(letter: str) -> None:
    longest = 2 * 32_767 // len(letter.encode("utf-16-le"))
    texts = [letter * longest, letter * (longest + 1)]
    claims = [Claim(id=f"c{number}", ref=f"C{number}", text=text) for number, text in enumerate(texts, 1)]
    case = small_case(claims=claims)
    column = [row[1] for row in sheets_of(data("xlsx", whole(case)))["claims"][1:]]
    assert column[0] == texts[0]
    assert column[1].endswith("…")
    assert len(column[1].encode("utf-16-le")) <= 2 * 32_767
    assert lacks("xlsx", whole(case)) == {("C2", "text", True)}


def test_more_rows_than_fit_on_a_sheet_are_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    from factcheck.errors import InvalidError

    monkeypatch.setattr(xlsx, "_MOST_ROWS", 3)
    claims = [Claim(id=f"c{number}", ref=f"C{number}", text="It rained.") for number in range(3)]
    assert data("xlsx", whole(small_case(claims=claims[:2])))
    with pytest.raises(InvalidError, match="claims"):
        data("xlsx", whole(small_case(claims=claims)))


def test_a_text_that_looks_like_a_formula_is_marked_as_text() -> None:
    case = small_case(excerpts=[excerpt(1, "c", Stance.CONTEXT, "=1+1")], sources=SOURCES)
    book = openpyxl.load_workbook(BytesIO(data("xlsx", whole(case))))
    cell = book["excerpts"].cell(2, TABLES["excerpts"].columns.index("quote") + 1)
    assert (cell.value, cell.data_type, cell.quotePrefix) == ("=1+1", "s", True)
