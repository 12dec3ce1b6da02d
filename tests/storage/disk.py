"""A disk that is watched: every call to the system about the files of a directory passes through it.

The functions of `os` are replaced, and `open` by one that calls them, so that a test sees a call before it is
made and after, can refuse it, or make half of it. What the store will call tomorrow is watched as well: all
functions of `os` that alter or read files are. Nothing is really synced: what would survive is for a model to say.
"""

from __future__ import annotations

import builtins
import fcntl
import io
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Self

ALTERING = (
    "open", "close", "write", "writev", "pwrite", "pwritev", "sendfile", "copy_file_range", "posix_fallocate",
    "truncate", "ftruncate", "fsync", "fdatasync", "replace", "rename", "link", "symlink", "unlink", "remove",
    "mkdir", "rmdir", "mkfifo", "mknod", "chmod", "lchmod", "fchmod", "chown", "lchown", "fchown", "utime",
    "setxattr", "removexattr", "chflags", "lchflags",
)  # fmt: skip
LOOKING = (
    "stat", "lstat", "fstat", "listdir", "scandir", "readlink", "read", "readv", "pread", "preadv",
    "statvfs", "fstatvfs", "getxattr", "listxattr",
)  # fmt: skip
_FLAGS = {
    "r": os.O_RDONLY,
    "w": os.O_WRONLY | os.O_CREAT | os.O_TRUNC,
    "x": os.O_WRONLY | os.O_CREAT | os.O_EXCL,
    "a": os.O_WRONLY | os.O_CREAT | os.O_APPEND,
}
_OPEN = io.open


@dataclass(frozen=True, slots=True)
class Call:
    """A call to the system: its name, the names of the files it is about, and the handle if it was given one."""

    name: str
    about: tuple[str, ...]
    handle: int | None

    @property
    def alters(self) -> bool:
        """Whether it may leave something else on the disk than there was."""
        return self.name in ALTERING

    def __str__(self) -> str:
        return f"{self.name} {' '.join(self.about)}"


class Disk:
    """Watches the files of one directory while it is entered; to be derived from.

    With `halving` every write of more than one byte makes the half of it, as the system may.
    """

    halving = False

    def __init__(self, directory: Path) -> None:
        """Watch `directory` and all that is beneath it."""
        self.directory = directory.resolve()
        self._names: dict[int, str] = {}
        self._replaced: list[tuple[Any, str, Any]] = []
        self._own = threading.local()

    def before(self, call: Call) -> None:
        """See a call that is about to be made; what is raised here is what the caller gets."""

    def after(self, call: Call) -> None:
        """See a call that was made without an error."""

    def __enter__(self) -> Self:
        for name in (*ALTERING, *LOOKING):
            if hasattr(os, name):
                self._replace(os, name, self._watched(name, getattr(os, name)))
        self._replace(fcntl, "flock", self._watched("flock", fcntl.flock))
        for module in (io, builtins):
            self._replace(module, "open", self._open)
        return self

    def __exit__(self, *_: object) -> None:
        while self._replaced:
            setattr(*self._replaced.pop())

    def _replace(self, module: Any, name: str, by: Callable[..., Any]) -> None:
        self._replaced.append((module, name, getattr(module, name)))
        setattr(module, name, by)

    def _watched(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        others: dict[str, Callable[..., Any]] = {
            "fsync": os.fstat,
            "fdatasync": os.fstat,
            "write": self._writing(real),
            "close": self._closing(real),
        }
        made = others.get(name, real)

        def watched(*arguments: Any, **options: Any) -> Any:
            about = tuple(found for found in map(self._name, arguments[:2]) if found)
            if not about or getattr(self._own, "looking", False):
                return real(*arguments, **options)
            handle = arguments[0] if isinstance(arguments[0], int) else None
            return self._make(Call(name, about, handle), partial(made, *arguments, **options))

        return watched

    def _make(self, call: Call, make: Callable[[], Any]) -> Any:
        try:
            self._see(self.before, call)
        except OSError:
            if call.name == "close":  # a close that fails closes all the same
                make()
            raise
        result = make()
        if call.name == "open":
            self._names[result] = call.about[0]
        self._see(self.after, call)
        return result

    def _see(self, hook: Callable[[Call], None], call: Call) -> None:
        with self.aside():
            hook(call)

    @contextmanager
    def aside(self) -> Iterator[None]:
        """Let this thread use the disk as it is."""
        self._own.looking = True
        try:
            yield
        finally:
            self._own.looking = False

    def _writing(self, real: Callable[..., Any]) -> Callable[[int, Any], int]:
        def write(handle: int, data: Any) -> int:
            size = len(data) // 2 if self.halving and len(data) > 1 else len(data)
            return int(real(handle, data[:size]))

        return write

    def _closing(self, real: Callable[..., Any]) -> Callable[[int], None]:
        def close(handle: int) -> None:
            del self._names[handle]
            real(handle)

        return close

    def _name(self, given: Any) -> str:
        """Return the name of a file of the directory, by its whole path or its handle; empty for all others."""
        if isinstance(given, int):
            return self._names.get(given, "")
        if not isinstance(given, str | os.PathLike):
            return ""
        path, directory = str(given), str(self.directory)
        return path[len(directory) + 1 :] or "." if f"{path}/".startswith(f"{directory}/") else ""

    def _open(self, file: Any, mode: str = "r", buffering: int = -1, *options: Any, **named: Any) -> Any:
        """Do what Python's own `open` does, by calls that are watched."""
        if getattr(self._own, "looking", False) or not self._name(file):
            return _OPEN(file, mode, buffering, *options, **named)
        flags = _FLAGS[mode.strip("bt+")]
        if "+" in mode:
            flags = flags & ~os.O_WRONLY | os.O_RDWR
        handle = file if isinstance(file, int) else os.open(file, flags | os.O_CLOEXEC, 0o666)
        raw = _File(handle, mode.replace("t", ""), closefd=False)
        if buffering == 0:
            return raw
        kind = io.BufferedRandom if "+" in mode else io.BufferedReader if "r" in mode else io.BufferedWriter
        return kind(raw) if "b" in mode else io.TextIOWrapper(kind(raw), *options, **named)


class _File(io.FileIO):
    """An open file whose every call goes through `os`, where it is watched."""

    def write(self, data: Any) -> int:
        return os.write(self.fileno(), data)

    def truncate(self, size: int | None = None) -> int:
        size = self.tell() if size is None else size
        os.ftruncate(self.fileno(), size)
        return size

    def read(self, size: int | None = -1) -> bytes:
        return self.readall() if size is None or size < 0 else os.read(self.fileno(), size)

    def readall(self) -> bytes:
        return b"".join(iter(lambda: os.read(self.fileno(), 1 << 16), b""))

    def readinto(self, buffer: Any) -> int:
        data = os.read(self.fileno(), len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        if not self.closed:
            handle = self.fileno()
            super().close()
            os.close(handle)
