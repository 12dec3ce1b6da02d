"""What reading a document may cost, and how a process holds itself to it."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from types import ModuleType


@dataclass(frozen=True, slots=True)
class SandboxLimits:
    """What reading one document may cost: `memory`, `document` and `answer` in bytes, times in seconds.

    `document` is how large the document may be, `answer` the text that comes of it. `processor` is the time that is
    spent computing, `clock` the time that passes.
    """

    memory: int = 1 << 30
    processor: int = 20
    clock: float = 60.0
    document: int = 100 << 20
    answer: int = 50 << 20


LIMITS = SandboxLimits()


def missing_limits() -> str:
    """Return in words which limits this system cannot set on a process; empty where it sets them all."""
    resource = _resource()
    if resource is None:
        return "this system limits neither the memory nor the processor time of a process, only the clock stops it"
    if not hasattr(resource, "RLIMIT_AS") or _heedless():
        return "this system does not limit the memory of a process, only time stops it"
    return ""


def apply_limits(limits: SandboxLimits) -> None:
    """Hold this process, and what it starts, to `limits`, so far as the system can. It never gets more again."""
    resource = _resource()
    if resource is None:
        return
    wanted = {
        "RLIMIT_AS": limits.memory,
        "RLIMIT_DATA": limits.memory,
        "RLIMIT_CPU": limits.processor,
        "RLIMIT_FSIZE": limits.answer,
        "RLIMIT_CORE": 0,
    }
    for name, most in wanted.items():
        if (kind := getattr(resource, name, None)) is not None:
            _lower(resource, kind, most)


def _lower(resource: ModuleType, kind: int, most: int) -> None:
    """Lower a limit, which some systems refuse for some; a limit that is lower already stays."""
    before = resource.getrlimit(kind)[1]
    most = most if before == resource.RLIM_INFINITY else min(most, before)
    # A moment between the warning, which tells what went wrong, and the end.
    hardest = most + 1 if kind == getattr(resource, "RLIMIT_CPU", None) else most
    try:
        resource.setrlimit(kind, (most, hardest if before == resource.RLIM_INFINITY else min(hardest, before)))
    except (ValueError, OSError):
        return


def _resource() -> ModuleType | None:
    try:
        import resource
    except ImportError:
        return None
    return resource


def _heedless() -> bool:
    """Whether the system takes a limit of memory and does not heed it."""
    return sys.platform == "darwin"
