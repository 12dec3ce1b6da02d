"""The program's state between two runs: the choices of the last export.

It is kept in the user's state directory, never in a case. A file that cannot be read or written is no error.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from typing import Any

from factcheck.errors import FactcheckError
from factcheck.storage import write_atomically
from factcheck.workspace.state_path import state_path

_LARGEST = 1 << 16


@dataclass(frozen=True, slots=True)
class LastExport:
    """How an export was made: its format, the options of each format by name, and the directory of the file.

    The directory is empty where the file went beside its case.
    """

    format: str = ""
    options: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    directory: str = ""


def last_export() -> LastExport:
    """Return how the last export was made; empty if that is not known."""
    found = _read().get("export")
    values = found if isinstance(found, dict) else {}
    options = values.get("options")
    texts = {name: value for name, value in values.items() if name != "options" and isinstance(value, str)}
    return LastExport(
        format=texts.get("format", ""),
        directory=texts.get("directory", ""),
        options={name: _texts(of) for name, of in options.items()} if isinstance(options, dict) else {},
    )


def remember_export(made: LastExport) -> None:
    """Keep how an export was made."""
    path = state_path()
    state = {**_read(), "export": asdict(made)}
    with suppress(OSError, ValueError, FactcheckError):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_atomically(path, [json.dumps(state, indent=1).encode()])


def _read() -> dict[str, Any]:
    try:
        with state_path().open("rb") as file:
            found = json.loads(file.read(_LARGEST))
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _texts(found: object) -> dict[str, str]:
    return {name: value for name, value in found.items() if isinstance(value, str)} if isinstance(found, dict) else {}
