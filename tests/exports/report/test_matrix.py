"""The matrix of the report, and the values on which sources disagree."""

from __future__ import annotations

from itertools import pairwise

from factcheck.case.records import Claim, Excerpt, Source, Stance
from factcheck.exports.report.claims import COMPARED_AT_MOST
from factcheck.workspace.workspace import Workspace
from tests.exports.cases import render, small_case


def cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip("|").split("|")]


def report(workspace: Workspace, *refs: str) -> str:
    """Return the report on some claims, or on all."""
    case = workspace.case
    return render(case, [case.claim(ref) for ref in refs] or case.in_order(), " ".join(refs))


def test_the_matrix_has_the_claims_by_their_quoted_sources(workspace: Workspace) -> None:
    section = report(workspace).split("## Claims by sources\n\n")[1].replace("  ", " ")
    assert section.startswith("✓ supports, ✗ contradicts, ◐ both, by the stance of the excerpts; ≠ quoted as")
    rows = {row[0]: row[1:] for row in map(cells, section.split("\n"))}
    assert rows["Claim"] == ["Verdict", *(f"[S{number}](#s{number})" for number in range(1, 6)), "Text"]
    assert rows["[C3](#c3)"][:-1] == ["○ Unchecked", "✓", "·", "✓", "✗", "·"]
    assert rows["[C49](#c49)"][:-1] == ["○ Unchecked", "≠", "·", "✗", "✓", "·"]


def test_an_extract_has_only_the_sources_that_it_quotes(workspace: Workspace) -> None:
    section = report(workspace, "C4").split("## Claims by sources\n\n")[1]
    rows = {row[0]: row[1:] for row in map(cells, section.split("\n"))}
    assert rows["Claim"] == ["Verdict", "[S3](#s3)", "[S5](#s5)", "Text"]
    assert rows["[C4](#c4)"] == ["○ Unchecked", "·", "✓", "Security forces killed 26 demonstrators."]


def test_a_claim_lists_the_values_on_which_sources_disagree(workspace: Workspace) -> None:
    values = "\n- ≠ values by source: deaths: S1 238 at least · S3 238 · S4 225 · S5 26 + 18\n"
    assert values in report(workspace, "C3")
    assert "alues by source" not in report(workspace, "C1")


def test_the_sections_come_in_their_order(workspace: Workspace) -> None:
    text = report(workspace)
    places = [
        text.index(f"\n## {name}\n") for name in ("Finding", "Claims", "Sources", "Claims by sources", "Verdicts")
    ]
    assert all(before < after for before, after in pairwise(places))


def test_a_case_without_excerpts_has_its_claims_without_sources() -> None:
    case = small_case(sources=[Source(id="s", ref="S1")])
    section = render(case, case.in_order(), "").split("## Claims by sources\n\n")[1]
    assert section.startswith("No source is quoted.\n\n| Claim     | Verdict     | Text   |")


def test_a_long_report_says_that_figures_were_not_compared() -> None:
    most = COMPARED_AT_MOST
    claims = [Claim(id=f"c{i}", ref=f"C{i}", text="The flood killed 44 people.", position=i) for i in range(most + 1)]
    quote = "The flood killed 41 people."
    excerpt = Excerpt(id="e", ref="E1", claim="c0", source="s", stance=Stance.CONTEXT, quote=quote)
    case = small_case(sources=[Source(id="s", ref="S1")], claims=claims, excerpts=[excerpt])
    long, short = (render(case, list(case.in_order())[:count], "") for count in (most + 1, most))
    assert "≠" not in long
    assert f"Figures are compared in reports on at most {most} claims" in long
    assert "| ≠         | The flood" in short
