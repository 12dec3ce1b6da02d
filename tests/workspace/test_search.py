"""Finding evidence in the documents of a case: what is put forward, what a checker makes of it, and its index."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from factcheck.case.document import Document
from factcheck.case.records import Source, Stance
from factcheck.case.scale import DEFAULT_SCALE
from factcheck.errors import InvalidError
from factcheck.evidence.search.bm25 import IndexedSource
from factcheck.storage import DocumentStore
from factcheck.workspace.create import begin_case
from factcheck.workspace.search import EvidenceSearch, Suggestion
from factcheck.workspace.search_index import DocumentIndexes
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

    def finding(self) -> EvidenceSearch:
        """Return a new one, which knows nothing but what is kept."""
        return EvidenceSearch(self.workspace.documents)

    def reread(self, source: str, text: str) -> None:
        """Let the document that a source is have come to another text, by a better reading of its bytes."""
        for suffix in (".json", ".txt"):
            self.workspace.texts.path(self.workspace.case.sources[source].sha256, suffix).unlink()
        data = RIVER.encode()
        assert (
            DocumentStore(self.workspace.texts.directory).keep(data, Document(text=text), ".html")
            == sha256(data).hexdigest()
        )

    def part(self, source: str, suffix: str) -> Path:
        return self.workspace.texts.path(self.workspace.case.sources[source].sha256, suffix)

    def text_of(self, source: str) -> Path:
        return self.part(source, ".txt")

    def index_of(self, source: str) -> Path:
        return self.part(source, ".search-index")


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    begin_case(tmp_path / "db.json", "A town", DEFAULT_SCALE, "ada")
    with Workspace.open(tmp_path / "db.json", "ada", clock=ticking()) as workspace:
        yield Town(workspace)


@pytest.fixture
def indexed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The ids of the sources whose documents are indexed, as they are."""
    ids: list[str] = []
    make = DocumentIndexes.make

    def spy(indexes: DocumentIndexes, source: Source) -> IndexedSource:
        ids.append(source.id)
        return make(indexes, source)

    monkeypatch.setattr(DocumentIndexes, "make", spy)
    return ids


def prepared(finding: EvidenceSearch) -> list[tuple[int, int]]:
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
    assert [(source.id, why) for source, why in finding.missing] == [(town.lost, EvidenceSearch.ABSENT)]


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


def test_a_dismissal_outlasts_another_reading_of_the_document(town: Town) -> None:
    finding = town.finding()
    finding.dismiss(town.claim, finding.suggest(town.claim)[0])
    town.reread(town.river, "Menu. Search.\n\n" + RIVER.replace("flood of", "flood  of"))
    again = Workspace.open(town.workspace.path, "bob", write=False)
    texts = [each.text for each in EvidenceSearch(again.documents).suggest(town.claim)]
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


def test_a_document_is_indexed_once(town: Town, indexed: list[str]) -> None:
    assert prepared(town.finding()) == [(0, 2), (1, 2), (2, 2)]
    assert indexed == [town.river, town.paper]
    assert prepared(town.finding()) == [(0, 0)]
    added = town.source(RUSSIAN)
    indexed.clear()
    assert prepared(town.finding()) == [(0, 1), (1, 1)]
    assert indexed == [added]


@pytest.mark.parametrize("bring", ["bring", "attach", "refetch"])
def test_a_document_that_comes_in_is_indexed_before_anybody_searches(
    town: Town, indexed: list[str], bring: str
) -> None:
    library, document = town.workspace.documents, Document(text=RUSSIAN, language="ru")
    lost = town.workspace.add_source(title="No document yet")[0].key
    if bring == "bring":
        library.add(b"new", "new.txt", document)
    elif bring == "attach":
        library.attach(lost, b"new", "new.txt", document)
    else:
        library.refresh(town.river, b"new", document)
    town.finding().prepare()
    (source,) = (each for each in town.workspace.case.sources.values() if each.sha256 == sha256(b"new").hexdigest())
    town.index_of(source.id).unlink()
    indexed.clear()
    town.workspace.index_new()
    town.workspace.index_new()
    assert indexed == [source.id]
    assert prepared(town.finding()) == [(0, 0)]


def translate(town: Town) -> None:
    town.workspace.edit("sources", town.river, language="de")


def read_anew(town: Town) -> None:
    town.reread(town.river, RIVER + "\n\nMore was found.")


def replace(town: Town) -> None:
    data = b"another version"
    sha256 = town.workspace.texts.keep(data, Document(text="Other words."), ".txt")
    town.workspace.edit("sources", town.river, sha256=sha256)


@pytest.mark.parametrize("change", [translate, read_anew, replace])
@pytest.mark.parametrize("again", [True, False], ids=["opened again", "still open"])
def test_a_text_that_changes_is_indexed_again_and_no_other(
    town: Town, indexed: list[str], change: Callable[[Town], None], again: bool
) -> None:
    finding = town.finding()
    finding.prepare()
    change(town)
    indexed.clear()
    (town.finding() if again else finding).prepare()
    assert indexed == [town.river]


def test_another_title_counts_at_once_and_nothing_is_indexed_for_it(town: Town, indexed: list[str]) -> None:
    finding = town.finding()
    before = finding.suggest(town.claim)
    town.workspace.edit("sources", town.paper, title="The flood of 1954")
    indexed.clear()
    after = finding.suggest(town.claim)
    assert indexed == []
    scores = [next(each.score for each in found if each.source_id == town.paper) for found in (before, after)]
    assert scores[0] < scores[1]


def test_a_source_that_goes_is_not_found(town: Town, indexed: list[str]) -> None:
    finding = town.finding()
    finding.prepare()
    town.workspace.remove("sources", town.river)
    indexed.clear()
    finding.prepare()
    assert indexed == []
    assert {each.source_id for each in finding.suggest(town.claim)} == {town.paper}
    town.text_of(town.paper).unlink()
    assert finding.suggest(town.claim) == []
    assert not finding.searchable


def test_a_text_that_cannot_be_read_is_named_and_keeps_no_other_from_being_found(town: Town) -> None:
    town.text_of(town.river).write_bytes(b"\xff\xfe broken")
    town.part(town.river, ".json").write_bytes(b"{")
    again = Workspace.open(town.workspace.path, "bob", write=False)
    finding = EvidenceSearch(again.documents)
    assert [each.source_id for each in finding.suggest(town.claim)] == [town.paper]
    assert {source.id for source, _ in finding.missing} == {town.river, town.lost}
    assert all("\n" not in why for _, why in finding.missing)
    kept = town.index_of(town.paper).stat()
    assert prepared(finding) == [(0, 0)]
    assert {source.id for source, _ in finding.missing} == {town.river, town.lost}
    assert town.index_of(town.paper).stat().st_ino == kept.st_ino


def test_a_text_that_was_damaged_after_it_was_indexed_is_named_when_it_is_found(town: Town) -> None:
    town.finding().prepare()
    town.text_of(town.river).write_bytes(b"Other words than before.")
    again = Workspace.open(town.workspace.path, "bob", write=False)
    finding = EvidenceSearch(again.documents)
    assert [each.source_id for each in finding.suggest(town.claim)] == [town.paper]
    assert {source.id: "not the text" in why for source, why in finding.missing} == {town.river: True, town.lost: False}


def test_a_damaged_or_deleted_index_is_made_again(town: Town, indexed: list[str]) -> None:
    wanted, index = town.finding().suggest(town.claim), town.index_of(town.river)
    whole = index.read_bytes()
    for at in range(0, len(whole), len(whole) // 20):
        index.write_bytes(whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :])
        assert town.finding().suggest(town.claim) == wanted
        assert index.read_bytes() == whole
    index.unlink()
    indexed.clear()
    assert town.finding().suggest(town.claim) == wanted
    assert indexed == [town.river]
    assert index.read_bytes() == whole


def test_an_index_that_is_a_link_is_replaced_and_what_it_leads_to_is_left_alone(town: Town, tmp_path: Path) -> None:
    (tmp_path / "other").write_bytes(b"other")
    town.index_of(town.river).symlink_to(tmp_path / "other")
    assert town.finding().suggest(town.claim)
    assert (tmp_path / "other").read_bytes() == b"other"
    assert prepared(town.finding()) == [(0, 0)]


def test_an_index_of_another_version_is_made_again(
    town: Town, indexed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    town.finding().prepare()
    monkeypatch.setattr("factcheck.evidence.search.tokens.VERSION", 999)
    indexed.clear()
    town.finding().prepare()
    assert indexed == [town.river, town.paper]


def test_where_no_index_can_be_kept_all_is_found_and_each_text_is_read_once(town: Town, indexed: list[str]) -> None:
    for source in (town.river, town.paper):
        town.index_of(source).mkdir()
    finding = town.finding()
    wanted = finding.suggest(town.claim)
    assert wanted
    town.workspace.edit("sources", town.lost, title="Another title")
    indexed.clear()
    assert finding.suggest(town.claim) == wanted
    assert indexed == []


def test_what_was_indexed_before_it_was_cancelled_is_not_indexed_again(town: Town) -> None:
    finding = town.finding()
    answers = iter([False, True])
    assert not finding.prepare(cancelled=lambda: next(answers, True))
    assert not finding.searchable
    assert town.index_of(town.river).exists()
    assert not town.index_of(town.paper).exists()
    assert prepared(finding) == [(0, 1), (1, 1)]


def test_who_may_only_read_finds_too(town: Town) -> None:
    with Workspace.open(town.workspace.path, "bob", write=False) as reader:
        assert EvidenceSearch(reader.documents).suggest(town.claim) == town.finding().suggest(town.claim)


def test_indexes_change_no_document_and_can_all_be_deleted(town: Town) -> None:
    directory = town.workspace.texts.directory
    before = {path.name: path.read_bytes() for path in directory.iterdir()}
    wanted = town.finding().suggest(town.claim)
    after = {path.name: path.read_bytes() for path in directory.iterdir()}
    assert before.items() <= after.items()
    added = [directory / name for name in after.keys() - before.keys()]
    assert {path.suffix for path in added} == {".search-index", ".search-facts"}
    for path in added:
        path.unlink()
    assert town.finding().suggest(town.claim) == wanted


def test_the_one_index_that_earlier_versions_kept_is_removed_by_who_may_write(town: Town) -> None:
    old = town.workspace.path.with_name("db.json.index")
    old.write_bytes(b"fcindex1")
    with Workspace.open(town.workspace.path, "bob", write=False) as reader:
        EvidenceSearch(reader.documents).prepare()
        assert old.exists()
    town.finding().prepare()
    assert not old.exists()


def test_the_index_holds_no_word_of_the_text(town: Town) -> None:
    town.finding().prepare()
    kept = town.index_of(town.river).read_bytes()
    assert not any(word in kept for word in (b"bridg", b"flood", b"1954", b"mayor"))
