"""Which words of a quote differ from its passage, apart from typography, and the result of a check in words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from factcheck.quotes import GLYPHS, Anchor, Span, State, Weight, WordDifference
from factcheck.quotes.negation import negates
from factcheck.quotes.normalization import ELLIPSIS, NormalizedText

_TOKEN = re.compile(r"[\w\u0300-\u036f\u00ad]+(?:[.,:’'][\w\u0300-\u036f]+)*|[\[(]\s?(?:…|\.{3})\s?[\])]|\.{3}|[^\w\s]")


def word_differences(anchor: Anchor, quote: str, text: str) -> tuple[WordDifference, ...]:
    """Return how an altered quote differs from its passage in `text`; nothing if it is in any other state."""
    return differences(quote, anchor.passage(text)) if anchor.state is State.ALTERED else ()


def remark(anchor: Anchor, differing: Sequence[WordDifference], ref_of: Callable[[str], str]) -> str:
    """Return what is worth saying beside the state of a quote; "" for nothing. `ref_of` returns a source's ref by id.

    Differences are written as "238 → 283": the words of the source, then those of the quote.
    """
    if anchor.state is State.ELSEWHERE:
        return f"found in {ref_of(anchor.source)}"
    outside = "outside the main text" if anchor.outside else ""
    said = describe_differences(differing) if anchor.state is State.ALTERED else anchor.warning
    return "; ".join(filter(None, (said, outside)))


def describe_state(anchor: Anchor, remark: str) -> str:
    """Return a state with its glyph and a remark: "≠ altered: left out “not”", "→ found in S2"."""
    glyph = GLYPHS[anchor.state]
    if anchor.state is State.ELSEWHERE and remark:
        return f"{glyph} {remark}"
    separator = ": " if anchor.state is State.ALTERED else "; "
    return f"{glyph} {anchor.state}{separator if remark else ''}{remark}"


def differences(quote: str, passage: str) -> tuple[WordDifference, ...]:
    """Return the words that differ, in order; nothing if only the typography differs."""
    from rapidfuzz.distance import Levenshtein

    tokens, passage_tokens = _tokens(quote), _tokens(passage)
    edits = Levenshtein.opcodes([word for word, _ in tokens], [word for word, _ in passage_tokens])
    runs: list[list[int]] = []
    for edit in edits:
        if edit.tag == "equal":
            continue
        if runs and runs[-1][1] == edit.src_start and runs[-1][3] == edit.dest_start:
            runs[-1][1], runs[-1][3] = edit.src_end, edit.dest_end
        else:
            runs.append([edit.src_start, edit.src_end, edit.dest_start, edit.dest_end])
    return tuple(_difference(quote, passage, _span(tokens, *run[:2]), _span(passage_tokens, *run[2:])) for run in runs)


def describe_differences(differing: Iterable[WordDifference], limit: int = 3) -> str:
    """Return the differences in one line, the most serious `limit` of them: "238 → 283, left out “not”"."""
    differing = tuple(differing)
    if len(differing) == 1 and _is_initial_case(differing[0]):
        return "only the case of its first letter"
    only = "case only: " if differing and all(each.is_case_only for each in differing) else ""
    ordered = sorted(differing, key=lambda difference: [*Weight].index(difference.weight))
    more = len(ordered) - limit
    words = ", ".join(map(str, ordered[:limit]))
    return f"{only}{words}, and {more} more" if more > 0 else f"{only}{words}"


def _is_initial_case(difference: WordDifference) -> bool:
    """Tell whether only the case of the quote's first letter differs, with or without a quotation mark before it."""
    wording, original = NormalizedText(difference.wording).text, NormalizedText(difference.original).text
    same_rest = bool(original) and wording[1:] == original[1:]
    return difference.quote[0] <= 1 and same_rest and wording[:1] == original[0].swapcase()


def _tokens(text: str) -> list[tuple[str, Span]]:
    """Return the words and signs of a text in normalized form, with their spans; all marks of an elision are equal."""
    tokens = ((NormalizedText(match[0]).text, match.span()) for match in _TOKEN.finditer(text))
    return [(ELLIPSIS if ELLIPSIS in token else token, span) for token, span in tokens]


def _span(tokens: Sequence[tuple[str, Span]], first: int, end: int) -> Span:
    """Return the span of a range of tokens; for an empty range the position where it would be."""
    if first < end:
        return tokens[first][1][0], tokens[end - 1][1][1]
    position = tokens[first][1][0] if first < len(tokens) else tokens[-1][1][1] if tokens else 0
    return position, position


def _difference(quote: str, passage: str, span: Span, passage_span: Span) -> WordDifference:
    wording, original = quote[slice(*span)], passage[slice(*passage_span)]
    return WordDifference(span, passage_span, wording, original, _weight(f"{wording} {original}"))


def _weight(words: str) -> Weight:
    if any(map(str.isdigit, words)):
        return Weight.FIGURE
    if any(map(negates, re.findall(r"[\w'’]+", words))):
        return Weight.NEGATION
    return Weight.WORDS if any(map(str.isalpha, words)) else Weight.SIGNS
