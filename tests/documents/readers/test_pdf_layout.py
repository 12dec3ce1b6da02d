"""PDF in columns, with tables, footnotes and turned pages: sentences are whole, rows are kept, pages stay right."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from itertools import zip_longest
from textwrap import wrap

import pytest

from factcheck.case.document import Document
from factcheck.documents import read
from factcheck.documents.options import without_remedies
from factcheck.errors import UnreadableError
from tests.documents.documents import pdf_bytes

Drawn = tuple[float, float, float, str]
"""A piece of text: its place from the lower left corner, in points, the size of its letters, and the text."""

_RIVERS = [
    "Tarn",
    "Esk",
    "Wye",
    "Dee",
    "Nith",
    "Spey",
    "Tay",
    "Forth",
    "Don",
    "Ness",
    "Tweed",
    "Clyde",
    "Aire",
    "Ouse",
    "Trent",
    "Tees",
    "Avon",
    "Stour",
    "Lune",
    "Nene",
]


def draw(pieces: Iterable[Drawn], before: str = "") -> bytes:
    """Return what draws these pieces on a page, in this order."""
    shown = "\n".join(f"BT /F1 {size} Tf 1 0 0 1 {x} {y} Tm ({text}) Tj ET" for x, y, size, text in pieces)
    return f"{before}\n{shown}".encode("cp1252")


def pdf(*pages: bytes) -> Document:
    return read(pdf_bytes(pages), "a.pdf")


def sentences(count: int, seed: int = 1) -> list[str]:
    """Return sentences that differ, each longer than a line of a column."""
    chosen = random.Random(seed)
    return [
        f"In year {1900 + number} the {chosen.choice(_RIVERS)} rose by {chosen.randint(20, 99)} centimetres near the "
        f"{chosen.choice(_RIVERS)} and {chosen.randint(2, 90)} families left their houses."
        for number in range(count)
    ]


def column(text: str, x: float, y: float = 720.0, *, width: int = 30, size: float = 8.0) -> list[Drawn]:
    """Return a text as the lines of a column."""
    return [(x, y - 10 * at, size, line) for at, line in enumerate(wrap(text, width, break_on_hyphens=False))]


def woven(*columns: Sequence[Drawn]) -> list[Drawn]:
    """Return columns in the order of their rows, as forms are drawn."""
    return [piece for row in zip_longest(*columns) for piece in row if piece is not None]


def found(document: Document, expected: Iterable[str]) -> int:
    text = " ".join(document.text.split())
    return sum(sentence in text for sentence in expected)


@pytest.mark.parametrize("count", [2, 3])
def test_columns_that_are_drawn_row_by_row_are_read_column_by_column(count: int) -> None:
    said = sentences(9 * count)
    parts = [" ".join(said[at * 9 : at * 9 + 9]) for at in range(count)]
    columns = [column(part, 40 + at * 180) for at, part in enumerate(parts)]
    title = (40, 760.0, 14.0, "Instructions for the form on floods, with a title over all of the columns of it")
    document = pdf(draw([title, *woven(*columns)]))
    assert found(document, said) == len(said)
    assert document.text.startswith("Instructions for the form")
    places = [document.text.index(sentence[:20]) for sentence in said]
    assert places == sorted(places)


def test_columns_whose_lines_are_at_other_heights_are_read_column_by_column() -> None:
    said = sentences(16)
    left = column(" ".join(said[:8]), 40)
    right = column(" ".join(said[8:]), 300, y=716.5)
    assert found(pdf(draw(woven(left, right))), said) == 16


def test_what_stands_over_the_columns_in_their_middle_parts_them() -> None:
    said = sentences(24)
    upper = woven(column(" ".join(said[:6]), 40), column(" ".join(said[6:12]), 300))
    lower = woven(column(" ".join(said[12:18]), 40, y=380), column(" ".join(said[18:]), 300, y=380))
    caption = (
        40,
        420.0,
        8.0,
        "Figure 1 shows the height of all the rivers in the north over the whole of the century.",
    )
    document = pdf(draw([*upper, caption, *lower]))
    assert found(document, said) == 24
    assert document.text.index(said[11]) < document.text.index("Figure 1") < document.text.index(said[12])


def test_ragged_columns_do_not_part_sentences() -> None:
    said = sentences(12)
    lines = [line for sentence in said for line in wrap(sentence, 45)]
    ragged = [(40.0, 720 - 10 * at, 8.0, line) for at, line in enumerate(lines)]
    wide = (
        40.0,
        740.0,
        8.0,
        "A line that is much wider than all of those that stand below it in this column of text, by far.",
    )
    assert found(pdf(draw([wide, *ragged])), said) == 12


FIGURES = [("Place", "Year", "Dead", "Hurt")] + [
    (river, str(1990 + at), str(at * 7 + 3), f"{at * 31}.5") for at, river in enumerate(_RIVERS[:12])
]


def table(rows: Sequence[Sequence[str]], y: float, xs: Sequence[float]) -> list[Drawn]:
    return [(x, y - 14 * at, 9.0, cell) for at, row in enumerate(rows) for x, cell in zip(xs, row, strict=True)]


def test_rows_of_a_table_are_kept_with_the_row_of_heads_before_them() -> None:
    said = sentences(3)
    text = column(" ".join(said), 40, width=90)
    document = pdf(draw([*text, *table(FIGURES, 600, (40, 180, 280, 380))]))
    paragraphs = document.text.split("\n\n")
    assert ["\t".join(row) for row in FIGURES] == paragraphs[-len(FIGURES) :]
    assert found(document, said) == 3


def test_a_table_of_words_is_read_by_rows_and_columns_of_text_are_not() -> None:
    rows = [
        (f"{river} Valley Trust", f"{other} district council")
        for river, other in zip(_RIVERS, _RIVERS[7:], strict=False)
    ]
    words = [("Who", "Where"), *rows]
    narrow = [
        (40.0 if at == 0 else 300.0, 700 - 14 * line, 9.0, cell)
        for line, row in enumerate(words)
        for at, cell in enumerate(row)
    ]
    wide = [
        (40.0, 716.0, 9.0, "The members of the board of the rivers, and where"),
        (300.0, 716.0, 9.0, "each of them has its seat at the end of the year"),
    ]
    document = pdf(draw([*wide, *narrow]))
    assert "\t".join(words[3]) in document.text


def test_footnotes_do_not_part_a_sentence_that_runs_on_to_the_next_page() -> None:
    said = sentences(10)
    first, second = " ".join(said[:5]), " ".join(said[5:])
    body = column(first + " It was the night in which the old bridge at", 40, width=80, size=10)
    notes = [
        (40.0, 100.0, 7.0, "1 Report of the council of Oldmill, page 12, and the minutes"),
        (40.0, 92.0, 7.0, "of its session in May."),
    ]
    notes += [(40.0, 84.0, 7.0, "2 Letter of Anna Brook.")]
    document = pdf(draw([*body, *notes]), draw(column("Oldmill fell into the river. " + second, 40, width=80, size=10)))
    assert "the old bridge at Oldmill fell into the river." in " ".join(document.text.split())
    assert "1 Report of the council of Oldmill, page 12, and the minutes of its session in May." in document.text.split(
        "\n\n"
    )
    assert "2 Letter of Anna Brook." in document.text.split("\n\n")
    for words, page in (
        ("1 Report", 1),
        ("2 Letter", 1),
        ("the old bridge", 1),
        ("fell into", 2),
        (said[0], 1),
        (said[9], 2),
    ):
        assert document.page(document.text.index(words)) == page


def test_the_same_heads_on_two_pages_do_not_part_a_sentence() -> None:
    heads = [(40.0, 770.0, 8.0, "Flood report of Oldmill"), (300.0, 30.0, 8.0, "{}")]
    said = sentences(4)
    first = column(" ".join(said) + " It was the night in which the old bridge at", 40, width=80, size=10)
    second = column("Oldmill fell into the river. " + " ".join(said), 40, width=80, size=10)
    pages = [draw([heads[0], *lines, (*heads[1][:3], str(number))]) for number, lines in enumerate((first, second), 1)]
    document = pdf(*pages)
    assert "the old bridge at Oldmill fell into the river." in " ".join(document.text.split())


@pytest.mark.parametrize(
    ("angle", "matrix"), [(90, "0 1 -1 0 600 0"), (270, "0 -1 1 0 0 790"), (180, "-1 0 0 -1 612 792")]
)
def test_turned_pages_are_read_as_upright_ones(angle: int, matrix: str) -> None:
    said = sentences(18)
    pieces = woven(column(" ".join(said[:9]), 40, y=560), column(" ".join(said[9:]), 300, y=560))
    document = pdf(draw(pieces, before=f"{matrix} cm"))
    assert found(document, said) == 18, angle


def test_text_that_is_not_readable_is_said_and_left_out() -> None:
    said = sentences(4)
    codes = "BT /F1 10 Tf 40 700 Td <" + "".join(f"{code:02x}" for code in range(1, 31)) * 5 + "> Tj ET"
    sound = draw(column(" ".join(said), 40, width=80))
    document = pdf(sound, codes.encode(), sound)
    assert len(document.remarks) == 1
    assert document.remarks[0].startswith("the text of page 2 is not readable and was left out: ")
    assert document.pages[1] == document.pages[2]
    with pytest.raises(
        UnreadableError, match=r"^a\.pdf: its text is not readable: \d+% of its signs are no characters"
    ):
        pdf(codes.encode())


def test_a_page_of_pictures_among_others_is_said() -> None:
    picture = b"q 100 0 0 100 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x00 EI Q"
    document = pdf(draw(column(" ".join(sentences(2)), 40)), picture, picture, b"")
    assert document.remarks == ("pages 2-3 have no text layer and are not read; --ocr reads them",)
    assert without_remedies(document.remarks[0]) == "pages 2-3 have no text layer and are not read"
