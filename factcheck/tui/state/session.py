"""An open case with the user's settings and keys, and what is computed once for all screens."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from factcheck.evidence.judges import judges
from factcheck.evidence.judges.rules import RulesJudge
from factcheck.settings import Settings
from factcheck.tui import keymap
from factcheck.tui.keys import DEFAULTS
from factcheck.tui.state.opinion_cache import Counsel
from factcheck.workspace.workspace import Workspace


class Session:
    """What every screen works with."""

    def __init__(self, workspace: Workspace, settings: Settings, keys: Mapping[str, str]) -> None:
        """Work in `workspace`; `keys` are the user's keys by id, in place of the defaults."""
        self.workspace = workspace
        self.settings = settings
        self.keymap: Mapping[str, str] = {**DEFAULTS, **keys}

    def key(self, name: str) -> str:
        """Return the key with the id `name` as people write it."""
        return keymap.shown(self.keymap[name])

    @cached_property
    def opinions(self) -> Counsel:
        """The judges of the settings and what they said; what the rules suggest is shown without asking."""
        return Counsel([judge for judge in judges(self.settings) if not isinstance(judge, RulesJudge)])
