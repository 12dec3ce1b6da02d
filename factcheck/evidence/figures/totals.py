"""Parts of a total that are named behind it: 52 million euros, of which 7 million euros went into the foundations."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from factcheck.evidence import Figure, FigureKind
from factcheck.evidence.languages.lexicon import Lexicon

_REACH = 40  # code points of the phrase before a part


def parts_behind(text: str, figures: Sequence[Figure], words: Lexicon) -> dict[int, int]:
    """Return the starts of the amounts that are a part of one before them, each with the start of its phrase."""
    pattern = _before_part(words)
    amounts = [figure for figure in figures if figure.kind is not FigureKind.DATE]
    if pattern is None:
        return {}
    matches = (
        (part.start, pattern.search(text, max(total.end, part.start - _REACH), part.start))
        for total, part in pairwise(amounts)
    )
    return {start: match.start() for start, match in matches if match}


@cache
def _before_part(words: Lexicon) -> re.Pattern[str] | None:
    phrases = [re.escape(phrase) for phrase in words.text("range", "behind").split(", ") if phrase]
    return re.compile(rf"(?i)[\s,;:(–—-]+(?:{'|'.join(phrases)})\s(?:[^\W\d_]+\s)?$") if phrases else None
