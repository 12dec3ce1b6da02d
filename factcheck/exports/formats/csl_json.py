"""CSL-JSON (Citation Style Language 1.0.2): the sources of a selection, for Zotero, Pandoc and the like.

A source with an address is a webpage, any other a document. Authors stand as they were written, but that a single
comma parts family and given name. The name and hash of the file are under `custom`.
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
        """Yield an item for each source."""
        return json_array(map(item, sources_of(selection)))

    def lint(self, selection: Selection) -> Iterator[LintIssue]:
        """Yield what a reference is advised to have."""
        return lint_sources(selection)


def item(source: Source) -> dict[str, Any]:
    """Return the item of a source: what is known of it."""
    kept = {"file": source.file, "sha256": source.sha256, "media-type": source.media_type}
    known = {
        "title": source.title,
        "author": list(map(_name, author_names(source.author))),
        "publisher": source.publisher,
        "issued": _date(source.published),
        "accessed": _date(source.accessed),
        "URL": source.url,
        "language": source.language,
        "note": source.note,
        "custom": {name: value for name, value in kept.items() if value},
    }
    kind = "webpage" if source.url else "document"
    return {"id": source.ref, "type": kind} | {name: value for name, value in known.items() if value}


def _name(name: str) -> dict[str, str]:
    family, comma, given = name.partition(", ")
    return {"family": family, "given": given} if comma and is_plain_name(name) else {"literal": name}


def _date(text: str) -> dict[str, Any]:
    parts = date_parts(text)
    if parts:
        return {"date-parts": [list(parts)]}
    return {"literal": text} if text else {}
