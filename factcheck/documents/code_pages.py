"""Doubts about the encoding of a text: the alphabet of its language, and the code pages in which that is written.

Code pages of one byte a letter differ in few letters, so that a detector may take one for the other. The language
tells: of its code pages the one is best that yields most of its letters and fewest others.
"""

from __future__ import annotations

import codecs

_ALPHABETS = {
    "bg": "абвгдежзийклмнопрстуфхцчшщъьюя",
    "ca": "àçèéíïòóúü·",
    "cs": "áčďéěíňóřšťúůýž",
    "da": "æøåé",
    "de": "äöüß",
    "el": "αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώϊϋΐΰ",
    "es": "áéíñóúü¿¡",
    "et": "äõöüšž",
    "fi": "äöå",
    "fr": "àâçèéêëîïôùûüÿœæ",
    "he": "אבגדהוזחטיךכלםמןנסעףפץצקרשת",
    "hr": "čćđšž",
    "hu": "áéíóöőúüű",
    "it": "àèéìòù",
    "lt": "ąčęėįšųūž",
    "lv": "āčēģīķļņšūž",
    "nb": "æøåéòô",
    "nl": "éëïóöü",
    "pl": "ąćęłńóśźż",
    "pt": "áâãàçéêíóôõú",
    "ro": "ăâîșțşţ",
    "ru": "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
    "sk": "áäčďéíĺľňóôŕšťúýž",
    "sl": "čšž",
    "sr": "абвгдђежзијклљмнњопрстћуфхцчџшčćđšž",
    "sv": "åäöé",
    "tr": "çğıöşüâîûİ",
    "uk": "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя",
    "ar": "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىيًٌٍَُِّْ،؛؟",
}
"""The letters of languages beyond ASCII, in lower case, with signs that their texts have."""
_WEST = ("cp1252", "iso8859-15", "mac-roman", "cp850", "cp437")
_CENTRAL = ("cp1250", "iso8859-2", "mac-latin2", "cp852")
_CYRILLIC = ("cp1251", "koi8-r", "iso8859-5", "mac-cyrillic", "cp866")
_BALTIC = ("cp1257", "iso8859-13", "iso8859-4", "cp775")
_CODE_PAGES = {
    **dict.fromkeys(("ca", "da", "de", "es", "fi", "fr", "it", "nb", "nl", "pt", "sv"), _WEST),
    **dict.fromkeys(("cs", "hr", "hu", "pl", "sk", "sl"), _CENTRAL),
    **dict.fromkeys(("et", "lt", "lv"), _BALTIC),
    **dict.fromkeys(("bg", "ru"), _CYRILLIC),
    "uk": ("cp1251", "koi8-u", "iso8859-5", "mac-cyrillic", "cp1125"),
    "sr": (*_CYRILLIC, *_CENTRAL),
    "ro": (*_CENTRAL, "iso8859-16"),
    "el": ("cp1253", "iso8859-7", "mac-greek", "cp737", "cp869"),
    "he": ("cp1255", "iso8859-8", "cp862"),
    "tr": ("cp1254", "iso8859-9", "mac-turkish", "cp857"),
    "ar": ("cp1256", "iso8859-6", "cp864"),
}
"""The code pages of each language; of two that fit as well, the first is taken."""
_SAMPLE = 1 << 15  # bytes that are compared
_LEAST = 2
"""By how many letters another code page must fit better."""


def better_code_page(data: bytes, encoding: str, language: str) -> str:
    """Return the code page that fits a language better than the `encoding` in which a text was read; "" if none does.

    `language` is an ISO 639-1 code. Nothing is known better of a text in Unicode, or of a language without code pages.
    """
    pages = _CODE_PAGES.get(language, ())
    if not pages or _is_unicode(encoding):
        return ""
    sample = _telling(data)
    text = _decoded(sample, encoding)
    if text is None:
        return ""
    own, alphabet = _score(text, _ALPHABETS[language]), _ALPHABETS[language]
    best, name = own + _LEAST - 1, ""
    for page in pages:
        other = _decoded(sample, page)
        if other is not None and other != text and (score := _score(other, alphabet)) > best:
            best, name = score, page
    return name


def _is_unicode(encoding: str) -> bool:
    try:
        return codecs.lookup(encoding).name.startswith("utf")
    except LookupError:
        return True


def _telling(data: bytes) -> bytes:
    """Return the lines of a text that have letters beyond ASCII, as many as are needed."""
    if len(data) <= _SAMPLE:
        return data
    return b"\n".join(line for line in data.split(b"\n") if not line.isascii())[:_SAMPLE]


def _decoded(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeError, LookupError):
        return None


def _score(text: str, alphabet: str) -> int:
    """Return how many letters beyond ASCII are in an alphabet, less those that are not and signs within words."""
    score, before = 0, " "
    for character in text:
        if not character.isascii():
            lower = character.lower()
            if lower in alphabet or character in alphabet:
                wrong_case = character != lower and before.isalpha() and before.islower()
                score += -1 if wrong_case else 1
            elif character.isalpha() or (before.isalpha() and not _is_punctuation(character)):
                score -= 2
        before = character
    return score


def _is_punctuation(character: str) -> bool:
    return character in "’‘“”„“«»–—…·\u00a0\u00ad°§€£"
