"""Drafts: what was being written when a checker turned to something else.

They lie beside the case in `db.json.drafts`, are no part of it, and go when the text is saved or dropped.
"""

from __future__ import annotations

from pathlib import Path
from threading import RLock

import orjson

from factcheck.errors import NotSavedError
from factcheck.storage.atomic import read_ordinary, reason, shown, write_atomically

Draft = tuple[str, str]
"""A rationale and a condition that nobody has saved."""


class Drafts:
    """Unsaved texts by the key of the verdict that they are for."""

    def __init__(self, path: Path) -> None:
        """Read the drafts at `path`; a damaged file is set aside as `.damaged` before it is written anew."""
        self._path = path
        self._turn = RLock()  # a form keeps its draft in a thread
        self._damaged = False
        self._drafts: dict[str, Draft] = {}
        try:
            rows = orjson.loads(read_ordinary(path))
            self._drafts = {str(key): (str(rationale), str(condition)) for key, (rationale, condition) in rows.items()}
        except FileNotFoundError:
            pass
        except (OSError, ValueError, TypeError, AttributeError):
            self._damaged = True

    def get(self, key: str) -> Draft | None:
        """Return the draft under `key`."""
        return self._drafts.get(key)

    def keep(self, key: str, draft: Draft) -> None:
        """Keep a draft, durably. Raises NotSavedError."""
        with self._turn:
            if self._drafts.get(key) != draft:
                self._write({**self._drafts, key: draft})

    def drop(self, key: str) -> None:
        """Forget a draft. Raises NotSavedError."""
        with self._turn:
            if key in self._drafts:
                self._write({other: draft for other, draft in self._drafts.items() if other != key})

    def _write(self, drafts: dict[str, Draft]) -> None:
        """Write `drafts`, and only then take them for what there is."""
        try:
            if self._damaged:
                self._path.replace(self._path.with_name(f"{self._path.name}.damaged"))
                self._damaged = False
            if drafts:
                write_atomically(self._path, [orjson.dumps(drafts)])
            else:
                self._path.unlink(missing_ok=True)
        except OSError as error:
            raise NotSavedError(f"NOT saved: {shown(self._path)}: {reason(error)}") from error
        except orjson.JSONEncodeError as error:
            raise NotSavedError(f"NOT saved: the text cannot be stored ({error})") from error
        self._drafts = drafts
