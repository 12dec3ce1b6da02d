"""Words at the beginning of a sentence that point back to another one, in a language with a data file."""

from __future__ import annotations

import re
from dataclasses import dataclass

from factcheck.evidence.languages.prose.words import ProseData, by_language


@dataclass(frozen=True, slots=True)
class Pointing:
    """The words that point back, as patterns for the beginning of a sentence.

    `one` are the pronouns that mean one person; `nothing` is where a word points to nothing: "il y a". `connective` is
    what a sentence does not need when it stands alone: "mais".
    """

    people: re.Pattern[str]
    things: re.Pattern[str]
    nothing: re.Pattern[str]
    connective: re.Pattern[str]
    one: re.Pattern[str]


def _pointing(data: ProseData) -> Pointing:
    def opening(section: str, *keys: str) -> re.Pattern[str]:
        return re.compile(rf"(?i)(?:{data.pattern(section, *keys)})(?=[\s,])")

    articles, verbs = data.pattern("pointing", "things_before_verb"), data.pattern("clauses", "finite")
    things = data.pattern("pointing", "things")
    return Pointing(
        opening("pointing", "people"),
        re.compile(rf"(?i)(?:(?:{things})(?=[\s,])|(?:{articles})(?=\s(?-i:{verbs})\b))"),
        opening("pointing", "nothing"),
        re.compile(rf"(?i)(?:{data.pattern('pointing', 'connectives')})\s+(?=\w)"),
        re.compile(rf"(?i)(?:{data.pattern('saying', 'pronouns')})\s"),
    )


pointing_in = by_language(_pointing)
"""Return what points back in the language with an ISO 639-1 code, None if it has no data file."""
