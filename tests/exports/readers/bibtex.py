"""Read BibTeX as the program does: by counting braces, even after a backslash."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTHS = {name: str(number) for number, name in enumerate(_NAMES, 1)}
_PRINTED = {
    r"\textbackslash{}": "\\",
    r"\textbraceleft{}": "{",
    r"\textbraceright{}": "}",
    r"\textasciicircum{}": "^",
    r"\textasciitilde{}": "~",
    **{rf"\{sign}": sign for sign in "%#$&_"},
}
_COMMAND = re.compile("|".join(map(re.escape, _PRINTED)))
_ACTIVE = re.compile(r"[\\{}^~%#$&_]")


@dataclass
class Entry:
    """One entry: its type, its key and its fields as they are written, without the outer braces."""

    kind: str
    key: str
    fields: dict[str, str] = field(default_factory=dict)


def read(text: str) -> list[Entry]:
    """Return the entries of a file. Raises AssertionError where BibTeX would stumble."""
    entries = []
    place = 0
    while match := re.compile(r"\s*@([a-z]+)\{([^,\s{}%#~\\\"']+),").match(text, place):
        entry = Entry(match[1], match[2])
        place = _read_fields(text, match.end(), entry)
        entries.append(entry)
    assert not text[place:].strip(), text[place:]
    assert len({entry.key.lower() for entry in entries}) == len(entries)
    return entries


def _read_fields(text: str, place: int, entry: Entry) -> int:
    while match := re.compile(r"\s*([a-z0-9]+)\s*=\s*").match(text, place):
        assert match[1] not in entry.fields
        if text[match.end()] == "{":
            end = _closing(text, match.end())
            entry.fields[match[1]] = text[match.end() + 1 : end]
            place = end + 1
        else:
            name = re.compile("[a-z]+").match(text, match.end())
            assert name is not None
            entry.fields[match[1]] = MONTHS[name[0]]
            place = name.end()
        comma = re.compile(r"\s*,").match(text, place)
        assert comma is not None
        place = comma.end()
    closed = re.compile(r"\s*\}").match(text, place)
    assert closed is not None, text[place : place + 40]
    return closed.end()


def _closing(text: str, opening: int) -> int:
    depth = 0
    for place in range(opening, len(text)):
        depth += (text[place] == "{") - (text[place] == "}")
        if depth == 0:
            return place
    raise AssertionError("a brace is never closed")


def printed(written: str) -> str:
    """Return what TeX prints of a field. Raises AssertionError if anything in it would act."""
    if written.startswith("{") and written.endswith("}") and _closing(written, 0) == len(written) - 1:
        written = written[1:-1]
    left = _COMMAND.sub("", written)
    assert not _ACTIVE.search(left), written
    return _COMMAND.sub(lambda match: _PRINTED[match[0]], written)


def authors(written: str) -> list[str]:
    """Return the names of a field of authors: those parted by "and" outside of braces."""
    names, depth, begin = [], 0, 0
    for match in re.compile(r"[{}]|(?<=\s)and(?=\s)", re.IGNORECASE).finditer(written):
        if match[0] in "{}":
            depth += 1 if match[0] == "{" else -1
        elif depth == 0:
            names.append(written[begin : match.start()].strip())
            begin = match.end()
    return [printed(name) for name in (*names, written[begin:].strip()) if name]
