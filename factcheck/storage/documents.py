"""The documents of a case, in a directory beside it: each as its bytes and as the text they hold, named by hash.

`db.sources/3fe5….html` are the bytes as they came, `3fe5….txt` is their text, `3fe5….json` what the document says of
itself, with the hash of the text. The .json file is written last: a document exists once it is there. Intact files are
never changed; damage is reported, and repaired when the same document is added again. Beside them may lie
`3fe5….search-index` and `3fe5….search-facts`, the document's search index and the words, names and figures in it, which
can be deleted at any time.
"""

from __future__ import annotations

import os
import re
import stat
from contextlib import suppress
from itertools import chain
from pathlib import Path
from typing import Any

import orjson

from factcheck.case.document import Document
from factcheck.case.ids import sha256_of
from factcheck.errors import NotSavedError, UnreadableError
from factcheck.storage.atomic import link_or_copy, write_atomically
from factcheck.storage.disk import is_there, make_directory, reason, shown, sync_directory

_KEPT = 16_000_000
"""Code points of all documents in the cache, which is emptied when there would be more."""

_LARGEST = 1 << 28
"""Size limit of a text in bytes, so that no file can fill the memory."""

_HASH = re.compile(r"[0-9a-f]{64}")
_SUFFIX = re.compile(r"\.[a-z0-9]{1,10}")
_OURS = {".txt", ".json"}
_OTHER = ".bytes"
INDEX, FACTS = ".search-index", ".search-facts"
"""What is worked out from a text and kept beside it. No document's own file can have these endings: see `_SUFFIX`."""
_DERIVED = "|".join(map(re.escape, (INDEX, FACTS)))
_LEFT_OVER = re.compile(rf"\.[0-9a-f]{{64}}(\.[a-z0-9]{{1,10}}|{_DERIVED})\.[0-9a-f]{{12}}\.tmp")
_OPTIONAL = {"outside", "places", "accessed", "remarks", "doubt", "ocr", "ocr_pages", "doubtful", "revisions"}
"""Fields of the metadata that are left out if they are empty."""
_LISTS = ("pages", "outside", "places", "remarks", "ocr_pages", "doubtful")
_NOT_FOLLOWED = "is a symbolic link; it was not followed"


class DocumentStore:
    """The documents in one directory, which need not exist yet."""

    def __init__(self, directory: Path) -> None:
        """Keep documents in `directory`, `db.sources` say."""
        self.directory = directory
        self._read: dict[str, Document] = {}
        self._kept_length = 0
        self._swept = False

    def keep(self, data: bytes, document: Document, suffix: str, *, anew: bool = False) -> str:
        """Keep the bytes of a document, whose file's name ends in `suffix` (".pdf"), and its text; return their hash.

        An intact document is not written again, unless `anew` is set and it was read as another text. Raises
        NotSavedError.
        """
        name = sha256_of(data)
        kept = self._intact(name)
        if kept is not None and not (anew and kept.text != document.text):
            return name
        self._make_directory()
        text = document.text.encode("utf-8", "surrogatepass")
        row = document.to_row()
        cover = {field: value for field, value in row.items() if field != "text" and (value or field not in _OPTIONAL)}
        cover["text_sha256"] = sha256_of(text)
        ending = suffix.lower() if _SUFFIX.fullmatch(suffix.lower()) and suffix.lower() not in _OURS else _OTHER
        for part, content in ((ending, data), (".txt", text), (".json", orjson.dumps(cover))):
            write_atomically(self.path(name, part), [content], follow=False)
        self._read.pop(name, None)
        return name

    def has(self, name: str) -> bool:
        """Return whether the document with the hash `name` exists; it may still be unreadable."""
        return _is_hash(name) and os.path.lexists(self.path(name, ".json"))

    def hashes(self) -> set[str]:
        """Return the hashes of all documents, by listing the directory once."""
        with suppress(OSError):
            names = (name.removesuffix(".json") for name in os.listdir(self.directory) if name.endswith(".json"))  # noqa: PTH208
            return set(filter(_is_hash, names))
        return set()

    def document(self, name: str) -> Document | None:
        """Return the document with the hash `name`; None if there is none. Raises UnreadableError."""
        document = self._read.get(name)
        if document is None and self.has(name):
            document = self._load(name)
            if self._kept_length + len(document.text) > _KEPT:
                self._read.clear()  # safe while other threads read: they keep their documents
                self._kept_length = 0
            self._read[name] = document
            self._kept_length += len(document.text)
        return document

    def metadata(self, name: str) -> dict[str, Any] | None:
        """Return what the document with the hash `name` says of itself, and the hash of its text as "text_sha256".

        None where the document is not here. The text itself is not read. Raises UnreadableError.
        """
        return self._cover(name) if self.has(name) else None

    def faults(self, name: str) -> list[str]:
        """Return what is wrong with the document with the hash `name`, read anew from the disk; empty if it is intact.

        Its bytes must have the hash that is its name, and its text the hash that was kept with it.
        """
        found = []
        try:
            self._load(name)
        except UnreadableError as error:
            found.append(str(error))
        path = self.bytes_path(name)
        if path is None:
            return [*found, f"{shown(self.path(name, ''))}: the bytes of the document are missing"]
        try:
            if sha256_of(_read_part(path)) != name:
                found.append(f"{shown(path)}: are not the bytes that were kept: altered since, or damaged")
        except UnreadableError as error:
            found.append(str(error))
        return found

    def bytes_path(self, name: str) -> Path | None:
        """Return where the bytes of the document with the hash `name` are; None if they are not here."""
        ours = {*_OURS, INDEX, FACTS}
        with suppress(OSError):
            endings = (found.name.removeprefix(name) for found in self.directory.glob(f"{name}.*"))
            return next((self.path(name, ending) for ending in sorted(endings) if ending not in ours), None)
        return None

    def derived(self, name: str, ending: str) -> bytes | None:
        """Return what was worked out from the document with the hash `name`; None where nothing can be read.

        `ending` is INDEX or FACTS.
        """
        with suppress(UnreadableError):
            return _read_part(self.path(name, ending))
        return None

    def keep_derived(self, name: str, ending: str, data: bytes) -> None:
        """Keep what was worked out from the document with the hash `name`; see `derived`. Raises NotSavedError."""
        write_atomically(self.path(name, ending), [data], follow=False)

    def copy_to(self, directory: Path) -> None:
        """Copy all documents to another directory, which is created. Raises NotSavedError."""
        if not self.directory.is_dir():
            return
        make_directory(directory)
        try:
            for found in self.directory.iterdir():
                if found.is_file() and not is_there(directory / found.name):
                    link_or_copy(found, directory / found.name)
            sync_directory(directory)
        except OSError as error:
            raise NotSavedError(f"NOT saved: {reason(error)} ({shown(directory)})") from error

    def path(self, name: str, suffix: str) -> Path:
        """Return where a part of the document with the hash `name` is kept."""
        return self.directory / f"{name}{suffix}"

    def _intact(self, name: str) -> Document | None:
        try:
            return self.document(name)
        except UnreadableError:
            return None

    def _load(self, name: str) -> Document:
        cover = self._cover(name)
        path = self.path(name, ".txt")
        text = _read_part(path)
        if sha256_of(text) != cover.pop("text_sha256", None):
            raise UnreadableError(f"{shown(path)}: is not the text that was kept: altered since, or damaged")
        try:
            return Document.from_row({**cover, "text": text.decode("utf-8", "surrogatepass")})
        except ValueError as error:
            raise UnreadableError(f"{shown(path)}: is not text in UTF-8") from error

    def _cover(self, name: str) -> dict[str, Any]:
        path = self.path(name, ".json")
        try:
            cover = orjson.loads(_read_part(path))
        except ValueError as error:
            raise UnreadableError(f"{shown(path)}: is not JSON: cut off, or altered since it was kept") from error
        if not _is_cover(cover):
            raise UnreadableError(
                f"{shown(path)}: does not say what it should of a document: altered since it was kept"
            )
        return dict(cover)

    def _make_directory(self) -> None:
        try:
            self.directory.mkdir(mode=0o700, exist_ok=True)
            sync_directory(self.directory.parent)
        except OSError as error:
            raise NotSavedError(f"NOT saved: {reason(error)} ({shown(self.directory)})") from error
        self._sweep()

    def _sweep(self) -> None:
        """Remove, once, temporary files that a crash left: only one process at a time writes here."""
        if self._swept:
            return
        self._swept = True
        with suppress(OSError):
            for found in self.directory.iterdir():
                if _LEFT_OVER.fullmatch(found.name):
                    found.unlink()


def parsed(cover: object, text: bytes) -> Document | None:
    """Return the document of which this is the metadata and the text, as they are kept; None if it is none."""
    if not _is_cover(cover) or not isinstance(cover, dict) or cover.get("text_sha256") != sha256_of(text):
        return None
    try:
        row = {name: value for name, value in cover.items() if name != "text_sha256"}
        return Document.from_row({**row, "text": text.decode("utf-8", "surrogatepass")})
    except (ValueError, TypeError):
        return None


def is_suffix(suffix: str) -> bool:
    """Return whether the name of a document's own file may end so."""
    return _SUFFIX.fullmatch(suffix) is not None


def _is_hash(name: str) -> bool:
    return _HASH.fullmatch(name) is not None


def _is_cover(cover: object) -> bool:
    """Return whether the content of a .json file is valid metadata: strings, offsets of pages, and names of parts."""
    if not isinstance(cover, dict):
        return False
    pages, outside, places, remarks, ocr_pages, doubtful = lists = [cover.get(field, []) for field in _LISTS]
    texts = (value for field, value in cover.items() if field not in _LISTS)
    if not all(isinstance(each, list) for each in lists):
        return False
    if not all(isinstance(text, str) for text in chain(texts, remarks)) or not all(map(_is_place, places)):
        return False
    spans = chain.from_iterable(span if _is_span(span) else [None] for span in doubtful)
    return all(map(_is_offset, chain(pages, outside, ocr_pages, spans))) and len(outside) in {0, 2}


def _is_span(value: object) -> bool:
    return isinstance(value, list) and len(value) == 2  # noqa: PLR2004


def _is_place(value: object) -> bool:
    return isinstance(value, list) and len(value) == 2 and _is_offset(value[0]) and isinstance(value[1], str)  # noqa: PLR2004


def _is_offset(value: object) -> bool:
    return type(value) is int and value >= 0


def _read_part(path: Path) -> bytes:
    """Return the bytes of an ordinary file; a link is not followed, a pipe not waited for. Raises UnreadableError."""
    if path.is_symlink():
        raise UnreadableError(f"{shown(path)}: {_NOT_FOLLOWED}")
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    try:
        with os.fdopen(os.open(path, flags), "rb") as opened:
            found = os.fstat(opened.fileno())
            if not stat.S_ISREG(found.st_mode):
                raise UnreadableError(f"{shown(path)}: is not an ordinary file")
            if found.st_size > _LARGEST:
                raise UnreadableError(f"{shown(path)}: is too large for a text ({found.st_size} bytes)")
            return opened.read(_LARGEST)
    except OSError as error:
        raise UnreadableError(f"{shown(path)}: cannot be read: {reason(error)}") from error
