"""How many texts without a declared encoding are read right: `python -m tests.benchmarks encodings`.

The texts are sentences written for it (`tests/data/encodings`), each language in the code pages in which it is written:
whole (some 300 signs), and each sentence by itself. A doubt is counted as a person gets it who states the language.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from factcheck.documents.code_pages import better_code_page
from factcheck.documents.encodings import decode
from factcheck.errors import UnreadableError

DATA = Path(__file__).parents[1] / "data" / "encodings" / "sentences.json"
CODE_PAGES = {
    "bg": ("cp1251", "iso8859-5", "cp866"),
    "cs": ("cp1250", "iso8859-2", "cp852"),
    "de": ("cp1252", "iso8859-15", "cp850"),
    "el": ("cp1253", "iso8859-7"),
    "es": ("cp1252", "iso8859-15", "cp850"),
    "fr": ("cp1252", "iso8859-15", "cp850"),
    "he": ("cp1255", "iso8859-8"),
    "hu": ("cp1250", "iso8859-2", "cp852"),
    "ja": ("shift_jis", "euc-jp", "iso2022_jp"),
    "lt": ("cp1257", "iso8859-13"),
    "pl": ("cp1250", "iso8859-2", "cp852"),
    "ru": ("cp1251", "koi8-r", "iso8859-5", "cp866"),
    "tr": ("cp1254", "iso8859-9", "cp857"),
    "uk": ("cp1251", "koi8-u", "iso8859-5"),
}


class Sample(NamedTuple):
    """A text in a code page of its language."""

    language: str
    code_page: str
    text: str
    whole: bool


class Counts(NamedTuple):
    """Texts that were read right, wrong, not at all; doubts about those that are wrong, and about those that are not.

    `put_right` are wrong ones that are right in the code page which the doubt names.
    """

    right: int
    wrong: int
    refused: int
    caught: int
    put_right: int
    false: int


def samples() -> Iterator[Sample]:
    """Yield the texts; what a code page has no letter for is left out."""
    for language, sentences in json.loads(DATA.read_text("utf-8")).items():
        for code_page in CODE_PAGES[language]:
            for text in (" ".join(sentences), *sentences):
                try:
                    text.encode(code_page)
                except UnicodeError:
                    continue
                yield Sample(language, code_page, text, len(text) > max(map(len, sentences)))


def count(wanted: list[Sample]) -> Counts:
    """Return how many of the texts are read right."""
    found = Counter[str]()
    for sample in wanted:
        data = sample.text.encode(sample.code_page)
        try:
            read = decode(data)
        except UnreadableError:
            found["refused"] += 1
            continue
        better = better_code_page(data, read.encoding, sample.language)
        if read.text == sample.text:
            found["right"] += 1
            found["false"] += bool(better)
        else:
            found["wrong"] += 1
            found["caught"] += bool(better)
            found["put_right"] += bool(better) and data.decode(better) == sample.text
    return Counts(*(found[name] for name in Counts._fields))


def main() -> None:
    """Print the counts, of whole texts and of single sentences."""
    found = list(samples())
    for name, whole in (("texts", True), ("sentences", False)):
        counts = count([sample for sample in found if sample.whole is whole])
        print(f"{name}: {', '.join(f'{number} {kind}' for kind, number in counts._asdict().items())}")


if __name__ == "__main__":
    main()
