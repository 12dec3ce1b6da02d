"""Drafts: what was being written when a checker turned to something else.

They lie beside the case in `db.json.drafts`, are no part of it, and go when the text is saved or dropped.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import orjson

from factcheck.store.files import write_atomically

Draft = tuple[str, str]
"""A rationale and a condition that nobody has saved."""


class Drafts:
    """Unsaved texts by the key of the verdict that they are for."""

    def __init__(self, path: Path) -> None:
        """Read the drafts at `path`; a damaged file is set aside as `.damaged` and begun anew."""
        self._path = path
        self._drafts: dict[str, Draft] = {}
        try:
            rows = orjson.loads(path.read_bytes())
            self._drafts = {str(key): (str(rationale), str(condition)) for key, (rationale, condition) in rows.items()}
        except FileNotFoundError:
            pass
        except (OSError, ValueError, TypeError, AttributeError):
            with suppress(OSError):
                path.replace(path.with_name(f"{path.name}.damaged"))

    def get(self, key: str) -> Draft | None:
        """Return the draft under `key`."""
        return self._drafts.get(key)

    def keep(self, key: str, draft: Draft) -> None:
        """Keep a draft, durably. Raises NotSavedError."""
        if self._drafts.get(key) != draft:
            self._drafts[key] = draft
            self._write()

    def drop(self, key: str) -> None:
        """Forget a draft. Raises NotSavedError."""
        if self._drafts.pop(key, None) is not None:
            self._write()

    def _write(self) -> None:
        if self._drafts:
            write_atomically(self._path, [orjson.dumps(self._drafts)])
        else:
            self._path.unlink(missing_ok=True)
