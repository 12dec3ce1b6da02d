"""What is wished of an export, and what is known of it before it is written."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from factcheck.exports.lint import LintGroup
from factcheck.workspace.export_job import ExportJob, read_template
from factcheck.workspace.progress import Progress
from factcheck.workspace.workspace import Workspace

TEMPLATE = "template"
"""The option that takes the text of a file: its name is what is asked for."""


@dataclass(frozen=True, slots=True)
class ExportRequest:
    """A format, which claims, and what is asked of the format; a template by the name of its file."""

    format: str
    only: str = ""
    options: Mapping[str, str] | None = None

    def job(self, workspace: Workspace, progress: Progress) -> ExportJob:
        """Return the export that is wished. Raises FactcheckError; to be called in the background."""
        options = dict(self.options or {})
        if TEMPLATE in options:
            options[TEMPLATE] = read_template(Path(os.path.expanduser(options[TEMPLATE])))  # noqa: PTH111 (nobody's home raises there)
        return ExportJob(workspace, self.format, self.only, options, progress)


@dataclass(frozen=True, slots=True)
class ExportOutlook:
    """What is known so far of an export: how many claims are in it, its first lines, what it lacks; why it is wrong."""

    count: int | None = None
    lines: Sequence[str] | None = None
    lacks: Sequence[LintGroup] | None = None
    wrong: str = ""


@dataclass(frozen=True, slots=True)
class ExportResult:
    """An export that was written: where it is, and its format."""

    path: Path
    format: str
