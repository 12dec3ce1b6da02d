"""Documents are planned, loaded, then added, attached or refreshed: by both faces and by Python programs."""

from __future__ import annotations

from email.message import EmailMessage
from pathlib import Path

import pytest

from factcheck.documents.options import ReadOptions
from factcheck.errors import EncryptedError, InvalidError, ReadOnlyError, ScanError, UnreadableError
from factcheck.workspace.import_documents import DocumentImport, split_names
from factcheck.workspace.workspace import Workspace
from tests.documents.documents import SENTENCES, html_bytes, pdf_bytes, pdf_page
from tests.documents.encrypted import encrypted_pdf
from tests.documents.office import warc_bytes
from tests.documents.scans import install_stand_in

MEMO = "Memo of the fire brigade\n\nThe water stood at the second step of the old bridge."


@pytest.fixture
def memo(tmp_path: Path) -> Path:
    path = tmp_path / "docs" / "memo.txt"
    path.parent.mkdir()
    path.write_text(MEMO)
    return path


def test_a_directory_is_planned_as_its_documents_without_the_case(workspace: Workspace, memo: Path) -> None:
    importing = DocumentImport(workspace.documents)
    assert importing.plan([memo.parent, "https://example.org/x"]) == [memo, "https://example.org/x"]
    assert importing.plan_one(memo) == memo
    with pytest.raises(InvalidError, match="is a directory; which document of it"):
        importing.plan_one(memo.parent)
    with pytest.raises(UnreadableError, match="is a file of the case itself"):
        importing.load(workspace.path)


def test_documents_of_one_import_are_undone_together(workspace: Workspace, memo: Path) -> None:
    other = memo.with_name("other.txt")
    other.write_text(f"{MEMO} On Tuesday.")
    before, importing = len(workspace.case.sources), DocumentImport(workspace.documents)
    first, second = (importing.add(importing.load(place)) for place in importing.plan([memo.parent]))
    assert first.words == f"{first.ref} Memo of the fire brigade added (text/plain, read as utf-8)"
    assert first.changes[0].batch == second.changes[0].batch
    again = importing.add(importing.load(memo))
    assert (again.id, again.known, again.changes) == (first.id, True, ())
    assert again.words == f"{first.ref} Memo of the fire brigade is this document already"
    workspace.undo()
    assert len(workspace.case.sources) == before


def test_what_a_reader_left_out_is_said_and_a_saved_page_has_its_time_of_access(
    workspace: Workspace, tmp_path: Path
) -> None:
    page = tmp_path / "crawl.warc"
    page.write_bytes(warc_bytes([("https://example.org/flood", "text/html", html_bytes())], length=90_000))
    importing = DocumentImport(workspace.documents)
    loaded = importing.load(page)
    added = importing.add(loaded)
    assert added.words.endswith("; cut short in the archive: https://example.org/flood")
    assert (added.source.accessed, added.source.url) == ("2026-03-04T05:06:07Z", "https://example.org/flood")
    assert importing.attach(added.id, loaded).words.endswith("; cut short in the archive: https://example.org/flood")


def test_an_encrypted_document_is_read_with_its_password(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "locked.pdf"
    path.write_bytes(encrypted_pdf(pdf_page([SENTENCES[0]]), "secret"))
    fault = DocumentImport(workspace.documents).load(path).fault
    assert isinstance(fault, EncryptedError)
    assert str(fault) == f"{path}: is encrypted; its password is needed; --password opens it"
    importing = DocumentImport(workspace.documents, options=ReadOptions(password="secret"))
    assert workspace.documents.text(importing.add(importing.load(path)).id) == SENTENCES[0]


def test_a_scan_is_offered_to_ocr(workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "scan.pdf"
    path.write_bytes(pdf_bytes([b"q 100 0 0 100 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x00 EI Q"]))
    monkeypatch.setenv("PATH", str(tmp_path))
    fault = DocumentImport(workspace.documents).load(path).fault
    assert isinstance(fault, ScanError)
    assert str(fault).endswith(
        "OCR may read them: install tesseract (its package is called tesseract or tesseract-ocr)"
    )
    install_stand_in(tmp_path, [("Water", 90.0)])
    fault = DocumentImport(workspace.documents).load(path).fault
    assert str(fault).endswith("they are pictures, or were scanned; --ocr reads them")
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    importing = DocumentImport(workspace.documents, options=ReadOptions(ocr=True))
    source = importing.add(importing.load(path)).source
    claim = next(iter(workspace.case.claims))
    added = workspace.add_excerpt(claim, source.id, "Water", stance="supports")
    assert workspace.quote_checks.describe_state(added.key) == "✓ exact in the OCR text"


def test_attachments_of_an_email_are_sources_of_their_own(workspace: Workspace, tmp_path: Path) -> None:
    message = EmailMessage()
    message["Subject"], message["Message-ID"] = "Flood", "<1@example.org>"
    message.set_content(MEMO)
    message.add_attachment(f"{MEMO} And more.".encode(), maintype="text", subtype="plain", filename="memo.txt")
    message.add_attachment(b"\x89PNG\r\n\x1a\n\0", maintype="image", subtype="png", filename="picture.png")
    path = tmp_path / "letter.eml"
    path.write_bytes(message.as_bytes())
    importing = DocumentImport(workspace.documents)
    loaded = importing.load(path)
    assert importing.add(loaded).remarks[0].startswith("2 attachments are not read: memo.txt, picture.png")
    memo, picture = importing.attachments(loaded)
    assert importing.add(memo).source.file == "memo.txt"
    assert str(picture.fault) == f"{path}: picture.png: is a PNG picture, not a document that can be read"


def test_a_quotation_of_a_cell_has_its_place(workspace: Workspace, tmp_path: Path) -> None:
    table = tmp_path / "deaths.csv"
    table.write_text("Place,Dead\nOldmill,12\nNewmill,225\n")
    importing = DocumentImport(workspace.documents)
    source = importing.add(importing.load(table)).source
    claim = next(iter(workspace.case.claims))
    added = workspace.add_excerpt(claim, source.id, "Dead: 225", stance="supports")
    assert workspace.case.excerpts[added.key].locator == "row 3 (Newmill), column Dead"


def test_what_cannot_be_read_is_refused_or_recorded_without_its_text(workspace: Workspace, memo: Path) -> None:
    broken = memo.with_name("broken.pdf")
    broken.write_bytes(b"%PDF-1.7 and nothing more")
    importing = DocumentImport(workspace.documents)
    loaded = importing.load(broken)
    with pytest.raises(UnreadableError, match=r"broken\.pdf: "):
        importing.add(loaded)
    recorded = importing.add(loaded, unread=True, publisher="P")
    assert (recorded.source.media_type, recorded.source.publisher) == ("application/pdf", "P")
    assert "recorded without its text" in recorded.words
    with pytest.raises(UnreadableError):
        importing.attach(recorded.id, loaded)


def test_a_source_gets_its_text_and_a_new_version(workspace: Workspace, memo: Path) -> None:
    importing = DocumentImport(workspace.documents)
    source = workspace.add_source(title="Memo", url="https://example.org/memo")
    workspace.add_excerpt("C1", source, "The water stood at the second step", stance="context")
    attached = importing.attach(source, importing.load(memo))
    assert attached.line == f"{source.ref}: full text attached; 1 of its 1 excerpts found in it"
    memo.write_text(MEMO.replace("second", "third"))
    with pytest.raises(InvalidError, match="was another document or version"):
        importing.attach(source, importing.load(memo))
    again = importing.refresh(source, importing.load(memo))
    assert again.changes
    assert [excerpt.quote for excerpt in again.gone] == ["The water stood at the second step"]
    assert importing.refresh(source, importing.load(memo)).words == "the text has not changed"
    assert importing.address_of(source) == "https://example.org/memo"
    with pytest.raises(InvalidError, match="has no address to fetch it from"):
        importing.address_of(workspace.add_source(title="A letter"))


def test_a_case_that_is_read_only_takes_no_document(case_path: Path, memo: Path) -> None:
    with Workspace.open(case_path, "ada", write=False) as workspace:
        importing = DocumentImport(workspace.documents)
        with pytest.raises(ReadOnlyError):
            importing.add(importing.load(memo))


SIGN_IN = (
    b"<html><head><title>Sign in</title></head><body><h1>Sign in</h1><form><input type=password></form>"
    b"<p>Sign in to read the articles that you have kept, and to write comments.</p></body></html>"
)


def test_a_page_that_is_no_article_is_added_with_a_warning_and_takes_no_articles_place(
    workspace: Workspace, tmp_path: Path
) -> None:
    importing = DocumentImport(workspace.documents)
    article, wall = tmp_path / "article.html", tmp_path / "wall.html"
    article.write_text(f"<article><h1>Buses</h1><p>{'The council spends more on buses. ' * 20}</p></article>")
    wall.write_bytes(SIGN_IN)
    added = importing.add(importing.load(wall))
    assert added.source.doubt == "a sign-in page"
    assert "WARNING: it looks like a sign-in page" in added.words
    kept = importing.add(importing.load(article)).source
    with pytest.raises(InvalidError, match="was not replaced: what the server sends now looks like a sign-in page"):
        importing.refresh(kept, importing.load(wall))
    assert workspace.case.sources[kept.id] == kept
    importing.refresh(added.source, importing.load(article))
    assert workspace.case.sources[added.id].doubt == ""


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("one.txt two.txt", ["one.txt", "two.txt"]),
        ("my notes.txt", ["my notes.txt"]),
        ("one.txt my notes.txt two.txt", ["one.txt", "my notes.txt", "two.txt"]),
        ("'my notes.txt' https://example.org/a", ["my notes.txt", "https://example.org/a"]),
        (r"my\ notes.txt one.txt", ["my notes.txt", "one.txt"]),
        ("don't.txt", ["don't.txt"]),
        ("absent.txt", ["absent.txt"]),
    ],
)
def test_several_names_are_on_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: str, names: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("one.txt", "two.txt", "my notes.txt"):
        (tmp_path / name).write_text("It rained.")
    assert split_names(line) == names
