"""Events by the English words for them: to which one a figure belongs."""

from __future__ import annotations

import re

from factcheck.evidence.languages.english.opposites import word_pattern

_REACH = 40  # code points from a figure to its event

_EVENTS = {
    "die": r"die[sd]?|dying|dead|deaths?|kill\w*|lives|toll|fatalit\w+|perished|murdered|assassinated",
    "arrest": r"arrest\w*|detain\w*|into custody",
    "leave": r"left(?!\s*$)|leav\w+|resign\w*|dismiss\w*|fired|sack\w*|remov\w+|discharg\w+|ousted|quit|stepped down",
    "sentence": r"sentenc\w+|jailed|imprison\w*",
    "injure": r"injur\w+|wound\w*|hurt",
    "birth": r"born|births?",
    "marry": r"marri\w+|wed(?:s|ded|ding)?|marry\w*",
    "divorce": r"divorc\w+",
    "found": r"founded|established|created|formed",
    "release": r"released?|premier\w+|debut\w*|published|came out",
    "elect": r"elected|appointed|inaugurated|sworn in",
    "graduate": r"graduat\w+",
}
_EVENT = word_pattern("|".join(f"(?P<{name}>{words})" for name, words in _EVENTS.items()))
ONCE_ONLY = frozenset({"birth", "die"})
"""Events that happen only once to a person: two dates of one always differ."""

DIRECTIONS = (
    word_pattern(r"r[io]se[sn]?|rising|increas\w+|grew|grown|climb\w+|up from"),
    word_pattern(r"f[ae]ll(?:s|en|ing)?|decreas\w+|declin\w+|dropped|shr[au]nk|down from"),
)
"""Words for an increase, and for a decrease."""

_OPEN = re.compile(r"(?:\(|-LRB-)\s?(?:born\s)?(?:[^()]{0,60}[;,]\s)?(?:born\s)?(?:(?:on|in|c\.)\s)?$")
_CLOSED = re.compile(r"\s?(?:[–—−-]{1,2})\s?0")
_SECOND = re.compile(r"0\s?[–—−-]{1,2}\s?$")
_SHUT = re.compile(r"\s?(?:\)|-RRB-)")
_LIVED = re.compile(r"(?:\(|-LRB-)[^()]{0,80}$")


def nearest_event(left: str, right: str) -> str:
    """Return the kind of the event nearest to a figure between `left` and `right`; "" if none is within reach."""
    before = [(len(left) - match.end(), match.lastgroup or "") for match in _EVENT.finditer(left)]
    after = [(match.start(), match.lastgroup or "") for match in _EVENT.finditer(right)]
    return min([*before, *after, (_REACH, "")])[1]


def life_event(left: str, right: str) -> str:
    """Return birth or die for the first or second of two dates in brackets after a name; "" for all others.

    Figures are replaced by zeros.
    """
    if _OPEN.search(left) and _CLOSED.match(right):
        return "birth"
    if _SECOND.search(left) and _SHUT.match(right) and _LIVED.search(left):
        return "die"
    return ""
