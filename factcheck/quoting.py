"""Excerpts that are typed: where such a quote stands in its source is noted with it, if the text is here."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from factcheck.changes import Batch
from factcheck.errors import UnreadableError
from factcheck.library import Library
from factcheck.model import Stance
from factcheck.quotes import State, stored
from factcheck.quotes.anchor import anchor

_TELLING = 3
"""Words of the shortest quote that tells one source from another."""

_NOWHERE: dict[str, Any] = {"prefix": "", "suffix": "", "start": None, "end": None}


def add_excerpt(library: Library, claim_id: str, source_id: str, stance: Stance, quote: str, **fields: Any) -> Batch:
    """Add a typed quotation with its stance towards a claim; `fields` as in Excerpt."""
    place = place_of(library, source_id, quote.strip())
    return library.desk.add_excerpt(claim_id, source_id, stance, quote, **place, **fields)


def edit_excerpt(library: Library, excerpt_id: str, **values: Any) -> Batch:
    """Change fields of an excerpt; another quote, or one from another source, has another place."""
    excerpt = library.desk.case.excerpts[excerpt_id]
    source, quote = values.get("source", excerpt.source), values.get("quote", excerpt.quote)
    if (source, quote) != (excerpt.source, excerpt.quote):
        values |= place_of(library, source, quote)
    return library.desk.edit("excerpts", excerpt_id, **values)


def sources_with(library: Library, quote: str) -> list[str]:
    """Return the ids of the sources whose text is here and has a quote word for word, but for typography.

    None where it has fewer than three words: these stand anywhere. Reads all texts: for a thread.
    """
    from factcheck.quotes.anchor import find_honest

    if len(quote.split()) < _TELLING:
        return []
    found = []
    for source_id in list(library.desk.case.sources):
        with suppress(UnreadableError, KeyError):  # a source may go meanwhile
            text = library.text(source_id)
            there = find_honest(quote.strip(), text) if text is not None else None
            if there is not None and there.state in {State.EXACT, State.TYPOGRAPHIC}:
                found.append(source_id)
    return found


def place_of(library: Library, source_id: str, quote: str) -> dict[str, Any]:
    """Return what an excerpt notes of the place where a quote stands; nothing where it is not found as it is."""
    text = None
    with suppress(UnreadableError):  # it is said where the text is read; here it is no reason to lose a quote
        text = library.text(source_id)
    found = anchor(quote, text) if text is not None and quote else None
    if text is None or found is None or not found.state.honest or found.start is None or found.end is None:
        return _NOWHERE
    return stored.place_of(text, found.start, found.end)
