"""`factcheck excerpt edit` and `remove`: each one change, which `factcheck undo` takes back."""

from __future__ import annotations

from typing import Any

import click

from factcheck.case.records import Stance
from factcheck.cli import output
from factcheck.cli.change_set import print_changes
from factcheck.cli.commands.claim import given_only, tell
from factcheck.cli.context import Command, Setup
from factcheck.cli.parameters import STANCE, claim_names, excerpt_names, given, source_names


@click.command(
    "edit",
    cls=Command,
    epilog="""\b
Examples:
  factcheck excerpt edit E12 --stance context --locator "p. 4"
  factcheck excerpt edit E12 --quote - < quote.txt""",
)
@click.argument("excerpt", shell_complete=excerpt_names)
@click.option("--quote", help="What the source says, word for word; with - as TEXT, from standard input.")
@click.option("--source", metavar="SOURCE", shell_complete=source_names, help="The source that it is from.")
@click.option("--claim", metavar="CLAIM", shell_complete=claim_names, help="The claim that it speaks to.")
@click.option("--stance", type=STANCE, help="What the quote says about the claim.")
@click.option("--locator", help="Where it stands in the source: a page, a paragraph.")
@click.option("--note", help="What a reader should know about it.")
@output.json_option
@click.pass_obj
def edit_excerpt(setup: Setup, /, excerpt: str, as_json: bool, **fields: str | None) -> None:
    """Change what is recorded of an excerpt.

    EXCERPT is its ref (E12) or id. What is not given stays as it is; "" empties a locator and a note. Where another
    quote stands in its source is looked up anew.
    """
    values: dict[str, Any] = given_only(**fields)
    if not values:
        raise click.UsageError("nothing to change: give --quote, --source, --claim, --stance, --locator or --note")
    from factcheck.workspace import excerpts as quoting

    if "quote" in values:
        values["quote"] = given(values["quote"]).strip()
    if "stance" in values:
        values["stance"] = Stance(values["stance"])
    with setup.writing() as workspace:
        case, found = workspace.case, workspace.case.excerpt(excerpt)
        if "source" in values:
            values["source"] = case.source(values["source"]).id
        if "claim" in values:
            values["claim"] = case.claim(values["claim"]).id
        batch = workspace.edit("excerpts", found.id, **values)
        if as_json:
            print_changes(case, batch)
        if batch:
            output.narrate(f"{quoting.said(workspace.documents, batch)}, saved in {setup.path}")
        else:
            output.narrate(f"{found.ref} is so already, nothing to save")


@click.command(
    "remove",
    cls=Command,
    epilog="""\b
Example:
  factcheck excerpt remove E12 E13
To remove one for good, beyond undo: factcheck forget E12""",
)
@click.argument("excerpts", metavar="EXCERPT", nargs=-1, required=True, shell_complete=excerpt_names)
@output.json_option
@click.pass_obj
def remove_excerpts(setup: Setup, excerpts: tuple[str, ...], as_json: bool) -> None:
    """Remove excerpts.

    EXCERPT is a ref (E12) or id; there may be several, which go as one, and `factcheck undo` takes that back.
    """
    with setup.writing() as workspace:
        batch = workspace.remove("excerpts", *excerpts)
        tell(workspace.case, batch, setup, "", as_json=as_json)
