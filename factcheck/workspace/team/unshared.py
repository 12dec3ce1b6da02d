"""How much of a case is not shared yet: known without its server, and without what talks to it."""

from __future__ import annotations

from factcheck.storage.team_files import TeamFiles
from factcheck.workspace.open_case import OpenCase


def count_unshared(open_case: OpenCase) -> int | None:
    """Return how many changes are saved here and not shared yet; None for a case that is shared with no server.

    Raises UnreadableError.
    """
    files = TeamFiles(open_case.store.beside.team)
    if files.read() is None:
        return None
    shared = files.shared()
    return sum(change not in shared for change in open_case.record.history.stored())
