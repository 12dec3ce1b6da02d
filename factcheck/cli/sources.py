"""`factcheck source`: list the sources of a case, and record another document."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from factcheck.cli import output
from factcheck.cli.opening import Group, Setup
from factcheck.cli.parameters import date
from factcheck.errors import InvalidError
from factcheck.text import clean_line

if TYPE_CHECKING:
    from factcheck.desk import Desk
    from factcheck.model import Source
    from factcheck.summary import SourceLoad


@click.group(cls=Group)
def source() -> None:
    """List the sources, or record a document as one."""


@source.command(
    "list",
    epilog="""\b
Piped, a line is: ref, title, publisher, date, how many excerpts support,
contradict and give context; parted by tabs.""",
)
@output.json_option
@click.pass_obj
def list_sources(setup: Setup, as_json: bool) -> None:
    """List the sources.

    Each with how many of its excerpts support, contradict and give context.
    """
    from factcheck.summary import source_loads

    with setup.reading() as desk:
        loads = {load.source.id: load for load in source_loads(desk.case)}
        in_order = [loads[key] for key in desk.case.sources]
    if as_json:
        output.print_objects(_object(load) for load in in_order)
    elif output.for_people():
        from factcheck.cli import terminal

        terminal.show_sources(in_order)
    else:
        output.print_rows(_row(load) for load in in_order)
    if not in_order:
        output.narrate("no sources yet; `factcheck source add FILE` adds one")


def _object(load: SourceLoad) -> dict[str, Any]:
    return {**load.source.to_row(), **_counts(load), "claims": load.claims}


def _counts(load: SourceLoad) -> dict[str, int]:
    return {stance.value: count for stance, count in load.stances.items()}


def _row(load: SourceLoad) -> list[object]:
    found = load.source
    return [found.ref, found.title, found.publisher, found.published, *load.stances.values()]


@source.command(
    "add",
    epilog="""\b
Example:
  factcheck source add report.pdf --publisher "City of X" --published 2023-04""",
)
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--title", default="", help="Its title.  [default: the file's name]")
@click.option("--publisher", default="", help="Who published it.")
@click.option("--author", default="", help="Who wrote it.")
@click.option("--published", type=date, default="", metavar="DATE", help="When: 2023-04-25, 2023-04 or 2023.")
@click.option("--url", default="", help="Where it is on the web.")
@click.option("--language", default="", help="The language it is in: en, kk …")
@click.option("--note", default="", help="What a reader should know about it.")
@click.pass_obj
def add_source(setup: Setup, /, file: Path, title: str, **fields: str) -> None:
    """Record a document as a source.

    FILE is the document. The case keeps its name, its type and the hash of its bytes; the text stays where it is.
    """
    sha256 = _hash(file)
    with setup.writing() as desk:
        known = _with_hash(desk, sha256)
        added = known or _add(desk, file, title=title or clean_line(file.stem), sha256=sha256, **fields)
    output.print_added([added.ref])
    kind = added.media_type or "unknown type"
    done = "is this document already" if known else f"added ({kind}), saved in {setup.path}"
    output.narrate(f"{added.ref} {added.title} {done}")


def _hash(file: Path) -> str:
    from hashlib import file_digest

    if file.exists() and not file.is_file():
        raise InvalidError(f"{file}: is {'a directory' if file.is_dir() else 'no ordinary file'}")
    with file.open("rb") as opened:
        return file_digest(opened, "sha256").hexdigest()


def _with_hash(desk: Desk, sha256: str) -> Source | None:
    return next((found for found in desk.case.sources.values() if found.sha256 == sha256), None)


def _add(desk: Desk, file: Path, **fields: str) -> Source:
    import mimetypes

    media_type = mimetypes.guess_type(file.name)[0] or ""
    batch = desk.add_source(file=file.name, media_type=media_type, **fields)
    return desk.case.sources[batch[0].key]
