"""Sources from reference managers: RIS, BibTeX, CSL-JSON and the JSON of Zotero."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from factcheck.case.record import Row
from factcheck.documents.encodings import decode
from factcheck.errors import InvalidError, UnreadableError
from factcheck.imports import json_values
from factcheck.imports.candidates import (
    Candidates,
    ImportFormat,
    ImportOptions,
    Problem,
    SourceCandidate,
    numbered,
    read_each,
)
from factcheck.imports.dates import ColumnDates
from factcheck.imports.json_values import shown

_RIS_LINE = re.compile(r"([A-Z][A-Z0-9])  - ?(.*)")
_RIS: Mapping[str, tuple[str, ...]] = {
    "title": ("TI", "T1", "CT", "BT"),
    "author": ("AU", "A1"),
    "publisher": ("T2", "JO", "JF", "PB"),
    "published": ("DA", "PY", "Y1"),
    "url": ("UR", "L1"),
    "accessed": ("Y2",),
    "language": ("LA",),
    "note": ("N1",),
    "doi": ("DO",),
}
_BIBTEX: Mapping[str, tuple[str, ...]] = {
    "title": ("title",),
    "author": ("author",),
    "publisher": ("journal", "journaltitle", "publisher", "organization", "institution", "howpublished"),
    "published": ("date", "year"),
    "url": ("url",),
    "accessed": ("urldate",),
    "language": ("langid", "language"),
    "note": ("note",),
    "doi": ("doi",),
}
_JSON: Mapping[str, tuple[str, ...]] = {
    "title": ("title",),
    "author": ("author", "creators"),
    "publisher": ("container-title", "publicationTitle", "websiteTitle", "publisher"),
    "published": ("issued", "date"),
    "url": ("URL", "url"),
    "accessed": ("accessed", "accessDate"),
    "language": ("language",),
    "note": ("note", "extra"),
    "doi": ("DOI",),
}
_BEGIN = re.compile(r"@(\w+)\s*\{\s*([^,\s]*)\s*,")
_FIELD = re.compile(r"\s*([\w-]+)\s*=\s*")
_BETWEEN = re.compile(r"[ \t\r\n,]*")
_BEGUN = 30
"""The signs of a value that is not closed that a message shows."""
_MARKUP = re.compile(r"\\[a-zA-Z]+\s*|[{}]|\\(?=[&%$#_])")
_ACCENTS = {"'": "\u0301", "`": "\u0300", "^": "\u0302", '"': "\u0308", "~": "\u0303", "c": "\u0327"}
_ACCENT = re.compile(r"\{?\\(['`^\"~]|c(?=[\s{]))\s*\{?(\\?[A-Za-zıȷ])\}?\}?")
_ALWAYS = {"TY", "ER", "id", "type", "itemType", "key", "version"}
"""Keys that say what kind of thing it is, or how the program that wrote it counts it."""
_DATES = ("published", "accessed")
_YEAR = re.compile("[0-9]{4}")
_RIS_DATE = re.compile(r"([0-9]{4})(?:/([0-9]{1,2})?)?(?:/([0-9]{1,2})?)?(?:/.*)?")
"""A date of RIS: year, month, day and anything, with bars between them."""
_RIS_DATES = {"DA", "PY", "Y1", "Y2"}
_VERBATIM = {"url", "doi"}
_ESCAPED = re.compile(r"\\([&%$#_~])")
"""What is escaped in an address, which has no other markup."""
_SIGNS = {
    "textasciitilde": "\ue000",
    "textasciicircum": "\ue001",
    "textbackslash": "\ue002",
}
_AS_THEMSELVES = {0xE000: "~", 0xE001: "^", 0xE002: "\\"}
"""Signs that TeX writes as commands, kept apart from its markup until that is gone."""
_SIGN = re.compile(r"\\(textasciitilde|textasciicircum|textbackslash)(?:\{\}|\s+|(?![a-zA-Z]))")
_NO_ENTRIES = {"comment", "string", "preamble"}


class References(ImportFormat):
    """Reads bibliographies as sources."""

    about = "sources: RIS, BibTeX, CSL-JSON, Zotero"

    def read(self, data: bytes, options: ImportOptions) -> Candidates:
        """Return the sources. Raises UnreadableError if there is none."""
        characters = decode(data).text
        problems: list[Problem] = []
        entries = list(_entries(characters, problems))
        if not entries and not problems:
            raise UnreadableError("has no reference")
        rows = list(read_each(((place, (values, names)) for place, values, names in entries), _row, problems))
        dates = {
            field: ColumnDates(((place, row.get(field, "")) for place, row in rows), options.dates, field)
            for field in _DATES
        }
        sources = tuple(SourceCandidate(place, _dated(place, row, dates)) for place, row in rows)
        notes = tuple(found.note for found in dates.values() if found.note)
        return Candidates(
            format="references", sources=sources, problems=tuple(problems), notes=notes, unread=_unread(entries)
        )


_Entry = tuple[str, Mapping[str, Any], Mapping[str, Sequence[str]]]


def is_references(beginning: str) -> bool:
    """Return whether a text begins like RIS or BibTeX."""
    return bool(re.match(r"(?:TY  - |\s*(?:%[^\n]*\n\s*)*@\w+\s*\{)", beginning))


def is_reference(row: Any) -> bool:
    """Return whether an object is a reference of CSL-JSON or Zotero."""
    row = row.get("data", row) if isinstance(row, dict) else {}
    if not isinstance(row, dict):
        return False
    return "itemType" in row or ("type" in row and bool({"issued", "URL", "container-title"} & row.keys()))


def _entries(characters: str, problems: list[Problem]) -> Iterator[_Entry]:
    text = characters.lstrip()
    if text[:1] in {"[", "{"}:
        value = json_values.parse(text)
        listed = value.get("items", [value]) if isinstance(value, dict) else value
        for place, item in numbered("reference", listed if isinstance(listed, list) else []):
            row = item.get("data", item) if isinstance(item, dict) else {}
            yield place, {key: row[key] for key in row}, _JSON
    elif text.startswith("TY  -"):
        yield from ((place, values, _RIS) for place, values in numbered("reference", _ris(text)))
    else:
        yield from ((f"reference {key}", values, _BIBTEX) for key, values in _bibtex(text, problems))


def _ris(text: str) -> Iterator[dict[str, Any]]:
    values: dict[str, Any] = {}
    for line in text.splitlines():
        match = _RIS_LINE.match(line)
        if match is None:
            continue
        if match[1] == "ER":
            yield values
            values = {}
        elif match[2].strip():
            given = match[2].strip()
            values.setdefault(match[1], []).append(_ris_date(given) if match[1] in _RIS_DATES else given)
    if values:
        yield values


def _ris_date(given: str) -> str:
    """Return a date of RIS in ISO 8601, and any other text as it is."""
    match = _RIS_DATE.fullmatch(given)
    return "-".join(f"{part:0>2}" for part in match.groups() if part) if match else given


def _bibtex(text: str, problems: list[Problem]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the entries with their keys; one of which a value is not closed is a problem."""
    at = 0
    while match := _BEGIN.search(text, at):
        at = match.end()
        if match[1].lower() in _NO_ENTRIES:
            continue
        try:
            values, at = _fields(text, at)
        except InvalidError as error:
            problems.append(Problem(f"reference {match[2]}", str(error)))
        else:
            yield match[2], values


def _fields(text: str, at: int) -> tuple[dict[str, Any], int]:
    """Return the fields of an entry, and where they end. Raises InvalidError if a value or the entry is not closed."""
    values: dict[str, Any] = {}
    while field := _FIELD.match(text, at):
        value, at = _value(text, field.end())
        name = field[1].lower()
        values[name] = _ESCAPED.sub(r"\1", value).strip() if name in _VERBATIM else _plain(value)
        between = _BETWEEN.match(text, at)
        at = between.end() if between else at
    if text[at : at + 1] != "}":
        raise InvalidError("is not closed: a brace is missing, or too many are there")
    return values, at


def _value(text: str, at: int) -> tuple[str, int]:
    """Return a value in braces, in quotation marks or bare, and where it ends. Raises InvalidError."""
    if text[at : at + 1] not in {"{", '"'}:
        end = re.compile(r"[,}\n]").search(text, at)
        stop = end.start() if end else len(text)
        return text[at:stop], stop
    closing, depth, place = "}" if text[at] == "{" else '"', 0, at + 1
    while place < len(text):
        character = text[place]
        if character == closing and depth == 0:
            return text[at + 1 : place], place + 1
        depth += (character == "{") - (character == "}")
        place += 2 if character == "\\" else 1
    raise InvalidError(f"a value that begins with {shown(text[at : at + _BEGUN])!r} is not closed")


def _plain(value: str) -> str:
    """Return the text of a value without the markup of TeX."""
    composed = _ACCENT.sub(lambda match: match[2].lstrip("\\") + _ACCENTS[match[1]], value.replace("~", " "))
    signs = _SIGN.sub(lambda match: _SIGNS[match[1]], composed)
    plain = _MARKUP.sub("", signs)
    return " ".join(unicodedata.normalize("NFC", plain.translate(_AS_THEMSELVES)).split())


def _row(place: str, item: tuple[Mapping[str, Any], Mapping[str, Sequence[str]]]) -> tuple[str, dict[str, str]]:
    """Return the place of a source and its fields. Raises InvalidError if neither a title nor an address is known."""
    values, names = item
    found = {field: _text(field, values.get(_key(values, keys), "")) for field, keys in names.items()}
    found["published"] = _with_month(values, found["published"])
    doi = found.pop("doi")
    if doi and not found["url"]:
        found["url"] = doi if doi.startswith("http") else f"https://doi.org/{doi}"
    if not found["title"] and not found["url"]:
        raise InvalidError("has neither a title nor an address")
    return place, {name: value for name, value in found.items() if value}


def _key(values: Mapping[str, Any], keys: Sequence[str]) -> str:
    """Return the first of these keys that has a value."""
    return next((key for key in keys if values.get(key)), keys[0])


def _text(field: str, value: Any) -> str:
    if isinstance(value, dict):
        parts = value.get("date-parts")
        if parts and parts[0]:
            year, *rest = (str(part) for part in parts[0])
            return "-".join([year.zfill(4), *(part.zfill(2) for part in rest)])
        return str(value.get("raw") or value.get("literal") or "")
    if isinstance(value, list):
        if field == "author":
            return " and ".join(filter(None, map(_name, value)))
        return ("\n" if field == "note" else " ").join(map(str, value if field == "note" else value[:1]))
    return str(value)


def _with_month(values: Mapping[str, Any], published: str) -> str:
    """Return the date of an entry of BibTeX with its month and day, which are fields of their own."""
    month = str(values.get("month") or "").strip()
    if not month or not _YEAR.fullmatch(published):
        return published
    day = str(values.get("day") or "").strip()
    if not month.isdecimal():
        return " ".join(filter(None, (day, month, published)))
    return f"{published}-{month:0>2}-{day:0>2}" if day.isdecimal() else f"{published}-{month:0>2}"


def _dated(place: str, row: Mapping[str, str], dates: Mapping[str, ColumnDates]) -> Row:
    """Return a source whose dates are read; of a time its day."""
    read = {field: found.read(row[field], place) for field, found in dates.items() if field in row}
    return {**row, **{field: day[:10] if day[10:11] == "T" else day for field, day in read.items()}}


def _name(value: Any) -> str:
    if not isinstance(value, dict):
        return str(value)
    family, first = value.get("family") or value.get("lastName"), value.get("given") or value.get("firstName")
    return value.get("literal") or value.get("name") or ", ".join(filter(None, (family, first)))


def _unread(entries: Sequence[_Entry]) -> dict[str, int]:
    """Return the keys that were not read, each with the number of entries in which it has a value."""
    counts: dict[str, int] = {}
    for _, values, names in entries:
        known = {_key(values, keys) for keys in names.values()} | _ALWAYS
        if names is _BIBTEX and not values.get("date"):
            known |= {"month", "day"}
        for key in values.keys() - known:
            counts[key] = counts.get(key, 0) + bool(values[key])
    return {key: count for key, count in sorted(counts.items()) if count}
