"""Hyphens at the ends of lines: which of them belong to a word, and which only broke it there."""

from __future__ import annotations

import re
from functools import cached_property

SOFT = "\u00ad"
_HARD = ("-", "\u2010")
_WORD = re.compile(r"\w+(?:[-\u2010]\w+)*")
_LAST = re.compile(r"([\w\u2010-]*\w)[-\u2010]$")
_FIRST = re.compile(r"\w+")


class Hyphens:
    """What a text tells of its hyphens: the words it holds elsewhere, whole or hyphenated."""

    def __init__(self, text: str, *, usual: bool) -> None:
        """Learn from `text`; `usual` is whether such texts break words, as those from printed pages do."""
        self._text = text
        self._usual = usual

    @cached_property
    def _words(self) -> frozenset[str]:
        return frozenset(word.lower().replace("\u2010", "-") for word in _WORD.findall(self._text))

    def without(self, before: str, after: str) -> str | None:
        """Return `before` without the hyphen at its end, which only broke its last word; None where it stays."""
        if before.endswith(SOFT):
            return before.rstrip(SOFT)
        last, first = _LAST.search(before[-100:]), _FIRST.match(after)
        if last is None or first is None or not (last.group(1)[-1].isalpha() and after[0].islower()):
            return None
        head, rest = last.group(1).lower(), first.group().lower()
        if re.search(r"[-\u2010]", head) or f"{head}-{rest}" in self._words:
            return None
        return before[:-1] if self._usual or head + rest in self._words else None


KEEP_ALL = Hyphens("", usual=False)
"""Every hyphen stays, but for the soft ones."""


def ends_in_kept_hyphen(before: str, after: str) -> bool:
    """Whether no blank parts two lines of one sentence, since the first one ends in a hyphen that stays."""
    return before.endswith(_HARD) and before[-2:-1].isalnum() and after[:1].isalnum()
