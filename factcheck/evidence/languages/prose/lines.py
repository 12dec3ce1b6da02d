"""What a line of a text is by its words, in a language with a data file: a notice, a caption, a byline, a date."""

from __future__ import annotations

import re
from dataclasses import dataclass

from factcheck.evidence.languages.prose.words import ProseData, by_language

_DATE = (
    r"(?:\w+,?\s)?(?:\d{1,2}(?:\.|er)?\s(?:de\s)?[^\W\d_]{3,}\.?\s(?:de\s)?\d{4}|\d{1,2}[./]\d{1,2}[./]\d{2,4}|\d{4}-\d\d-\d\d)"
    r"(?:\s?(?:г|года)\.?)?(?:,?\s(?:um|à|a las|в|alle)?\s?\d{1,2}(?:[:.hч]\s?\d{2})?(?:\s?(?:Uhr|h|часов))?)?\.?"
)


@dataclass(frozen=True, slots=True)
class LineWords:
    """How lines of one language begin; the patterns are to be matched at the beginning of a line.

    A `byline` names who wrote a text, or its date; `by` is what stands before the name.
    """

    notice: re.Pattern[str]
    list_notice: re.Pattern[str]
    caption: re.Pattern[str]
    byline: re.Pattern[str]
    by: re.Pattern[str]


def _line_words(data: ProseData) -> LineWords:
    caption, credit = data.pattern("lines", "caption"), data.pattern("lines", "credit")
    dateline = data.pattern("lines", "dateline")
    return LineWords(
        re.compile(rf"(?i)(?:{data.pattern('lines', 'notice')})(?!\w)"),
        re.compile(rf"(?i)(?:{data.pattern('lines', 'list_notice')})\s?:?$"),
        re.compile(rf"(?i)(?:{credit})\s?:|(?:{caption})\b"),
        re.compile(
            rf"(?i:{data.pattern('lines', 'byline')})\s?:?\s(?:[^\W\d_a-zà-þа-яё][^.!?\d|]{{1,80}})"
            rf"(?:\s?[|,·–—]\s?{_DATE})?$"
            rf"|(?:(?i:{dateline})\s?:?\s)?{_DATE}$"
        ),
        re.compile(rf"(?i:{data.pattern('lines', 'byline')})\s?:?\s"),
    )


line_words = by_language(_line_words)
"""Return how lines begin in the language with an ISO 639-1 code, None if it has no data file."""
