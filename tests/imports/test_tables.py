"""Claims from CSV and Excel: encodings, delimiters, columns by their names, cells that look like formulas."""

from __future__ import annotations

import csv
import zipfile
from datetime import date
from io import BytesIO, StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.errors import UnknownError, UnreadableError
from factcheck.imports import read
from factcheck.imports.candidates import Candidates, ImportOptions
from tests.imports.files import workbook


def texts(found: Candidates) -> list[str]:
    return [claim.text for claim in found.claims]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251"])
def test_a_table_is_read_with_any_delimiter_and_encoding(delimiter: str, encoding: str) -> None:
    rows = [["Утверждение", "claim", "who"], ["x", "Мост открыли в 1932 году, весной; так говорят.", "Мэр города"]]
    written = "".join(delimiter.join(f'"{cell}"' for cell in row) + "\r\n" for row in rows)
    found = read(written.encode(encoding), "claims.csv")
    assert texts(found) == [rows[1][1]]
    assert found.claims[0].row["speaker"] == "Мэр города"


cells = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=20).filter(str.strip)


@given(st.lists(st.tuples(cells, cells), min_size=1, max_size=8), st.sampled_from(",;\t|"))
def test_claims_written_as_csv_are_read_again(rows: list[tuple[str, str]], delimiter: str) -> None:
    written = StringIO(newline="")
    writer = csv.writer(written, delimiter=delimiter)
    writer.writerow(["text", "speaker"])
    writer.writerows([_defused(cell) for cell in row] for row in rows)
    found = read(written.getvalue().encode(), "claims.csv", "csv")
    assert [(claim.text, claim.row["speaker"]) for claim in found.claims] == rows
    assert [claim.place for claim in found.claims] == [f"line {number}" for number in range(2, len(rows) + 2)]


def _defused(cell: str) -> str:
    """As our own export does, and spreadsheets understand."""
    return f"'{cell}" if cell.lstrip("'")[:1] in set("=+-@＝＋－＠") else cell


def test_columns_are_recognised_by_many_names_and_others_are_noted() -> None:
    data = b'Claim Reviewed,Said_By,ORIGINAL CLAIM URL,Topics,ruling,justification,weather\na,b,c,"x, y",True,why,sun\n'
    found = read(data)
    (claim,), (verdict,) = found.claims, found.claims[0].verdicts
    assert (claim.text, claim.row) == ("a", {"speaker": "b", "origin": "c", "tags": ("x", " y")})
    assert (verdict.label, verdict.row) == ("True", {"rationale": "why"})
    assert found.unread == {"weather": 1}


def test_a_column_is_mapped_by_name_or_number_and_left_out_by_a_hyphen() -> None:
    data = b"One,claim,label\na,b,c\n"
    found = read(data, options=ImportOptions(columns={"one": "text", "2": "speaker", "label": "-"}))
    assert (texts(found), found.claims[0].row, found.claims[0].verdicts) == (["a"], {"speaker": "b"}, ())


@pytest.mark.parametrize(
    ("columns", "words"),
    [
        ({"nope": "text"}, "no column 'nope'"),
        ({"a": "nope"}, "no field 'nope'"),
        ({"a": "text", "b": "claim"}, "one field"),
    ],
)
def test_an_invalid_mapping_is_an_error(columns: dict[str, str], words: str) -> None:
    with pytest.raises(UnknownError, match=words):
        read(b"a,b\n1,2\n", options=ImportOptions(columns=columns))


def test_without_a_column_of_claims_the_error_lists_the_columns() -> None:
    with pytest.raises(UnreadableError, match="there are city, year"):
        read(b"city,year\nx,1\n")


def test_a_single_column_without_a_header_is_the_claims() -> None:
    assert texts(read(b"It rained.\nIt snowed.\n", "claims.csv")) == ["It rained.", "It snowed."]


def test_tags_of_our_own_export_keep_their_commas_and_semicolons() -> None:
    data = b'ref,text,tags,id\nC1,It rained.,"a, b; c\\;d; e\\\\f",9\n'
    assert read(data).claims[0].row["tags"] == ("a, b", " c;d", " e\\f")


def test_an_invalid_row_is_a_problem_and_the_others_are_read() -> None:
    found = read(b'claim,confidence\n"a"b,high\nc,high\n,high\nd,sure\n"e,high\n', "claims.csv")
    assert texts(found) == ["c", "d"]
    told = {problem.place: problem.why for problem in found.problems}
    assert "doubled" in told["line 2"]
    assert "empty" in told["line 4"]
    assert "is not closed" in told["line 6"]


def test_a_wrong_confidence_of_a_verdict_is_a_problem() -> None:
    found = read(b"claim,verdict,confidence\na,True,sure\n")
    assert [(problem.place, "low, medium or high" in problem.why) for problem in found.problems] == [("line 2", True)]


def test_the_sheet_with_claims_of_a_workbook_is_read() -> None:
    data = workbook(
        ("notes", [["whatever"], ["x"]]),
        ("claims", [[None, "Claim", "Date", "Year"], [], [1, "It rained.", date(2020, 5, 1), 2020.0]]),
    )
    found = read(data)
    assert [(claim.place, claim.text, claim.row["date"]) for claim in found.claims] == [
        ("row 3", "It rained.", "2020-05-01")
    ]
    assert "'claims'" in found.notes[0]


def test_a_formula_without_a_value_is_not_a_claim() -> None:
    found = read(workbook(("s", [["claim"], ["=1+1"], ["It rained."]])))
    assert texts(found) == ["It rained."]


def bomb() -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            for _ in range(130):
                part.write(b" " * (1 << 20))
    return made.getvalue()


def far_out() -> bytes:
    """A workbook with one cell beyond all rows that there are."""
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(workbook(("s", [["claim"], ["a"]])))) as archive, zipfile.ZipFile(made, "w") as other:
        for name in archive.namelist():
            part = archive.read(name).replace(b'r="2"', b'r="99999999999"').replace(b'r="A2"', b'r="A99999999999"')
            other.writestr(name, part)
    return made.getvalue()


def test_a_decompression_bomb_is_rejected_before_it_is_unpacked() -> None:
    with pytest.raises(UnreadableError, match="would unpack to"):
        read(bomb())


def test_a_distant_cell_does_not_use_much_memory() -> None:
    assert read(far_out(), "x.xlsx").claims == ()


@pytest.mark.parametrize(
    "data",
    [b"PK", b"PK\x03\x04" + bytes(100), workbook(("s", [["claim"], ["a"]]))[:-200], b"PK\x05\x06" + bytes(18)],
    ids=["two letters", "a head", "cut off", "an empty archive"],
)
def test_an_archive_that_is_not_a_workbook_is_reported_in_one_line(data: bytes) -> None:
    with pytest.raises(UnreadableError) as raised:
        read(data)
    assert "\n" not in str(raised.value)
