"""Where one was in the list of entries, so that it opens there again."""

from __future__ import annotations

VIEWS = ("is:open", "is:overdue", "")
"""The filters that one key goes through: open, overdue, all."""


class EntriesPlace:
    """The filter of the list, and the id of the entry under the cursor."""

    def __init__(self) -> None:
        """Begin with the open entries."""
        self.words = VIEWS[0]
        self.entry = ""

    def next_view(self) -> str:
        """Return the filter after the present one."""
        return VIEWS[(VIEWS.index(self.words) + 1) % len(VIEWS)] if self.words in VIEWS else VIEWS[0]
