"""CSV (RFC 4180) with a header, in any encoding and with any of the usual delimiters; also tables without quoting."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from io import StringIO
from itertools import islice
from typing import NamedTuple

from factcheck.documents.encodings import decode
from factcheck.errors import UnknownError
from factcheck.imports.candidates import Candidates, ImportFormat, ImportOptions, Problem
from factcheck.imports.columns import Cells, CellTable
from factcheck.imports.json_values import shown
from factcheck.imports.table_file import read_tables

DELIMITERS = {"comma": ",", "semicolon": ";", "tab": "\t", "bar": "|"}
"""The delimiters that are looked for, by their names."""
_NAMES = {sign: name for name, sign in DELIMITERS.items()}
_SAMPLE_ROWS = 50
_UNQUOTED = {"\t", "|"}
"""The delimiters of tables that may have no quoting."""
_LEAST_COLUMNS = 2
_MOSTLY = 0.98
"""The share of lines with as many cells as most that a table without quoting has at least."""
_SEPARATOR = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
"""A first line by which spreadsheets name the delimiter."""
_LIAR_LABELS = {"true", "mostly-true", "half-true", "barely-true", "false", "pants-fire"}
_LIAR_COUNTS = ("barely true count", "false count", "half true count", "mostly true count", "pants on fire count")
_LIAR = ("id", "label", "statement", "subjects", "speaker", "job", "state", "party", *_LIAR_COUNTS, "context")
"""The columns of LIAR (Wang 2017), which has no header; LIAR-PLUS adds a justification."""

Rows = list[tuple[str, Cells]]


class _Reading(NamedTuple):
    """The rows of a file with one delimiter, with or without quoting."""

    rows: Rows
    problems: list[Problem]


class Csv(ImportFormat):
    """Reads tables: CSV in any encoding, with any of the usual delimiters."""

    about = "a table with a column of claims, with any delimiter"

    def read(self, data: bytes, options: ImportOptions) -> Candidates:
        """Return the claims of a table. Raises UnreadableError if no column of claims is recognised."""
        table, notes = read_table(data, options)
        return read_tables("csv", [table], options, notes)


def read_table(data: bytes, options: ImportOptions, most: int | None = None) -> tuple[CellTable, list[str]]:
    """Return the rows of a table, at most those in its first `most` characters, and notes on how they were read."""
    decoded = decode(data)
    text = decoded.text if most is None else decoded.text[:most]
    named = _SEPARATOR.match(text)
    text, skipped = (text[named.end() :], 1) if named else (text, 0)
    delimiter = _asked(options.delimiter) or (named[1] if named else _delimiter(text))
    quoted = _quoted(text, delimiter, skipped)
    plain = _without_quoting(text, delimiter, skipped, quoted)
    rows, problems = plain or quoted
    encoding = options.encoding or decoded.encoding
    notes = [f"{encoding.upper()}, {_NAMES.get(delimiter, repr(delimiter))}-separated"]
    if plain:
        notes.append("quotation marks are part of the cells")
    if options.header is None and _is_liar(rows):
        rows = [("line 0", ("id", *_LIAR[1:], "justification")[: max(len(cells) for _, cells in rows)]), *rows]
        notes.append("LIAR's layout, without a header")
    return CellTable(rows, problems), notes


def _asked(delimiter: str) -> str:
    """Return the sign of a delimiter that the user names, "" for none. Raises UnknownError."""
    sign = DELIMITERS.get(delimiter, delimiter)
    if len(sign) > 1 or sign in {'"', "\r", "\n"}:
        raise UnknownError(f"no delimiter {shown(delimiter)!r}; it is one sign, or {', '.join(DELIMITERS)}")
    return sign


def _delimiter(characters: str) -> str:
    """Return the delimiter with which most rows are as wide as the first; of several the one with most columns."""
    return max(_NAMES, key=lambda delimiter: _fit(characters, delimiter))


def _fit(characters: str, delimiter: str) -> tuple[float, int]:
    rows = [cells for _, cells in islice(_rows(characters, delimiter, []), _SAMPLE_ROWS)]
    wide = Counter(map(len, rows)).most_common(1)[0][0] if rows else 0
    width = max(wide, len(rows[0]) if rows else 0) if wide < _LEAST_COLUMNS else wide
    if width < _LEAST_COLUMNS:
        return 0.0, width
    return sum(len(cells) == width for cells in rows) / len(rows), width


def _quoted(characters: str, delimiter: str, skipped: int) -> _Reading:
    problems: list[Problem] = []
    return _Reading(list(_rows(characters, delimiter, problems, skipped)), problems)


def _without_quoting(characters: str, delimiter: str, skipped: int, quoted: _Reading) -> _Reading | None:
    """Return the rows line by line, if their quotation marks are no quoting; None if they are.

    They are none if the lines as they are have the same number of cells, and read as quoted do not.
    """
    if '"' not in characters or delimiter not in _UNQUOTED:
        return None
    lines = characters.split("\n")
    rows: Rows = [
        (f"line {number}", line.removesuffix("\r").split(delimiter))
        for number, line in enumerate(lines, 1 + skipped)
        if line.strip()
    ]
    width, times = Counter(len(cells) for _, cells in rows).most_common(1)[0]
    is_table = width >= _LEAST_COLUMNS and times >= _MOSTLY * len(rows)
    if not is_table or (not quoted.problems and len(quoted.rows) == len(rows)):
        return None
    return _Reading(rows, [])


def _rows(characters: str, delimiter: str, problems: list[Problem], skipped: int = 0) -> Iterator[tuple[str, Cells]]:
    """Yield the rows, each with the line on which it begins; an invalid row is added to `problems` instead."""
    reader = csv.reader(StringIO(characters, newline=""), delimiter=delimiter, strict=True)
    while True:
        place = f"line {reader.line_num + 1 + skipped}"
        try:
            yield place, next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            problems.append(Problem(place, _reason(error)))


def _reason(error: csv.Error) -> str:
    if "end of data" in str(error):
        return "the quotation mark that opens here is not closed; the rest of the file cannot be read"
    if "expected after" in str(error):
        return "a quotation mark in a quoted cell must be doubled"
    return f"is not a valid row: {error}"


def _is_liar(rows: Sequence[tuple[str, Cells]]) -> bool:
    """Return whether the rows have LIAR's layout: no header, a file of JSON as id, one of its labels."""
    first = [cells for _, cells in rows[:_SAMPLE_ROWS]]
    return bool(first) and all(
        len(cells) >= len(_LIAR) and cells[0].endswith(".json") and cells[1] in _LIAR_LABELS for cells in first
    )
