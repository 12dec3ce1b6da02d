"""What a number counts: people, or the next plural noun in English; in other languages people, or nothing."""

from __future__ import annotations

import re

from factcheck.evidence.figures.scan import Tokens
from factcheck.evidence.languages.lexicon import Lexicon

_REACH = 4  # words after a number in which an English noun may stand
_TOLL = re.compile(r"\b[Tt]oll\b[^.;]*$")
_TOLL_REACH = 50  # code points before a number in which "toll" may occur
_PLURALS = {"men": "man", "women": "woman", "children": "child", "feet": "foot", "wives": "wife", "police": "police"}


def counted(tokens: Tokens, start: int, end: int, lexicon: Lexicon) -> str:
    """Return what the number from one token to another counts, in the singular; "" if the text does not say."""
    people, skip = lexicon.words("noun", "people"), lexicon.words("noun", "skip")
    at = end
    for _ in range(_REACH if lexicon.code == "en" else 2):
        word, after = _compound(tokens, at)
        if not word[:1].isalpha() or word in skip or not _is_near(tokens, at, end):
            break
        if word in people:
            return "people"
        if lexicon.code == "en" and (noun := singular(word)):
            return noun
        at = after
    text, place = tokens.text, tokens.starts[start]
    if lexicon.code == "en" and _TOLL.search(text, max(0, place - _TOLL_REACH), place):
        return "people"
    return ""


def _compound(tokens: Tokens, index: int) -> tuple[str, int]:
    """Return the last word of a word with hyphens or dots, and the token after it."""
    at = index
    while tokens.word(at + 1) in {"-", "."} and tokens.joined(at) and tokens.joined(at + 1):
        if not tokens.word(at + 2)[:1].isalpha():
            break
        at += 2
    at += tokens.word(at + 1) == "." and len(tokens.word(at)) == 1
    word = tokens.word(at)
    return (tokens.word(at - 1) if word == "." else word), at + 1


def _is_near(tokens: Tokens, index: int, first: int) -> bool:
    """Tell whether only blanks stand before a token, at least one."""
    if not 0 < index < len(tokens):
        return False
    gap = tokens.text[tokens.ends[index - 1] : tokens.starts[index]]
    return bool(gap) or (index == first and tokens.word(index - 1) in {"-", "’", "'"})


def singular(word: str) -> str:
    """Return the singular of an English plural in lower case; "" if `word` does not look like a plural."""
    if not word.endswith("s") or word.endswith(("ss", "us", "is", "'s", "’s")):
        return _PLURALS.get(word, "")
    return re.sub(r"ies$", "ys", re.sub(r"(ch|sh|ss|x)es$", r"\1s", word))[:-1]
