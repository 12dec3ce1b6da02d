"""Finding evidence in the documents of a case: what is put forward, what a checker makes of it, and its index."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from factcheck.case.document import Document
from factcheck.case.records import Stance
from factcheck.case.scale import DEFAULT_SCALE
from factcheck.errors import InvalidError
from factcheck.storage import Texts
from factcheck.workspace.create import begin_case
from factcheck.workspace.library import Library
from factcheck.workspace.search import Finding, Suggestion
from factcheck.workspace.workspace import Workspace
from tests.conftest import ticking

RIVER = "The bridge opened in 1932.\n\nIt closed after the flood of 1954. The mayor was not there.\n\nFish swim."
PAPER = "A spokesman said the old bridge closed in 1955.\n\nPrices rose."
RUSSIAN = "Мост закрыли после наводнения.\n\nМэра там не было."


class Town:
    """A case with two documents and a source without one, and who works on it."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.claim = workspace.add_claim("The bridge closed after a flood in 1954.")[0].key
        self.river = self.source(RIVER, title="The river")
        self.paper = self.source(PAPER, title="A paper")
        self.lost = workspace.add_source(title="Lost", sha256="ab" * 32)[0].key

    def source(self, text: str, data: bytes = b"", **fields: str) -> str:
        sha256 = self.workspace.texts.keep(data or text.encode(), Document(text=text), ".html")
        return self.workspace.add_source(sha256=sha256, **fields)[0].key

    def finding(self) -> Finding:
        """Return a new one, which knows nothing but what is kept."""
        return Finding(Library(self.workspace))

    def reread(self, source: str, text: str) -> None:
        """Let the document that a source is have come to another text, by a better reading of its bytes."""
        for suffix in (".json", ".txt"):
            self.workspace.texts.path(self.workspace.case.sources[source].sha256, suffix).unlink()
        data = RIVER.encode()
        assert (
            Texts(self.workspace.texts.directory).keep(data, Document(text=text), ".html") == sha256(data).hexdigest()
        )

    @property
    def index(self) -> Path:
        return self.workspace.store.beside.search_index

    def text_of(self, source: str) -> Path:
        return self.workspace.texts.path(self.workspace.case.sources[source].sha256, ".txt")


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    begin_case(tmp_path / "db.json", "A town", DEFAULT_SCALE, "ada")
    with Workspace.open(tmp_path / "db.json", "ada", clock=ticking()) as workspace:
        yield Town(workspace)


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The ids of the sources whose passages were read, as they are."""
    seen: list[str] = []
    document = Library.document

    def look(library: Library, source_id: str) -> Document | None:
        seen.append(source_id)
        return document(library, source_id)

    monkeypatch.setattr(Library, "document", look)
    return seen


def prepared(finding: Finding) -> list[tuple[int, int]]:
    """Bring the index up to date, and return the progress that was told: done, of how many."""
    told: list[tuple[int, int]] = []
    assert finding.prepare(lambda done, of: told.append((done, of)))
    return told


def test_the_best_of_every_source_are_put_forward_with_the_words_that_fit(town: Town) -> None:
    found = town.finding().suggest(town.claim)
    assert [each.text for each in found if each.source_id == town.river] == [
        "It closed after the flood of 1954.",
        "The bridge opened in 1932.",
    ]
    assert [each.text for each in found if each.source_id == town.paper] == [PAPER.split("\n\n", maxsplit=1)[0]]
    assert found[0].words == ["closed", "flood", "1954"]
    assert found[0].place == "paragraph 2"
    assert all(RIVER[each.start : each.end] == each.text for each in found if each.source_id == town.river)
    assert not any(each.known or each.dismissed for each in found)


def test_a_source_without_text_is_named(town: Town) -> None:
    finding = town.finding()
    finding.prepare()
    assert [(source.id, why) for source, why in finding.missing] == [(town.lost, Finding.ABSENT)]


def test_what_is_accepted_is_an_anchored_excerpt_and_can_be_taken_back(town: Town) -> None:
    finding = town.finding()
    best = finding.suggest(town.claim)[0]
    (change,) = finding.accept(town.claim, best, Stance.SUPPORTS)
    excerpt = town.workspace.case.excerpts[change.key]
    assert (excerpt.quote, excerpt.start, excerpt.end) == (best.text, best.start, best.end)
    assert RIVER[: best.start].endswith(excerpt.prefix)
    assert RIVER[best.end :].startswith(excerpt.suffix)
    assert (excerpt.stance, excerpt.by) == (Stance.SUPPORTS, "ada")
    assert finding.suggest(town.claim)[0].known
    town.workspace.undo()
    assert not finding.suggest(town.claim)[0].known


def test_a_page_is_noted_with_what_is_accepted(town: Town) -> None:
    text = "Rain fell. Then the zeppelin landed."
    sha256 = town.workspace.texts.keep(b"pdf", Document(text=text, pages=(0, 11)), ".pdf")
    town.workspace.add_source(sha256=sha256)
    claim = town.workspace.add_claim("A zeppelin landed.")[0].key
    finding = town.finding()
    (found,) = finding.suggest(claim)
    assert found.place == "page 2, paragraph 1"
    (change,) = finding.accept(claim, found, Stance.CONTEXT)
    assert town.workspace.case.excerpts[change.key].locator == "page 2, paragraph 1"


def test_what_is_dismissed_stays_so_and_another_comes_in_its_place(town: Town) -> None:
    finding = town.finding()
    first, second = finding.suggest(town.claim, 1)[0], finding.suggest(town.claim, 2)[1]
    finding.dismiss(town.claim, first)
    assert finding.dismiss(town.claim, first) == ()
    assert finding.suggest(town.claim, 1)[0].text == second.text
    assert town.finding().suggest(town.claim, 1, dismissed=True)[0].dismissed
    other = town.workspace.add_claim("The bridge closed after the flood.")[0].key
    assert finding.suggest(other)[0].text == first.text
    town.workspace.undo()
    town.workspace.undo()
    assert finding.suggest(town.claim)[0].text == first.text


def test_what_was_dismissed_can_be_wanted_again(town: Town) -> None:
    finding = town.finding()
    first = finding.suggest(town.claim)[0]
    finding.dismiss(town.claim, first)
    finding.restore(town.claim, first)
    assert finding.suggest(town.claim)[0] == first
    assert finding.restore(town.claim, first) == ()


def test_a_dismissal_outlasts_another_reading_of_the_document(town: Town) -> None:
    finding = town.finding()
    finding.dismiss(town.claim, finding.suggest(town.claim)[0])
    town.reread(town.river, "Menu. Search.\n\n" + RIVER.replace("flood of", "flood  of"))
    again = Workspace.open(town.workspace.path, "bob", write=False)
    texts = [each.text for each in Finding(Library(again)).suggest(town.claim)]
    assert not any("1954" in text for text in texts)
    assert "The bridge opened in 1932." in texts


def test_what_has_changed_meanwhile_is_not_accepted(town: Town) -> None:
    finding = town.finding()
    best = finding.suggest(town.claim)[0]
    gone = Suggestion(best.source_id, best.start + 1, best.end + 1, best.text, 1.0, (), "")
    with pytest.raises(InvalidError, match="changed"):
        finding.accept(town.claim, gone, Stance.SUPPORTS)
    assert not town.workspace.case.excerpts


def test_a_search_looks_into_every_source(town: Town) -> None:
    town.source(RUSSIAN, language="ru")
    found = town.finding().search("bridge closing")
    assert found[0].text == PAPER.split("\n\n", maxsplit=1)[0]
    assert found[0].words == ["bridge", "closed"]
    assert [each.text for each in town.finding().search("мосты")] == ["Мост закрыли после наводнения."]
    assert town.finding().search("zeppelin") == []


# The index


def test_the_index_is_made_once_and_only_what_comes_is_read(town: Town, read: list[str]) -> None:
    assert prepared(town.finding()) == [(0, 2), (1, 2), (2, 2)]
    assert read == [town.river, town.paper]
    assert prepared(town.finding()) == [(0, 0)]
    added = town.source(RUSSIAN)
    read.clear()
    assert prepared(town.finding()) == [(0, 1), (1, 1)]
    assert read == [added]


def rename(town: Town) -> None:
    town.workspace.edit("sources", town.river, title="Another title")


def translate(town: Town) -> None:
    town.workspace.edit("sources", town.river, language="de")


def read_anew(town: Town) -> None:
    town.reread(town.river, RIVER + "\n\nMore was found.")


def replace(town: Town) -> None:
    data = b"another version"
    town.workspace.edit(
        "sources", town.river, sha256=town.workspace.texts.keep(data, Document(text="Other words."), ".txt")
    )


@pytest.mark.parametrize("change", [rename, translate, read_anew, replace])
def test_a_source_that_changes_is_read_anew_and_no_other(
    town: Town, read: list[str], change: Callable[[Town], None]
) -> None:
    finding = town.finding()
    finding.prepare()
    change(town)
    read.clear()
    finding.prepare()
    assert read == [town.river]


def test_a_source_that_goes_is_not_found(town: Town, read: list[str]) -> None:
    finding = town.finding()
    finding.prepare()
    town.workspace.remove("sources", town.river)
    read.clear()
    finding.prepare()
    assert read == []
    assert {each.source_id for each in finding.suggest(town.claim)} == {town.paper}
    town.text_of(town.paper).unlink()
    assert finding.suggest(town.claim) == []
    assert not finding.searchable


def test_a_text_that_cannot_be_read_is_named_and_keeps_no_other_from_being_found(town: Town) -> None:
    town.text_of(town.river).write_bytes(b"\xff\xfe broken")
    town.workspace.texts.path(town.workspace.case.sources[town.river].sha256, ".json").write_bytes(b"{")
    again = Workspace.open(town.workspace.path, "bob", write=False)
    finding = Finding(Library(again))
    assert [each.source_id for each in finding.suggest(town.claim)] == [town.paper]
    assert {source.id for source, _ in finding.missing} == {town.river, town.lost}
    assert all("\n" not in why for _, why in finding.missing)
    kept = town.index.stat()
    assert prepared(finding) == [(0, 0)]
    assert {source.id for source, _ in finding.missing} == {town.river, town.lost}
    assert town.index.stat().st_ino == kept.st_ino


def test_a_damaged_or_deleted_index_is_made_anew(town: Town, read: list[str]) -> None:
    wanted = town.finding().suggest(town.claim)
    whole = town.index.read_bytes()
    for at in range(0, len(whole), len(whole) // 20):
        town.index.write_bytes(whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :])
        assert town.finding().suggest(town.claim) == wanted
        assert town.index.read_bytes() == whole
    town.index.unlink()
    read.clear()
    assert town.finding().suggest(town.claim) == wanted
    assert {town.river, town.paper} <= set(read)
    assert town.index.read_bytes() == whole


def test_an_index_of_another_version_is_made_anew(town: Town, read: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    town.finding().prepare()
    monkeypatch.setattr("factcheck.evidence.search.tokens.VERSION", 999)
    read.clear()
    town.finding().prepare()
    assert read == [town.river, town.paper]


def test_where_the_index_cannot_be_kept_all_is_found_all_the_same(town: Town) -> None:
    town.index.mkdir()
    assert town.finding().suggest(town.claim)
    assert town.index.is_dir()


def test_a_reading_that_is_cancelled_leaves_all_as_it_was(town: Town) -> None:
    finding = town.finding()
    answers = iter([False, True])
    assert not finding.prepare(cancelled=lambda: next(answers, True))
    assert not town.index.exists()
    finding.prepare()
    before = town.index.read_bytes()
    town.source(RUSSIAN)
    assert not finding.prepare(cancelled=lambda: True)
    assert town.index.read_bytes() == before
    assert finding.prepare()


def test_many_lots_are_one_index(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(12):
        town.source(f"Bridge number {number} closed after a flood. " * (1 + number % 3), f"{number}".encode())
    whole = town.finding().suggest(town.claim)
    town.index.unlink()
    monkeypatch.setattr("factcheck.workspace.search_index._LOT", 50)
    assert town.finding().suggest(town.claim) == whole
    assert len({each.source_id for each in whole}) == 14


def test_who_may_only_read_finds_too(town: Town) -> None:
    with Workspace.open(town.workspace.path, "bob", write=False) as reader:
        assert Finding(Library(reader)).suggest(town.claim) == town.finding().suggest(town.claim)


def test_the_index_holds_no_sentence(town: Town) -> None:
    town.finding().prepare()
    kept = town.index.read_bytes()
    assert b"bridg" in kept
    assert not any(said.encode() in kept for said in (RIVER[:26], "flood of 1954", "spokesman said"))
