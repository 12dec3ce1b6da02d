"""`factcheck claim extract`: claims from a text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from factcheck.case.document import Document
from factcheck.case.ids import sha256_of
from factcheck.cli import output, views
from factcheck.cli.context import Command, Setup, usage_error
from factcheck.cli.output import INTERRUPTED
from factcheck.cli.parameters import source_names
from factcheck.cli.progress import interruptible, progress
from factcheck.cli.reading_options import reading_options
from factcheck.documents.loader import IsCaseFile, RawDocument, load, read
from factcheck.errors import UnknownError, UnreadableError
from factcheck.evidence.claims.checkworthy import Proposal
from factcheck.text import counted
from factcheck.workspace.draft_text import text_of_source
from factcheck.workspace.extraction import Extraction
from factcheck.workspace.reading import with_remarks

if TYPE_CHECKING:
    from factcheck.documents.options import ReadOptions
    from factcheck.workspace.workspace import Workspace

_NUMBERS = re.compile(r"(?P<first>[0-9]{1,9})(?:-(?P<last>[0-9]{1,9}))?")
_NAMED = 5
"""Claims that a message names at most."""
_text = click.argument("text", metavar="FILE|SOURCE", shell_complete=source_names)


def numbers(value: str) -> list[range]:
    """Return the ranges of a list such as 2,5-7. Raises BadParameter."""
    found = [_NUMBERS.fullmatch(part.strip()) for part in value.split(",")]
    matches = [match for match in found if match]
    if len(matches) < len(found):
        raise click.BadParameter(f"{value!r} is not a list of numbers, such as 2,5-7")
    return [range(int(match["first"]), int(match["last"] or match["first"]) + 1) for match in matches]


@click.command(
    "extract",
    cls=Command,
    epilog="""\b
Examples:
  factcheck claim extract draft.md
  factcheck claim extract draft.md --take 1,3-5
  factcheck claim extract S3 --all

\b
In a pipe, the output is tab-separated: number, ref if it is a claim of the
case already, speaker, reasons, place in the text, text.""",
)
@_text
@click.option("--take", type=numbers, metavar="N,N…", help="Add these proposals as claims: 1,3-5.")
@click.option("--all", "everything", is_flag=True, help="Add all sentences that are not claims yet.")
@click.option("--saying/--said", default=None, help="The claim is that something was said, or what was said.")
@click.option("--with-names", "named", is_flag=True, help="Put the name that is suggested for “He” into the claim.")
@reading_options
@output.json_option
@click.pass_obj
def extract_claims(
    setup: Setup,
    text: str,
    take: list[range] | None,
    everything: bool,
    saying: bool | None,
    named: bool,
    reading: ReadOptions,
    as_json: bool,
) -> None:
    """Propose claims from a text.

    Lists the sentences of a FILE, or of a SOURCE of the case (S3), that state something, and counts what is not judged
    checkable: headlines, captions, questions, opinions; `factcheck coverage` lists that. --take adds some as claims,
    with speaker and place, as one change. A claim that is in the case already is not added again. Clauses of a compound
    sentence are listed after it as parts.
    """
    if take and everything:
        raise usage_error("--take and --all cannot be combined")
    if not (take or everything):
        with setup.reading() as workspace:
            _show(extraction(workspace, text, reading), as_json)
        return
    with setup.writing() as workspace:
        found = extraction(workspace, text, reading)
        wanted = found.whole_numbers if everything else among(len(found.proposals), take or [], "proposal", found.name)
        already = found.already()
        is_chosen = named or saying is not None
        edited = {number: found.fields(number, saying=saying, named=named) for number in wanted} if is_chosen else {}
        batch = found.take(wanted, edited)
        output.report_added(workspace.case, batch, setup.path, "claim", as_json=as_json, rows=_objects(found))
    if known := [already[number] for number in wanted if number in already]:
        refs = f"{', '.join(known[:_NAMED])}{' …' * (len(known) > _NAMED)}"
        output.narrate(f"Already in the case: {refs}")


def among(count: int, wanted: list[range], noun: str, name: str) -> list[int]:
    """Return the numbers in `wanted`, from 1 to `count`. Raises UnknownError if there is no such `noun` in `name`."""
    for numbers in wanted:
        if numbers and not (numbers[0] >= 1 and numbers[-1] <= count):
            wrong = numbers[0] if not 1 <= numbers[0] <= count else numbers[-1]
            raise UnknownError(f"no {noun} {wrong} in {name}: there are {count}")
    return [number for numbers in wanted for number in numbers]


def extraction(workspace: Workspace, text: str, reading: ReadOptions) -> Extraction:
    """Return the proposals from a source or a file; a file that is a draft of the case is that draft.

    A file is read with the options `reading`; its reader's remarks are printed.

    Raises UnknownError, InvalidError, UnreadableError.
    """
    try:
        source = workspace.case.source(text)
    except UnknownError as error:
        if not Path(text).exists():
            raise UnknownError(f"{text}: no such file, and no source of this case") from error
        incoming, document = _read(Path(text), workspace.owns, reading)
        known = workspace.documents.with_hash(sha256_of(incoming.data))
        if known and workspace.case.is_draft(known.id) and workspace.documents.has_text(known.id):
            return workspace.draft(known)
        return Extraction(workspace, document, Path(text).name)
    return text_of_source(workspace.documents, source.id)


def _read(path: Path, owns: IsCaseFile, reading: ReadOptions) -> tuple[RawDocument, Document]:
    with interruptible() as cancelled, progress(1) as shown:
        try:
            incoming = load(path, cancelled, shown.begin, owns=owns)
            document = with_remarks(read(incoming, path, cancelled, reading), incoming.data, reading)
        except UnreadableError as error:
            if cancelled():
                raise click.exceptions.Exit(INTERRUPTED) from error
            raise
        for remark in document.remarks:
            shown.tell(f"{path.name}: {remark}")
        return incoming, document


def _show(found: Extraction, as_json: bool) -> None:
    already = found.already()
    numbered = list(enumerate(found.proposals, 1))
    output.print_list(
        _objects(found),
        (
            [number, already.get(number, ""), found.fields(number)["speaker"], _why(each), each.place, each.text]
            for number, each in numbered
        ),
        lambda: views.passages.show_proposals((number, each, already.get(number, "")) for number, each in numbered),
        as_json=as_json,
    )
    unjudged = f", not judged checkable: {len(found.unjudged)}" if found.unjudged else ""
    if not found.proposals:
        output.narrate(f"{found.name}: no statements{unjudged}")
        return
    count = f"{counted(len(numbered), 'statement')}{unjudged}"
    known = f", {len(already)} already in the case" if already else ""
    output.narrate(f"{found.name}: {count}{known}; --take 1,3 adds some as claims, --all adds all")


def _why(proposal: Proposal) -> str:
    """Return the reasons of a proposal, and of what sentence it is a part."""
    part = f"part of {proposal.part_of}" if proposal.part_of else ""
    return " · ".join(filter(None, (part, proposal.why, *proposal.context)))


def _objects(found: Extraction) -> Iterator[dict[str, Any]]:
    """Yield the proposals as JSON values; `claim` is its ref if the case has it already, or None."""
    already = found.already()
    for number, proposal in enumerate(found.proposals, 1):
        yield {
            "number": number,
            "claim": already.get(number),
            **found.fields(number),
            "sentence": found.sentence(number),
            "start": proposal.start,
            "end": proposal.end,
            "place": proposal.place,
            "reasons": [{"kind": reason.kind.value, "words": list(reason.words)} for reason in proposal.reasons],
            "score": round(proposal.score, 3),
            "features": list(proposal.features),
            "said": proposal.said,
            "saying": proposal.saying,
            "context": list(proposal.context),
            "resolved": proposal.resolved or None,
            "part_of": proposal.part_of or None,
        }
