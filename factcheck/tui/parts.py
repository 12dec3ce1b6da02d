"""The parts of the screens that the first picture does without, each imported when it is first used.

`parts.Editing` imports `factcheck.tui.controllers.editing` and is its `Editing`. `load` imports all, as long as no
key has asked for one yet.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from factcheck.evidence.parts import importer

if TYPE_CHECKING:
    from factcheck.tui.controllers.addresses import Addresses
    from factcheck.tui.controllers.editing import Editing
    from factcheck.tui.controllers.export_and_copy import ExportAndCopy
    from factcheck.tui.controllers.file_watch import FileWatch
    from factcheck.tui.controllers.marked_claims import MarkedClaims
    from factcheck.tui.controllers.navigation import Navigation
    from factcheck.tui.controllers.notes import Notes
    from factcheck.tui.controllers.reports import Reports
    from factcheck.tui.controllers.team import TeamWork
    from factcheck.tui.controllers.unfiled import UnfiledPassages
    from factcheck.tui.controllers.verdicts import Verdicts
    from factcheck.tui.controllers.waivers import Waivers
    from factcheck.tui.dialogs import OpenHelp, OpenManual

__all__ = [
    "Addresses",
    "Editing",
    "ExportAndCopy",
    "FileWatch",
    "MarkedClaims",
    "Navigation",
    "Notes",
    "OpenHelp",
    "OpenManual",
    "Reports",
    "TeamWork",
    "UnfiledPassages",
    "Verdicts",
    "Waivers",
]

_PLACES = {
    "Addresses": "tui.controllers.addresses",
    "Editing": "tui.controllers.editing",
    "ExportAndCopy": "tui.controllers.export_and_copy",
    "FileWatch": "tui.controllers.file_watch",
    "MarkedClaims": "tui.controllers.marked_claims",
    "Navigation": "tui.controllers.navigation",
    "Notes": "tui.controllers.notes",
    "OpenHelp": "tui.dialogs",
    "OpenManual": "tui.dialogs",
    "Reports": "tui.controllers.reports",
    "TeamWork": "tui.controllers.team",
    "UnfiledPassages": "tui.controllers.unfiled",
    "Verdicts": "tui.controllers.verdicts",
    "Waivers": "tui.controllers.waivers",
}

_import_part = importer(globals(), _PLACES)
if not TYPE_CHECKING:  # else mypy would take any name for one that is there
    __getattr__ = _import_part


def load() -> Iterator[str]:
    """Import all parts, one at a step, and yield the name of each."""
    for name in _PLACES:
        _import_part(name)
        yield name
