"""How many of the errors that are planted in the draft of the tour are marked: `python -m tests.benchmarks tour`."""

from __future__ import annotations

import tempfile
from pathlib import Path

from factcheck.workspace.tour_case import begin_tour
from factcheck.workspace.workspace import Workspace
from tests.tour_case.errors import ERRORS, marked


def main() -> None:
    """Print each error with the mark that points at it, and how many have one."""
    with tempfile.TemporaryDirectory() as directory, Workspace.open(begin_tour(Path(directory)), "me") as workspace:
        found = marked(workspace)
    for error in ERRORS:
        print(f"{error.wrong:16} {error.right:16} {found.get(error, '(not marked)')}")
    print(f"{len(found)} of {len(ERRORS)} planted errors are marked")
