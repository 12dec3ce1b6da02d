"""Files as people bring them: what is read is right, what is not is said, and what is no list of claims is refused."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from time import process_time

import pytest
from openpyxl import Workbook

from factcheck.errors import UnreadableError
from factcheck.imports import read
from factcheck.imports.candidates import DEFAULT_OPTIONS, Candidates
from factcheck.imports.label_mapping import kind_of
from factcheck.imports.layout import table_layout

_DATA = Path(__file__).parents[1] / "data"
_HERE = _DATA / "strangers"


def found(name: str) -> Candidates:
    return read((_HERE / name).read_bytes(), name)


@pytest.mark.parametrize(
    ("name", "text", "speaker", "date", "labels"),
    [
        ("excel_de.csv", "Die Brücke kostete 1.234,5 Mio. €", "Müller", "2024-04-03", ["falsch", "teilweise wahr"]),
        ("excel_fr.csv", "Le pont a coûté 12 M€", "Dupont", "2024-04-03", ["Faux", "Plutôt vrai"]),
        ("cp1251.csv", "Шёл дождь весь день в городе.", "Иванов", None, ["Ложь", "Правда"]),
        ("sjis.csv", "雨が一日中降った。", "田中", None, ["誤り", "正しい"]),
        ("korean.csv", "비가 왔다.", "김", None, ["거짓"]),
    ],
)
def test_a_table_in_another_language_is_read_by_its_header(
    name: str, text: str, speaker: str, date: str | None, labels: list[str]
) -> None:
    read_ = found(name)
    claim = read_.claims[0]
    assert (claim.text, claim.row["speaker"], claim.row.get("date")) == (text, speaker, date)
    said = [verdict.label for claim in read_.claims for verdict in claim.verdicts]
    assert said == labels
    assert all(kind_of(label) for label in labels)
    assert not read_.problems


def test_a_spreadsheet_of_opendocument_is_a_table() -> None:
    read_ = found("claims.ods")
    assert read_.format == "ods"
    assert [(claim.place, claim.text, claim.verdicts[0].label) for claim in read_.claims] == [
        ("row 2", "It rained.", "False")
    ]
    layout = table_layout((_HERE / "claims.ods").read_bytes(), "ods", DEFAULT_OPTIONS)
    assert [(column.shown, column.field) for column in layout.columns] == [("Claim", "text"), ("Verdict", "label")]


def test_formulas_without_a_value_and_merged_cells_are_said() -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["Claim", "Verdict"], ["It rained.", "False"], ["It snowed."], ['="It "&"hailed."', "True"]):
        sheet.append(row)
    sheet.merge_cells("B2:B3")
    made = BytesIO()
    book.save(made)
    read_ = read(made.getvalue())
    notes = "; ".join(read_.notes)
    assert "1 formula without a value in the file: save it in a spreadsheet program, import that" in notes
    assert "merged cells (B2:B3) count for their first row only" in notes
    assert [(problem.place, problem.why) for problem in read_.problems] == [("row 4", "the claim is empty")]


@pytest.mark.parametrize(
    ("data", "name", "why"),
    [
        (b"WEBVTT\n\n00:01.000 --> 00:03.000\nIt rained.\n", "a.vtt", "WebVTT subtitles"),
        (b"1\n00:00:01,000 --> 00:00:03,000\nIt rained.\n", "a.srt", "SubRip subtitles"),
        (rb"{\rtf1\ansi It rained.}", "a.rtf", "RTF"),
        (b"%PDF-1.4\n%%EOF\n", "a.pdf", "PDF"),
        (b"From: a@e.org\nSubject: Rain\nMessage-ID: <1@e.org>\n\nIt rained.\n", "a.eml", "e-mail"),
    ],
)
def test_a_document_is_refused_with_what_adds_it(data: bytes, name: str, why: str) -> None:
    with pytest.raises(UnreadableError) as refusal:
        read(data, name)
    assert str(refusal.value) == f"is a document ({why}), no list of claims; `factcheck source add` adds it"


@pytest.mark.parametrize(
    ("data", "name", "why"),
    [
        (b"42", "a.json", "is a number in JSON, no list of claims"),
        (b'"It rained."', "a.json", "is a text in JSON, no list of claims"),
        (b"claims:\n  - text: It rained.\n", "a.yaml", "is YAML, which is not read; save it as JSON"),
        (b"<html><body><p>It rained.</p></body></html>", "a.html", "has no ClaimReview; `factcheck source add` adds"),
    ],
)
def test_what_is_no_list_of_claims_is_refused_in_one_line(data: bytes, name: str, why: str) -> None:
    with pytest.raises(UnreadableError, match="^" + why.replace("`", ".")):
        read(data, name)


def test_a_list_of_texts_in_json_is_a_list_of_claims() -> None:
    read_ = read(b'["It rained.", "It snowed.", 3]', "a.json")
    assert [claim.text for claim in read_.claims] == ["It rained.", "It snowed."]
    assert [(problem.place, problem.why) for problem in read_.problems] == [
        ("claim 3", "must be an object, not a number")
    ]


def test_a_reference_that_is_not_closed_is_a_problem() -> None:
    read_ = found("missing.bib")
    assert [source.row["title"] for source in read_.sources] == ["Only title"]
    assert {problem.place: problem.why.partition(":")[0] for problem in read_.problems} == {
        "reference a": "has neither a title nor an address",
        "reference c": "is not closed",
    }
    unclosed = read(b"@misc{a, title={Rain, year=2020\n@misc{b, title={Snow}}\n")
    assert [problem.place for problem in unclosed.problems] == ["reference a"]


def test_the_claims_of_a_report_are_found_in_linear_time() -> None:
    def cost(claims: int) -> float:
        report = "".join(f"### C{number}\n\n**It rained.** Refuted\n\n> a quote\n\n" for number in range(claims))
        before = process_time()
        assert len(read(report.encode(), "report.md").claims) == claims
        return process_time() - before

    cost(100)
    assert cost(4_000) < 16 * max(
        cost(500), 0.01
    )  # a look at the whole report for each claim would be 64 times as long


def test_other_text_beside_the_claims_of_markdown_is_counted() -> None:
    assert "left out: 3 other paragraphs, headings included" in found("list.md").notes


def test_odd_ratings_keep_their_words_and_a_bad_time_is_said() -> None:
    read_ = found("odd-reviews.json")
    assert [verdict.label for claim in read_.claims for verdict in claim.verdicts] == ["3/5", "😬 Pants-ish", "5 of 5"]
    assert [problem.why for problem in read_.problems] == ["claimReviewed is empty"]
