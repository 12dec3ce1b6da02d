"""How one excerpt compares with one text: where its quote stands, what differs, and how that is said.

`quote_checks` imports it when the first quote is compared.
"""

from __future__ import annotations

from collections.abc import Callable

from factcheck.case.document import Document
from factcheck.case.records import Excerpt, Source
from factcheck.evidence import parts
from factcheck.quotes import Anchor, QuoteCheck, State, differences
from factcheck.quotes.normalization import NormalizedText
from factcheck.quotes.recognized import as_recognized

_MOST_WORDS = 3
"""Differences that are named of a text that has changed."""

NEARLY = 0.97
"""The similarity of a quote and a passage of its own source, 0 to 1, from which no other source is searched."""


def remark(check: QuoteCheck, refs: Callable[[str], str]) -> str:
    """Return what there is to say of an excerpt beside its state; see `differences.remark`."""
    return differences.remark(check.anchor, check.differences, refs)


def state_words(check: QuoteCheck, refs: Callable[[str], str]) -> str:
    """Return the state of an excerpt, with the glyph: "≠ altered: left out “not”". `refs` names a source by its id."""
    return differences.describe_state(check.anchor, remark(check, refs))


def anchor_in(excerpt: Excerpt, source: Source, document: Document) -> Anchor:
    """Return where the quote of an excerpt stands in a document of its source."""
    found = parts.anchor(
        excerpt.quote,
        document.text,
        prefix=excerpt.prefix,
        suffix=excerpt.suffix,
        start=excerpt.start,
        language=language_of(source, document),
    )
    return as_recognized(found, document)


def compared(quote: str, text: str, found: Anchor) -> QuoteCheck:
    """Return how a quote compares with the passage where it was found."""
    return QuoteCheck(found, found.passage(text), differences.word_differences(found, quote, text))


def said_since(now: QuoteCheck) -> str:
    """Return what the present text of a source says in place of a quote."""
    words = [f"“{each.original}”" for each in now.differences if each.original]
    if now.anchor.state is not State.ALTERED:
        return "the page no longer says so"
    return f"the page says {', '.join(words[:_MOST_WORDS])} since" if words else "the page leaves words out since"


def may_be_elsewhere(excerpt: Excerpt, check: QuoteCheck) -> bool:
    """Return whether an excerpt may be from another source: its own has nothing that is nearly the same."""
    state, score = check.anchor.state, check.anchor.score
    if state is not State.ALTERED or score >= NEARLY:
        return state is State.NOT_FOUND
    ours, theirs = (NormalizedText(words).text.casefold() for words in (excerpt.quote, check.passage))
    return ours.strip() != theirs.strip()


def language_of(source: Source, document: Document) -> str:
    """Return the language of a source: the one that is stated, else that of its text; "" if neither is known."""
    return source.language or document.language
