"""The matrix of the report, and the values on which sources disagree."""

from __future__ import annotations

from itertools import pairwise

from factcheck.case.records import Claim, Excerpt, Source, Stance
from factcheck.exports.report.view import COMPARED_AT_MOST
from factcheck.workspace.workspace import Workspace
from tests.exports.cases import render, small_case


def report(workspace: Workspace, *refs: str) -> str:
    """Return the report on some claims, or on all."""
    case = workspace.case
    return render(case, [case.claim(ref) for ref in refs] or case.in_order(), " ".join(refs))


def test_the_matrix_has_the_claims_by_their_quoted_sources(workspace: Workspace) -> None:
    section = report(workspace).split("## Claims by sources\n\n")[1]
    assert section.startswith("✓ supports, ✗ contradicts, ◐ both, by the stance of the excerpts; ≠ quoted as")
    assert "| Claim | S1  | S2  | S3  | S4  | S5  |" in section
    assert "\n| C3    | ✓   | ·   | ✓   | ✗   | ·   |\n" in section
    assert "\n| C49   | ≠   | ·   | ✗   | ✓   | ·   |\n" in section


def test_an_extract_has_only_the_sources_that_it_quotes(workspace: Workspace) -> None:
    assert "| Claim | S3  | S5  |\n| ----- | --- | --- |\n| C4    | ·   | ✓   |" in report(workspace, "C4")


def test_a_claim_lists_the_values_on_which_sources_disagree(workspace: Workspace) -> None:
    values = "Values by source:\n\n- deaths: S1 238 at least · S3 238 · S4 225 · S5 26 + 18\n\n"
    assert values in report(workspace, "C3")
    assert "Values by source" not in report(workspace, "C1")


def test_the_sections_come_in_their_order(workspace: Workspace) -> None:
    text = report(workspace)
    places = [text.index(f"\n## {name}\n") for name in ("Claims", "Claims by sources", "Sources")]
    assert all(before < after for before, after in pairwise(places))


def test_a_case_without_excerpts_has_no_such_section() -> None:
    case = small_case(sources=[Source(id="s", ref="S1")])
    assert "Claims by sources" not in render(case, case.in_order(), "")


def test_a_long_report_says_that_figures_were_not_compared() -> None:
    most = COMPARED_AT_MOST
    claims = [Claim(id=f"c{i}", ref=f"C{i}", text="The flood killed 44 people.", position=i) for i in range(most + 1)]
    quote = "The flood killed 41 people."
    excerpt = Excerpt(id="e", ref="E1", claim="c0", source="s", stance=Stance.CONTEXT, quote=quote)
    case = small_case(sources=[Source(id="s", ref="S1")], claims=claims, excerpts=[excerpt])
    long, short = (render(case, list(case.in_order())[:count], "") for count in (most + 1, most))
    assert "≠" not in long
    assert f"Figures are compared in reports on at most {most} claims" in long
    assert "| C0    | ≠   |" in short
