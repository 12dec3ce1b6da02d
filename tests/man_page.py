"""Writes the man page from the commands: `python -m tests.man_page`.

The page is part of the wheel (`share/man/man1`), with the completion scripts for bash, zsh and fish beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from inspect import cleandoc
from pathlib import Path

import click

from factcheck import __version__
from factcheck.cli.app import PROGRAM, app

SHARE = Path(__file__).parents[1] / "factcheck" / "cli" / "share"
PAGE = SHARE / "man" / "man1" / f"{PROGRAM}.1"

_EXIT_STATUS = {
    "0": "Done.",
    "1": "The answer is no: nothing to undo, a quotation that differs from its source, a warning, a damaged case.",
    "2": "Wrong use or unreadable input; one line on standard error says what and where.",
    "70": "An error in the program itself.",
    "130": "Interrupted.",
    "141": "The program that read the output has ended.",
}
_ENVIRONMENT = {
    "FACTCHECK_DB": "The case, if --db is not given.",
    "FACTCHECK_CONFIG": "The settings file, instead of config.toml in the user's configuration directory.",
    "FACTCHECK_STATE": "The file that remembers the format and directory of the last export.",
    "NO_COLOR": "If set, output has no colours.",
}


def man_page() -> str:
    """Return the man page in roff."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield f'.TH {PROGRAM.upper()} 1 "" "{PROGRAM} {__version__}" "User Commands"'
    yield from (".SH NAME", f"{PROGRAM} \\- check claims against their sources")
    yield from (".SH SYNOPSIS", f".B {PROGRAM}", "[\\fIOPTIONS\\fR] [\\fICOMMAND\\fR [\\fIARGS\\fR]]")
    yield from (".SH DESCRIPTION", *_paragraphs(app.help or ""))
    yield from (".SH OPTIONS", *_options(app))
    yield ".SH COMMANDS"
    for name, command in leaf_commands():
        yield from _command(name, command)
    for title, entries in (("EXIT STATUS", _EXIT_STATUS), ("ENVIRONMENT", _ENVIRONMENT)):
        yield f".SH {title}"
        for name, text in entries.items():
            yield from (".TP", f".B {name}", _escaped(text))
    yield ".SH SEE ALSO"
    yield _escaped(f"`{PROGRAM} manual` lists the topics of the manual, `{PROGRAM} manual TOPIC` shows one.")


def leaf_commands() -> Iterator[tuple[str, click.Command]]:
    """Yield every command that is not a group, with its full name."""
    for name, command in app.commands.items():
        if isinstance(command, click.Group):
            yield from ((f"{name} {below}", found) for below, found in command.commands.items())
        else:
            yield name, command


def _command(name: str, command: click.Command) -> Iterator[str]:
    arguments = " ".join(_argument(found) for found in command.params if isinstance(found, click.Argument))
    yield from (f".SS {PROGRAM} {name} [OPTIONS] {arguments}".rstrip(), *_paragraphs(command.help or ""))
    yield from _options(command)
    yield from _paragraphs(command.epilog or "")


def _argument(argument: click.Argument) -> str:
    name = argument.metavar or (argument.name or "").upper()
    name += "..." if argument.nargs == -1 and "..." not in name else ""
    return name if argument.required or name.startswith("[") else f"[{name}]"


def _options(command: click.Command) -> Iterator[str]:
    for option in command.params:
        if isinstance(option, click.Option) and not option.hidden:
            value = "" if option.is_flag else f" \\fI{_escaped(_value(option))}\\fR"
            default = f"  [default: {option.default}]" if option.show_default else ""
            names = ", ".join(f"\\fB{_escaped(name)}\\fR" for name in option.opts)
            yield from (".TP", f"{names}{value}", _escaped((option.help or "") + default))


def _value(option: click.Option) -> str:
    if option.metavar:
        return option.metavar
    if isinstance(option.type, click.Choice):
        return "|".join(map(str, option.type.choices))
    return option.type.name.upper().removesuffix(" RANGE")


def _paragraphs(text: str) -> Iterator[str]:
    r"""Yield the paragraphs of a help text; click keeps the lines of one that begins with \b, and so do we."""
    for paragraph in re.split(r"\n\s*\n", cleandoc(text)):
        kept = paragraph.startswith("\b")
        lines = [_escaped(line) for line in paragraph.removeprefix("\b").strip("\n").splitlines()]
        if any(lines):
            yield ".PP"
            yield from (".nf", *lines, ".fi") if kept else lines


def _escaped(text: str) -> str:
    """Return text as roff prints it: without commands, and with hyphens that can be copied."""
    text = text.replace("\\", "\\e").replace("-", "\\-").replace("`", "\\(ga").replace("'", "\\(aq")
    return f"\\&{text}" if text.startswith(".") else text


if __name__ == "__main__":
    PAGE.parent.mkdir(parents=True, exist_ok=True)
    PAGE.write_text(man_page(), encoding="utf-8")
