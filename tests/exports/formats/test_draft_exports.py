"""A draft goes back to its author: marked up as a page, a Word document or Markdown, its corrections and queries."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest
from markdown_it import MarkdownIt

from factcheck.case.document import Document
from factcheck.case.records import Stance
from factcheck.case.scale import DEFAULT_SCALE
from factcheck.errors import InvalidError, UnknownError
from factcheck.workspace.create import begin_case
from factcheck.workspace.workspace import Workspace
from tests.conftest import ticking
from tests.exports.pages import read

ARTICLE = """# The bridge is late

The new bridge cost 52 million euros, said the auditors. Who paid the difference?

At least 18 workers were hurt [1], and the mayor closed the site in March.
Trains have crossed it since June.
"""
REPORT = "The auditors counted 25 million euros. Eighteen workers were hurt."


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    """A case with a source, S1, and a draft, S2: one claim refuted, one supported, one open; a query and a note."""
    begin_case(tmp_path / "case.json", "A bridge", DEFAULT_SCALE, "ada", clock=ticking())
    article = tmp_path / "article.md"
    article.write_text(ARTICLE, encoding="utf-8")
    with Workspace.open(tmp_path / "case.json", "ada", clock=ticking()) as opened:
        name = opened.texts.keep(REPORT.encode(), Document(text=REPORT, language="en"), ".txt")
        opened.add_source(title="The audit", publisher="Audit office", published="2021-03-01", sha256=name)
        opened.add_draft(article, author="Ida Holm")
        check(opened)
        yield opened


def check(workspace: Workspace, draft: str = "S2") -> None:
    """Check the draft as far as `workspace` says."""
    text = workspace.draft(draft)
    said = text.document.text
    for first, last, stance, quote, label, reason in (
        ("The new bridge", "euros", "contradicts", "25 million euros", "refuted", "The digits are swapped."),
        ("At least 18", "were hurt", "supports", "Eighteen workers were hurt.", "supported", ""),
    ):
        start = said.index(first)
        claim = text.claim_of(start, said.index(last, start) + len(last))[0].key
        workspace.add_excerpt(claim, "S1", quote, stance=Stance(stance))
        workspace.decide(claim, label, rationale=reason)
    number = next(each.number for each in text.sentences() if each.text.startswith("Trains"))
    start = text.document.text.index("Trains")
    text.claim_of(start, start + len("Trains have crossed it since June."))
    text.note(number, "Which trains?", to="Ida Holm")
    text.note(number, "She is often wrong.", to="Ben")


def exported(workspace: Workspace, name: str, **options: str) -> bytes:
    return workspace.export(name, options=options)


def comments(data: bytes) -> list[tuple[str, str, list[str]]]:
    """Return the comments of a Word document as python-docx reads them: author, initials, paragraphs."""
    found = docx.Document(BytesIO(data))
    return [(each.author, each.initials or "", [p.text for p in each.paragraphs]) for each in found.comments]


def commented_words(data: bytes) -> dict[str, str]:
    """Return the words on which each comment stands, by the id of the comment."""
    body = docx.Document(BytesIO(data)).element.body
    open_ids, words = set[str](), dict[str, str]()
    for element in body.iter():
        name = element.tag.rpartition("}")[2]
        number = next((value for key, value in element.attrib.items() if key.endswith("}id")), "")
        if name == "commentRangeStart":
            open_ids.add(number)
        elif name == "commentRangeEnd":
            open_ids.discard(number)
        elif name == "t":
            for each in open_ids:
                words[each] = words.get(each, "") + (element.text or "")
    return words


# Word


def test_a_fresh_document_has_the_text_and_a_comment_for_each_note(workspace: Workspace) -> None:
    data = exported(workspace, "draft-docx")
    paragraphs = [each.text for each in docx.Document(BytesIO(data)).paragraphs]
    assert paragraphs[:2] == [
        "The bridge is late",
        "The new bridge cost 52 million euros, said the auditors. Who paid the difference?",
    ]
    (first, second, third) = comments(data)
    assert first == (
        "ada",
        "a",
        [
            "✗ Refuted",
            "The digits are swapped.",
            "S1 The audit, Audit office, 2021-03-01, paragraph 1: “25 million euros”",
            "(C1)",
        ],
    )
    assert second[2][0] == "✓ Supported"
    assert third[2][:2] == ["? Query to Ida Holm", "Which trains?"]
    assert list(commented_words(data).values()) == [
        "The new bridge cost 52 million euros",
        "At least 18 workers were hurt",
        "Trains have crossed it since June.",
    ]


def test_only_what_must_change_is_commented_on_demand(workspace: Workspace) -> None:
    heads = [lines[0] for _, _, lines in comments(exported(workspace, "draft-docx", show="changes"))]
    assert heads == ["✗ Refuted", "? Query to Ida Holm"]


def word_document(path: Path) -> None:
    """Write a Word document in which passages run over bold runs, tabs, a table, a link, and has a comment already."""
    document = docx.Document()
    document.add_heading("The bridge is late", 1)
    paragraph = document.add_paragraph("The new bridge ")
    paragraph.add_run("cost 52").bold = True
    last = paragraph.add_run(" million\teuros, said the auditors. Who paid?")
    document.add_comment(last, text="Mine.", author="Ida Holm", initials="IH")
    table = document.add_table(1, 1)
    table.cell(0, 0).text = "At least 18 workers were hurt, and the mayor closed the site in March."
    document.add_paragraph("Trains have crossed it since June. Trains have crossed it since June.")
    document.save(str(path))


def test_a_word_document_is_annotated_in_its_own_file(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "article.docx"
    word_document(path)
    workspace.add_draft(path, author="Ida Holm")
    check(workspace, "S3")
    data = exported(workspace, "draft-docx", draft="S3")
    assert [(author, lines[0]) for author, _, lines in comments(data)] == [
        ("Ida Holm", "Mine."),
        ("ada", "✗ Refuted"),
        ("ada", "✓ Supported"),
        ("ada", "? Query to Ida Holm"),
    ]
    words = commented_words(data)
    assert [words[number] for number in ("1", "2", "3")] == [
        "The new bridge cost 52 millioneuros",
        "At least 18 workers were hurt",
        "Trains have crossed it since June.",
    ]
    before, after = zipfile.ZipFile(path), zipfile.ZipFile(BytesIO(data))
    assert set(before.namelist()) == set(after.namelist())
    touched = {name for name in before.namelist() if before.read(name) != after.read(name)}
    assert touched == {"word/document.xml", "word/comments.xml"}
    document = docx.Document(BytesIO(data))
    assert [each.text for each in document.paragraphs] == [each.text for each in docx.Document(str(path)).paragraphs]
    assert [run.text for run in document.paragraphs[1].runs if run.bold] == ["cost 52"]


def test_of_two_equal_sentences_the_right_one_has_the_comment(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "article.docx"
    word_document(path)
    workspace.add_draft(path)
    text = workspace.draft("S3")
    start = text.document.text.rindex("Trains")
    claim = text.claim_of(start, start + len("Trains have crossed it since June."))[0].key
    workspace.decide(claim, "refuted")
    data = exported(workspace, "draft-docx", draft="S3")
    paragraph = docx.Document(BytesIO(data)).paragraphs[-1]._p
    tags = [element.tag.rpartition("}")[2] for element in paragraph]
    assert tags == ["r", "commentRangeStart", "r", "commentRangeEnd", "r"]


def test_a_passage_in_a_footnote_is_commented_at_the_beginning(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "article.docx"
    document = docx.Document()
    document.add_paragraph("Trains have crossed it since June.")
    document.save(str(path))
    workspace.add_draft(path)
    source = workspace.case.source("S3")
    text = workspace.draft("S3")
    claim = text.claim_of(0, len("Trains have crossed it since June."))[0].key
    workspace.decide(claim, "refuted")
    other = docx.Document()
    other.add_paragraph("Nothing of that is here.")
    other.save(str(path))
    stored = workspace.texts.bytes_path(source.sha256)
    assert stored is not None
    stored.write_bytes(path.read_bytes())
    (found,) = comments(exported(workspace, "draft-docx", draft="S3"))
    assert found[2][:2] == ["“Trains have crossed it since June.”", "✗ Refuted"]


# The page


def test_the_page_has_the_text_beside_its_notes(workspace: Workspace) -> None:
    page = exported(workspace, "draft-html").decode()
    found = read(page)
    for words in (
        "The new bridge cost 52 million euros",
        "✗1",
        "1 ✗ Refuted C1, ada",
        "The digits are swapped.",
        "S1 The audit, Audit office, 2021-03-01, paragraph 1: “25 million euros”",
        "2 ✓ Supported",
        "3 ? Query to Ida Holm",
        "statements 3 of 3",
    ):
        assert words in " ".join(found.text.split())
    assert "She is often wrong" not in page
    assert "<script" not in page
    assert page.count("The bridge is late</") == 2  # the title of the page and the headline


def test_text_of_the_draft_is_no_markup(workspace: Workspace, tmp_path: Path) -> None:
    article = tmp_path / "evil.txt"
    article.write_text("The bridge cost <script>alert(1)</script> 52 million & more [link](x).\n", encoding="utf-8")
    workspace.add_draft(article)
    assert "<script" not in exported(workspace, "draft-html", draft="S3").decode()
    markdown = exported(workspace, "draft-markdown", draft="S3").decode()
    assert "&lt;script&gt;" in MarkdownIt("commonmark").render(markdown)
    assert "<a " not in MarkdownIt("commonmark").render(markdown)


# Markdown


def test_markdown_has_a_footnote_behind_each_passage(workspace: Workspace) -> None:
    text = exported(workspace, "draft-markdown").decode()
    assert text.startswith("## The bridge is late\n\nThe new bridge cost 52 million euros[^1], said the auditors.")
    assert "were hurt[^2] \\[1\\], and the mayor" in text
    assert "since June.[^3]\n" in text
    assert "[^1]: **✗ Refuted** (C1, ada)\n\n    The digits are swapped.\n\n    S1 The audit" in text
    assert "[^3]: **? Query to Ida Holm** (Q1, ada)\n\n    Which trains?" in text


# Corrections and queries


def test_corrections_are_one_line_each(workspace: Workspace) -> None:
    assert exported(workspace, "corrections").decode() == (
        "Corrections to The bridge is late: 1\n\n"
        "1. paragraph 2, sentence 1: “The new bridge cost 52 million euros” → sources: “25 million euros” "
        "(S1 The audit, Audit office, 2021-03-01, paragraph 1). The digits are swapped. [C1]\n"
    )


def test_queries_are_those_to_the_author(workspace: Workspace) -> None:
    assert exported(workspace, "queries").decode() == (
        "Queries on The bridge is late: 1\n\n"
        "1. paragraph 3, sentence 2: “Trains have crossed it since June.”\n   Which trains?\n   (Q1, ada)\n   Answer:\n"
    )


def test_what_does_not_go_to_the_author_is_said(workspace: Workspace) -> None:
    workspace.add_claim("The harbour was closed.")
    issues: list[Any] = list(workspace_lint(workspace, "draft-html"))
    assert [(each.ref, each.message) for each in issues] == [
        ("C4", "not in S2; left out"),
        ("Q2", "a note to Ben, not to the author; left out"),
    ]


def workspace_lint(workspace: Workspace, name: str) -> list[Any]:
    from factcheck.workspace.export_job import ExportJob

    return list(ExportJob(workspace.documents, name).lint())


def test_which_draft_is_asked_for_where_there_are_several(workspace: Workspace, tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text("It rained.", encoding="utf-8")
    workspace.add_draft(other)
    with pytest.raises(InvalidError, match="which draft"):
        exported(workspace, "corrections")
    assert exported(workspace, "corrections", draft="S3").decode().startswith("Corrections to other")
    with pytest.raises(UnknownError):
        exported(workspace, "corrections", draft="S9")
    with pytest.raises(InvalidError, match="not a draft"):
        exported(workspace, "corrections", draft="S1")


@pytest.mark.parametrize(
    ("title", "publisher", "words"),
    [
        ("The audit", "Audit office", "S1 The audit, Audit office, 2021-03-01, paragraph 1: "),
        ("A report of the audit office", "Audit Office", "S1 A report of the audit office, 2021-03-01, paragraph 1: "),
        ("The audit", "", "S1 The audit, 2021-03-01, paragraph 1: "),
    ],
)
def test_a_publisher_that_the_title_names_is_not_named_again(
    workspace: Workspace, title: str, publisher: str, words: str
) -> None:
    workspace.edit("sources", "S1", title=title, publisher=publisher)
    assert words in exported(workspace, "draft-markdown").decode()
