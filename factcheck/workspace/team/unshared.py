"""How much of a case is not shared yet: known without its server, and without what talks to it."""

from __future__ import annotations

from factcheck.storage.team_files import TeamFiles
from factcheck.text import counted
from factcheck.workspace.open_case import OpenCase
from factcheck.workspace.team.outgoing import outgoing, why_held


def count_unshared(open_case: OpenCase) -> int | None:
    """Return how many changes are saved here and not shared yet; None for a case that is shared with no server.

    Raises UnreadableError.
    """
    files = TeamFiles(open_case.store.beside.team)
    return None if files.read() is None else len(_not_shared(open_case, files))


def tell_unshared(open_case: OpenCase) -> list[str]:
    """Return a line on what the next sync sends, and one on what it does not; none where there is nothing of it.

    Raises UnreadableError.
    """
    files = TeamFiles(open_case.store.beside.team)
    data = files.read()
    if data is None:
        return []
    found = outgoing(open_case.record, _not_shared(open_case, files), data.checker, data.role)
    sent = f"{counted(len(found.changes), 'change')} not shared yet: `factcheck team sync` sends them"
    held = why_held(len(found.held), data.checker, data.role)
    return [line for line, changes in ((sent, found.changes), (held, found.held)) if changes]


def _not_shared(open_case: OpenCase, files: TeamFiles) -> list[str]:
    shared = files.shared()
    return [change for change in open_case.record.history.stored() if change not in shared]
