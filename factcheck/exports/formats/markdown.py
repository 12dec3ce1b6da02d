"""The report: what an editor reads, checks and publishes from, in CommonMark with the tables of GFM.

It follows what the IFCN's code of principles asks of a published check: both sides of the evidence are
printed even where one is empty, every source stands with all that is known of it, the scale is explained,
and a verdict that was changed is listed as a correction. Under every quote stands how it stands to the
text of its source, as far as that is known. Nothing in it comes from the clock or the machine: the same
case with the same texts gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from textwrap import indent

from factcheck.case.case import Case
from factcheck.case.describe import label_words
from factcheck.case.records import Claim, Excerpt, Stance, Verdict
from factcheck.case.staleness import is_stale
from factcheck.case.statistics import Correction, corrections, count_labels, progress, standing
from factcheck.exports.report import warnings
from factcheck.exports.report.citations import Cited, citation, citations, line, sources
from factcheck.exports.report.heading import checkers, last_change
from factcheck.exports.report.markdown_escape import address, escape, escape_block, quote, when
from factcheck.exports.report.matrix import COMPARED_AT_MOST, claims_by_sources, values_by_source
from factcheck.exports.report.quote_states import Held, lint
from factcheck.exports.selection import Selection

__all__ = ["lint", "render", "write"]

_UNCHECKED = "○ Unchecked"
_METHOD = (
    "Every claim is printed with the excerpts that support it and those that contradict it, "
    "as they were entered and each with its source. One scale holds for all claims."
)
_SIDES = {
    Stance.SUPPORTS: ("Supports", "No excerpt supports this claim."),
    Stance.CONTRADICTS: ("Contradicts", "No excerpt contradicts this claim."),
    Stance.CONTEXT: ("Context", ""),
}
_NARROW = 40
_BETWEEN = "\n\n"
_TOGETHER = 64


OPTIONS = {"template": "the text of a template in the language of Jinja2, which lays the report out (--template FILE)"}


def write(selection: Selection) -> Iterator[str]:
    """Yield the report on a selection. Raises InvalidError for a template that is wrong."""
    if template := selection.options.get("template"):
        from factcheck.exports.report.template import HouseTemplate, limits_for

        with HouseTemplate(template, limits_for(selection.case)) as house:
            yield from house.write(house.view(selection))
        return
    yield from _pieces(_blocks(selection.case, selection.claims, selection.only.strip(), Held(selection)))


def render(case: Case, claims: Sequence[Claim], only: str, held: Held | None = None) -> str:
    """Return the report on `claims`; `only` is the filter that chose them, empty for the whole case.

    `held` tells how the quotes stand to their sources, where that is known.
    """
    return "".join(_pieces(_blocks(case, claims, only.strip(), held or Held())))


def _blocks(case: Case, claims: Sequence[Claim], only: str, held: Held) -> Iterator[str]:
    shown = {claim.id for claim in claims}
    corrected = [correction for correction in corrections(case) if correction.claim.id in shown]
    yield from _head(case, claims, only, len(corrected))
    yield from held.count(case, claims)
    yield from _scale(case)
    yield from _summary(case, claims)
    yield from _claims(case, claims, corrected, held)
    yield from claims_by_sources(case, claims, _table)
    yield from _corrections(case, corrected)
    yield from sources(case, claims, everything=not only)


def _pieces(blocks: Iterator[str]) -> Iterator[str]:
    """Yield blocks, an empty line between them; many together, which is quicker than one by one."""
    between = ""
    while together := list(islice(blocks, _TOGETHER)):
        yield f"{between}{_BETWEEN.join(together)}"
        between = _BETWEEN
    yield "\n"


def render_one(
    case: Case, claim: Claim, corrected: Sequence[Correction], cited: Mapping[str, Cited], held: Held
) -> str:
    """Return the report on one claim; `corrected` are its corrections, `cited` how each source is cited.

    `held` tells how the quotes stand to their sources.
    """
    head = f"# {escape(case.title) or 'Untitled case'}"
    about = f"One of {_count(len(case.claims), 'claim')} of this case."
    own = [*_claim(case, claim, values_by_source(case, claim), corrected, cited, held), *_corrections(case, corrected)]
    rest = [*sources(case, [claim], everything=False), *_scale(case)]
    return "\n\n".join([head, about, "## Claim", *own, *rest]) + "\n"


def _head(case: Case, claims: Sequence[Claim], only: str, corrected: int) -> Iterator[str]:
    yield f"# {escape(case.title) or 'Untitled case'}"
    named = checkers(case)
    sentences = [
        f"Fact-check of {_count(len(case.claims), 'claim')} against {_count(len(case.sources), 'source')}.",
        f"{progress(case)}, by {_and(named)}." if named else "No claim has a verdict yet.",
    ]
    if last := last_change(case):
        sentences.append(f"Last change: {when(last)}.")
    if corrected:
        sentences.append(f"{_count(corrected, 'correction')}, listed below the claims.")
    yield " ".join(sentences)
    if only:
        yield (
            f"This report is an extract: {len(claims)} of {_count(len(case.claims), 'claim')}, "
            f"those that pass the filter “{escape(only)}”."
        )


def _scale(case: Case) -> Iterator[str]:
    yield "## Scale"
    yield _METHOD
    meanings = [(_label(case, label.id), escape(label.meaning)) for label in case.scale.labels]
    meanings.append((_UNCHECKED, "No checker has decided yet."))
    yield "\n".join(f"- {_bold(name)}: {meaning}".removesuffix(": ") for name, meaning in meanings)


def _summary(case: Case, claims: Sequence[Claim]) -> Iterator[str]:
    yield "## Summary"
    counts = count_labels(case, claims)
    yield _table(
        ("Verdict", "Claims"),
        [(_label(case, label), str(number)) for label, number in counts.items()],
    )
    if claims:
        yield _table(
            ("Ref", "Verdict", "Claim"),
            [(escape(claim.ref), _standing(case, claim), escape(claim.text)) for claim in claims],
        )


def _standing(case: Case, claim: Claim) -> str:
    """Return the verdict that stands, whether another checker sees it otherwise, and whether its basis changed."""
    label, differ = standing(case, claim.id)
    marks = [" (checkers differ)"] * differ + [" (look again)"] * is_stale(case, claim.id)
    return _label(case, label) + "".join(marks)


def _claims(case: Case, claims: Sequence[Claim], corrected: Iterable[Correction], held: Held) -> Iterator[str]:
    yield "## Claims"
    if not claims:
        yield "No claim passes the filter." if case.claims else "The case has no claims yet."
    of_claim: dict[str, list[Correction]] = {}
    for correction in corrected:
        of_claim.setdefault(correction.claim.id, []).append(correction)
    cited = citations(case)
    for claim in claims:
        given = values_by_source(case, claim) if len(claims) <= COMPARED_AT_MOST else ()
        yield from _claim(case, claim, given, of_claim.get(claim.id, ()), cited, held)


def _claim(
    case: Case,
    claim: Claim,
    given: Iterable[str],
    corrected: Iterable[Correction],
    cited: Mapping[str, Cited],
    held: Held,
) -> Iterator[str]:
    yield f"### {line(escape(claim.ref), escape(claim.text))}"
    tags = ", ".join(escape(tag) for tag in claim.tags if tag)
    origin = line(
        claim.speaker and f"Speaker: {escape(claim.speaker)}",
        claim.date and f"Date: {escape(claim.date)}",
        claim.origin and f"Origin: {address(claim.origin)}",
        tags and f"Tags: {tags}",
    )
    if origin:
        yield origin
    yield from given
    yield from _verdicts(case, claim, held)
    for correction in corrected:
        yield f"Corrected: {_correction(case, correction)}"
    excerpts = case.excerpts_of(claim.id)
    for stance in Stance:
        yield from _side([excerpt for excerpt in excerpts if excerpt.stance is stance], stance, cited, held)


def _verdicts(case: Case, claim: Claim, held: Held) -> Iterator[str]:
    """Yield the verdict that stands, those of other checkers, and the notes of who has not decided."""
    verdicts = case.verdicts_of(claim.id)
    decided = [verdict for verdict in verdicts if verdict.label is not None]
    if not decided:
        yield _bold(_UNCHECKED)
    for number, verdict in enumerate(decided):
        yield ("Also: " if number else "") + line(
            _bold(_label(case, verdict.label)),
            verdict.confidence and f"{verdict.confidence} confidence",
            escape(verdict.checker),
            when(verdict.at),
        )
        yield from warnings.look_again(case, verdict)
        yield from _reasons(verdict)
    yield from warnings.warned(case, claim.id, held.anchor_of)
    for verdict in verdicts:
        if verdict.label is None and (verdict.rationale or verdict.condition):
            yield f"Notes: {line(escape(verdict.checker), when(verdict.at))}"
            yield from _reasons(verdict)


def _reasons(verdict: Verdict) -> Iterator[str]:
    if verdict.condition:
        yield f"Condition: {escape(verdict.condition)}"
    if verdict.rationale:
        yield escape_block(verdict.rationale)


def _side(excerpts: Sequence[Excerpt], stance: Stance, cited: Mapping[str, Cited], held: Held) -> Iterator[str]:
    heading, nothing = _SIDES[stance]
    if not excerpts and not nothing:
        return
    yield f"#### {heading}"
    if not excerpts:
        yield nothing
    for excerpt in excerpts:
        yield quote(excerpt.quote)
        yield line(escape(excerpt.ref), citation(cited[excerpt.source], excerpt.locator))
        yield from held.line(excerpt)
        if excerpt.note:
            yield f"Note: {escape_block(excerpt.note)}"


def _corrections(case: Case, corrected: Sequence[Correction]) -> Iterator[str]:
    if not corrected:
        return
    yield "## Corrections"
    for correction in corrected:
        why = f"Why: {escape_block(correction.why)}" if correction.why else "No reason was written."
        claim = line(escape(correction.claim.ref), escape(correction.claim.text))
        yield "- " + indent(f"{claim}\n\n{_correction(case, correction)}\n\n{why}", "  ").lstrip()


def _correction(case: Case, correction: Correction) -> str:
    labels = f"{_label(case, correction.old)} → {_label(case, correction.new)}"
    return line(labels, escape(correction.by), when(correction.at))


def _label(case: Case, label: str | None) -> str:
    return _UNCHECKED if label is None else escape(label_words(case, label).strip() or label)


def _bold(markdown: str) -> str:
    return f"**{markdown}**"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _and(names: Sequence[str]) -> str:
    *most, last = map(escape, names)
    return f"{', '.join(most)} and {last}" if most else last


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a table whose columns are even for the eye where they are narrow."""
    longest = [max(3, *map(len, column)) for column in zip(head, *rows, strict=True)]
    widths = [width if width <= _NARROW else 3 for width in longest]
    lines = [head, ["-" * width for width in widths], *rows]
    padded = ([cell.ljust(width) for cell, width in zip(line, widths, strict=True)] for line in lines)
    return "\n".join(f"| {' | '.join(line)} |" for line in padded)
