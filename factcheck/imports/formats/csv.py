"""CSV (RFC 4180) with a row of names first, in any encoding and with any of the usual delimiters."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import StringIO
from itertools import islice

from factcheck.documents.encodings import decode
from factcheck.imports.candidates import Candidates, ImportFormat, Problem, ReadOptions
from factcheck.imports.columns import Cells, CellTable, read_claims

_DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
_SAMPLE = 50
_WORTH = 2


class Csv(ImportFormat):
    """Reads tables: CSV in any encoding, with any of the usual delimiters."""

    about = "a table with a column of claims, whatever parts its cells"

    def read(self, data: bytes, asked: ReadOptions) -> Candidates:
        """Return the claims of a table. Raises UnreadableError where no column is known to hold them."""
        found = decode(data)
        delimiter = _delimiter(found.text)
        note = f"{found.encoding.upper()}, {_DELIMITERS[delimiter]}-separated"
        return read_claims("csv", _table(found.text, delimiter), asked, [note])


def _delimiter(characters: str) -> str:
    """Return what parts the cells: what gives most rows the width of the first, and that the widest."""
    return max(_DELIMITERS, key=lambda delimiter: _fit(characters, delimiter))


def _fit(characters: str, delimiter: str) -> tuple[float, int]:
    rows = [cells for _, cells in islice(_rows(characters, delimiter, []), _SAMPLE)]
    width = len(rows[0]) if rows else 0
    if width < _WORTH:
        return 0.0, width
    return sum(len(cells) == width for cells in rows) / len(rows), width


def _table(characters: str, delimiter: str) -> CellTable:
    problems: list[Problem] = []
    return CellTable(list(_rows(characters, delimiter, problems)), problems)


def _rows(characters: str, delimiter: str, problems: list[Problem]) -> Iterator[tuple[str, Cells]]:
    """Yield the rows, each with the line on which it begins; what breaks the rules is a problem and no row."""
    reader = csv.reader(StringIO(characters, newline=""), delimiter=delimiter, strict=True)
    while True:
        place = f"line {reader.line_num + 1}"
        try:
            yield place, next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            problems.append(Problem(place, _words(error)))


def _words(error: csv.Error) -> str:
    if "end of data" in str(error):
        return "a quotation mark that is opened here is never closed, and nothing behind it can be read"
    if "expected after" in str(error):
        return "a quotation mark stands within a cell that is in quotation marks; it must be doubled"
    return f"is no row of a table: {error}"
