"""Documents are brought in, attached, looked up again; each a change that can be taken back."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from factcheck.case.document import Document
from factcheck.case.records import Stance
from factcheck.case.scale import DEFAULT_SCALE
from factcheck.errors import InvalidError, NotSavedError, ReadOnlyError, UnreadableError
from factcheck.quotes import State
from factcheck.workspace.create import begin_case
from factcheck.workspace.results import AddResult
from factcheck.workspace.source_library import Library
from factcheck.workspace.workspace import Workspace
from tests.conftest import ticking

PAGE = b"<p>It rained all day.</p>"
TEXT = "It rained all day.\n\nThe river rose by two metres."
COVER = {
    "title": "Weather\nreport",
    "author": "A. Clerk",
    "publisher": "The Bureau",
    "published": "2026-03",
    "language": "en",
    "url": "https://bureau.example/weather",
}
DOCUMENT = Document.from_row({"text": TEXT, "media_type": "text/html", **COVER})
LATER = Document(text=TEXT.replace("two", "three"), media_type="text/html", title="Another")
URL = "https://example.org/weather"


def digest(data: bytes) -> str:
    return sha256(data).hexdigest()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    begin_case(tmp_path / "db.json", "A case", DEFAULT_SCALE, "ada")
    return tmp_path / "db.json"


@pytest.fixture
def desk(path: Path) -> Iterator[Workspace]:
    with Workspace.open(path, "ada", clock=ticking()) as workspace:
        yield workspace


@pytest.fixture
def library(desk: Workspace) -> Library:
    return desk.documents


def quoted(desk: Workspace, source: str, *quotes: str) -> list[str]:
    """Quote a source for a new claim; return the ids of the excerpts."""
    claim = desk.add_claim("It rained.")[0].key
    return [desk.add_excerpt(claim, source, quote, stance=Stance.SUPPORTS)[0].key for quote in quotes]


# Bring


def test_a_document_becomes_a_source_with_its_text_by_one_change(library: Library, desk: Workspace, path: Path) -> None:
    before = len(library.case.history)
    source, known, attached, alike, *_ = library.add(PAGE, "weather.html", DOCUMENT)
    assert (known, attached, alike) == (False, False, ())
    assert (source.file, source.sha256, source.media_type) == ("weather.html", digest(PAGE), "text/html")
    assert {name: getattr(source, name) for name in COVER} == {**COVER, "title": "Weather report"}
    assert library.text(source.id) == TEXT
    assert library.has_text(source.id)
    assert len(library.case.history) == before + 1
    desk.undo()
    assert not library.case.sources
    assert (path.with_suffix(".sources") / f"{digest(PAGE)}.html").read_bytes() == PAGE


def test_documents_that_came_together_are_taken_back_together_also_after_a_restart(path: Path) -> None:
    with Workspace.open(path, "ada", clock=ticking()) as workspace:
        library = workspace.documents
        first = library.add(PAGE, "a.html", DOCUMENT).source
        with Workspace.open(path, "reader", write=False) as reader:
            assert list(reader.case.sources) == [first.id]
        workspace.store.fold()
        second = library.add(b"b", "b.html", LATER, after=first).source
        library.record(b"c", "c.bin", after=second)
    with Workspace.open(path, "ada", clock=ticking()) as workspace:
        assert len(workspace.undo()) == 3
        assert not workspace.case.sources
    with Workspace.open(path, "ada", clock=ticking()) as workspace:
        assert len(workspace.redo()) == 3
        assert [source.ref for source in workspace.case.sources.values()] == ["S1", "S2", "S3"]
        workspace.undo()
        assert not workspace.case.sources


def test_a_document_joins_nothing_where_another_change_came_since(library: Library, desk: Workspace) -> None:
    first = library.add(PAGE, "a.html", DOCUMENT).source
    desk.add_claim("It rained.")
    second = library.add(b"b", "b.html", LATER, after=first).source
    desk.undo()
    assert list(library.case.sources) == [first.id]
    assert library.case.claims
    desk.redo()
    assert list(library.case.sources) == [first.id, second.id]


def test_the_words_of_the_user_go_before_those_of_the_document(library: Library) -> None:
    said: dict[str, Any] = {
        "title": "T",
        "author": "A",
        "publisher": "P",
        "published": "1999",
        "language": "kk",
        "note": "N",
    }
    source = library.add(PAGE, "x.html", DOCUMENT, url=URL, accessed="2026-11-22T09:00:00Z", **said).source
    assert {name: getattr(source, name) for name in said} == said
    assert (source.url, source.accessed) == (URL, "2026-11-22T09:00:00Z")


def test_a_document_without_a_title_has_its_files(library: Library) -> None:
    assert library.add(PAGE, "Annual Report.v2.html", Document(text="x")).source.title == "Annual Report.v2"


def test_a_title_without_an_end_has_one(library: Library) -> None:
    assert len(library.add(PAGE, "x.html", Document(text="x", title="a " * 10**6)).source.title) <= 500


def test_the_same_document_twice_is_one_source(library: Library) -> None:
    first = library.add(PAGE, "a.html", DOCUMENT).source
    before = len(library.case.history)
    assert library.add(PAGE, "b.html", DOCUMENT, title="Another") == AddResult(first, True, False)
    assert library.record(PAGE, "c.html") == AddResult(first, True, False)
    assert len(library.case.history) == before


def test_a_page_whose_text_is_the_same_is_one_source(library: Library) -> None:
    """Pages differ by a byte each time they are asked for."""
    first = library.add(PAGE, "a.html", DOCUMENT, url=URL).source
    assert library.add(PAGE + b"<!-- 2 -->", "a.html", DOCUMENT, url=URL) == AddResult(first, True, False)
    other = library.add(PAGE + b"<!-- 3 -->", "a.html", DOCUMENT, url=f"{URL}/2")
    assert not other.known


def test_a_source_that_was_known_without_its_text_gets_it(library: Library) -> None:
    source = library.record(PAGE, "a.html", publisher="P").source
    assert (source.title, source.file, source.sha256, source.publisher) == ("a", "a.html", digest(PAGE), "P")
    assert not library.has_text(source.id)
    assert library.add(PAGE, "b.html", DOCUMENT) == AddResult(source, True, True)
    assert library.text(source.id) == TEXT


def test_sources_that_may_be_the_same_are_told(library: Library, desk: Workspace) -> None:
    workspace = desk
    by_name, by_url = (
        workspace.case.sources[workspace.add_source(**fields)[0].key] for fields in ({"file": "a.html"}, {"url": URL})
    )
    workspace.add_source(file="b.html", url=f"{URL}/2")
    brought = library.add(PAGE, "a.html", DOCUMENT, url=URL)
    assert brought.alike == (by_name, by_url)
    assert not brought.known


@pytest.mark.parametrize("text", ["", " \n\n\t"])
def test_a_document_without_text_is_no_source(library: Library, text: str) -> None:
    with pytest.raises(UnreadableError, match=r"x\.html: there is no text in it"):
        library.add(PAGE, "x.html", Document(text=text))
    assert not library.case.sources


def test_nothing_is_written_for_a_case_that_is_read_only(path: Path) -> None:
    with Workspace.open(path, "ada", write=False) as workspace, pytest.raises(ReadOnlyError, match="read-only"):
        workspace.documents.add(PAGE, "x.html", DOCUMENT)
    assert not path.with_suffix(".sources").exists()


def test_a_text_that_cannot_be_kept_is_no_source(library: Library, path: Path) -> None:
    path.with_suffix(".sources").write_bytes(b"theirs")
    with pytest.raises(NotSavedError, match="NOT saved"):
        library.add(PAGE, "x.html", DOCUMENT)
    assert not library.case.sources


def test_a_change_that_is_refused_leaves_a_text_that_does_no_harm(
    library: Library, desk: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise NotSavedError("NOT saved: disk full (db.json)")

    with monkeypatch.context() as patched:
        patched.setattr(desk.store, "save", refuse)
        with pytest.raises(NotSavedError):
            library.add(PAGE, "x.html", DOCUMENT)
    assert not library.case.sources
    source = library.add(PAGE, "x.html", DOCUMENT).source
    assert library.text(source.id) == TEXT


# Attach


def test_the_text_that_was_quoted_from_is_attached_without_a_change(library: Library, desk: Workspace) -> None:
    source = library.record(PAGE, "a.html").source
    (excerpt, _) = quoted(desk, source.id, "It rained", "It snowed")
    assert library.quote_checks.anchor(excerpt).state is State.NO_TEXT
    before = len(library.case.history)
    attached = library.attach(source.id, PAGE, "renamed.html", DOCUMENT)
    assert attached.same
    assert (attached.source, attached.found, attached.quoted) == (source, 1, 2)
    assert len(library.case.history) == before
    assert library.quote_checks.anchor(excerpt).state is State.EXACT


def test_a_source_of_no_known_hash_gets_one_by_a_change(library: Library, desk: Workspace) -> None:
    key = desk.add_source(title="T", note="N")[0].key
    attached = library.attach(key, PAGE, "a.html", DOCUMENT)
    assert (attached.same, attached.before) == (False, "")
    assert (attached.source.sha256, attached.source.file) == (digest(PAGE), "a.html")
    assert (attached.source.title, attached.source.note, attached.source.author) == ("T", "N", "")
    desk.undo()
    assert library.case.sources[key].sha256 == ""
    assert library.text(key) is None


def test_another_document_is_attached_only_if_the_user_insists(library: Library, desk: Workspace, path: Path) -> None:
    source = library.record(b"what was quoted", "a.html").source
    quoted(desk, source.id, "It rained", "It snowed", "river rose")
    with pytest.raises(InvalidError, match=r"S1 was another .* 2 of its 3 excerpts found in it"):
        library.attach(source.id, PAGE, "a.html", DOCUMENT)
    assert library.case.sources[source.id] == source
    assert not path.with_suffix(".sources").exists()
    attached = library.attach(source.id, PAGE, "a.html", DOCUMENT, replace=True)
    assert (attached.same, attached.before, attached.found, attached.quoted) == (False, source.sha256, 2, 3)
    assert library.text(source.id) == TEXT
    desk.undo()
    assert library.case.sources[source.id] == source


# Look up again


def test_a_text_that_is_the_same_changes_only_when_it_was_looked_at(library: Library, desk: Workspace) -> None:
    source = library.add(PAGE, "a.html", DOCUMENT, url=URL).source
    claim = library.case.excerpts[quoted(desk, source.id, "It rained")[0]].claim
    basis = library.case.basis(claim)
    again = library.refresh(source.id, PAGE + b"<!-- nonce -->", DOCUMENT, accessed="2026-12-01T00:00:00Z")
    assert (again.changed, again.passages, again.gone) == (False, (), ())
    assert again.source.accessed == "2026-12-01T00:00:00Z"
    assert again.source.sha256 == source.sha256
    assert library.case.basis(claim) == basis


def test_what_changed_is_told_and_both_versions_stay(library: Library, desk: Workspace) -> None:
    source = library.add(PAGE, "a.html", DOCUMENT, url=URL).source
    quoted(desk, source.id, "It rained", "rose by two metres", "never stood there")
    again = library.refresh(source.id, b"later", LATER)
    assert (again.changed, again.compared) == (True, True)
    ((old, new, *_),) = again.passages
    assert (old, new) == (("The river rose by two metres.",), ("The river rose by three metres.",))
    assert [excerpt.quote for excerpt in again.gone] == ["rose by two metres"]
    assert (again.source.sha256, again.source.title) == (digest(b"later"), "Weather report")
    assert again.source.accessed
    assert library.text(source.id) == LATER.text
    hashes = [version.sha256 for version in library.versions(source.id)]
    assert hashes == [digest(PAGE), digest(b"later")]
    texts = [desk.texts.document(found) for found in hashes]
    assert texts == [DOCUMENT, LATER]
    desk.undo()
    assert library.case.sources[source.id] == source
    assert library.text(source.id) == TEXT
    assert [version.sha256 for version in library.versions(source.id)] == [*hashes, digest(PAGE)]


def test_a_source_without_its_text_gets_it_with_nothing_to_compare(library: Library) -> None:
    source = library.record(b"before", "a.html", url=URL).source
    again = library.refresh(source.id, PAGE, DOCUMENT)
    assert (again.changed, again.compared, again.passages) == (True, False, ())
    assert library.text(source.id) == TEXT


def test_a_text_that_is_damaged_is_told_before_anything_changes(library: Library, path: Path) -> None:
    source = library.add(PAGE, "a.html", DOCUMENT, url=URL).source
    with Workspace.open(path, "bob", write=False) as reader:
        (path.with_suffix(".sources") / f"{source.sha256}.txt").write_text("damaged")
        fresh = reader.documents
        with pytest.raises(UnreadableError, match="altered since"):
            fresh.refresh(source.id, b"later", LATER)
        assert fresh.case.sources[source.id] == source


def test_of_a_source_without_a_history_there_is_one_version(workspace: Workspace) -> None:
    source = next(iter(workspace.case.sources.values()))
    library = workspace.documents
    assert library.versions(source.id) == [(source.sha256, "")]
    library.attach(source.id, PAGE, "a.html", DOCUMENT, replace=True)
    assert [version.sha256 for version in library.versions(source.id)] == [source.sha256, digest(PAGE)]
