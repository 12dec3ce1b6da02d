"""Data sets whose evidence refers to sentences by number, and the corpus that holds these sentences.

The corpus is that of SciFact or the dump of pages of FEVER, as JSON Lines.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple, TypeAlias

from factcheck.case.ids import sha256_of
from factcheck.case.record import Row
from factcheck.case.records import Stance
from factcheck.documents.encodings import decode
from factcheck.errors import InvalidError, UnreadableError
from factcheck.imports import json_values
from factcheck.imports.candidates import (
    Candidates,
    ClaimCandidate,
    ExcerptCandidate,
    ImportOptions,
    Problem,
    read_each,
)

_NO_CORPUS = "the file has only the numbers of the sentences that are its evidence; --corpus FILE adds their texts"


class CorpusDocument(NamedTuple):
    """A document of a corpus: its title, and its sentences by their numbers."""

    title: str
    sentences: Mapping[int, str]


Corpus: TypeAlias = Mapping[str, CorpusDocument]
"""Documents by their name or number in the data set."""


def read_corpus(data: bytes | None) -> Corpus | None:
    """Return the documents of a corpus; None if no corpus is given. Raises UnreadableError."""
    if data is None:
        return None
    rows, problems = json_values.parse_lines(decode(data).text)
    documents: dict[str, CorpusDocument] = {}

    def add(_place: str, row: Row) -> None:
        name, document = _document(row)
        if name in documents:
            raise InvalidError(f"the document {json_values.shown(name)} is in it twice")
        documents[name] = document

    list(read_each(rows, add, problems))
    if problems:
        raise UnreadableError(f"the corpus: {problems[0].place}: {problems[0].why}")
    return documents


def _document(row: Row) -> tuple[str, CorpusDocument]:
    """Return the name of a document and the document, from a row of SciFact's corpus or of FEVER's pages."""
    if "doc_id" in row:
        sentences = enumerate(json_values.texts(row, "abstract"))
        return document_name(row["doc_id"]), CorpusDocument(json_values.text(row, "title"), dict(sentences))
    title = json_values.text(row, "id", required=True)
    return title, CorpusDocument(title, dict(_sentences(json_values.text(row, "lines", required=True))))


def _sentences(lines: str) -> Iterator[tuple[int, str]]:
    """Yield the sentences of a FEVER page. A line is a number, a tab, the sentence, and links after more tabs."""
    for line in lines.split("\n"):
        number, _, rest = line.partition("\t")
        if number.isdecimal() and len(number) < len(str(10**9)):
            yield int(number), rest.split("\t")[0]


def document_name(value: object) -> str:
    """Return the name of a document, given as text or as a number. Raises InvalidError."""
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise InvalidError(f"a document must be named by a number or a text, not {json_values.type_of(value)}")
    return str(value)


def sentence_number(value: object) -> int:
    """Return the number of a sentence. Raises InvalidError."""
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise InvalidError(f"a sentence must be a number from 0, not {json_values.shown(repr(value))}")
    return value


def given_id(row: Row) -> dict[str, str]:
    """Return the id that a data set gives a claim, as a field of the claim; {} if it gives none."""
    given = row.get("id")
    named = isinstance(given, int | str) and not isinstance(given, bool) and given != ""
    return {"external_id": str(given)} if named else {}


class SentenceQuoter:
    """Makes excerpts of the sentences that a data set refers to, and collects those that are not in the corpus."""

    def __init__(self, corpus: Corpus | None) -> None:
        """Quote from `corpus`; without one no excerpts are made."""
        self._corpus = corpus
        self._problems: list[Problem] = []
        self._places_without_corpus: list[str] = []

    def excerpt(
        self, place: str, name: str, numbers: Sequence[int], stance: Stance, note: str = "", evidence_set: str = ""
    ) -> Iterator[ExcerptCandidate]:
        """Yield one excerpt of the sentences of the document `name`; none if one of them is not in the corpus."""
        if self._corpus is None:
            self._places_without_corpus.append(place)
            return
        document = self._corpus.get(name)
        if document is None:
            self._problems.append(Problem(place, f"its evidence {json_values.shown(name)} is not in the corpus"))
            return
        missing = [str(number) for number in numbers if not document.sentences.get(number, "").strip()]
        if missing or not numbers:
            reason = f"has no sentence {', '.join(missing[:5])}" if missing else "gives no sentence numbers"
            self._problems.append(Problem(place, f"its evidence {json_values.shown(name)} {reason}"))
            return
        fields = {"note": note, "evidence_set": evidence_set}
        row = {name: value for name, value in fields.items() if value}
        yield ExcerptCandidate(place, {"title": document.title or name}, stance, _joined(document, numbers), row)

    @property
    def problems(self) -> list[Problem]:
        """The sentences that could not be quoted; a missing corpus is reported once."""
        places = list(dict.fromkeys(self._places_without_corpus))
        if not places:
            return self._problems
        more = f" and {len(places) - 1} more" if len(places) > 1 else ""
        return [*self._problems, Problem(f"{places[0]}{more}", _NO_CORPUS)]


def set_name(*parts: object) -> str:
    """Return the name of a set of evidence, the same for the same parts: 16 hex digits."""
    return sha256_of(repr(parts).encode())[:16]


def _joined(document: CorpusDocument, numbers: Sequence[int]) -> str:
    """Return sentences of a document as one quotation, with "[…]" for the sentences between them."""
    text, last = "", None
    for number in sorted(set(numbers)):
        separator = "" if last is None else " " if number == last + 1 else " […] "
        text, last = f"{text}{separator}{document.sentences[number].strip()}", number
    return text


def read_data_set(
    format_name: str,
    data: bytes,
    options: ImportOptions,
    read_claim: Callable[[str, Row, SentenceQuoter], ClaimCandidate],
) -> Candidates:
    """Return the claims of a data set in JSON Lines; `read_claim` is called with the place and row of each."""
    rows, problems = json_values.parse_lines(decode(data).text)
    quoter = SentenceQuoter(read_corpus(options.corpus))
    claims = tuple(read_each(rows, lambda place, row: read_claim(place, row, quoter), problems))
    return Candidates(
        format=format_name,
        claims=claims,
        problems=(*problems, *quoter.problems),
        **json_values.leftovers(row for _, row in rows),
    )
