"""Excerpts that are typed: where such a quote stands in its source is noted with it, if the text is here,
and how it stands is said with what was done."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from factcheck.case.changes import Batch
from factcheck.case.describe import describe
from factcheck.case.records import Excerpt
from factcheck.errors import UnreadableError
from factcheck.quotes import State, selectors
from factcheck.quotes.anchor import anchor
from factcheck.text import visible_line
from factcheck.workspace.library import Library

_TELLING = 3
"""Words of the shortest quote that tells one source from another."""

_NOWHERE: dict[str, Any] = {"prefix": "", "suffix": "", "start": None, "end": None}


def new_place(library: Library, excerpt: Excerpt, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return what an excerpt notes of its place with another quote, or from another source; {} if neither changes."""
    source, quote = values.get("source", excerpt.source), values.get("quote", excerpt.quote).strip()
    if (source, quote) == (excerpt.source, excerpt.quote) or source not in library.workspace.case.sources:
        return {}
    return place_of(library, source, quote)


def said(library: Library, batch: Batch) -> str:
    """Return what was done to an excerpt, and how that stands to its own source: "E2 added · ≠ altered: 5 → 6"."""
    done = describe(library.workspace.case, batch)
    state = state_of(library, batch[0].key) if batch else ""
    return f"{done} · {state}" if state else done


def state_of(library: Library, excerpt_id: str) -> str:
    """Return how an excerpt stands to its own source: "≠ altered: 5 → 6"; nothing where no text is at hand."""
    from factcheck.workspace.quote_checks import state_words

    case = library.workspace.case
    excerpt = case.excerpts.get(excerpt_id)
    if excerpt is None or not library.anchoring.has_texts:
        return ""
    standing = library.anchoring.in_own_source(excerpt)
    if standing.anchor.state is State.NO_TEXT:
        return ""
    return visible_line(state_words(standing, lambda key: case.sources[key].ref))


def locator_of(library: Library, source_id: str, start: int | None) -> dict[str, str]:
    """Return the locator of a place, "page 2, paragraph 3", as a field; nothing where there is no place."""
    document = None
    with suppress(UnreadableError):
        document = library.document(source_id)
    return {} if document is None or start is None else {"locator": selectors.locator(document, start)}


def sources_with(library: Library, quote: str) -> list[str]:
    """Return the ids of the sources whose text is here and has a quote word for word, but for typography.

    None where it has fewer than three words: these stand anywhere. Reads all texts: for a thread.
    """
    from factcheck.quotes.anchor import find_faithful

    if len(quote.split()) < _TELLING:
        return []
    found = []
    for source_id in list(library.workspace.case.sources):
        with suppress(UnreadableError, KeyError):  # a source may go meanwhile
            text = library.text(source_id)
            there = find_faithful(quote.strip(), text) if text is not None else None
            if there is not None and there.state in {State.EXACT, State.TYPOGRAPHIC}:
                found.append(source_id)
    return found


def place_of(library: Library, source_id: str, quote: str) -> dict[str, Any]:
    """Return what an excerpt notes of the place where a quote stands; nothing where it is not found as it is."""
    text = None
    with suppress(UnreadableError):  # it is said where the text is read; here it is no reason to lose a quote
        text = library.text(source_id)
    found = anchor(quote, text) if text is not None and quote else None
    if text is None or found is None or not found.state.is_faithful or found.start is None or found.end is None:
        return _NOWHERE
    return selectors.position_fields(text, found.start, found.end)
