"""JSON: all rows of the selection, unchanged.

`schema()` is its JSON Schema. The export of a whole case is enough to restore it, with its history. An extract has the
claims of the filter, their excerpts and verdicts, the sources of these excerpts, the entries about these claims and
sources, and the changes of all these rows and of the case row. The texts of sources are not included, as they are not
part of the case file.
"""

from __future__ import annotations

import json
from collections.abc import Container, Iterable, Iterator
from importlib.resources import files
from itertools import chain, islice
from types import MappingProxyType
from typing import Any

import orjson

from factcheck.case.case_info import CASE_KEY
from factcheck.exports import BUILT_IN, ExportFormat
from factcheck.exports.lint import LintIssue
from factcheck.exports.selection import Selection, is_whole, option_value, sources_of
from factcheck.exports.values import ITEM_SEPARATOR, dumps, separated

FORMAT = "factcheck case"
VERSION = 1
_ROWS_A_PIECE = 64
"""Rows that are yielded as one piece, which is faster than one by one."""


def schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of what `write` yields."""
    content: dict[str, Any] = json.loads(files("factcheck.exports.formats").joinpath("case.schema.json").read_bytes())
    return content


class CaseJson(ExportFormat):
    """Writes the whole case."""

    suffix, about = BUILT_IN["json"][:2]
    options = MappingProxyType({"notes": "with the notes and their history (yes) or without (no)"})
    choices = MappingProxyType({"notes": ("yes", "no")})

    def write(self, selection: Selection) -> Iterator[bytes]:
        """Yield one object with the rows of each table."""
        left_out = () if option_value(selection, "notes", self.choices["notes"]) == "yes" else ("entries",)
        tables = (_everything if is_whole(selection) else _extract)(selection, left_out)
        return chain([_head(selection)], *(_table(name, rows) for name, rows in tables.items()), [b"}\n"])

    def lint(self, selection: Selection) -> Iterator[LintIssue]:
        """Yield that the texts of sources are not included, if there are any."""
        if any(selection.text(source.id) is not None for source in sources_of(selection)):
            message = "not included: copy db.sources/ too, or attach them again to verify quotes"
            yield LintIssue("case", "documents", message, required=False)


def _head(selection: Selection) -> bytes:
    head = {"format": FORMAT, "version": VERSION, "only": selection.only.strip()}
    sheet = selection.case.info_table.stored().get(CASE_KEY) or dumps(selection.case.info.to_row())
    return dumps(head)[:-1] + b',\n"case":' + sheet


def _table(name: str, rows: Iterable[bytes]) -> Iterator[bytes]:
    iterator = iter(rows)
    pieces = iter(lambda: ITEM_SEPARATOR.join(islice(iterator, _ROWS_A_PIECE)), b"")
    return separated(b',\n"%b":[' % name.encode(), pieces, b"]")


_TABLES = ("sources", "claims", "excerpts", "verdicts", "entries")


def _everything(selection: Selection, left_out: Container[str]) -> dict[str, Iterable[bytes]]:
    case = selection.case
    tables = {name: case.tables[name].stored().values() for name in _TABLES if name not in left_out}
    changes: Iterable[bytes] = case.history.stored().values()
    if left_out:
        changes = (entry for entry in changes if orjson.loads(entry)["target"].partition("/")[0] not in left_out)
    return {**tables, "history": changes}


def _extract(selection: Selection, left_out: Container[str]) -> dict[str, Iterable[bytes]]:
    case, index = selection.case, selection.case.index
    stored = {name: table.stored() for name, table in case.tables.items()}
    claims = [claim.id for claim in selection.claims]
    sources = [source.id for source in sources_of(selection)]
    keys = {
        "sources": sources,
        "claims": claims,
        "excerpts": [key for claim in claims for key in index.excerpts.get(claim, ())],
        "verdicts": [key for claim in claims for key in index.verdict_keys(claim)],
        "entries": [key for about in (*claims, *sources) for key in index.entries.get(about, ())],
    }
    keys = {name: ids for name, ids in keys.items() if name not in left_out}
    targets = {f"{name}/{key}" for name, ids in keys.items() for key in ids} | {f"case/{CASE_KEY}"}
    changes = (entry for entry in case.history.stored().values() if orjson.loads(entry)["target"] in targets)
    rows = {name: map(stored[name].__getitem__, ids) for name, ids in keys.items()}
    return {**rows, "history": changes}
