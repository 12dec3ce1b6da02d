"""How a document is read, where the user says more than its location."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """A password for an encrypted document, and whether pages without text are read by OCR, in which `language`.

    `encoding` overrules what a text says of its encoding, and what is guessed. `text_language` is the language that the
    user says a document is in. The `original` is the text before tracked changes, which are read as accepted otherwise.
    `remedies` tells whether errors and remarks name the option of the command line that helps.
    """

    password: str = ""
    ocr: bool = False
    language: str = ""
    remedies: bool = True
    encoding: str = ""
    text_language: str = ""
    original: bool = False

    def in_language(self, code: str) -> ReadOptions:
        """Return the options for a document in the language with the ISO 639-1 `code`; "" if it is not known."""
        return replace(self, language=self.language or code, text_language=code)


NO_OPTIONS = ReadOptions()
_REMEDY = re.compile(r"(?:; |: )--[^;]*")


def without_remedies(words: str) -> str:
    """Return a message without the options of the command line that it names."""
    return _REMEDY.sub("", words)
