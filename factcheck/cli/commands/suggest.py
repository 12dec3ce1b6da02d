"""Find passages in the sources: `factcheck suggest` for a claim, `factcheck search` for words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from factcheck.case.records import Stance
from factcheck.cli import lazy, output
from factcheck.cli.context import Command, Setup
from factcheck.cli.output import print_changes, report_added
from factcheck.cli.parameters import STANCE, claim_names, source_names
from factcheck.errors import InvalidError, UnknownError

if TYPE_CHECKING:
    from factcheck.case.case import Case
    from factcheck.case.records import Claim
    from factcheck.cli.judging import Opinions
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
Piped, a line is: claim, number, source, place in the source, "quoted",
"dismissed" or nothing, passage; parted by tabs. With --judge what is
suggested comes last.""",
)
@click.argument("claims", metavar="[CLAIM]", nargs=-1, shell_complete=claim_names)
@click.option("--source", metavar="SOURCE", shell_complete=source_names, help="Look into this source only.")
@click.option("--best", type=click.IntRange(1, 100), default=3, show_default=True, help="Passages of each source.")
@click.option("--all", "everything", is_flag=True, help="Show those too that were dismissed.")
@click.option("--accept", type=click.IntRange(1), metavar="N", help="Make an excerpt of the passage with this number.")
@click.option("--as", "stance", type=STANCE, help="What the accepted passage says about the claim.")
@click.option("--dismiss", type=click.IntRange(1), metavar="N", help="Do not show the passage with this number again.")
@click.option("--judge", is_flag=True, help="Suggest what passages say, by rules and what the settings name.")
@click.option(
    "--yes",
    is_flag=True,
    help="Agree, from now on, that claims and passages are sent to the host of the settings.",
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
    """Show the best passages of every source for a claim.

    CLAIM is its ref (C7) or id; there may be several, and without one every claim is meant that is not checked yet.
    The words that fit are marked. What a passage says about the claim is for you to decide; with --judge it is
    suggested, with the reason and by whom. [judge] in the settings names a model on this machine, or one elsewhere,
    which is sent claim and passages once you agreed.
    """
    if (judge and not (accept is dismiss is None)) or (yes and not judge):
        raise click.UsageError("--judge goes without --accept and --dismiss, --yes with --judge")
    if accept is None and dismiss is None:
        if stance is not None:
            raise click.UsageError("--as goes with --accept N")
        _show(setup, claims, as_json, chosen, yes if judge else None)
        return
    if len(claims) != 1 or (accept is None) == (dismiss is None) or (stance is None) != (accept is None):
        raise click.UsageError("one CLAIM with --accept N --as STANCE, or one with --dismiss N")
    _settle(setup, claims[0], accept or dismiss or 0, stance, chosen, as_json=as_json)


def _show(
    setup: Setup, claims: tuple[str, ...], as_json: bool, chosen: dict[str, Any], agreed: bool | None = None
) -> None:
    """Show passages; with what judges suggest unless `agreed`, that they may be sent, is None."""
    with setup.reading() as workspace:
        case, finding = workspace.case, workspace.search
        wanted = [case.claim(name) for name in claims] or [
            found for found in case.in_order() if case.verdict_of(found.id) is None
        ]
        shown = [(claim, list(_numbered(finding, claim, **chosen))) for claim in wanted]
        said = None if agreed is None else lazy.judging.judged(setup.settings(), finding, shown, agreed=agreed)
    output.print_list(
        (_object(case, claim, *each, said) for claim, found in shown for each in found),
        (_row(case, claim, *each, said) for claim, found in shown for each in found),
        lambda: lazy.passages.show_suggestions(case, shown, said or {}),
        as_json=as_json,
    )
    _narrate(case, finding, bool(wanted), any(found for _, found in shown))


def _settle(setup: Setup, name: str, number: int, stance: str | None, chosen: dict[str, Any], *, as_json: bool) -> None:
    """Accept a passage, or dismiss it."""
    with setup.writing() as workspace:
        claim, finding = workspace.case.claim(name), workspace.search
        found = dict(_numbered(finding, claim, **chosen)).get(number)
        if found is None:
            raise UnknownError(f"no passage {number} for {claim.ref}; `factcheck suggest {claim.ref}` numbers them")
        source = workspace.case.sources[found.source_id].ref
        if stance is None:
            dismissed = finding.dismiss(claim.id, found)
            if as_json:
                print_changes(workspace.case, dismissed)
            output.narrate(f"{source}, {found.place}: dismissed for {claim.ref}, saved in {setup.path}")
            return
        if found.known:
            raise InvalidError(f"{claim.ref} has an excerpt of that passage already; nothing was added")
        changes = finding.accept(claim.id, found, Stance(stance))
        note = f": {source} {stance} {claim.ref}: “{workspace.case.excerpts[changes[0].key].quote}”"
        report_added(workspace.case, changes, setup, "excerpt", as_json=as_json, note=note)


def _numbered(
    finding: EvidenceSearch, claim: Claim, source: str | None, best: int, everything: bool
) -> Iterator[tuple[int, Suggestion]]:
    """Yield what is suggested for a claim, each with its number among all, whichever are shown."""
    source_id = None if source is None else finding.library.workspace.case.source(source).id
    for number, found in enumerate(finding.suggest(claim.id, best, dismissed=everything), 1):
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


def _passage(case: Case, found: Hit) -> dict[str, Any]:
    """Return a passage that was found as plain JSON values."""
    return {
        "source": found.source_id,
        "source_ref": case.sources[found.source_id].ref,
        "start": found.start,
        "end": found.end,
        "place": found.place,
        "text": found.text,
        "words": found.words,
        "score": found.score,
    }


def _narrate(case: Case, finding: EvidenceSearch, asked: bool, found: bool) -> None:
    _narrate_missing(finding)
    if not asked:
        output.narrate("every claim is checked; name one" if case.claims else "no claims yet")
    elif not found and finding.searchable:
        output.narrate("no passage of any source has a word of it")


def _narrate_missing(finding: EvidenceSearch) -> None:
    """Say which sources could not be looked into."""
    absent = [source.ref for source, why in finding.missing if why == finding.ABSENT]
    if absent:
        output.narrate(f"the text of {', '.join(absent)} is not here; `factcheck source attach` brings it")
    for source, why in finding.missing:
        if why != finding.ABSENT:
            output.narrate(f"{source.ref}: {why}")
    if not finding.library.workspace.case.sources:
        output.narrate("no sources yet; `factcheck source add FILE` adds one")


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
    asked = " ".join(words)
    if not asked.strip():
        raise InvalidError("nothing to search for")
    with setup.reading() as workspace:
        case, finding = workspace.case, workspace.search
        hits = finding.search(asked, most)
    output.print_list(
        (_passage(case, hit) for hit in hits),
        ([case.sources[hit.source_id].ref, hit.place, hit.text] for hit in hits),
        lambda: lazy.passages.show_hits(case, hits),
        as_json=as_json,
    )
    _narrate_missing(finding)
    if not hits and finding.searchable:
        output.narrate(f"no passage has a word of “{asked}”")
    return 0 if hits else 1
