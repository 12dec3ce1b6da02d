"""A check of the tests: take away one safeguard of the store after the other, and see that some test fails.

    python -m tests.mutations [WORD]

makes every mutation whose name has WORD in it, one at a time in a copy of the project, and prints which test
caught it. A mutation whose anchor is not in the code any more is a mistake in this table.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parents[1]
_COPIED = ("factcheck", "tests", "pyproject.toml", "db.json")
_FAILED = re.compile(r"^(?:FAILED|ERROR) \S*/([\w.]+::\w+)", re.MULTILINE)


class AnchorError(Exception):
    """A mutation does not fit the code."""


@dataclass(frozen=True, slots=True)
class Mutation:
    """One safeguard taken away: each anchor, which stands once in `file`, becomes what it leads to.

    `tests` are the modules of which one must notice.
    """

    name: str
    file: str
    anchors: dict[str, str]
    tests: tuple[str, ...]

    def applied(self, code: str) -> str:
        """Return the code of the file without the safeguard. Raises AnchorError."""
        for anchor, instead in self.anchors.items():
            if code.count(anchor) != 1:
                raise AnchorError(f"{self.name}: in {self.file} an anchor stands {code.count(anchor)} times, not once")
            code = code.replace(anchor, instead)
        compile(code, self.file, "exec")  # else every test would notice
        return code


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
        path = self.root / mutation.file
        code = path.read_text(encoding="utf-8")
        path.write_text(mutation.applied(code), encoding="utf-8")
        try:
            return self.fails(mutation.tests)
        finally:
            path.write_text(code, encoding="utf-8")

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
            mutation.applied((copy.root / mutation.file).read_text(encoding="utf-8"))
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
