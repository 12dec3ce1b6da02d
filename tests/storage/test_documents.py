"""Documents beside a case: kept whole, for the owner only, and damage is told."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.case.document import Document
from factcheck.errors import NotSavedError, UnreadableError
from factcheck.storage import DocumentStore, write_atomically
from factcheck.storage import documents as texts
from factcheck.storage.paths import CasePaths

DATA = b"<p>It rained.</p>"
DOCUMENT = Document(text="It rained.\n\nAll day.", media_type="text/html", title="Weather", pages=(0, 12))
NAME = sha256(DATA).hexdigest()


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    return tmp_path / "db.sources"


@pytest.fixture
def kept(directory: Path) -> Path:
    """A directory in which a document is kept."""
    DocumentStore(directory).keep(DATA, DOCUMENT, ".html")
    return directory


def test_a_document_is_kept_as_bytes_and_text_named_by_hash(directory: Path) -> None:
    kept = DocumentStore(directory)
    assert not kept.has(NAME)
    assert kept.document(NAME) is None
    assert kept.keep(DATA, DOCUMENT, ".HTML") == NAME
    assert sorted(found.name for found in directory.iterdir()) == [f"{NAME}{end}" for end in (".html", ".json", ".txt")]
    assert (directory / f"{NAME}.html").read_bytes() == DATA
    assert (directory / f"{NAME}.txt").read_text() == DOCUMENT.text
    assert DocumentStore(directory).document(NAME) == kept.document(NAME) == DOCUMENT
    assert DocumentStore(directory).has(NAME)


documents = st.builds(
    Document,
    text=st.text(),
    title=st.text(st.characters(exclude_categories=["Cs"])),
    pages=st.lists(st.integers(0, 10**6)).map(tuple),
    places=st.lists(st.tuples(st.integers(0, 10**6), st.text(st.characters(exclude_categories=["Cs"])))).map(tuple),
    remarks=st.lists(st.text(st.characters(exclude_categories=["Cs"]))).map(tuple),
)


@given(st.binary(), documents, st.text(max_size=12))
def test_what_is_read_is_what_was_kept(
    tmp_path_factory: pytest.TempPathFactory, data: bytes, document: Document, suffix: str
) -> None:
    place = tmp_path_factory.mktemp("kept") / "x.sources"
    name = DocumentStore(place).keep(data, document, suffix)
    assert DocumentStore(place).document(name) == document
    ours = {place / f"{name}.txt", place / f"{name}.json"}
    (original,) = {found for found in place.iterdir() if found.is_file()} - ours
    assert original.read_bytes() == data
    assert [found.name for found in place.parent.iterdir()] == ["x.sources"]


@pytest.mark.parametrize("suffix", ["", ".txt", ".json", ".JSON", ".p/../../x", "./x", ".\x00", "." + "x" * 300, ".ü"])
def test_no_ending_leads_out_of_the_directory_or_over_the_text(directory: Path, suffix: str) -> None:
    name = DocumentStore(directory).keep(DATA, DOCUMENT, suffix)
    assert (directory / f"{name}.bytes").read_bytes() == DATA
    assert DocumentStore(directory).document(name) == DOCUMENT


@pytest.mark.parametrize(
    "name", ["", "x", "../" + "a" * 61, "a" * 63, "a" * 65, "A" * 64, "/etc/passwd", "\x00" * 64, "٣" * 64, NAME + "\n"]
)
def test_what_is_no_hash_is_not_here(kept: Path, name: str) -> None:
    assert not DocumentStore(kept).has(name)
    assert DocumentStore(kept).document(name) is None


def test_what_is_kept_is_not_altered(kept: Path) -> None:
    before = {found.name: (found.read_bytes(), found.stat().st_ino) for found in kept.iterdir()}
    DocumentStore(kept).keep(DATA, Document(text="Another reading."), ".pdf")
    assert {found.name: (found.read_bytes(), found.stat().st_ino) for found in kept.iterdir()} == before


def spoiled(ending: str, content: bytes) -> Callable[[Path], object]:
    return lambda place: (place / f"{NAME}{ending}").write_bytes(content)


def covered(**fields: object) -> Callable[[Path], object]:
    """Return a spoiler that changes what the .json says."""

    def spoil(place: Path) -> object:
        path = place / f"{NAME}.json"
        return path.write_bytes(orjson.dumps({**orjson.loads(path.read_bytes()), **fields}))

    return spoil


def replaced(ending: str, make: Callable[[Path], object]) -> Callable[[Path], object]:
    def spoil(place: Path) -> object:
        path = place / f"{NAME}{ending}"
        path.rename(place.parent / "elsewhere")
        return make(path)

    return spoil


SPOILERS: dict[str, Callable[[Path], object]] = {
    "a text that was altered": spoiled(".txt", b"It snowed.\n\nAll day."),
    "a text that was cut off": spoiled(".txt", DOCUMENT.text.encode()[:-1]),
    "a text that is empty": spoiled(".txt", b""),
    "a text that is none": spoiled(".txt", b"\xff\xfe"),
    "no text": lambda place: (place / f"{NAME}.txt").unlink(),
    "a cover that was cut off": spoiled(".json", b'{"title": "Wea'),
    "a cover that is empty": spoiled(".json", b""),
    "a cover that is none": spoiled(".json", b"[]"),
    "a cover of other types": covered(title=5),
    "a cover of other pages": covered(pages=["x"]),
    "a cover of negative pages": covered(pages=[-1]),
    "a cover without pages": covered(pages=None),
    "a cover without the hash": covered(text_sha256=None),
    "a cover of another text": covered(text_sha256="0" * 64),
    "a text as a link": replaced(".txt", lambda path: path.symlink_to("../elsewhere")),
    "a cover as a link": replaced(".json", lambda path: path.symlink_to("../elsewhere")),
    "a cover as a link to nothing": replaced(".json", lambda path: path.symlink_to("../nothing")),
    "a text as a directory": replaced(".txt", Path.mkdir),
    "a text as a pipe": replaced(".txt", os.mkfifo),
}


@pytest.mark.parametrize("spoiler", SPOILERS)
def test_damage_is_told_in_one_line(kept: Path, spoiler: str) -> None:
    SPOILERS[spoiler](kept)
    with pytest.raises(UnreadableError) as told:
        DocumentStore(kept).document(NAME)
    assert str(kept / NAME) in str(told.value)
    assert "\n" not in str(told.value)


@pytest.mark.parametrize("spoiler", [name for name in SPOILERS if not name.endswith(("directory", "pipe"))])
def test_what_was_damaged_is_written_anew_when_it_is_kept_again(kept: Path, spoiler: str) -> None:
    SPOILERS[spoiler](kept)
    elsewhere = kept.parent / "elsewhere"
    before = elsewhere.read_bytes() if elsewhere.exists() else b""
    again = DocumentStore(kept)
    again.keep(DATA, DOCUMENT, ".html")
    assert again.document(NAME) == DocumentStore(kept).document(NAME) == DOCUMENT
    assert not any(found.is_symlink() for found in kept.iterdir())
    assert (elsewhere.read_bytes() if elsewhere.exists() else b"") == before


def test_a_text_that_was_made_endless_is_not_read(kept: Path) -> None:
    with (kept / f"{NAME}.txt").open("wb") as sparse:
        sparse.truncate(1 << 40)
    with pytest.raises(UnreadableError, match="too large"):
        DocumentStore(kept).document(NAME)


@pytest.mark.skipif(os.name != "posix", reason="this system has no modes")
@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077], ids=oct)
def test_documents_are_for_their_owner_only(directory: Path, umask: int) -> None:
    before = os.umask(umask)
    try:
        DocumentStore(directory).keep(DATA, DOCUMENT, ".html")
    finally:
        os.umask(before)
    assert stat.S_IMODE(directory.stat().st_mode) == 0o700
    assert {stat.S_IMODE(found.stat().st_mode) for found in directory.iterdir()} == {0o600}


class PowerCutError(Exception):
    """The machine stops here."""


@pytest.fixture
def steps(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """Let the machine stop before the write whose number is in the list."""
    stop: list[int] = []
    really, done = write_atomically, 0

    def write(*words: object, **settings: object) -> None:
        nonlocal done
        if [done] == stop:
            raise PowerCutError
        done += 1
        really(*words, **settings)  # type: ignore[arg-type]

    monkeypatch.setattr(texts, "write_atomically", write)
    yield stop
    monkeypatch.undo()


@pytest.mark.parametrize("step", range(3))
def test_a_document_is_there_wholly_or_not_at_all(
    directory: Path, steps: list[int], step: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps.append(step)
    with pytest.raises(PowerCutError):
        DocumentStore(directory).keep(DATA, DOCUMENT, ".html")
    assert DocumentStore(directory).document(NAME) is None
    monkeypatch.undo()
    DocumentStore(directory).keep(DATA, DOCUMENT, ".html")
    assert DocumentStore(directory).document(NAME) == DOCUMENT


def test_what_a_crash_left_half_written_is_swept_away(kept: Path) -> None:
    left = kept / f".{'a' * 64}.pdf.0123456789ab.tmp"
    theirs = kept / ".notes.tmp"
    for found in (left, theirs):
        found.write_bytes(b"x")
    DocumentStore(kept).keep(b"another", DOCUMENT, ".html")
    assert theirs.exists()
    assert not left.exists()


def as_file(place: Path) -> None:
    place.write_bytes(b"theirs")


def in_a_file(place: Path) -> None:
    place.parent.rmdir()
    place.parent.write_bytes(b"theirs")


@pytest.mark.parametrize("spoil", [as_file, in_a_file])
def test_where_nothing_can_be_kept_that_is_told(tmp_path: Path, spoil: Callable[[Path], None]) -> None:
    place = tmp_path / "case" / "db.sources"
    place.parent.mkdir()
    spoil(place)
    with pytest.raises(NotSavedError) as told:
        DocumentStore(place).keep(DATA, DOCUMENT, ".html")
    assert str(told.value).startswith("NOT saved: ")
    assert str(place) in str(told.value)


def test_a_full_disk_is_told(directory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(NotSavedError, match=r"^NOT saved: disk full \("):
        DocumentStore(directory).keep(DATA, DOCUMENT, ".html")
    assert DocumentStore(directory).document(NAME) is None


def test_the_documents_of_a_case_are_its_own(tmp_path: Path) -> None:
    beside = CasePaths.of(tmp_path / "db.json")
    DocumentStore(beside.sources).keep(DATA, DOCUMENT, ".html")
    (tmp_path / "way in").symlink_to("db.sources")
    owned = ["db.sources", "db.sources/new.md", f"db.sources/{NAME}.txt", "way in/new.md", "db.sources/a/b.md"]
    assert [beside.owns(tmp_path / path) for path in owned] == [True] * 5
    others = ["report.md", "db.sources.md", "other.sources/x.md", "db.sources/../report.md"]
    assert [beside.owns(tmp_path / path) for path in others] == [False] * 4


def test_a_directory_of_documents_that_is_a_link_is_owned_where_it_leads(tmp_path: Path) -> None:
    (tmp_path / "shared").mkdir()
    (tmp_path / "db.sources").symlink_to("shared")
    beside = CasePaths.of(tmp_path / "db.json")
    assert beside.owns(tmp_path / "shared" / "x.md")
    assert beside.owns(tmp_path / "db.sources" / "x.md")


def test_the_directory_is_owned_before_it_is_there(tmp_path: Path) -> None:
    assert CasePaths.of(tmp_path / "db.json").owns(tmp_path / "db.sources" / "x.md")
