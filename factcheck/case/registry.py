"""A registry: what is built in under some names, and what installed packages add to it by entry points.

A package adds an export format, say, with these lines in its pyproject.toml; the object, or a class that is called
without arguments, has the members that the protocol of the registry names:

    [project.entry-points."factcheck.exports"]
    minutes = "my_package:Minutes"

Nothing is loaded before it is asked for. An entry that cannot be loaded is an error for who asks for it by its name,
and is left out, with a line in `faults`, where all are listed.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Generic, NamedTuple, TypeVar, cast

from factcheck.errors import InvalidError, UnknownError
from factcheck.text import visible_line

T = TypeVar("T")

_LONGEST_REASON = 200
_LARGEST = 1 << 20


class Fidelity(NamedTuple):
    """What a format keeps, and what it leaves out, in words for the manual."""

    kept: str
    left_out: str


class Registry(Mapping[str, T], Generic[T]):
    """Entries of one kind by name, those built in first. As a mapping it has those that can be loaded."""

    def __init__(self, group: str, noun: str, members: tuple[str, ...], built_in: Mapping[str, str]) -> None:
        """Register what is `built_in`, as "module:object" by name; `members` are those that an entry must have."""
        self.group = group
        self._noun = noun
        self._members = members
        self.built_in = dict(built_in)
        self._added: dict[str, str] | None = None
        self._loaded: dict[str, T] = {}

    @property
    def added(self) -> dict[str, T]:
        """The entries of installed packages that can be loaded."""
        return {name: self.find(name) for name in self._added_places() if not self._fault(name)}

    @property
    def faults(self) -> list[str]:
        """What is wrong with entries of installed packages, a line for each."""
        return list(filter(None, map(self._fault, self._added_places())))

    def _fault(self, name: str) -> str:
        try:
            self.find(name)
        except InvalidError as error:
            return str(error)
        return ""

    def find(self, name: str) -> T:
        """Return the entry with this name. Raises UnknownError, and InvalidError if it cannot be loaded."""
        if name in self._loaded:
            return self._loaded[name]
        if name in self.built_in:
            found = _load(self.built_in[name])
        elif name in self._added_places():
            found = self._checked(name, self._added_places()[name])
        else:
            raise UnknownError(f"no {self._noun} {name!r}; there are {', '.join(self)}")
        self._loaded[name] = cast("T", found)
        return self._loaded[name]

    def _checked(self, name: str, place: str) -> object:
        try:
            entry = _load(place)
        except Exception as error:  # whatever another package raises
            why = visible_line(str(error))[:_LONGEST_REASON] or type(error).__name__
            raise InvalidError(f"{self._noun} {name}: {place} cannot be loaded ({self.group}): {why}") from error
        missing = [member for member in self._members if not hasattr(entry, member)]
        if missing:
            raise InvalidError(f"{self._noun} {name}: {place} has no {', '.join(missing)} ({self.group})")
        return entry

    def _added_places(self) -> dict[str, str]:
        if self._added is None:
            self._added = {name: place for name, place in installed(self.group).items() if name not in self.built_in}
        return self._added

    def __getitem__(self, name: str) -> T:
        try:
            return self.find(name)
        except (UnknownError, InvalidError) as error:
            raise KeyError(name) from error

    def __iter__(self) -> Iterator[str]:
        yield from self.built_in
        yield from self.added

    def __len__(self) -> int:
        return sum(1 for _ in self)


def _load(place: str) -> object:
    module, _, path = place.partition(":")
    found: object = import_module(module.strip())
    for attribute in filter(None, path.strip().split(".")):
        found = getattr(found, attribute)
    return found() if isinstance(found, type) else found


def installed(group: str) -> dict[str, str]:
    """Return the entry points of a group of all installed packages, as "module:object" by name.

    Reads the entry_points.txt of the directories on sys.path itself: importlib.metadata would load the package for
    e-mail and take longer to import than most commands take to run. The first one of a name counts.
    """
    found: dict[str, str] = {}
    for file in _entry_point_files():
        for name, place in _entries(file, group):
            found.setdefault(name, place)
    return found


def _entry_point_files() -> Iterator[Path]:
    for directory in dict.fromkeys(sys.path):
        with suppress(OSError, ValueError):
            ours = (path for path in Path(directory).iterdir() if path.suffix in {".dist-info", ".egg-info"})
            yield from (path / "entry_points.txt" for path in sorted(ours))


def _entries(file: Path, group: str) -> Iterator[tuple[str, str]]:
    """Yield the entries of a group in a file as name and place; of one that cannot be read none."""
    lines: list[str] = []
    with suppress(OSError, ValueError), file.open(encoding="utf-8") as opened:
        lines = opened.read(_LARGEST).splitlines()
    within = False
    for line in map(str.strip, lines):
        if line.startswith("["):
            within = line == f"[{group}]"
        elif within and "=" in line and not line.startswith(("#", ";")):
            name, _, place = line.partition("=")
            yield name.strip(), place.partition("[")[0].strip()  # without its extras
