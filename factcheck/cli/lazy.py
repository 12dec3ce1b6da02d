"""Modules that are imported when they are first used: `lazy.describe.describe(...)` imports `case/describe.py`.

They are modules that are slow to import and that a command does not need in every run: so `factcheck --help` opens no
case, and output to a pipe does not import rich. `views` has those that print what a command found.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import webbrowser

    from click import shell_completion
    from rich import markdown as rich_markdown
    from rich import progress as rich_progress

    from factcheck import settings
    from factcheck.case import describe, statistics
    from factcheck.cli import console
    from factcheck.evidence import languages, warnings
    from factcheck.exports import lint
    from factcheck.tui import app as screens
    from factcheck.tui.controllers import guide
    from factcheck.tui.runtime import signals
    from factcheck.tui.served import server as served
    from factcheck.workspace import create, export_job, text_checks, workspace

    __all__ = [
        "console",
        "create",
        "describe",
        "export_job",
        "guide",
        "languages",
        "lint",
        "rich_markdown",
        "rich_progress",
        "screens",
        "served",
        "settings",
        "shell_completion",
        "signals",
        "statistics",
        "text_checks",
        "warnings",
        "webbrowser",
        "workspace",
    ]

PLACES = {
    "console": "factcheck.cli.console",
    "create": "factcheck.workspace.create",
    "describe": "factcheck.case.describe",
    "export_job": "factcheck.workspace.export_job",
    "guide": "factcheck.tui.controllers.guide",
    "languages": "factcheck.evidence.languages",
    "lint": "factcheck.exports.lint",
    "rich_markdown": "rich.markdown",
    "rich_progress": "rich.progress",
    "screens": "factcheck.tui.app",
    "served": "factcheck.tui.served.server",
    "settings": "factcheck.settings",
    "shell_completion": "click.shell_completion",
    "signals": "factcheck.tui.runtime.signals",
    "statistics": "factcheck.case.statistics",
    "text_checks": "factcheck.workspace.text_checks",
    "warnings": "factcheck.evidence.warnings",
    "webbrowser": "webbrowser",
    "workspace": "factcheck.workspace.workspace",
}
"""The modules by the name that they have here."""


def importer(module: str, places: Mapping[str, str]) -> Callable[[str], ModuleType]:
    """Return the `__getattr__` of `module`, which imports the modules of `places` by the names that they have in it."""

    def import_named(name: str) -> ModuleType:
        if name not in places:
            raise AttributeError(f"module {module!r} has no attribute {name!r}")
        return import_module(places[name])

    return import_named


if not TYPE_CHECKING:  # otherwise mypy would accept any name
    __getattr__ = importer(__name__, PLACES)
