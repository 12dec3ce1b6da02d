"""The options that every command takes, and the workspace that they open."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from factcheck.cli import lazy
from factcheck.cli.output import keep_status_once, narrate
from factcheck.errors import FactcheckError, ForeignError, NotFoldedError, ReadOnlyError, UnreadableError

if TYPE_CHECKING:
    from factcheck.settings import Settings
    from factcheck.workspace.workspace import Workspace

DEFAULT = Path("db.json")


class Setup:
    """The case file and the checker given on the command line."""

    def __init__(self) -> None:
        self.path = DEFAULT
        self.name = ""
        self._settings: Settings | None = None

    def reading(self) -> Workspace:
        """Open the case for reading, as the checker sees it. Raises UnreadableError."""
        workspace = self._open(self.name, write=False)
        if not self.name:
            workspace.ask_reader = lambda: self.checker(self.settings())
        return workspace

    def sign_as_set(self, workspace: Workspace) -> None:
        """Let the reports on the case name the desk and the contact of the settings."""
        settings = self.settings()
        workspace.desk, workspace.contact = settings.desk, settings.contact

    def warn_as_set(self, workspace: Workspace) -> None:
        """Let the warnings about the case be those that the settings ask for."""
        workspace.always_warn = self.settings().always_warn

    @contextmanager
    def writing(self) -> Iterator[Workspace]:
        """Open the case for changes, and fold them at the end.

        Raises UnreadableError, and ReadOnlyError with the reason if nothing can be saved.
        """
        workspace = self._open(self.name or self.checker(self.settings()), write=True)
        before = len(workspace.case.history)
        keep_status_once(lambda: len(workspace.case.history) > before)
        with folding(workspace.close):
            if workspace.read_only:
                raise ReadOnlyError(f"NOT saved: {self.path} is read-only: {workspace.read_only}")
            yield workspace

    @contextmanager
    def opened(self) -> Iterator[Workspace]:
        """Open the case, for changes if that is possible, and fold at the end. Raises UnreadableError."""
        workspace = self._open(self.name or self.checker(self.settings()), write=True)
        with folding(workspace.close):
            yield workspace

    def settings(self) -> Settings:
        """Return the user's settings; invalid ones are reported."""
        if self._settings is None:
            self._settings = lazy.settings.load()
            for problem in self._settings.problems:
                narrate(f"factcheck: {problem}")
        return self._settings

    def checker(self, settings: Settings) -> str:
        """Return the checker: from --checker, the settings, git or the login."""
        return self.name or settings.checker or lazy.settings.default_checker()

    def _open(self, checker: str, *, write: bool) -> Workspace:
        try:
            workspace = lazy.workspace.Workspace.open(self.path, checker, write=write)
        except UnreadableError as error:
            if isinstance(error.__cause__, FileNotFoundError):
                raise UnreadableError(f"{error}; `factcheck init` creates a case") from error
            raise
        if len(workspace.case.index.checkers) > 1:  # else none can differ
            workspace.newest_by_default = self.settings().newest_stands
        if workspace.case.filled:
            narrate(f"factcheck: {workspace.case.filled}")
        return workspace


@contextmanager
def folding(close: Callable[[], None]) -> Iterator[None]:
    """Call `close`, which folds the journal, at the end.

    An error in the block is raised, whatever happens in `close`. If the changes are saved but not folded, that is only
    reported.
    """
    try:
        yield
    except BaseException:
        with suppress(FactcheckError):
            close()
        raise
    try:
        close()
    except (NotFoldedError, ForeignError) as error:
        narrate(f"factcheck: {error}")


def _keep(attribute: str) -> Callable[[click.Context, click.Parameter, Any], None]:
    def callback(context: click.Context, _parameter: click.Parameter, value: Any) -> None:
        setup = context.ensure_object(Setup)
        if value is not None:
            setattr(setup, attribute, value)

    return callback


def shared_options(*, hidden: bool) -> list[click.Parameter]:
    """Return --db and --checker, which are stored in the Setup; the last one given counts."""
    return [
        click.Option(
            ["--db"],
            type=click.Path(path_type=Path),
            metavar="FILE",
            envvar=None if hidden else "FACTCHECK_DB",
            expose_value=False,
            callback=_keep("path"),
            hidden=hidden,
            help=f"The case file.  [default: $FACTCHECK_DB, else {DEFAULT}]",
        ),
        click.Option(
            ["--checker"],
            metavar="NAME",
            expose_value=False,
            callback=_keep("name"),
            hidden=hidden,
            help="Your name in the case.  [default: from the settings, else git's user.name, else your login]",
        ),
    ]


def usage_error(words: str) -> click.UsageError:
    """Return an error about the command line; its message names the running command."""
    return click.UsageError(words, click.get_current_context())


class Command(click.Command):
    """A command with the shared options."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Create a click command."""
        super().__init__(*args, **kwargs)
        self.params += shared_options(hidden=True)
