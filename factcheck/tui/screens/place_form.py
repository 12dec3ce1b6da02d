"""Where the case is to be kept, when its own place is gone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from factcheck.case.changes import Batch
from factcheck.tui.screens.form import Form
from factcheck.tui.widgets.form_fields import FieldSpec
from factcheck.workspace.workspace import Workspace

ABOUT = "A missing directory is created; an existing file is not overwritten."


class PlaceForm(Form):
    """Asks for a file, and writes the case there."""

    def __init__(self, workspace: Workspace) -> None:
        """Ask where the case in `workspace` is to be kept."""

        def move(values: dict[str, Any]) -> Batch:
            workspace.file.move_to(Path(values["path"]))
            return ()

        entries = [FieldSpec("path", "File", str(workspace.path))]
        super().__init__("Where is the case to be kept?", entries, about=ABOUT, save=move)
