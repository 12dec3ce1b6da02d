"""The language of a text, by its script, its letters, and the most frequent words of some languages.

It needs no model, and takes microseconds. A text that shows no language clearly is taken for the default.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

_READ = 20_000  # code points of a text that are looked at
_MAX_CACHED = 2048  # texts
_WORD = re.compile(r"[^\W\d_]+")
_LEAST_WORDS = 2  # frequent words of another language that a text must have if it has some of the default

_SCRIPTS = (
    ("Cyrillic", "ru", range(0x0400, 0x0530)),
    ("Arabic", "ar", range(0x0600, 0x0780)),
    ("Greek", "el", range(0x0370, 0x0400)),
    ("Hebrew", "he", range(0x0590, 0x0600)),
    ("Devanagari", "hi", range(0x0900, 0x0980)),
    ("Bengali", "bn", range(0x0980, 0x0A00)),
    ("Tamil", "ta", range(0x0B80, 0x0C00)),
    ("Thai", "th", range(0x0E00, 0x0E80)),
    ("Georgian", "ka", range(0x10A0, 0x1100)),
    ("Armenian", "hy", range(0x0530, 0x0590)),
    ("Kana", "ja", range(0x3040, 0x3100)),
    ("Hangul", "ko", range(0xAC00, 0xD7B0)),
    ("Han", "zh", range(0x4E00, 0xA000)),
)
"""Scripts other than Latin, each with the language that it is taken for, and its code points."""
_LETTERS = {
    "Cyrillic": (("kk", "әғқңөұүһ"), ("be", "ў"), ("uk", "їєґ"), ("ru", "эъ"), ("kk", "і"), ("bg", "")),
    "Arabic": (("ur", "ٹڈڑےں"), ("fa", "پچژگ")),
}
"""Letters that tell a language from others of its script, the first that are found."""
_FREQUENT = {
    "en": (
        "a an the two men people of and to in was were is are that for with by on from at as it his her their "
        "who which has have had an"
    ),
    "de": (
        "der die das und ist nicht ein eine den dem des im von zu mit auf für wurde wurden sich hat haben bei "
        "nach aus am starben hat kostete menschen"
    ),
    "fr": (
        "le la les des et est une un du dans que qui pour sur pas au aux avec par ont été plus ce cette selon "
        "l d a ont compte ans sont"
    ),
    "es": (
        "el la los las y de del en que un una es por para con se su al ha han fue fueron más según sus lo "
        "murió personas tiene"
    ),
    "tr": (
        "ve bir bu için olarak ile da de olan daha çok göre sonra kadar oldu olduğu yılında ise kişi en gibi "
        "öldü yüzde kişinin"
    ),
    "it": "il lo gli e di del della che è un una per con non sono nel nella si alla dei delle più anche stato",
    "pt": "o os e da dos das que em um uma não para com foi por mais ao são se na pela pelo",
    "nl": "de het een van en in is dat op te zijn voor niet aan er om door naar werd heeft",
    "pl": "i w na z że się nie to jest o jak po od przez za dla są było roku oraz",
    "sv": "och att det som en på är av för med den till inte om ett har de från var vid",
    "ro": "și de la în nu cu un o pe că este din pentru care mai au fost sunt",
    "id": "dan yang di ke dari untuk dengan pada ini itu tidak adalah oleh telah dalam orang",
}
"""The most frequent words of languages of the Latin script, but for those that are English words too."""
_LANGUAGES_OF: dict[str, list[str]] = {}
"""The languages in which each word is frequent."""
for _code, _words in _FREQUENT.items():
    for _word in dict.fromkeys(_words.split()):
        _LANGUAGES_OF.setdefault(_word, []).append(_code)
_SIGNS = {"tr": "ğşıİ", "de": "ßä", "es": "ñ¿¡áíóú", "fr": "çèêùœà", "pt": "ãõ", "pl": "łąęśżź", "ro": "țșă"}
"""Letters that are frequent in a language of the Latin script, each worth as much as a frequent word."""


@lru_cache(_MAX_CACHED)
def recognise(text: str, default: str = "en") -> str:
    """Return the ISO 639-1 code of the language of `text`, `default` if it does not show one clearly."""
    text = text[:_READ]
    if text.isascii() and default == "en" and not _latin(text, default):
        return default
    letters = Counter(character for character in text.lower() if character.isalpha())
    scripts = {
        name: sum(count for character, count in letters.items() if ord(character) in points)
        for name, _, points in _SCRIPTS
    }
    name = max(scripts, key=lambda script: scripts[script])
    if scripts["Kana"]:
        name = "Kana"
    if scripts[name] * 2 <= sum(letters.values()):
        return _latin(text, default) or default
    code = next(code for script, code, _ in _SCRIPTS if script == name)
    for other, signs in _LETTERS.get(name, ()):
        if any(letters[sign] for sign in signs):
            return "uk" if signs == "і" and not letters["ы"] else other  # Ukrainian has no ы
    return code


def _latin(text: str, default: str) -> str:
    """Return the language whose frequent words a text has most; "" if it is not clear, or the default."""
    scores = dict.fromkeys(_FREQUENT, 0)
    for word in _WORD.findall(text.lower()):
        for code in _LANGUAGES_OF.get(word, ()):
            scores[code] += 1
    for code, signs in () if text.isascii() else _SIGNS.items():
        scores[code] += min(2, sum(text.count(sign) for sign in signs))
    best, second = sorted(scores, key=lambda code: (-scores[code], code))[:2]
    least = _LEAST_WORDS if scores.get(default) else 1
    if best == default or scores[best] < least or scores[best] <= scores.get(default, 0):
        return ""
    return best if scores[best] > scores[second] else ""
