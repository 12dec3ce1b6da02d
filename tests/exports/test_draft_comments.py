"""Comments in a Word document: whatever the passages, each stands on its own words, and the text stays what it was."""

from __future__ import annotations

from io import BytesIO

import docx
from docx.document import Document as WordDocument
from hypothesis import given
from hypothesis import strategies as st

from factcheck.exports.draft.annotator import Comment
from factcheck.exports.draft.docx import commented, fresh
from factcheck.exports.draft.wordprocessing import SKIPPED

WORDS = st.lists(st.sampled_from(["The", "bridge", "cost", "52", "million", "euros."]), min_size=1, max_size=12)
RUNS = st.lists(WORDS, min_size=1, max_size=6)


def document(paragraphs: list[list[str]]) -> tuple[bytes, str]:
    """Return a Word document in which each word is a run of its own, and its text."""
    made = docx.Document()
    for words in paragraphs:
        paragraph = made.add_paragraph()
        for number, word in enumerate(words):
            paragraph.add_run(f"{' ' * bool(number)}{word}").italic = number % 2 == 0
    data = BytesIO()
    made.save(data)
    return data.getvalue(), "\n\n".join(" ".join(words) for words in paragraphs)


def words_of(written: WordDocument) -> dict[str, tuple[int, str]]:
    """Return the text on which each comment stands, by its id, after how many characters; without white space."""
    inside, begun, found, length = set[str](), dict[str, int](), dict[str, str](), 0
    for element in written.element.body.iter():
        name = element.tag.rpartition("}")[2]
        number = next((value for key, value in element.attrib.items() if key.endswith("}id")), "")
        if name == "commentRangeStart":
            inside.add(number)
            found[number], begun[number] = "", length
        elif name == "commentRangeEnd":
            inside.discard(number)
        elif name == "t":
            words = "".join((element.text or "").split())
            length += len(words)
            for each in inside:
                found[each] += words
    assert not inside
    return {number: (begun[number], words) for number, words in found.items()}


@given(RUNS, st.data())
def test_each_comment_stands_on_its_words(paragraphs: list[list[str]], data: st.DataObject) -> None:
    original, text = document(paragraphs)
    spans = []
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(text) - 1))
        spans.append((start, data.draw(st.integers(start + 1, len(text)))))
    comments = [Comment(start, end, "Ada", "2021-03-01T10:00:00Z", ["Look."]) for start, end in spans]
    read = docx.Document(BytesIO(commented(original, text, comments)))
    assert [each.text for each in read.paragraphs] == [" ".join(words) for words in paragraphs]
    assert len(list(read.comments)) == len(comments)
    found = words_of(read)
    passages = [(start, SKIPPED.sub("", text[start:end])) for start, end in spans]
    stands = [(len(SKIPPED.sub("", text[:start])), passage) for start, passage in passages if passage]
    assert [found[str(number)] for number in range(len(stands))] == stands  # those on white space alone come last


@given(st.text(max_size=40))
def test_any_text_becomes_a_document(text: str) -> None:
    paragraphs = docx.Document(BytesIO(fresh([(text, False)]))).paragraphs
    assert len(paragraphs) == 1
    written = commented(fresh([(text, True)]), text, [Comment(0, len(text), text, "", [text])])
    assert len(list(docx.Document(BytesIO(written)).comments)) == 1
