"""What git needs in order to merge a case: a driver, attributes, a command for `git diff`, a hook before a commit."""

from __future__ import annotations

import shlex
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from factcheck.errors import InvalidError, NotSavedError, UnreadableError
from factcheck.storage import CasePaths, write_atomically
from factcheck.storage.disk import readable, reason, shown
from factcheck.storage.git import TWO_SIDES, Repository
from factcheck.workspace.open_case import OpenCase

_SHELL = "#!/bin/sh"
_SHELLS = ("sh", "bash", "dash", "zsh", "ksh")


class Piece(NamedTuple):
    """One thing that git needs, what it is called, and whether it is there."""

    name: str
    is_there: bool


class GitSetup:
    """The pieces for one case in one clone of a repository."""

    def __init__(self, repository: Repository) -> None:
        """Look after the case of `repository`."""
        self._repository = repository
        command = "factcheck" if shutil.which("factcheck") else f"{shlex.quote(sys.executable)} -m factcheck"
        name = repository.case.name
        pattern = name if name.replace(".", "").replace("-", "").replace("_", "").isalnum() else f'"{name}"'
        self._attribute = f"{pattern} text eol=lf merge=factcheck diff=factcheck"
        self._ignored = f"{name}.*"
        self._settings = {
            "merge.factcheck.name": "factcheck: two copies of a case",
            "merge.factcheck.driver": f"{command} merge --git %O %A %B",
            "diff.factcheck.textconv": f"{command} git-setup --text",
        }
        path = shlex.quote(repository.name)
        self._begin, self._end = f"# >>> factcheck {path}", f"# <<< factcheck {path}"
        self._hook = f"{self._begin}\n{command} --db {path} git-setup --fold || exit 1\n{self._end}\n"

    @classmethod
    def of(cls, path: Path) -> GitSetup:
        """Return the pieces for the case at `path`. Raises InvalidError if it is in no git repository."""
        repository = Repository.of(path)
        if repository is None:
            raise InvalidError(f"{shown(path)} is in no git repository, or git is not installed: `git init` first")
        return cls(repository)

    def pieces(self) -> list[Piece]:
        """Return the pieces, and which of them are there."""
        settings = map(self._repository.setting, ("merge.factcheck.driver", "diff.factcheck.textconv"))
        return [
            Piece("the attributes of the file in .gitattributes", self._attribute in self._attributes()),
            Piece("the files beside it in .gitignore", self._ignored in _lines(self._repository.ignored)),
            Piece("the merge driver and the readable difference in .git/config", all(settings)),
            Piece("the hook before a commit", self._begin in _lines(self._repository.pre_commit)),
        ]

    def install(self) -> list[str]:
        """Install what is missing; return the names of what was installed. Raises NotSavedError, InvalidError."""
        missing = [piece.name for piece in self.pieces() if not piece.is_there]
        if not missing:
            return []
        self._install_hook()
        lines = self._attributes()
        if self._attribute not in lines:
            _write(self._repository.attributes, [*lines, self._attribute])
        lines = _lines(self._repository.ignored)
        if self._ignored not in lines:
            _write(self._repository.ignored, [*lines, self._ignored])
        for name, value in self._settings.items():
            self._repository.set(name, value)
        return missing

    def remove(self) -> list[str]:
        """Remove what was installed; return the names of what was there. Raises NotSavedError."""
        there = [piece.name for piece in self.pieces() if piece.is_there]
        for path, own in ((self._repository.attributes, self._attribute), (self._repository.ignored, self._ignored)):
            lines = _lines(path)
            if own in lines:
                _write(path, [line for line in lines if line != own])
        lines = _lines(hook := self._repository.pre_commit)
        if self._begin in lines:
            left = lines[: lines.index(self._begin)] + lines[lines.index(self._end) + 1 :]
            _write(hook, [] if left == [_SHELL] else left)
        for section in ("merge.factcheck", "diff.factcheck"):
            self._repository.remove_section(section)
        return there

    def _attributes(self) -> list[str]:
        return _lines(self._repository.attributes)

    def _install_hook(self) -> None:
        hook = self._repository.pre_commit
        first, *others = _lines(hook) or [_SHELL]
        if self._begin in others:
            return
        if not first.startswith("#!") or Path(first.split()[-1]).name not in _SHELLS:
            line = self._hook.splitlines()[1]
            raise InvalidError(f"{shown(hook)} is no shell script; let it run `{line}`, and try again")
        _write(hook, [first, *self._hook.splitlines(), *others])
        hook.chmod(0o755)


def git_warnings(path: Path) -> Iterator[str]:
    """Yield that git could not merge the case, and what of the setup is missing where another piece is there."""
    repository = Repository.of(path)
    if repository is None:
        return
    if repository.sides():
        yield f"{shown(path)}: {TWO_SIDES}"
    pieces = GitSetup(repository).pieces()
    absent = [piece.name for piece in pieces if not piece.is_there]
    if absent and len(absent) < len(pieces):
        yield f"git: {' and '.join(absent)} missing; `factcheck git-setup` installs what is missing"


def has_journal(path: Path) -> bool:
    """Return whether a case has a journal, with changes that its file may lack."""
    beside = CasePaths.of(path)
    return beside.case.exists() and beside.journal.exists()


def fold_before_commit(open_case: OpenCase) -> str:
    """Move all changes into db.json, and stage it if it is part of the commit; return why not, if it cannot be."""
    if open_case.store.unfolded and open_case.read_only:
        return f"{shown(open_case.path)} lacks the newest changes and is {open_case.read_only}: close it there first"
    open_case.fold()
    repository = Repository.of(open_case.path)
    if repository is not None and repository.is_staged():
        repository.stage()
    return ""


def _lines(path: Path) -> list[str]:
    if not path.exists():
        return []
    with readable(path):
        try:
            return path.read_text("utf-8").splitlines()
        except UnicodeDecodeError as error:
            raise UnreadableError(f"{shown(path)}: is not text in UTF-8") from error


def _write(path: Path, lines: list[str]) -> None:
    """Write a file of lines; without any, remove it. Raises NotSavedError."""
    try:
        if not lines:
            path.unlink(missing_ok=True)
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            path.touch(0o644)
    except OSError as error:
        raise NotSavedError(f"NOT saved: {reason(error)} ({shown(path)})") from error
    write_atomically(path, ["".join(f"{line}\n" for line in lines).encode()])
