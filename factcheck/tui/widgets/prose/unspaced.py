"""Words of scripts that do not part them: Japanese and Chinese, by the models of BudouX; a run of Hangul is a word."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from budoux import Parser

_CLAUSE = re.compile(
    "[\u3005-\u3007\u3041-\u3096\u3099-\u309f\u30a1-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+"
)
_HANGUL = re.compile("[\u1100-\u11ff\u3130-\u318f\uac00-\ud7af]+")
_KANA = re.compile("[\u3041-\u3096\u30a1-\u30fa]")
_TRADITIONAL = re.compile("[個們這說國為對會來時後東車長門問開關經過還讓從發無]")
_PARTICLE = re.compile(r"(?<=[^\u3041-\u3096])(?:から|まで|より|では|には|とは|[はがをにでとのもへや])\Z")
_LONGEST = 400
"""Signs of a clause that are parted at once."""


def words_of(text: str, start: int, end: int) -> list[int]:
    """Return where the words end of the Japanese, Chinese or Korean signs at `start`; none if there are no such."""
    if found := _HANGUL.match(text, start, end):
        return [found.end()]
    found = _CLAUSE.match(text, start, min(end, start + _LONGEST))
    if found is None:
        return []
    is_japanese = bool(_KANA.search(text, max(0, start - _LONGEST), start + _LONGEST))
    return [start + place for place in _ends(found[0], is_japanese)]


@lru_cache(1024)
def _ends(clause: str, is_japanese: bool) -> tuple[int, ...]:
    """Return where the words of a clause end; a particle at the end of a Japanese phrase is a word of its own."""
    name = "ja" if is_japanese else "zh-hant" if _TRADITIONAL.search(clause) else "zh-hans"
    ends, place = [], 0
    for phrase in _parser(name).parse(clause):
        particle = _PARTICLE.search(phrase) if is_japanese else None
        ends += [place + particle.start()] if particle else []
        place += len(phrase)
        ends.append(place)
    return tuple(ends)


@cache
def _parser(name: str) -> Parser:
    import budoux

    parsers = {
        "ja": budoux.load_default_japanese_parser,
        "zh-hans": budoux.load_default_simplified_chinese_parser,
        "zh-hant": budoux.load_default_traditional_chinese_parser,
    }
    return parsers[name]()
