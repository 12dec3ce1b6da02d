"""Documents that the tests make themselves, in every format that is read."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Sequence
from io import BytesIO

SENTENCES = (
    "The river rose by forty centimetres in a single night.",
    "Nobody in the lower town had been warned, the council said.",
    "By noon the bridge at Oldmill was closed to lorries.",
    "“We lost the whole harvest,” said one farmer — and he wasn’t the only one.",
)
PROSE = " ".join(SENTENCES)

_HEADERS = b"MIME-Version: 1.0\nMessage-ID: <1@example.org>\n"
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Override PartName="/word/{main}" ContentType="application/vnd.openxmlformats-officedocument.'
    'wordprocessingml.document.main+xml"/><Override PartName="/word/footnotes.xml" ContentType="application/'
    'vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"/></Types>'
)


def pdf_page(lines: Iterable[str], *, size: int = 12, left: int = 72) -> bytes:
    """Return what draws lines on a page, one under the other; an empty one leaves a gap."""
    drawn, height = [b"BT /F1 %d Tf" % size], 720
    for line in lines:
        escaped = line.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
        drawn += [b"1 0 0 1 %d %d Tm (%s) Tj" % (left, height, escaped)] if line else []
        height -= 14
    return b"\n".join([*drawn, b"ET"])


def pdf_bytes(pages: Sequence[bytes], *, info: str = "", filters: str = "", root: str = "", trailer: str = "") -> bytes:
    """Return a PDF with these pages, each given by what draws it."""
    kids = " ".join(f"{5 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R {root} >>".encode(),
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        f"<< {info} >>".encode(),
    ]
    for number, drawn in enumerate(pages):
        resources = f"/Resources << /Font << /F1 3 0 R >> >> /Contents {6 + 2 * number} 0 R"
        objects.append(f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] {resources} >>".encode())
        objects.append(f"<< /Length {len(drawn)} {filters} >>\nstream\n".encode() + drawn + b"\nendstream")
    made, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    ending = (
        f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R /Info 4 0 R {trailer} >>\nstartxref\n{len(made)}\n%%EOF\n"
    )
    return made + f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}{ending}".encode()


def docx_bytes(
    body: str | Iterable[bytes], *, core: str = "", notes: str = "", before: str = "", main: str = "document.xml"
) -> bytes:
    """Return a Word document whose body is this XML, or whose main part is made of these pieces."""
    whole = [f'{before}<w:document xmlns:w="{_W}"><w:body>{body}</w:body></w:document>'.encode()]
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", _TYPES.format(main=main))
        with archive.open(f"word/{main}", "w") as stream:
            for piece in whole if isinstance(body, str) else body:
                stream.write(piece)
        if core:
            archive.writestr(
                "docProps/core.xml",
                '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
                f'xmlns:dc="http://purl.org/dc/elements/1.1/">{core}</cp:coreProperties>',
            )
        if notes:
            archive.writestr("word/footnotes.xml", f'<w:footnotes xmlns:w="{_W}">{notes}</w:footnotes>')
    return made.getvalue()


def paragraph(text: str, properties: str = "") -> str:
    """Return a paragraph of a Word document; `properties` are the elements in its `w:pPr`."""
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def html_bytes(body: str = "", head: str = "", encoding: str = "utf-8", lang: str = "en") -> bytes:
    """Return a web page with an article in it."""
    article = body or "".join(f"<p>{PROSE}</p>" for _ in range(3))
    page = f'<!DOCTYPE html><html lang="{lang}"><head>{head}</head><body><article>{article}</article></body></html>'
    return page.encode(encoding)


def mail_bytes(text: bytes, headers: bytes = b"", kind: bytes = b"text/plain; charset=utf-8") -> bytes:
    """Return an e-mail with a text in one part."""
    return _HEADERS + headers + b"Content-Type: " + kind + b"\nContent-Transfer-Encoding: 8bit\n\n" + text


def every_format() -> dict[str, bytes]:
    """Return a sound document in each format, by a file's name that fits it."""
    return {
        "plain.txt": PROSE.encode(),
        "marked.md": f"# Flood\n\n{PROSE}\n".encode(),
        "page.html": html_bytes(),
        "print.pdf": pdf_bytes([pdf_page(SENTENCES)]),
        "word.docx": docx_bytes(paragraph(PROSE)),
        "mail.eml": mail_bytes(PROSE.encode(), b"Subject: Flood\n"),
    }
