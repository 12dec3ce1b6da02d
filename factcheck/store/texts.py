"""The documents of a case, in a directory beside it: each as its bytes and as the text they hold, named by hash.

`db.sources/3fe5….html` are the bytes as they came, `3fe5….txt` is their text, `3fe5….json` what the document says of
itself. The last is written last: a document is there once it is. Nothing here is ever altered.
"""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import orjson

from factcheck.document import Document
from factcheck.errors import NotSavedError, UnreadableError
from factcheck.store.files import reason, shown, sync_directory, write_atomically

_KEPT = 16
"""Documents that are kept in memory as they were read."""


class Texts:
    """The documents in one directory, which need not be there yet."""

    def __init__(self, directory: Path) -> None:
        """Keep documents in `directory`, `db.sources` say."""
        self.directory = directory
        self._read: dict[str, Document] = {}

    def keep(self, data: bytes, document: Document, suffix: str) -> str:
        """Keep the bytes of a document, whose file's name ends in `suffix` (".pdf"), and its text; return their hash.

        What is kept already stays as it is. Raises NotSavedError.
        """
        name = sha256(data).hexdigest()
        if self.path(name, ".json").exists():
            return name
        try:
            self.directory.mkdir(mode=0o700, exist_ok=True)
            sync_directory(self.directory.parent)
        except OSError as error:
            raise NotSavedError(f"NOT saved: {reason(error)} ({shown(self.directory)})") from error
        cover = {field: value for field, value in document.to_row().items() if field != "text"}
        write_atomically(self.path(name, suffix if suffix not in {".txt", ".json"} else ".bytes"), [data])
        write_atomically(self.path(name, ".txt"), [document.text.encode("utf-8", "surrogatepass")])
        write_atomically(self.path(name, ".json"), [orjson.dumps(cover)])
        return name

    def document(self, name: str) -> Document | None:
        """Return the document with the hash `name`; None where it is not here. Raises UnreadableError."""
        if name not in self._read:
            if not name.isalnum() or not self.path(name, ".json").exists():
                return None
            if len(self._read) >= _KEPT:
                self._read.clear()
            self._read[name] = self._load(name)
        return self._read[name]

    def path(self, name: str, suffix: str) -> Path:
        """Return where a part of the document with the hash `name` is kept."""
        return self.directory / f"{name}{suffix}"

    def _load(self, name: str) -> Document:
        try:
            cover = orjson.loads(self.path(name, ".json").read_bytes())
            text = self.path(name, ".txt").read_bytes().decode("utf-8", "surrogatepass")
            return Document.from_row({**cover, "text": text})
        except (OSError, ValueError, TypeError) as error:
            raise UnreadableError(f"{shown(self.path(name, '.txt'))}: cannot be read: {error}") from error
