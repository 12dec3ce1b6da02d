"""How the quotes of a selection compare to the texts of their sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from factcheck.case.records import Excerpt, Source
from factcheck.exports.report.markdown_escape import escape
from factcheck.exports.selection import LintIssue, Selection
from factcheck.quotes import Anchor, no_anchor

_NAMED = 12


def checked_quotes(selection: Selection) -> Iterator[tuple[str, str, Anchor]]:
    """Yield the ids of excerpts and of their sources with their anchors, as far as these are known."""
    if selection.anchor is no_anchor:
        return
    for claim in selection.claims:
        for key, filed in selection.case.index.excerpts.get(claim.id, {}).items():
            if (anchor := selection.anchor(key)) is not None:
                yield key, filed.source, anchor


def lint(selection: Selection) -> Iterator[LintIssue]:
    """Yield that quotes do not match their source, all in one."""
    excerpts = selection.case.excerpts
    wrong = refs_of(excerpts[key] for key, _, anchor in checked_quotes(selection) if anchor.misquotes)
    if wrong:
        many = f"{len(wrong)} excerpts do not match their sources"
        words = "1 excerpt does not match its source" if len(wrong) == 1 else many
        yield LintIssue("case", "quotes", f"{words}: {listed_refs(wrong)}")


def refs_of(records: Iterable[Excerpt | Source]) -> list[str]:
    """Return the refs of records in their order."""
    return sorted((record.ref for record in records), key=lambda ref: (len(ref), ref))


def listed_refs(refs: list[str]) -> str:
    """Return refs in one line, the first ones of many."""
    more = f" and {len(refs) - _NAMED} more" if len(refs) > _NAMED else ""
    return escape(", ".join(refs[:_NAMED])) + more
