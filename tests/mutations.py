"""A check of the tests: remove one safeguard of storage after the other, and see that some test fails.

    python -m tests.mutations [WORD]

makes every mutation whose name has WORD in it, one at a time in a copy of the project, and prints which test
caught it. A mutation names a symbol and what is replaced in its source; one that does not resolve is an error.
"""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
_COPIED = ("factcheck", "tests", "pyproject.toml", "db.json")
_FAILED = re.compile(r"^(?:FAILED|ERROR) \S*/([\w.]+::\w+)", re.MULTILINE)


class AnchorError(Exception):
    """A mutation does not fit the code."""


class Swap(NamedTuple):
    """Text that occurs once in the source of a symbol, like "factcheck.storage.lock.Lock", and what replaces it."""

    symbol: str
    old: str
    new: str

    @property
    def file(self) -> str:
        """The file of the symbol's module, relative to the project. Raises AnchorError."""
        return _resolve(self.symbol)[0]

    def applied(self, code: str) -> str:
        """Return the code of the file with the replacement made. Raises AnchorError."""
        start, end = _span(code, self.symbol, _resolve(self.symbol)[1])
        count = code.count(self.old, start, end)
        if count != 1:
            raise AnchorError(f"{self.symbol} has {self.old!r} {count} times, not once")
        return code[:start] + code[start:end].replace(self.old, self.new) + code[end:]


@dataclass(frozen=True, slots=True)
class Mutation:
    """One safeguard removed, by swaps of text; `tests` are the modules of which one must fail."""

    name: str
    swaps: tuple[Swap, ...]
    tests: tuple[str, ...]

    def applied(self, read: Callable[[str], str]) -> dict[str, str]:
        """Return the code of the changed files by their paths; `read` gives the code of one. Raises AnchorError."""
        codes: dict[str, str] = {}
        for swap in self.swaps:
            file = swap.file
            codes[file] = swap.applied(codes[file] if file in codes else read(file))
        for file, code in codes.items():
            compile(code, file, "exec")  # else every test would fail
        return codes


def _resolve(symbol: str) -> tuple[str, list[str]]:
    """Return the file of a dotted symbol and the names within it. Raises AnchorError."""
    parts = symbol.split(".")
    for length in range(len(parts) - 1, 0, -1):
        for file in (f"{'/'.join(parts[:length])}.py", f"{'/'.join(parts[:length])}/__init__.py"):
            if (ROOT / file).is_file():
                return file, parts[length:]
    raise AnchorError(f"{symbol} is in no module")


def _span(code: str, symbol: str, names: list[str]) -> tuple[int, int]:
    """Return where the source of a function, class or assignment begins and ends in `code`. Raises AnchorError."""
    body: list[ast.stmt] = ast.parse(code).body
    for name in names:
        found = [node for node in body if name in _defined(node)]
        if not found:
            raise AnchorError(f"{symbol} is not defined")
        first, last, body = found[0].lineno, found[0].end_lineno, getattr(found[0], "body", [])
    lines = code.splitlines(keepends=True)
    return len("".join(lines[: first - 1])), len("".join(lines[:last]))


def _defined(node: ast.stmt) -> list[str]:
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return [node.name]
    targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
    return [target.id for target in targets if isinstance(target, ast.Name)]


class Copy:
    """A copy of the project, to be mutated."""

    def __init__(self, root: Path) -> None:
        """Copy the project into the directory `root`."""
        self.root = root
        for name in _COPIED:
            source = ROOT / name
            if source.is_dir():
                shutil.copytree(source, root / name, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                shutil.copy(source, root / name)

    def caught_by(self, mutation: Mutation) -> str:
        """Return the name of the first test that fails with a mutation; empty if all pass."""
        mutated = mutation.applied(self.read)
        whole = {file: self.read(file) for file in mutated}
        try:
            self._write(mutated)
            return self.fails(mutation.tests)
        finally:
            self._write(whole)

    def read(self, file: str) -> str:
        """Return the code of a file."""
        return (self.root / file).read_text(encoding="utf-8")

    def _write(self, codes: dict[str, str]) -> None:
        for file, code in codes.items():
            (self.root / file).write_text(code, encoding="utf-8")

    def fails(self, tests: tuple[str, ...]) -> str:
        """Return the name of the first of the tests that fails."""
        modules = [f"tests/{name}.py" for name in tests]
        command = [sys.executable, "-B", "-m", "pytest", "-x", "-n", "0", "-p", "no:cacheprovider"]
        command += ["-o", "faulthandler_timeout=0"]
        environment = {**os.environ, "PYTHONPATH": str(self.root), "PYTHONDONTWRITEBYTECODE": "1"}
        run = subprocess.run(
            [*command, *modules], cwd=self.root, env=environment, capture_output=True, text=True, check=False
        )
        if run.returncode == 0:
            return ""
        failed = _FAILED.search(run.stdout)
        if failed is None:
            raise RuntimeError(run.stdout + run.stderr)
        return failed[1]


def check(chosen: list[Mutation], *, baseline: bool = True) -> Iterator[tuple[Mutation, str]]:
    """Make the mutations one after the other; yield each with the test that caught it, empty if none did.

    Raises AnchorError; with `baseline` for a test, too, that fails without a mutation.
    """
    with TemporaryDirectory() as place:
        copy = Copy(Path(place))
        for mutation in chosen:
            mutation.applied(copy.read)
        if baseline and (failed := copy.fails(tuple(sorted({name for each in chosen for name in each.tests})))):
            raise AnchorError(f"{failed} fails without a mutation")
        for mutation in chosen:
            yield mutation, copy.caught_by(mutation)


def main(word: str = "") -> int:
    """Print a table of the mutations and what caught them; return 1 if something was not caught."""
    from tests.safeguards import SAFEGUARDS

    missed = 0
    for mutation, test in check([mutation for mutation in SAFEGUARDS if word in mutation.name]):
        missed += not test
        print(f"{mutation.name:<70} {test or 'NOT CAUGHT'}", flush=True)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
