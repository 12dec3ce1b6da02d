"""The benchmark at a small size: it measures everything, and what it says of processor time holds.

Nothing here is asserted on the clock, but that what was made slow is seen to be slow: another program's turn
is no defect of ours.
"""

from __future__ import annotations

import asyncio
import io
import json
import sys
import threading
import time
from contextlib import redirect_stdout
from pathlib import Path
from statistics import mean
from typing import Any
from xml.etree import ElementTree

import pytest
from tinydb import TinyDB

from factcheck.tui.screens.workbench import Workbench
from factcheck.tui.widgets.sheet import Sheet
from tests.benchmarks import commands, filtering, keys, ratios, save, start
from tests.benchmarks.__main__ import MEASURES, main
from tests.benchmarks.cases import make
from tests.benchmarks.glass import Glass
from tests.benchmarks.pulse import tick_while
from tests.benchmarks.terminal import watch
from tests.benchmarks.workbench import at_work

pytest.importorskip("pty", reason="a system without pseudo-terminals")

FEW, MORE = 100, 400
GENEROUS = 3.0
"""How many times the work at few claims the same may be at more: it should be once."""

Row = dict[str, Any]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where quick runs of the whole benchmark have left their tables, their figures and their picture."""
    place = tmp_path_factory.mktemp("benchmark")
    for name, sizes, only in (
        ("flat", f"{FEW},{MORE}", "save,keys,commands"),
        ("once", f"{FEW}", "ratios,filter,start,memory,fold,exports"),
    ):
        words = ["--quick", "--sizes", sizes, "--only", only, "--directory", str(place)]
        with redirect_stdout(io.StringIO()) as table:
            main([*words, "--json", str(place / f"{name}.json"), "--plot", str(place / f"{name}.svg")])
        (place / f"{name}.txt").write_text(table.getvalue(), encoding="utf-8")
    return place


@pytest.fixture(scope="module")
def rows(place: Path) -> list[Row]:
    """All figures of both runs."""
    return [row for name in ("flat", "once") for row in json.loads((place / f"{name}.json").read_bytes())["figures"]]


def of(rows: list[Row], name: str, claims: int | None = None) -> Row:
    """Return the one figure of a name, at a size."""
    (row,) = (row for row in rows if row["name"] == name and claims in (None, row["claims"]))
    return row


def test_everything_is_measured(rows: list[Row]) -> None:
    groups = ["save", keys.GROUP, commands.GROUP, ratios.GROUP, "filter", start.GROUP, "memory", "fold", "exports"]
    assert list(dict.fromkeys(row["group"] for row in rows)) == groups
    assert len(groups) == len(MEASURES)
    for row in rows:
        assert 0 < row["p50"] <= row["p99"] <= row["max"], row["name"]


@pytest.mark.parametrize("name", ["a verdict: cpu", *(f"{key}: {keys.CPU}" for key in keys.KEYS)])
def test_work_does_not_grow_with_the_case(rows: list[Row], name: str) -> None:
    assert of(rows, name, MORE)["p50"] <= GENEROUS * of(rows, name, FEW)["p50"]


@pytest.mark.parametrize(("name", "most"), [("status: cpu", 6), ("start and leave: cpu", 6)])
def test_the_program_works_little_more_than_the_least_that_there_is(rows: list[Row], name: str, most: float) -> None:
    row = next(row for row in rows if row["name"] == name and row["claims"] is None)
    assert row["p50"] <= most * row["peers"][0]["p50"]


def test_a_save_stands_beside_a_bare_append_and_stock_tinydb(rows: list[Row]) -> None:
    peers = {peer["name"]: peer for peer in of(rows, save.NAME, MORE)["peers"]}
    assert list(peers) == [save.BARE, save.STOCK, f"at {FEW} claims"]
    assert peers[save.BARE]["target"]["limit"] == 3
    row = of(rows, save.NAME, MORE)
    assert peers[save.BARE]["ratio"] == row["p99"] / peers[save.BARE]["p99"]
    assert peers[save.BARE]["target"]["reached"] == (peers[save.BARE]["ratio"] <= 3)


def test_the_table_has_every_figure_and_the_reason_for_every_target_that_is_missed(
    place: Path, rows: list[Row]
) -> None:
    table = " ".join(" ".join((place / f"{name}.txt").read_text(encoding="utf-8").split()) for name in ("flat", "once"))
    assert all(row["group"] in table for row in rows)
    targets = [
        target for row in rows for target in (row["target"], *(peer["target"] for peer in row["peers"])) if target
    ]
    reached = sum(target["reached"] for target in targets)
    assert table.count("✓ reached") == reached
    assert table.count("✗ missed") == len(targets) - reached
    assert ("not reached:" in table) == (reached < len(targets))


def test_the_picture_has_a_curve_for_each_thing_measured(place: Path) -> None:
    picture = ElementTree.fromstring((place / "flat.svg").read_text(encoding="utf-8"))
    words = [element.text for element in picture.iter("{http://www.w3.org/2000/svg}text")]
    assert {"factcheck", "stock TinyDB", "bare append", *keys.KEYS, "claims"} <= set(words)
    assert "not measured in this run" not in words
    other = (place / "once.svg").read_text(encoding="utf-8")
    assert other.count("not measured in this run") == 2


def test_a_case_is_the_same_at_every_run(tmp_path: Path) -> None:
    make(tmp_path / "one.json", 30)
    make(tmp_path / "two.json", 30)
    assert (tmp_path / "one.json").read_bytes() == (tmp_path / "two.json").read_bytes()
    with TinyDB(tmp_path / "one.json") as database:
        excerpts, claims = database.table("excerpts").all(), database.table("claims").all()
        assert len(database.table("verdicts").all()) == 10
    assert len(claims) == 30
    assert [sum(row["claim"] == claim["id"] for row in excerpts) for claim in claims] == [6] * 30
    assert mean(len(row["quote"]) for row in excerpts) == pytest.approx(250, rel=0.05)


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A small case."""
    path = tmp_path / "db.json"
    make(path, 20)
    return path


def test_a_key_is_answered_and_typed_words_arrive(small: Path) -> None:
    stood: list[int] = []
    filtered: list[str] = []

    async def act(glass: Glass, workbench: Workbench) -> None:
        before = workbench.claim_list.cursor
        answer = await glass.press("down")
        stood.append(workbench.claim_list.cursor - before)
        assert 0 < answer.first.cpu <= answer.whole.cpu
        workbench.action_run("claims.filter")
        await glass.settle()
        for character in filtering.WORDS[1]:
            glass.send(character)
        await glass.settle()
        filtered.append(workbench.claims_panel.filter_input.value)

    asyncio.run(at_work(small, 20, act))
    assert (stood, filtered) == ([1], [filtering.WORDS[1]])


def test_a_slow_pane_is_seen(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    show = Sheet.show_claim

    def slowly(self: Sheet, *args: Any, **options: Any) -> None:
        until = time.thread_time() + 0.05
        while time.thread_time() < until:
            pass
        show(self, *args, **options)

    monkeypatch.setattr(Sheet, "show_claim", slowly)
    answers = keys.walk(small, 20, 2)
    assert all(answer.whole.cpu >= 0.05 for found in answers.values() for answer in found)


def test_a_wait_is_seen() -> None:
    held = threading.Event()

    def once() -> bool:
        if held.is_set():
            return False
        held.set()
        time.sleep(0.05)
        return True

    assert tick_while(once).longest() >= 0.05


def test_a_program_that_never_draws_is_told_of() -> None:
    with pytest.raises(TimeoutError, match="only this"):
        watch([sys.executable, "-c", "print('only this')"], ["something else"])


@pytest.mark.parametrize("words", [["--only", "saves"], ["--sizes", "2"], ["--sizes", "many"]])
def test_what_cannot_be_measured_is_refused(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as refused:
        main(words)
    assert refused.value.code == 2
    assert "argument" in capsys.readouterr().err
