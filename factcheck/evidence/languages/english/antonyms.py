"""Events that exclude each other, in English words: resigned or dismissed, convicted or acquitted."""

from __future__ import annotations

import re

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
"""Pairs of events of which one text may tell one and another the other: a reason to look, no more."""

OPPOSED = tuple((re.compile(rf"(?i)\b(?:{one})\b"), re.compile(rf"(?i)\b(?:{other})\b")) for one, other in OPPOSITES)
