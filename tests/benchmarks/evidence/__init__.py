"""What the finding and the comparing of evidence are worth: `python -m tests.benchmarks evidence`.

One file for each part, which has `add_options` for what it is measured on and `report` for the lines of its table.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module
from importlib.util import find_spec

PARTS = ("ranking", "comparison", "marks", "reading")


def main(words: Sequence[str] | None = None) -> None:
    """Measure what files are given for, and print one table."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks evidence", description=__doc__)
    names = (f"{__name__}.{part}" for part in PARTS)
    parts = [import_module(name) for name in names if find_spec(name) is not None]
    for part in parts:
        part.add_options(parser)
    options = parser.parse_args(words)
    for part in parts:
        for line in part.report(options):
            sys.stdout.write(line + "\n")
            sys.stdout.flush()
