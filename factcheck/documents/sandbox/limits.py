"""Limits of the resources that reading a document may use, which a process sets on itself."""

from __future__ import annotations

from dataclasses import dataclass

try:
    import resource
except ImportError:  # a system without POSIX limits, such as Windows: there only the parent's clock ends the process
    resource = None  # type: ignore[assignment]


@dataclass(frozen=True, slots=True)
class SandboxLimits:
    """Limits for reading one document: `memory`, `document` and `answer` in bytes, times in seconds.

    `document` limits the size of the document, `answer` that of the text read from it. `processor` is CPU time, `clock`
    wall-clock time.
    """

    memory: int = 1 << 30
    processor: int = 20
    clock: float = 60.0
    document: int = 100 << 20
    answer: int = 50 << 20


LIMITS = SandboxLimits()
_FILES = 16


def apply_limits(limits: SandboxLimits, *, writes: int = 0) -> None:
    """Set `limits` on this process and its children for good, as far as the system supports them.

    It can write `writes` bytes to a file, and have few files open.
    """
    if resource is None:
        return
    values = {
        "RLIMIT_AS": limits.memory,
        "RLIMIT_DATA": limits.memory,
        "RLIMIT_CPU": limits.processor,
        "RLIMIT_FSIZE": writes,
        "RLIMIT_NOFILE": _FILES,
        "RLIMIT_CORE": 0,
    }
    for name, value in values.items():
        if (kind := getattr(resource, name, None)) is not None:
            _lower(kind, value)


def _lower(kind: int, soft: int) -> None:
    """Lower one limit; some systems refuse that for some limits. A limit that is already lower stays."""
    before = resource.getrlimit(kind)[1]
    soft = soft if before == resource.RLIM_INFINITY else min(soft, before)
    # SIGXCPU at the soft limit tells the parent the reason; the process is killed a second later.
    hard = soft + 1 if kind == getattr(resource, "RLIMIT_CPU", None) else soft
    try:
        resource.setrlimit(kind, (soft, hard if before == resource.RLIM_INFINITY else min(hard, before)))
    except (ValueError, OSError):
        return
