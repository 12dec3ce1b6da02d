"""The index of a case's documents, in a file beside it: found again without reading the documents anew.

It is never needed: what is damaged, or was made by another version, is as good as absent, and it can be deleted at
any time. The file is a word that tells what it is, the checksum of all that follows, the length of the header, the
header as JSON, and the parts, whose places the header names. It is mapped into memory, so that only what is asked
for is read after it was checked once.
"""

from __future__ import annotations

import mmap
import os
import stat
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import orjson

from factcheck.storage.atomic import remove_leftovers, write_atomically

_WORD = b"fcindex1"
_HEAD = len(_WORD) + 8
_ALIGNED = 16
_PIECE = 1 << 24


def write_index(path: Path, header: Mapping[str, Any], parts: Mapping[str, bytes]) -> None:
    """Write an index whole or not at all, for its owner only. Raises NotSavedError, InDoubtError."""
    remove_leftovers(path)
    places, at = {}, 0
    for name, data in parts.items():
        places[name] = (at, len(data))
        at += _padded(len(data))
    described = orjson.dumps({"header": header, "places": places})
    described += b" " * (-(_HEAD + len(described)) % _ALIGNED)
    chunks = [len(described).to_bytes(4, "little"), described]
    for data in parts.values():
        chunks += [data, bytes(_padded(len(data)) - len(data))]
    checksum = 0
    for chunk in chunks:
        checksum = zlib.crc32(chunk, checksum)
    write_atomically(path, [_WORD, checksum.to_bytes(4, "little"), *chunks], follow=False)


def read_index(path: Path) -> tuple[dict[str, Any], dict[str, memoryview]] | None:
    """Return the header of an index and its parts, in place; None where there is none that is whole."""
    try:
        data = _mapped(path)
        return None if data is None else _read(memoryview(data))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def _mapped(path: Path) -> mmap.mmap | None:
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    try:
        found = os.fstat(handle)
        if not stat.S_ISREG(found.st_mode) or found.st_size < _HEAD:
            return None
        return mmap.mmap(handle, 0, access=mmap.ACCESS_READ)
    finally:
        os.close(handle)


def _read(data: memoryview) -> tuple[dict[str, Any], dict[str, memoryview]] | None:
    word = len(_WORD)
    if data[:word] != _WORD or _checksum(data[word + 4 :]) != int.from_bytes(data[word : word + 4], "little"):
        return None
    begin = _HEAD + int.from_bytes(data[word + 4 : _HEAD], "little")
    described = orjson.loads(data[_HEAD:begin])
    return described["header"], dict(_parts(data[begin:], described["places"]))


def _parts(data: memoryview, places: Mapping[str, tuple[int, int]]) -> Iterator[tuple[str, memoryview]]:
    for name, (at, size) in places.items():
        if not 0 <= at <= at + size <= len(data):
            raise ValueError(name)
        yield name, data[at : at + size]


def _checksum(data: memoryview) -> int:
    checksum = 0
    for at in range(0, len(data), _PIECE):
        checksum = zlib.crc32(data[at : at + _PIECE], checksum)
    return checksum


def _padded(size: int) -> int:
    return size + -size % _ALIGNED
