"""Tracked changes of Word documents: both texts are read from one file, and the changes are counted."""

from __future__ import annotations

from io import BytesIO

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.documents import read
from tests.documents.documents import PROSE, docx_bytes, paragraph
from tests.documents.office import odf_bytes

LONG = "The council met in the old town hall on Monday and spoke for hours about the water that stood in"


def run(text: str, kind: str = "t") -> str:
    return f'<w:r><w:{kind} xml:space="preserve">{text}</w:{kind}></w:r>'


def added(text: str, name: str = "ins", by: str = "Ida Holm") -> str:
    return f'<w:{name} w:id="1" w:author="{by}" w:date="2021-03-01T10:00:00Z">{run(text)}</w:{name}>'


def removed(text: str, name: str = "del", by: str = "Ida Holm") -> str:
    kind = "delText" if name == "del" else "t"
    return f'<w:{name} w:id="1" w:author="{by}" w:date="2021-03-01T10:00:00Z">{run(text, kind)}</w:{name}>'


def changed_mark(name: str) -> str:
    return f'<w:pPr><w:rPr><w:{name} w:id="1" w:author="Ida Holm"/></w:rPr></w:pPr>'


def both(body: str) -> tuple[list[str], list[str]]:
    """Return the paragraphs with the tracked changes, and those before them."""
    data = docx_bytes(body)
    accepted, before = read(data, "a.docx"), read(data, "a.docx", original=True)
    return accepted.text.split("\n\n"), before.text.split("\n\n")


def test_both_texts_are_read_and_the_changes_are_counted() -> None:
    body = f"<w:p>{run('The bridge cost ')}{removed('25')}{added('52')}{run(' million euros.')}</w:p>"
    assert both(body) == (["The bridge cost 52 million euros."], ["The bridge cost 25 million euros."])
    accepted, before = (read(docx_bytes(body), "a.docx", original=original) for original in (False, True))
    count = "1 insertion and 1 deletion by Ida Holm"
    assert accepted.remarks == (f"tracked changes read as accepted: {count}; --original reads the text before them",)
    assert before.remarks == (f"tracked changes left out: {count}; this is the text before them",)
    assert (accepted.revisions, before.revisions) == ("accepted", "original")


def test_a_document_without_changes_says_so_only_if_asked_for_the_text_before() -> None:
    data = docx_bytes(paragraph(PROSE))
    assert (read(data, "a.docx").remarks, read(data, "a.docx").revisions) == ((), "")
    assert read(data, "a.docx", original=True).remarks == (
        "no tracked changes were found that a reader of DOCX can leave out",
    )


def test_what_was_moved_stands_in_one_place() -> None:
    first = f"<w:p>{removed('The mayor spoke. ', 'moveFrom')}{run('The council met.')}</w:p>"
    second = f"<w:p>{run('It rained. ')}{added('The mayor spoke.', 'moveTo')}</w:p>"
    assert both(first + second) == (
        ["The council met.", "It rained. The mayor spoke."],
        ["The mayor spoke. The council met.", "It rained."],
    )
    assert (
        read(docx_bytes(first + second), "a.docx").remarks[0].startswith("tracked changes read as accepted: 1 move by")
    )


@pytest.mark.parametrize(("name", "joined"), [("del", 0), ("ins", 1), ("moveFrom", 0), ("moveTo", 1)])
def test_a_paragraph_mark_that_was_changed_joins_two_paragraphs_in_one_of_the_texts(name: str, joined: int) -> None:
    body = f"<w:p>{changed_mark(name)}{run('It rained. ')}</w:p><w:p>{run('The council met.')}</w:p>"
    found = both(body)
    assert found[joined] == ["It rained. The council met."]
    assert found[1 - joined] == ["It rained.", "The council met."]


def test_a_deleted_mark_at_the_end_of_a_cell_or_of_the_text_loses_nothing() -> None:
    last = f"<w:p>{changed_mark('del')}{run('The council met.')}</w:p>"
    cell = f"<w:tc>{last}</w:tc><w:tc>{paragraph('12')}</w:tc>"
    assert both(f"<w:tbl><w:tr>{cell}</w:tr></w:tbl>{last}")[0] == ["The council met.\t12", "The council met."]


def test_what_one_added_and_another_deleted_is_in_neither_text() -> None:
    inner = removed("never ", by="Ada")
    body = f'<w:p>{run("It was ")}<w:ins w:id="9" w:author="Ida Holm">{inner}</w:ins>{run("built.")}</w:p>'
    assert both(body) == (["It was built."], ["It was built."])
    assert "by Ida Holm and Ada;" in read(docx_bytes(body), "a.docx").remarks[0]


def test_tabs_and_breaks_that_were_deleted_are_gone() -> None:
    inner = '<w:del w:id="1"><w:r><w:tab/><w:delText>old</w:delText><w:tab/></w:r></w:del>'
    assert both(f"<w:p>{run('One ')}{inner}{run('line.')}</w:p>") == (["One line."], ["One \told\tline."])


def test_a_format_that_was_changed_is_no_change_of_the_text() -> None:
    hidden = "<w:rPr><w:rPrChange><w:rPr><w:vanish/></w:rPr></w:rPrChange></w:rPr>"
    style = '<w:pPr><w:pPrChange><w:pPr><w:pStyle w:val="Heading1"/></w:pPr></w:pPrChange></w:pPr>'
    body = f"<w:p>{style}<w:r>{hidden}<w:t>{LONG}</w:t></w:r></w:p>{paragraph('the streets.')}"
    found = read(docx_bytes(body), "a.docx")
    assert (found.text, found.remarks) == (f"{LONG} the streets.", ())


def test_comments_are_no_part_of_the_text() -> None:
    document = docx.Document()
    runs = document.add_paragraph(PROSE).runs
    for author in ("Ida Holm", "Ada"):
        document.add_comment(runs[0], text="Is that 12 or 13?", author=author)
    made = BytesIO()
    document.save(made)
    found = read(made.getvalue(), "a.docx")
    assert found.body == PROSE
    assert found.is_outside(found.text.index("Is that"))
    assert found.remarks == ("2 comments by Ida Holm and Ada follow the text and are no part of it",)


PIECES = st.lists(st.tuples(st.sampled_from(["", "ins", "del", "moveTo", "moveFrom"]), st.sampled_from("abcde")))


@given(PIECES)
def test_each_piece_stands_in_the_texts_that_have_it(pieces: list[tuple[str, str]]) -> None:
    body = "".join(
        added(word, name) if name in {"ins", "moveTo"} else removed(word, name) if name else run(word)
        for name, word in pieces
    )
    accepted, before = both(f"<w:p>{run('x')}{body}</w:p>")
    assert accepted == ["x" + "".join(word for name, word in pieces if name in {"", "ins", "moveTo"})]
    assert before == ["x" + "".join(word for name, word in pieces if name in {"", "del", "moveFrom"})]


def test_an_opendocument_says_how_many_changes_and_comments_it_has() -> None:
    regions = "".join(
        f"<text:changed-region><text:{kind}/></text:changed-region>" for kind in ("insertion", "deletion", "insertion")
    )
    comment = "<office:annotation><dc:creator>Ida Holm</dc:creator><text:p>Sure?</text:p></office:annotation>"
    body = f"<text:tracked-changes>{regions}</text:tracked-changes><text:p>It rained.{comment}</text:p>"
    found = read(odf_bytes("text", body), "a.odt", original=True)
    assert found.body == "It rained."
    assert found.remarks == (
        "tracked changes read as accepted: 2 insertions and 1 deletion; undo them in the word processor to read the "
        "text before",
        "one comment by Ida Holm follows the text and is no part of it",
        "no tracked changes were found that a reader of OpenDocument text can leave out",
    )
