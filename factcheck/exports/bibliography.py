"""What reference managers want to know of a source, and the advice where a case does not."""

from __future__ import annotations

import re
from collections.abc import Iterator

from factcheck.exports.dates import date_parts
from factcheck.exports.selection import LintIssue, Selection, sources_of

_ADVISED = {
    "title": "no title",
    "author": "no author",
    "publisher": "no publisher",
    "published": "no date of publication",
}
_PARTS_NAMES = re.compile(r"\b(?:and|others)\b", re.IGNORECASE)
_PLAIN_NAME = re.compile(r"[^\W\d_](?:[^\W\d_]|[ .'’-])*(?:, ?[^\W\d_](?:[^\W\d_]|[ .'’-])*)?")


def names(author: str) -> list[str]:
    """Return the names in a line of authors, which " and " parts: "A. Berg and Cora Dahl"."""
    return author.split(" and ") if author else []


def is_plain_name(name: str) -> bool:
    """Return whether a name is made of letters, with at most one comma between family and given name."""
    return _PLAIN_NAME.fullmatch(name) is not None and not _PARTS_NAMES.search(name)


def lint_sources(selection: Selection) -> Iterator[LintIssue]:
    """Yield what a reference is advised to have."""
    for source in sources_of(selection):
        for field, words in _ADVISED.items():
            if not getattr(source, field):
                yield LintIssue(source.ref, field, words, required=False)
        if source.published and not date_parts(source.published):
            yield LintIssue(source.ref, "published", "not a date like 2026-11-22; written as text", False)
        if source.url and not source.accessed:
            yield LintIssue(source.ref, "accessed", "no date of access", required=False)
