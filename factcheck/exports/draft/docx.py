"""A Word document (ECMA-376) with comments: a file of the user's, whose parts are all kept, or a fresh one."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterable, Sequence
from io import BytesIO

from lxml import etree
from lxml.etree import _Element

from factcheck.documents.readers.package import Package, opened_package, parse_xml
from factcheck.errors import UnreadableError
from factcheck.exports.draft.annotator import Annotator, Comment
from factcheck.exports.draft.wordprocessing import PRESERVE
from factcheck.text import clean

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_COMMENTS = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_EPOCH = (1980, 1, 1, 0, 0, 0)


def commented(data: bytes, text: str, comments: Sequence[Comment], *, original: bool = False) -> bytes:
    """Return a Word document with comments added; `text` is its text, or the original before its tracked changes.

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
    Annotator(root, comments_root, text, original=original).add(comments)
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
            etree.SubElement(run, f"{{{_WORD}}}t", PRESERVE).text = line
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
