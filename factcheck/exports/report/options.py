"""The options that the Markdown report and the page have in common."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

ABOUT: Mapping[str, str] = {
    "notes": "with the notes on the claims: yes, or no (the default)",
    "unchecked": "unchecked claims: listed in one line (the default), or in full",
    "asked": "who was asked and what came of it, where anybody was: yes (the default), or no",
}
"""What each option does, by its name."""
CHOICES: Mapping[str, Sequence[str]] = {
    "notes": ("no", "yes"),
    "unchecked": ("listed", "full"),
    "asked": ("yes", "no"),
}
"""The values of each option by its name, the default first."""
