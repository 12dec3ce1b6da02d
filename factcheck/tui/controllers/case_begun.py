"""What the welcome screen tells the app: a case was begun, and how to go on in it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from factcheck.tui.router import MessageWithFields

if TYPE_CHECKING:
    from factcheck.tui.controllers.guide import Guide
    from factcheck.tui.state.session import Session


class CaseBegun(MessageWithFields):
    """A case was begun on the welcome screen; `with_draft` asks for a draft next.

    The tour begins one at another `path`, with the `guide` through its steps.
    """

    with_draft: bool = False
    path: Path | None = None
    guide: Callable[[Session], Guide] | None = None
