"""The git repository in which a case lies, asked through the program `git`."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import Self

from factcheck.errors import UnreadableError

TWO_SIDES = "git has two sides of it that are not merged: `factcheck recover` merges them"
_SECONDS = 30


class Repository:
    """A git repository, and the place of a case in it."""

    def __init__(self, case: Path, top: Path) -> None:
        """Ask about the file `case` in the working tree at `top`, both resolved."""
        self.case, self.top = case, top

    @classmethod
    def of(cls, path: Path) -> Self | None:
        """Return the repository with the file at `path`; None if there is none, or no git."""
        case = Path(os.path.realpath(path))
        top = None
        with suppress(OSError):  # a directory that cannot be looked at is no working tree for us
            top = next((parent for parent in case.parents if (parent / ".git").exists()), None)
        if top is None or _git(top, "rev-parse", "--is-inside-work-tree") is None:
            return None
        return cls(case, top)

    @property
    def name(self) -> str:
        """The path of the case from the top of the working tree."""
        return self.case.relative_to(self.top).as_posix()

    @property
    def attributes(self) -> Path:
        """The file of attributes beside the case."""
        return self.case.with_name(".gitattributes")

    @property
    def ignored(self) -> Path:
        """The file of what git ignores beside the case."""
        return self.case.with_name(".gitignore")

    @property
    def pre_commit(self) -> Path:
        """The hook that git runs before a commit."""
        return self.top / os.fsdecode(self._ask("rev-parse", "--git-path", "hooks/pre-commit").strip())

    def setting(self, name: str) -> str:
        """Return a setting of this clone; empty if it has none."""
        return os.fsdecode(self._ask("config", "--local", "--get", name).strip())

    def set(self, name: str, value: str) -> None:
        """Set a setting of this clone. Raises UnreadableError."""
        if _git(self.top, "config", "--local", name, value) is None:
            raise UnreadableError(f"git could not set {name} in {self.top}")

    def remove_section(self, name: str) -> None:
        """Remove the settings of a section of this clone."""
        self._ask("config", "--local", "--remove-section", name)

    def is_staged(self) -> bool:
        """Return whether the next commit changes the case."""
        return bool(self._ask("diff", "--cached", "--name-only", "--", self.name).strip())

    def stage(self) -> None:
        """Let the next commit have the case as it is now. Raises UnreadableError."""
        if _git(self.top, "add", "--", self.name) is None:
            raise UnreadableError(f"git could not add {self.case}")

    def sides(self) -> tuple[bytes, bytes] | None:
        """Return both sides of a merge of the case that git could not finish: ours and theirs; else None."""
        if not self._ask("ls-files", "--unmerged", "--", self.name).strip():
            return None
        ours, theirs = (_git(self.top, "show", f":{stage}:{self.name}") for stage in (2, 3))
        return (ours, theirs) if ours and theirs else None

    def _ask(self, *words: str) -> bytes:
        return _git(self.top, *words) or b""


def _git(directory: Path, *words: str) -> bytes | None:
    """Return what git prints; None if it refuses or is not there."""
    import subprocess  # takes longer than the rest of this module; not needed outside a repository

    try:
        done = subprocess.run(["git", *words], cwd=directory, capture_output=True, timeout=_SECONDS, check=False)
    except (OSError, subprocess.SubprocessError):
        return None
    return None if done.returncode else done.stdout
