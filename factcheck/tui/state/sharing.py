"""How far the work on a case is shared with the team."""

from __future__ import annotations

from typing import NamedTuple


class Sharing(NamedTuple):
    """How many changes are saved here and not shared yet, and whether the server cannot be used just now.

    `held` of the changes may not be shared by this checker: they stay here.
    """

    unshared: int
    is_away: bool
    held: int = 0

    @property
    def is_complete(self) -> bool:
        """Whether everything is shared, and what others share arrives."""
        return not self.unshared and not self.is_away

    @property
    def words(self) -> str:
        """That it is shared, or how much is not: "shared", "12 not shared yet", "server away", "2 only here"."""
        if self.unshared > self.held:
            return f"{self.unshared - self.held:,} not shared yet"
        if self.is_away:
            return "server away"
        return f"{self.unshared:,} only here" if self.unshared else "shared"
