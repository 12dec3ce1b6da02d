"""Splits texts into the terms by which passages are ranked: stems in lower case, without stop words.

A decimal ("3.5", "1,234.5") is one term, and so is an abbreviation ("U.N."). A word with a hyphen and a digit
("18-year", "covid-19") is a term, and its parts are too. In scripts without spaces between words (Chinese, Japanese,
Korean, Thai, Lao, Burmese, Khmer), each pair of neighbouring letters is a term.

Accents of Latin letters are ignored: "sohne" finds "Söhne". If the stemmer reads accents, a word has the stems of both
spellings. Other transcriptions ("soehne") are other words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import Stemmer

from factcheck.text import folded

VERSION = 3
"""To be increased whenever the terms of a text change."""

UNKNOWN = "en"
"""The language that is used if a text has none: its stemmer does not change words in other scripts."""

_STEMMERS = {
    "ar": "arabic", "ca": "catalan", "cs": "czech", "da": "danish", "de": "german", "el": "greek", "en": "english",
    "eo": "esperanto", "es": "spanish", "et": "estonian", "eu": "basque", "fa": "persian", "fi": "finnish",
    "fr": "french", "ga": "irish", "hi": "hindi", "hu": "hungarian", "hy": "armenian", "id": "indonesian",
    "it": "italian", "lt": "lithuanian", "nb": "norwegian", "ne": "nepali", "nl": "dutch", "nn": "norwegian",
    "no": "norwegian", "pl": "polish", "pt": "portuguese", "ro": "romanian", "ru": "russian", "sr": "serbian",
    "st": "sesotho", "sv": "swedish", "ta": "tamil", "tr": "turkish", "yi": "yiddish",
}  # fmt: skip
"""The names of the languages in Snowball, by ISO 639-1 code."""

_LISTS = {
    "en": """
        a about above after again against all also am an and any are as at be because been before being below between
        both but by can could did do does doing don down during each few for from further had has have having he her
        here hers herself him himself his how i if in into is it its itself just ll me more most my myself no nor not
        now of off on once only or other our ours ourselves out over own re s same she should so some such t than that
        the their theirs them themselves then there these they this those through to too under until up ve very was we
        were what when where which while who whom why will with would you your yours yourself yourselves""",
    "de": """
        aber als am an auch auf aus bei bin bis bist da dann das dass dem den denn der des die dies diese diesem diesen
        dieser dieses doch du durch ein eine einem einen einer eines er es für hat hatte hatten haben ich ihm ihn ihnen
        ihr ihre ihrem ihren ihrer im in ist ja kann man mit nach nicht noch nun nur ob oder ohne sein seine seinem
        seinen seiner sich sie sind so über um und uns unter vom von vor war waren was weil wenn werden wie wird wir
        wurde wurden zu zum zur""",
    "fr": """
        a ai au aux avait avec c ce ces cette d dans de des du elle elles en est et eu il ils j je l la le les leur
        leurs lui m ma mais me mes n ne nous on ont ou par pas pour qu que qui s sa se ses si son sont sur t tu un une
        vous y à été être""",
    "es": """
        a al como con de del el ella ellos en era es esta este esto estos fue ha han hay la las le les lo los más me
        mi no nos o para pero por que se ser si sin sobre son su sus también te un una uno unos y ya""",
    "ru": """
        а без был была были было быть в вам вас во вот все всего всех вы где да для до его ее её если есть еще ещё ж же
        за и из или им их к как когда кто ли мне мы на над не него нее неё нет ни них но о об он она они оно от по под
        при с со так там то того тоже той только том ты у уже что чтобы эта эти это этого этой этом этот я""",
    "kk": "ал ба бар бе және да де деп ғана егер ең еді екен емес жоқ сол те та үшін бұл мен пен бен ол олар осы",
}

STOP_WORDS: dict[str, frozenset[str]] = {language: frozenset(words.split()) for language, words in _LISTS.items()}
"""Words that are too common to be terms, by language."""

# Combining marks: accents, vowel points, and vowel signs of Indic scripts.
_MARKS = "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0670\u0900-\u0963\u0966-\u0dff"
_UNSPACED_LETTERS = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
)
_LETTER = f"[\\w{_MARKS}{_UNSPACED_LETTERS}]"
_WORD = re.compile(f"{_LETTER}+(?:['’.,-]{_LETTER}+)*")
"""A word, which may have several parts; the terms of each are cached."""
_HAS_PARTS = re.compile("[.,]")
_UNSPACED = re.compile(f"[{_UNSPACED_LETTERS}]+")
_PARTS = re.compile(
    rf"(?P<unspaced>[{_UNSPACED_LETTERS}]+)|(?<!{_LETTER})[^\W\d_](?:\.[^\W\d_])+(?!{_LETTER})"
    rf"|(?:(?![{_UNSPACED_LETTERS}]){_LETTER})+(?:['’-](?:(?![{_UNSPACED_LETTERS}]){_LETTER})+|(?<=\d)[.,](?=\d)(?:(?![{_UNSPACED_LETTERS}]){_LETTER})+)*"
)
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_JOINTS = re.compile("['-]")
_CONJUNCTION = re.compile("^[وف](?=(?:[بك]?ال|لل)[\u0621-\u0655]{2})")
"""What Arabic writes in one with an article, before it; the stemmer takes the article off, and prepositions."""
_MAX_TERM = 64  # letters

Term = str


class Tokenizer:
    """Splits texts of one language into terms."""

    def __init__(self, language: str) -> None:
        """Split texts in `language`, which begins with an ISO 639-1 code ("en-GB"), or is empty if it is not known."""
        self.language = base_language(language)
        self._stop = STOP_WORDS.get(self.language, frozenset())
        self._stem = _stemmer(self.language)

    def terms(self, text: str) -> list[Term]:
        """Return the terms of a text in their order."""
        return [term for word in words(text) for term in self.terms_of(word)]

    def terms_of(self, word: str) -> list[Term]:
        """Return the terms of one of the `words` of a text; none for a stop word."""
        if word.isascii() and word.isalnum():  # most words; the rest of this class would return the same
            return self._simple(word.lower())
        return [term for _, part in _parts(word) for term in self._terms_of(part)]

    def positions(self, text: str) -> Iterator[tuple[int, int, list[Term]]]:
        """Yield start and end of each word of a text, in code points, with its terms; words without terms are left out.

        In a script without spaces each pair of letters is a word.
        """
        for match in _WORD.finditer(text):
            for offset, part in _parts(match[0]):
                if terms := self._terms_of(part):
                    yield match.start() + offset, match.start() + offset + len(part), terms

    def _terms_of(self, word: str) -> list[Term]:
        if _UNSPACED.match(word):
            return [folded(word)]
        word = word.lower().replace("’", "'")
        if "." in word and not word[0].isdecimal():
            word = word.replace(".", "")
        elif _GROUPED.fullmatch(word):
            word = word.replace(",", "")
        return self._compound(word.removesuffix("'s")) if _JOINTS.search(word) else self._simple(word)

    def _compound(self, word: str) -> list[Term]:
        """Return the terms of a word with hyphens or apostrophes: its parts, and itself if it contains a digit."""
        parts = [term for part in _JOINTS.split(word) for term in self._simple(part)]
        whole = any(map(str.isdigit, word)) and _JOINTS.search(word)
        return [word[:_MAX_TERM], *parts] if whole else parts

    def _simple(self, word: str) -> list[Term]:
        if not word or word in self._stop:
            return []
        word = word[:_MAX_TERM]
        if not word.isascii():
            word = _CONJUNCTION.sub("", word)
        stem = self._stem(word)
        if word.isascii():
            return [stem]
        terms, plain = [folded(stem) or stem], folded(word)
        if plain and plain.isascii():  # Latin letters, for queries without accents
            terms.append(self._stem(plain))
        return list(dict.fromkeys(terms))


words = _WORD.findall
"""Return the words of a text; `Tokenizer.terms_of` gives the terms of each."""


def base_language(language: str) -> str:
    """Return the ISO 639-1 code of a language tag: "en" for "en-GB", and for an empty tag."""
    return re.split("[-_]", language.strip().lower())[0][:3] or UNKNOWN


def _stemmer(language: str) -> Callable[[str], str]:
    if language not in _STEMMERS:
        return str
    try:
        stemmer = Stemmer.Stemmer(_STEMMERS[language], 0)  # without a cache: an index asks for each word once
    except KeyError:  # an older library, which does not know the language
        return str
    stem: Callable[[str], str] = stemmer.stemWord
    return stem


def stemmer_version() -> str:
    """Return the version of the stemmer: another one may give other stems."""
    return str(Stemmer.version())


def _parts(word: str) -> Iterator[tuple[int, str]]:
    """Yield the parts of a word, each with its offset; in a script without spaces each pair of letters."""
    if not (_HAS_PARTS.search(word) or _UNSPACED.search(word)):
        yield 0, word
        return
    for match in _PARTS.finditer(word):
        part, start = match[0], match.start()
        if match["unspaced"]:
            yield from ((start + i, part[i : i + 2]) for i in range(max(len(part) - 1, 1)))
        else:
            yield start, part
