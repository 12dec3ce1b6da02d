"""A case as lines that a person can compare, for `git diff`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from factcheck.case.case import Case
from factcheck.case.records import Entry, Excerpt
from factcheck.storage.reader import read_case
from factcheck.text import visible_line


def readable_lines(path: Path) -> Iterator[str]:
    """Yield the rows of the case at `path`, a line each. Raises UnreadableError."""
    case = read_case(path).case
    yield visible_line(f"{case.title} · {case.scale.name}")
    for source in case.sources.values():
        about = (source.title, source.publisher, source.author, source.published, source.url, source.note)
        yield visible_line(f"{source.ref} {' · '.join(filter(None, about))}")
    for claim in case.in_order():
        yield ""
        marks = [*claim.tags, *(["flagged"] if claim.flagged else [])]
        yield visible_line(f"{claim.ref} {claim.text}" + (f" [{', '.join(marks)}]" if marks else ""))
        if origin := " · ".join(filter(None, (claim.speaker, claim.date, claim.origin))):
            yield f"  {visible_line(origin)}"
        for verdict in sorted(case.verdicts_of(claim.id), key=lambda verdict: verdict.checker):
            said = (verdict.label or "no label", verdict.confidence, verdict.condition, verdict.rationale)
            yield "  " + visible_line(f"{verdict.checker}: {' · '.join(filter(None, said))}")
        yield from (f"  {visible_line(_excerpt(case, excerpt))}" for excerpt in case.excerpts_of(claim.id))
        yield from (f"  {visible_line(_entry(entry))}" for entry in case.entries_of(claim.id))
    others = [entry for key in ("", *case.sources) for entry in case.entries_of(key)]
    yield from (visible_line(_entry(entry)) for entry in others)


def _excerpt(case: Case, excerpt: Excerpt) -> str:
    note = f" ({excerpt.note})" if excerpt.note else ""
    return f"{excerpt.ref} {excerpt.stance} {case.sources[excerpt.source].ref}: “{excerpt.quote}”{note}"


def _entry(entry: Entry) -> str:
    return f"{entry.ref} {entry.kind} by {entry.by}: {entry.words}{' (closed)' if entry.closed else ''}"
