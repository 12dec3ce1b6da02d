"""Where the program keeps its state between two runs."""

from __future__ import annotations

import os
from pathlib import Path


def state_path() -> Path:
    """Return the path of the state: `$FACTCHECK_STATE`, else `state.json` in the user's state directory."""
    named = os.environ.get("FACTCHECK_STATE")
    if named:
        return Path(named)
    from platformdirs import user_state_path

    return user_state_path("factcheck") / "state.json"
