"""Titles, authors and dates of pages beside those that are expected: `python -m tests.benchmarks readability DIR`.

DIR is in the layout of the test pages of Mozilla's Readability: a folder for each page, with `source.html`,
`expected.html` (the main text) and `expected-metadata.json` (title, byline, publishedTime, siteName, lang). What is
read here is counted beside what trafilatura finds.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from lxml.html import document_fromstring
from trafilatura import bare_extraction

from factcheck.case.document import Document
from factcheck.documents import read
from factcheck.errors import UnreadableError
from factcheck.workspace.reading import clear_language

FIELDS = {
    "title": "title",
    "byline": "author",
    "publishedTime": "published",
    "siteName": "publisher",
    "lang": "language",
}
"""What the folders expect, and the field of a document that has it."""
_TRAFILATURA = {
    "author": "author",
    "published": "date",
    "publisher": "sitename",
    "title": "title",
    "language": "language",
}
_WORD = re.compile(r"[^\W_]+")


class Page(NamedTuple):
    """A page of the folder: its name, its bytes, the words of its main text, and what is expected of its metadata."""

    name: str
    source: bytes
    words: Counter[str]
    expected: dict[str, Any]


class Score(NamedTuple):
    """How many values of a field are expected, and how many are right: as read here, and as trafilatura finds them."""

    expected: int
    ours: int
    trafilatura: int


def pages(directory: Path) -> Iterator[Page]:
    """Yield the pages of a folder, by name."""
    for case in sorted(path.parent for path in directory.glob("*/source.html")):
        text = document_fromstring((case / "expected.html").read_text("utf-8")).text_content()
        expected = json.loads((case / "expected-metadata.json").read_text("utf-8"))
        yield Page(case.name, (case / "source.html").read_bytes(), _words(text), expected)


def measure(directory: Path) -> tuple[dict[str, Score], float]:
    """Return the scores by field, and the share of the words of the main texts that are found, on average."""
    expected, ours, theirs = Counter[str](), Counter[str](), Counter[str]()
    recalls = []
    for page in pages(directory):
        try:
            document = read(page.source, "page.html")
        except UnreadableError:
            document = None
        found = bare_extraction(page.source, with_metadata=True, include_comments=False)
        text = document.text if document else ""
        recalls.append((page.words & _words(text)).total() / max(1, page.words.total()))
        for name, field in FIELDS.items():
            if wanted := page.expected.get(name):
                expected[field] += 1
                ours[field] += _agrees(field, wanted, _value(document, field))
                theirs[field] += _agrees(field, wanted, getattr(found, _TRAFILATURA[field], "") or "")
    scores = {field: Score(expected[field], ours[field], theirs[field]) for field in FIELDS.values()}
    return scores, sum(recalls) / max(1, len(recalls))


def _value(document: Document | None, field: str) -> str:
    if document is None:
        return ""
    return clear_language(document) if field == "language" else str(getattr(document, field))


def _words(text: str) -> Counter[str]:
    return Counter(_WORD.findall(text.lower()))


def _agrees(field: str, wanted: str, found: str) -> bool:
    """Return whether a value is the expected one: a date by its day, a language by its code, names by their words."""
    if field in {"published", "language"}:
        size = 10 if field == "published" else 2
        return wanted[:size].lower() == found[:size].lower()
    ours, theirs = set(_words(found)) - {"by"}, set(_words(wanted)) - {"by"}
    return bool(ours) and ours == theirs


def main(words: Sequence[str]) -> None:
    """Print the scores of the folder that is named. Raises SystemExit if it is none."""
    if len(words) != 1 or not any(Path(words[0]).glob("*/source.html")):
        raise SystemExit("give the folder with the pages: each a folder with source.html and expected-metadata.json")
    scores, recall = measure(Path(words[0]))
    for field, score in scores.items():
        print(f"{field}: {score.ours} of {score.expected} right; trafilatura {score.trafilatura}")
    print(f"words of the main texts that are found: {recall:.3f}")


if __name__ == "__main__":
    main(sys.argv[1:])
