"""Runs a measurement in a fresh process, so that no other one has left its memory, its caches or its threads there."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from multiprocessing.context import BaseContext
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")


def apart(measure: Callable[P, R], *args: P.args, **extra: P.kwargs) -> R:
    """Return what `measure` returns when a process of its own calls it. Raises what it raises."""
    with ProcessPoolExecutor(1, mp_context=_context()) as process:
        return process.submit(measure, *args, **extra).result()


@cache
def _context() -> BaseContext:
    """Return the way to make processes: copies of one that has imported what all need, where the system has that."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.benchmarks.keys", "tests.benchmarks.save"])
    return context
