"""Bounds: the words before or after a figure that make it a least, a most, or an approximate value."""

from __future__ import annotations

from typing import NamedTuple

from factcheck.evidence import Bound
from factcheck.evidence.figures.scan import Tokens
from factcheck.evidence.languages.lexicon import Lexicon

_BOUNDS = {
    "over": Bound.AT_LEAST, "least": Bound.AT_LEAST, "under": Bound.AT_MOST, "most": Bound.AT_MOST,
    "about": Bound.ABOUT, "only": Bound.EXACT,
}  # fmt: skip
_STRICT = {"over", "under"}
_ABOUT_SIGNS = frozenset("~≈")
_OVER_SIGNS = {">": ("over", True), "<": ("under", True), "≥": ("least", False), "≤": ("most", False)}
_REACH = 2  # words between a figure and a bound after it: 238 people or more


class Bounded(NamedTuple):
    """A bound, and whether it excludes the value itself."""

    bound: Bound
    strict: bool = False


def read_bound(tokens: Tokens, start: int, end: int, lexicon: Lexicon) -> Bounded:
    """Return the bound that the words around the tokens of a figure give it."""
    sign = tokens.word(start - 1)
    if sign in _ABOUT_SIGNS:
        return Bounded(Bound.ABOUT)
    if sign in _OVER_SIGNS:
        name, strict = _OVER_SIGNS[sign]
        return Bounded(_BOUNDS[name], strict)
    if found := lexicon.bounds_before.before(tokens.words, start):
        before = tokens.word(start - found.length - 1)
        if found.value not in {"over", "under"} or before not in lexicon.words("bound", "moved"):
            return Bounded(_BOUNDS[found.value], found.value in _STRICT)
        return Bounded(Bound.EXACT)
    return _after(tokens, end, lexicon)


def _after(tokens: Tokens, end: int, lexicon: Lexicon) -> Bounded:
    if tokens.word(end) == "+" and tokens.joined(end - 1):
        return Bounded(Bound.AT_LEAST)
    for at in range(end, end + _REACH + 1):
        word = tokens.word(at)
        if found := lexicon.bounds_after.at(tokens.words, at):
            name = found.value.removesuffix("_after")
            return Bounded(_BOUNDS[name], name in _STRICT)
        suffix = word in {"-", "'", "’"} or word in lexicon.words("number", "suffixes", "ordinal_suffixes")
        if not (suffix or word.isalpha()) or word in lexicon.words("noun", "skip"):
            break
    return Bounded(Bound.EXACT)
