"""The command `factcheck`: its options, its commands and, without one, the workbench."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from factcheck import __version__
from factcheck.cli import lazy, output, views
from factcheck.cli.context import Setup, folding, shared_options
from factcheck.cli.output import FAULT, INTERRUPTED, READER_GONE, WRONG, narrate
from factcheck.errors import FactcheckError
from factcheck.text import visible

if TYPE_CHECKING:
    from factcheck.settings import Settings

PROGRAM = "factcheck"
COMMANDS = {
    "init": ("case:init", "Create a case."),
    "tour": ("tour:tour", "Take the tour of the program on an invented case."),
    "status": ("case:status", "Show the progress of the case."),
    "claim": ("", "List, show, add, extract, edit, move and remove claims."),
    "claim list": ("claim:list_claims", "List the claims."),
    "claim add": ("claim:add_claims", "Add a claim."),
    "claim show": ("claim_show:show_claim", "Show a claim with its verdicts, excerpts, warnings and history."),
    "claim extract": ("extract:extract_claims", "Propose claims from a text."),
    "claim edit": ("claim_edit:edit_claim", "Edit a claim, or all claims that match a filter."),
    "claim move": ("claim:move_claim", "Move a claim to another place in the list."),
    "claim remove": ("claim:remove_claims", "Remove claims, with their excerpts and verdicts."),
    "claim import": ("import_:import_claims", "Import only the claims of a file."),
    "case": ("", "Bundle the case, check a bundle, ask for warnings."),
    "case bundle": ("bundle:bundle_case", "Write the case, its documents and a manifest of hashes to a ZIP file."),
    "case warn": ("case_warn:ask_for_warnings", "Ask for warnings that are off by default."),
    "case check": ("bundle:check_case", "Check a bundle of a case against its manifest of hashes."),
    "source": ("", "List, add, fetch, archive, show, check, edit and remove sources."),
    "source list": ("source:list_sources", "List the sources."),
    "source add": ("source_documents:add_documents", "Add documents as sources."),
    "source attach": ("source_documents:attach_text", "Attach a document to a source."),
    "source refetch": ("source_documents:refetch_source", "Fetch a source again, and show what changed."),
    "source archive": ("source_archive:archive_sources", "Ask a web archive for copies of sources."),
    "source show": ("source_show:show_source", "Show what is known of a source."),
    "source text": ("source:print_text", "Print the text of a source."),
    "source check": ("source_check:check_sources", "Check the stored documents against their hashes."),
    "source versions": ("source:list_versions", "List the stored versions of a source, oldest first."),
    "source edit": ("source:edit_source", "Edit the details of a source."),
    "source remove": ("source:remove_source", "Remove a source that has no excerpts."),
    "draft": ("", "Add, list and show drafts, and set sentences aside."),
    "draft add": ("draft:add_draft", "Add a draft: a text to be checked, as a file or a web address."),
    "draft list": ("draft:list_drafts", "List the drafts, each with how much of it was looked at."),
    "draft show": ("draft:show_draft", "Show the sentences of a draft, each with its number, kind, state and claims."),
    "draft aside": ("draft:set_aside", "Set aside sentences of a draft that need no check."),
    "excerpt": ("", "List, add, edit, join and remove excerpts."),
    "excerpt list": (
        "excerpt:list_excerpts",
        "List the excerpts.",
    ),
    "excerpt add": ("excerpt:add_excerpt", "Add an excerpt to a claim."),
    "excerpt edit": ("excerpt:edit_excerpt", "Edit an excerpt."),
    "excerpt set": ("excerpt:set_excerpts", "Join excerpts that are evidence only together."),
    "excerpt remove": ("excerpt:remove_excerpts", "Remove excerpts."),
    "entry": ("", "Add, close and list notes on claims, sources and the case."),
    "entry add": ("entry:add_entry", "Add a note, a query, a contact or a task."),
    "entry close": ("entry:close_entries", "Close entries."),
    "entry list": ("entry:list_entries", "List notes, queries, contacts and tasks."),
    "tag": ("", "Rename tags."),
    "tag rename": ("claim_edit:rename_tag", "Rename a tag on all claims, as one change."),
    "suggest": ("suggest:suggest", "Show the best passages of each source for a claim."),
    "search": ("suggest:search", "Search the sources for words."),
    "coverage": ("coverage:coverage", "Show how much of a draft was looked at, and what is left."),
    "compare": ("standalone:compare", "Compare the figures of a claim with those of a passage."),
    "quote": ("standalone:quote", "Check a quotation against a text."),
    "adjudicate": ("adjudicate:adjudicate", "List the claims whose checkers differ, or settle one."),
    "assign": ("assign:assign_claims", "Assign the claims to checkers."),
    "team": ("team:team", "Show or set how a team works, and share the case by a server."),
    "team init": ("team_server:init_on_server", "Put the case on a PostgreSQL server, for a team."),
    "team join": ("team_server:join_server", "Get a case from a server, or link a copy that you have."),
    "team sync": ("team_server:sync_with_server", "Send your new changes, and merge those of the others."),
    "team status": ("team_server:show_link", "Show the server, the members, and what is not shared yet."),
    "team admit": ("team_server:admit_member", "Make somebody a member of the case on the server."),
    "team dismiss": ("team_server:dismiss_member", "End a membership of the case on the server."),
    "team leave": ("team_server:leave_server", "End the link to the server; the case stays."),
    "team export": ("team_server:export_plain", "Write the case as a plain file that no server is linked to."),
    "hand-out": ("team:hand_out_copy", "Write a copy without the others' verdicts, rationales and notes."),
    "decide": ("decide:decide", "Record your verdict on a claim."),
    "warnings": ("warnings:warnings", "Show warnings about verdicts."),
    "waive": ("warnings:waive", "Dismiss a warning with a reason."),
    "verify": ("verify:verify", "Check quotes against the texts of their sources."),
    "history": ("history:history", "Show who changed what and when, oldest first."),
    "undo": ("history:undo", "Undo your last change."),
    "redo": ("history:redo", "Redo the change that you undid last."),
    "export": ("export:export", "Export the case in a format."),
    "report": ("export:report", "Write the case as a web page."),
    "import": ("import_:import_file", "Import claims, evidence and verdicts from a file."),
    "agreement": ("agreement:show_agreement", "Show how far the checkers agree."),
    "merge": ("merge:merge", "Merge other copies of a case, or files of changes, into MINE."),
    "share": ("merge:share_changes", "Write changes to a file that a colleague can merge."),
    "settle": ("merge:settle_contested", "Settle what is contested: keep the values that are shown."),
    "git-setup": ("git:git_setup", "Let git merge this case row by row, and show differences as text."),
    "recover": ("history:recover", "Recover a damaged case."),
    "forget": ("history:forget", "Remove excerpts and notes permanently."),
    "serve": ("serve:serve", "Open the workbench in a web browser, for one who has no terminal."),
    "manual": ("standalone:manual", "Show a page of the manual, or list its topics."),
}
"""The commands in the order in which help lists them: module and function, and the first line of their own help.

A group has no module, unless it does something itself: its commands are those whose names begin with its own.
"""
_OLD_NAMES = {"guards": "warnings"}
"""Earlier names of commands, which work but are not listed."""


class Commands(Mapping[str, click.Command]):
    """The commands of a group by name; the module of one is imported when it is looked up."""

    def __init__(self, group: str = "") -> None:
        """List the commands of `group`: "" for the program itself, "claim" for `factcheck claim`."""
        prefix = f"{group} ".lstrip()
        below = {name.removeprefix(prefix): entry for name, entry in COMMANDS.items() if name.startswith(prefix)}
        self._entries = {name: entry for name, entry in below.items() if " " not in name}

    def __getitem__(self, name: str) -> click.Command:
        place, summary = self._entries[_OLD_NAMES.get(name, name)]
        if not place:
            return Group(name, commands=Commands(name), help=summary)
        module, _, function = place.partition(":")
        command: click.Command = getattr(import_module(f"factcheck.cli.commands.{module}"), function)
        return command

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)

    def summary(self, name: str) -> str:
        """Return the description of a command in one line. Raises KeyError."""
        return self._entries[_OLD_NAMES.get(name, name)][1]


class Group(click.Group):
    """A group of commands in the order of the table. Listing them does not import their modules."""

    commands: Commands  # type: ignore[assignment]  # click itself only reads them

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Create a click group for which a missing command is an error."""
        super().__init__(*args, **{"no_args_is_help": False, **kwargs})

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands."""
        return list(self.commands)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command with only its name and description, for lists; None if it does not exist."""
        try:
            return click.Command(cmd_name, short_help=self.commands.summary(cmd_name))
        except KeyError:
            return None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the name of the command to run, the command itself, and its arguments."""
        name = args[0]
        if name not in self.commands and (name.endswith(".json") or Path(name).is_file()):
            raise click.UsageError(f"{name} is no command; `factcheck --db {name}` opens a case file", ctx)
        known, found, rest = super().resolve_command(ctx, args)
        return known, found and self.commands[name], rest


class App(Group):
    """The program: its commands, with every error reported in one line."""

    def main(self, *args: Any, **extra: Any) -> NoReturn:
        """Run a command line and exit with its status."""
        output.open_closed_streams()
        reconfigure = getattr(sys.stdout, "reconfigure", None)
        if reconfigure:
            reconfigure(errors="replace")  # what the terminal cannot show is a ?
        settled = {**extra, "prog_name": PROGRAM, "standalone_mode": False}
        sys.exit(status_of(lambda: super(App, self).main(*args, **settled)))

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; exit with 141 if the reader of a pipe has ended."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            output.silence(sys.stdout)
            raise click.exceptions.Exit(READER_GONE) from None


@click.group(
    cls=App,
    commands=Commands(),
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="""\b
Try it, on an invented case with texts:
  factcheck tour
Or with the sample case:
  factcheck init --sample && factcheck
Read the manual:
  factcheck manual
Shell completion; add the line to ~/.bashrc, ~/.zshrc or config.fish:
  eval "$(_FACTCHECK_COMPLETE=bash_source factcheck)"
  eval "$(_FACTCHECK_COMPLETE=zsh_source factcheck)"
  _FACTCHECK_COMPLETE=fish_source factcheck | source""",
)
@click.version_option(__version__, prog_name=PROGRAM, message="%(prog)s %(version)s")
@click.option("--plain", is_flag=True, help="Work at a prompt, in lines of text, as for a screen reader.")
@click.pass_context
def app(context: click.Context, plain: bool) -> None:
    """Check claims against their sources. Without a command, open the workbench.

    A case is one file. `factcheck COMMAND --help` describes a command. --db and --checker may also follow the command.
    """
    if context.invoked_subcommand is None:
        _work(context.ensure_object(Setup), plain=plain)


app.params[:0] = shared_options(hidden=False)


def main() -> None:
    """Run the command line, and exit with its status: 0 done, 1 a negative result, 2 wrong use or unreadable input."""
    app.main()


def _work(setup: Setup, *, plain: bool) -> None:
    if plain or (has_terminal() and not _has_driver() and os.environ.get("TERM") == "dumb"):
        views.prompt.work(setup)
        return
    if not has_terminal():
        raise FactcheckError("the workbench needs a terminal; --plain and the commands of `factcheck --help` need none")
    settings = setup.settings()
    open_workbench(setup.path, setup.checker(settings), settings)


def has_terminal() -> bool:
    """Return whether the workbench can be drawn: on a terminal, or by the driver that `factcheck serve` asks for."""
    streams = (sys.stdin, sys.stdout, sys.stderr)  # Textual draws on the last
    return _has_driver() or all(stream.isatty() for stream in streams)


def _has_driver() -> bool:
    return bool(os.environ.get("TEXTUAL_DRIVER"))


def open_workbench(path: Path, checker: str, settings: Settings, *, tour: bool = False) -> None:
    """Open the screens on the case at `path`, and return when the user leaves them. Raises UnreadableError.

    With `tour` they show the steps of the tour.
    """
    gc.disable()  # there is next to no garbage until the first picture, after which the screens enable it again
    guide = lazy.guide.Guide if tour else None
    workbench = lazy.screens.FactcheckApp(path, checker=checker, settings=settings, guide=guide)
    try:
        with lazy.signals.orderly_end(workbench.leave), folding(workbench.close):
            workbench.run()
    finally:
        for text in workbench.unsaved:
            narrate("factcheck: NOT saved, and no draft could be stored; the unsaved text is:")
            click.echo(visible(text), err=True)
    if workbench.failure is not None:
        raise workbench.failure
    if workbench.return_code:
        raise click.exceptions.Exit(workbench.return_code)


def status_of(command: Callable[[], object]) -> int:
    """Run `command` and return its exit status; an error is reported in one line."""
    try:
        answer = command()
        sys.stdout.flush()
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except click.ClickException as error:
        return _told(_usage(error), WRONG)
    except FactcheckError as error:
        return _told(str(error), WRONG)
    except OSError as error:
        output.silence(sys.stdout)
        return _told(output.refusal(error), WRONG)
    except Exception as error:
        if sys.flags.dev_mode:
            raise
        return _told(f"internal error: {type(error).__name__}: {error}", FAULT)
    return answer if isinstance(answer, int) else 0


def _told(line: str, status: int) -> int:
    narrate(f"factcheck: {line}")
    return status


def _usage(error: click.ClickException) -> str:
    """Return click's message with the command whose help describes the usage."""
    context = error.ctx if isinstance(error, click.UsageError) else None
    if context is None:
        return error.format_message()
    return f"{error.format_message().rstrip('.')} (see `{context.command_path} --help`)"
