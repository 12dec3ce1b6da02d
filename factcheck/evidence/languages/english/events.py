"""Events by the English words for them: to which one a figure belongs, and which exclude each other."""

from __future__ import annotations

import re

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
_EVENT = re.compile(rf"(?i)\b(?:{'|'.join(f'(?P<{name}>{words})' for name, words in _EVENTS.items())})\b")
ONCE_ONLY = frozenset({"birth", "die"})
"""Events that happen only once to a person: two dates of one always differ."""

DIRECTIONS = tuple(
    re.compile(rf"(?i)\b(?:{words})\b")
    for words in (
        r"r[io]se[sn]?|rising|increas\w+|grew|grown|climb\w+|up from",
        r"f[ae]ll(?:s|en|ing)?|decreas\w+|declin\w+|dropped|shr[au]nk|down from",
    )
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


OPPOSITES: tuple[tuple[str, str], ...] = (
    (
        r"resign\w*|stepped down|steps down|stepping down|quit",
        r"dismiss\w*|fired|sack(?:ed|ing)|ousted|discharged|removed from",
    ),
    (r"convict(?:ed|s|ion)|found guilty|pleaded guilty", r"acquit\w*|cleared of|found not guilty|exonerated"),
    (r"convict(?:ed|s)|found guilty", r"accused|suspected|charged with|alleged"),
    (r"arrest(?:ed|s)|detained|imprisoned|jailed", r"released from|freed|set free|at liberty"),
    (r"won|wins|winning|victory", r"lost|loses|losing|defeat(?:ed)? by"),
    (
        r"r[io]se[sn]?|increas\w+|grew|grown|climb\w+|went up",
        r"f[ae]ll(?:s|en)?|decreas\w+|declin\w+|dropped|shrank|went down",
    ),
    (r"approv\w+|accept\w+|agreed to|passed|adopted", r"reject\w+|refus\w+|turned down|voted down|vetoed"),
    (r"confirm\w+|admit(?:ted|s)|acknowledg\w+", r"den(?:y|ied|ies)|disput\w+|contest(?:ed|ations)"),
    (r"support(?:ed|s|ing)|backed|endors\w+", r"oppos\w+|criticis\w+|criticiz\w+|condemn\w+"),
    (r"beg[aiu]n\w*|start(?:ed|s|ing)|open(?:ed|s)|launched", r"end(?:ed|s|ing)|finish\w*|clos(?:ed|es)|halt\w*"),
    (r"survived|alive", r"died|dead|was killed"),
    (r"peaceful\w*", r"violent\w*|violence|bloody"),
    (r"bought|buys|buying|purchas\w+", r"sold|sells|selling"),
    (r"arriv\w+|entered|came to", r"left|departed|withdrew|withdrawn"),
    (r"before", r"after"),
    (r"best|largest|biggest|highest", r"worst|smallest|lowest"),
    (r"success\w*|succeeded", r"fail\w*|unsuccessful\w*"),
    (r"legal(?:ly)?|lawful(?:ly)?", r"illegal(?:ly)?|unlawful(?:ly)?|arbitrary"),
)
"""Pairs of words for events that exclude each other: only a reason to look."""

OPPOSITE_PATTERNS = tuple(
    (re.compile(rf"(?i)\b(?:{one})\b"), re.compile(rf"(?i)\b(?:{other})\b")) for one, other in OPPOSITES
)
