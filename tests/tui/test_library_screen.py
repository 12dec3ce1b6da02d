"""The library: documents come in by a key, in the background; sources are edited, given their text, and removed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from threading import Event

import pytest
from textual.widgets import Input

from factcheck.case.case import Case
from factcheck.case.document import Document
from factcheck.case.records import Source, Stance
from factcheck.documents.loader import Location, RawDocument
from factcheck.documents.options import NO_OPTIONS, ReadOptions
from factcheck.errors import EncryptedError, ScanError, UnreadableError
from factcheck.tui.app import FactcheckApp
from factcheck.tui.screens.documents import DocumentsScreen
from factcheck.tui.screens.missing_text import MissingTextScreen
from factcheck.tui.screens.reader import ReaderScreen
from factcheck.tui.screens.source_diff import SourceDiffScreen
from factcheck.tui.screens.source_form import SourceForm
from factcheck.tui.screens.source_library import LibraryScreen
from factcheck.tui.screens.workbench import Workbench
from factcheck.tui.widgets.bars import StatusLine
from factcheck.tui.widgets.form_fields import complete_path
from factcheck.tui.widgets.result_lists import OutcomeList
from factcheck.workspace import import_documents
from factcheck.workspace.workspace import Workspace
from tests.conftest import ticking
from tests.tui.bench import case_of, on_disk, selected_excerpt, until
from tests.tui.bench import ref as ref_of_claim
from tests.tui.conftest import Build
from tests.tui.reading import screen_text, text_of


def read_plainly(
    incoming: RawDocument, where: object, cancelled: Callable[[], bool], options: ReadOptions = NO_OPTIONS
) -> Document:
    """Stand in for the readers: plain text; what is not UTF-8 cannot be read."""
    try:
        return Document(text=incoming.data.decode(), media_type="text/plain", language="en")
    except UnicodeDecodeError as error:
        raise UnreadableError(f"{where}: is not UTF-8") from error


@pytest.fixture(autouse=True)
def _plain_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_documents, "read", read_plainly)


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    """A directory with three documents, one of which cannot be read."""
    directory = tmp_path / "documents"
    directory.mkdir()
    (directory / "bridge.txt").write_text("The bridge was opened in 1933.\n\nIt cost 40 million.")
    (directory / "mayor.txt").write_text("The mayor was late.")
    (directory / "noise.txt").write_bytes(b"\xff\xfe\xff")
    return directory


@pytest.fixture
def empty(build: Build, start: Callable[..., Path]) -> FactcheckApp:
    """The program on a case of one claim, without a source."""
    return build(start("One is odd."))


def library(app: FactcheckApp) -> LibraryScreen:
    """Return the library, which must be in front."""
    assert isinstance(app.screen, LibraryScreen)
    return app.screen


def status(app: FactcheckApp) -> str:
    """Return what the status line of the screen in front says."""
    return text_of(app.screen.query_one(StatusLine))


def sources(case: Case) -> dict[str, Source]:
    """Return the sources by their refs."""
    return {source.ref: source for source in case.sources.values()}


def listed(app: FactcheckApp) -> list[str]:
    """Return the refs of the sources that are listed."""
    return [load.source.ref for load in library(app).sources.items]


def outcomes(app: FactcheckApp) -> list[tuple[str, str]]:
    """Return what is said of each document."""
    return [(item.kind, item.words) for item in app.screen.query_one(OutcomeList).items]


def with_text(path: Path, text: str, **fields: str) -> str:
    """Add a source whose text is beside the case; return its ref."""
    with Workspace.open(path, "ada", clock=ticking()) as workspace:
        name = workspace.texts.keep(text.encode(), Document(text=text), ".txt")
        key = workspace.add_source(**{"title": "A source", "sha256": name, "file": "a.txt", **fields})[0].key
        return workspace.case.sources[key].ref


async def test_the_library_shows_every_source_and_goes_back(app: FactcheckApp) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("l")
        shown = screen_text(app)
        for source in case_of(app).sources.values():
            assert source.ref in shown
            assert source.title[:40] in shown
        assert "Library · 5 of 5 · 0 with text" in shown
        assert "24 supports · 8 contradicts · 7 context" in shown
        assert shown.count("– no text") == 5
        await pilot.press("l")
        assert isinstance(app.screen, Workbench)
        await pilot.press("l", "escape")
        assert isinstance(app.screen, Workbench)


async def test_what_the_web_said_of_the_selected_source_stands_below_the_list(
    build: Build, start: Callable[..., Path]
) -> None:
    path = start("One is odd.")
    known = {"url": "https://b.example.org/", "asked": "https://a.example.org/", "status": "200", "etag": '"x1"'}
    archived = {"archived": "https://archive.example.org/1", "archived_at": "2026-11-19T07:00:00Z"}
    with_text(path, "It rained.", **known, **archived)
    with_text(path, "It snowed.", url="https://c.example.org/")
    app = build(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("l")
        shown = screen_text(app)
        assert 'Asked for https://a.example.org/ · Status 200 · ETag "x1"' in shown
        assert "Archived 2026-11-19, https://archive.example.org/1" in shown
        await pilot.press("j")
        assert "Asked for" not in screen_text(app)
        assert "Archived" not in screen_text(app)


async def test_a_filter_lists_the_sources_that_have_its_words(app: FactcheckApp) -> None:
    async with app.run_test() as pilot:
        await pilot.press("l", "slash", *"DIPL", "enter")
        assert listed(app) == ["S2"]
        await pilot.press("i", *" x", "ctrl+s")
        assert sources(on_disk(app))["S2"].title.endswith(" x")
        await pilot.press("escape")
        assert len(listed(app)) == 5
        await pilot.press("slash", *"zzz", "enter")
        assert "No source matches this filter" in screen_text(app)
        await pilot.press("d", "i", "T", "R", "enter", "escape", "escape")
        assert isinstance(app.screen, Workbench)


@pytest.mark.parametrize("size", [(120, 36), (80, 24), (50, 12)])
async def test_a_document_comes_in_and_goes_again(empty: FactcheckApp, documents: Path, size: tuple[int, int]) -> None:
    app = empty
    async with app.run_test(size=size) as pilot:
        await pilot.press("l")
        assert "No sources yet. a adds documents" in screen_text(app)
        await pilot.press("a")
        assert isinstance(app.screen, DocumentsScreen)
        app.screen.query_one(Input).value = str(documents / "bridge.txt")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, LibraryScreen))
        found = sources(on_disk(app))["S1"]
        assert (found.file, found.media_type) == ("bridge.txt", "text/plain")
        assert library(app).workspace.documents.text(found.id) == (documents / "bridge.txt").read_text()
        assert "✓ text" in screen_text(app)
        assert status(app).startswith("saved S1 bridge added")
        await pilot.press("u")
        assert listed(app) == []
        await pilot.press("ctrl+r")
        assert (listed(app), sources(on_disk(app))) == (["S1"], {"S1": found})


async def test_a_directory_comes_in_and_each_bad_document_has_its_line(empty: FactcheckApp, documents: Path) -> None:
    app = empty
    async with app.run_test() as pilot:
        await pilot.press("l", "a")
        app.screen.query_one(Input).value = str(documents)
        await pilot.press("enter")
        await until(pilot, lambda: "1 failed" in screen_text(app))
        assert [source.file for source in on_disk(app).sources.values()] == ["bridge.txt", "mayor.txt"]
        came = [("✓", "S1 bridge added (text/plain)"), ("✓", "S2 mayor added (text/plain)")]
        assert outcomes(app) == [*came, ("✗", f"{documents / 'noise.txt'}: is not UTF-8")]
        assert "2 added; 1 failed · esc closes" in screen_text(app)
        await pilot.press("escape")
        assert listed(app) == ["S1", "S2"]
        assert status(app).startswith("saved 2 added u undo all")
        await pilot.press("a")
        app.screen.query_one(Input).value = str(documents / "mayor.txt")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, LibraryScreen))
        assert listed(app) == ["S1", "S2"]
        assert status(app) == "S2 mayor is already a source"
        await pilot.press("u")
        assert listed(app) == []
        await pilot.press("ctrl+r")
        assert listed(app) == ["S1", "S2"]


@pytest.mark.parametrize("size", [(120, 36), (80, 24)])
async def test_what_was_there_is_not_counted_as_brought_in(
    build: Build, start: Callable[..., Path], documents: Path, size: tuple[int, int]
) -> None:
    (documents / "noise.txt").write_text("It is quiet now.")
    path = start("One is odd.")
    with_text(path, (documents / "mayor.txt").read_text(), file="mayor.txt")
    app = build(path)
    async with app.run_test(size=size) as pilot:
        await pilot.press("l", "a")
        app.screen.query_one(Input).value = str(documents)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, LibraryScreen))
        assert status(app) == "saved 2 added, 1 already a source u undo all"
        await pilot.press("u")
        assert listed(app) == ["S1"]
        assert len(on_disk(app).sources) == 1


NOT_BROUGHT = [
    ("", "Give a file"),
    ("   ", "Give a file"),
    ("nowhere.txt", "nowhere.txt"),
    ("~nobody-of-that-name/x", "nobody-of-that-name"),
    ("x\0y", "x"),
    ("ftp://127.0.0.1/x", "only http and https"),
    ("http://127.0.0.1:1/x", "127.0.0.1"),
]
"""What is given as a document, and a part of what is said of it."""


def says_of_document(app: FactcheckApp, said: str) -> bool:
    return said in screen_text(app) and ("Give" in said or bool(outcomes(app)))


async def test_what_cannot_be_brought_is_said_and_the_field_stays(empty: FactcheckApp) -> None:
    app = empty
    async with app.run_test() as pilot:
        await pilot.press("l")
        for words, said in NOT_BROUGHT:
            await pilot.press("a")
            app.screen.query_one(Input).value = words
            await pilot.press("enter")
            await until(pilot, partial(says_of_document, app, said))
            assert app.screen.query_one(Input).value == words
            assert not on_disk(app).sources
            await pilot.press("escape")
            assert isinstance(app.screen, LibraryScreen)


async def test_no_file_of_the_case_is_taken_as_a_document(empty: FactcheckApp) -> None:
    app = empty
    async with app.run_test() as pilot:
        assert app.workspace is not None
        app.workspace.add_source(title="A letter")
        await pilot.press("l")
        ways = [("a", ending) for ending in ("", ".bak", ".journal", ".drafts", ".lock")] + [("T", ""), ("T", ".lock")]
        for key, ending in ways:
            await pilot.press(key)
            own = app.workspace.path.with_name(f"{app.workspace.path.name}{ending}")
            app.screen.query_one(Input).value = str(own)
            await pilot.press("enter")
            await until(pilot, lambda: any("is a file of the case itself" in line for line in map(str, outcomes(app))))
            await pilot.press("escape")
        assert [source.sha256 for source in sources(on_disk(app)).values()] == [""]


async def test_the_password_of_a_document_is_asked_and_not_shown(
    empty: FactcheckApp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def locked(
        incoming: RawDocument, where: object, _cancelled: Callable[[], bool], options: ReadOptions = NO_OPTIONS
    ) -> Document:
        if options.password != "secret word":
            raise EncryptedError(f"{where}: is encrypted; its password is needed")
        return Document(text=incoming.data.decode(), media_type="application/pdf")

    monkeypatch.setattr(import_documents, "read", locked)
    path = tmp_path / "locked.pdf"
    path.write_text("The bridge was opened in 1933.")
    app = empty
    async with app.run_test() as pilot:
        await pilot.press("l", "a")
        field = app.screen.query_one(Input)
        field.value = str(path)
        await pilot.press("enter")
        await until(pilot, lambda: "type its password" in screen_text(app))
        assert (field.password, field.value) == (True, "")
        await pilot.press(*"wrong", "enter")
        await until(pilot, lambda: "type its password" in screen_text(app) and field.password and not field.value)
        field.value = "secret word"
        assert "secret word" not in screen_text(app)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, LibraryScreen))
        assert [source.file for source in on_disk(app).sources.values()] == ["locked.pdf"]


async def test_a_scan_is_read_by_ocr_at_a_second_enter(
    empty: FactcheckApp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def scanned(
        incoming: RawDocument, where: object, _cancelled: Callable[[], bool], options: ReadOptions = NO_OPTIONS
    ) -> Document:
        if not options.ocr:
            raise ScanError(f"{where}: has no text layer")
        return Document(text=incoming.data.decode(), media_type="application/pdf", ocr="tesseract", ocr_pages=(1,))

    monkeypatch.setattr(import_documents, "read", scanned)
    path = tmp_path / "scan.pdf"
    path.write_text("The bridge was opened in 1933.")
    app = empty
    async with app.run_test() as pilot:
        await pilot.press("l", "a")
        app.screen.query_one(Input).value = str(path)
        await pilot.press("enter")
        await until(pilot, lambda: "enter again reads the pages by OCR" in screen_text(app))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, LibraryScreen))
        assert [source.file for source in on_disk(app).sources.values()] == ["scan.pdf"]


def lettered(
    incoming: RawDocument, where: object, cancelled: Callable[[], bool], options: ReadOptions = NO_OPTIONS
) -> Document:
    """Stand in for the readers: an e-mail has two attachments, which are said not to be read."""
    document = read_plainly(incoming, where, cancelled, options)
    words = "2 attachments are not read: a.txt, b.txt; --attachments adds them"
    return replace(document, remarks=(words,)) if incoming.name.endswith(".eml") else document


async def test_attachments_are_added_at_a_second_enter(
    empty: FactcheckApp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    attached = [RawDocument(f"{name} rained all day.".encode(), f"{name}.txt") for name in "ab"]
    monkeypatch.setattr(import_documents, "read", lettered)
    monkeypatch.setattr(import_documents, "attachments_of", lambda *_: attached)
    path = tmp_path / "letter.eml"
    path.write_text("The bridge was opened in 1933.")
    app = empty
    async with app.run_test(size=(140, 40)) as pilot:
        await pilot.press("l", "a")
        app.screen.query_one(Input).value = str(path)
        await pilot.press("enter")
        await until(pilot, lambda: "2 attachments are not added; enter again adds them" in screen_text(app))
        assert "--attachments" not in screen_text(app)
        assert "2 attachments are not read: a.txt, b.txt" in outcomes(app)[0][1]
        await pilot.press("enter")
        await until(pilot, lambda: len(outcomes(app)) == 3)
        assert [source.file for source in on_disk(app).sources.values()] == ["letter.eml", "a.txt", "b.txt"]


class Gate:
    """Holds a reader back after the first document, until it is called off."""

    def __init__(self) -> None:
        self.reached = Event()

    def read(
        self, incoming: RawDocument, where: object, cancelled: Callable[[], bool], options: ReadOptions = NO_OPTIONS
    ) -> Document:
        """Read the first document; with the next, wait."""
        if incoming.name == "bridge.txt":
            return read_plainly(incoming, where, cancelled, options)
        self.reached.set()
        while not cancelled():
            Event().wait(0.001)
        raise UnreadableError(f"{where}: called off")


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[Gate]:
    made = Gate()
    monkeypatch.setattr(import_documents, "read", made.read)
    yield made


async def test_escape_stops_and_what_is_done_stays_done(empty: FactcheckApp, documents: Path, gate: Gate) -> None:
    app = empty
    async with app.run_test() as pilot:
        await pilot.press("l", "a")
        app.screen.query_one(Input).value = str(documents)
        await pilot.press("enter")
        while not gate.reached.is_set():
            await pilot.pause()
        assert "2 of 3 · mayor.txt" in screen_text(app)
        await pilot.press("escape")
        await until(pilot, lambda: "1 added; the rest was not read" in screen_text(app))
        assert [source.file for source in on_disk(app).sources.values()] == ["bridge.txt"]
        await pilot.press("escape")
        assert listed(app) == ["S1"]


async def test_leaving_in_the_middle_calls_the_rest_off(empty: FactcheckApp, documents: Path, gate: Gate) -> None:
    app = empty
    async with app.run_test() as pilot:
        await pilot.press("l", "a")
        app.screen.query_one(Input).value = str(documents)
        await pilot.press("enter")
        while not gate.reached.is_set():
            await pilot.pause()
        await pilot.press("ctrl+q")
    assert [source.file for source in on_disk(app).sources.values()] == ["bridge.txt"]


async def test_a_source_is_edited_and_wrong_dates_are_said(app: FactcheckApp) -> None:
    async with app.run_test() as pilot:
        await pilot.press("l", "j", "i")
        assert isinstance(app.screen, SourceForm)
        published = app.screen.query_one("#published", Input)
        published.value = "last May"
        await pilot.press("ctrl+s")
        assert "'last May' is not a date like" in screen_text(app)
        published.value = "2023-05"
        await pilot.press("ctrl+s")
        assert sources(on_disk(app))["S2"].published == "2023-05"
        assert status(app) == "saved S2 published edited u undo"
        await pilot.press("k", "u")
        assert library(app).source == sources(on_disk(app))["S2"]


async def test_a_source_that_is_quoted_is_not_removed_and_it_is_said_by_which(app: FactcheckApp) -> None:
    async with app.run_test() as pilot:
        await pilot.press("l", "d")
        assert status(app).startswith("S1 is still quoted, by E")
        assert len(on_disk(app).sources) == 5


async def test_a_source_that_is_not_quoted_is_removed_and_comes_back(build: Build, case_path: Path) -> None:
    ref = with_text(case_path, "Nobody quotes this.")
    app = build()
    async with app.run_test() as pilot:
        await pilot.press("l", "G", "d")
        assert status(app) == f"saved {ref} removed u undo"
        assert ref not in sources(on_disk(app))
        assert library(app).source is not None
        await pilot.press("g", "u")
        assert library(app).source == sources(on_disk(app))[ref]


async def test_a_source_gets_its_text_and_another_document_only_at_a_second_enter(
    build: Build, case_path: Path, tmp_path: Path
) -> None:
    app = build()
    text = tmp_path / "page.txt"
    text.write_text("What the page says.")
    other = tmp_path / "other.txt"
    other.write_text("What another page says.")
    async with app.run_test() as pilot:
        await pilot.press("l", "T")
        assert isinstance(app.screen, DocumentsScreen)
        before = sources(on_disk(app))["S1"].sha256
        app.screen.query_one(Input).value = str(text)
        await pilot.press("enter")
        if before:
            await until(pilot, lambda: "press enter again to attach it anyway" in screen_text(app))
            assert sources(on_disk(app))["S1"].sha256 == before
            await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, LibraryScreen))
        source = sources(on_disk(app))["S1"]
        assert library(app).workspace.documents.text(source.id) == "What the page says."
        assert "S1: full text attached" in status(app)
        await pilot.press("T")
        app.screen.query_one(Input).value = str(other)
        await pilot.press("enter")
        await until(pilot, lambda: "press enter again to attach it anyway" in screen_text(app))
        assert library_text(app, source) == "What the page says."
        await pilot.press("escape")
        assert isinstance(app.screen, LibraryScreen)


def library_text(app: FactcheckApp, source: Source) -> str | None:
    """Return the text of a source as the disk has it."""
    assert app.workspace is not None
    document = app.workspace.texts.document(on_disk(app).sources[source.id].sha256)
    return None if document is None else document.text


async def test_a_source_is_fetched_again_and_what_changed_is_shown(
    build: Build, case_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ref = with_text(case_path, "It cost 40 million.\n\nIt opened.", url="https://example.org/x", title="The bridge")

    def load(
        place: Location, cancelled: Callable[[], bool], begin: Callable[[str], None], **_allowed: object
    ) -> RawDocument:
        return RawDocument(
            b"It cost 52 million.\n\nIt opened.", "x.txt", "text/plain", str(place), "2026-11-22T09:00:00Z"
        )

    monkeypatch.setattr(import_documents, "load", load)
    app = build()
    async with app.run_test() as pilot:
        await pilot.press("l", "G", "R")
        await until(pilot, lambda: isinstance(app.screen, SourceDiffScreen))
        await until(pilot, lambda: "+ It cost 52 million." in screen_text(app))
        shown = screen_text(app)
        assert "- It cost 40 million." in shown
        assert f"{ref}: the text has changed in 1 place" in shown
        assert "It opened" not in shown.split("changed in")[1]
        await pilot.press("escape")
        source = sources(on_disk(app))[ref]
        assert library_text(app, source) == "It cost 52 million.\n\nIt opened."
        await pilot.press("R")
        await until(pilot, lambda: isinstance(app.screen, LibraryScreen))
        assert f"{ref}: the text has not changed" in status(app)


async def test_a_source_without_an_address_cannot_be_fetched(app: FactcheckApp) -> None:
    async with app.run_test() as pilot:
        await pilot.press("l", "R")
        assert status(app) == "S1 has no address; i gives it one"


async def test_a_fetch_that_fails_says_why_and_changes_nothing(build: Build, case_path: Path) -> None:
    ref = with_text(case_path, "Old.", url="http://127.0.0.1:1/x")
    app = build()
    async with app.run_test() as pilot:
        await pilot.press("l", "G", "R")
        assert isinstance(app.screen, DocumentsScreen)
        await until(pilot, lambda: "enter again asks it all the same" in screen_text(app))
        await pilot.press("enter")
        await until(pilot, lambda: "enter tries again" in screen_text(app))
        assert "127.0.0.1" in outcomes(app)[0][1]
        await pilot.press("escape")
        assert library_text(app, sources(on_disk(app))[ref]) == "Old."


async def test_a_case_that_somebody_holds_is_only_looked_at(build: Build, case_path: Path) -> None:
    with Workspace.open(case_path, "bob", clock=ticking()):
        app = build()
        async with app.run_test() as pilot:
            await pilot.press("l")
            for key in ("a", "i", "d", "T", "R"):
                await pilot.press(key)
                assert isinstance(app.screen, LibraryScreen)
                assert "read-only" in status(app), key
        app.close()


async def test_a_source_is_read_and_what_is_quoted_leads_to_its_claim(build: Build, case_path: Path) -> None:
    ref = with_text(case_path, "The bridge was opened in 1933. Nobody came.", title="The bridge")
    with Workspace.open(case_path, "ada", clock=ticking()) as workspace:
        claim, source = workspace.case.claim("C9").id, workspace.case.source(ref).id
        key = workspace.add_excerpt(claim, source, "opened in 1933", stance=Stance.CONTEXT)[0].key
    app = build()
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("l", "G", "enter")
        assert isinstance(app.screen, ReaderScreen)
        assert app.screen.claim is not None
        assert app.screen.claim.ref == "C1"
        await pilot.press("escape")
        assert isinstance(app.screen, LibraryScreen)
        assert library(app).source == sources(case_of(app))[ref]
        await pilot.press("enter", "enter", "enter")
        await until(pilot, lambda: isinstance(app.screen, Workbench))
        assert (ref_of_claim(app), selected_excerpt(app)) == ("C9", case_of(app).excerpts[key].ref)


async def test_of_a_source_without_its_text_one_sees_what_is_quoted(app: FactcheckApp) -> None:
    async with app.run_test() as pilot:
        await pilot.press("l", "enter")
        assert isinstance(app.screen, MissingTextScreen)
        await pilot.press("escape")
        assert isinstance(app.screen, LibraryScreen)


async def test_a_message_goes_when_something_was_changed_on_another_screen(app: FactcheckApp) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("l", "D")
        assert "undo" in text_of(app.screen.query_one(StatusLine))
        await pilot.press("enter")
        await until(pilot, lambda: not isinstance(app.screen, LibraryScreen))
        assert app.workspace is not None
        app.workspace.add_claim("Something else was changed.")
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, LibraryScreen))
        await until(pilot, lambda: "draft" not in text_of(app.screen.query_one(StatusLine)))


async def test_what_was_changed_in_the_library_is_seen_at_the_claims(build: Build) -> None:
    app = build()
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("l", "i")
        title = app.screen.query_one("#title", Input)
        title.value = "Quite another title"
        await pilot.press("ctrl+s", "escape")
        assert isinstance(app.screen, Workbench)
        await until(pilot, lambda: "Quite another title" in screen_text(app))


# Completion of paths


@pytest.mark.parametrize(
    ("typed", "completed", "names"),
    [
        ("b", "bridge.txt", ["bridge.txt"]),
        ("m", "ma", ["map/", "mayor.txt"]),
        ("ma", "ma", ["map/", "mayor.txt"]),
        ("may", "mayor.txt", ["mayor.txt"]),
        ("map", "map/", ["map/"]),
        ("map/", "map/old", ["old"]),
        ("zz", "zz", []),
        (".h", ".hidden", [".hidden"]),
        ("https://exa", "https://exa", []),
        ("no/such/x", "no/such/x", []),
    ],
)
def test_a_path_is_completed_as_far_as_it_is_clear(
    documents: Path, monkeypatch: pytest.MonkeyPatch, typed: str, completed: str, names: list[str]
) -> None:
    (documents / "map").mkdir()
    (documents / "map" / "old").touch()
    (documents / ".hidden").touch()
    (documents / "b\x1b[31m").touch()
    monkeypatch.chdir(documents)
    assert complete_path(typed) == (completed, names)
    assert complete_path(f"{documents}/{typed}") == (f"{documents}/{completed}", names) or "://" in typed


def test_a_home_is_known(monkeypatch: pytest.MonkeyPatch, documents: Path) -> None:
    monkeypatch.setenv("HOME", str(documents))
    assert complete_path("~/br") == ("~/bridge.txt", ["bridge.txt"])


async def test_tab_completes_and_shows_what_fits(empty: FactcheckApp, documents: Path) -> None:
    app = empty
    (documents / "mayors.txt").touch()
    async with app.run_test() as pilot:
        await pilot.press("l", "a")
        app.screen.query_one(Input).value = f"{documents}/m"
        await pilot.press("tab")
        assert app.screen.query_one(Input).value == f"{documents}/mayor"
        await until(pilot, lambda: "mayor.txt · mayors.txt" in screen_text(app))
        await pilot.press("s", "tab")
        assert app.screen.query_one(Input).value == f"{documents}/mayors.txt"


async def test_a_source_names_the_quotes_that_are_known_not_to_stand_in_it(build: Build, case_path: Path) -> None:
    ref = with_text(case_path, "The bridge was opened in 1933.")
    with Workspace.open(case_path, "ada", clock=ticking()) as workspace:
        claim, source = workspace.case.claim("C1").id, workspace.case.source(ref).id
        found = [
            workspace.add_excerpt(claim, source, quote, stance=Stance.CONTEXT)[0].key
            for quote in ("opened in 1933", "sold")
        ]
        good, bad = (workspace.case.excerpts[key].ref for key in found)
    app = build()
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("l", "G")
        list(library(app).workspace.quote_checks.anchors())
        await pilot.press("l", "l", "G")
        assert f"▲ differs from the text: {bad}" in screen_text(app)
        assert good not in screen_text(app)
