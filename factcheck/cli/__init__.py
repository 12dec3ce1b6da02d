"""The command line of factcheck. It talks to the workspace only, and knows the screens just enough to open them."""

from __future__ import annotations


def main() -> None:
    """Run the command line, and exit with its status: 0 done, 1 the answer is no, 2 wrong use or unreadable input."""
    from factcheck.cli.app import app

    app.main()
