"""How a quote stands to its source, in a few words for people."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from factcheck.quotes import GLYPHS, Anchor, State, WordDifference


def passage_of(anchor: Anchor, text: str) -> str:
    """Return what a text has where a quote was found; "[…]" stands between the parts of an elided one."""
    return " […] ".join(text[start:end] for start, end in anchor.parts)


def word_differences(anchor: Anchor, quote: str, text: str) -> tuple[WordDifference, ...]:
    """Return in what an altered quote differs from the place of `text` where it was found; nothing for any other."""
    from factcheck.quotes.differences import differences

    return differences(quote, passage_of(anchor, text)) if anchor.state is State.ALTERED else ()


def remark(anchor: Anchor, found: Sequence[WordDifference], refs: Callable[[str], str]) -> str:
    """Return what there is to say of a quote beside its state; "" where nothing is. `refs` names a source by its id.

    What differs is said as "238 → 283": the source's words, then the quote's.
    """
    if anchor.state is State.ELSEWHERE:
        return f"stands in {refs(anchor.source)}"
    if anchor.state is State.ALTERED:
        from factcheck.quotes.differences import describe_differences

        return describe_differences(found)
    return anchor.warning


def describe_state(anchor: Anchor, remark: str) -> str:
    """Return a state with its glyph and what `remark` says of it: "≠ altered: left out “not”", "→ stands in S2"."""
    glyph = GLYPHS[anchor.state]
    if anchor.state is State.ELSEWHERE and remark:
        return f"{glyph} {remark}"
    sign = ": " if anchor.state is State.ALTERED else "; "
    return f"{glyph} {anchor.state}{sign if remark else ''}{remark}"
