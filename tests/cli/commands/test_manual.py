"""The command manual: the list of topics, a page, and a topic that does not exist."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from factcheck import manual
from tests.cli.conftest import Run
from tests.cli.terminal import STYLE, shown_here


def test_without_a_topic_it_lists_the_topics(run: Run) -> None:
    lines = run("manual").stdout.splitlines()
    assert lines == [f"{topic}\t{manual.title(topic)}" for topic in manual.TOPICS]


@pytest.mark.parametrize("topic", manual.TOPICS)
def test_piped_a_page_is_plain_markdown(run: Run, topic: str) -> None:
    assert run("manual", topic).stdout == manual.page(topic)


def test_a_topic_is_found_in_any_case(run: Run) -> None:
    assert run("manual", "Filter").stdout == manual.page("filter")


def test_json(run: Run) -> None:
    listed = json.loads(run("manual", "--json").stdout)
    assert listed[0] == {"topic": "tour", "title": manual.title("tour")}
    page = json.loads(run("manual", "keys", "--json").stdout)
    assert page == {"topic": "keys", "title": manual.title("keys"), "text": manual.page("keys")}


def test_an_unknown_topic_names_the_nearest_ones(run: Run) -> None:
    done = run("manual", "kyes")
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr == "factcheck: the manual has no topic 'kyes'; nearest: keys\n"


def test_no_case_is_needed(run: Run, tmp_path: Path) -> None:
    assert run("--db", str(tmp_path / "none.json"), "manual", "tour").exit_code == 0


@pytest.mark.parametrize("columns", [60, 80, 120])
def test_on_a_terminal_a_page_is_rendered_within_its_width(columns: int) -> None:
    screen = STYLE.sub("", shown_here("manual", "filter", columns=columns))
    assert "is:unchecked" in screen
    assert "`" not in screen
    assert "|---|" not in screen
    assert max(map(len, screen.splitlines())) <= columns


def test_on_a_terminal_the_topics_are_listed_a_line_each() -> None:
    lines = STYLE.sub("", shown_here("manual")).splitlines()
    assert [line.split()[0] for line in lines] == list(manual.TOPICS)
