"""An open case with the user's settings and keys, and what is computed once for all screens."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from factcheck.settings import Settings
from factcheck.tui import keymap
from factcheck.tui.keys import DEFAULTS
from factcheck.tui.state.opinion_cache import OpinionCache
from factcheck.workspace.workspace import Workspace

if TYPE_CHECKING:
    from factcheck.evidence.judges import Judge


class Session:
    """What every screen works with."""

    def __init__(self, workspace: Workspace, settings: Settings, keys: Mapping[str, str]) -> None:
        """Work in `workspace`; `keys` are the user's keys by id, in place of the defaults."""
        self.workspace = workspace
        self.settings = settings
        self.opinions = OpinionCache()
        self.judges: Sequence[Judge] | None = None
        """The judges that the settings name, once somebody wanted to know."""
        self.keymap: Mapping[str, str] = {**DEFAULTS, **keys}

    def key(self, name: str) -> str:
        """Return the key with the id `name` as people write it."""
        return keymap.shown(self.keymap[name])
