"""A case in its storage, as one checker sees it, until it is closed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self

from factcheck.case.blinding import BlindView
from factcheck.case.case import Case
from factcheck.case.input import checker_name
from factcheck.errors import FactcheckError, ForeignError, NotSavedError
from factcheck.storage import CaseStorage, DocumentStore
from factcheck.text import visible_line
from factcheck.workspace.state_path import state_path


class StoredCase:
    """A case that a checker has open. Use as a context manager, or call `close`."""

    def __init__(self, store: CaseStorage, checker: str) -> None:
        """Read the case in `store` as `checker`."""
        self.store = store
        self.checker = checker_name(checker)
        self._reader = self.checker if checker else ""
        self._blind_view = BlindView()
        self.ask_reader: Callable[[], str] | None = None
        """Returns the name of who reads the case, if that is not known yet; asked when something depends on it."""
        self.newest_by_default = False
        """Whether the newest verdict stands where checkers differ and the case does not say, as the settings ask."""
        self.texts = DocumentStore(store.beside.sources)
        """The documents beside the case."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self.close()
        except FactcheckError:
            if error is None:  # otherwise the first error is the one to show
                raise

    def close(self) -> None:
        """Fold the journal and release the lock.

        If the case can be written neither to its file nor beside it, it is saved in the user's state directory, and
        ForeignError says so. Raises NotSavedError if that fails too.
        """
        try:
            self.store.close()
        except NotSavedError as error:
            try:
                path = self.store.save_copy_in(state_path().with_name("rescued"))
            except NotSavedError as second:
                raise error from second
            why = str(error).removeprefix("NOT saved: ")
            raise ForeignError(f"{why}; your whole case is saved in {visible_line(str(path))}") from error

    @property
    def case(self) -> Case:
        """The case as it is now and as this checker sees it: in a blind case without what he is not to see yet."""
        case = self.record
        if not case.info.blind:
            return case
        return self._blind_view.of(case, self.reader)

    @property
    def record(self) -> Case:
        """The whole case as it is stored. Only what makes changes or copies of it reads it, never what shows it."""
        case = self.store.case
        case.newest_by_default, case.author = self.newest_by_default, self.checker
        return case

    @property
    def reader(self) -> str:
        """The checker for whom claims are checked or not; "" for nobody, and where nothing depends on it."""
        index = self.store.case.index
        if self.ask_reader is not None and (index.checked or index.entries or self.store.case.info.blind):
            self._reader, self.ask_reader = checker_name(self.ask_reader()), None
        return self._reader

    @property
    def path(self) -> Path:
        """The path of the case."""
        return self.store.path

    def owns(self, path: Path) -> bool:
        """Return whether a path is one of the case's own files, or among its documents."""
        return self.store.beside.owns(path)

    @property
    def recovered(self) -> int:
        """The number of changes that an earlier run left in the journal, safe but not yet in db.json."""
        return self.store.recovered

    @property
    def lost(self) -> str:
        """What a crash damaged, and where it is kept; empty if nothing."""
        return self.store.lost

    @property
    def read_only(self) -> str:
        """Why nothing can be changed; empty if it can."""
        return self.store.read_only

    def holder(self) -> str:
        """Return who else has the case open for changes; empty if nobody has."""
        return self.store.holder()

    def fold(self) -> bool:
        """Move the changes of the journal into db.json; return whether there were any."""
        return self.store.fold()
