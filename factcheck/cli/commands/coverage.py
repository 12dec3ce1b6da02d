"""`factcheck coverage`: what of a draft was looked at, and what is left."""

from __future__ import annotations

from typing import Any

import click

from factcheck.cli import output, views
from factcheck.cli.commands.draft import sentence_object
from factcheck.cli.commands.extract import extraction
from factcheck.cli.context import Command, Setup
from factcheck.cli.parameters import source_names
from factcheck.cli.reading_options import reading_options
from factcheck.documents.options import ReadOptions
from factcheck.evidence.claims.coverage import Coverage, CoveragePart
from factcheck.evidence.claims.units import TextUnit
from factcheck.workspace.extraction import Extraction


@click.command(
    cls=Command,
    epilog="""\b
Examples:
  factcheck coverage
  factcheck coverage draft.md
  factcheck coverage S3 --json

\b
A claim covers a sentence if it was made from it, if one of its excerpts is in
it, or if the wording agrees: half of the words of a claim with figures, and
no figure differs; three quarters of the words of a claim without figures.

\b
In a pipe, the output is tab-separated: kind (sentence, figure, name or
quotation; then headline, question and the like), the claims that cover it,
"noted", "open" or "unjudged", place in the text, text.""",
)
@click.argument("text", metavar="[DRAFT|FILE]", default="", shell_complete=source_names)
@reading_options
@output.json_option
@click.pass_obj
def coverage(setup: Setup, text: str, reading: ReadOptions, as_json: bool) -> int:
    """Show how much of a draft was looked at, and what is left.

    Lists the statements, figures, names and quotations of a draft (S3), of all drafts, or of a FILE, that nobody looked
    at, and what is not judged checkable. Exit status 1 if something is left.
    """
    with setup.reading() as workspace:
        if text:
            texts = [extraction(workspace, text, reading)]
        else:
            texts = [workspace.draft(source) for source in workspace.drafts() or [workspace.draft_texts.find()]]
        found = [(each, each.coverage()) for each in texts]
        if as_json:
            output.print_object(_object(found))
    for each, covered in found:
        if not as_json:
            _show(each, covered)
        output.narrate(f"{each.name}: {covered.line}")
    return int(any(covered.open for _, covered in found))


def _show(text: Extraction, covered: Coverage) -> None:
    unjudged = [(unit, unit.words(text.document.text)) for unit in covered.unjudged]
    if output.for_people():
        views.passages.show_open(covered.open)
        views.drafts.show_unjudged(unjudged)
    else:
        output.print_rows(map(_cells, covered.parts))
        output.print_rows([unit.kind.value, "unjudged", unit.place, words] for unit, words in unjudged)


def _object(found: list[tuple[Extraction, Coverage]]) -> dict[str, Any]:
    """Return the coverage of texts as JSON values; `covered` is the share of the statements that were looked at."""
    both = Coverage(
        tuple(part for _, covered in found for part in covered.parts),
        tuple(unit for _, covered in found for unit in covered.units),
    )
    sentences = [
        {"draft": text.name, **sentence_object(each)} for text, covered in found for each in text.sentences(covered)
    ]
    unjudged = [_unit(text, unit) for text, covered in found for unit in covered.unjudged]
    return {
        "covered": round(both.statements_share, 4),
        "counts": {name: {"covered": done, "of": total} for name, (done, total) in both.counts.items()},
        "line": both.line,
        "sentences": sentences,
        "share": round(both.share, 4),
        "parts": [_part(part) for part in both.parts],
        "unjudged": unjudged,
    }


def _part(part: CoveragePart) -> dict[str, Any]:
    return {
        "kind": part.kind.value,
        "text": part.text,
        "start": part.start,
        "end": part.end,
        "place": part.place,
        "covered_by": list(part.covered_by),
        "noted": part.noted,
    }


def _unit(text: Extraction, unit: TextUnit) -> dict[str, Any]:
    words = unit.words(text.document.text)
    return {"kind": unit.kind.value, "text": words, "start": unit.start, "end": unit.end, "place": unit.place}


def _cells(part: CoveragePart) -> list[object]:
    state = " ".join(part.covered_by) or ("noted" if part.noted else "open")
    return [part.kind.value, state, part.place, part.text]
