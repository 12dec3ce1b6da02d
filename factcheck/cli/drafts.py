"""Drafts in a terminal: their sentences with states and claims, and what a new version changed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.text import Text

from factcheck.case.case import Case
from factcheck.case.records import Claim, Source
from factcheck.cli.console import new_console, plain, print_lines
from factcheck.diff import DiffOp
from factcheck.evidence.claims.coverage import Coverage
from factcheck.evidence.claims.units import TextUnit
from factcheck.workspace.draft_sentences import SIGNS, DraftSentence, SentenceState
from factcheck.workspace.version_changes import VersionChanges

_SIGN_STYLES = {
    SentenceState.QUERIED: "yellow",
    SentenceState.BEING_CHECKED: "cyan",
    SentenceState.CHECKED: "green",
    SentenceState.ASIDE: "dim",
    SentenceState.UNSEEN: "bold",
    SentenceState.UNJUDGED: "dim",
}
_STYLES = {DiffOp.STAYED: "", DiffOp.GONE: "red strike", DiffOp.NEW: "green underline"}
_MARKS = {DiffOp.STAYED: "", DiffOp.GONE: "−", DiffOp.NEW: "+"}


def show_drafts(found: Iterable[tuple[Source, int, Coverage | None]]) -> None:
    """Show drafts, each with the number of its versions and what was looked at."""
    console = new_console()
    for source, versions, covered in found:
        about = " · ".join(part for part in (source.published, f"version {versions}" if versions > 1 else "") if part)
        head = Text.assemble(plain(source.title, "bold"), " ", plain(about, "dim"))
        line = covered.line if covered else "no text"
        print_lines(console, f"{source.ref:<4} ", Text.assemble(head, "\n", plain(line)))


def show_sentences(case: Case, sentences: Iterable[DraftSentence]) -> None:
    """Show sentences with number, sign, text, and below it kind or claims with their verdicts."""
    console = new_console()
    for each in sentences:
        sign, style = SIGNS[each.state], _SIGN_STYLES[each.state]
        about = [] if each.unit.kind.checkable else [each.unit.kind.value]
        about += [each.state.value] if each.state is not SentenceState.UNJUDGED else []
        about += [_claim(case, claim, again=claim in each.again) for claim in each.claims]
        about += [f"{entry.ref} {entry.words}" for entry in each.notes]
        body = Text.assemble(plain(each.text, style), "\n", plain(" · ".join(about), "dim"))
        print_lines(console, f"{each.number:>4} {sign} ", body)


def _claim(case: Case, claim: Claim, *, again: bool) -> str:
    verdict = case.verdict_of(claim.id)
    label = next((label for label in case.scale.labels if verdict and label.id == verdict.label), None)
    return f"{claim.ref} {label.glyph if label else '○'}{' ↻ look again' if again else ''}"


def show_unjudged(units: Sequence[tuple[TextUnit, str]]) -> None:
    """Show what is not judged checkable, each unit with its words, by kind and place."""
    console = new_console()
    if units:
        console.print(plain("Not judged checkable:", "bold"))
    for unit, words in units:
        print_lines(
            console, f"    {unit.kind.value:<11}", Text.assemble(plain(words), " ", plain(f"· {unit.place}", "dim"))
        )


def show_version(version: VersionChanges) -> None:
    """Show what became of the sentences that differ, words that went and came marked."""
    console = new_console()
    for each in version.sentences:
        words = Text()
        for piece in each.segments if each.old and each.new else ():
            words.append_text(plain(f"{_MARKS[piece.op]}{piece.text}", _STYLES[piece.op])).append(" ")
        body = words if each.old and each.new else plain(each.old or each.new)
        print_lines(console, f"{each.fate:<18}", Text.assemble(body, " ", plain(", ".join(each.told), "yellow")))
