"""Comments in a Word document that has tracked changes and comments of others: none of them is lost or changed."""

from __future__ import annotations

from io import BytesIO

import docx
import pytest
from lxml import etree

from factcheck.documents import read
from factcheck.exports.draft.annotator import Comment
from factcheck.exports.draft.docx import commented
from tests.documents.readers.test_docx_revisions import added, removed, run

CHANGES = {"ins", "del", "moveFrom", "moveTo"}


def revised() -> bytes:
    """Return a document with a figure that was replaced, a sentence that was moved, and a comment by its author."""
    made = docx.Document()
    first = made.add_paragraph("The bridge")
    made.add_comment(first.runs[0], text="Which bridge?", author="Ida Holm")
    second = made.add_paragraph("")
    names = first._p.nsmap["w"]
    for paragraph, content in (
        (first, f"{run(' cost ')}{removed('25 or so')}{added('52 million')}{run(' euros. ')}"),
        (first, removed("The mayor spoke.", "moveFrom")),
        (second, f"{run('It rained. ')}{added('The mayor spoke.', 'moveTo')}"),
    ):
        paragraph._p.extend(etree.fromstring(f'<w:p xmlns:w="{names}">{content}</w:p>'))
    data = BytesIO()
    made.save(data)
    return data.getvalue()


def changes_of(data: bytes) -> list[tuple[str, str, str]]:
    """Return each tracked change with its author and its text."""
    found = []
    for element in docx.Document(BytesIO(data)).element.body.iter():
        name = element.tag.rpartition("}")[2]
        if name in CHANGES:
            author = next(value for key, value in element.attrib.items() if key.endswith("}author"))
            texts = (each.text or "" for each in element.iter("{*}t", "{*}delText"))
            found.append((name, author, "".join(texts)))
    return found


def under(data: bytes, number: int) -> str:
    """Return all the text under a comment, with what tracked changes removed."""
    found, inside = "", False
    for element in docx.Document(BytesIO(data)).element.body.iter():
        name = element.tag.rpartition("}")[2]
        if name.startswith("commentRange") and f"{number}" in element.attrib.values():
            inside = name == "commentRangeStart"
        elif inside and name in {"t", "delText"}:
            found += element.text or ""
    return found


@pytest.mark.parametrize(
    ("original", "passage", "covered"),
    [
        (False, "52 mill", "52 mill"),
        (False, "cost 52 million", "cost 25 or so52 million"),
        (False, "mayor", "mayor"),
        (True, "25 or", "25 or"),
        (True, "so euros", "so52 million euros"),
        (True, "mayor spoke", "mayor spoke"),
    ],
)
def test_a_comment_stands_on_the_text_that_was_read(original: bool, passage: str, covered: str) -> None:
    data = revised()
    document = read(data, "a.docx", original=original)
    start = document.text.index(passage)
    comment = Comment(start, start + len(passage), "Ada", "2021-03-01T10:00:00Z", ["Look."])
    written = commented(data, document.text, [comment], original=original)
    assert under(written, 1) == covered
    assert changes_of(written) == changes_of(data)
    found = [(each.author, each.paragraphs[0].text) for each in docx.Document(BytesIO(written)).comments]
    assert found == [("Ida Holm", "Which bridge?"), ("Ada", "Look.")]
    for way in (False, True):
        assert read(written, "a.docx", original=way).body == read(data, "a.docx", original=way).body
