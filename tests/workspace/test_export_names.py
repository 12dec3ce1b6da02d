"""A file's name made from a title: harmless on every system, and one that its readers know again."""

from __future__ import annotations

import tempfile
import unicodedata
from pathlib import Path, PureWindowsPath

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from factcheck.case.case import Case
from factcheck.case.case_info import CASE_KEY, CaseInfo
from factcheck.text import slug, visible_line
from factcheck.workspace.export_job import file_name
from tests.strategies import texts

DEVICES = ["con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in "0123456789¹²³")]
PARTS = [*DEVICES, "..", "md", *"./\\:~- $\0\n\u202e\u3164\u0301\ufe0f"]
UNSEEN = "\u00ad\u034f\u061c\u115f\u17b4\u180b\u200b\u200d\u202e\u2060\u3164\ufe0f\ufeff\uffa0\U000e0041\U000e0100"
devices = st.tuples(st.sampled_from(DEVICES), st.sampled_from(["", ".md", ".", " ", "...", ":x", "\u200b"]))
titles: st.SearchStrategy[str] = st.one_of(
    st.text(max_size=300),  # of every script, lone surrogates too
    texts,
    st.lists(st.sampled_from(PARTS) | st.characters(), max_size=8).map("".join),
    devices.map("".join).flatmap(lambda name: st.sampled_from([name, name.upper(), name.title(), f" {name}"])),
    st.builds(lambda part, times: part * times, st.characters(), st.integers(1, 3000)),
)


def export_name(title: str) -> str:
    """Return the name for an export of a case that another program gave this title."""
    known = title.encode("utf-8", "replace").decode()  # half a surrogate pair is refused when a case is read
    return file_name(Case({"case": {CASE_KEY: CaseInfo(title=known).to_row()}}), "markdown")


@given(titles)
@example("\uffa0")
@example("\U0001e922" * 3000)
def test_a_name_is_harmless_whatever_the_title(title: str) -> None:
    name = export_name(title)
    stem, ending = name[:-3], name[-3:]
    assert (ending, stem.isspace() or not stem) == (".md", False)
    assert Path(name).name == PureWindowsPath(name).name == name
    assert not name.startswith((".", "-", "~"))
    assert not stem.endswith((".", " ", "-"))
    assert stem.casefold() not in DEVICES
    assert len(stem.encode()) <= 120
    assert len(stem) <= 60
    assert all(sign == "-" or unicodedata.category(sign)[0] in "LNM" for sign in stem)
    assert visible_line(name) == name == unicodedata.normalize("NFC", name)


@pytest.mark.parametrize("sign", UNSEEN, ids=ascii)
def test_what_has_no_shape_is_left_out(sign: str) -> None:
    assert slug(f"Nur{sign}Sultan {sign}") == "nursultan"
    assert slug(f"Нұр{sign}Сұлтан {sign}") == "нұрсұлтан"


@given(titles)
def test_a_file_of_that_name_can_be_made_and_is_found_under_it(title: str) -> None:
    name = export_name(title)
    with tempfile.TemporaryDirectory() as directory:
        (Path(directory) / name).touch(exist_ok=False)
        assert [found.name for found in Path(directory).iterdir()] == [name]


@given(titles)
def test_a_name_of_a_name_is_that_name(title: str) -> None:
    name = slug(title)
    assert slug(name) == name


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("  “Bloody” January: № 5 ", "bloody-january-no-5"),
        ("Größe der Übung, København", "grosse-der-ubung-københavn"),
        ("Қаңтар оқиғалары: 2022 жыл", "қаңтар-оқиғалары-2022-жыл"),
        ("Ёлка й", "ёлка-й"),
        ("ΛΟΓΟΣ ΚΑΙ ΆΝΘΡΩΠΟΣ", "λογος-και-άνθρωπος"),
        ("哈萨克斯坦：一月事件", "哈萨克斯坦-一月事件"),
        ("한국어 제목", "한국어-제목"),
        ("هل قُتل ٢٣٨ شخصًا؟ می\u200cخواهم", "هل-قُتل-٢٣٨-شخصًا-میخواهم"),
        ("हिन्दी में तथ्य\u200d जाँच", "हिन्दी-में-तथ्य-जाँच"),
        ("น้ำท่วม", "น้ำท่วม"),
        ("../../etc/passwd", "etc-passwd"),
        ("Aux", "case-aux"),
        ("COM¹", "case-com1"),
        ("con.md", "con-md"),
        (".hidden", "hidden"),
        ("\u202egnp.exe\u202c", "gnp-exe"),
        ("👩\u200d👩\u200d👧 ?!", ""),
    ],
    ids=ascii,
)
def test_a_name_keeps_the_words_of_the_title(title: str, name: str) -> None:
    assert slug(title) == name


def test_a_case_whose_title_has_no_letter_is_exported_all_the_same() -> None:
    assert export_name("?!") == "case.md"


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("word " * 30, "-".join(["word"] * 12)),
        ("a" * 300, "a" * 60),
        ("长" * 300, "长" * 40),
        ("Re: " + "长" * 300, "re-" + "长" * 39),
        ("a" * 40 + " " + "b" * 40, "a" * 40),
        ("a" * 60 + " b", "a" * 60),
    ],
    ids=lambda text: text[:8],
)
def test_a_long_title_ends_after_a_word_where_there_is_one(title: str, name: str) -> None:
    assert slug(title) == name
