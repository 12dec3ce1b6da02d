"""CSV (RFC 4180) with a header, in any encoding and with any of the usual delimiters."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import StringIO
from itertools import islice

from factcheck.documents.encodings import decode
from factcheck.imports.candidates import Candidates, ImportFormat, Problem, ReadOptions
from factcheck.imports.columns import Cells, CellTable, read_claims

_DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
_SAMPLE_ROWS = 50
_LEAST_COLUMNS = 2


class Csv(ImportFormat):
    """Reads tables: CSV in any encoding, with any of the usual delimiters."""

    about = "a table with a column of claims, with any delimiter"

    def read(self, data: bytes, options: ReadOptions) -> Candidates:
        """Return the claims of a table. Raises UnreadableError if no column of claims is recognised."""
        decoded = decode(data)
        delimiter = _delimiter(decoded.text)
        note = f"{decoded.encoding.upper()}, {_DELIMITERS[delimiter]}-separated"
        problems: list[Problem] = []
        rows = list(_rows(decoded.text, delimiter, problems))
        return read_claims("csv", CellTable(rows, problems), options, [note])


def _delimiter(characters: str) -> str:
    """Return the delimiter with which most rows are as wide as the first; of several the one with most columns."""
    return max(_DELIMITERS, key=lambda delimiter: _fit(characters, delimiter))


def _fit(characters: str, delimiter: str) -> tuple[float, int]:
    rows = [cells for _, cells in islice(_rows(characters, delimiter, []), _SAMPLE_ROWS)]
    width = len(rows[0]) if rows else 0
    if width < _LEAST_COLUMNS:
        return 0.0, width
    return sum(len(cells) == width for cells in rows) / len(rows), width


def _rows(characters: str, delimiter: str, problems: list[Problem]) -> Iterator[tuple[str, Cells]]:
    """Yield the rows, each with the line on which it begins; an invalid row is added to `problems` instead."""
    reader = csv.reader(StringIO(characters, newline=""), delimiter=delimiter, strict=True)
    while True:
        place = f"line {reader.line_num + 1}"
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
