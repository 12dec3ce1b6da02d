"""Which case a command works on, and as whom: the options that every command takes, and the workspace they open."""

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
    """What stood on the command line: the file of the case and the name of the checker, if given."""

    def __init__(self) -> None:
        self.path = DEFAULT
        self.name = ""

    def reading(self) -> Workspace:
        """Open the case for reading. Raises UnreadableError."""
        return self._open("", write=False)

    @contextmanager
    def writing(self) -> Iterator[Workspace]:
        """Open the case for changes, and fold them at the end.

        Raises UnreadableError, ReadOnlyError that says why nothing can be saved, and whatever the changes raise.
        """
        workspace = self._open(self.name or self.checker(self.settings()), write=True)
        before = len(workspace.case.history)
        keep_status_once(lambda: len(workspace.case.history) > before)
        with folding(workspace.close):
            if workspace.read_only:
                raise ReadOnlyError(f"NOT saved: {self.path} is read-only: {workspace.read_only}")
            yield workspace

    def settings(self) -> Settings:
        """Read the user's settings, and say what in them could not be used."""
        loaded = lazy.settings.load()
        for problem in loaded.problems:
            narrate(f"factcheck: {problem}")
        return loaded

    def checker(self, settings: Settings) -> str:
        """Return who works on the case: as told, as set, or as git or the login has it."""
        return self.name or settings.checker or lazy.settings.default_checker()

    def _open(self, checker: str, *, write: bool) -> Workspace:
        try:
            return lazy.workspace.Workspace.open(self.path, checker, write=write)
        except UnreadableError as error:
            if isinstance(error.__cause__, FileNotFoundError):
                raise UnreadableError(f"{error}; `factcheck init` creates a case") from error
            raise


@contextmanager
def folding(close: Callable[[], None]) -> Iterator[None]:
    """Call `close`, which folds the journal, at the end.

    What went wrong before is raised, whatever happens in closing; of changes that are saved and could only not be
    folded, the user is told.
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
    """Return --db and --checker. They are kept in the Setup; the one that comes last counts."""
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
    """Return the error of a wrong command line; the message names the command that is running."""
    return click.UsageError(words, click.get_current_context())


class Command(click.Command):
    """A command that takes the shared options too."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Take what a click command takes."""
        super().__init__(*args, **kwargs)
        self.params += shared_options(hidden=True)
