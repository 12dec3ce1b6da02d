"""`factcheck claim edit`, `move` and `remove`: each one change, which `factcheck undo` takes back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from factcheck.cli import output
from factcheck.cli.change_set import print_changes
from factcheck.cli.context import Command, Setup
from factcheck.cli.parameters import claim_names, date, given
from factcheck.errors import InvalidError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from factcheck.case.case import Case
    from factcheck.case.changes import Batch
    from factcheck.case.records import Claim


@click.command(
    "edit",
    cls=Command,
    epilog="""\b
Examples:
  factcheck claim edit C5 --text "It opened in 1933." --tag date
  factcheck claim edit C5 --speaker "" --untag money""",
)
@click.argument("claim", shell_complete=claim_names)
@click.option("--text", help="What it says; with - as TEXT, what stands on standard input.")
@click.option("--speaker", help="Who said it.")
@click.option("--date", type=date, metavar="DATE", help="When it was said: 2023-04-25, 2023-04 or 2023.")
@click.option("--origin", help="Where it was said: a speech, an article, a link.")
@click.option("--tag", "tags", multiple=True, help="A tag to be added; may be given again.")
@click.option("--untag", "untags", multiple=True, help="A tag to be taken off; may be given again.")
@output.json_option
@click.pass_obj
def edit_claim(
    setup: Setup,
    /,
    claim: str,
    text: str | None,
    tags: tuple[str, ...],
    untags: tuple[str, ...],
    as_json: bool,
    **fields: str | None,
) -> None:
    """Change what is recorded of a claim.

    CLAIM is its ref (C5) or id. What is not given stays as it is; "" empties a field.
    """
    values: dict[str, Any] = given_only(text=None if text is None else given(text), **fields)
    if not (values or tags or untags):
        raise click.UsageError("nothing to change: give --text, --speaker, --date, --origin, --tag or --untag")
    with setup.writing() as workspace:
        found = workspace.case.claim(claim)
        if tags or untags:
            values["tags"] = _retagged(found, tags, untags)
        batch = workspace.edit("claims", found.id, **values)
        tell(workspace.case, batch, setup, f"{found.ref} is so already", as_json=as_json)


def given_only(**fields: str | None) -> dict[str, Any]:
    """Return the fields that were given on the command line."""
    return {name: value for name, value in fields.items() if value is not None}


def tell(case: Case, batch: Batch, setup: Setup, already: str, *, as_json: bool) -> None:
    """Say what a batch did, or that it is so `already`; also as JSON, for programs."""
    from factcheck.case.describe import describe

    if as_json:
        print_changes(case, batch)
    output.narrate(f"{describe(case, batch)}, saved in {setup.path}" if batch else f"{already}, nothing to save")


def _retagged(claim: Claim, tags: Iterable[str], untags: Iterable[str]) -> tuple[str, ...]:
    for tag in untags:
        if tag not in claim.tags:
            raise InvalidError(f"{claim.ref} has no tag {tag!r}")
    kept = [tag for tag in claim.tags if tag not in set(untags)]
    return tuple(dict.fromkeys(filter(None, (*kept, *tags))))


@click.command(
    "move",
    cls=Command,
    epilog="""\b
Examples:
  factcheck claim move C9 --after C3
  factcheck claim move C9 --first""",
)
@click.argument("claim", shell_complete=claim_names)
@click.option("--before", metavar="CLAIM", shell_complete=claim_names, help="Put it before this claim.")
@click.option("--after", metavar="CLAIM", shell_complete=claim_names, help="Put it behind this claim.")
@click.option("--first", is_flag=True, help="Put it before all others.")
@click.option("--last", is_flag=True, help="Put it behind all others.")
@output.json_option
@click.pass_obj
def move_claim(
    setup: Setup, /, claim: str, before: str | None, after: str | None, first: bool, last: bool, as_json: bool
) -> None:
    """Move a claim in the order of the case.

    CLAIM is its ref (C5) or id.
    """
    if [before is not None, after is not None, first, last].count(True) != 1:
        raise click.UsageError("give one of --before, --after, --first and --last")
    with setup.writing() as workspace:
        case, found = workspace.case, workspace.case.claim(claim)
        others = [key for key in case.index.order() if key != found.id]
        place = 0 if first else len(others)
        if name := before or after:
            place = _place_of(case.claim(name), found, others) + (after is not None)
        batch = workspace.move(found.id, place)
        tell(case, batch, setup, f"{found.ref} stands there already", as_json=as_json)


def _place_of(neighbour: Claim, claim: Claim, others: list[str]) -> int:
    if neighbour.id == claim.id:
        raise InvalidError(f"{claim.ref} cannot stand before or behind itself")
    return others.index(neighbour.id)


@click.command(
    "remove",
    cls=Command,
    epilog="""\b
Example:
  factcheck claim remove C5 C9""",
)
@click.argument("claims", metavar="CLAIM", nargs=-1, required=True, shell_complete=claim_names)
@output.json_option
@click.pass_obj
def remove_claims(setup: Setup, claims: tuple[str, ...], as_json: bool) -> None:
    """Remove claims, with their excerpts and verdicts.

    CLAIM is a ref (C5) or id; there may be several, which go as one, and `factcheck undo` takes that back.
    """
    with setup.writing() as workspace:
        batch = workspace.remove("claims", *claims)
        tell(workspace.case, batch, setup, "", as_json=as_json)
