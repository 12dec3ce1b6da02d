"""The request for an export, what is known before it is written, and its result."""

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
"""The option whose value is the text of a file; the user enters the path."""


@dataclass(frozen=True, slots=True)
class ExportRequest:
    """Format, filter and options of an export; a template is given as a path."""

    format: str
    only: str = ""
    options: Mapping[str, str] | None = None

    def job(self, workspace: Workspace, progress: Progress) -> ExportJob:
        """Return the export job. Reads files, so call it in the background. Raises FactcheckError."""
        options = dict(self.options or {})
        if TEMPLATE in options:
            options[TEMPLATE] = read_template(Path(os.path.expanduser(options[TEMPLATE])))  # noqa: PTH111 (nobody's home raises there)
        return ExportJob(workspace.documents, self.format, self.only, options, progress)


@dataclass(frozen=True, slots=True)
class ExportOutlook:
    """What is known of an export so far: number of claims, first lines, lint issues; `wrong` is an error."""

    count: int | None = None
    lines: Sequence[str] | None = None
    lacks: Sequence[LintGroup] | None = None
    wrong: str = ""


@dataclass(frozen=True, slots=True)
class ExportResult:
    """A written export: its path and format."""

    path: Path
    format: str
