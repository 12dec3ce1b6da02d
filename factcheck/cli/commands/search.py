"""`factcheck search`: where words stand in the sources of a case."""

from __future__ import annotations

import click

from factcheck.cli import output
from factcheck.cli.commands.suggest import narrate_missing, passage_object
from factcheck.cli.context import Command, Setup
from factcheck.errors import InvalidError


@click.command(
    cls=Command,
    epilog="""\b
Example:
  factcheck search general strike 2022

\b
Piped, a line is: source, place in the source, passage; parted by tabs.""",
)
@click.argument("words", metavar="WORDS", nargs=-1, required=True)
@click.option("--most", type=click.IntRange(1, 10_000), default=20, show_default=True, help="Passages to show.")
@output.json_option
@click.pass_obj
def search(setup: Setup, words: tuple[str, ...], most: int, as_json: bool) -> int:
    """Show where words stand in the sources.

    In whatever form; the passages that have most of them come first.

    Exits with 1 when there is none.
    """
    from factcheck.workspace.library import Library
    from factcheck.workspace.search import EvidenceSearch

    asked = " ".join(words)
    if not asked.strip():
        raise InvalidError("nothing to search for")
    with setup.reading() as workspace:
        case, finding = workspace.case, EvidenceSearch(Library(workspace))
        hits = finding.search(asked, most)
    if as_json:
        output.print_objects(passage_object(case, hit) for hit in hits)
    elif output.for_people():
        from factcheck.cli import passages

        passages.show_hits(case, hits)
    else:
        output.print_rows([case.sources[hit.source_id].ref, hit.place, hit.text] for hit in hits)
    narrate_missing(finding)
    if not hits and finding.searchable:
        output.narrate(f"no passage has a word of “{asked}”")
    return 0 if hits else 1
