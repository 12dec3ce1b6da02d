"""Show the best passages of every source for a claim, and accept or dismiss them: `factcheck suggest`."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

import click

from factcheck.case.records import Stance
from factcheck.cli import output
from factcheck.cli.context import Command, Setup
from factcheck.cli.output import narrate, print_changes
from factcheck.cli.parameters import STANCE, claim_names, source_names
from factcheck.cli.progress import ProgressLine, at_a_terminal, interruptible, progress
from factcheck.errors import InvalidError, UnknownError

if TYPE_CHECKING:
    from factcheck.case.case import Case
    from factcheck.case.records import Claim
    from factcheck.evidence.judges import Judge, Opinion
    from factcheck.settings import Settings
    from factcheck.workspace.search import EvidenceSearch, Suggestion


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
        said = None if agreed is None else judged(setup.settings(), finding, shown, agreed=agreed)
    if as_json:
        output.print_objects(_object(case, claim, *each, said) for claim, found in shown for each in found)
    elif output.for_people():
        from factcheck.cli import passages

        passages.show_suggestions(case, shown, said or {})
    else:
        output.print_rows(_row(case, claim, *each, said) for claim, found in shown for each in found)
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
        added = workspace.case.excerpts[changes[0].key]
        if as_json:
            print_changes(workspace.case, changes)
        else:
            output.print_added([added.ref])
    output.narrate(f"{added.ref} added: {source} {stance} {claim.ref}, saved in {setup.path}: “{added.quote}”")


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
    from dataclasses import asdict

    given = {} if said is None else {"opinions": [asdict(each) for each in said.get((claim.id, number), ())]}
    return {
        "claim": claim.id,
        "claim_ref": claim.ref,
        "number": number,
        **passage_object(case, found),
        "known": found.known,
        "dismissed": found.dismissed,
        **given,
    }


def passage_object(case: Case, found: Any) -> dict[str, Any]:
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
    narrate_missing(finding)
    if not asked:
        output.narrate("every claim is checked; name one" if case.claims else "no claims yet")
    elif not found and finding.searchable:
        output.narrate("no passage of any source has a word of it")


def narrate_missing(finding: EvidenceSearch) -> None:
    """Say which sources could not be looked into."""
    absent = [source.ref for source, why in finding.missing if why == finding.ABSENT]
    if absent:
        output.narrate(f"the text of {', '.join(absent)} is not here; `factcheck source attach` brings it")
    for source, why in finding.missing:
        if why != finding.ABSENT:
            output.narrate(f"{source.ref}: {why}")
    if not finding.library.workspace.case.sources:
        output.narrate("no sources yet; `factcheck source add FILE` adds one")


Shown: TypeAlias = "Sequence[tuple[Claim, Sequence[tuple[int, Suggestion]]]]"
Opinions: TypeAlias = "Mapping[tuple[str, int], Sequence[Opinion]]"
"""What was said of passages, by the claim's id and the passage's number."""


def judged(settings: Settings, finding: EvidenceSearch, shown: Shown, *, agreed: bool) -> Opinions:
    """Return what the judges of the settings make of what is shown; `agreed` where nobody needs to be asked.

    A judge that has no answer is told of in one line, and asked no more; ctrl+c ends it, and what was said is kept.
    """

    from factcheck.evidence.judges import JudgingError, judges

    found: dict[tuple[str, int], list[Opinion]] = {}
    asked = [judge for judge in judges(settings) if _may_ask(judge, agreed=agreed)]
    total = len(asked) * sum(len(numbered) for _, numbered in shown)
    with interruptible() as stopped, progress(total) as bar:
        for judge in asked:
            try:
                _ask(judge, finding, shown, found, bar, stopped)
            except JudgingError as error:
                bar.tell(f"factcheck: {error}")
        if stopped():
            bar.tell("stopped; what was said so far is shown")
    return found


def _may_ask(judge: Judge, *, agreed: bool) -> bool:
    """Tell whether a judge may be asked; where that takes consent, it is asked for, and kept."""

    from factcheck.evidence.judges import JudgingError

    if not judge.consent:
        return True
    if not agreed and not _consents(judge):
        return False
    try:
        judge.agree()
    except JudgingError as error:
        narrate(f"factcheck: {error}")
        return False
    return True


def can_answer() -> bool:
    """Return whether a person sits there who sees a question and can answer it."""
    return sys.stdin.isatty() and at_a_terminal()


def _consents(judge: Judge) -> bool:
    if not can_answer():
        narrate(f"factcheck: {judge.name} is not asked before somebody agrees (--yes): {judge.consent}")
        return False
    try:
        if click.confirm(f"{judge.consent} Send them?", err=True):
            return True
    except click.Abort:
        narrate("")
    narrate(f"nothing is sent; {judge.name} is not asked")
    return False


def _ask(
    judge: Judge,
    finding: EvidenceSearch,
    shown: Shown,
    found: dict[tuple[str, int], list[Opinion]],
    bar: ProgressLine,
    stopped: Callable[[], bool],
) -> None:
    from factcheck.evidence.comparison import claim_text
    from factcheck.evidence.judges import limit_words, opinions

    if limit := limit_words([judge]):
        bar.tell(f"asking {judge.name}, {limit}; ctrl+c stops")
    bar.begin(judge.name)
    for claim, numbered in shown:
        passages = [finding.as_text(suggestion) for _, suggestion in numbered]
        said = opinions(judge, claim_text(claim), passages, cancelled=stopped)
        for (number, _), opinion in zip(numbered, said, strict=False):
            found.setdefault((claim.id, number), []).append(opinion)
            bar.advance()
