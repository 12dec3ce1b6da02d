"""The colours of the app: a theme that the terminal can show, in which every text can be read."""

from __future__ import annotations

import os
from typing import Any

from textual.app import App

from factcheck.tui.runtime.contrast import readable


class ReadableApp(App[None]):
    """An app whose themes are changed where text would be hard to read; with NO_COLOR it sends no colours at all."""

    def __init__(self, **options: Any) -> None:
        """Create an app; with NO_COLOR what is current is shown in reverse."""
        self._readable: dict[str, dict[str, str]] = {}
        super().__init__(**options, ansi_color=True if "NO_COLOR" in os.environ else None)

    def get_css_variables(self) -> dict[str, str]:
        """Return the variables of the theme, with colours that can be read."""
        name = self.current_theme.name
        if name not in self._readable:
            self._readable[name] = readable(super().get_css_variables(), ansi=self.current_theme.ansi)
        self.theme_variables = self._readable[name]
        return self.theme_variables

    def fitting_theme(self) -> str:
        """Return the default theme: one with the terminal's own colours if the terminal has only 16."""
        if self.console.color_system != "standard":
            return self.theme
        ground = os.environ.get("COLORFGBG", "").rpartition(";")[2]  # set by some terminals: "0;15" is black on white
        return "ansi-light" if ground in {"7", "15"} else "ansi-dark"
