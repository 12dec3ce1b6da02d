"""Add drafts, list and show them, and set sentences aside: `factcheck draft`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from factcheck.cli import output, views
from factcheck.cli.commands.extract import among, numbers
from factcheck.cli.commands.source_documents import allow_private_option, loaded_document
from factcheck.cli.context import Command, Setup, usage_error
from factcheck.cli.output import change_set, report_changes
from factcheck.cli.parameters import date, source_names
from factcheck.cli.progress import interruptible
from factcheck.cli.reading_options import reading_options
from factcheck.workspace.import_documents import DocumentImport

if TYPE_CHECKING:
    from factcheck.documents.options import ReadOptions
    from factcheck.workspace.draft_sentences import DraftSentence
    from factcheck.workspace.results import DraftResult
    from factcheck.workspace.version_changes import VersionChanges
    from factcheck.workspace.workspace import Workspace

_draft = click.argument("draft", default="", shell_complete=source_names)


@click.command(
    "add",
    cls=Command,
    epilog="""\b
Examples:
  factcheck draft add article.docx
  factcheck draft add article-2.docx --version-of S3

\b
In a pipe, the output is the ref of the draft; of a new version it is
tab-separated: what became of a sentence, its claims, and the sentence before
and after.""",
)
@click.argument("document", metavar="DOCUMENT")
@click.option("--version-of", "draft", default="", metavar="DRAFT", help="Take it as the new version of this draft.")
@click.option("--title", default="", help="Its title.  [default: from the document, else the file name]")
@click.option("--author", default="", help="Who wrote it.")
@click.option("--published", type=date, default="", metavar="DATE", help='Its date; "on Friday" is relative to it.')
@click.option("--language", default="", metavar="CODE", help="Its language: en, kk …")
@reading_options
@allow_private_option
@output.json_option
@click.pass_obj
def add_draft(
    setup: Setup,
    /,
    document: str,
    draft: str,
    reading: ReadOptions,
    allow_private: bool,
    as_json: bool,
    **fields: str,
) -> None:
    """Add a draft: a text to be checked, as a file or a web address.

    With --version-of it is the new version of a draft: claims, verdicts and excerpts follow the sentences that are
    unchanged, claims of changed sentences are to be looked at again, and those of sentences that are gone are listed.
    All of it is one change.
    """
    if draft and any(fields.values()):
        raise usage_error(
            "--version-of takes over title, author, date and language; `factcheck source edit` changes them"
        )
    with setup.writing() as workspace, interruptible() as cancelled:
        importing = DocumentImport(workspace.documents, cancelled, options=reading.in_language(fields["language"]))
        if draft:
            workspace.draft_texts.find(draft)
        loaded = loaded_document(importing, importing.plan_one(document), cancelled, allow_private)
        drafts = workspace.draft_texts
        result = drafts.add_version(importing, loaded, draft) if draft else drafts.add(importing, loaded, **fields)
        workspace.index_new()
        _show_result(workspace, result, as_json=as_json)
    output.narrate(f"{result.done}{', saved in ' + str(setup.path) if result.changes else ''}")
    for remark in result.remarks:
        output.narrate(remark)
    for other in result.alike:
        output.narrate(
            f"{other.ref} may be the same draft; if so: `factcheck undo`, then "
            f"`factcheck draft add {document} --version-of {other.ref}`"
        )


def _show_result(workspace: Workspace, result: DraftResult, *, as_json: bool) -> None:
    if as_json:
        version = _version_object(result.version) if result.version is not None else None
        changes = change_set(workspace.case, result.changes)
        output.print_object({**result.source.to_row(), "known": result.known, "version": version, **changes})
    elif result.version is None:
        output.print_added([result.ref])
    elif output.for_people():
        views.drafts.show_version(result.version)
    else:
        output.print_rows([each.fate, " ".join(each.claims), each.old, each.new] for each in result.version.sentences)


def _version_object(version: VersionChanges) -> dict[str, Any]:
    sentences = [{**each._asdict(), "fate": str(each.fate)} for each in version.sentences]
    return {"same": version.same, "sentences": sentences, "again": version.again, "gone": version.gone}


@click.command(
    "list",
    cls=Command,
    epilog="""\b
In a pipe, the output is tab-separated: ref, title, date, number of versions,
what was looked at.""",
)
@output.json_option
@click.pass_obj
def list_drafts(setup: Setup, as_json: bool) -> None:
    """List the drafts, each with how much of it was looked at."""
    with setup.reading() as workspace:
        found = []
        for source in workspace.drafts():
            versions = len(workspace.documents.versions(source.id))
            has_text = workspace.documents.has_text(source.id)
            found.append((source, versions, workspace.coverage(source) if has_text else None))
    output.print_list(
        (
            {**source.to_row(), "versions": versions, "counts": covered.counts if covered else None}
            for source, versions, covered in found
        ),
        (
            [source.ref, source.title, source.published, versions, covered.line if covered else "no text"]
            for source, versions, covered in found
        ),
        lambda: views.drafts.show_drafts(found),
        as_json=as_json,
    )
    if not found:
        output.narrate("No drafts yet; `factcheck draft add FILE` adds one")


@click.command(
    "show",
    cls=Command,
    epilog="""\b
In a pipe, the output is tab-separated: number, kind, state, claims, place in
the text, text.""",
)
@_draft
@output.json_option
@click.pass_obj
def show_draft(setup: Setup, draft: str, as_json: bool) -> None:
    """Show the sentences of a draft, each with its number, kind, state and claims.

    DRAFT is a ref (S3) or id; the only draft if it is left out.
    """
    with setup.reading() as workspace:
        text = workspace.draft(draft)
        covered = text.coverage()
        found = text.sentences(covered)
        gone = text.gone
    output.print_list(
        (sentence_object(each) for each in found),
        (
            [
                each.number,
                each.unit.kind,
                each.state,
                " ".join(claim.ref for claim in each.claims),
                each.unit.place,
                each.text,
            ]
            for each in found
        ),
        lambda: views.drafts.show_sentences(workspace.case, found),
        as_json=as_json,
    )
    output.narrate(f"{text.name}: {covered.line}")
    if gone:
        output.narrate(f"No longer in the text: {', '.join(claim.ref for claim in gone)}")


def sentence_object(sentence: DraftSentence) -> dict[str, Any]:
    """Return a sentence as JSON values: its text, kind, state, and the refs of its claims and notes."""
    return {
        "number": sentence.number,
        "text": sentence.text,
        "kind": sentence.unit.kind.value,
        "state": sentence.state.value,
        "claims": [claim.ref for claim in sentence.claims],
        "again": [claim.ref for claim in sentence.again],
        "notes": [entry.ref for entry in sentence.notes],
        "start": sentence.unit.start,
        "end": sentence.unit.end,
        "place": sentence.unit.place,
    }


@click.command(
    "aside",
    cls=Command,
    epilog="""\b
Examples:
  factcheck draft aside S3 5,7-9 --reason "a matter of taste"
  factcheck draft aside S3 5 --take-back""",
)
@click.argument("words", nargs=-1, required=True, metavar="[DRAFT] N,N…", shell_complete=source_names)
@click.option("--reason", default="", help="Why they are set aside.")
@click.option("--take-back", is_flag=True, help="Take them back.")
@output.json_option
@click.pass_obj
def set_aside(setup: Setup, words: tuple[str, ...], reason: str, take_back: bool, as_json: bool) -> None:
    """Set aside sentences of a draft that need no check.

    DRAFT is a ref (S3) or id, the only draft if it is left out; the numbers are those of `factcheck draft show`.
    """
    *named, listed = words
    if len(named) > 1:
        raise usage_error("only one DRAFT, and the numbers of its sentences joined by commas: S3 5,7-9")
    draft, sentences = "".join(named), numbers(listed)
    if reason and take_back:
        raise usage_error("--reason and --take-back cannot be combined")
    with setup.writing() as workspace:
        text = workspace.draft(draft)
        wanted = among(len(text.units), sentences, "sentence", text.name)
        changes = text.take_back(wanted) if take_back else text.set_aside(wanted, reason)
        report_changes(workspace.case, changes, setup.path, "Nothing changed", as_json=as_json)
