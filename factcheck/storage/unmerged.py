"""A case that git could not merge: both sides, from the marks in the file or from what git keeps, as one case."""

from __future__ import annotations

import re
from pathlib import Path

from factcheck.case.merging.merge import merge
from factcheck.errors import UnreadableError
from factcheck.storage.git import Repository
from factcheck.storage.layout import MARK
from factcheck.storage.reader import Read, read_bytes, read_case
from factcheck.storage.tables import Others

SOURCE = "both sides of git's merge"

_SIDES = {b"<<<<<<<": 1, b"|||||||": 0, b"=======": 2, b">>>>>>>": 3}
_MARK = re.compile(rb"(<{7}|\|{7}|={7}|>{7})( |\r?$)")


def merged_sides(path: Path) -> Read | None:
    """Return both sides of a case that git could not merge, merged; None if there are none.

    Raises UnreadableError for a side that is not a case, ConflictError for sides that have nothing in common.
    """
    data = path.read_bytes() if path.is_file() else b""
    is_marked = bool(MARK.search(data))
    repository = Repository.of(path)
    sides = repository.sides() if repository else None
    if sides is None and is_marked:
        sides = sides_of(data)
    if sides is None:
        return None
    copies = [read_bytes(side) for side in sides]
    if not is_marked:
        copies.append(read_case(path))  # somebody may have worked on it since
    others: Others = {}
    for copy in reversed(copies):
        for table, rows in copy.others.items():
            others.setdefault(table, {}).update(rows)
    return Read(merge([copy.case for copy in copies]).case, copies[0].numbers, others, None)


def sides_of(data: bytes) -> tuple[bytes, bytes]:
    """Return both versions of a file with conflict marks. Raises UnreadableError if the marks are not whole."""
    sides: tuple[list[bytes], list[bytes]] = ([], [])
    side = 3
    for line in data.splitlines(keepends=True):
        mark = _MARK.match(line.rstrip(b"\n"))
        if mark is not None:
            side = _SIDES[mark[1]]
            continue
        for number, lines in enumerate(sides, 1):
            if side & number:
                lines.append(line)
    if side != 3:  # noqa: PLR2004
        raise UnreadableError("the conflict marks of git are not whole")
    return b"".join(sides[0]), b"".join(sides[1])
