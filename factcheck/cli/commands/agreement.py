"""`factcheck agreement`: how far the checkers of a case agree."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import click

from factcheck.case.scale import Scale
from factcheck.cli import output
from factcheck.cli.context import Command, Setup
from factcheck.evidence.agreement.alpha import Alpha
from factcheck.evidence.agreement.report import AgreementReport, agreement
from factcheck.text import counted


@click.command(
    cls=Command,
    name="agreement",
    epilog="""\b
Examples:
  factcheck agreement
  factcheck agreement --by-tag
  factcheck agreement --only "tag:number" --json
Shows the share of agreeing verdicts, Cohen's kappa for each two checkers and
Krippendorff's alpha with 95 % confidence intervals, and Fleiss' kappa;
`factcheck manual team` explains them.

\b
The output is tab-separated: name, value, then an interval or a count.""",
)
@click.option("--by-tag", is_flag=True, help="Show the agreement on the claims of each tag.")
@click.option("--only", metavar="FILTER", default="", help="Only the claims that match this filter.")
@output.json_option
@click.pass_obj
def show_agreement(setup: Setup, by_tag: bool, only: str, as_json: bool) -> None:
    """Show how far the checkers agree."""
    with setup.reading() as workspace:
        claims = workspace.claims(only)
        tags = sorted({tag for claim in claims for tag in claim.tags}) if by_tag else [""]
        reports = {
            tag: agreement(workspace.case, [claim.id for claim in claims if not tag or tag in claim.tags])
            for tag in tags
        }
        scale = workspace.case.scale
    if as_json:
        found = {tag: _object(report) for tag, report in reports.items()}
        output.print_object(found if by_tag else found[""])
        return
    for tag, report in reports.items():
        if tag:
            output.print_rows([[f"#{tag}"]])
        output.print_rows(_rows(report, scale))
        for note in report.notes:
            output.narrate(note)


def _object(report: AgreementReport) -> dict[str, Any]:
    return {
        **report._asdict(),
        "nominal": report.nominal._asdict(),
        "ordinal": report.ordinal and report.ordinal._asdict(),
        "fleiss": report.fleiss and report.fleiss._asdict(),
        "pairs": [{**pair._asdict(), "kappa": pair.kappa._asdict()} for pair in report.pairs],
        "labels": [label._asdict() for label in report.labels],
        "times": [time._asdict() for time in report.times],
    }


def _rows(report: AgreementReport, scale: Scale) -> Iterator[list[str]]:
    yield ["claims judged by two or more", str(report.claims)]
    yield ["checkers", ", ".join(report.checkers) or "none"]
    if report.over_claims is None or report.over_pairs is None:
        return
    yield ["agreement, mean over claims", f"{report.over_claims:.1%}"]
    yield ["agreement, over pairs of verdicts", f"{report.over_pairs:.1%}"]
    yield ["Krippendorff's alpha", *_interval(report.nominal)]
    if report.ordinal is not None:
        yield ["Krippendorff's alpha, labels in order", *_interval(report.ordinal)]
    if report.fleiss is not None:
        yield ["Fleiss' kappa", _figure(report.fleiss.value), counted(report.fleiss.claims, "claim")]
    for label in report.labels:
        yield [f"label {label.label}", f"{label.share:.1%} of verdicts", f"alpha {_figure(label.alpha)}"]
    for pair in report.pairs:
        kappa = pair.kappa
        interval = "" if kappa.low is None else f"{_figure(kappa.low)} to {_figure(kappa.high)}"
        yield [
            f"{pair.one} and {pair.other}: Cohen's kappa", _figure(kappa.value), interval,
            f"{counted(kappa.claims, 'claim')}, {kappa.agreed:.1%} agreed",
        ]  # fmt: skip
        yield from _confusion(pair.table, scale, pair.one, pair.other)
    for time in report.times:
        yield [f"{time.checker}: time for a claim", f"{time.seconds:.0f} s", counted(time.decisions, "decision")]


def _confusion(table: list[list[int]], scale: Scale, one: str, other: str) -> Iterator[list[str]]:
    """Yield the confusion matrix of two checkers: a row for each label of one, a column for each of the other."""
    yield [f"{one} ↓ {other} →", *(label.glyph for label in scale.labels)]
    for label, row in zip(scale.labels, table, strict=True):
        yield [f"{label.glyph} {label.name}", *(str(cell) if cell else "·" for cell in row)]


def _interval(alpha: Alpha) -> list[str]:
    if alpha.low is None:
        return [_figure(alpha.value)]
    return [_figure(alpha.value), f"{_figure(alpha.low)} to {_figure(alpha.high)}"]


def _figure(value: float | None) -> str:
    return "undefined" if value is None else f"{value:.2f}".replace("-", "\N{MINUS SIGN}")
