"""Formulas of an Excel workbook that have no value in the file, as the program that wrote it computed none."""

from __future__ import annotations

import re

_NOT_COMPUTED = re.compile(rb"<f\b[^>]*(?:/>|>[^<]*</f>)\s*(?:<v\s*/>|<v></v>)?\s*</c>")


def is_worksheet(part: str) -> bool:
    """Return whether a part of a workbook is one of its sheets, by its name."""
    return part.startswith("xl/worksheets/") and part.endswith(".xml")


def count_uncomputed(sheet: bytes) -> int:
    """Return the number of formulas without a value in the XML of a sheet."""
    return len(_NOT_COMPUTED.findall(sheet)) if b"<f" in sheet else 0
