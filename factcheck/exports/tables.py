"""Cells that a spreadsheet would take for formulas: a text that begins like one must stay a text."""

from __future__ import annotations

import re

_FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
"""What begins a formula in some program, or is dropped before one; behind apostrophes, so that one more can go."""


def looks_like_formula(text: str) -> bool:
    """Tell whether a text could be taken for a formula, or is one that was defused."""
    return _FORMULA.match(text) is not None


def defused(text: str) -> str:
    """Return the text with an apostrophe before what looks like a formula, as spreadsheets mark a text."""
    return f"'{text}" if looks_like_formula(text) else text


def restored(cell: str) -> str:
    """Return what `defused` was given."""
    return cell[1:] if cell.startswith("'") and looks_like_formula(cell) else cell
