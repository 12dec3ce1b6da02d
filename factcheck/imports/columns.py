"""Map the columns of a table to fields: by their names in many spellings, and as the user says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from factcheck.errors import UnknownError, UnreadableError
from factcheck.imports.candidates import ImportOptions, Problem
from factcheck.imports.json_values import shown
from factcheck.text import counted, folded

SPELLINGS: Mapping[str, tuple[str, ...]] = {
    "text": ("text", "claim text", "claim", "claimreviewed", "claim reviewed", "statement", "assertion", "sentence"),
    "quote": ("quote", "excerpt", "quotation", "evidence", "evidence text", "passage", "snippet"),
    "stance": ("stance", "evidence stance", "evidence label", "relation", "relationship"),
    "url": ("source url", "evidence url", "source link", "evidence link"),
    "title": ("source title", "evidence title", "source", "source name"),
    "published": ("source date", "evidence date", "published"),
    "author": ("source author", "evidence author"),
    "publisher": ("source publisher", "evidence publisher", "publisher"),
    "speaker": ("speaker", "claimant", "said by", "claim author", "author", "who"),
    "date": ("date", "claim date", "said on", "when"),
    "origin": ("origin", "claim url", "original claim url", "appearance", "where", "link", "url"),
    "tags": ("tags", "tag", "topics", "topic", "subjects", "subject", "category", "categories"),
    "label": ("label", "verdict", "rating", "ruling", "textual rating", "truth rating", "conclusion"),
    "confidence": ("confidence", "certainty"),
    "rationale": ("rationale", "justification", "explanation", "reasoning", "reason"),
    "condition": ("condition",),
    "checker": ("checker", "checked by", "fact checker", "reviewer", "review publisher", "fact checked by"),
    "at": ("decided", "checked", "checked on", "review date", "at"),
    "external_id": ("external id", "id", "claim id", "uid", "idx", "index"),
}
"""The fields that a column can map to, each with the column names that are recognised for it, the clearest first."""

ELSEWHERE: Mapping[str, tuple[str, ...]] = {
    "text": (
        *("behauptung", "aussage", "affirmation", "declaration", "afirmacion", "declaracion", "afirmacao"),
        *("affermazione", "dichiarazione", "bewering", "uitspraak", "twierdzenie", "wypowiedz", "pastande", "iddia"),
        *("утверждение", "заявление", "主張", "주장", "声明", "说法", "ادعاء", "दावा"),
    ),
    "quote": ("zitat", "citation", "cita", "citazione", "citaat", "cytat", "цитата", "引用", "인용"),
    "speaker": (
        *("sprecher", "sprecherin", "wer", "locuteur", "qui", "orador", "quien", "autore", "spreker", "mowca", "kto"),
        *("auteur", "autor", "автор", "спикер", "кто", "発言者", "발언자", "发言人"),
    ),
    "date": ("datum", "fecha", "data", "дата", "日付", "날짜", "日期", "tarih", "dato"),
    "label": (
        *("urteil", "bewertung", "ergebnis", "veredicto", "calificacion", "veredito", "classificacao", "verdetto"),
        *("valutazione", "oordeel", "ocena", "werdykt", "оценка", "вердикт", "判定", "판정", "结论", "karar", "omdome"),
    ),
    "rationale": ("begrundung", "justificacion", "justificativa", "motivazione", "toelichting", "uzasadnienie"),
    "tags": ("thema", "themen", "theme", "sujet", "tema", "temas", "onderwerp", "temat", "тема"),
}
"""Names of columns in other languages than English."""

WITH_QUOTE: Mapping[str, tuple[str, ...]] = {"url": ("url", "link"), "title": ("title", "page", "document")}
"""More column names of the source, where there is a column of quotations."""

ALIASES = {"claim": "text", "id": "external_id", "external id": "external_id", "source": "title", "source url": "url"}
"""Other names by which a user may name a field."""

NONE = "-"
"""The field to which a column is mapped that is to be left out."""

LACKING = re.compile(r"label|verdict|rating|ruling|evidence|quote|stance")
"""A column or key whose name has one of these holds labels or evidence."""

Cells = Sequence[str]


class CellTable(NamedTuple):
    """The rows of a table, each with its place, and the problems of rows that could not be read.

    `name` is that of the sheet. `ragged` is true if a row may have another number of cells than the header.
    """

    rows: Sequence[tuple[str, Cells]]
    problems: Sequence[Problem]
    name: str = ""
    ragged: bool = False


class Columns(NamedTuple):
    """The column number of each field, the header as it is written, and a note that lists both."""

    numbers: Mapping[str, int]
    head: Cells
    note: str

    def left_out(self, rows: Sequence[tuple[str, Cells]]) -> dict[str, int]:
        """Return the columns that are not read, each with the number of its cells that are not empty."""
        counts = {
            shown(cell) or f"(column {number + 1})": _filled(rows, number)
            for number, cell in enumerate(self.head)
            if number not in self.numbers.values()
        }
        return {name: count for name, count in counts.items() if count}


def _filled(rows: Sequence[tuple[str, Cells]], number: int) -> int:
    return sum(number < len(cells) and bool(cells[number].strip()) for _, cells in rows)


def name_of(cell: str) -> str:
    """Return the name of a column for comparing: folded, with single spaces instead of punctuation."""
    return " ".join(re.sub(r"[\W_]+", " ", folded(cell)).split())


def is_claims_head(head: Cells, options: ImportOptions) -> bool:
    """Return whether a row names the columns of a table of claims, as the user maps them."""
    try:
        return "text" in columns_of(head, options.columns).numbers
    except (UnreadableError, UnknownError):
        return False


def columns_of(head: Cells, wanted: Mapping[str, str], *, named: bool = True) -> Columns:
    """Return the columns of a table; no numbers if `head` is no header and the only column.

    Without `named`, `head` is a row of the table, and columns are mapped by number only. Raises UnreadableError if
    there are several columns and none of claims, UnknownError for a wrong `wanted`.
    """
    columns = fields_of(head, wanted, named=named)
    if "text" not in columns and len(head) > 1:
        header = ", ".join(shown(cell) or f"(column {number})" for number, cell in enumerate(head, 1))
        raise UnreadableError(f"no column of claims; there are {header}; --map COLUMN=text names it")
    if "text" not in columns:
        return Columns({}, head, "")
    mapped = ", ".join(f"{field} from {_shown(head, column, named=named)}" for field, column in columns.items())
    return Columns(columns, head, f"columns: {mapped}")


def fields_of(head: Cells, wanted: Mapping[str, str], *, named: bool = True) -> dict[str, int]:
    """Return the column of each field as `columns_of` does, also if there is none of claims. Raises UnknownError."""
    names = [name_of(cell) if named else "" for cell in head]
    chosen = {_numbered(head, names, column): _field(field) for column, field in wanted.items()}
    columns = {field: column for column, field in chosen.items() if field != NONE}
    if len(columns) != sum(field != NONE for field in chosen.values()):
        raise UnknownError("two columns are mapped to one field")
    for field, spellings in _spellings(columns, names, chosen):
        free = {name: number for number, name in reversed(list(enumerate(names))) if name and number not in chosen}
        column = next((free[name] for name in spellings if name in free and free[name] not in columns.values()), None)
        if field not in columns and column is not None:
            columns[field] = column
    return columns


@cache
def _elsewhere(field: str) -> tuple[str, ...]:
    """Return the names of a column in other languages as names are compared."""
    return tuple(map(name_of, ELSEWHERE.get(field, ())))


def _spellings(
    columns: Mapping[str, int], names: Sequence[str], chosen: Mapping[int, str]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    free = {name for number, name in enumerate(names) if number not in chosen}
    quotes = "quote" in columns or bool(free.intersection(SPELLINGS["quote"]))
    for field, spellings in SPELLINGS.items():
        if field in {"url", "title", "published", "author", "publisher", "stance"} and not quotes:
            continue
        more = WITH_QUOTE.get(field, ()) if quotes else ()
        yield field, (*spellings, *more, *_elsewhere(field))


def _shown(head: Cells, column: int, *, named: bool) -> str:
    return repr(shown(head[column])) if named else f"column {column + 1}"


def _numbered(head: Cells, names: list[str], column: str) -> int:
    """Return the index of a column, given by name or by number from 1. Raises UnknownError."""
    if name_of(column) and name_of(column) in names:
        return names.index(name_of(column))
    if column.isdecimal() and len(column) < len(str(10**6)) and 1 <= int(column) <= len(head):
        return int(column) - 1
    raise UnknownError(f"no column {column!r}; there are {', '.join(map(shown, head))}")


def _field(name: str) -> str:
    """Return the field that is named, or NONE. Raises UnknownError."""
    if name.strip() == NONE:
        return NONE
    plain = name_of(name)
    field = ALIASES.get(plain, plain)
    if field not in SPELLINGS:
        raise UnknownError(f"no field {name!r}; there are {', '.join(SPELLINGS)}, and {NONE} to leave it out")
    return field


def find_head(table: CellTable, options: ImportOptions) -> tuple[int, str]:
    """Return the index of the row that is the header, and a note about what stands above it; (0, "") by default.

    It is the first row that names a column of claims and, below the first row, another field too. Raises UnknownError
    if the user names a line that is not in the table.
    """
    places = [int(place.rpartition(" ")[2]) for place, _ in table.rows]
    if options.header:
        if options.header not in places:
            raise UnknownError(f"there is no row in line {options.header}, which --header names")
        return _above(places.index(options.header), options.header)
    for number, (_, cells) in enumerate(table.rows[:_SEARCHED]):
        filled = sum(bool(cell.strip()) for cell in cells)
        if is_claims_head(cells, options) and (number == 0 or filled > 1):
            return _above(number, places[number])
    return 0, ""


_SEARCHED = 30
"""The rows in which a header is looked for."""


def _above(number: int, line: int) -> tuple[int, str]:
    return number, f"header in line {line}; {counted(number, 'row')} above it left out" if number else ""
