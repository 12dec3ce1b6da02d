"""The words in which a quote and its passage differ, typography apart, and a quote's state in words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from factcheck.quotes import GLYPHS, Anchor, Span, State, Weight, WordDifference
from factcheck.quotes.negation import negates
from factcheck.quotes.normalization import NormalizedText
from factcheck.quotes.typography import ELLIPSIS

_TOKEN = re.compile(r"[\w\u0300-\u036f\u00ad]+(?:[.,:’'][\w\u0300-\u036f]+)*|[\[(]\s?(?:…|\.{3})\s?[\])]|\.{3}|[^\w\s]")


def differences(quote: str, passage: str) -> tuple[WordDifference, ...]:
    """Return what differs, in order, with spans in the quote and in the passage; nothing where only typography does."""
    from rapidfuzz.distance import Levenshtein

    ours, theirs = _tokens(quote), _tokens(passage)
    steps = Levenshtein.opcodes([word for word, _ in ours], [word for word, _ in theirs])
    changed = [step for step in steps if step.tag != "equal"]
    runs: list[list[int]] = []
    for step in changed:
        if runs and runs[-1][1] == step.src_start and runs[-1][3] == step.dest_start:
            runs[-1][1], runs[-1][3] = step.src_end, step.dest_end
        else:
            runs.append([step.src_start, step.src_end, step.dest_start, step.dest_end])
    return tuple(_difference(quote, passage, _span(ours, *run[:2]), _span(theirs, *run[2:])) for run in runs)


def describe_differences(found: Iterable[WordDifference], most: int = 3) -> str:
    """Return what differs as one line, the source's words before the quote's: "238 → 283"; or that only a case does."""
    found = tuple(found)
    if len(found) == 1 and _first_letter(found[0]):
        return "only the case of its first letter"
    ordered = sorted(found, key=lambda difference: [*Weight].index(difference.weight))
    more = len(ordered) - most
    words = ", ".join(map(str, ordered[:most]))
    return f"{words}, and {more} more" if more > 0 else words


def _first_letter(found: WordDifference) -> bool:
    """Tell whether nothing differs but the case of the letter with which a quote begins, behind a quote mark or not."""
    ours, theirs = NormalizedText(found.wording).text, NormalizedText(found.original).text
    return found.quote[0] <= 1 and bool(theirs) and ours[1:] == theirs[1:] and ours[:1] == theirs[0].swapcase()


def _tokens(text: str) -> list[tuple[str, Span]]:
    return [(_key(match[0]), match.span()) for match in _TOKEN.finditer(text)]


def _key(token: str) -> str:
    """Return a word as it is compared; every mark of an elision is the same."""
    key = NormalizedText(token).text
    return ELLIPSIS if ELLIPSIS in key else key


def _span(tokens: Sequence[tuple[str, Span]], first: int, behind: int) -> Span:
    if first < behind:
        return tokens[first][1][0], tokens[behind - 1][1][1]
    place = tokens[first][1][0] if first < len(tokens) else tokens[-1][1][1] if tokens else 0
    return place, place


def _difference(quote: str, passage: str, ours: Span, theirs: Span) -> WordDifference:
    wording, original = quote[slice(*ours)], passage[slice(*theirs)]
    return WordDifference(ours, theirs, wording, original, _weight(f"{wording} {original}"))


def _weight(words: str) -> Weight:
    if any(map(str.isdigit, words)):
        return Weight.FIGURE
    if any(map(negates, re.findall(r"[\w'’]+", words))):
        return Weight.NEGATION
    return Weight.WORDS if any(map(str.isalpha, words)) else Weight.SIGNS


def passage_of(anchor: Anchor, text: str) -> str:
    """Return what a text has where a quote was found; "[…]" stands between the parts of an elided one."""
    return " […] ".join(text[start:end] for start, end in anchor.parts)


def word_differences(anchor: Anchor, quote: str, text: str) -> tuple[WordDifference, ...]:
    """Return in what an altered quote differs from the place of `text` where it was found; nothing for any other."""
    return differences(quote, passage_of(anchor, text)) if anchor.state is State.ALTERED else ()


def remark(anchor: Anchor, found: Sequence[WordDifference], refs: Callable[[str], str]) -> str:
    """Return what there is to say of a quote beside its state; "" where nothing is. `refs` names a source by its id.

    What differs is said as "238 → 283": the source's words, then the quote's.
    """
    if anchor.state is State.ELSEWHERE:
        return f"stands in {refs(anchor.source)}"
    if anchor.state is State.ALTERED:
        return describe_differences(found)
    return anchor.warning


def describe_state(anchor: Anchor, remark: str) -> str:
    """Return a state with its glyph and what `remark` says of it: "≠ altered: left out “not”", "→ stands in S2"."""
    glyph = GLYPHS[anchor.state]
    if anchor.state is State.ELSEWHERE and remark:
        return f"{glyph} {remark}"
    sign = ": " if anchor.state is State.ALTERED else "; "
    return f"{glyph} {anchor.state}{sign if remark else ''}{remark}"
