"""Zip archives that hold a document in parts, such as ODT, EPUB and PPTX: their XML, and the Dublin Core in it."""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import IO
from urllib.parse import unquote

from lxml import etree
from lxml.etree import _Element

from factcheck.errors import UnreadableError
from factcheck.text import clean_line

_MAX_PARTS, _MAX_PART = 10_000, 50 << 20
_HARMLESS_PART, _MAX_RATIO = 1 << 20, 100
"""Decompression bombs are parts that are larger than this, in bytes, and are compressed more than so many times."""
_ENCRYPTED = 1  # a bit of the flags of a part
DC = "{http://purl.org/dc/elements/1.1/}"
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


def check_part(part: zipfile.ZipInfo) -> None:
    """Raise UnreadableError if a part of an archive is encrypted or a decompression bomb."""
    ratio = part.file_size / max(part.compress_size, 1)
    if part.flag_bits & _ENCRYPTED:
        raise UnreadableError("is encrypted")
    if part.file_size > _MAX_PART or (part.file_size > _HARMLESS_PART and ratio > _MAX_RATIO):
        raise UnreadableError(
            f"would unpack to {part.file_size >> 20} MB, {ratio:.0f} times its size, as decompression bombs do"
        )


@contextmanager
def opened_package(data: bytes, what: str) -> Iterator[Package]:
    """Open a zip archive that holds a document; `what` is that document in words: "a Word document".

    Raises UnreadableError if it is damaged or has too many parts, also for damage found while it is open.
    """
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            if (count := len(archive.infolist())) > _MAX_PARTS:
                raise UnreadableError(f"is an archive of {count} parts: {what} has at most {_MAX_PARTS}")
            yield Package(archive)
    except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError, zlib.error) as error:
        raise UnreadableError(f"is damaged or unfinished: {error}") from error


class Package:
    """The parts of a document in a zip archive."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        """Read parts of an open archive."""
        self._archive = archive
        self._names = {name.lower(): name for name in archive.namelist()}

    def __contains__(self, name: str) -> bool:
        """Return whether there is a part with this name, in whatever case."""
        return name.lower() in self._names

    @property
    def names(self) -> list[str]:
        """The names of all parts, in the order of the archive."""
        return list(self._names.values())

    @property
    def infos(self) -> list[zipfile.ZipInfo]:
        """What the archive says of its parts and directories."""
        return self._archive.infolist()

    def open(self, name: str) -> IO[bytes]:
        """Open a part for reading. Raises UnreadableError if it is missing, encrypted or a bomb."""
        if name not in self:
            raise UnreadableError(f"is unfinished: its part {name} is missing")
        part = self._archive.getinfo(self._names[name.lower()])
        check_part(part)
        return self._archive.open(part)

    def read(self, name: str) -> bytes:
        """Return the bytes of a part. Raises UnreadableError, as `open` does."""
        with self.open(name) as part:
            return part.read()

    def parse(self, name: str) -> _Element:
        """Return the root element of a part in XML. Raises UnreadableError, as `open` does, and for invalid XML."""
        return parse_xml(self.read(name))

    def parse_optional(self, name: str) -> _Element | None:
        """Return the root element of a part in XML, None if it is missing. Raises UnreadableError, as `parse` does."""
        return self.parse(name) if name in self else None

    def relations(self, name: str) -> dict[str, tuple[str, str]]:
        """Return the parts that a part of an Office document refers to: by id, the last word of the type, and the name.

        References to what is outside the archive are left out.
        """
        directory, base = posixpath.split(name)
        path = posixpath.join(directory, "_rels", f"{base}.rels")
        if path not in self:
            return {}
        return {
            relation.get("Id", ""): (
                relation.get("Type", "").rpartition("/")[2],
                resolved(directory, relation.get("Target", "")),
            )
            for relation in self.parse(path).iter(_RELATIONSHIP)
            if relation.get("TargetMode") != "External"
        }


def resolved(directory: str, target: str) -> str:
    """Return the name of the part that `target` means in a part of `directory`."""
    path = unquote(target.partition("#")[0])
    return posixpath.normpath(posixpath.join("/", directory, path)).lstrip("/")


def parse_xml(data: bytes) -> _Element:
    """Return the root element of a document in XML; entities are not replaced, and nothing else is opened.

    Raises UnreadableError if it is no XML.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_pis=True)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise UnreadableError(f"is damaged: its XML is incomplete or invalid ({error})") from error
    return root


def cover_field(root: _Element | None, name: str) -> str:
    """Return a field of the Dublin Core metadata ("title") on one line, "" if there is none."""
    found = None if root is None else next(root.iter(f"{DC}{name}"), None)
    return "" if found is None else clean_line("".join(found.itertext()))
