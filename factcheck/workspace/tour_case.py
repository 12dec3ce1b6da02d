"""The case of the tour: an invented affair with its texts, a draft with planted errors, and two checkers who differ."""

from __future__ import annotations

import shutil
from pathlib import Path

from factcheck.errors import ExistsError, NotSavedError, UnreadableError
from factcheck.storage import begin
from factcheck.text import visible_line
from factcheck.workspace.workspace import Workspace

SHIPPED = Path(__file__).with_name("tour")
"""Where the case and its documents are in the package."""
DIRECTORY = "factcheck-tour"
"""The directory of a tour that names none, in the current one."""


def begin_tour(directory: Path) -> Path:
    """Copy the case of the tour into `directory`, made if it is not there, and return its path.

    A tour that was begun there before is left as it is. Raises ExistsError if there is another case, and NotSavedError.
    """
    path = directory / "db.json"
    if path.exists():
        if _is_tour(path):
            return path
        raise ExistsError(
            f"{visible_line(str(path))}: is another case; `factcheck tour DIRECTORY` begins a tour elsewhere"
        )
    try:
        directory.mkdir(parents=True, exist_ok=True)
        shutil.copytree(SHIPPED / "documents", path.with_name("db.sources"), dirs_exist_ok=True)
    except OSError as error:
        raise NotSavedError(f"NOT saved: {error.strerror} ({visible_line(str(directory))})") from error
    begin(path, [(SHIPPED / "case.json").read_bytes()])
    with Workspace.open(path, "", write=False) as workspace:
        workspace.search.prepare()
    return path


def _is_tour(path: Path) -> bool:
    """Return whether a case is that of a tour: it has the first source of the shipped case."""
    try:
        with (
            Workspace.open(path, "", write=False) as workspace,
            Workspace.open(SHIPPED / "case.json", "", write=False) as shipped,
        ):
            first = next(iter(shipped.case.sources))
            return first in workspace.case.sources
    except UnreadableError:
        return False
