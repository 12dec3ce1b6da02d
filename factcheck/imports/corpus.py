"""The sentences that a data set points at by number: SciFact's corpus, or the pages of FEVER's dump, as JSON Lines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple, TypeAlias

from factcheck.case.records import Row, Stance
from factcheck.documents.encodings import decode
from factcheck.errors import InvalidError, UnreadableError
from factcheck.imports import json_values
from factcheck.imports.candidates import ExcerptCandidate, Problem

_MISSING = "evidence names sentences by number, and their texts are not in this file; --corpus FILE gives them"


class CorpusDocument(NamedTuple):
    """A document of a corpus: its title, and its sentences by their numbers."""

    title: str
    sentences: Mapping[int, str]


Corpus: TypeAlias = Mapping[str, CorpusDocument]
"""Documents by their name, or number, in the data set."""


def read_corpus(data: bytes | None) -> Corpus | None:
    """Return the documents of a corpus; None where none is given. Raises UnreadableError."""
    if data is None:
        return None
    rows, problems = json_values.parse_lines(decode(data).text)
    found: dict[str, CorpusDocument] = {}
    for place, row in rows:
        try:
            name, paper = _paper(row)
        except InvalidError as error:
            problems.append(Problem(place, str(error)))
            continue
        if name in found:
            problems.append(Problem(place, f"the document {json_values.shown(name)} is there twice"))
        found[name] = paper
    if problems:
        raise UnreadableError(f"the corpus: {problems[0].place}: {problems[0].why}")
    return found


def _paper(row: Row) -> tuple[str, CorpusDocument]:
    if "doc_id" in row:
        return document_name(row["doc_id"]), CorpusDocument(
            json_values.text(row, "title"), dict(enumerate(json_values.texts(row, "abstract")))
        )
    title = json_values.text(row, "id", required=True)
    return title, CorpusDocument(title, dict(_numbered(json_values.text(row, "lines", required=True))))


def _numbered(lines: str) -> Iterator[tuple[int, str]]:
    """Yield the sentences of a page of FEVER's: its number, a tab, the sentence, and perhaps links after more tabs."""
    for line in lines.split("\n"):
        number, _, rest = line.partition("\t")
        if number.isdecimal() and len(number) < len(str(10**9)):
            yield int(number), rest.split("\t")[0]


def document_name(value: object) -> str:
    """Return the name of a document, which may be a number. Raises InvalidError."""
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise InvalidError(f"a document must be named by a number or a text, not {json_values.type_of(value)}")
    return str(value)


def sentence_number(value: object) -> int:
    """Return the number of a sentence. Raises InvalidError."""
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise InvalidError(f"a sentence must be a number from 0, not {json_values.shown(repr(value))}")
    return value


class SentenceQuoter:
    """Makes excerpts of the sentences that a data set points at, and keeps in mind what it could not."""

    def __init__(self, corpus: Corpus | None) -> None:
        """Quote from `corpus`, if there is one."""
        self.corpus = corpus
        self.problems: list[Problem] = []
        self._without: list[str] = []

    def excerpt(
        self, place: str, name: str, numbers: Sequence[int], stance: Stance, note: str = ""
    ) -> Iterator[ExcerptCandidate]:
        """Yield the excerpt of these sentences of the document `name`."""
        if self.corpus is None:
            self._without.append(place)
            return
        paper = self.corpus.get(name)
        if paper is None:
            self.problems.append(Problem(place, f"its evidence {json_values.shown(name)} is not in the corpus"))
            return
        absent = [str(number) for number in numbers if not paper.sentences.get(number, "").strip()]
        if absent or not numbers:
            which = f"no sentence {', '.join(absent[:5])}" if absent else "no sentence that is named"
            self.problems.append(Problem(place, f"its evidence {json_values.shown(name)} has {which}"))
            return
        row = {"note": note} if note else {}
        yield ExcerptCandidate(place, {"title": paper.title or name}, stance, join_sentences(paper, numbers), row)

    @property
    def missing(self) -> list[Problem]:
        """What could not be quoted; that there is no corpus is told once."""
        claims = len(dict.fromkeys(self._without))
        where = f"{self._without[0]}{f' and {claims - 1} more' if claims > 1 else ''}" if claims else ""
        return [*self.problems, *([Problem(where, _MISSING)] if claims else [])]


def join_sentences(paper: CorpusDocument, numbers: Sequence[int]) -> str:
    """Return sentences of a document as one quotation; what lies between them is left out by "[…]"."""
    text, last = "", None
    for number in sorted(set(numbers)):
        joint = "" if last is None else " " if number == last + 1 else " […] "
        text, last = f"{text}{joint}{paper.sentences[number].strip()}", number
    return text
