"""English words that exclude each other, in pairs: only a reason to look."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import TypeAlias

Pair: TypeAlias = tuple[re.Pattern[str], re.Pattern[str]]
"""Words, and those that exclude them."""


def word_pattern(words: str) -> re.Pattern[str]:
    """Return a pattern of whole words in any case; `words` are separated by vertical bars."""
    return re.compile(rf"(?i)\b(?:{words})\b")


_EVENTS = (
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
"""Words for events and results that two texts about one subject do not share."""

_WORDS = (
    (r"resign\w*|stepped down|quit", r"dismiss\w*|fired|sacked|ousted|removed from"),
    (r"promot\w+|appointed|hired|reinstated", r"dismiss\w*|fired|sacked|ousted|demot\w+|discharged"),
    (r"convict(?:ed|s|ion)|found guilty|sentenced", r"acquit\w*|cleared|found not guilty|exonerated"),
    (r"arrest(?:ed|s)|detained|imprisoned|jailed", r"released|freed|set free"),
    (r"won|wins|victory", r"lost|loses|defeat(?:ed)?"),
    (
        r"r[io]se[sn]?|increas\w+|grew|grown|climb\w+|rising|growth",
        r"f[ae]ll(?:s|en)?|decreas\w+|declin\w+|dropped|shrank|falling|cut",
    ),
    (r"approv\w+|accept\w+|adopted|passed", r"reject\w+|refus\w+|turned down|vetoed|declined"),
    (r"allow(?:ed|s)?|permitted|granted|authori[sz]ed", r"refus\w+|denied|rejected|declined"),
    (r"confirm\w+|admit(?:ted|s)|acknowledg\w+", r"den(?:y|ied|ies)|disput\w+"),
    (r"support(?:ed|s|ing)?|backed|endors\w+|welcom\w+", r"oppos\w+|criticis\w+|criticiz\w+|condemn\w+|challenged"),
    (r"beg[aiu]n\w*|start(?:ed|s|ing)|launched", r"ended|finished|halted"),
    (r"survived|alive", r"died|dead|was killed"),
    (r"peaceful\w*", r"violent\w*|violence|bloody"),
    (r"bought|buys|purchas\w+|acquired", r"(?:sold|sells|selling)\b(?![^.;]{0,60}\bto\b)"),
    (r"best|largest|biggest|highest|most", r"worst|smallest|lowest|least"),
    (r"success\w*|succeeded", r"fail\w*|unsuccessful\w*"),
    (r"legal(?:ly)?|lawful(?:ly)?", r"illegal(?:ly)?|unlawful(?:ly)?|arbitrary"),
    (r"had|has|have|having|with", r"lack(?:ed|s|ing)?|without"),
    (r"first", r"last"),
    (r"before", r"after"),
    (r"earlier|sooner|ahead of schedule", r"later|behind schedule"),
    (r"early", r"late"),
    (r"urban", r"rural"),
    (r"inside", r"outside"),
    (r"import(?:ed|s)?", r"export(?:ed|s)?"),
    (r"upper", r"lower"),
    (r"cheaper", r"dearer|more expensive"),
    (r"stronger", r"weaker"),
    (r"northern|north", r"southern|south"),
    (r"eastern|east", r"western|west"),
    (r"open(?:ed|ly)?|public(?:ly)?", r"secret(?:ly)?|closed"),
    (r"guilty", r"innocent"),
    (r"allow(?:ed|s)?|permitted", r"bann?(?:ed|s)?|forbade|forbidden|prohibited"),
    (r"above|over|more than", r"below|under|fewer than|less than"),
    (r"possible", r"impossible"),
    (r"known", r"unknown"),
    (r"safe", r"dangerous|unsafe"),
)
"""Words of which one stands for another beside the same words: more pairs, and fewer forms of each."""


@cache
def opposite_events() -> tuple[Pair, ...]:
    """Return the pairs of events and results; they are compiled when they are first asked for."""
    return _pairs(_EVENTS)


@cache
def opposite_words() -> tuple[Pair, ...]:
    """Return the pairs of words, of which there are more; they are compiled when they are first asked for."""
    return _pairs(_WORDS)


def _pairs(rows: Iterable[tuple[str, str]]) -> tuple[Pair, ...]:
    return tuple((word_pattern(one), word_pattern(other)) for one, other in rows)
