"""REFI-QDA projects (.qdpx), an archive of XML: coded passages of texts, from programs of qualitative research.

A coded passage becomes a claim with its codes as tags and the name of its text as origin.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import PurePosixPath
from typing import Any

from factcheck.errors import UnreadableError
from factcheck.imports.candidates import Candidates, ClaimCandidate, ImportFormat, ImportOptions, Problem
from factcheck.text import clean_line, counted

PROJECT = "project.qde"
_LARGEST = 128 << 20


class Qdpx(ImportFormat):
    """Reads coded passages."""

    about = "coded passages of a REFI-QDA project (.qdpx)"

    def read(self, data: bytes, options: ImportOptions) -> Candidates:
        """Return the coded passages. Raises UnreadableError if it is no project."""
        del options
        with zipfile.ZipFile(BytesIO(data)) as archive:
            if sum(part.file_size for part in archive.infolist()) > _LARGEST:
                raise UnreadableError(f"would unpack to more than {_LARGEST >> 20} MiB")
            if PROJECT not in archive.namelist():
                raise UnreadableError(f"has no {PROJECT}")
            root = _parsed(archive.read(PROJECT))
            texts = {
                PurePosixPath(name).name: archive.read(name) for name in archive.namelist() if name.endswith(".txt")
            }
        codes = {each.get("guid"): each.get("name", "") for each in root.iter("{*}Code")}
        problems: list[Problem] = []
        claims = tuple(_claims(root, codes, texts, problems))
        others = sum(
            1
            for name in ("PDFSource", "PictureSource", "AudioSource", "VideoSource")
            for _ in root.iter(f"{{*}}{name}")
        )
        return Candidates(
            format="qdpx",
            claims=claims,
            problems=tuple(problems),
            notes=("coded passages are claims, with their codes as tags",),
            unread={"sources that are no text": others} if others else {},
        )


def _parsed(data: bytes) -> Any:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False)
    return etree.fromstring(data, parser)


def _claims(
    root: Any, codes: dict[str, str], texts: dict[str, bytes], problems: list[Problem]
) -> Iterator[ClaimCandidate]:
    for source in root.iter("{*}TextSource"):
        name = source.get("name", "")
        content = source.findtext("{*}PlainTextContent")
        stored = texts.get(PurePosixPath(source.get("plainTextPath", "").removeprefix("internal://")).name)
        text = content if content is not None else (stored or b"").decode("utf-8-sig", "replace")
        for number, selection in enumerate(source.iter("{*}PlainTextSelection"), 1):
            place = f"{name} passage {number}"
            start, end = int(selection.get("startPosition", 0)), int(selection.get("endPosition", 0))
            passage = clean_line(text[start:end])
            tags = tuple(codes.get(ref.get("targetGUID"), "") for ref in selection.iter("{*}CodeRef"))
            if passage:
                yield ClaimCandidate(place, passage, {"tags": tuple(filter(None, tags)), "origin": name})
            else:
                problems.append(Problem(place, f"is not in the text, which has {counted(len(text), 'character')}"))
