"""The languages that have a data file. Their tables are read when they are first used."""

from __future__ import annotations

from factcheck.evidence.languages.reader import English, LexiconLanguage

ENGLISH = English()
GERMAN = LexiconLanguage("de")
FRENCH = LexiconLanguage("fr")
SPANISH = LexiconLanguage("es")
RUSSIAN = LexiconLanguage("ru")
KAZAKH = LexiconLanguage("kk")
TURKISH = LexiconLanguage("tr")
ARABIC = LexiconLanguage("ar")
