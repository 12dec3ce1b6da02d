"""In which words a quote and its passage differ; typography apart."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from factcheck.quotes import Span, Weight, WordDifference
from factcheck.quotes.negation import negates
from factcheck.quotes.normalization import ELLIPSIS, NormalizedText

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
