"""Names for the rows of a case that the web of data can carry: IRIs that lead nowhere and tell the row's id."""

from __future__ import annotations

from urllib.parse import quote

from factcheck.case.records import Source
from factcheck.exports.dates import is_web

_SPACE = "urn:x-factcheck"


def urn(noun: str, row_id: str) -> str:
    """Return the name of a row, `urn:x-factcheck:excerpt:9f86d081884c7d65`: its id, escaped as in addresses."""
    return f"{_SPACE}:{noun}:{quote(row_id, safe='')}"


def source_iri(source: Source) -> str:
    """Return the address of a source; its name where it has none on the web."""
    return source.url if is_web(source.url) else urn("source", source.id)
