"""Takes the files, the network and other processes away from a process, on Linux, where the kernel can.

Landlock leaves it the files that Python and the fonts need, to be read; a seccomp filter refuses the calls of the
system that make connections or processes, send signals, or open a file to write. A process that has lowered its limits
is confined after that. Nothing here is required: what a system does not have is named by `missing`.
"""

from __future__ import annotations

import ctypes
import os
import platform
import signal
import site
import struct
import sys
import sysconfig
from collections.abc import Iterator
from contextlib import suppress
from errno import EPERM
from functools import cache
from pathlib import Path
from typing import NamedTuple

_PR_SET_PDEATHSIG, _PR_GET_SECCOMP, _PR_SET_SECCOMP, _PR_SET_NO_NEW_PRIVS = 1, 21, 22, 38
_FILTER_MODE = 2
_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
"""The calls of Landlock, which have the same numbers on every architecture."""
_VERSION_FLAG, _RULE_BENEATH = 1, 1
_READ_FILE, _READ_DIRECTORY = 1 << 2, 1 << 3
_FILE_RIGHTS = {1: 13, 2: 14, 3: 15, 5: 16}
"""How many rights over files each version of Landlock knows, from the first version with that many."""
_WITH_NETWORK, _WITH_SCOPES = 4, 6
"""The versions of Landlock from which it knows rights to connect, and scopes of sockets and signals."""

_READABLE = ("/usr/share/fonts", "/usr/local/share/fonts", "/usr/share/zoneinfo", "/usr/lib", "/usr/lib64", "/lib")
"""Directories that readers need beside Python: PDFium lays out text by the system's fonts."""

_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_ALLOW, _REFUSE, _KILL = 0x7FFF0000, 0x00050000 | EPERM, 0x80000000
_WRITES = os.O_WRONLY | os.O_RDWR | getattr(os, "O_CREAT", 0) | getattr(os, "O_TRUNC", 0)


class _Machine(NamedTuple):
    """An architecture: its number for filters, the calls that are refused, and those that open a file.

    `opens` has the number of a call, and which of its arguments are the flags. Calls from `foreign` on belong to
    another binary interface of the same architecture.
    """

    audit: int
    refused: frozenset[int]
    opens: dict[int, int]
    foreign: int = 1 << 30


_EVERYWHERE = {*range(424, 436), 437, 438, 440, 448, 452}  # pidfd, io_uring, mounts, clone3, openat2 …
_MACHINES = {
    "x86_64": _Machine(
        0xC000003E,
        frozenset(
            {
                *(41, 42, 43, 49, 50, 53, 56, 57, 58, 59, 62, 76, 77),  # sockets, clone, fork, exec, kill, truncate
                *(82, 83, 84, 85, 86, 87, 88, 90, 91, 92, 93, 94),  # rename … lchown
                *(101, 132, 133, 155, 161, 165, 166, 188, 189, 190, 200, 234, 235, 248, 249, 250),  # ptrace … keyctl
                *(258, 259, 260, 261, 263, 264, 265, 266, 268, 272, 280, 288, 298, 308, 310, 311, 316, 319, 321),
                *(322, 323, *_EVERYWHERE),
            }
        ),
        {2: 1, 257: 2},
    ),
    "aarch64": _Machine(
        0xC00000B7,
        frozenset(
            {
                *(5, 6, 7, 33, 34, 35, 36, 37, 38, 39, 40, 41, 45, 46, 51, 52, 53, 54, 55, 88, 97, 117),
                *(129, 130, 131, 198, 199, 200, 201, 202, 203, 217, 218, 219, 220, 221, 241, 242, 268, 270, 271),
                *(276, 279, 280, 281, 282, *_EVERYWHERE),
            }
        ),
        {56: 2},
    ),
}


class _Ruleset(ctypes.Structure):
    _fields_ = (("files", ctypes.c_uint64), ("network", ctypes.c_uint64), ("scopes", ctypes.c_uint64))


class _Beneath(ctypes.Structure):
    _pack_ = 1
    _fields_ = (("rights", ctypes.c_uint64), ("directory", ctypes.c_int32))


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_void_p))


class Confinement(NamedTuple):
    """The C library, the file descriptor of the rules for files (-1 without Landlock), and the filter of calls."""

    system: ctypes.CDLL | None
    rules: int
    program: bytes


def missing() -> list[str]:
    """Return by what a process cannot be confined on this system: "Landlock", "seccomp"; empty if by both."""
    system = _system()
    if system is None:
        return ["Landlock", "seccomp"]
    return ["Landlock"] * (_landlock_version(system) < 1) + ["seccomp"] * (not _has_seccomp(system))


@cache
def prepare() -> Confinement:
    """Return what `confine` needs, prepared once for this process and its forks."""
    system = _system()
    if system is None:
        return Confinement(None, -1, b"")
    return Confinement(
        system, _file_rules(system), _filter(_MACHINES[platform.machine()]) if _has_seccomp(system) else b""
    )


def confine() -> None:
    """Take what a reader does not need from this thread, and from what it starts, for good.

    Where the system cannot do that, nothing happens.
    """
    system, rules, program = prepare()
    if system is None or system.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0):
        return
    if rules >= 0:
        system.syscall(_RESTRICT_SELF, rules, 0)
        os.close(rules)
    if program:
        _refuse_calls(system, program)


def end_with_parent() -> None:
    """Let the system kill this process when the one that started it ends, where it can."""
    if (system := _system()) is not None:
        system.prctl(_PR_SET_PDEATHSIG, int(signal.SIGKILL), 0, 0, 0)


@cache
def _system() -> ctypes.CDLL | None:
    """Return the C library of Linux; None on another system."""
    if not sys.platform.startswith("linux"):
        return None
    with suppress(OSError):
        return ctypes.CDLL(None, use_errno=True)
    return None


def _landlock_version(system: ctypes.CDLL) -> int:
    return int(system.syscall(_CREATE_RULESET, None, ctypes.c_size_t(0), _VERSION_FLAG))


def _has_seccomp(system: ctypes.CDLL) -> bool:
    return platform.machine() in _MACHINES and system.prctl(_PR_GET_SECCOMP, 0, 0, 0, 0) >= 0


def _file_rules(system: ctypes.CDLL) -> int:
    """Return the file descriptor of rules by which only some directories can be read; -1 without Landlock."""
    version = _landlock_version(system)
    if version < 1:
        return -1
    rights = max(count for first, count in _FILE_RIGHTS.items() if version >= first)
    ruleset = _Ruleset((1 << rights) - 1, 0b11 * (version >= _WITH_NETWORK), 0b11 * (version >= _WITH_SCOPES))
    size = 8 * (1 + (version >= _WITH_NETWORK) + (version >= _WITH_SCOPES))
    rules = system.syscall(_CREATE_RULESET, ctypes.byref(ruleset), ctypes.c_size_t(size), 0)
    for path in dict.fromkeys(_readable()) if rules >= 0 else ():
        with suppress(OSError):
            directory = os.open(path, os.O_PATH | os.O_CLOEXEC)
            beneath = _Beneath(_READ_FILE | _READ_DIRECTORY, directory)
            system.syscall(_ADD_RULE, rules, _RULE_BENEATH, ctypes.byref(beneath), 0)
            os.close(directory)
    return int(rules)


def _readable() -> Iterator[str]:
    """Yield the directories of Python's own files, of installed packages and of this program, and those of fonts."""
    yield from (sysconfig.get_path(name) for name in ("stdlib", "platstdlib", "purelib", "platlib"))
    yield from (*site.getsitepackages(), site.getusersitepackages(), str(Path(__file__).parents[2]))
    yield from _READABLE


def _refuse_calls(system: ctypes.CDLL, program: bytes) -> None:
    """Install the filter: a call that is refused fails with EPERM."""
    buffer = ctypes.create_string_buffer(program, len(program))
    described = _Program(len(program) // 8, ctypes.cast(buffer, ctypes.c_void_p))
    system.prctl(_PR_SET_SECCOMP, _FILTER_MODE, ctypes.byref(described), 0, 0)


def _filter(machine: _Machine) -> bytes:
    """Return the filter as a program of the classic Berkeley packet filter, eight bytes an instruction."""
    code = [
        _instruction(_LOAD, 4),  # the architecture
        _instruction(_EQUAL, machine.audit, 1, 0),
        _instruction(_RETURN, _KILL),
        _instruction(_LOAD, 0),  # the number of the call
        _instruction(_AT_LEAST, machine.foreign, 0, 1),
        _instruction(_RETURN, _REFUSE),
    ]
    for number in sorted(machine.refused):
        code += [_instruction(_EQUAL, number, 0, 1), _instruction(_RETURN, _REFUSE)]
    for number, argument in machine.opens.items():
        code += [
            _instruction(_EQUAL, number, 0, 4),
            _instruction(_LOAD, 16 + 8 * argument),
            _instruction(_ANY_BIT, _WRITES, 0, 1),
            _instruction(_RETURN, _REFUSE),
            _instruction(_RETURN, _ALLOW),
        ]
    return b"".join([*code, _instruction(_RETURN, _ALLOW)])


def _instruction(code: int, value: int, if_true: int = 0, if_false: int = 0) -> bytes:
    return struct.pack("=HBBI", code, if_true, if_false, value)
