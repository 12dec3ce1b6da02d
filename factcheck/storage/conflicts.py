"""What is done when another program has changed, moved or locked db.json while a case is open."""

from __future__ import annotations

from pathlib import Path

from factcheck.errors import ConflictError, ForeignError, NotSavedError, UnreadableError
from factcheck.storage.case_files import CaseFiles
from factcheck.storage.disk import make_directory, shown
from factcheck.storage.file_state import FileState, Observation, have_same_content
from factcheck.storage.journal_lines import read_journal
from factcheck.storage.reader import read_case, replay, require_origin


class FileConflicts:
    """Compares the file of a case with the case in memory, and settles their differences."""

    def __init__(self, files: CaseFiles) -> None:
        """Look after `files`."""
        self._files = files

    def observe(self, *, read: bool = False) -> Observation:
        """Return whether other programs have changed the file; with `read`, also whether it is still a case.

        If another process held the lock, return whether it has released it; `read_only` names the present holder.
        Raises NotSavedError if the file cannot be examined.
        """
        files = self._files
        with files.guard:
            if files.access.refusal:
                return files.access.observe()
            seen = files.file.observe()
        if read and seen.state is FileState.CHANGED:
            try:
                read_case(files.path)
            except UnreadableError:
                return seen._replace(state=FileState.UNREADABLE)
        return seen

    def reload(self) -> None:
        """Read db.json again, and apply the changes of the journal that it does not have.

        Raises ConflictError if they do not fit, UnreadableError; nothing is changed then.
        """
        files = self._files
        with files.exclusive():
            files.require_write()
            theirs = read_case(files.path)
            journal = read_journal(files.paths.journal)
            require_origin(theirs.case, journal)
            replay(theirs.case, journal.batches)
            files.accept(theirs)

    def keep_mine(self) -> Path | None:
        """Replace db.json with this case; return where the other program's file is kept, None if there was none."""
        with self._files.exclusive():
            self._files.require_write()
            return self._files.replace_theirs()

    def save_beside(self) -> Path:
        """Write this case to a new file beside db.json, and return its path.

        Continues with db.json as it is now or, if that is no longer a case, with the new file.
        """
        files = self._files
        with files.exclusive():
            files.require_write()
            mine = files.paths.free("mine")
            try:
                theirs = read_case(files.path)
            except UnreadableError:
                files.move_to(mine)
            else:
                files.save_copy(mine)
                files.put_away(files.journal.size)
                files.accept(theirs)
            return mine

    def move_to(self, path: Path) -> None:
        """Write this case to a new file, whose directory is created if needed, and continue with that file.

        Raises ExistsError, NotSavedError, ReadOnlyError; nothing is changed then.
        """
        files = self._files
        with files.exclusive():
            files.access.require()
            make_directory(path.parent)
            files.move_to(path)

    def settle(self) -> None:
        """Make sure that everything in memory is on disk, even if another program has changed db.json.

        Raises ForeignError with the file in which the case was saved instead, NotSavedError.
        """
        files = self._files
        with files.exclusive():
            if files.access.refusal:
                return
            name = shown(files.path)
            try:
                seen = self.observe(read=True)
                if seen.state is not FileState.NO_DIRECTORY:
                    files.access.verify(files.journal.is_unchanged)
            except NotSavedError:
                if files.journal.is_gone():
                    raise
                return  # the journal has what db.json lacks; `fold` raises the error
            if seen.state is FileState.NO_DIRECTORY:
                raise NotSavedError(f"NOT saved: {name} {seen.state.value}")
            if files.access.refusal or seen.state is FileState.UNCHANGED or self._adopt(seen):
                return
            if seen.state is FileState.CHANGED and not files.edited:
                return
            if seen.state is FileState.CHANGED:
                mine = files.paths.free("mine")
                files.save_copy(mine)
                raise ForeignError(
                    f"{name} {seen.state.value}; {files.safe_changes()}, your whole case in {shown(mine)}"
                )
            theirs = files.replace_theirs()
            kept = f"; what was there is kept in {shown(theirs)}" if theirs else ""
            raise ForeignError(f"{name} {seen.state.value}; your case was written there again{kept}")

    def _adopt(self, seen: Observation) -> bool:
        """Accept another program's version if it has, with the journal, the same content as this case."""
        if seen.state is not FileState.CHANGED:
            return False
        try:
            theirs = read_case(self._files.path)
            replay(theirs.case, read_journal(self._files.paths.journal).batches)
        except (UnreadableError, ConflictError):
            return False
        if not have_same_content(self._files.case, theirs.case):
            return False
        self._files.accept(theirs)
        return True
