"""The style sheet names only widgets and screens that there are: a rule for another class has no effect."""

from __future__ import annotations

import re
from pathlib import Path

from textual import screen, widgets

import factcheck.tui

TUI = Path(*factcheck.tui.__path__)
WITHIN = {"SelectCurrent"}
"""Parts of Textual's widgets that are styled."""


def test_every_class_that_is_styled_is_a_widget_or_a_screen() -> None:
    sheets = "".join(path.read_text(encoding="utf-8") for path in TUI.glob("*.tcss"))
    sheet = re.sub(r"/\*.*?\*/", "", sheets, flags=re.DOTALL)
    selectors = " ".join(re.findall(r"([^{};]+)\{", sheet))
    styled = set(re.findall(r"(?<![\w.#$-])[A-Z]\w+", selectors))
    code = "\n".join(path.read_text(encoding="utf-8") for path in TUI.rglob("*.py") if path.stem != "router")
    ours = set(re.findall(r"^class (\w+)\(", code, re.MULTILINE))
    assert "Workbench" in styled & ours
    assert {name for name in styled - ours if not (hasattr(widgets, name) or hasattr(screen, name))} == WITHIN
