"""Texts in a terminal: passages with the matching words in bold, excerpts, proposals, pages of the manual."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import groupby

from rich.console import Console
from rich.text import Text
from rich.theme import Theme

from factcheck.case.case import Case
from factcheck.case.records import Claim, Excerpt, Source
from factcheck.cli import lazy
from factcheck.cli.console import new_console, plain, print_lines
from factcheck.cli.tables import STANCE_STYLES
from factcheck.evidence.claims.checkworthy import Proposal
from factcheck.evidence.claims.coverage import CoveragePart, PartKind
from factcheck.evidence.judges import Opinion
from factcheck.evidence.marks.assessment import ClaimAssessment
from factcheck.text import quoted, visible, visible_line
from factcheck.workspace.search import Hit, Suggestion

_BLANKS = re.compile(r"\s+")
_LEAST = 20
_MARK = "bold underline"
Numbered = Sequence[tuple[int, Suggestion]]


def show_suggestions(
    case: Case,
    shown: Iterable[tuple[Claim, Numbered]],
    said: Mapping[tuple[str, int], Sequence[Opinion]],
    marks: Mapping[str, ClaimAssessment],
    reasons: Callable[[Claim, Suggestion], Iterable[str]],
) -> None:
    """Show passages by claim and source, each with its number.

    `said` has the opinions of judges by the claim's id and the passage's number, `marks` the marks of the claims by
    their ids; `reasons` returns how a passage compares with a claim.
    """
    console = new_console()
    for claim, suggestions in shown:
        console.print(
            Text.assemble(plain(claim.ref, "dim"), " ", _marked_claim(claim, marks[claim.id])), soft_wrap=True
        )
        if line := marks[claim.id].line:
            console.print(plain(f"  ▲ {line}", "yellow"), soft_wrap=True)
        for source_id, found in groupby(suggestions, key=lambda each: each[1].source_id):
            console.print(_source(case, source_id), soft_wrap=True)
            for number, suggestion in found:
                state = " · already quoted" if suggestion.known else " · dismissed" if suggestion.dismissed else ""
                opinions = said.get((claim.id, number), ())
                _print(console, f"{number:>4} ", suggestion, state, opinions, reasons(claim, suggestion))


def show_hits(case: Case, hits: Iterable[Hit]) -> None:
    """Show passages by source."""
    console = new_console()
    for source_id, found in groupby(hits, key=lambda each: each.source_id):
        console.print(_source(case, source_id), soft_wrap=True)
        for hit in found:
            _print(console, "     ", hit, "")


def _source(case: Case, source_id: str) -> Text:
    source = case.sources[source_id]
    draft = "draft" if case.is_draft(source_id) else ""
    about = " · ".join(part for part in (draft, source.publisher, source.title, source.published) if part)
    return plain(f"  {source.ref} {about}", "dim")


def _marked_claim(claim: Claim, assessment: ClaimAssessment) -> Text:
    """Return the text of a claim with its marked words underlined."""
    text = plain(claim.text, "bold")
    if text.plain == claim.text:
        for mark in assessment.marks:
            text.stylize("underline yellow", mark.start, mark.end)
    return text


def _print(
    console: Console,
    head: str,
    found: Hit,
    state: str,
    said: Iterable[Opinion] = (),
    reasons: Iterable[str] = (),
) -> None:
    body = Text.assemble(_marked(found), "\n", (f"{found.place}{state}", "dim"))
    for reason in reasons:
        body.append("\n").append_text(plain(reason, "yellow" if reason.startswith("differs") else "dim"))
    for opinion in said:
        body.append("\n").append_text(plain(f"suggests: {opinion.words}", "" if opinion.stance else "dim"))
    print_lines(console, head, body)


def _marked(found: Hit) -> Text:
    """Return a passage on one line, its marked words in bold; control characters are made visible."""
    text, at = Text(), 0
    for start, end in (*found.marks, (len(found.text), len(found.text))):
        text.append(_one_line(found.text[at:start]))
        text.append(_one_line(found.text[start:end]), _MARK)
        at = end
    return text


def _one_line(text: str) -> str:
    return visible(_BLANKS.sub(" ", text))


def show_proposals(numbered: Iterable[tuple[int, Proposal, str]]) -> None:
    """Show proposed claims with number, reasons and, if the case has the claim already, its ref."""
    console = new_console()
    for number, proposal, ref in numbered:
        speaks = proposal.speaker and not proposal.doubted
        body = Text.assemble(plain(proposal.speaker, "italic"), ": ") if speaks else Text()
        body.append_text(plain(proposal.text))
        part = f"part of {proposal.part_of}" if proposal.part_of else ""
        told = " · ".join(filter(None, (part, proposal.why, *proposal.context, proposal.place)))
        body.append_text(Text.assemble("\n", plain(told, "dim")))
        if ref:
            body.append_text(Text.assemble(" ", plain(f"· {ref} already", "green")))
        print_lines(console, f"{number:>4} ", body)


def show_open(parts: Iterable[CoveragePart]) -> None:
    """Show the statements that nobody looked at, and the figures, names and quotations, in their order."""
    console = new_console()
    for part in parts:
        is_sentence = part.kind is PartKind.SENTENCE
        kind = Text() if is_sentence else Text(f"{part.kind} ", "dim")
        body = Text.assemble(kind, plain(part.text), " ", plain(f"· {part.place}", "dim"))
        print_lines(console, "○ " if is_sentence else "    ", body)


def show_revision(lines: Iterable[Sequence[str]]) -> None:
    """Show removed paragraphs with a minus and added ones with a plus."""
    console = new_console()
    for sign, line in lines:
        console.print(plain(f"{sign} {line}", "red" if sign == "-" else "green"))


def show_excerpts(case: Case, excerpts: Iterable[Excerpt]) -> None:
    """Show excerpts in full, by claim."""
    console = new_console()
    claim = None
    for excerpt in excerpts:
        if excerpt.claim != claim:
            claim = excerpt.claim
            found = case.claims[claim]
            console.print(Text.assemble(plain(found.ref, "dim"), " ", plain(found.text, "bold")))
        console.print(_excerpt(console, case.sources[excerpt.source], excerpt), soft_wrap=True)


def _excerpt(console: Console, source: Source, excerpt: Excerpt) -> Text:
    """Return stance, ref and quote, with the source below."""
    ref = f"{visible_line(excerpt.ref):<5}"
    head = Text.assemble("  ", (f"{excerpt.stance:<12}", STANCE_STYLES[excerpt.stance]), (ref, "dim"))
    place = " · ".join(part for part in (source.publisher, source.title, source.published, excerpt.locator) if part)
    body = Text.assemble(plain(quoted(excerpt.quote)), "\n", plain(f"{source.ref} {place}", "dim"))
    lines = body.wrap(console, max(console.width - head.cell_len, _LEAST))
    return head + Text("\n" + " " * head.cell_len).join(lines)


def show_markdown(text: str) -> None:
    """Show a page of Markdown."""
    console = new_console()
    console.push_theme(Theme({"markdown.code": "bold"}))  # rich's own has a black background
    console.print(lazy.rich_markdown.Markdown(text, code_theme="ansi_dark", hyperlinks=False))
