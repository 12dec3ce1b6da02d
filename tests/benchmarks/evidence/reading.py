"""How fast figures are read: the passages of the test pairs in eight languages, again and again, and invented articles.

Time is the processor's, the least of some rounds. About a third of the sentences have no figure.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Iterator
from pathlib import Path

from factcheck.evidence.figures import read_figures
from factcheck.evidence.languages.lexicon import WITH_DATA

_DATA = Path(__file__).parents[2] / "data"
_LENGTH = 300_000
"""Code points of the text in each language."""
_ROUNDS = 5


def add_options(_parser: argparse.ArgumentParser) -> None:
    """Add nothing: the texts are those of the tests."""


def report(_options: argparse.Namespace) -> Iterator[str]:
    """Yield one line with the speed in each language."""
    speeds = ", ".join(f"{code} {_speed(_text(code), code):.1f}" for code in WITH_DATA)
    yield f"figures read in MB/s (UTF-8): {speeds}"


def _text(code: str) -> str:
    """Return a text in one language: what the pairs of the tests quote, and sentences without figures."""
    rows = [json.loads(line) for name in ("pairs", "prose") for line in _lines(name)]
    said = [row["passage"] for row in rows if row["passage_language"] == code]
    plain = next(row["source"] for row in map(json.loads, _lines("names")) if row["language"] == code)
    text = " ".join(f"{passage} {plain}" for passage in said)
    return (text * (_LENGTH // len(text) + 1))[:_LENGTH]


def _lines(name: str) -> list[str]:
    return (_DATA / f"{name}.jsonl").read_text("utf-8").splitlines()


def _speed(text: str, code: str) -> float:
    """Return how many megabytes of a text are read in a second."""
    read_figures(text[:1000], code)
    spent = []
    for _ in range(_ROUNDS):
        start = time.process_time()
        read_figures(text, code)
        spent.append(time.process_time() - start)
    return len(text.encode()) / 1e6 / min(spent)
