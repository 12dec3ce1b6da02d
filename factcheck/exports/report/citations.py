"""Sources in the report: how each is cited, and all that is known of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

from factcheck.case.case import Case
from factcheck.case.records import Claim, Source
from factcheck.exports.report.markdown_escape import address, escape, escape_block

Cited: TypeAlias = tuple[str, str]
"""What every citation of a source says: its ref, and what is known of it."""

_FACTS = {
    "Author": "author",
    "Publisher": "publisher",
    "Published": "published",
    "URL": "url",
    "Accessed": "accessed",
    "File": "file",
    "SHA-256": "sha256",
    "Language": "language",
}


def citations(case: Case) -> dict[str, Cited]:
    """Return how each source is cited, by its id."""
    return {source.id: cited_as(source) for source in case.sources.values()}


def cited_as(source: Source) -> Cited:
    """Return how a source is cited."""
    facts = (source.title, source.publisher, source.author, source.published)
    return escape(source.ref), line(*map(escape, facts))


def citation(cited: Cited, locator: str) -> str:
    """Return the citation of a place in a source."""
    ref, facts = cited
    return f"[{ref}] {line(facts, locator and escape(locator))}".rstrip()


def sources(case: Case, claims: Sequence[Claim], *, everything: bool) -> Iterator[str]:
    """Yield every source of the case, or of an extract those that its claims quote."""
    quoting: dict[str, dict[str, None]] = {}
    for claim in claims:
        for filed in case.index.excerpts.get(claim.id, {}).values():
            quoting.setdefault(filed.source, {})[claim.ref] = None
    listed = [case.sources[key] for key in (case.sources if everything else quoting)]
    if not listed:
        return
    yield "## Sources"
    for source in sorted(listed, key=lambda source: (len(source.ref), source.ref)):
        yield f"### {line(escape(source.ref), escape(source.title))}"
        yield "\n".join(_facts(source, quoting.get(source.id, ())))
        if source.note:
            yield f"Note: {escape_block(source.note)}"


def _facts(source: Source, quoting: Iterable[str]) -> Iterator[str]:
    for name, field in _FACTS.items():
        value: str = getattr(source, field)
        if value:
            yield f"- {name}: {address(value) if field == 'url' else escape(value)}"
    yield f"- Quoted for: {', '.join(map(escape, quoting)) or 'no claim'}"


def line(*parts: object) -> str:
    """Return what there is of some parts on one line."""
    return " · ".join(map(str, filter(None, parts)))
