"""What an English number counts: the unit that the words behind it, or before it, give it."""

from __future__ import annotations

import re

_AFTER = re.compile(r"\s((?:[A-Z]\.)+|[^\W\d_]+(?:[-'’][^\W\d_]+)*)")
_BREAK = re.compile(r"and|or|of|in|on|at|to|for|from|with|by|as|were|was|are|is|who|that|which|than|had|have|has")
_PEOPLE = re.compile(r"people|persons?|deaths?|fatality|lives|victims?|dead|killed|injured|wounded|arrested|detained")
_TOLL = re.compile(r"\b[Tt]oll\b[^.;]*$")
_BEFORE = re.compile(r"([^\W\d_]+)\.?\s$")
_PLURALS = {"men": "man", "women": "woman", "children": "child", "feet": "foot", "wives": "wife", "police": "police"}
_STATED = 50  # code points before a number in which "toll" may stand


def counted(text: str, start: int, at: int) -> str:
    """Return what a number up to `at` counts: the first plural of the next four words, or the dead of a toll."""
    for _ in range(4):
        match = _AFTER.match(text, at)
        if match is None or _BREAK.fullmatch(match[1].lower()):
            break
        word, at = match[1].lower().rpartition("-")[2], match.end()
        if _PEOPLE.fullmatch(word):
            return "people"
        if noun := singular(word):
            return noun
    return "people" if _TOLL.search(text, max(0, start - _STATED), start) else ""


def word_before(text: str, at: int) -> str:
    """Return the word that stands right before `at`, without its full stop."""
    match = _BEFORE.search(text, max(0, at - 20), at)
    return match[1] if match else ""


def word_after(text: str, at: int) -> str:
    """Return the word that stands right behind `at`, in lower case."""
    match = _AFTER.match(text, at)
    return match[1].lower() if match else ""


def singular(word: str) -> str:
    """Return the singular of a plural noun in lower case; "" where `word` does not look like a plural."""
    if not word.endswith("s") or word.endswith(("ss", "us", "is", "'s", "’s")):
        return _PLURALS.get(word, "")
    return re.sub(r"ies$", "ys", re.sub(r"(ch|sh|ss|x)es$", r"\1s", word))[:-1]
