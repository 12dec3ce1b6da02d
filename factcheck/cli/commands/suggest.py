"""Find passages in the sources: `factcheck suggest` for a claim, `factcheck search` for words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from functools import partial
from typing import TYPE_CHECKING, Any

import click

from factcheck.case.records import Stance
from factcheck.cli import output, views
from factcheck.cli.commands.source import report_undecided
from factcheck.cli.context import Command, Setup, usage_error
from factcheck.cli.output import print_changes, report_added
from factcheck.cli.parameters import STANCE, claim_names, source_names
from factcheck.errors import InvalidError, UnknownError
from factcheck.evidence.assessment import assess
from factcheck.evidence.comparison import claim_text

if TYPE_CHECKING:
    from factcheck.case.case import Case
    from factcheck.case.records import Claim
    from factcheck.cli.judging import Opinions
    from factcheck.evidence.marks.assessment import ClaimAssessment
    from factcheck.workspace.search import EvidenceSearch, Hit, Suggestion


@click.command(
    cls=Command,
    epilog="""\b
Examples:
  factcheck suggest C7
  factcheck suggest C7 --accept 2 --as supports
  factcheck suggest C7 --dismiss 3
  factcheck suggest C7 --judge

\b
In a pipe, the output is tab-separated: claim, number, source, place in the
source, "quoted", "dismissed" or nothing, passage, and with --judge what is
suggested.""",
)
@click.argument("claims", metavar="[CLAIM]", nargs=-1, shell_complete=claim_names)
@click.option("--source", metavar="SOURCE", shell_complete=source_names, help="Search only this source.")
@click.option("--best", type=click.IntRange(1, 100), default=3, show_default=True, help="Passages from each source.")
@click.option("--all", "everything", is_flag=True, help="Also show dismissed passages.")
@click.option("--accept", type=click.IntRange(1), metavar="N", help="Add passage N as an excerpt.")
@click.option("--as", "stance", type=STANCE, help="The stance of the accepted passage.")
@click.option("--dismiss", type=click.IntRange(1), metavar="N", help="Dismiss passage N: it is not shown again.")
@click.option("--judge", is_flag=True, help="Suggest a stance for each passage, by rules and judges.")
@click.option(
    "--yes",
    is_flag=True,
    help="Agree, from now on, to sending claims and passages to the host of the settings.",
)
@output.json_option
@click.pass_obj
def suggest(
    setup: Setup,
    /,
    claims: tuple[str, ...],
    accept: int | None,
    dismiss: int | None,
    stance: str | None,
    judge: bool,
    yes: bool,
    as_json: bool,
    **chosen: Any,
) -> None:
    """Show the best passages of each source for a claim.

    CLAIM is a ref (C7) or id, one or more; the default is all unchecked claims. With --judge, a stance is suggested
    for each passage, with the reason and by whom; you decide. Section [judge] of the settings names a model on this
    machine or a service. A service receives claims and passages only if you agree.
    """
    if (judge and not (accept is dismiss is None)) or (yes and not judge):
        raise usage_error("--judge cannot be combined with --accept or --dismiss; --yes needs --judge")
    if accept is None and dismiss is None:
        if stance is not None:
            raise usage_error("--as needs --accept N")
        _show(setup, claims, as_json, chosen, yes if judge else None)
        return
    if len(claims) != 1 or (accept is None) == (dismiss is None) or (stance is None) != (accept is None):
        raise usage_error("give one CLAIM with --accept N --as STANCE, or with --dismiss N")
    _accept_or_dismiss(setup, claims[0], accept or dismiss or 0, stance, chosen, as_json=as_json)


def _show(
    setup: Setup, claims: tuple[str, ...], as_json: bool, chosen: dict[str, Any], agreed: bool | None = None
) -> None:
    """Show passages. Judges are asked unless `agreed` is None; True is consent to sending the passages."""
    with setup.reading() as workspace:
        case, evidence = workspace.case, workspace.search
        checked = workspace.facts().checked
        wanted = [case.claim(name) for name in claims] or [
            found for found in case.in_order() if found.id not in checked
        ]
        shown = [(claim, list(_numbered(evidence, claim, **chosen))) for claim in wanted]
        marks = {claim.id: workspace.marks.of(claim.id) for claim in wanted}
        said = None if agreed is None else views.judging.ask_judges(setup.settings(), evidence, shown, agreed=agreed)
    output.print_list(
        (
            {**_object(case, claim, *each, said), **_assessed(evidence, claim, each[1], marks[claim.id])}
            for claim, found in shown
            for each in found
        ),
        (_row(case, claim, *each, said) for claim, found in shown for each in found),
        lambda: views.passages.show_suggestions(case, shown, said or {}, marks, partial(_reasons, evidence)),
        as_json=as_json,
    )
    if not (as_json or output.for_people()):
        for claim, _ in shown:
            if line := marks[claim.id].line:
                output.narrate(f"{claim.ref}: {line}")
    _narrate(case, evidence, bool(wanted), any(found for _, found in shown))


def _accept_or_dismiss(
    setup: Setup, name: str, number: int, stance: str | None, chosen: dict[str, Any], *, as_json: bool
) -> None:
    """Add a passage as an excerpt with this stance, or dismiss it if there is none."""
    with setup.writing() as workspace:
        claim, evidence = workspace.case.claim(name), workspace.search
        found = dict(_numbered(evidence, claim, **chosen)).get(number)
        if found is None:
            raise UnknownError(f"no passage {number} for {claim.ref}; `factcheck suggest {claim.ref}` numbers them")
        source = workspace.case.sources[found.source_id].ref
        if stance is None:
            dismissed = evidence.dismiss(claim.id, found)
            if as_json:
                print_changes(workspace.case, dismissed)
            output.narrate(f"{source}, {found.place}: dismissed for {claim.ref}, saved in {setup.path}")
            return
        if found.known:
            raise InvalidError(f"{claim.ref} already has an excerpt with this passage; nothing was added")
        changes = evidence.accept(claim.id, found, Stance(stance))
        note = f": {source} {stance} {claim.ref}: “{workspace.case.excerpts[changes[0].key].quote}”"
        report_added(workspace.case, changes, setup.path, "excerpt", as_json=as_json, note=note)


def _numbered(
    evidence: EvidenceSearch, claim: Claim, source: str | None, best: int, everything: bool
) -> Iterator[tuple[int, Suggestion]]:
    """Yield the suggestions for a claim that are shown, each with its number among all."""
    source_id = None if source is None else evidence.case.source(source).id
    for number, found in enumerate(evidence.suggest(claim.id, best, dismissed=everything), 1):
        if source_id in {None, found.source_id}:
            yield number, found


def _state(found: Suggestion) -> str:
    return "quoted" if found.known else "dismissed" if found.dismissed else ""


def _row(case: Case, claim: Claim, number: int, found: Suggestion, said: Opinions | None) -> list[object]:
    row = [claim.ref, number, case.sources[found.source_id].ref, found.place, _state(found), found.text]
    if said is None:
        return row
    return [*row, " · ".join(opinion.words for opinion in said.get((claim.id, number), ()))]


def _object(case: Case, claim: Claim, number: int, found: Suggestion, said: Opinions | None) -> dict[str, Any]:
    given = {} if said is None else {"opinions": [asdict(each) for each in said.get((claim.id, number), ())]}
    return {
        "claim": claim.id,
        "claim_ref": claim.ref,
        "number": number,
        **_passage(case, found),
        "known": found.known,
        "dismissed": found.dismissed,
        **given,
    }


def _hit_row(case: Case, hit: Hit) -> list[object]:
    return [case.sources[hit.source_id].ref, hit.place, hit.text, *(["draft"] if hit.draft else [])]


def _reasons(evidence: EvidenceSearch, claim: Claim, found: Suggestion) -> list[str]:
    """Return how the figures of a passage compare with those of a claim, and further signals, in words."""
    return assess(claim_text(claim), evidence.as_text(found)).lines


def _assessed(evidence: EvidenceSearch, claim: Claim, found: Suggestion, assessment: ClaimAssessment) -> dict[str, Any]:
    """Return the marks of a claim and what is said of one passage, as JSON values."""
    return {
        "marks": output.mark_objects(assessment),
        "reasons": _reasons(evidence, claim, found),
    }


def _passage(case: Case, found: Hit) -> dict[str, Any]:
    """Return a passage as JSON values."""
    return {
        "source": found.source_id,
        "source_ref": case.sources[found.source_id].ref,
        "start": found.start,
        "end": found.end,
        "place": found.place,
        "text": found.text,
        "words": found.words,
        "draft": found.draft,
        "score": found.score,
    }


def _narrate(case: Case, evidence: EvidenceSearch, asked: bool, found: bool) -> None:
    _narrate_missing(evidence)
    if not asked:
        output.narrate("All claims are checked; name a claim" if case.claims else "No claims yet")
    elif not found and evidence.searchable:
        output.narrate("No passage found")


def _narrate_missing(evidence: EvidenceSearch) -> None:
    """Report the sources that could not be searched, and those that may be drafts."""
    report_undecided(evidence.case)
    absent = [source.ref for source, why in evidence.missing if why == evidence.ABSENT]
    if absent:
        output.narrate(f"No text for {', '.join(absent)}; `factcheck source attach` attaches it")
    for source, why in evidence.missing:
        if why != evidence.ABSENT:
            output.narrate(f"{source.ref}: {why}")
    if not evidence.case.sources:
        output.narrate("No sources yet; `factcheck source add FILE` adds one")


@click.command(
    cls=Command,
    epilog="""\b
Example:
  factcheck search general strike 2022

\b
In a pipe, the output is tab-separated: source, place in the source, passage,
and "draft" after a passage of a draft.""",
)
@click.argument("words", metavar="WORDS", nargs=-1, required=True)
@click.option("--most", type=click.IntRange(1, 10_000), default=20, show_default=True, help="Passages to show.")
@output.json_option
@click.pass_obj
def search(setup: Setup, words: tuple[str, ...], most: int, as_json: bool) -> int:
    """Search the sources for words.

    Other forms of a word are found too. The best passages come first. Exit status 1 if nothing is found.
    """
    asked = " ".join(words)
    if not asked.strip():
        raise InvalidError("nothing to search for")
    with setup.reading() as workspace:
        case, evidence = workspace.case, workspace.search
        hits = evidence.search(asked, most)
    output.print_list(
        (_passage(case, hit) for hit in hits),
        (_hit_row(case, hit) for hit in hits),
        lambda: views.passages.show_hits(case, hits),
        as_json=as_json,
    )
    _narrate_missing(evidence)
    if not hits and evidence.searchable:
        output.narrate(f"“{asked}” not found")
    return 0 if hits else 1
