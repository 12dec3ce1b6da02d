"""Documents in formats of office programs, books and archives, made for the tests."""

from __future__ import annotations

import plistlib
import struct
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from gzip import compress
from io import BytesIO

from openpyxl import Workbook

from tests.documents.documents import PROSE, SENTENCES, html_bytes

_ODF = "urn:oasis:names:tc:opendocument:xmlns"


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """Return a zip archive of these parts."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return made.getvalue()


def xlsx_bytes(rows: Iterable[Sequence[object]], sheet: str = "Data") -> bytes:
    """Return a workbook of one sheet, written by openpyxl."""
    book = Workbook()
    page = book.active
    page.title = sheet
    for row in rows:
        page.append(row)
    made = BytesIO()
    book.save(made)
    return made.getvalue()


def odf_bytes(kind: str, body: str, meta: str = "", manifest: str = "") -> bytes:
    """Return an OpenDocument of a kind ("text", "spreadsheet") with this body in XML."""
    names = " ".join(f'xmlns:{name}="{_ODF}:{name}:1.0"' for name in ("office", "text", "table", "meta"))
    names += ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
    return zipped(
        {
            "mimetype": f"application/vnd.oasis.opendocument.{kind}",
            "content.xml": f"<office:document-content {names}><office:body><office:{kind}>{body}</office:{kind}>"
            "</office:body></office:document-content>",
            "meta.xml": f"<office:document-meta {names}><office:meta>{meta}</office:meta></office:document-meta>",
            "META-INF/manifest.xml": f"<manifest>{manifest}</manifest>",
        }
    )


def pptx_bytes(slides: Sequence[str]) -> bytes:
    """Return a presentation whose slides have these paragraphs, as raw XML, in one shape each."""
    office = "http://schemas.openxmlformats.org"
    names = f'xmlns:p="{office}/presentationml/2006/main" xmlns:a="{office}/drawingml/2006/main" '
    names += f'xmlns:r="{office}/officeDocument/2006/relationships"'
    ids = "".join(f'<p:sldId id="{256 + at}" r:id="r{at}"/>' for at in range(len(slides)))
    relations = "".join(
        f'<Relationship Id="r{at}" Type="x/slide" Target="slides/slide{at}.xml"/>' for at in range(len(slides))
    )
    shapes = {
        f"ppt/slides/slide{at}.xml": f"<p:sld {names}><p:cSld><p:spTree><p:sp><p:txBody>{slide}</p:txBody></p:sp>"
        "</p:spTree></p:cSld></p:sld>"
        for at, slide in enumerate(slides)
    }
    return zipped(
        {
            "ppt/presentation.xml": f"<p:presentation {names}><p:sldIdLst>{ids}</p:sldIdLst></p:presentation>",
            "ppt/_rels/presentation.xml.rels": f'<Relationships xmlns="{office}/package/2006/relationships">'
            f"{relations}</Relationships>",
            **shapes,
        }
    )


def epub_bytes(chapters: Mapping[str, str], metadata: str = "", more: Mapping[str, str] | None = None) -> bytes:
    """Return a book of these chapters, each the body of a page by its file name."""
    items = "".join(
        f'<item id="c{at}" href="{name}" media-type="application/xhtml+xml"/>' for at, name in enumerate(chapters)
    )
    order = "".join(f'<itemref idref="c{at}"/>' for at in range(len(chapters)))
    return zipped(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
            '<rootfile full-path="OEBPS/book.opf"/></rootfiles></container>',
            "OEBPS/book.opf": '<package xmlns="http://www.idpf.org/2007/opf" '
            f'xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata>{metadata}</metadata>'
            f"<manifest>{items}</manifest><spine>{order}</spine></package>",
            **{f"OEBPS/{name}": f"<html><body>{body}</body></html>" for name, body in chapters.items()},
            **(more or {}),
        }
    )


def warc_bytes(
    pages: Iterable[tuple[str, str, bytes]], *, gzip: bool = False, length: int | None = None, status: str = "200 OK"
) -> bytes:
    """Return a web archive of these pages, each with address, media type and content (ISO 28500).

    `length` is the Content-Length that the servers announced, if it is another than that of the content.
    """
    made = b""
    for address, kind, content in pages:
        announced = len(content) if length is None else length
        answer = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {announced}\r\n\r\n".encode() + content
        head = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {address}\r\nWARC-Date: 2026-03-04T05:06:07Z\r\n"
            "WARC-Record-ID: <urn:uuid:12345678-1234-1234-1234-123456789abc>\r\n"
            f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(answer)}\r\n\r\n"
        )
        record = head.encode() + answer + b"\r\n\r\n"
        made += compress(record) if gzip else record
    return made


def webarchive_bytes(page: bytes, *, form: plistlib.PlistFormat = plistlib.FMT_BINARY, frames: int = 0) -> bytes:
    """Return a web archive of Safari with this page."""
    main = {
        "WebResourceData": page,
        "WebResourceURL": "https://example.org/flood",
        "WebResourceMIMEType": "text/html",
        "WebResourceTextEncodingName": "UTF-8",
    }
    archive = {"WebMainResource": main, **({"WebSubframeArchives": [{}] * frames} if frames else {})}
    return plistlib.dumps(archive, fmt=form)


def mhtml_bytes(page: bytes, headers: str = "") -> bytes:
    """Return a page as Chrome saves it."""
    top = (
        "From: <Saved by Blink>\nSnapshot-Content-Location: https://example.org/flood\nSubject: Flood\n"
        'Date: Wed, 4 Mar 2026 05:06:07 +0100\nMIME-Version: 1.0\nContent-Type: multipart/related; type="text/html"; '
        f'boundary="b"\n{headers}\n'
    )
    return top.encode() + b"--b\nContent-Type: text/html\nContent-Transfer-Encoding: 8bit\n\n" + page + b"\n--b--\n"


_SECTOR, _FREE, _END, _FAT_SECTOR = 512, 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def compound_file(streams: Mapping[str, bytes]) -> bytes:
    """Return a compound file (MS-CFB) of these streams, one of them in a storage if its name has a "/"."""
    names = ["Root Entry", *dict.fromkeys(name.split("/")[0] for name in streams if "/" in name), *streams]
    count = -(-len(names) // 4)
    contents = [content + bytes(max(0, 4096 - len(content))) for content in streams.values()]
    sizes = [-(-len(content) // _SECTOR) for content in contents]
    directory_start, at = 1, 1 + count
    table = [_FAT_SECTOR, *range(2, 1 + count), _END]
    starts = []
    for size in sizes:
        starts.append(at)
        table += [*range(at + 1, at + size), _END]
        at += size
    table += [_FREE] * (_SECTOR // 4 - len(table))
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    head += struct.pack("<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, directory_start, 0, 4096, _END, 0, _END, 0)
    head += struct.pack("<109I", 0, *[_FREE] * 108)
    entries = _entries(names, list(streams), starts, contents)
    body = struct.pack(f"<{_SECTOR // 4}I", *table) + entries.ljust(count * _SECTOR, b"\0")
    return (
        head.ljust(_SECTOR, b"\0")
        + body
        + b"".join(content.ljust(size * _SECTOR, b"\0") for content, size in zip(contents, sizes, strict=True))
    )


def _entries(names: list[str], streams: list[str], starts: list[int], contents: list[bytes]) -> bytes:
    """Return the directory: each storage has its entries as a chain of right siblings."""
    made = b""
    for number, name in enumerate(names):
        is_stream = name in streams
        children = [
            at for at, other in enumerate(names) if at and other != name and _parent(other, streams, names) == number
        ]
        siblings = [
            at
            for at, other in enumerate(names)
            if at and _parent(other, streams, names) == _parent(name, streams, names)
        ]
        after = [at for at in siblings if at > number] if number else []
        kind = 2 if is_stream else 5 if not number else 1
        label = name.rpartition("/")[2].encode("utf-16-le") + b"\0\0"
        at = streams.index(name) if is_stream else -1
        made += struct.pack(
            "<64sHBBIII16sI8s8sIQ",
            *(label, len(label), kind, 1, _FREE, after[0] if after else _FREE, children[0] if children else _FREE),
            *(bytes(16), 0, bytes(8), bytes(8)),
            *((starts[at], len(contents[at])) if is_stream else (_END if not number else 0, 0)),
        )
    return made


def _parent(name: str, streams: list[str], names: list[str]) -> int:
    return names.index(name.split("/", maxsplit=1)[0]) if name in streams and "/" in name else 0


def msg_bytes(texts: Mapping[str, str], more: Mapping[str, bytes] | None = None, *, code_page: int = 0) -> bytes:
    """Return an e-mail of Outlook with these texts by their property tags, in UTF-16 or in a code page."""
    fixed = struct.pack("<HHIQ", 0x0040, 0x0039, 6, 134_170_719_670_000_000)  # 2026-03-04 05:06:07
    fixed += struct.pack("<HHIQ", 0x0003, 0x3FFD, 6, code_page) if code_page else b""
    kind, encoding = ("001E", f"cp{code_page}") if code_page else ("001F", "utf-16-le")
    streams = {f"__substg1.0_{tag}{kind}": text.encode(encoding) for tag, text in texts.items()}
    return compound_file({"__properties_version1.0": bytes(32) + fixed, **streams, **(more or {})})


TABLE = (("Place", "Year", "Dead"), ("Oldmill", 2021, 12), ("Newmill", 2022, 225))


def more_formats() -> dict[str, bytes]:
    """Return a sound document with the sentences in each of these formats, by a file's name that fits it."""
    cues = "".join(
        f"{at + 1}\n00:00:{at * 4:02},000 --> 00:00:{at * 4 + 3:02},500\n{sentence}\n\n"
        for at, sentence in enumerate(SENTENCES)
    )
    vtt = cues.replace(",000", ".000").replace(",500", ".500")
    rtf = "".join(f"\\u{ord(letter)}?" if not letter.isascii() else letter for letter in PROSE)
    slide = "".join(f"<a:p><a:r><a:t>{sentence}</a:t></a:r></a:p>" for sentence in SENTENCES)
    lines = [("said", "by"), *((sentence, "Anna Brook") for sentence in SENTENCES)]
    page = html_bytes()
    return {
        "open.odt": odf_bytes("text", f"<text:p>{PROSE}</text:p>"),
        "rich.rtf": f"{{\\rtf1\\ansi\\deff0 {rtf}\\par}}".encode(),
        "book.epub": epub_bytes({"one.xhtml": f"<p>{PROSE}</p>"}),
        "slides.pptx": pptx_bytes([slide]),
        "book.xlsx": xlsx_bytes(lines),
        "sheet.ods": odf_bytes("spreadsheet", _ods_table(lines)),
        "table.csv": "".join(f'"{said}",{by}\n' for said, by in lines).encode(),
        "table.tsv": "".join(f"{said}\t{by}\n" for said, by in lines).encode(),
        "film.vtt": f"WEBVTT\n\n{vtt}".encode(),
        "film.srt": cues.encode(),
        "outlook.msg": msg_bytes({"0037": "Flood", "0C1A": "Anna Brook", "1000": PROSE}),
        "saved.mhtml": mhtml_bytes(page),
        "saved.webarchive": webarchive_bytes(page),
        "crawl.warc": warc_bytes([("https://example.org/flood", "text/html; charset=utf-8", page)]),
        "crawl.warc.gz": warc_bytes([("https://example.org/flood", "text/html; charset=utf-8", page)], gzip=True),
        "crawl.wacz": zipped(
            {
                "datapackage.json": "{}",
                "archive/data.warc.gz": warc_bytes([("https://example.org/", "text/html", page)], gzip=True),
            }
        ),
        "data.json": ('{"title": "Flood", "text": "' + PROSE + '"}').encode(),
        "data.xml": f'<?xml version="1.0"?><doc><title>Flood</title><p>{PROSE}</p></doc>'.encode(),
    }


def _ods_table(rows: Iterable[Sequence[object]]) -> str:
    cells = ("".join(f"<table:table-cell><text:p>{cell}</text:p></table:table-cell>" for cell in row) for row in rows)
    return f'<table:table table:name="Data">{"".join(f"<table:table-row>{row}</table:table-row>" for row in cells)}' + (
        "</table:table>"
    )
