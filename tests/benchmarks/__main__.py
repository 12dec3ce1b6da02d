"""Measures how fast factcheck is, beside what it can be compared with: `python -m tests.benchmarks`.

All sizes take some ten minutes on a quiet machine, 3 GB of memory and 2 GB of disk, most of it for 100,000 claims.
`python -m tests.benchmarks evidence` measures how good the finding and the comparing of evidence are; `drafts` how
claims out of a draft are put in order, and how fast a draft is read and aligned; `merge` the merging of copies; `tour`
which planted errors of a draft are marked; `search` how soon a large library is searchable; `encodings` how many texts
are read in their encoding; `readability DIR` titles, authors and dates of pages in a folder in the layout of
Readability's test pages; `live` how soon a colleague's verdict is on the screen; `team` how many changes a second a
desk on a server takes.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import orjson

from tests.benchmarks import (
    commands,
    drafts,
    encodings,
    exports,
    filtering,
    fold,
    keys,
    memory,
    merging,
    plot,
    ratios,
    readability,
    report,
    save,
    searching,
    start,
    tour,
)
from tests.benchmarks.cases import Cases
from tests.benchmarks.figures import Figure

SIZES = (100, 1_000, 10_000, 100_000)
PLOT = Path(__file__).parents[2] / "screenshots" / "benchmarks.svg"


@dataclass(frozen=True)
class Rounds:
    """How often each thing is measured."""

    save: int = 1_000
    stock: int = 30
    keys: int = 200
    ratios: int = 60
    filter: int = 120
    start: int = 5
    fold: int = 5
    status: int = 25
    export: int = 3


QUICK = Rounds(save=100, stock=3, keys=5, ratios=1, filter=6, start=1, fold=1, status=5, export=1)
"""So few that the ratios of processor time can still be relied on, and nothing else."""

Measure = Callable[[Cases, Sequence[int], Rounds], list[Figure]]

MEASURES: dict[str, Measure] = {
    "save": lambda cases, sizes, rounds: save.measure(cases, sizes, rounds.save, rounds.stock),
    "keys": lambda cases, sizes, rounds: keys.measure(cases, sizes, rounds.keys),
    "ratios": lambda cases, sizes, rounds: ratios.measure(cases, sizes, rounds.ratios),
    "filter": lambda cases, sizes, rounds: filtering.measure(cases, sizes, rounds.filter),
    "start": lambda cases, sizes, rounds: start.measure(cases, sizes, rounds.start),
    "memory": lambda cases, sizes, rounds: memory.measure(cases, sizes),
    "fold": lambda cases, sizes, rounds: fold.measure(cases, sizes, rounds.fold),
    "commands": lambda cases, sizes, rounds: commands.measure(cases, sizes, rounds.status, rounds.export),
    "exports": lambda cases, sizes, rounds: exports.measure(cases, sizes, rounds.export),
}


def _evidence(words: Sequence[str]) -> None:
    from tests.benchmarks import evidence

    evidence.main(words)


def _live(words: Sequence[str]) -> None:
    from tests.benchmarks import live  # psycopg

    live.main(words)


def _team(words: Sequence[str]) -> None:
    from tests.benchmarks import team  # psycopg

    team.main(words)


APART: dict[str, Callable[[list[str]], None]] = {
    "drafts": drafts.main,
    "encodings": lambda _: encodings.main(),
    "evidence": _evidence,
    "live": _live,
    "merge": merging.main,
    "readability": readability.main,
    "search": searching.main,
    "team": _team,
    "tour": lambda _: tour.main(),
}
"""What is measured by a command of its own, with its options."""


def main(words: Sequence[str] | None = None) -> None:
    """Measure what is asked for, print the table, and write what else is wanted."""
    words = sys.argv[1:] if words is None else words
    if list(words[:2]) == ["--only", "team"]:
        words = words[1:]
    if words and words[0] in APART:
        APART[words[0]](list(words[1:]))
        return
    options = _options(words)
    console = report.console_for(sys.stderr if options.json == "-" else sys.stdout)
    before = report.machine()
    figures = _measure(options)
    report.show(figures, before, console)
    if options.json:
        _write(options.json, orjson.dumps(report.to_json(figures, before), option=orjson.OPT_INDENT_2) + b"\n")
    if options.plot:
        options.plot.parent.mkdir(parents=True, exist_ok=True)
        options.plot.write_text(plot.draw(figures), encoding="utf-8")


def _measure(options: argparse.Namespace) -> list[Figure]:
    rounds = QUICK if options.quick else Rounds()
    figures: list[Figure] = []
    with tempfile.TemporaryDirectory(prefix="factcheck-benchmarks-", dir=options.directory) as directory:
        cases = Cases(Path(directory))
        for name in options.only:
            if name == "start" and os.name != "posix":
                print("start: not measured, this system has no pseudo-terminals", file=sys.stderr)
                continue
            print(f"{name} …", file=sys.stderr, flush=True)
            figures += MEASURES[name](cases, options.sizes, rounds)
    return figures


def _write(place: str, data: bytes) -> None:
    if place == "-":
        sys.stdout.buffer.write(data)
    else:
        Path(place).write_bytes(data)


def _options(words: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--sizes", type=_sizes, default=SIZES, metavar="N,N", help="claims (default: 100 to 100,000)")
    parser.add_argument("--only", type=_names, default=tuple(MEASURES), metavar="NAMES", help=", ".join(MEASURES))
    parser.add_argument("--json", metavar="FILE", help="write the figures as JSON; - is standard output")
    parser.add_argument(
        "--plot", type=Path, nargs="?", const=PLOT, metavar="FILE", help="draw them (screenshots/benchmarks.svg)"
    )
    parser.add_argument("--directory", type=Path, metavar="DIR", help="work there: on the disk to be measured")
    parser.add_argument("--quick", action="store_true", help="few rounds: for a look, and for the tests")
    return parser.parse_args(words)


def _sizes(words: str) -> tuple[int, ...]:
    sizes = tuple(sorted({int(word.replace("_", "")) for word in words.split(",")}))
    if sizes[0] < 3:
        raise argparse.ArgumentTypeError("a case has 3 claims at the least")
    return sizes


def _names(words: str) -> tuple[str, ...]:
    names = tuple(words.split(","))
    unknown = [name for name in names if name not in MEASURES]
    if unknown:
        raise argparse.ArgumentTypeError(f"no {', '.join(unknown)}; there are {', '.join(MEASURES)}")
    return names


if __name__ == "__main__":
    main()
