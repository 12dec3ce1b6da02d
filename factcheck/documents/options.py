"""How a document is read, where the user says more than its location."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """A password for an encrypted document, and whether pages without text are read by OCR, in which language."""

    password: str = ""
    ocr: bool = False
    language: str = ""


NO_OPTIONS = ReadOptions()
