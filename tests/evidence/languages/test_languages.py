"""Languages: what is built in, and what an installed package adds."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from factcheck.errors import InvalidError
from factcheck.evidence import FigureKind, Text, languages
from factcheck.evidence.assessment import assess
from factcheck.evidence.languages import LANGUAGES, language

DANISH = """
from factcheck.evidence.languages.reader import English

class Danish(English):
    pass
"""


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A directory for packages, on the import path; a package in it has the entry point `da`."""
    about = tmp_path / "danish_words-1.dist-info"
    about.mkdir()
    (about / "entry_points.txt").write_text("[factcheck.languages]\nda = danish_words:Danish\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    fresh = type(LANGUAGES)(LANGUAGES.group, "language", ("figures", "linked", "names"), LANGUAGES.built_in)
    monkeypatch.setattr(languages, "LANGUAGES", fresh)
    language.cache_clear()
    yield tmp_path
    sys.modules.pop("danish_words", None)
    language.cache_clear()


@pytest.mark.parametrize("code", ["en", "en-GB", "EN_us", ""])
def test_english_is_read_and_is_what_a_text_without_a_language_is_taken_for(code: str) -> None:
    english = language(code)
    assert english is LANGUAGES["en"]
    assert english.figures("nine men")[0].value == 9


def test_a_language_without_a_data_file_is_read_as_far_as_cldr_describes_it() -> None:
    danish = language("da")
    assert danish is not None
    assert [figure.normal for figure in danish.figures("Den 3. maj 2021 kostede broen 1.500 euro.")][-1] == "1500 eur"


def test_nothing_is_compared_in_a_language_that_is_not_known() -> None:
    assert language("qqq") is None
    assert assess(Text("238 died", language="qqq"), Text("225 died", language="qqq")).figures == ()


def test_an_installed_package_adds_a_language(install: Path) -> None:
    (install / "danish_words.py").write_text(DANISH)
    danish = language("da-DK")
    assert type(danish).__name__ == "Danish"
    found = assess(Text("238 people died", language="da"), Text("238 people died", language="da"))
    assert [figure.kind for figure in found.figures] == [FigureKind.NUMBER]


@pytest.mark.parametrize("program", ["raise RuntimeError('no such\\nthing')", "", "class Danish: figures = linked = 1"])
def test_a_package_that_cannot_be_used_is_named_in_one_line(install: Path, program: str) -> None:
    (install / "danish_words.py").write_text(program)
    with pytest.raises(InvalidError, match=r"^language da: danish_words:Danish .*\(factcheck\.languages\)") as error:
        language("da")
    assert "\n" not in str(error.value)
