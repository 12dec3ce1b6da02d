"""A case with its documents in one ZIP file, and the check of one: its manifest lists the hash of every file."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import IO

import orjson

from factcheck.case.input import stamp
from factcheck.errors import ExistsError, NotSavedError, UnreadableError
from factcheck.storage.disk import reason
from factcheck.text import VERSION, visible_line
from factcheck.workspace.open_case import OpenCase

MANIFEST = "manifest.json"
_CASE = "db.json"
_DOCUMENTS = "db.sources"
_CHUNK = 1 << 20
_LARGEST_MANIFEST = 64 << 20
_LARGEST = 1 << 36
"""Bytes of all files of the largest bundle that is checked."""


def write_bundle(opened: OpenCase, path: Path, *, overwrite: bool = False) -> int:
    """Write the case, its documents and the manifest to a ZIP file; return the number of files besides the manifest.

    Raises ExistsError if there is such a file and `overwrite` is not set, NotSavedError.
    """
    if path.exists() and not overwrite:
        raise ExistsError(f"{path} exists; --force replaces it")
    files = {_CASE: opened.path}
    hashes = {source.sha256 for source in opened.case.sources.values()}
    hashes |= {excerpt.version for excerpt in opened.case.excerpts.values()}
    for name in sorted(filter(opened.texts.has, hashes)):
        parts = [opened.texts.bytes_path(name), *(opened.texts.path(name, ending) for ending in (".txt", ".json"))]
        files |= {f"{_DOCUMENTS}/{part.name}": part for part in parts if part is not None}
    new = path.with_name(f".{path.name}.new")
    try:
        with zipfile.ZipFile(new, "w", zipfile.ZIP_DEFLATED) as archive:
            listed = {}
            for name, file in files.items():
                data = file.read_bytes()
                listed[name] = {"sha256": sha256(data).hexdigest(), "bytes": len(data)}
                archive.writestr(name, data)
            manifest = {"program": f"factcheck {VERSION}", "made": stamp(opened.clock()), "files": listed}
            archive.writestr(MANIFEST, orjson.dumps(manifest, option=orjson.OPT_INDENT_2))
        new.replace(path)
    except OSError as error:
        new.unlink(missing_ok=True)
        raise NotSavedError(f"NOT saved: {reason(error)} ({path})") from error
    return len(files)


def check_bundle(path: Path) -> tuple[int, list[str]]:
    """Return how many files the manifest of a bundle lists, and what is wrong with it, a line each.

    Every file must have the hash that the manifest lists, none may be missing, and none may be there that it does not
    list; the bytes of a document must have the hash that is their name. Raises UnreadableError if it is no bundle.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            listed = _listed(archive, path)
            return len(listed), list(_faults(archive, listed))
    except OSError as error:
        raise UnreadableError(f"{path}: {'no such file' if not path.exists() else reason(error)}") from error
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
        raise UnreadableError(
            f"{path}: is not a bundle of a case, or is damaged: {visible_line(str(error))}"
        ) from error


def _listed(archive: zipfile.ZipFile, path: Path) -> dict[str, str]:
    try:
        with archive.open(MANIFEST) as file:
            files = orjson.loads(file.read(_LARGEST_MANIFEST))["files"]
        return {str(name): str(entry["sha256"]) for name, entry in files.items()}
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise UnreadableError(f"{path}: is not a bundle of a case: it has no manifest of hashes") from error


def _faults(archive: zipfile.ZipFile, listed: dict[str, str]) -> Iterator[str]:
    here = [name for name in archive.namelist() if name != MANIFEST]
    if sum(info.file_size for info in archive.infolist()) > _LARGEST:
        raise OSError("it is too large")
    for name in sorted({name for name in here if name not in listed or here.count(name) > 1}):
        yield f"{visible_line(name)}: is not in the manifest, or is there twice"
    for name, expected in listed.items():
        if name not in here:
            yield f"{visible_line(name)}: is missing"
            continue
        try:
            with archive.open(name) as file:
                found = _hash_of(file)
        except zipfile.BadZipFile:
            found = ""
        folder, _, file_name = name.rpartition("/")
        stem, _, ending = file_name.partition(".")
        if found != expected:
            yield f"{visible_line(name)}: is not the file of the manifest: altered since, or damaged"
        elif folder == _DOCUMENTS and ending not in {"txt", "json"} and found != stem:
            yield f"{visible_line(name)}: its hash is not its name"


def _hash_of(file: IO[bytes]) -> str:
    digest = sha256()
    while chunk := file.read(_CHUNK):
        digest.update(chunk)
    return digest.hexdigest()
