"""Figures and what is said of them: ratios, targets, reasons, and a picture that can be read anywhere."""

from __future__ import annotations

import io
import json
import re
from typing import Any

import pytest
from rich.console import Console

from tests.benchmarks import plot, report, save
from tests.benchmarks.figures import Figure, Peer, Spread, Target, beside_smallest


def figure(value: float, **extra: Any) -> Figure:
    """Return a figure of which every round took `value`."""
    return Figure("save", Spread.of(save.NAME, [value]), extra.pop("size", 100), **extra)


def said(*figures: Figure) -> str:
    """Return the report on some figures."""
    text = io.StringIO()
    report.show(figures, report.machine(), Console(file=text, width=150))
    return text.getvalue()


def test_a_spread_is_what_half_and_99_of_a_hundred_do_not_exceed() -> None:
    spread = Spread.of("thing", range(100, 0, -1))
    assert (spread.p50, spread.p99, spread.max, spread.rounds) == (50, 99, 100, 100)
    assert Spread.of("thing", [7.0]) == Spread("thing", 7, 7, 7, 1)


@pytest.mark.parametrize(("value", "reached"), [(10, True), (10.1, False)])
def test_a_target_of_its_own_counts_in_the_unit(value: float, reached: bool) -> None:
    found = figure(value, target=Target("p99", 10))
    assert found.reached() is reached
    assert ("✓ reached" in said(found)) is reached


@pytest.mark.parametrize(("value", "reached"), [(30, True), (31, False)])
def test_a_target_beside_a_peer_is_a_ratio(value: float, reached: bool) -> None:
    peer = Peer(Spread.of("append", [10]), Target("p99", 3))
    assert figure(value, peers=(peer,)).reached(peer) is reached


def test_what_is_missed_is_told_with_its_sizes_and_its_reason() -> None:
    target = Target("p99", 10, "the disk is slow")
    text = said(figure(20, target=target), figure(30, target=target, size=1_000), figure(5, target=target, size=10_000))
    assert "1 of 3 targets are reached." in text
    (line,) = re.findall("not reached: (.*)", text)
    assert line == f"save · {save.NAME}, wanted p99 ≤ 10 ms: 20.0 (100), 30.0 (1,000); the disk is slow"


def test_a_missed_target_without_a_reason_says_so() -> None:
    assert "no reason is known" in said(figure(20, target=Target("max", 10)))


def test_figures_stand_beside_the_smallest_size() -> None:
    small, large = beside_smallest([figure(2), figure(5, size=1_000)], Target("p50", 2))
    assert small.peers == ()
    (peer,) = large.peers
    assert (peer.spread.name, large.ratio(peer), large.reached(peer)) == ("at 100 claims", 2.5, False)


def test_programs_are_told_the_same() -> None:
    peer = Peer(Spread.of("append", [0.0]), Target("p99", 3))
    told = json.loads(json.dumps(report.to_json([figure(2, peers=(peer,))], report.machine())))
    (row,) = told["figures"]
    assert (row["group"], row["claims"], row["unit"], row["p50"]) == ("save", 100, "ms", 2)
    assert row["peers"][0]["ratio"] is None
    assert row["peers"][0]["target"] == {"statistic": "p99", "limit": 3, "reason": "", "reached": False}
    assert told["machine"]["textual"]


def test_a_picture_of_one_size_and_of_none_can_be_drawn() -> None:
    peers = tuple(Peer(Spread.of(name, [1])) for name in (save.BARE, save.STOCK))
    assert plot.draw([figure(2, peers=peers)]).count("<circle") == 6
    assert plot.draw([]).count("not measured") == 2


@pytest.mark.parametrize("colour", [plot.TEXT, plot.FAINT, *plot.COLOURS])
def test_the_picture_is_read_on_its_own_ground(colour: str) -> None:
    assert contrast(colour, plot.CARD) >= 4.5


@pytest.mark.parametrize("page", ["#ffffff", "#0d1117"])
def test_the_picture_ends_where_it_can_be_seen_on_any_page(page: str) -> None:
    assert contrast(plot.EDGE, page) >= 3


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours as WCAG 2 has it: 4.5 is enough for text, 3 for a line."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
