"""What is kept beside a case that a team shares: which case of which server it is, and what was shared already.

The directory db.team holds link.json, the ids of the changes that the server has (shared.ids), and changes that name
others which are not here yet (waiting.changes). There is no secret in it, and nothing that cannot be made anew: without
the ids all changes are offered again, which is harmless.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, NamedTuple

import orjson

from factcheck.errors import UnreadableError
from factcheck.storage.atomic import write_atomically
from factcheck.storage.disk import make_directory, reason, shown

_MAKE_ANEW = "delete the directory and run `factcheck team join` with the address: nothing is lost"
_TYPES = {"tx": int, "seq": int, "received": int, "sees_all": bool, "documents": bool}


class Cursor(NamedTuple):
    """Up to which change a reader has all: the transaction and the number of the last one, its id and its time.

    The time, `received`, in microseconds, is the server's. A server that was restored gives the same numbers once more,
    even to the same change, but not the same time.
    """

    tx: int = 0
    seq: int = 0
    id: str = ""
    received: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkData:
    """Which case of which server a case is.

    `server` is its address without secrets, `uid` the case there, `checker` and `role` what one is in it, and
    `copy_name` the name of this copy, by which the server tells it from the checker's other ones. `tx`, `seq`, `last`
    and `received` are the place up to which its changes were read, in the `generation` of the database; `sees_all`
    says whether nothing of it was hidden then. Without `documents` only changes are shared.
    """

    server: str
    uid: str
    title: str = ""
    checker: str = ""
    role: str = ""
    copy_name: str = ""
    generation: str = ""
    tx: int = 0
    seq: int = 0
    last: str = ""
    received: int = 0
    sees_all: bool = True
    documents: bool = True

    @property
    def cursor(self) -> Cursor:
        """The place up to which the changes were read."""
        return Cursor(self.tx, self.seq, self.last, self.received)

    def at(self, cursor: Cursor) -> LinkData:
        """Return the link with another place up to which the changes were read."""
        return replace(self, tx=cursor.tx, seq=cursor.seq, last=cursor.id, received=cursor.received)


class TeamFiles:
    """The files of a link to a server."""

    def __init__(self, directory: Path) -> None:
        """Look after the files in `directory`, db.team say."""
        self.directory = directory
        self._link = directory / "link.json"
        self._ids = directory / "shared.ids"
        self._unconfirmed = directory / "unconfirmed.ids"
        self.waiting = directory / "waiting.changes"
        """The path of the changes that wait for others."""

    def read(self) -> LinkData | None:
        """Return the link; None if there is none. Raises UnreadableError."""
        try:
            found: Any = orjson.loads(self._link.read_bytes())
        except FileNotFoundError:
            return None
        except OSError as error:
            raise UnreadableError(f"{shown(self._link)}: {reason(error)}") from error
        except ValueError as error:
            raise UnreadableError(f"{shown(self._link)}: is not a link to a server: {error}; {_MAKE_ANEW}") from error
        fields = LinkData.__slots__
        if not isinstance(found, dict) or not {"server", "uid"} <= found.keys():
            raise UnreadableError(f"{shown(self._link)}: is not a link to a server; {_MAKE_ANEW}")
        found.setdefault("copy_name", found.get("device", ""))  # its earlier name
        values = {name: found[name] for name in fields if name in found}
        for name, value in values.items():
            if type(value) is not _TYPES.get(name, str):
                raise UnreadableError(f"{shown(self._link)}: {name} must not be {value!r:.40}; {_MAKE_ANEW}")
        return LinkData(**values)

    def write(self, link: LinkData) -> None:
        """Write the link, durably. Raises NotSavedError."""
        make_directory(self.directory)
        write_atomically(self._link, [orjson.dumps(asdict(link), option=orjson.OPT_INDENT_2)])

    def shared(self) -> set[str]:
        """Return the ids of the changes that the server has. Some may be missing after a crash."""
        return _ids_in(self._ids)

    def unconfirmed(self) -> set[str]:
        """Return the ids of the changes that the server took, and that were not read from it since."""
        return _ids_in(self._unconfirmed)

    def write_unconfirmed(self, ids: Iterable[str]) -> None:
        """Keep the ids of the changes that the server took and that were not read from it since."""
        lines = "".join(f"{each}\n" for each in sorted(ids))
        if lines or self._unconfirmed.exists():
            write_atomically(self._unconfirmed, [lines.encode()])

    def add_shared(self, ids: Iterable[str]) -> None:
        """Add ids of changes that the server has. What cannot be written is offered again the next time."""
        lines = "".join(f"{each}\n" for each in ids)
        try:
            with self._ids.open("a", encoding="utf-8") as file:
                file.write(lines)
        except OSError:
            return

    def clear_shared(self) -> None:
        """Forget which changes the server has, so that all are offered again."""
        for path in (self._ids, self._unconfirmed):
            path.unlink(missing_ok=True)

    def remove(self) -> None:
        """Remove the link; the case stays."""
        shutil.rmtree(self.directory, ignore_errors=True)


def _ids_in(path: Path) -> set[str]:
    try:
        return set(path.read_text("utf-8", "replace").split())
    except OSError:
        return set()
