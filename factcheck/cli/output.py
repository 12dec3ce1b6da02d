"""What the commands print: data to standard output, narration to standard error.

Piped, data is plain: a line for each row, its cells parted by tabs, nothing that depends on a width. All
text of a case is made visible first, so that none of it can act on a terminal; JSON stays exact, in ASCII.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping
from typing import Any

import click

from factcheck.text import visible, visible_line

json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON, for programs.")


def for_people() -> bool:
    """Return whether standard output is a terminal."""
    return sys.stdout.isatty()


def narrate(line: str) -> None:
    """Tell the user what happened, in one line on standard error."""
    click.echo(visible_line(line), err=True)


def print_rows(rows: Iterable[Iterable[object]]) -> None:
    """Print rows for programs that read lines."""
    lines = ("\t".join(visible_line(str(cell)) for cell in row) for row in rows)
    click.echo("".join(f"{line}\n" for line in lines), nl=False)


def print_objects(rows: Iterable[Mapping[str, Any]]) -> None:
    """Print a JSON array with a line for each object."""
    lines = ",\n".join(json.dumps(row) for row in rows)
    click.echo(f"[\n{lines}\n]" if lines else "[]")


def print_object(value: Mapping[str, Any]) -> None:
    """Print one JSON object."""
    click.echo(json.dumps(value, indent=2))


def print_added(refs: Iterable[str]) -> None:
    """Print the refs of what was added, for scripts; people read them in the narration."""
    if not for_people():
        print_rows([ref] for ref in refs)


def print_text(text: str) -> None:
    """Print a text as it is: to a pipe exactly, in UTF-8, to a terminal so that nothing in it can act."""
    if for_people():
        click.echo(visible(text))
    else:
        click.echo(text.encode("utf-8", "replace"), nl=False)


def mark(there: bool) -> str:
    """Return the sign for what is there or not."""
    return "✓" if there else "–"
