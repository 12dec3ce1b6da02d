"""All formats: the same bytes at any time, pieces, options, and what they import."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator, Sequence
from typing import overload

import pytest
from hypothesis import given, settings

from factcheck.case.case import Case
from factcheck.case.records import Claim, Excerpt, Stance
from factcheck.errors import UnknownError
from factcheck.exports import FORMATS
from factcheck.exports.selection import Selection
from tests.exports.cases import small_case
from tests.exports.drawn import SOURCES, data, drawn, drawn_case, verdict
from tests.exports.hostile import hostile_cases, whole
from tests.strategies import cases

AT_ONCE = {
    "markdown": "its corrections are found by a look at the whole case",
    "html": "its summary and its matrix go over all claims before the first of them is told",
    "xlsx": "an archive of whole sheets",
    **dict.fromkeys(
        ("draft-html", "draft-docx", "draft-markdown", "corrections", "queries"), "goes by the text of a draft"
    ),
}
TABLES = {
    "csv": ("claims", "excerpts", "verdicts", "sources"),
    "fever": ("claims", "corpus"),
    "scifact": ("claims", "corpus"),
}
WAYS = [(name, table) for name in FORMATS for table in TABLES.get(name, ("",))]
BY_CLAIM = [
    (name, table)
    for name, table in WAYS
    if name not in {*AT_ONCE, "json", "bibtex", "csl-json"} and table not in {"sources", "corpus"}
]
MANY = 300


class Watched(Sequence[Claim]):
    """Claims that count how far they were read."""

    def __init__(self, claims: Sequence[Claim]) -> None:
        self._claims = claims
        self.read = 0

    def __len__(self) -> int:
        return len(self._claims)

    def __iter__(self) -> Iterator[Claim]:
        return map(self.__getitem__, range(len(self)))

    @overload
    def __getitem__(self, index: int) -> Claim: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Claim]: ...
    def __getitem__(self, index: int | slice) -> Claim | Sequence[Claim]:
        if isinstance(index, int):
            self.read = max(self.read, index + 1)
        return self._claims[index]


def long_case() -> Case:
    """Return a case of many checked claims with an excerpt each."""
    claims = [
        Claim(id=f"c{number}", ref=f"C{number}", text=f"It is {number}.", position=number) for number in range(MANY)
    ]
    excerpts = [
        Excerpt(
            id=f"e{number}", ref=f"E{number}", claim=f"c{number}", source="s2", stance=Stance.SUPPORTS, quote="It is."
        )
        for number in range(MANY)
    ]
    verdicts = [verdict(claim.id, "supported") for claim in claims]
    return small_case(sources=SOURCES, claims=claims, excerpts=excerpts, verdicts=verdicts)


def options(table: str) -> dict[str, str]:
    return {"table": table} if table else {}


@pytest.mark.parametrize(("name", "table"), [way for way in WAYS if way[0] not in AT_ONCE])
def test_a_format_writes_while_it_reads(name: str, table: str) -> None:
    case = long_case()
    claims = Watched(case.in_order())
    pieces = FORMATS[name].write(Selection(case=case, claims=claims, options=options(table)))
    assert next(pieces)
    # A corpus goes by source, and knows all quotes from one before it begins.
    assert claims.read < MANY / 10 or table == "corpus"


@pytest.mark.parametrize("name", sorted({name for name, _ in BY_CLAIM} | {"html", "json"}))
def test_every_piece_is_a_small_part_of_the_export(name: str) -> None:
    sizes = [len(piece) for piece in FORMATS[name].write(whole(long_case()))]
    assert max(sizes) < sum(sizes) / 8


@pytest.mark.parametrize(("name", "table"), BY_CLAIM)
def test_claims_are_read_one_by_one(name: str, table: str) -> None:
    """Half the pieces are there once little more than half the claims were read."""
    case = long_case()
    count = sum(1 for _ in FORMATS[name].write(whole(case, options=options(table))))
    claims = Watched(case.in_order())
    pieces = FORMATS[name].write(Selection(case=case, claims=claims, options=options(table)))
    for _ in range(count // 2):
        next(pieces)
    assert MANY * 0.4 < claims.read < MANY * 0.6


@pytest.mark.parametrize(("name", "table"), WAYS)
def test_the_same_case_gives_the_same_bytes(name: str, table: str) -> None:
    assert data(name, drawn(options=options(table))) == data(name, drawn(drawn_case(), options(table)))


@settings(max_examples=25)
@given(cases(12))
def test_any_case_can_be_written_and_linted_in_every_format(case: Case) -> None:
    for name, table in WAYS:
        written = data(name, whole(case, options=options(table)))
        assert name in {"xlsx", "draft-docx"} or written.decode("utf-8") == written.decode("utf-8", "ignore")
    for chosen in FORMATS.values():
        for lack in chosen.lint(whole(case)):
            assert lack.ref
            assert lack.field
            assert "\n" not in lack.message


@given(hostile_cases())
def test_any_text_can_be_linted(case: Case) -> None:
    for chosen in FORMATS.values():
        assert all(lack.field and lack.message for lack in chosen.lint(whole(case)))


@pytest.mark.parametrize("name", [name for name in FORMATS if name != "markdown"])
def test_every_option_is_described_and_no_other_is_taken(name: str) -> None:
    assert all(words and "\n" not in words for words in FORMATS[name].options.values())
    with pytest.raises(UnknownError, match="colour"):
        data(name, drawn(options={"colour": "red"}))


def test_each_format_has_its_own_suffix() -> None:
    assert len({chosen.suffix for chosen in FORMATS.values()}) == len(FORMATS)


LOOK = """
import sys
from importlib import import_module
for name in sys.argv[1].split():
    import_module(f"factcheck.exports.formats.{name}")
print(*sorted({"openpyxl", "lxml", "jinja2", "zipfile", "textual", "rapidfuzz"} & set(sys.modules)))
"""


def test_what_is_heavy_is_loaded_by_the_format_that_needs_it_once_it_writes() -> None:
    names = " ".join(name.replace("-", "_") for name in FORMATS)
    found = subprocess.run([sys.executable, "-c", LOOK, names], capture_output=True, text=True, check=True)
    assert set(found.stdout.split()) <= {"zipfile"}  # which importlib.resources may load
