"""CSL-JSON (Citation Style Language 1.0.2): the sources of a selection, for Zotero, Pandoc and others.

A source with an address is a webpage, any other a document. A name with one comma is split into family and given name;
any other is written as it is. The name and hash of the file are in `custom`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from factcheck.case.records import Source
from factcheck.exports import BUILT_IN, ExportFormat
from factcheck.exports.lint import LintIssue, lint_sources
from factcheck.exports.selection import Selection, sources_of
from factcheck.exports.values import author_names, date_parts, is_plain_name, json_array


class CslJson(ExportFormat):
    """Writes the sources as CSL JSON."""

    suffix, about = BUILT_IN["csl-json"][:2]

    def write(self, selection: Selection) -> Iterator[bytes]:
        """Yield one array with an item for each source."""
        return json_array(map(item, sources_of(selection)))

    def lint(self, selection: Selection) -> Iterator[LintIssue]:
        """Yield what a reference is advised to have."""
        return lint_sources(selection)


def item(source: Source) -> dict[str, Any]:
    """Return a source as an item, with the fields that are known."""
    file = {"file": source.file, "sha256": source.sha256, "media-type": source.media_type}
    fields = {
        "title": source.title,
        "author": list(map(_name, author_names(source.author))),
        "publisher": source.publisher,
        "issued": _date(source.published),
        "accessed": _date(source.accessed),
        "URL": source.url,
        "language": source.language,
        "note": source.note,
        "custom": {name: value for name, value in file.items() if value},
    }
    kind = "webpage" if source.url else "document"
    return {"id": source.ref, "type": kind} | {name: value for name, value in fields.items() if value}


def _name(name: str) -> dict[str, str]:
    family, comma, given = name.partition(", ")
    return {"family": family, "given": given} if comma and is_plain_name(name) else {"literal": name}


def _date(text: str) -> dict[str, Any]:
    parts = date_parts(text)
    if parts:
        return {"date-parts": [list(parts)]}
    return {"literal": text} if text else {}
