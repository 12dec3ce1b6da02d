"""Comments in a Word document (ECMA-376): in a file of the user's, whose parts are all kept, or in a fresh one.

Each comment has its text in the part `comments.xml`, and in the body where it begins, where it ends, and a reference.
"""

from __future__ import annotations

import posixpath
import zipfile
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO

from lxml import etree
from lxml.etree import _Element

from factcheck.documents.readers.package import Package, opened_package, parse_xml
from factcheck.errors import UnreadableError
from factcheck.exports.draft.wordprocessing import SKIPPED, RunText, divide, local
from factcheck.text import clean

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_COMMENTS = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_PRESERVE = {"{http://www.w3.org/XML/1998/namespace}space": "preserve"}
_EPOCH = (1980, 1, 1, 0, 0, 0)
_INITIALS = 3


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment on a passage of the text, from `start` to `end` in code points; its `lines` become paragraphs."""

    start: int
    end: int
    author: str
    at: str
    lines: Sequence[str]


def commented(data: bytes, text: str, comments: Sequence[Comment]) -> bytes:
    """Return a Word document with comments added; `text` is its text as it was read.

    A comment whose passage is not in the body, because it stands in a footnote or a text box, is put at the beginning,
    with the passage. Raises UnreadableError.
    """
    with opened_package(data, "a Word document") as package:
        infos = {info.filename: info for info in package.infos}
        parts = {name: package.read(name) for name, info in infos.items() if not info.is_dir()}
        main = _main_part(package)
        found = [name for kind, name in package.relations(main).values() if kind == "comments"]
    root = parse_xml(parts[main])
    name = next((each for each in found if each in parts), "")
    comments_root = parse_xml(parts[name]) if name else _empty_comments(etree.QName(root).namespace or _WORD)
    _Annotator(root, comments_root, text).add(comments)
    if not name:
        name = _free_name(posixpath.join(posixpath.dirname(main), "comments.xml"), parts)
        _register(parts, main, name, etree.QName(root).namespace or _WORD)
    parts[main], parts[name] = _bytes(root), _bytes(comments_root)
    return _packed(parts, infos)


def fresh(paragraphs: Iterable[tuple[str, bool]]) -> bytes:
    """Return a Word document of paragraphs; those with True are headlines."""
    root = etree.Element(f"{{{_WORD}}}document", nsmap={"w": _WORD, "r": _OFFICE})
    body = etree.SubElement(root, f"{{{_WORD}}}body")
    for text, is_title in paragraphs:
        paragraph = etree.SubElement(body, f"{{{_WORD}}}p")
        run = etree.SubElement(paragraph, f"{{{_WORD}}}r")
        if is_title:
            etree.SubElement(etree.SubElement(run, f"{{{_WORD}}}rPr"), f"{{{_WORD}}}b")
        for number, line in enumerate(clean(text).split("\n")):
            if number:
                etree.SubElement(run, f"{{{_WORD}}}br")
            etree.SubElement(run, f"{{{_WORD}}}t", _PRESERVE).text = line
    types = (
        f'<Types xmlns="{_TYPES}"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
        f'ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="{_MAIN}"/></Types>'
    )
    relations = (
        f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="rId1" Type="{_OFFICE}/officeDocument" '
        'Target="word/document.xml"/></Relationships>'
    )
    parts = {"[Content_Types].xml": types.encode(), "_rels/.rels": relations.encode()}
    return _packed({**parts, "word/document.xml": _bytes(root)}, {})


class _Annotator:
    """Adds comments to the body and to the list of comments of one document."""

    def __init__(self, root: _Element, comments: _Element, text: str) -> None:
        self._root, self._comments = root, comments
        self._body = RunText(root)
        self._word = f"{{{self._body.namespace}}}"
        self._text, self._stream = text, SKIPPED.sub("", text)
        ids = [int(value) for each in comments for name, value in each.attrib.items() if str(name).endswith("}id")]
        self._next = max(ids, default=-1) + 1

    def add(self, comments: Sequence[Comment]) -> None:
        """Add comments: first all runs are divided, then the marks are put between them."""
        placed, lost = list[tuple[Comment, tuple[int, int], tuple[int, int]]](), list[Comment]()
        for comment in comments:
            span = self._span(comment)
            if span is None:
                lost.append(comment)
            else:
                placed.append((comment, *span))
        cuts: dict[int, set[int]] = {}
        for _, first, last in placed:
            cuts.setdefault(first[0], set()).add(first[1])
            cuts.setdefault(last[0], set()).add(last[1])
        parts = {run: divide(self._body.runs[run], offsets) for run, offsets in cuts.items()}
        for comment, first, last in placed:
            self._mark(comment, parts[first[0]][first[1]], _part_before(parts[last[0]], last[1]))
        for comment in lost:
            self._put_first(comment)

    def _span(self, comment: Comment) -> tuple[tuple[int, int], tuple[int, int]] | None:
        """Return the run and the offset where a comment begins, and those after its last character; None if nowhere.

        A passage that occurs several times is taken where as many of it went before as in the text.
        """
        passage = SKIPPED.sub("", self._text[comment.start : comment.end])
        before = len(SKIPPED.sub("", self._text[: comment.start]))
        occurrences = _occurrences(passage, self._body.text)
        if not passage or not occurrences:
            return None
        earlier = bisect_left(_occurrences(passage, self._stream), before)
        at = occurrences[min(earlier, len(occurrences) - 1)]
        places = [place for place in self._body.places[at : at + len(passage)] if place.run >= 0]
        if not places:
            return None
        return (places[0].run, places[0].offset), (places[-1].run, places[-1].offset + 1)

    def _mark(self, comment: Comment, first: _Element, last: _Element) -> None:
        number = str(self._next)
        self._write(comment, comment.lines)
        first.addprevious(etree.Element(f"{self._word}commentRangeStart", {f"{self._word}id": number}))
        end = etree.Element(f"{self._word}commentRangeEnd", {f"{self._word}id": number})
        last.addnext(end)
        top = end
        while (above := top.getparent()) is not None and local(above) != "p":
            top = above
        top.addnext(self._reference(number))

    def _put_first(self, comment: Comment) -> None:
        """Put a comment at the beginning of the document, with its passage."""
        number = str(self._next)
        passage = " ".join(self._text[comment.start : comment.end].split())
        self._write(comment, [f"“{passage}”", *comment.lines])
        paragraph = next(self._root.iter(f"{self._word}p"), None)
        if paragraph is None:
            body = next(self._root.iter(f"{self._word}body"), self._root)
            paragraph = etree.Element(f"{self._word}p")
            body.insert(0, paragraph)
        has_properties = len(paragraph) > 0 and local(paragraph[0]) == "pPr"
        start = etree.Element(f"{self._word}commentRangeStart", {f"{self._word}id": number})
        end = etree.Element(f"{self._word}commentRangeEnd", {f"{self._word}id": number})
        for place, element in enumerate((start, end, self._reference(number)), int(has_properties)):
            paragraph.insert(place, element)

    def _reference(self, number: str) -> _Element:
        run = etree.Element(f"{self._word}r")
        etree.SubElement(run, f"{self._word}commentReference", {f"{self._word}id": number})
        return run

    def _write(self, comment: Comment, lines: Iterable[str]) -> None:
        author = clean(comment.author) or "factcheck"
        initials = "".join(word[0] for word in author.split())[:_INITIALS]
        attributes = {"id": str(self._next), "author": author, "initials": initials, "date": comment.at}
        element = etree.SubElement(
            self._comments, f"{self._word}comment", {f"{self._word}{name}": value for name, value in attributes.items()}
        )
        for line in lines:
            run = etree.SubElement(etree.SubElement(element, f"{self._word}p"), f"{self._word}r")
            etree.SubElement(run, f"{self._word}t", _PRESERVE).text = clean(line)
        self._next += 1


def _part_before(parts: dict[int, _Element], offset: int) -> _Element:
    """Return the part of a divided run that ends at an offset."""
    return parts[max(start for start in parts if start < offset)]


def _occurrences(passage: str, text: str) -> list[int]:
    found, at = [], text.find(passage)
    while passage and at >= 0:
        found.append(at)
        at = text.find(passage, at + 1)
    return found


def _main_part(package: Package) -> str:
    """Return the name of the part with the text. Raises UnreadableError."""
    root = package.parse("[Content_Types].xml")
    for each in root:
        kind = each.get("ContentType") or ""
        if kind.endswith(".main+xml") and "word" in kind:
            return (each.get("PartName") or "").lstrip("/")
    raise UnreadableError("is a zip archive, not a Word document")


def _empty_comments(namespace: str) -> _Element:
    return etree.Element(f"{{{namespace}}}comments", nsmap={"w": namespace, "r": _OFFICE})


def _free_name(name: str, parts: dict[str, bytes]) -> str:
    stem, number = name.removesuffix(".xml"), 1
    while name in parts:
        number += 1
        name = f"{stem}{number}.xml"
    return name


def _register(parts: dict[str, bytes], main: str, name: str, namespace: str) -> None:
    """Tell the package of a new part with comments: its type, and that the document refers to it."""
    types = parse_xml(parts["[Content_Types].xml"])
    etree.SubElement(types, f"{{{_TYPES}}}Override", PartName=f"/{name}", ContentType=_COMMENTS)
    parts["[Content_Types].xml"] = _bytes(types)
    directory, base = posixpath.split(main)
    path = posixpath.join(directory, "_rels", f"{base}.rels")
    root = (
        parse_xml(parts[path])
        if path in parts
        else etree.Element(f"{{{_RELATIONS}}}Relationships", nsmap={None: _RELATIONS})
    )
    ids = {each.get("Id") for each in root}
    number = next(number for number in range(1, len(ids) + 2) if f"rIdC{number}" not in ids)
    kinds = "http://purl.oclc.org/ooxml/officeDocument/relationships" if "purl.oclc.org" in namespace else _OFFICE
    target = posixpath.relpath(name, directory or ".")
    etree.SubElement(root, f"{{{_RELATIONS}}}Relationship", Id=f"rIdC{number}", Type=f"{kinds}/comments", Target=target)
    parts[path] = _bytes(root)


def _bytes(root: _Element) -> bytes:
    data: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return data


def _packed(parts: dict[str, bytes], infos: dict[str, zipfile.ZipInfo]) -> bytes:
    data = BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            known = infos.get(name)
            info = zipfile.ZipInfo(name, known.date_time if known else _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, part)
    return data.getvalue()
