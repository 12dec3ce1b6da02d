"""A field for a path, a directory or an address; tab completes what is typed of a path."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message

from factcheck.text import visible_line
from factcheck.tui.widgets.fields import Field

_LISTED_AT_MOST = 200
"""Names in a directory that are looked at for a completion."""


class PathField(Field):
    """One line; tab completes a path as far as it is clear, and goes on to the next field where there is nothing to."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("tab", "complete", "Complete", show=False)]

    @dataclass
    class Fitting(Message):
        """Several names go on as what is typed does."""

        names: list[str]

    def action_complete(self) -> None:
        """Complete what is typed; where several fit, tell which."""
        if not self.value.strip():
            self.screen.focus_next()
            return
        completed, names = complete(self.value)
        if completed != self.value:
            self.value = completed
            self.cursor_position = len(completed)
        if len(names) != 1:
            self.post_message(self.Fitting(names))


def complete(typed: str) -> tuple[str, list[str]]:
    """Return what is typed with as much of a path as is clear, and the names that fit; those of directories end in /.

    A name that could act on a terminal is left out. Of an address nothing is known.
    """
    parent, _, begun = typed.rpartition("/")
    head = typed[: len(typed) - len(begun)]
    directory = Path(os.path.expanduser(head or "."))  # noqa: PTH111 (Path.expanduser raises for nobody's home)
    names = [] if "://" in typed or (parent == "~" and str(directory) == "~") else _names(directory, begun)
    common = os.path.commonprefix(names)  # noqa: RUF071 (letters are wanted, not parts)
    return (head + common if len(common) >= len(begun) and names else typed), names


def _names(directory: Path, begun: str) -> list[str]:
    """Return the names in a directory that begin so, hidden ones only where a dot is typed."""
    found = []
    try:
        with os.scandir(directory) as entries:
            for entry in entries:
                name = entry.name
                if name.startswith(begun) and name.startswith(".") <= begun.startswith(".") and _harmless(name):
                    found.append(f"{name}/" if entry.is_dir() else name)
                if len(found) >= _LISTED_AT_MOST:
                    break
    except (OSError, ValueError):
        return []
    return sorted(found)


def _harmless(name: str) -> bool:
    return visible_line(name) == name
