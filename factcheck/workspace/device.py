"""The id of this machine: a random one, so that a checker's work on two machines can be told apart.

It is kept in the user's state directory, never in a case; only the changes that are made here name it.
"""

from __future__ import annotations

import os
import re
from contextlib import suppress
from functools import cache
from pathlib import Path

from factcheck.errors import FactcheckError
from factcheck.storage import write_atomically
from factcheck.workspace.state_path import state_path

_ID = re.compile(r"[0-9a-f]{8}")
_LARGEST = 64


def device_id() -> str:
    """Return the id of this machine, eight hexadecimal digits. It is made at first.

    Where the state directory cannot be written, another one is made for each run.
    """
    return _id_at(state_path().with_name("device"))


@cache
def _id_at(path: Path) -> str:
    if found := _read(path):
        return found
    made = os.urandom(4).hex()
    with suppress(OSError, ValueError, FactcheckError):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_atomically(path, [made.encode() + b"\n"], overwrite=bool(path.is_file()))
        return made
    return _read(path) or made


def _read(path: Path) -> str:
    """Return the id in a file; "" if there is none, or it cannot be read."""
    try:
        if not path.is_file():
            return ""
        with path.open("rb") as file:
            found = file.read(_LARGEST).decode().strip()
    except (OSError, ValueError):
        return ""
    return found if _ID.fullmatch(found) else ""
