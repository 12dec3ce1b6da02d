"""How a document is read, where the user says more than its location."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """A password for an encrypted document, and whether pages without text are read by OCR, in which language.

    `remedies` tells whether an error names the option of the command line that helps.
    """

    password: str = ""
    ocr: bool = False
    language: str = ""
    remedies: bool = True


NO_OPTIONS = ReadOptions()
