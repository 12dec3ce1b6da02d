"""The states of quotes in the report: below each quote, and counted in the summary."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from factcheck.exports import encoded, find
from factcheck.exports.selection import Selection
from factcheck.workspace.workspace import Workspace
from tests.conftest import ticking
from tests.quotes.cases import TEXT, harbour, keep

BEHIND = {
    "E1": "",
    "E2": "≈ typographic",
    "E3": "… elided; the gap hides “not”",
    "E4": "≠ altered: 238 → 283",
    "E5": "→ found in S2",
    "E6": "✗ not found",
    "E7": "",
}


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with Workspace.open(harbour(tmp_path), "ada", clock=ticking()) as workspace:
        yield workspace


def known(workspace: Workspace) -> dict[str, Any]:
    library = workspace.documents
    return {"anchor": library.quote_checks.anchor, "text": library.text}


def report(workspace: Workspace, **known: Any) -> str:
    options = {"unchecked": "full"}
    selection = Selection(case=workspace.case, claims=workspace.case.in_order(), options=options, **known)
    return b"".join(encoded(find("markdown"), selection)).decode()


def test_every_quote_that_is_not_exact_has_its_state_behind_it(workspace: Workspace) -> None:
    written = report(workspace, **known(workspace))
    for ref, words in BEHIND.items():
        assert written.split(f" · {ref}: “", 1)[1].split("\n", 1)[0].endswith(f"” · {words}" if words else "”"), ref


def test_the_summary_counts_the_states_and_lists_sources_without_text(workspace: Workspace) -> None:
    head = report(workspace, **known(workspace)).split("\n## Claims\n")[0]
    assert "4 of 6 excerpts do not match their sources: E3, E4, E5 and E6, for [C1](#c1)." in head
    assert "1 excerpt could not be compared with its source: the text of S3 is missing." in head


def test_without_anchors_no_state_is_printed(workspace: Workspace) -> None:
    written = report(workspace)
    assert "[S1](#s1) · E4: “" in written
    assert "excerpt" not in written.split("\n## Claims")[0]
    assert not any(words in written for words in BEHIND.values() if words)


def test_the_summary_says_that_all_excerpts_match(workspace: Workspace) -> None:
    case = workspace.case
    workspace.edit("sources", case.source("S3").id, sha256=keep(workspace, "Dear harbour master"))
    workspace.remove("excerpts", *(case.excerpt(ref).id for ref in ("E3", "E4", "E5", "E6")))
    head = report(workspace, **known(workspace)).split("\n## Claims\n")[0]
    assert "All 3 excerpts match their sources." in head
    assert "is missing" not in head


def test_missing_texts_are_reported_once(workspace: Workspace) -> None:
    for kept in workspace.texts.directory.iterdir():
        kept.unlink()
    written = report(workspace, **known(workspace))
    assert written.count("No excerpt could be compared with its source: the text of S1 and S3 is missing.") == 1
    assert "no text" not in written


def test_text_of_a_source_is_escaped(workspace: Workspace) -> None:
    case = workspace.case
    workspace.edit("sources", case.source("S1").id, sha256=keep(workspace, TEXT.replace("238", "<b>238</b>")))
    assert "<b>" not in report(workspace, **known(workspace)).replace("\\<", "")


def test_lint_names_the_quotes_in_one_line(workspace: Workspace) -> None:
    markdown, case = find("markdown"), workspace.case
    (lack,) = list(markdown.lint(Selection(case=case, claims=case.in_order(), **known(workspace))))
    assert lack.message == "4 excerpts do not match their sources: E3, E4, E5, E6"
    assert list(markdown.lint(Selection(case=case, claims=case.in_order()))) == []


def test_the_report_warns_of_a_verdict_on_misquotes(workspace: Workspace) -> None:
    workspace.decide(workspace.case.in_order()[0].id, "supported")
    words = "misquoted: E4 is altered; E5 is in another source; E6 is not found in its source; the gap in E3"
    assert f" Warning, {words} hides a negation." in report(workspace, **known(workspace))
    assert "misquoted" not in report(workspace)
