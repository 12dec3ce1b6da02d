"""What needs psycopg, imported when a connection is made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.evidence.parts import importer

if TYPE_CHECKING:
    from factcheck.workspace.team.session import Session

__all__ = ["Session"]

if not TYPE_CHECKING:  # else mypy would take any name for one that is there
    __getattr__ = importer(globals(), {"Session": "workspace.team.session"})
