"""English ordinals: "first", "twenty-first", "21st", with the word that they number.

"first" as an adverb, "a second later" and fractions ("a third of") are none.
"""

from __future__ import annotations

import re
from decimal import Decimal

from factcheck.evidence import Figure, FigureKind
from factcheck.evidence.languages.english import number_words
from factcheck.evidence.languages.english.units import word_after, word_before

_SMALL = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth"
    " sixteenth seventeenth eighteenth nineteenth"
)
_TENS = "twentieth thirtieth fortieth fiftieth sixtieth seventieth eightieth ninetieth"
_WORTH = dict(zip(f"{_SMALL} {_TENS}".split(), (*range(1, 20), *range(20, 100, 10)), strict=True))
_WORTH["hundredth"] = 100
_ORDINAL = re.compile(
    rf"(?ai:(?P<digits>[0-9]{{1,4}})(?:st|nd|rd|th)|(?:(?P<tens>{number_words.TENS})-)?(?P<word>{'|'.join(_WORTH)})\b)"
    r"(?!\w|['’]\w)(?:-[a-z]+)?"
)
_SPLIT = re.compile(r"per|split|each|every|a|one|half|few|several|last|next|\w+ty", re.I)
_TIME = re.compile(r"later|ago|after|before|or|and|of|", re.I)


def ordinal(text: str, start: int) -> Figure | None:
    """Return the ordinal that begins at `start`; None if none does."""
    match = _ORDINAL.match(text, start)
    if match is None:
        return None
    before, after = word_before(text, start).lower(), word_after(text, match.end())
    word = (match["word"] or "").lower()
    if (before == "at" and word == "first") or (word and text[match.end() : match.end() + 1] == ","):
        return None  # "at first", "First, …"
    if word == "second" and (_SPLIT.fullmatch(before) or text[start - 1 : start] == "-") and _TIME.fullmatch(after):
        return None
    value = int(match["digits"] or 0) or _WORTH[word] + (number_words.worth(match["tens"]) if match["tens"] else 0)
    end = match.start() + len(match[0].partition("-")[0]) if not match["tens"] else match.end("word")
    return Figure(start, end, FigureKind.ORDINAL, after, Decimal(value), text[start:end])
