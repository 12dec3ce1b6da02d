"""Arguments and options: dates, texts from standard input, and shell completion."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, TypeAlias

import click

from factcheck.case.input import parse_date
from factcheck.case.records import EntryKind, Stance
from factcheck.cli import lazy
from factcheck.cli.context import Setup
from factcheck.cli.output import narrate
from factcheck.errors import FactcheckError, InvalidError
from factcheck.text import visible_line

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from factcheck.workspace.workspace import Workspace

STANCE = click.Choice([stance.value for stance in Stance])


def date(value: str) -> str:
    """Return a date such as 2023-04-25, 2023-04 or 2023. Raises BadParameter."""
    try:
        return parse_date(value)
    except InvalidError as error:
        raise click.BadParameter(str(error)) from error


def language(value: str) -> str:
    """Return the code of a language that can be read, "" for an empty one. Raises BadParameter."""
    if value and lazy.languages.language(value) is None:
        raise click.BadParameter(f"{value!r} is no language code; give one such as en, de or kk")
    return value.strip().lower()


def given(value: str) -> str:
    """Return `value`, or standard input if it is "-". Raises InvalidError if that is not UTF-8."""
    if value != "-":
        return value
    if sys.stdin.isatty():
        narrate("Type the text, then press ctrl+d on an empty line")
    data = sys.stdin.buffer.read()
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise InvalidError(f"standard input is not UTF-8: byte {error.start + 1} of {len(data)}") from error


def can_ask() -> bool:
    """Return whether a person can see a question and answer it."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def given_fields(**fields: str | None) -> dict[str, Any]:
    """Return the fields that were given on the command line."""
    return {name: value for name, value in fields.items() if value is not None}


Named: TypeAlias = Iterable[tuple[str, str]]
Completion: TypeAlias = "Callable[[click.Context, click.Parameter, str], list[CompletionItem]]"


def completing(names: Callable[[Workspace], Named]) -> Completion:
    """Return a completion of `names` in the case, each with a description."""

    def complete(context: click.Context, _parameter: click.Parameter, begun: str) -> list[CompletionItem]:
        try:
            with context.ensure_object(Setup).reading() as workspace:
                found = list(names(workspace))
        except (FactcheckError, OSError):
            return []
        return fitting(found, begun)

    return complete


def fitting(names: Named, begun: str) -> list[CompletionItem]:
    """Return the `names` that begin with `begun`; names with control characters are left out."""
    item = lazy.shell_completion.CompletionItem
    fit = ((name, about) for name, about in names if name.casefold().startswith(begun.casefold()))
    return [item(name, help=visible_line(about)) for name, about in fit if visible_line(name) == name]


claim_names = completing(lambda workspace: ((claim.ref, claim.text) for claim in workspace.case.in_order()))
source_names = completing(lambda workspace: ((source.ref, source.title) for source in workspace.case.sources.values()))
label_names = completing(lambda workspace: ((label.id, label.meaning) for label in workspace.case.scale.labels))
subject_names = completing(
    lambda workspace: (
        *((claim.ref, claim.text) for claim in workspace.case.in_order()),
        *((source.ref, source.title) for source in workspace.case.sources.values()),
    )
)
entry_names = completing(lambda workspace: ((entry.ref, entry.words) for entry in workspace.case.entries.values()))
kind_names = completing(lambda workspace: ((kind.value, "") for kind in EntryKind))
excerpt_names = completing(
    lambda workspace: ((excerpt.ref, excerpt.quote) for excerpt in workspace.case.excerpts.values())
)
