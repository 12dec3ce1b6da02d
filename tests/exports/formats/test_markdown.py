"""The report has everything that the case has, for both sides, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterable
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


def report(workspace: Workspace, only: str = "", **options: str) -> str:
    """Return the report with all claims in full."""
    return b"".join(ExportJob(workspace.documents, "markdown", only, {"unchecked": "full"} | options).chunks()).decode()


def links(refs: Iterable[str]) -> str:
    return ", ".join(f"[{ref}](#{ref.lower()})" for ref in refs)


def section(markdown: str, heading: str) -> str:
    """Return what stands under a heading, up to the next of its rank."""
    lines = markdown.split("\n")
    start = lines.index(heading)
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
    assert f"2 of {total} checked, by ada and bob, on 2026-11-22." in head
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
    assert "## Finding" not in markdown
    assert section(markdown, "## Claims") == "## Claims\n\nThe case has no claims yet."
    assert "## Sources" not in markdown


def test_the_scale_is_explained(workspace: Workspace) -> None:
    scale = section(report(workspace), "## Verdicts")
    for label in workspace.case.scale.labels:
        assert f"- **{label.glyph} {label.name}**: {label.meaning}" in scale
    assert "- **○ Unchecked**: " in scale


def test_a_custom_scale_is_used() -> None:
    label = Label("fishy", "Smells of fish", "🐟", "1", "It does.", LabelKind.MIXED)
    verdict = Verdict(claim="c", checker="ada", label="fishy", at="2026-11-22T09:00:00Z")
    case = small_case(scale=Scale("nose", (label,)), verdicts=[verdict])
    markdown = render(case, case.in_order(), "")
    assert "- **🐟 Smells of fish**: It does." in section(markdown, "## Verdicts")
    assert "| 🐟 Smells of fish | 1      | [C1](#c1) |" in section(markdown, "## Finding")
    assert "**🐟 Smells of fish** · ada · 2026-11-22, 09:00 UTC" in section(markdown, "### C1")


def test_a_verdict_without_a_basis_is_not_stale() -> None:
    case = small_case(verdicts=[Verdict(claim="c", checker="ada", label="refuted", at="2026-11-22T09:00:00Z")])
    assert "Since this verdict" not in render(case, case.in_order(), "")


def test_the_finding_counts_the_verdicts_and_the_matrix_lists_every_claim(workspace: Workspace) -> None:
    first, second, third, *rest = workspace.case.in_order()
    workspace.decide(first.id, "supported")
    workspace.decide(second.id, "supported")
    workspace.decide(third.id, "refuted")
    finding = section(report(workspace), "## Finding")
    sentence = f"Of 76 claims, 2 have the verdict “Supported”, 1 “Refuted” and {len(rest)} are unchecked."
    assert sentence in finding
    rows = [cells(line) for line in finding.split("\n") if line.startswith("|")]
    assert rows[2:] == [
        ["✓ Supported", "2", links([first.ref, second.ref])],
        ["✗ Refuted", "1", links([third.ref])],
        ["○ Unchecked", str(len(rest)), links(claim.ref for claim in rest)],
    ]
    verdicts = ["✓ Supported", "✓ Supported", "✗ Refuted", *["○ Unchecked"] * len(rest)]
    claims = workspace.case.in_order()
    last = section(report(workspace), "## Claims by sources").split("\n")
    rows = [cells(line) for line in last if line.startswith("| [C")]
    assert [[row[0], row[1], row[-1]] for row in rows] == [
        [links([claim.ref]), verdict, claim.text] for claim, verdict in zip(claims, verdicts, strict=True)
    ]


def test_unchecked_claims_are_listed_in_one_line_unless_they_are_asked_for(workspace: Workspace) -> None:
    first, second, *rest = workspace.case.in_order()
    workspace.decide(first.id, "supported")
    workspace.decide(second.id, "refuted")
    short, full = report(workspace, unchecked="listed"), report(workspace)
    headings = {"short": short, "full": full}
    assert {name: text.count("\n### C") for name, text in headings.items()} == {"short": 2, "full": 76}
    refs = [claim.ref for claim in rest]
    assert f"Unchecked, and not printed in full: {', '.join(refs[:-1])} and {refs[-1]}.\n" in short
    assert f"[{rest[0].ref}]" not in short
    assert "not printed in full" not in full


def test_every_link_of_a_ref_has_its_heading(workspace: Workspace) -> None:
    for number, claim in enumerate(workspace.case.in_order()[:40]):
        workspace.decide(claim.id, ("supported", "refuted")[number % 2])
    workspace.decide(workspace.case.claim("C1").id, "refuted")
    for text in (report(workspace, unchecked="listed"), report(workspace)):
        places = {line.removeprefix("### ").lower() for line in text.split("\n") if line.startswith("### ")}
        linked = set(re.findall(r"\]\(#([a-z0-9]+)\)", text))
        assert {"c1", "s1"} <= linked <= places


def test_the_report_says_who_published_it_and_where_errors_go(workspace: Workspace) -> None:
    workspace.decide(workspace.case.in_order()[0].id, "supported")
    workspace.desk, workspace.contact = "The *Gazette*", "errors@example.org"
    head = report(workspace).split("\n## ")[0]
    assert "checked, by ada, The \\*Gazette\\*, on 2026-11-22. Last change" in head
    assert "\n\nPlease report errors to errors\\@example\\.org.\n" in head


def test_hashes_are_in_the_appendix_only(workspace: Workspace) -> None:
    text = report(workspace)
    body, appendix = text.split("\n## Appendix")
    for source in workspace.case.sources.values():
        assert source.sha256 not in body
        assert appendix.count(source.sha256) == 1


def test_the_sample_checked_in_full_is_under_700_lines(workspace: Workspace) -> None:
    labels = [label.id for label in workspace.case.scale.labels]
    for number, claim in enumerate(workspace.case.in_order()):
        workspace.decide(claim.id, labels[number % len(labels)])
    assert len(report(workspace, unchecked="listed").split("\n")) < 700


def cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip("|").split("|")]


# A claim


def test_no_claim_is_dropped_and_both_sides_are_always_printed(workspace: Workspace) -> None:
    markdown = report(workspace)
    for claim in workspace.case.in_order():
        printed = section(markdown, f"### {claim.ref}")
        assert printed.startswith(f"### {claim.ref}\n**{claim.text}** **○ Unchecked**.")
        for stance, begins in (
            (Stance.SUPPORTS, "- ✓ supports · "),
            (Stance.CONTRADICTS, "- ✗ contradicts · "),
            (Stance.CONTEXT, "- context · "),
        ):
            quotes = [f"“{excerpt.quote}”" for excerpt in workspace.case.excerpts_of(claim.id, stance)]
            lines = [line for line in printed.split("\n") if line.startswith(begins)]
            assert [quote in line for quote, line in zip(quotes, lines, strict=True)] == [True] * len(quotes)
            nothing = {Stance.SUPPORTS: "No excerpt supports", Stance.CONTRADICTS: "No excerpt contradicts"}
            assert (nothing.get(stance, "\0") in printed) == (not quotes and stance in nothing)


def test_only_known_fields_of_a_claim_are_printed() -> None:
    claim = Claim(id="c", ref="C1", text="It is.", speaker="Asylov", origin="https://example.org/x", tags=("a", "b"))
    case = small_case(claims=[claim])
    nothing = "### C1\n**It is.** **○ Unchecked**. No excerpt supports or contradicts this claim."
    assert f"{nothing} Speaker: Asylov · Origin: <https://example.org/x> · Tags: a, b.\n" in render(case, [claim], "")
    bare = small_case()
    assert f"{nothing}\n" in render(bare, bare.in_order(), "")


def test_a_verdict_is_printed_in_full(workspace: Workspace) -> None:
    claim = workspace.case.in_order()[2]
    workspace.decide(claim.id, "conflicting")
    workspace.set_confidence(claim.id, Confidence.MEDIUM)
    workspace.set_rationale(claim.id, "Two counts:\n- one early\n\nOne late.", "true if the wounded count")
    (verdict,) = workspace.case.verdicts_of(claim.id)
    assert (
        f"**◐ Conflicting evidence** · medium confidence · ada · {verdict.at[:10]}, {verdict.at[11:16]} UTC."
    ) in report(workspace)
    rationale = "Two counts:\\\n\\- one early\n\nOne late."
    assert f"\n\nCondition: true if the wounded count\n\n{rationale}\n\n- ✗ contradicts · [S4]" in report(workspace)


def test_a_rationale_without_a_verdict_is_shown_as_notes(workspace: Workspace) -> None:
    claim = workspace.case.in_order()[0]
    workspace.set_rationale(claim.id, "Ask the court.", "")
    (verdict,) = workspace.case.verdicts_of(claim.id)
    markdown = report(workspace)
    assert (f"Notes: ada · {verdict.at[:10]}, {verdict.at[11:16]} UTC\n\nAsk the court.\n\n- ✓ supports") in markdown
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
    printed = section(markdown, f"### {claim.ref}")
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
    assert "| ⇄ Checkers differ " in section(markdown, "## Claims by sources")
    assert f"The checkers differ on {links([claim.ref])}." in section(markdown, "## Finding")
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
    ) in section(report(workspace), f"### {claim.ref}")
    assert "✓ Supported (look again)" in section(report(workspace), "## Claims by sources")
    assert f"changed since the verdict: {links([claim.ref])}." in section(report(workspace), "## Finding")
    workspace.undo()
    assert "ook again" not in report(workspace)


def test_old_and_new_text_of_a_change_are_printed_as_text(workspace: Workspace) -> None:
    claim = workspace.case.in_order()[0]
    workspace.decide(claim.id, "supported")
    workspace.edit("claims", claim.id, text="* It <b>rained</b> [at](http://last).")
    printed = section(report(workspace), f"### {claim.ref}")
    assert f"  − {claim.text}" in printed
    assert "  \\+ \\* It \\<b>rained\\</b> \\[at\\](http:/\\/last)." in printed


def test_warnings_are_printed_below_the_verdict_with_the_reasons_of_waivers(workspace: Workspace) -> None:
    claim = workspace.case.claim("C5")
    workspace.decide(claim.id, "refuted")
    workspace.waive(claim.id, "both-sides", "A slip, *not* a source.")
    at = f"{workspace.case.history.last_at[:10]}, {workspace.case.history.last_at[11:16]} UTC"
    printed = section(report(workspace), "### C5")
    assert " Warning, no evidence: no excerpt contradicts C5.\n" in printed
    waived = f"Why: A slip, \\*not\\* a source. (ada · {at})"
    assert f"\n- Dismissed warning, both sides: E14 supports C5. {waived}" in printed
    assert "arning" not in section(report(workspace), "### C6")


# An extract


def test_an_extract_says_what_it_leaves_out(workspace: Workspace) -> None:
    first, second, *_ = workspace.case.in_order()
    workspace.decide(first.id, "refuted")
    workspace.decide(second.id, "supported")
    total = len(workspace.case.claims)
    markdown = report(workspace, "is:refuted")
    assert f"an extract: 1 of {total} claims, those that match the filter “is:refuted”." in markdown.split("\n## ")[0]
    assert [line for line in markdown.split("\n") if line.startswith("### C")] == [f"### {first.ref}"]
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
    assert "Read, and never quoted\n\nQuoted for: no claim" in whole


def test_a_filter_without_matches_gives_a_report(workspace: Workspace) -> None:
    markdown = report(workspace, "tag:nosuchtag")
    assert f"an extract: 0 of {len(workspace.case.claims)} claims" in markdown
    assert section(markdown, "## Claims") == "## Claims\n\nNo claim matches the filter."


# Sources and corrections


def test_a_changed_verdict_is_a_correction(workspace: Workspace) -> None:
    claim, other, *_ = workspace.case.in_order()
    workspace.decide(claim.id, "supported", rationale="As S1 says.")
    workspace.decide(claim.id, "refuted")
    at = workspace.case.history.last_at
    workspace.set_rationale(claim.id, "Misread.\nTwice.", "")
    workspace.decide(other.id, "supported")
    changed = f"✓ Supported → ✗ Refuted · ada · {at[:10]}, {at[11:16]} UTC"
    markdown = report(workspace)
    assert section(markdown, "## Corrections") == (
        f"## Corrections\n\n- {links([claim.ref])} · {claim.text}\n\n  {changed}\n\n"
        "  The reason before: As S1 says.\n\n  The reason now: Misread.\\\n  Twice."
    )
    assert f"\n\nCorrected: {changed}\n\n" in section(markdown, f"### {claim.ref}")
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
