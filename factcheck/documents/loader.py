"""Loads documents from paths and web addresses, and reads their text."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple, TypeAlias

from factcheck.case.document import Document
from factcheck.case.input import stamp, utc_now
from factcheck.documents import display_name, suffixes
from factcheck.documents.ocr.scans import Scan, read_scan
from factcheck.documents.ocr.tesseract import NOT_INSTALLED, is_installed
from factcheck.documents.options import NO_OPTIONS, ReadOptions, without_remedies
from factcheck.documents.sandbox.parent import read_in_sandbox
from factcheck.documents.sandbox.parts import attachments_in_sandbox
from factcheck.documents.web import NO_ANSWER, Answer, PrivateAddressError, fetch
from factcheck.errors import EncryptedError, ScanError, UnreadableError

Location: TypeAlias = Path | str
"""The location of a document: a file path, or a web address."""
Cancelled: TypeAlias = Callable[[], bool]
IsCaseFile: TypeAlias = Callable[[Path], bool]
"""Returns whether a path is a file of the case itself, never a document: its quotes would verify themselves."""

_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_LARGEST = 256 << 20
"""Maximum size of a file, in bytes."""


class RawDocument(NamedTuple):
    """The bytes of a document with its name, and for a web page what is known of its fetching."""

    data: bytes
    name: str
    media_type: str = ""
    url: str = ""
    accessed: str = ""
    answer: Answer = NO_ANSWER


def list_locations(words: Iterable[str], owns: IsCaseFile) -> list[Location]:
    """Return the locations named on the command line; a directory is replaced by its documents, sorted.

    Files of the case itself are left out. Raises UnreadableError for a directory without documents.
    """
    locations: list[Location] = []
    for word in words:
        if _ADDRESS.match(word):
            locations.append(word)
        elif Path(word).is_dir():
            locations += _documents_in(Path(word), owns)
        else:
            locations.append(Path(word))
    return list(dict.fromkeys(locations))


def _documents_in(directory: Path, owns: IsCaseFile) -> list[Path]:
    root, readable = directory.resolve(), suffixes()
    paths = [
        path
        for path in _walk(directory, owns)
        if path.name.lower().endswith(readable) and _inside(path, root) and not owns(path)
    ]
    if not paths:
        kinds = ", ".join(sorted(set(readable)))
        raise UnreadableError(f"{directory}: contains no document that can be read ({kinds})")
    return sorted(paths)


def _walk(directory: Path, owns: IsCaseFile) -> Iterator[Path]:
    """Yield the files below a directory, without hidden files and linked directories."""
    for parent, names, files in os.walk(directory):
        names[:] = [name for name in names if not name.startswith(".") and not owns(Path(parent, name))]
        yield from (Path(parent, name) for name in files if not name.startswith("."))


def _inside(path: Path, root: Path) -> bool:
    """Return whether a path is a file whose target is inside `root`."""
    try:
        return path.is_file() and path.resolve().is_relative_to(root)
    except (OSError, RuntimeError):
        return False


def load(
    location: Location,
    cancelled: Cancelled,
    begin: Callable[[str], None],
    *,
    owns: IsCaseFile,
    allow_private: bool = False,
    consent: str = "--allow-private asks it all the same",
) -> RawDocument:
    """Return the document at a location; `begin` is called with its name before the program waits for it.

    Raises UnreadableError, also for a file that the case `owns`. Raises PrivateAddressError for an address of this
    machine or network unless `allow_private`; its message ends with `consent`: how to allow it.
    """
    if isinstance(location, str):
        begin(location)
        return _fetched(location, cancelled, allow_private, consent)
    if owns(location):
        raise UnreadableError(f"{location}: is a file of the case itself")
    incoming = _read_file(location)
    begin(str(location))
    return incoming


def read(incoming: RawDocument, where: object, cancelled: Cancelled, options: ReadOptions = NO_OPTIONS) -> Document:
    """Return a document with its text. Raises UnreadableError with its location `where`.

    It is an EncryptedError if another password is needed, and a ScanError if OCR may read its pages.
    """
    data, name, media_type, url, *_ = incoming
    try:
        if options.ocr:
            return read_scan(Scan(data, name, media_type, url, options.password), options.language, cancelled)
        return read_in_sandbox(
            data,
            name,
            media_type=media_type,
            url=url,
            password=options.password,
            encoding=options.encoding,
            original=options.original,
            cancelled=cancelled,
        )
    except UnreadableError as error:
        why = str(error).removeprefix(f"{display_name(name)}: ")
        raised = type(error) if isinstance(error, EncryptedError | ScanError) else UnreadableError
        told = f"{why}{_remedy(error)}"
        raise raised(f"{where}: {told if options.remedies else without_remedies(told)}") from error


def _remedy(error: UnreadableError) -> str:
    """Return what can be done about a scan or an encrypted document."""
    if isinstance(error, ScanError) and not is_installed():
        return f"; OCR may read them: {NOT_INSTALLED}"
    if isinstance(error, ScanError):
        return "; --ocr reads them"
    return "; --password opens it" if isinstance(error, EncryptedError) else ""


def attachments_of(incoming: RawDocument, where: object, cancelled: Cancelled) -> list[RawDocument]:
    """Return what is attached to an e-mail. Raises UnreadableError with its location `where`."""
    try:
        found = attachments_in_sandbox(incoming.data, incoming.name, incoming.media_type, cancelled)
    except UnreadableError as error:
        raise UnreadableError(f"{where}: {str(error).removeprefix(f'{display_name(incoming.name)}: ')}") from error
    return [RawDocument(each.data, each.name, each.media_type, accessed=incoming.accessed) for each in found]


def _fetched(url: str, cancelled: Cancelled, allow_private: bool, consent: str) -> RawDocument:
    try:
        fetched = fetch(url, allow_private=allow_private, cancelled=cancelled)
    except PrivateAddressError as error:
        raise PrivateAddressError(f"{error}; {consent}") from error
    return RawDocument(fetched.data, fetched.name, fetched.media_type, fetched.url, stamp(utc_now()), fetched.answer)


def _read_file(path: Path) -> RawDocument:
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            what = "a directory" if path.is_dir() else "not a regular file"
            raise UnreadableError(f"{path}: is {what}")
        if status.st_size > _LARGEST:
            raise UnreadableError(f"{path}: is larger than {_LARGEST >> 20} MiB")
        return RawDocument(path.read_bytes(), path.name)
    except (OSError, ValueError) as error:
        why = (error.strerror if isinstance(error, OSError) else None) or str(error)
        raise UnreadableError(f"{path}: {why}") from error
