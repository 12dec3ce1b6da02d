"""The report has everything that the case has, for both sides, and nothing else."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from factcheck.case.case import Case
from factcheck.case.records import Claim, Confidence, Excerpt, Source, Stance, Verdict
from factcheck.case.scale import Label, LabelKind, Scale
from factcheck.exports import find
from factcheck.exports.selection import Selection
from factcheck.workspace.export_job import ExportJob
from factcheck.workspace.workspace import Workspace
from tests.conftest import ticking
from tests.exports.cases import render, small_case
from tests.strategies import begun, workspace_on


def report(workspace: Workspace, only: str = "") -> str:
    return b"".join(ExportJob(workspace.documents, "markdown", only).chunks()).decode()


def section(markdown: str, heading: str) -> str:
    """Return what stands under the heading that begins so, up to the next of its rank."""
    lines = markdown.split("\n")
    start = next(number for number, line in enumerate(lines) if line.startswith(heading))
    rank = heading.split(" ", 1)[0]
    ends = (
        n for n, line in enumerate(lines) if n > start and line.startswith("#") and len(line.split(" ")[0]) <= len(rank)
    )
    return "\n".join(lines[start : next(ends, len(lines))]).strip()


# The shape


def test_the_same_case_gives_the_same_bytes(workspace: Workspace, case_path: Path, tmp_path: Path) -> None:
    claim = workspace.case.in_order()[0]
    workspace.decide(claim.id, "supported")
    first = report(workspace)
    workspace.close()
    copy = tmp_path / "elsewhere.json"
    copy.write_bytes(case_path.read_bytes())
    with Workspace.open(copy, "someone else") as other:
        assert report(other) == first
    assert first.endswith("\n")
    assert not first.endswith("\n\n")


def test_a_case_without_verdicts_says_so(workspace: Workspace) -> None:
    head = report(workspace).split("\n## ")[0]
    assert head.startswith("# Bloody January\n\nFact-check of ")
    assert "No claim has a verdict yet. Last change: 2026-11-22, 00:00 UTC." in head


def test_the_header_has_the_checkers_and_the_last_change(workspace: Workspace, case_path: Path) -> None:
    first, second, *_ = workspace.case.in_order()
    workspace.decide(first.id, "supported")
    total = len(workspace.case.claims)
    workspace.close()
    with Workspace.open(case_path, "bob", clock=ticking()) as bob:
        bob.decide(second.id, "refuted")
        bob.set_rationale(first.id, "not mine", "")
        head = report(bob).split("\n## ")[0]
        last = bob.case.history.last_at
    assert f"2 of {total} checked, by ada and bob." in head
    assert f"Last change: {last[:10]}, {last[11:16]} UTC." in head


def test_without_a_history_the_last_change_is_that_of_the_newest_row() -> None:
    source = Source(id="s", ref="S1")
    excerpt = Excerpt(id="e", claim="c", source="s", stance=Stance.CONTEXT, quote="q", at="2026-11-22T10:00:00Z")
    for decided, last in (("2026-11-22T09:00:00Z", "10:00"), ("2026-11-22T11:00:00Z", "11:00")):
        verdict = Verdict(claim="c", checker="ada", label="refuted", at=decided)
        case = small_case(sources=[source], excerpts=[excerpt], verdicts=[verdict])
        assert f"Last change: 2026-11-22, {last} UTC." in render(case, case.in_order(), "").split("\n## ")[0]


def test_an_empty_case_can_be_reported() -> None:
    markdown = render(Case(), [], "")
    assert "Fact-check of 0 claims against 0 sources. No claim has a verdict yet.\n" in markdown
    assert section(markdown, "## Claims") == "## Claims\n\nThe case has no claims yet."
    assert "## Sources" not in markdown


def test_the_scale_is_explained(workspace: Workspace) -> None:
    scale = section(report(workspace), "## Scale")
    for label in workspace.case.scale.labels:
        assert f"- **{label.glyph} {label.name}**: {label.meaning}" in scale
    assert "- **○ Unchecked**: " in scale


def test_a_custom_scale_is_used() -> None:
    label = Label("fishy", "Smells of fish", "🐟", "1", "It does.", LabelKind.MIXED)
    verdict = Verdict(claim="c", checker="ada", label="fishy", at="2026-11-22T09:00:00Z")
    case = small_case(scale=Scale("nose", (label,)), verdicts=[verdict])
    markdown = render(case, case.in_order(), "")
    assert "- **🐟 Smells of fish**: It does." in section(markdown, "## Scale")
    assert "| 🐟 Smells of fish | 1      |" in section(markdown, "## Summary")
    assert "**🐟 Smells of fish** · ada · 2026-11-22, 09:00 UTC" in section(markdown, "### C1")


def test_a_verdict_without_a_basis_is_not_stale() -> None:
    case = small_case(verdicts=[Verdict(claim="c", checker="ada", label="refuted", at="2026-11-22T09:00:00Z")])
    assert "Since this verdict" not in render(case, case.in_order(), "")


def test_the_summary_counts_and_lists_every_claim(workspace: Workspace) -> None:
    first, second, third, *rest = workspace.case.in_order()
    workspace.decide(first.id, "supported")
    workspace.decide(second.id, "supported")
    workspace.decide(third.id, "refuted")
    rows = [cells(line) for line in section(report(workspace), "## Summary").split("\n") if line.startswith("|")]
    assert rows[2:7] == [
        ["✓ Supported", "2"],
        ["✗ Refuted", "1"],
        ["◐ Conflicting evidence", "0"],
        ["– Not enough evidence", "0"],
        ["○ Unchecked", str(len(rest))],
    ]
    verdicts = ["✓ Supported", "✓ Supported", "✗ Refuted", *["○ Unchecked"] * len(rest)]
    claims = workspace.case.in_order()
    assert rows[9:] == [[claim.ref, verdict, claim.text] for claim, verdict in zip(claims, verdicts, strict=True)]


def cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip("|").split("|")]


# A claim


def test_no_claim_is_dropped_and_both_sides_are_always_printed(workspace: Workspace) -> None:
    markdown = report(workspace)
    for claim in workspace.case.in_order():
        printed = section(markdown, f"### {claim.ref} · ")
        assert "\n\n**○ Unchecked**\n\n" in printed
        for stance, nothing in (
            ("Supports", "No excerpt supports this claim."),
            ("Contradicts", "No excerpt contradicts this claim."),
        ):
            side = section(printed, f"#### {stance}")
            quotes = [excerpt.quote for excerpt in workspace.case.excerpts_of(claim.id, Stance(stance.lower()))]
            assert (nothing in side) == (not quotes)
            assert [line[2:] for line in side.split("\n") if line.startswith("> ")] == quotes
        assert ("#### Context" in printed) == bool(workspace.case.excerpts_of(claim.id, Stance.CONTEXT))


def test_only_known_fields_of_a_claim_are_printed() -> None:
    claim = Claim(id="c", ref="C1", text="It is.", speaker="Asylov", origin="https://example.org/x", tags=("a", "b"))
    case = small_case(claims=[claim])
    assert render(case, [claim], "").count(
        "### C1 · It is.\n\nSpeaker: Asylov · Origin: <https://example.org/x> · Tags: a, b\n\n**○ Unchecked**\n\n"
    )
    bare = small_case()
    assert "### C1 · It is.\n\n**○ Unchecked**\n\n#### Supports" in render(bare, bare.in_order(), "")


def test_a_verdict_is_printed_in_full(workspace: Workspace) -> None:
    claim = workspace.case.in_order()[2]
    workspace.decide(claim.id, "conflicting")
    workspace.set_confidence(claim.id, Confidence.MEDIUM)
    workspace.set_rationale(claim.id, "Two counts:\n- one early\n\nOne late.", "true if the wounded count")
    (verdict,) = workspace.case.verdicts_of(claim.id)
    assert (
        f"**◐ Conflicting evidence** · medium confidence · ada · {verdict.at[:10]}, {verdict.at[11:16]} UTC\n\n"
        "Condition: true if the wounded count\n\n"
        "Two counts:\\\n\\- one early\n\nOne late.\n\n#### Supports"
    ) in report(workspace)


def test_a_rationale_without_a_verdict_is_shown_as_notes(workspace: Workspace) -> None:
    claim = workspace.case.in_order()[0]
    workspace.set_rationale(claim.id, "Ask the court.", "")
    (verdict,) = workspace.case.verdicts_of(claim.id)
    markdown = report(workspace)
    assert (
        f"**○ Unchecked**\n\nNotes: ada · {verdict.at[:10]}, {verdict.at[11:16]} UTC\n\nAsk the court.\n\n#### Supports"
    ) in markdown
    assert "No claim has a verdict yet." in markdown


def test_the_verdicts_of_all_checkers_are_printed(workspace: Workspace, case_path: Path) -> None:
    claim, *_ = workspace.case.in_order()
    workspace.decide(claim.id, "supported")
    workspace.set_rationale(claim.id, "Ada's reason.", "")
    workspace.close()
    with Workspace.open(case_path, "bob", clock=ticking(datetime(2026, 11, 23, tzinfo=UTC))) as bob:
        bob.decide(claim.id, "refuted")
        bob.set_rationale(claim.id, "Bob's reason.", "")
    with Workspace.open(case_path, "carol", clock=ticking()) as carol:
        carol.set_rationale(claim.id, "Carol's notes.", "")
        markdown = report(carol)
    printed = section(markdown, f"### {claim.ref} · ")
    said = [
        "**⇄ Checkers differ**: no verdict stands",
        "\n**✗ Refuted** · bob",
        "Bob's reason.",
        "\n**✓ Supported** · ada",
        "Ada's reason.",
        "Notes: carol",
    ]
    places = [printed.index(words) for words in said]
    assert places == sorted(places)
    assert "Carol's notes." in printed
    assert f"| {claim.ref}  | ⇄ Checkers differ " in section(markdown, "## Summary")
    assert "## Corrections" not in markdown


def test_a_verdict_on_changed_evidence_is_marked(workspace: Workspace) -> None:
    claim = next(claim for claim in workspace.case.in_order() if workspace.case.excerpts_of(claim.id))
    excerpt = workspace.case.excerpts_of(claim.id)[0]
    workspace.decide(claim.id, "supported")
    assert "ook again" not in report(workspace)
    other = next(stance for stance in Stance if stance != excerpt.stance)
    workspace.set_stance(excerpt.id, other)
    at = f"{workspace.case.history.last_at[:10]}, {workspace.case.history.last_at[11:16]} UTC"
    assert (
        "Look again: what this verdict was based on has changed since.\n\n"
        f"- {excerpt.ref} was filed otherwise · ada · {at}\n\n  − {excerpt.stance}\n\n  \\+ {other}\n\n"
    ) in section(report(workspace), f"### {claim.ref} · ")
    assert "✓ Supported (look again)" in section(report(workspace), "## Summary")
    workspace.undo()
    assert "ook again" not in report(workspace)


def test_old_and_new_text_of_a_change_are_printed_as_text(workspace: Workspace) -> None:
    claim = workspace.case.in_order()[0]
    workspace.decide(claim.id, "supported")
    workspace.edit("claims", claim.id, text="* It <b>rained</b> [at](http://last).")
    printed = section(report(workspace), f"### {claim.ref} · ")
    assert f"  − {claim.text}" in printed
    assert "  \\+ \\* It \\<b>rained\\</b> \\[at\\](http:/\\/last)." in printed


def test_warnings_are_printed_below_the_verdict_with_the_reasons_of_waivers(workspace: Workspace) -> None:
    claim = workspace.case.claim("C5")
    workspace.decide(claim.id, "refuted")
    workspace.waive(claim.id, "both-sides", "A slip, *not* a source.")
    at = f"{workspace.case.history.last_at[:10]}, {workspace.case.history.last_at[11:16]} UTC"
    assert (
        "- Warning, no evidence: no excerpt contradicts C5.\n"
        "- Dismissed warning, both sides: E14 supports C5. "
        f"Why: A slip, \\*not\\* a source. (ada · {at})\n\n#### Supports"
    ) in section(report(workspace), "### C5 · ")
    assert "Warning" not in section(report(workspace), "### C6 · ")


# An extract


def test_an_extract_says_what_it_leaves_out(workspace: Workspace) -> None:
    first, second, *_ = workspace.case.in_order()
    workspace.decide(first.id, "refuted")
    workspace.decide(second.id, "supported")
    total = len(workspace.case.claims)
    markdown = report(workspace, "is:refuted")
    assert f"an extract: 1 of {total} claims, those that match the filter “is:refuted”." in markdown.split("\n## ")[0]
    assert [line for line in markdown.split("\n") if line.startswith("### C")] == [f"### {first.ref} · {first.text}"]
    assert "an extract" not in report(workspace)


def test_an_extract_lists_the_sources_it_quotes_and_a_whole_report_all(workspace: Workspace) -> None:
    workspace.add_source(title="Read, and never quoted")
    claim = workspace.case.in_order()[0]
    quoted = {workspace.case.sources[excerpt.source].ref for excerpt in workspace.case.excerpts_of(claim.id)}
    extract = section(report(workspace, f'"{claim.text}"'), "## Sources")
    assert {line.split()[1] for line in extract.split("\n") if line.startswith("### ")} == quoted
    whole = section(report(workspace), "## Sources")
    assert {line.split()[1] for line in whole.split("\n") if line.startswith("### ")} == {
        source.ref for source in workspace.case.sources.values()
    }
    assert "Read, and never quoted\n\n- Quoted for: no claim" in whole


def test_a_filter_without_matches_gives_a_report(workspace: Workspace) -> None:
    markdown = report(workspace, "tag:nosuchtag")
    assert f"an extract: 0 of {len(workspace.case.claims)} claims" in markdown
    assert section(markdown, "## Claims") == "## Claims\n\nNo claim matches the filter."


# Sources and corrections


def test_a_changed_verdict_is_a_correction(workspace: Workspace) -> None:
    claim, other, *_ = workspace.case.in_order()
    workspace.decide(claim.id, "supported")
    workspace.decide(claim.id, "refuted")
    at = workspace.case.history.last_at
    workspace.set_rationale(claim.id, "Misread.\nTwice.", "")
    workspace.decide(other.id, "supported")
    changed = f"✓ Supported → ✗ Refuted · ada · {at[:10]}, {at[11:16]} UTC"
    markdown = report(workspace)
    assert section(markdown, "## Corrections") == (
        f"## Corrections\n\n- {claim.ref} · {claim.text}\n\n  {changed}\n\n  Why: Misread.\\\n  Twice."
    )
    assert f"\n\nCorrected: {changed}\n\n" in section(markdown, f"### {claim.ref} · ")
    assert "1 correction, listed below the claims." in markdown.split("\n## ")[0]
    assert "orrect" not in report(workspace, "is:supported")


def test_an_undone_decision_is_not_a_correction(workspace: Workspace) -> None:
    claim = workspace.case.in_order()[0]
    workspace.decide(claim.id, "supported")
    workspace.undo()
    workspace.decide(claim.id, "refuted")
    assert "orrect" not in report(workspace)


def test_lint_names_a_verdict_against_a_claim_without_a_rationale() -> None:
    workspace = workspace_on(begun())
    for text, label in (("It rained.", "refuted"), ("It snowed.", "supported"), ("It hailed.", "refuted")):
        workspace.decide(workspace.add_claim(text), label, rationale="So it is." if text == "It hailed." else None)
    case = workspace.case
    for name in ("markdown", "csv", "xlsx", "claimreview", "fever", "scifact"):
        issues = find(name).lint(Selection(case=case, claims=case.in_order()))
        found = [(issue.ref, issue.required) for issue in issues if issue.field == "rationale"]
        assert found == [("C1", False)], name
