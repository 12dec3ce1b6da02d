"""Asking before a passage of a draft is filed as support: a text is no evidence for its own claims."""

from __future__ import annotations

from factcheck.case.records import Stance
from factcheck.evidence.warnings import circular
from factcheck.tui.controllers.host import Host


class CircularQuestion:
    """Warns once of each passage; pressing the key again files it."""

    def __init__(self, host: Host) -> None:
        """Warn on the status line of `host`."""
        self._host = host
        self._warned: tuple[str, str, int] | None = None

    def may_file(self, claim_id: str, source_id: str, stance: Stance, start: int) -> bool:
        """Return whether to file the passage at `start` of a source; else the status line says why not."""
        warning = circular(self._host.workspace.case, source_id, stance)
        if not warning or self._warned == (claim_id, source_id, start):
            self._warned = None
            return True
        self._warned = claim_id, source_id, start
        key = self._host.key(f"excerpt.{stance}")
        self._host.status_line.problem(f"{warning}: {key} again adds it, without counting it")
        return False
