"""Scans: PDFs whose pages are pictures of text, and a stand-in for the program that reads them."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from pathlib import Path

from pypdfium2 import PdfDocument

from tests.documents.documents import pdf_bytes


def scanned(data: bytes, dpi: int = 150) -> bytes:
    """Return a PDF whose pages are pictures of the pages of another one."""
    pages = []
    with PdfDocument(data) as document:
        for page in document:
            picture = page.render(scale=dpi / 72, grayscale=True)
            raw = bytes(picture.buffer)
            rows = b"".join(raw[at * picture.stride :][: picture.width] for at in range(picture.height))
            head = f"q 612 0 0 792 0 0 cm BI /W {picture.width} /H {picture.height} /CS /G /BPC 8 /F /Fl ID "
            pages.append(head.encode() + zlib.compress(rows) + b" EI Q")
    return pdf_bytes(pages)


def install_stand_in(directory: Path, words: Sequence[tuple[str, float]]) -> None:
    """Write a program `tesseract` that answers each picture with these words and their confidences, on one line."""
    head = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext"
    lines = [
        f"5\t1\t1\t1\t1\t{number}\t{number * 100}\t100\t90\t30\t{confidence}\t{word}"
        for number, (word, confidence) in enumerate(words, 1)
    ]
    (directory / "answer.tsv").write_text("\n".join([head, "1\t1\t0\t0\t0\t0\t0\t0\t9\t9\t-1\t", *lines]))
    program = directory / "tesseract"
    program.write_text(
        '#!/bin/sh\ncase "$1" in\n--version) echo "tesseract 9.9";;\n--list-langs) printf "List:\\neng\\ndeu\\n";;\n'
        f'*) cat >/dev/null; cat "{directory}/answer.tsv";;\nesac\n'
    )
    program.chmod(0o755)
