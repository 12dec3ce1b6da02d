"""What a merge of two long histories takes, beside parsing, sorting and writing the same; and git's driver.

python -m tests.benchmarks merge [--changes N]
"""

from __future__ import annotations

import argparse
import gc
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import orjson

from factcheck.case.ids import sha256_of
from factcheck.workspace.create import sample_path
from factcheck.workspace.merge_files import merge_files
from factcheck.workspace.workspace import Workspace

CHANGES = 200_000
SHARED = 0.9
_CHANGES_OF_A_CLAIM = 10
_CHANGES_OF_BOTH = 40
"""One in so many of the changes that a side makes is about a claim that the other changes, too."""
_START = "2026-11-22T00:00:00Z"


class Figures(NamedTuple):
    """Seconds for one pair of files: of the bare work, and of the merge."""

    name: str
    bare: float
    merge: float

    @property
    def ratio(self) -> float:
        """The merge in units of the bare work."""
        return self.merge / self.bare


def main(words: Sequence[str]) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks merge", description=__doc__)
    parser.add_argument("--changes", type=int, default=CHANGES, help=f"in each history (default: {CHANGES:,})")
    options = parser.parse_args(words)
    with tempfile.TemporaryDirectory(prefix="factcheck-merge-") as directory:
        for figures in measure(Path(directory), options.changes):
            print(
                f"{figures.name}: bare {figures.bare:.2f} s, merge {figures.merge:.2f} s, {figures.ratio:.2f} x",
                flush=True,
            )
        print(f"driver on the shipped case: {driver(Path(directory)):.3f} s of CPU")


def measure(directory: Path, changes: int) -> Iterator[Figures]:
    """Yield figures for two histories that share nine tenths, and for two that share nothing but the claims."""
    for name, shared in (("nine tenths shared", int(changes * SHARED)), ("nothing shared", 0)):
        paths = [directory / f"{name} {side}.json" for side in "ab"]
        for path, side in zip(paths, "ab", strict=True):
            path.write_bytes(b"".join(_case(side, changes, shared)))
        bare = _seconds(lambda paths=paths: _bare(paths, directory / "bare.json"))  # type: ignore[misc]
        base = directory / "empty"
        base.write_bytes(b"")
        yield Figures(name, bare, _seconds(lambda paths=paths, base=base: merge_files(base, *paths)))  # type: ignore[misc]


def _seconds(work: Callable[[], object]) -> float:
    gc.collect()
    before = time.process_time()
    work()
    return time.process_time() - before


def _bare(paths: Sequence[Path], out: Path) -> None:
    """Parse all changes, sort them, and write the lines: what no merge can do without."""
    gc.disable()
    found: dict[str, tuple[int, str, str, bytes]] = {}
    for path in paths:
        history = False
        for line in path.read_bytes().splitlines():
            history |= line.startswith(b'"history"')
            _, _, row = line.rstrip(b",").partition(b":")
            if history and row.startswith(b"{"):
                change = orjson.loads(row)
                if isinstance(change, dict) and "id" in change:
                    found[change["id"]] = (change["n"], change["at"], change["id"], row)
    with out.open("wb") as file:
        file.writelines(b"%b,\n" % change[3] for change in sorted(found.values()))
    gc.enable()


def _case(side: str, changes: int, shared: int) -> Iterator[bytes]:
    """Yield a case of schema 2 with `changes` edits of claims; the first `shared` are the same on every side."""
    claims = max(changes // _CHANGES_OF_A_CLAIM, 1)
    yield b'{\n"case": {\n"1":{"schema":2,"title":"A","scale":"averitec","created":"%b"}\n},\n' % _START.encode()
    last: dict[int, tuple[str, str]] = {}
    history = []
    for place in range(changes):
        name = "both" if place < shared else side
        change_id = sha256_of(f"{name}/{place}".encode())[:16]
        claim = place % claims
        if shared and place >= shared and place % _CHANGES_OF_BOTH:
            claim = (place * 2 + (side == "b")) % claims  # a claim on which this side alone works
        before, seen = last.get(claim, ("It rained.", ""))
        after = f"It rained on day {place} of the year, or so the {name} diary of the mayor says; see page {place}."
        row = {
            "id": change_id,
            "at": _START,
            "by": name,
            "kind": "edit",
            "target": f"claims/{claim:016x}",
            "before": {"text": before},
            "after": {"text": after},
            "undoes": None,
            "batch": change_id,
            "n": place + 1,
            "seen": [seen] if seen else [],
        }
        last[claim] = (after, change_id)
        history.append(b'"%d":%b' % (int(change_id, 16) >> 11, orjson.dumps(row)))
    yield b'"sources": {\n},\n"claims": {\n'
    rows = (
        {"id": f"{claim:016x}", "ref": f"C{claim + 1}", "text": last.get(claim, ("It rained.", ""))[0], "speaker": ""}
        | {"date": "", "origin": "", "tags": [], "position": claim}
        for claim in range(claims)
    )
    yield b",\n".join(b'"%d":%b' % (number, orjson.dumps(row)) for number, row in enumerate(rows, 1))
    yield b'\n},\n"excerpts": {\n},\n"verdicts": {\n},\n"history": {\n'
    yield b",\n".join(history)
    yield b"\n}\n}\n"


def driver(directory: Path, rounds: int = 5) -> float:
    """Return the CPU seconds of git's driver on two copies of the shipped case, the least of some rounds."""
    base, own, other, mine = (directory / f"{name}.json" for name in ("base", "own", "other", "mine"))
    base.write_bytes(sample_path().read_bytes())
    for path, claim in ((own, "C2"), (other, "C3")):
        path.write_bytes(base.read_bytes())
        with Workspace.open(path, path.stem) as workspace:
            workspace.decide(claim, "supported")
    found = []
    for _ in range(rounds):
        mine.write_bytes(own.read_bytes())
        before = os.times()
        command = [sys.executable, "-m", "factcheck", "merge", "--git", str(base), str(mine), str(other)]
        subprocess.run(command, check=True)
        after = os.times()
        found.append(after.children_user + after.children_system - before.children_user - before.children_system)
    return min(found)
