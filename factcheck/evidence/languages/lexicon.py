"""The words of one language that its figures are made of: from CLDR, from its data file, and its number words.

Without a data file, digits, dates, money and units are read from CLDR alone.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from factcheck.evidence.figures.scan import Phrases, fold_word
from factcheck.evidence.languages import cldr
from factcheck.evidence.languages.symbols import COMMON_CURRENCIES
from factcheck.evidence.languages.units import units
from factcheck.evidence.readiness import note_tables

_DATA = Path(__file__).parent / "data"
WITH_DATA = ("en", "de", "fr", "es", "ru", "kk", "tr", "ar")
"""The languages that have a data file."""
_SPACES = frozenset(" \u00a0\u2009\u202f")
_STEM = 5  # letters that are compared of a word
_SHORT_MONTH = 4  # letters
_WEAK_ENDINGS = frozenset("ьйаяыиеaeıiuü")  # letters in which other forms of a month differ
_LEAST_STEM = 4  # letters of the beginning that all forms of a word share
_VOWELS = "аеиоуыэюяьйіөүұәaeiouıöü"
_STEM_ENDING = 5  # letters that the form of a month may have more than its stem


def _split(text: str) -> list[str]:
    return [phrase for part in text.split(",") if (phrase := " ".join(part.split()))]


def stem(word: str) -> str:
    """Return the letters of a folded word that are compared."""
    return word.removesuffix("s")[:_STEM]


def _month_stem(name: str) -> str:
    """Return what all forms of a month begin with: without its last letter, but for short ones like "mart"."""
    return name if len(name) <= _SHORT_MONTH and name[-1] not in _WEAK_ENDINGS else name[:-1]


class Lexicon:
    """The words of a language. Tables are made when they are first asked for."""

    def __init__(self, code: str, data: Mapping[str, Any], words: Mapping[str, Mapping[str, int]]) -> None:
        self.code = code
        self._data = data
        self._words = words

    @cached_property
    def _cldr(self) -> cldr.CldrTables:
        tables = cldr.tables(self.code, COMMON_CURRENCIES, frozenset(units())) or cldr.CldrTables()
        note_tables(self.code)
        return tables

    @property
    def known(self) -> bool:
        """Whether CLDR has the language."""
        return cldr.tables(self.code, frozenset(), frozenset()) is not None

    @property
    def complete(self) -> bool:
        """Whether the language has a data file: number words, bounds and what is counted are read too."""
        return bool(self._data)

    def text(self, section: str, key: str) -> str:
        """Return an entry of the data file, "" if it has none."""
        return str(self._data.get(section, {}).get(key, ""))

    def flag(self, section: str, key: str) -> bool:
        """Tell whether an entry of the data file is set."""
        return bool(self._data.get(section, {}).get(key))

    @cache  # noqa: B019
    def phrases(self, section: str, *keys: str) -> Phrases[str]:
        """Return the phrases of some entries of the data file, each with its key."""
        return Phrases([(phrase, key) for key in keys for phrase in _split(self.text(section, key))])

    @cache  # noqa: B019
    def words(self, section: str, *keys: str) -> frozenset[str]:
        """Return the single words of entries of the data file, folded."""
        return frozenset(fold_word(word) for key in keys for word in _split(self.text(section, key)))

    def table(self, section: str, key: str) -> Iterator[tuple[str, str]]:
        """Yield the phrases of a table of the data file, each with what it means."""
        for meaning, phrases in self._data.get(section, {}).get(key, {}).items():
            for phrase in _split(phrases):
                yield phrase, meaning

    @cached_property
    def group(self) -> frozenset[str]:
        """The signs that separate groups of digits."""
        return self._cldr.group | _SPACES if self._cldr.group & _SPACES else self._cldr.group

    @cached_property
    def cardinals(self) -> dict[str, Decimal]:
        """Number words with their values."""
        found = {fold_word(word): Decimal(value) for word, value in self._words.get("cardinal", {}).items()}
        own = {fold_word(word): Decimal(value) for word, value in self.table("number", "words")}
        return {word: value for word, value in {**found, **own}.items() if " " not in word and "-" not in word}

    @cached_property
    def compounds(self) -> bool:
        """Whether numbers are written in one word."""
        return self.flag("number", "compounds")

    @cached_property
    def units_first(self) -> bool:
        """Whether units come before tens: five and twenty."""
        return self.flag("number", "units_first")

    @cached_property
    def multiplied(self) -> frozenset[str]:
        """Words that a number before them multiplies: two dozen."""
        return self.words("number", "multiplied")

    @cached_property
    def ordinals(self) -> dict[str, int]:
        """Ordinals in one word, with their values."""
        own = {fold_word(word): int(value) for word, value in self.table("number", "ordinals")}
        found = self._words.get("ordinal", {}).items()
        return {**{fold_word(word): value for word, value in found if "-" not in word}, **own}

    @cached_property
    def scales(self) -> Phrases[Decimal]:
        """Words that multiply the number before them."""
        own = [(phrase, Decimal(10) ** int(power)) for phrase, power in self.table("number", "scales")]
        names = {
            fold_word(word): value
            for word, value in self._words.get("cardinal", {}).items()
            if value in {100, 10**3, 10**6, 10**9, 10**12}
        }
        found = [(word, Decimal(value)) for word, value in names.items()]
        return Phrases([*own, *found, *((word, Decimal(10) ** power) for word, power in self._cldr.scales.items())])

    @cached_property
    def glued(self) -> dict[str, Decimal]:
        """Letters that multiply the number or sum that they are glued to."""
        return {letters: Decimal(10) ** int(power) for letters, power in self.table("number", "glued")}

    @cached_property
    def vague(self) -> Phrases[Decimal]:
        """Vague amounts, with the least that they stand for."""
        return Phrases([(phrase, Decimal(value)) for phrase, value in self.table("number", "vague")])

    @cached_property
    def parts(self) -> Phrases[Decimal]:
        """Words for parts of a whole, with the number of such parts."""
        return Phrases([(phrase, Decimal(value)) for phrase, value in self.table("share", "parts")])

    @cached_property
    def months(self) -> Phrases[int]:
        """Months in all forms that CLDR and the data file have."""
        own = [(phrase, int(number)) for phrase, number in self.table("date", "months")]
        return Phrases([*own, *((fold_word(name), number) for name, number in self._cldr.months.items())])

    @cached_property
    def _month_stems(self) -> dict[str, int]:
        if not self.flag("date", "stem"):
            return {}
        names = ((fold_word(name), number) for name, number in self._cldr.months.items())
        return {_month_stem(name): number for name, number in names if len(name) > 3}  # noqa: PLR2004

    def month(self, word: str) -> int:
        """Return the number of the month that a single word is a form of, 0 for none."""
        if not self._month_stems:
            return 0
        for length in range(len(word), max(2, len(word) - _STEM_ENDING), -1):
            if number := self._month_stems.get(word[:length]):
                return number
        return 0

    @cached_property
    def currencies(self) -> Phrases[str]:
        """Names of currencies with their codes."""
        return Phrases([*self.table("money", "names"), *self._cldr.currencies.items()])

    @cached_property
    def percent(self) -> Phrases[str]:
        """Words for percent after a number."""
        own = _split(self.text("share", "percent"))
        return Phrases((phrase, "percent") for phrase in (*own, *(fold_word(name) for name in self._cldr.percent)))

    @cached_property
    def cents(self) -> dict[str, str]:
        """Names of hundredths of a currency, with its code."""
        return dict(self.table("money", "cents"))

    @cached_property
    def half_words(self) -> dict[str, Decimal]:
        """Halves of a scale in one word: полмиллиона."""
        return {fold_word(word): Decimal(value) for word, value in self.table("number", "half_words")}

    @cached_property
    def units(self) -> Phrases[str]:
        """Names of units with their keys; symbols are in `unit_symbols`."""
        return Phrases([*self.table("unit", "names"), *self._cldr.units.items()])

    @cached_property
    def per(self) -> Phrases[str]:
        """Phrases for what an amount is per: a person, a day."""
        return Phrases(self.table("per", "names"))

    @cached_property
    def seasons(self) -> Phrases[int]:
        """The seasons, 1 for spring to 4 for winter."""
        return Phrases([(phrase, int(number)) for phrase, number in self.table("date", "seasons")])

    @cached_property
    def stop_words(self) -> frozenset[str]:
        """Words that say nothing of a figure by themselves."""
        return self.words("align", "stop")

    @cached_property
    def concepts(self) -> dict[str, str]:
        """Words with the concept that they share with their forms and synonyms, in all languages alike."""
        return {fold_word(word): concept for word, concept in self.table("align", "concepts")}

    @cached_property
    def _concept_stems(self) -> dict[str, str]:
        """The beginnings of the words of concepts that all their forms have, in a language of many forms."""
        if not self.flag("align", "forms"):
            return {}
        stems = ((word.rstrip(_VOWELS), concept) for word, concept in self.concepts.items())
        return {word: concept for word, concept in stems if len(word) >= _LEAST_STEM}

    @cached_property
    def known_concept(self) -> Callable[[str], str | None]:
        """Returns the concept of a folded word, also of another form of it; None or "" if it has none."""
        return self._concept_of_form if self._concept_stems else self.concepts.get

    def _concept_of_form(self, word: str) -> str:
        if concept := self.concepts.get(word):
            return concept
        lengths = range(len(word), max(_LEAST_STEM, len(word) - _STEM_ENDING) - 1, -1)
        return next((self._concept_stems[word[:at]] for at in lengths if word[:at] in self._concept_stems), "")

    def concept(self, word: str) -> str:
        """Return the concept of a folded word; its stem if it has none."""
        return self.known_concept(word) or stem(word)

    @cached_property
    def once(self) -> frozenset[str]:
        """The concepts and stems of what happens once, as being born or founded."""
        return frozenset(map(self.concept, self.words("align", "once")))

    @cached_property
    def bounds_before(self) -> Phrases[str]:
        """Phrases before a figure that give it a bound, with the name of the bound."""
        return self.phrases("bound", "over", "least", "under", "most", "about", "only")

    @cached_property
    def bounds_after(self) -> Phrases[str]:
        """Phrases after a figure that give it a bound."""
        keys = ("over_after", "least_after", "under_after", "most_after", "about_after")
        return self.phrases("bound", *keys)

    @cached_property
    def links(self) -> frozenset[str]:
        """Words between the members of a list, or the ends of a range."""
        return self.words("range", "list") | self.words("number", "and")

    @cached_property
    def without_scales(self) -> Lexicon:
        """The same language without words that multiply."""
        bare = Lexicon(self.code, self._data, self._words)
        bare.__dict__["scales"] = Phrases[Decimal]({})
        return bare


@cache
def lexicon(code: str) -> Lexicon:
    """Return the words of the language with an ISO 639-1 code."""
    data: dict[str, Any] = {}
    words: dict[str, Any] = {}
    if code in WITH_DATA:
        data = tomllib.loads((_DATA / f"{code}.toml").read_text("utf-8"))
        words = json.loads((_DATA / f"words/{code}.json").read_text("utf-8"))
    return Lexicon(code, data, words)
