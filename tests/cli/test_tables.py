"""What people see: the commands in a real terminal."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Run, rows
from tests.cli.terminal import STYLE, shown, shown_here

pytest.importorskip("fcntl", reason="this system has no pseudo-terminals")
Show = Callable[..., str]
COLOUR = re.compile(r"\x1b\[(?:[0-9;]*;)?(?:3[0-9]|9[0-7])(?:;[0-9;]*)?m")


@pytest.fixture
def show(case_path: Path) -> Show:
    """Run a command in a terminal of 80 columns, and return what it shows."""

    def call(*words: str, columns: int = 80, **variables: str) -> str:
        return shown_here("--checker", "ada", *words, columns=columns, FACTCHECK_DB=str(case_path), **variables)

    return call


@pytest.fixture
def start(case_path: Path) -> Show:
    """Run a command in a process and a terminal of its own, and return what it shows."""

    def call(*words: str, **variables: str) -> str:
        command = [sys.executable, "-m", "factcheck", "--checker", "ada", *words]
        return shown(command, columns=80, FACTCHECK_DB=str(case_path), **variables)

    return call


def test_a_process_of_its_own_shows_the_same(show: Show, start: Show) -> None:
    assert start("status") == show("status")


def test_status_is_a_picture(run: Run, show: Show, case_path: Path) -> None:
    claims = len(rows(case_path, "claims"))
    run("decide", "C5", "refuted")
    seen = show("status")
    lines = STYLE.sub("", seen).splitlines()
    assert lines[0] == "Bloody January"
    assert any(line.startswith("━") and line.endswith(f"1 of {claims} checked") for line in lines)
    assert any(re.fullmatch(r"2  ✗  Refuted +1  █ *", line) for line in lines)
    assert any(re.fullmatch(rf"   ○  Unchecked +{claims - 1}  █{{20,}} *", line) for line in lines)
    assert max(map(len, lines)) <= 80
    assert re.search(r"\x1b\[31m✗", seen)
    assert re.search(r"\x1b\[32m✓", seen)


@pytest.mark.parametrize("words", [("status",), ("claim", "list"), ("source", "list"), ("history",)], ids=" ".join)
@pytest.mark.parametrize("columns", [50, 160])
def test_nothing_runs_over_the_margin(run: Run, show: Show, words: tuple[str, ...], columns: int) -> None:
    run("decide", "C5", "refuted")
    lines = STYLE.sub("", show(*words, columns=columns)).splitlines()
    assert max(map(len, lines)) <= columns


def test_claims_keep_their_words_in_sight(run: Run, show: Show, case_path: Path) -> None:
    claims = rows(case_path, "claims")
    run("decide", "C5", "refuted")
    lines = STYLE.sub("", show("claim", "list")).splitlines()
    assert len(lines) == len(claims) + 1
    assert lines[1].startswith(f"○ C1   {claims[0]['text'][:40]}")
    assert lines[5].startswith("✗ C5")


def test_excerpts_are_shown_whole_under_their_claim(show: Show, case_path: Path) -> None:
    claim = rows(case_path, "claims")[0]
    quotes = [row["quote"] for row in rows(case_path, "excerpts") if row["claim"] == claim["id"]]
    seen = STYLE.sub("", show("excerpt", "list", "C1", columns=60))
    assert seen.startswith(f"C1 {claim['text']}\n")
    words = " ".join(seen.split())
    assert quotes
    assert all(f"“{' '.join(quote.split())}”" in words for quote in quotes)


def test_no_color_is_respected(show: Show) -> None:
    assert COLOUR.search(show("status"))
    assert not COLOUR.search(show("status", NO_COLOR="1"))


def test_the_picture_does_without_signs_that_the_terminal_lacks(start: Show) -> None:
    seen = STYLE.sub("", start("status", PYTHONIOENCODING="ascii", PYTHONUTF8="0"))
    assert seen.isascii()
    assert re.search(r"^\.{50}  0 of \d+ checked$", seen, re.MULTILINE)


def test_what_is_no_case_is_told_in_one_line_once_the_screen_is_left(start: Show, case_path: Path) -> None:
    case_path.write_text("[]")
    _, _, seen = start().partition("\x1b[?1049l")
    assert re.search(rf"factcheck: {re.escape(str(case_path))}: .* not a list$", seen.strip(), re.DOTALL)
    assert "Traceback" not in seen
