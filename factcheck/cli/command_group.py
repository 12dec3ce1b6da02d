"""A group of commands, each of which is imported when it is run."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from factcheck.cli.command_table import COMMANDS, OLD_NAMES


class Commands(Mapping[str, click.Command]):
    """The commands of a group by name; the module of one is imported when it is looked up."""

    def __init__(self, group: str = "") -> None:
        """List the commands of `group`: "" for the program itself, "claim" for `factcheck claim`."""
        prefix = f"{group} ".lstrip()
        below = {name.removeprefix(prefix): entry for name, entry in COMMANDS.items() if name.startswith(prefix)}
        self._entries = {name: entry for name, entry in below.items() if " " not in name}

    def __getitem__(self, name: str) -> click.Command:
        place, summary = self._entries[OLD_NAMES.get(name, name)]
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
        return self._entries[OLD_NAMES.get(name, name)][1]


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
