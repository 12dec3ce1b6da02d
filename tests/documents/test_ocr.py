"""Scans are read by OCR where tesseract is installed; what comes of it is never called exact."""

from __future__ import annotations

from pathlib import Path

import pytest

from factcheck.documents import read
from factcheck.documents.ocr.scans import Scan, read_scan
from factcheck.documents.ocr.tesseract import is_installed
from factcheck.documents.recognition import with_doubt, without_doubts
from factcheck.documents.sandbox.parent import never, read_in_sandbox
from factcheck.errors import InvalidError, ScanError
from factcheck.quotes import State
from factcheck.quotes.anchor import anchor
from factcheck.quotes.recognized import as_recognized
from tests.documents.documents import SENTENCES, pdf_bytes, pdf_page
from tests.documents.scans import install_stand_in, scanned

LINES = [
    "The river rose by forty centimetres in a single night.",
    "By noon the bridge at Oldmill was closed to lorries.",
]


@pytest.fixture
def stand_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program that finds the same words on every picture, one of them doubtful."""
    install_stand_in(tmp_path, [("In", 96.0), ("2021", 41.5), ("the", 95.0), ("river", 95.0), ("rose.", 60.0)])
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    return tmp_path


@pytest.mark.skipif(not is_installed(), reason="tesseract is not installed")
def test_a_scan_is_read_by_tesseract() -> None:
    data = scanned(pdf_bytes([pdf_page(LINES, size=14)]))
    with pytest.raises(ScanError, match="has no text layer on its 1 pages"):
        read_in_sandbox(data, "scan.pdf")
    document = read_scan(Scan(data, "scan.pdf"), "en", never)
    assert " ".join(document.text.split()) == " ".join(LINES)
    assert document.ocr.startswith("tesseract ")
    assert document.ocr.endswith(", eng, 300 dpi")
    assert as_recognized(anchor(LINES[0], document.text), document).state is State.RECOGNIZED


@pytest.mark.usefixtures("stand_in")
def test_only_pages_without_text_are_read_and_doubtful_words_are_kept() -> None:
    picture = scanned(pdf_bytes([pdf_page(LINES)]), dpi=20)
    drawn = picture[picture.index(b"q 612") : picture.index(b" EI Q") + 5]
    data = pdf_bytes([pdf_page(SENTENCES[:1]), drawn])
    document = read_scan(Scan(data, "scan.pdf"), "de", never)
    assert document.text.split("\n\n") == [SENTENCES[0], "In 2021 the river rose."]
    assert document.ocr == "tesseract 9.9, deu, 300 dpi"
    assert document.ocr_pages == (2,)
    assert [document.text[start:end] for start, end in document.doubtful] == ["2021", "rose."]
    assert document.remarks == ("page 2 read by OCR (tesseract 9.9, deu, 300 dpi): 2 words are doubtful",)
    assert document.page(document.text.index("In 2021")) == 2


@pytest.mark.usefixtures("stand_in")
def test_a_quotation_of_a_scan_is_never_exact_and_says_what_is_doubtful() -> None:
    picture = scanned(pdf_bytes([pdf_page(LINES)]), dpi=20)
    document = read_scan(Scan(picture, "scan.pdf"), "", never)
    sure = as_recognized(anchor("the river", document.text), document)
    assert (sure.state, sure.warning, str(sure.state)) == (State.RECOGNIZED, "", "exact in the OCR text")
    unsure = as_recognized(anchor("In 2021 the", document.text), document)
    assert (unsure.state, unsure.warning) == (State.RECOGNIZED, "OCR is unsure of “2021”")
    altered = as_recognized(anchor("In 2020 the river rose.", document.text), document)
    assert altered.state is State.ALTERED
    plain = read(pdf_bytes([pdf_page(SENTENCES[:1])]), "a.pdf")
    assert as_recognized(anchor(SENTENCES[0], plain.text), plain).state is State.EXACT


@pytest.mark.usefixtures("stand_in")
def test_a_language_that_is_not_installed_is_named_with_those_that_are() -> None:
    with pytest.raises(InvalidError, match="OCR: tesseract has no language 'fra'; installed are eng, deu"):
        read_scan(Scan(b"", "scan.pdf"), "fr", never)


def test_without_the_program_its_package_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(InvalidError, match="OCR needs another program: install tesseract"):
        read_scan(Scan(b"", "scan.pdf"), "en", never)


def test_doubtful_words_are_found_again_without_their_signs() -> None:
    text = f"In {with_doubt('2021,')} the {with_doubt('a')} {with_doubt('river')}"
    plain, spans = without_doubts(text)
    assert plain == "In 2021, the a river"
    assert [plain[start:end] for start, end in spans] == ["2021,", "a", "river"]
