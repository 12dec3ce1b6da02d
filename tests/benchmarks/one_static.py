"""The smallest app of textual's own: one text. What factcheck's start is compared with."""

from __future__ import annotations

TEXT = "One text."


def main() -> None:
    """Show the text; ctrl+q leaves, as in every app of textual's."""
    from textual.app import App, ComposeResult
    from textual.widgets import Static

    class OneStatic(App[None]):
        def compose(self) -> ComposeResult:
            yield Static(TEXT)

    OneStatic().run()


if __name__ == "__main__":
    main()
