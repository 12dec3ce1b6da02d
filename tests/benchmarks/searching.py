"""How soon a large library can be searched once its case is opened: `python -m tests.benchmarks search`.

A process of its own opens the case and asks for the passages of a claim, with all indexes made already, as they are
when documents come in. Seconds count from the call that opens the case; those of the processor are all its threads'.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import orjson

from factcheck.case.document import Document
from factcheck.case.scale import DEFAULT_SCALE
from factcheck.storage.documents import INDEX
from factcheck.workspace.create import begin_case
from factcheck.workspace.workspace import Workspace
from tests.benchmarks.processes import environment

DOCUMENTS, KILOBYTES, MOST_SECONDS = 300, 200, 2.0
CLAIM = "the council closed the bridge in march"
_COMMON = ("the", "of", "and", "in", "to", "council", "bridge", "closed", "march", "was", "that", "for")
_WORDS = 20_000


@dataclass(frozen=True)
class Search:
    """Seconds until the case was open, and until the first passages were there; of the processor; what was found."""

    opened: float
    searched: float
    cpu: float
    passages: int


def texts(documents: int, size: int) -> Iterator[str]:
    """Yield texts of `size` characters, whose words are as unequally frequent as those of a language."""
    chance = random.Random(1)
    words = [*_COMMON, *("".join(chance.choices("aeionrstldk", k=chance.randint(4, 10))) for _ in range(_WORDS))]
    weights = [1 / (rank + 2) for rank in range(len(words))]
    for _ in range(documents):
        drawn, text = chance.choices(words, weights, k=size // 5), list[str]()
        length = 0
        for start in range(0, len(drawn), 20):
            sentence = f"{' '.join(drawn[start : start + 20]).capitalize()}."
            text.append(sentence if start % 100 else f"\n\n{sentence}")
            length += len(sentence) + 1
            if length >= size:
                break
        yield " ".join(text).strip()


def make(directory: Path, documents: int, kilobytes: int) -> Path:
    """Make a case with a claim and so many documents of so many kilobytes, with their indexes; return its path."""
    path = directory / "case.json"
    begin_case(path, "A large library", DEFAULT_SCALE, "ada")
    with Workspace.open(path, "ada") as workspace:
        workspace.add_claim(CLAIM)
        for number, text in enumerate(texts(documents, kilobytes << 10), 1):
            name = workspace.texts.keep(text.encode(), Document(text=text, language="en"), ".txt")
            workspace.add_source(title=f"Document {number}", sha256=name, language="en")
        workspace.search.prepare()
        assert all(workspace.texts.path(source.sha256, INDEX).exists() for source in workspace.sources())
    return path


def search_apart(path: Path) -> Search:
    """Open the case at `path` in a process of its own, and search it. Raises CalledProcessError."""
    command = [sys.executable, "-m", "tests.benchmarks.searching", str(path)]
    told = subprocess.run(command, env=environment(), check=True, stdout=subprocess.PIPE).stdout
    return Search(**orjson.loads(told))


def search_here(path: Path) -> Search:
    """Open the case at `path` in this process, and search it."""
    began, worked = time.perf_counter(), time.process_time()
    with Workspace.open(path, "ada", write=False) as workspace:
        opened = time.perf_counter() - began
        passages = len(workspace.suggest("C1"))
        return Search(opened, time.perf_counter() - began, time.process_time() - worked, passages)


def main(words: Sequence[str]) -> None:
    """Print how soon the first passages are there, of several runs."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks search", description=__doc__)
    parser.add_argument("--documents", type=int, default=DOCUMENTS, metavar="N")
    parser.add_argument("--kilobytes", type=int, default=KILOBYTES, metavar="N", help="of each document's text")
    parser.add_argument("--runs", type=int, default=5, metavar="N")
    options = parser.parse_args(words)
    with tempfile.TemporaryDirectory(prefix="factcheck-search-") as directory:
        began = time.perf_counter()
        path = make(Path(directory), options.documents, options.kilobytes)
        made = time.perf_counter() - began
        runs = sorted((search_apart(path) for _ in range(options.runs)), key=lambda run: run.searched)
    middle = runs[len(runs) // 2]
    print(f"{options.documents} documents of {options.kilobytes} kB, indexed in {made:.0f} s")
    for name, value in asdict(middle).items():
        print(f"  {name:10}{value:8.2f}{'' if name == 'passages' else ' s'}")
    is_met = middle.searched <= MOST_SECONDS
    print(f"  {'met' if is_met else 'missed'}: searchable within {MOST_SECONDS:g} s of opening (median of {len(runs)})")


if __name__ == "__main__":
    print(orjson.dumps(asdict(search_here(Path(sys.argv[1])))).decode())
