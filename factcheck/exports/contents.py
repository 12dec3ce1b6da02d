"""What an export holds, counted: claims or, in formats of other things, these."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from factcheck.exports.draft.notes import corrections_of, draft_of, queries_of, shown_notes
from factcheck.exports.selection import Selection, checked_claims, entries_of, labelled_claims, sources_of
from factcheck.text import counted

_Count = Callable[[Selection], int]


def _excerpts(selection: Selection) -> int:
    return sum(len(selection.case.index.excerpts.get(claim.id, ())) for claim in selection.claims)


def _verdicts(selection: Selection) -> int:
    return sum(len(selection.case.index.verdicts.get(claim.id, ())) for claim in selection.claims)


def _sources(selection: Selection) -> int:
    return len(sources_of(selection))


def _labelled(selection: Selection) -> int:
    return sum(1 for _ in labelled_claims(selection))


def _notes(selection: Selection) -> int:
    return len(shown_notes(selection, draft_of(selection)))


def _corrections(selection: Selection) -> int:
    return len(corrections_of(selection, draft_of(selection)))


def _queries(selection: Selection) -> int:
    return len(queries_of(selection, draft_of(selection)))


_TABLES: Mapping[str, tuple[str, _Count]] = {
    "excerpts": ("excerpt", _excerpts),
    "verdicts": ("verdict", _verdicts),
    "sources": ("source", _sources),
    "entries": ("entry", lambda selection: len(entries_of(selection))),
    "corpus": ("source", _sources),
}
"""What is counted for an option `table`."""

_FORMATS: Mapping[str, tuple[str, _Count]] = {
    "fever": ("claim", _labelled),
    "averitec": ("claim", _labelled),
    "scifact": ("claim", _labelled),
    "claimreview": ("claim", lambda selection: sum(1 for _ in checked_claims(selection))),
    "annotations": ("excerpt", _excerpts),
    "bibtex": ("source", _sources),
    "csl-json": ("source", _sources),
    **dict.fromkeys(("draft-html", "draft-docx", "draft-markdown"), ("note", _notes)),
    "corrections": ("correction", _corrections),
    "queries": ("query", _queries),
}
"""What is counted in the formats that do not hold all claims."""


def contents(format_name: str, selection: Selection) -> str:
    """Return what an export in a format holds, in words: "12 claims"."""
    chosen = _TABLES.get(selection.options.get("table", "")) or _FORMATS.get(format_name)
    noun, count = chosen or ("claim", lambda of: len(of.claims))
    return counted(count(selection), noun)
