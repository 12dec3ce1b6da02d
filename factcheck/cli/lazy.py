"""Modules that are imported when they are first used: `lazy.tables.show_claims(...)` imports `cli/tables.py`.

They are modules that are slow to import and that a command does not need in every run: so `factcheck --help` opens no
case, and output to a pipe does not import rich.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import webbrowser
    from types import ModuleType

    from click import shell_completion
    from rich import markdown as rich_markdown
    from rich import progress as rich_progress

    from factcheck import settings
    from factcheck.case import describe, statistics
    from factcheck.cli import judging, passages, tables
    from factcheck.cli.plain import prompt
    from factcheck.evidence import warnings
    from factcheck.exports import lint
    from factcheck.tui import app as screens
    from factcheck.tui.runtime import signals
    from factcheck.workspace import create, export_job, text_checks, workspace

    __all__ = [
        "create",
        "describe",
        "export_job",
        "judging",
        "lint",
        "passages",
        "prompt",
        "rich_markdown",
        "rich_progress",
        "screens",
        "settings",
        "shell_completion",
        "signals",
        "statistics",
        "tables",
        "text_checks",
        "warnings",
        "webbrowser",
        "workspace",
    ]

PLACES = {
    "create": "factcheck.workspace.create",
    "describe": "factcheck.case.describe",
    "export_job": "factcheck.workspace.export_job",
    "judging": "factcheck.cli.judging",
    "lint": "factcheck.exports.lint",
    "passages": "factcheck.cli.passages",
    "rich_markdown": "rich.markdown",
    "rich_progress": "rich.progress",
    "prompt": "factcheck.cli.plain.prompt",
    "screens": "factcheck.tui.app",
    "settings": "factcheck.settings",
    "shell_completion": "click.shell_completion",
    "signals": "factcheck.tui.runtime.signals",
    "statistics": "factcheck.case.statistics",
    "tables": "factcheck.cli.tables",
    "text_checks": "factcheck.workspace.text_checks",
    "warnings": "factcheck.evidence.warnings",
    "webbrowser": "webbrowser",
    "workspace": "factcheck.workspace.workspace",
}
"""The modules by the name that they have here."""

if not TYPE_CHECKING:  # otherwise mypy would accept any name

    def __getattr__(name: str) -> ModuleType:
        """Import and return the module with this name. Raises AttributeError."""
        if name not in PLACES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return import_module(PLACES[name])
