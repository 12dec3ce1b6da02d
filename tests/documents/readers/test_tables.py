"""Tables: a row is a line of heads and values, and a cell is found again by sheet, row and column."""

from __future__ import annotations

from datetime import date, datetime
from io import BytesIO

import pytest
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P
from openpyxl import Workbook, load_workbook

from factcheck.case.document import Document
from factcheck.documents import read
from factcheck.errors import UnreadableError
from factcheck.quotes.selectors import excerpt_fields, locator
from tests.documents.office import TABLE, odf_bytes, xlsx_bytes, zipped


def place(document: Document, words: str) -> str:
    return locator(document, document.text.index(words))


def ods_bytes() -> bytes:
    """Return the table in a spreadsheet, as odfpy writes it."""
    book = OpenDocumentSpreadsheet()
    sheet = Table(name="Deaths")
    for row in TABLE:
        line = TableRow()
        for cell in row:
            shown = TableCell(valuetype="float" if isinstance(cell, int) else "string", value=cell)
            shown.addElement(P(text=str(cell)))
            line.addElement(shown)
        sheet.addElement(line)
    book.spreadsheet.addElement(sheet)
    made = BytesIO()
    book.write(made)
    return made.getvalue()


@pytest.mark.parametrize(
    ("name", "data"),
    [("a.xlsx", xlsx_bytes(TABLE, "Deaths")), ("a.ods", ods_bytes())],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_cell_of_a_spreadsheet_is_named_by_sheet_row_and_column(name: str, data: bytes) -> None:
    document = read(data, name)
    assert document.text.split("\n\n") == [
        "Place\tYear\tDead",
        "Place: Oldmill\tYear: 2021\tDead: 12",
        "Place: Newmill\tYear: 2022\tDead: 225",
    ]
    assert place(document, "225") == "sheet Deaths, row 3 (Newmill), column Dead"
    assert place(document, "Oldmill") == "sheet Deaths, row 2 (Oldmill), column Place"
    assert place(document, "Place\t") == "sheet Deaths, row 1"
    start = document.text.index("Place: New")
    assert locator(document, start, len(document.text)) == "sheet Deaths, row 3 (Newmill)"
    assert locator(document, 0, len(document.text)) == "sheet Deaths"
    assert excerpt_fields(document, start, len(document.text))["locator"] == "sheet Deaths, row 3 (Newmill)"


def test_lines_above_the_heads_are_kept_and_years_are_heads() -> None:
    rows = (("Deaths by place",), (), ("", 2021, 2022), ("Oldmill", 12, 3), ("Newmill", None, 225))
    document = read(xlsx_bytes(rows), "a.xlsx")
    assert document.text.split("\n\n") == [
        "Deaths by place",
        "2021\t2022",
        "Oldmill\t2021: 12\t2022: 3",
        "Newmill\t2022: 225",
    ]
    assert place(document, "225") == "sheet Data, row 5 (Newmill), column 2022"


def test_a_table_without_heads_is_named_by_letters() -> None:
    document = read(b"1,2,3\n4,5,6\n7,8,225\n", "a.csv")
    assert document.text.split("\n\n")[2] == "7\t8\t225"
    assert place(document, "225") == "row 3, column C"


def test_values_of_a_workbook_are_read_as_they_are_shown() -> None:
    book = Workbook()
    page = book.active
    page.append(["what", "value"])
    page.append(["share", 0.434])
    page["B2"].number_format = "0.0%"
    page.append(["day", date(2021, 3, 4)])
    page.append(["moment", datetime(2021, 3, 4, 5, 6)])  # noqa: DTZ001
    page.append(["sum", 0.1 + 0.2])
    page.append(["right", True])
    book.create_sheet("Secret").sheet_state = "hidden"
    book.properties.title = "Figures"
    made = BytesIO()
    book.save(made)
    document = read(made.getvalue(), "a.xlsx")
    shown = [line.rpartition("value: ")[2] for line in document.text.split("\n\n")[1:]]
    assert shown == ["43.4%", "2021-03-04", "2021-03-04 05:06", "0.3", "TRUE"]
    assert document.title == "Figures"
    assert document.remarks == ("hidden sheets are read too: Secret",)


def test_formulas_without_a_value_are_said() -> None:
    document = read(xlsx_bytes([*TABLE, ("all", 2022, "=SUM(C2:C3)")]), "a.xlsx")
    assert document.remarks == (
        "1 formula has no value in the file: open it in a spreadsheet program and save it there, then add it",
    )


def test_all_values_that_another_reader_finds_are_read() -> None:
    data = xlsx_bytes([[f"r{row}c{column}" for column in range(30)] for row in range(40)])
    cells = [cell for row in load_workbook(BytesIO(data)).active.iter_rows(values_only=True) for cell in row]
    text = read(data, "a.xlsx").text
    assert all(str(cell) in text for cell in cells)


def test_repeated_rows_and_cells_are_counted_and_an_endless_sheet_is_cut() -> None:
    cell = "<table:table-cell{}><text:p>{}</text:p></table:table-cell>"
    twice = ' table:number-columns-repeated="2"'
    rows = (
        f"<table:table-row>{cell.format('', 'a')}{cell.format('', 'b')}</table:table-row>"
        '<table:table-row table:number-rows-repeated="3"><table:table-cell/></table:table-row>'
        f"<table:table-row>{cell.format(twice, '7')}</table:table-row>"
        '<table:table-row table:number-rows-repeated="1048000"><table:table-cell '
        'table:number-columns-repeated="16384"/></table:table-row>'
    )
    document = read(odf_bytes("spreadsheet", f'<table:table table:name="One">{rows}</table:table>'), "a.ods")
    assert document.text == "a\tb\n\na: 7\tb: 7"
    assert place(document, "b: 7") == "sheet One, row 5, column b"
    endless = f'<table:table-row table:number-rows-repeated="9999">{cell.format("", "x")}</table:table-row>'
    document = read(odf_bytes("spreadsheet", f'<table:table table:name="One">{endless}</table:table>'), "a.ods")
    assert document.text.count("x") == 1000
    assert document.remarks == ("sheet One, row 1: repeated 9999 times, read 1000 times",)


def test_a_separator_that_is_named_and_quotation_marks_in_tabs() -> None:
    assert read(b"sep=|\na|b\n1|2,5\n", "a.csv").text == "a\tb\n\na: 1\tb: 2,5"
    document = read(b'who\tsaid\nAnna\t"It rose\nBen\tIt fell"\n', "a.tsv")
    assert document.text.split("\n\n")[1:] == ['who: Anna\tsaid: "It rose', 'who: Ben\tsaid: It fell"']
    assert place(read(b"sep=;\na;b\n1;2\n", "a.csv"), "b: 2") == "row 3, column b"


def test_a_cell_with_lines_is_one_line() -> None:
    assert read(b'name,note\nAnna,"one\ntwo"\n', "a.csv").text.endswith("name: Anna\tnote: one two")


def test_a_workbook_that_is_a_bomb_is_refused() -> None:
    data = zipped({"xl/workbook.xml": "<x/>", "xl/worksheets/sheet1.xml": b"a" * (30 << 20)})
    with pytest.raises(UnreadableError, match=r"^a\.xlsx: would unpack to 30 MB"):
        read(data, "a.xlsx")
