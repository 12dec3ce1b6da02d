"""What needs psycopg, imported when a connection is made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.evidence.parts import importer

if TYPE_CHECKING:
    from factcheck.storage.server.snapshots import Snapshot, snapshot_of
    from factcheck.workspace.team.session import Session, open_session

__all__ = ["Session", "Snapshot", "open_session", "snapshot_of"]

_PLACES = {
    "Session": "workspace.team.session",
    "open_session": "workspace.team.session",
    "Snapshot": "storage.server.snapshots",
    "snapshot_of": "storage.server.snapshots",
}

if not TYPE_CHECKING:  # else mypy would take any name for one that is there
    __getattr__ = importer(globals(), _PLACES)
